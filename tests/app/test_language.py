"""What an editor is told, asked at every place of a model: nothing breaks it, and each name completes to itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from piaflow.app.language.completing import complete
from piaflow.app.language.faults import find_faults, find_findings
from piaflow.app.language.outlining import outline
from piaflow.app.language.pointing import point, tell
from piaflow.app.language.texts import Texts
from piaflow.app.project import Project
from piaflow.domain.known_names import list_known_names
from piaflow.errors import Where
from piaflow.store import load as loading
from piaflow.store.slots import find_slot
from piaflow.store.source import Block, Row
from tests.cli.calling import KONBINI, MINATO

MODEL = Path(MINATO)
TEXT = MODEL.read_text(encoding="utf-8")
ONCE = ("入手", "使用", "保管")
"""Entries that a file has once stand under the key of their part, not under a number."""
MANY = 20
STEP = 397
"""A prime: the places that are tried fall on words of every kind."""


def place(text: str, at: int) -> tuple[int, int]:
    return text.count("\n", 0, at), at - text.rfind("\n", 0, at) - 1


@pytest.mark.slow
@pytest.mark.parametrize("file", [MINATO, KONBINI])
def test_no_place_of_a_text_breaks_it(file: str) -> None:
    path = Path(file)
    whole = path.read_text(encoding="utf-8")
    texts = Texts()
    for at in range(0, len(whole), STEP):
        for text in (whole, whole[:at], whole[:at] + "{" + whole[at:]):
            texts.put(path, text)
            line, column = place(text, at)
            for offer in complete(texts, path, line, column):
                assert offer.start <= column <= offer.end
                assert offer.label
            told = tell(texts, path, line, column)
            assert told is None or told.lines
            point(texts, path, line, column)
            outline(texts, path)


def each_name(value: Any, where: Where = ()) -> Iterator[tuple[Where, str, int, int]]:
    """Yield each text that is a name, with what it names and the place where it stands."""
    pairs = value.items() if isinstance(value, Block) else enumerate(value)
    for key, inner in pairs:
        path = (*where, key)
        slot = find_slot(path)
        if isinstance(inner, str) and slot and slot.names:
            mark = value.marks[str(key)][1] if isinstance(value, Block) else value.marks[key]
            yield path, inner, mark.line, mark.column
        elif isinstance(inner, Block | Row):
            yield from each_name(inner, path)


def test_each_name_of_a_model_is_offered_where_it_stands_and_leads_to_its_declaration() -> None:
    texts = Texts()
    root = texts.find_root(MODEL)
    known = texts.know(MODEL)
    assert root is not None
    assert known is not None
    names, lines = list_known_names(known.sketch), TEXT.split("\n")
    seen = 0
    for path, told, line, column in [*each_name(root)][::3]:
        slot = find_slot(path)
        assert slot is not None
        right = names[slot.names].find(told)
        assert right is not None or told == "等"
        offers = complete(texts, MODEL, line, column)
        spelled = {one for offer in offers for one in (offer.label, *offer.others)}
        assert told in spelled, path
        found = point(texts, MODEL, line, column)
        if found is not None and found.file == str(MODEL):
            seen += 1
            number = told.rpartition("/")[2] if slot.names == "entries" else ""
            if number not in ONCE:
                assert (number or right or "") in lines[found.line - 1], path
    assert seen >= MANY


def test_a_base_that_leads_back_ends(tmp_path: Path) -> None:
    for one, other in (("a.yaml", "b.yaml"), ("b.yaml", "a.yaml")):
        (tmp_path / one).write_text(f"base: {other}\n", encoding="utf-8")
    assert Texts().know(tmp_path / "a.yaml") is None


@pytest.mark.parametrize("mark", ["\x0c", "\u2028", "\x85"])
def test_the_lines_of_a_span_are_those_that_the_document_has(tmp_path: Path, mark: str) -> None:
    """A form feed parts pages, and no line."""
    (tmp_path / "001.txt").write_text(f"一{mark}頁\n二\n三\n", encoding="utf-8")
    model = tmp_path / "a.yaml"
    text = "assessment: {body: みなと市長, procedure: 住民基本台帳に関する事務}\n"
    text += 'documents: {"001": {file: 001.txt}}\nstatements: [{about: x, at: y, says: z, span: "001:2-3"}]\n'
    model.write_text(text, encoding="utf-8")
    told = tell(Texts(), model, *place(text, text.index("001:2")))
    assert told is not None
    assert "二" in told.lines
    assert not any("頁" in line for line in told.lines)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("assessment: {", True),
        ('"assessment": {', True),
        ("{'assessment': {", True),
        ('"base" : a.yaml\nadd: [', True),
        ("assessments: {}", False),
        ("database: {}", False),
        ("on: {base: main}", False),
    ],
)
def test_a_text_that_says_it_is_a_model_is_one_however_its_keys_are_written(text: str, is_one: bool) -> None:
    texts = Texts()
    texts.put(Path("a.yaml"), text)
    assert texts.is_model(Path("a.yaml")) is is_one


def test_a_text_is_loaded_once_for_all_that_is_asked_of_it_until_one_changes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    structured: list[object] = []
    structure = loading._structure  # noqa: SLF001 - what costs the time

    def note(source: object) -> object:
        structured.append(source)
        return structure(source)  # type: ignore[arg-type]

    monkeypatch.setattr(loading, "_structure", note)
    texts = Texts()
    texts.put(MODEL, MODEL.read_text())
    assert find_faults(texts, MODEL) == ()
    find_findings(texts, MODEL, Project((), ()))
    texts.know(MODEL)
    assert len(structured) == 1
    texts.put(MODEL, MODEL.read_text() + "\n# more\n")
    assert find_faults(texts, MODEL) == ()
    assert len(structured) == 2
