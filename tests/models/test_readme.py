"""The examples that models/README.md teaches with are true."""

from __future__ import annotations

import re
from pathlib import Path

from piaflow.store.load import load

README = Path(__file__).parents[2] / "models" / "README.md"


def test_the_model_and_the_change_of_the_readme_load(tmp_path: Path) -> None:
    model, change = re.findall(r"```yaml\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    (tmp_path / "yobosesshu.yaml").write_text(model, encoding="utf-8")
    (tmp_path / "change.yaml").write_text(change, encoding="utf-8")
    before, after = load(tmp_path / "yobosesshu.yaml"), load(tmp_path / "change.yaml")
    assert after.find("キオスク端末")
    assert not before.find("キオスク端末")
    assert after.contracts == ()
