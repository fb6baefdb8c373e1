"""The generated pages are those of the code, and say all of it."""

from __future__ import annotations

import re
from enum import Enum
from pathlib import Path

import pytest

from docs.pages.__main__ import PAGES, main
from docs.pages.glossary import find_classes, make_glossary, term_of
from docs.pages.measures import MARKED, PAGE, make_measures
from docs.pages.model_file import make_model_file
from docs.pages.rooms import find_layers, make_rooms
from piaflow.domain.items import STANDARD_ITEMS
from piaflow.store.schema import make_schema
from tests.docs.examples import ROOT

CLASSES = list(find_classes())


@pytest.mark.parametrize("name", list(PAGES))
def test_a_page_is_the_one_that_the_code_makes(name: str) -> None:
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == PAGES[name]()


def test_a_stale_page_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(tmp_path, only_check=False) == 0
    assert main(tmp_path, only_check=True) == 0
    (tmp_path / "glossary.md").write_text("古い", encoding="utf-8")
    assert main(tmp_path, only_check=True) == 1
    assert capsys.readouterr().out == f"古い頁: {tmp_path / 'glossary.md'}\n"


@pytest.mark.parametrize("kind", CLASSES, ids=lambda c: c.__name__)
def test_every_class_of_the_domain_has_a_japanese_word(kind: type[object]) -> None:
    assert re.search(r"[぀-ヿ一-鿿]", term_of(kind))
    assert kind.__name__ in make_glossary()


@pytest.mark.parametrize("kind", [c for c in CLASSES if issubclass(c, Enum)], ids=lambda c: c.__name__)
def test_every_printed_choice_stands_beside_its_identifier(kind: type[Enum]) -> None:
    page = make_glossary()
    for member in kind:
        assert f"| {member.value} | `{kind.__name__}.{member.name}` |" in page


def test_no_explanation_is_torn_from_its_word() -> None:
    """A row reads by itself: it begins with no mark, and names nothing that nobody outside may use."""
    rows = re.findall(r"^\| (.+?) \| `(\w+)` \| (.*) \|$", make_glossary(), re.MULTILINE)
    assert [row for row in rows if re.match(r"[\s,.:;()、。]", row[2])] == []
    assert [row for row in rows if row[1].startswith("_")] == []
    assert len(rows) >= len([c for c in CLASSES if not issubclass(c, Enum)])


def test_every_standard_item_is_in_the_glossary() -> None:
    page = make_glossary()
    assert [item.name for item in STANDARD_ITEMS if f"| {item.name} | `Item` |" not in page] == []


def test_every_key_of_the_schema_is_in_the_reference() -> None:
    page, schema = make_model_file(), make_schema()
    sections = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", page, re.DOTALL | re.MULTILINE))
    for name, definition in {"ファイル全体": schema, **schema["$defs"]}.items():
        assert re.findall(r"^\| `(\w+)` \|", sections[name], re.MULTILINE) == list(definition["properties"])


def test_the_picture_of_the_rooms_holds_every_room_once() -> None:
    house = ROOT / "piaflow"
    modules = {p.stem for p in house.glob("*.py")} - {"__init__", "__main__"}
    rooms = modules | {p.parent.name for p in house.glob("*/__init__.py")}
    drawn = re.findall(r"<text[^>]*>(\w+)</text>", make_rooms())
    assert sorted(drawn) == sorted(rooms)
    assert sorted(room for layer in find_layers() for room in layer) == sorted(rooms)


@pytest.mark.slow
def test_the_house_is_measured_as_its_page_shows_it() -> None:
    """The numbers are of a day; what is measured is the same."""
    (shown,) = MARKED.findall(PAGE.read_text(encoding="utf-8"))

    def list_names(table: str) -> list[str]:
        return re.findall(r"^\| (.+?) \|", table, re.MULTILINE)

    assert list_names(shown) == list_names(make_measures())
