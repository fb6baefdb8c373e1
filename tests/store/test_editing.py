"""A saved edit keeps the file of the person who wrote it: comments, order and layout stay, only what changed is new."""

from __future__ import annotations

from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from attrs import evolve
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from piaflow.app.loading import find_model_files
from piaflow.app.model import Model
from piaflow.domain.assessment import Assessment
from piaflow.domain.choices import NodeKind, PartyKind
from piaflow.domain.flows import Flow
from piaflow.domain.items import ItemList
from piaflow.domain.nodes import Party, System
from piaflow.store.load import find_sources, load, parse
from piaflow.store.reading import read_text
from piaflow.store.save import save
from tests.once import load_once

ROOT = Path(__file__).parents[2]
MODELS = [ROOT / "tests/fixtures/minato.yaml", *find_model_files(ROOT / "models")]
Change = Callable[[Assessment, Random], Assessment]

TEXT = """\
# 見出し
assessment: {body: みなと市長, procedure: 予防接種}  # 事務

parties:
  住民: {kind: 住民・本人}
  医師会:   # 委託先
    kind: 民間事業者

systems:
  健康: {number: 1, aliases: [健康システム]}   # 一つめ
  # 二つめ
  宛名:
    number: 2   # 番号
    functions:
      - 付番
      # 照合は毎日
      - 照合

flows:
  # ①から
  - {from: 住民, to: 健康, items: [個人番号, 等]}   # 申請
  - from: 健康
    to: 宛名   # 送り先
    items: [個人番号]
"""


def saved(path: Path, model: Assessment) -> str:
    save(model, path)
    text = path.read_text(encoding="utf-8")
    again = parse("# -*-\n" + text, str(path), read_text)
    assert parse(text, str(path), read_text) == again == evolve(model)
    return text


def copied(path: Path, folder: Path) -> Path:
    """Return a copy of a model, with the lists that stand beside it."""
    for file in {path, *find_sources(path)}:
        if file.is_relative_to(path.parent):
            copy = folder / file.relative_to(path.parent)
            copy.parent.mkdir(exist_ok=True)
            copy.write_bytes(file.read_bytes())
    return folder / path.name


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "m.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return path


