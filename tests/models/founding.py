"""Where the models and their change files are, and what of a model its source documents do not hold."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from zipfile import ZipFile

import pytest

from piaflow.app.loading import find_model_files
from piaflow.domain.assessment import Assessment
from piaflow.domain.names import fold
from tests.models.claims import Claim, claims

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "models"
SEEDS = ROOT.parent / "shared" / "seeds"
HELD = ROOT.parent / "shared" / "held"
"""Documents that are kept packed, so that nobody comes upon them unasked."""
MODELS = find_model_files(FOLDER)
CHANGES = tuple(sorted(FOLDER.glob("*/changes/*.yaml")))


def name_of(path: Path) -> str:
    """Return how a test calls a model or change file: its path without the ending."""
    return path.relative_to(FOLDER).with_suffix("").as_posix()


def find_unfounded(model: Assessment) -> list[str]:
    """Return what the lines of each span lack. Skips the test where a source document is not at hand."""
    lines = _lines(model)
    return [
        f"{claim.what} [{', '.join(map(str, claim.spans))}]: {missing}"
        for claim in claims(model)
        if claim.spans
        for missing in _unfounded(claim, lines)
    ]


@cache
def source_lines(file: str) -> list[str]:
    """Return the lines of a source document. Skips the test where it is neither beside this checkout nor packed there."""
    if (SEEDS / file).is_file():
        return (SEEDS / file).read_text(encoding="utf-8").splitlines()
    for archive in sorted(HELD.glob("*.zip")):
        with ZipFile(archive) as packed:
            if file in packed.namelist():
                return packed.read(file).decode("utf-8").splitlines()
    pytest.skip(f"source document is not beside this checkout: {file}")


def _lines(model: Assessment) -> dict[str, list[str]]:
    return {d.key: source_lines(d.file) for d in model.documents}


def _unfounded(claim: Claim, lines: dict[str, list[str]]) -> list[str]:
    beyond = [str(s) for s in claim.spans if s.last > len(lines[s.document])]
    text = fold("".join("".join(lines[s.document][s.first - 1 : s.last]) for s in claim.spans))
    absent = [" / ".join(group) for group in claim.all_of if not any(fold(t) in text for t in group if t)]
    return [*beyond, *absent]
