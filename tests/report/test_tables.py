from __future__ import annotations

import pytest

from piaflow.report.tables import lines, to_text


def test_text_is_returned_and_not_shown_where_a_notebook_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rich.console._is_jupyter", lambda: True)
    assert to_text(lines(["個人番号"])) == "  個人番号\n"