def changed_lines(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that are gone and those that are new."""
    old, new = before.split("\n"), after.split("\n")
    gone, more = [], []
    for what, i, i_end, j, j_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what != "equal":
            gone += old[i:i_end]
            more += new[j:j_end]
    return gone, more


@pytest.mark.slow
@pytest.mark.parametrize("path", MODELS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_what_is_saved_unchanged_is_the_same_text(path: Path, tmp_path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    copy = copied(path, tmp_path)
    save(load(copy), copy)
    assert copy.read_text(encoding="utf-8") == text


def with_system(**told: Any) -> Change:
    return lambda a, _: evolve(
        a, systems=tuple(evolve(s, **told) if s.name == "宛名" else s for s in a.systems)
    )


def with_flow(at: int, **told: Any) -> Change:
    return lambda a, _: evolve(
        a, flows=tuple(evolve(f, **told) if i == at else f for i, f in enumerate(a.flows))
    )


@pytest.mark.parametrize(
    ("change", "gone", "more"),
    [
        (with_system(number="3"), ["    number: 2   # 番号"], ["    number: '3'   # 番号"]),
        (
            with_system(functions=("付番", "照合", "抽出")),
            [],
            ["      - 抽出"],
        ),
        (with_system(functions=("付番",)), ["      - 照合"], []),
        (with_system(owner="医師会"), [], ["    owner: 医師会"]),
        (
            with_flow(0, items=ItemList(("個人番号", "氏名"))),
            ["  - {from: 住民, to: 健康, items: [個人番号, 等]}   # 申請"],
            ["  - {from: 住民, to: 健康, items: [個人番号, 氏名, 等]}   # 申請"],
        ),
        (
            with_flow(0, text="申請"),
            ["  - {from: 住民, to: 健康, items: [個人番号, 等]}   # 申請"],
            ["  - {from: 住民, to: 健康, items: [個人番号, 等], text: 申請}   # 申請"],
        ),
        (with_flow(1, target="医師会"), ["    to: 宛名   # 送り先"], ["    to: 医師会   # 送り先"]),
        (
            lambda a, _: evolve(a, flows=(*a.flows, Flow("宛名", "医師会"))),
            [],
            ["  - {from: 宛名, to: 医師会}"],
        ),
        (
            lambda a, _: evolve(a, parties=(*a.parties, Party("機構", PartyKind.JLIS))),
            [],
            ["  機構: {kind: 機構}"],
        ),
    ],
)
def test_an_edit_changes_its_own_lines_alone(
    change: Change, gone: list[str], more: list[str], file: Path
) -> None:
    after = saved(file, change(load(file), Random(0)))  # noqa: S311 - no secret
    assert changed_lines(TEXT, after) == (gone, more)


def drop_flow(a: Assessment, random: Random) -> Assessment:
    out = random.randrange(len(a.flows))
    return evolve(a, flows=tuple(f for i, f in enumerate(a.flows) if i != out))


def add_flow(a: Assessment, random: Random) -> Assessment:
    ends = random.sample([n.name for n in a.nodes if n in a.systems], 2)
    at = random.randrange(len(a.flows) + 1)
    flow = Flow(ends[0], ends[1], text="新しい連携", items=ItemList(("個人番号",)))
    return evolve(a, flows=(*a.flows[:at], flow, *a.flows[at:]))


def add_system(a: Assessment, _: Random) -> Assessment:
    return evolve(a, systems=(*a.systems, System("新しいシステム", aliases=("新システム",))))


def retell_flow(a: Assessment, random: Random) -> Assessment:
    at = random.randrange(len(a.flows))
    told = tuple(evolve(f, timing="毎月: 月初、又は # 随時") if i == at else f for i, f in enumerate(a.flows))
    return evolve(a, flows=told)


def retell_duties(a: Assessment, _: Random) -> Assessment:
    return evolve(a, overview=evolve(a.overview, duties=(*a.overview.duties, "新しい事務")))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("change", [drop_flow, add_flow, add_system, retell_flow, retell_duties])
@pytest.mark.parametrize("path", MODELS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_an_edit_of_a_long_file_leaves_nearly_all_of_it(
    path: Path, change: Change, seed: int, tmp_path: Path
) -> None:
    text = path.read_text(encoding="utf-8")
    copy = copied(path, tmp_path)
    after = saved(copy, change(load(copy), Random(seed)))  # noqa: S311 - no secret
    gone, more = changed_lines(text, after)
    assert len(gone) <= 8
    assert len(more) <= 3
    assert text.count("#") - after.count("#") <= sum(line.count("#") for line in gone)


KODAIRA = ROOT / "models/kodaira/juki.yaml"
LINES, COMMENTS = 650, 30
"""What a long file has at least, so that losing any of it would show."""


def comments(text: str) -> list[str]:
    return [line[line.index("#") :] for line in text.splitlines() if "#" in line]


def test_a_value_told_otherwise_keeps_every_line_and_every_comment(tmp_path: Path) -> None:
    text = KODAIRA.read_text(encoding="utf-8")
    lines = len(text.splitlines())
    assert (lines >= LINES, len(comments(text)) >= COMMENTS) == (True, True)
    copy = copied(KODAIRA, tmp_path)
    model = load(copy)
    after = saved(copy, evolve(model, overview=evolve(model.overview, published="2024-10-01")))
    assert (len(after.splitlines()), comments(after)) == (lines, comments(text))
    assert changed_lines(text, after) == (['  published: "2023-09-30"'], ["  published: '2024-10-01'"])


REFERRING = {
    system.entry: (path, system.name) for path in MODELS for system in load(path).systems if system.entry
}
"""One system for each entry of the catalogue that a model refers to."""


@pytest.mark.slow
@pytest.mark.parametrize("entry", REFERRING)
def test_a_system_that_leaves_its_entry_says_itself_what_it_got_from_there(
    entry: str, tmp_path: Path
) -> None:
    path, name = REFERRING[entry]
    text = path.read_text(encoding="utf-8")
    copy = copied(path, tmp_path)
    model = Model.of_loaded(load(copy))
    at = next(i for i, (key, _) in enumerate(find_entries(text, "systems")) if key.value == name)
    systems = tuple(evolve(s, entry="") if s.name == name else s for s in model.systems)
    after = saved(copy, model.replace(systems=systems).assessment)
    gone, more = changed_lines(text, after)
    start, end = find_span(text, "systems", at)
    assert set(gone) <= set(text.splitlines()[start:end])
    assert len(gone) <= 3  # entry, aliases, and the line behind which more is told
    assert len(more) <= 6
    assert comments(after) == comments(text)


@pytest.mark.parametrize("field", ["owner", "kind", "aliases", "knows", "conversions", "parties"])
def test_what_the_catalogue_gives_again_is_no_edit(field: str, tmp_path: Path) -> None:
    text = (
        "# 見出し\nassessment: {body: みなと市長, procedure: 税}\nsystems:\n"
        "  NWS: {entry: 情報提供ネットワークシステム}   # 国\n  統合宛名: {entry: 団体内統合宛名システム}\n"
    )
    path = tmp_path / "m.yaml"
    path.write_text(text, encoding="utf-8")
    model = load(path)
    cleared = {"owner": "", "kind": NodeKind.SYSTEM, "aliases": (), "knows": ()}
    if field in cleared:
        told: dict[str, Any] = {field: cleared[field]}
        model = evolve(model, systems=tuple(evolve(system, **told) for system in model.systems))
    elif field == "conversions":
        model = evolve(model, conversions=())
    else:
        owned = tuple(evolve(system, owner="") for system in model.systems)
        model = evolve(model, systems=owned, parties=())
    save(model, path)
    assert path.read_text(encoding="utf-8") == text


FREE = ("text", "inferred", "note", "timing")
"""Fields that hold whatever a person writes."""
EDITED = {path: load_once(path) for path in (MODELS[0], KODAIRA)}


def find_entries(text: str, section: str) -> list[Any]:
    """Return the nodes of a section's entries, none where the text has no such section, or names a CSV that has it."""
    root: Any = yaml.compose(text, Loader=yaml.CSafeLoader)
    found: Any = next((value.value for key, value in root.value if key.value == section), [])
    return [] if isinstance(found, str) else found


def find_span(text: str, section: str, at: int) -> tuple[int, int]:
    """Return the first line of an entry of a section and the one behind its last, counted on YAML's own nodes."""
    entry = find_entries(text, section)[at]
    first, last = entry if isinstance(entry, tuple) else (entry, entry)
    lines = text.splitlines()
    end = last.end_mark.line + 1 if last.end_mark.column else last.end_mark.line
    while not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#"):
        end -= 1  # a block ends only where the next thing begins
    return first.start_mark.line, end


@pytest.mark.slow
@settings(max_examples=20, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(st.data())
def test_a_random_edit_changes_no_line_outside_the_span_of_its_entry(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = data.draw(st.sampled_from([*EDITED]), "file")
    model, text = EDITED[path], path.read_text(encoding="utf-8")
    sections = ["flows", "systems", "parties", "zones", "revisions", "diagrams"]
    section = data.draw(st.sampled_from([one for one in sections if find_entries(text, one)]), "section")
    entries = getattr(model, section)
    at = data.draw(st.integers(0, len(find_entries(text, section)) - 1), "entry")
    free = [name for name in (*FREE, "notes") if type(getattr(entries[at], name, None)) in (str, tuple)]
    name = data.draw(st.sampled_from(free or ["spans"]), "field")
    told = data.draw(st.text("個人番号を #:-'\"{}[],&*!|>%@`~\n", min_size=1, max_size=30), "value")
    now = () if name == "spans" else (told,) if name == "notes" else told
    changed = tuple(evolve(e, **{name: now}) if i == at else e for i, e in enumerate(entries))
    copy = copied(path, tmp_path_factory.mktemp("edit"))
    told_anew: dict[str, Any] = {section: changed}
    save(evolve(model, **told_anew), copy)
    before, after = text.splitlines(), copy.read_text(encoding="utf-8").splitlines()
    start, end = find_span(text, section, at)
    assert after[:start] == before[:start]
    assert after[len(after) - (len(before) - end) :] == before[end:]
