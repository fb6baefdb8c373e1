"""The end of the server is no fault: who still waits for an answer is told so in a line."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest

from tests.cli.calling import MINATO
from tests.serve.calling import Answer, run_desk


@pytest.mark.slow
def test_what_is_still_worked_out_at_the_end_leaves_no_traceback(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    shutil.copy(MINATO, tmp_path / "minato.yaml")
    ends, told = threading.Event(), list[Answer]()
    with run_desk(tmp_path, tmp_path / "state") as desk:
        desk.state("minato.yaml")
        for _ in range(3):
            desk.room.patient.submit(ends.wait)
        asking = threading.Thread(target=lambda: told.append(desk.get(f"{desk.page('minato.yaml')}/answers")))
        asking.start()
        asking.join(0.5)
        assert asking.is_alive()
    ends.set()
    asking.join(30)
    assert [(answer.status, answer.json()["why"]) for answer in told] == [(503, "piaflow serve を終えました")]
    assert not [record for record in caplog.records if record.exc_info]
