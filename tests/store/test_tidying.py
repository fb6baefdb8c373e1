"""A tidied model says the same in fewer lines: no comment is lost, and nothing is no that was unknown."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from attrs import evolve
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from piaflow.app.loading import find_model_files
from piaflow.app.tidying import tidy_files
from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import ConnectionChoice, HandlerBand, MainItem, Means
from piaflow.domain.entries import Acquisition, Entrustment, MeansBox, Provision, Recipient
from piaflow.domain.items import ItemList
from piaflow.domain.nodes import Connection, MainItemBox
from piaflow.domain.records import Revision
from piaflow.store.dumping import to_yaml
from piaflow.store.load import load
from piaflow.store.save import save
from piaflow.store.tidying import tidy
from tests.store.test_round_trip import assessments, boxes, names, spans, texts, words

ROOT = Path(__file__).parents[2]
MODELS = [ROOT / "tests/fixtures/minato.yaml", *find_model_files(ROOT / "models")]

HEAD = "assessment: {body: みなと市長, procedure: 予防接種}\nsystems: {健康: {number: 1}}\nfiles:\n  台帳:\n    holder: 健康\n"


def tidied(folder: Path, text: str) -> str:
    path = folder / "m.yaml"
    path.write_text(text, encoding="utf-8")
    before = to_yaml(load(path))
    tidy_files([path], writing=True)
    assert to_yaml(load(path)) == before
    return path.read_text(encoding="utf-8")


def test_the_boxes_that_most_show_are_the_rest(tmp_path: Path) -> None:
    text = (
        f"{HEAD}    acquisition:\n      sources: {{本人又は本人の代理人: yes, 評価実施機関内の他部署: no,\n"
        "        行政機関・独立行政法人等: unknown, 地方公共団体・地方独立行政法人: no,\n"
        "        民間事業者: no, その他: {box: yes, name: 窓口}}   # 離れた○\n"
    )
    assert tidied(tmp_path, text) == (
        f"{HEAD}    acquisition:\n      sources: {{本人又は本人の代理人: yes, 行政機関・独立行政法人等: unknown, "
        "その他: {box: yes, name: 窓口}, rest: no}   # 離れた○\n"
    )


def test_a_box_with_a_comment_keeps_its_line(tmp_path: Path) -> None:
    lines = [f"      {choice.value}: no\n" for choice in MainItem]
    lines[3] = "      4情報: no   # 消された印\n"
    lines[5] = "      # 見出しの下\n" + lines[5]
    told = tidied(tmp_path, f"{HEAD}    main_items:\n{''.join(lines)}    kind: システム用ファイル\n")
    kept = "      4情報: no   # 消された印\n      # 見出しの下\n      rest: no\n"
    assert told == f"{HEAD}    main_items:\n{kept}    kind: システム用ファイル\n"


@pytest.mark.parametrize(
    "told",
    [
        "main_items: {個人番号: no, 連絡先: no, 4情報: no}",  # the other boxes are not told: they are unknown
        "acquisition: {means: {その他: no, 紙: no, 電子メール: no}}",
        "main_items: {個人番号: yes, rest: no}",
    ],
)
def test_what_was_not_read_stays_unsaid(tmp_path: Path, told: str) -> None:
    assert tidied(tmp_path, f"{HEAD}    {told}\n") == f"{HEAD}    {told}\n"


ROWS = "".join(
    f'          - {{number: {i}, name: "{i},県", basis: [{i}の項, {i}条], span: "900:{i}"}}\n'
    for i in range(1, 26)
)
LONG = HEAD.replace("systems", 'documents: {"900": {}}\nsystems') + (
    "    provisions:\n      提供先1:\n        annex: 別紙1\n        # 58行とも\n        rows:\n"
)


def test_a_long_list_stands_in_a_csv_beside_the_model(tmp_path: Path) -> None:
    told = tidied(tmp_path, f"{LONG}{ROWS}        purpose: 保険\n")
    assert told == f"{LONG.rstrip()} lists/m-台帳-提供先1.csv\n        purpose: 保険\n"
    lines = (tmp_path / "lists" / "m-台帳-提供先1.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[:2] == ["number,name,basis,span", '1,"1,県",1の項;1条,900:1']
    assert len(lines) == 26


def test_a_list_with_a_comment_in_it_or_with_what_no_cell_holds_stays(tmp_path: Path) -> None:
    for rows in (ROWS.replace("}\n", "}   # 要確認\n", 1), ROWS.replace("3の項", "3の項;4の項", 1)):
        assert tidied(tmp_path, LONG + rows) == LONG + rows
    short = LONG + "".join(ROWS.splitlines(keepends=True)[:5])
    assert tidied(tmp_path, short) == short


def test_what_all_entries_say_is_said_once(tmp_path: Path) -> None:
    shared = "        extent: 特定個人情報ファイルの全体\n        justification: 専門の\n          知識\n"
    entries = "".join(
        f"      委託事項{i}:\n        subject: {word}\n{shared}        handlers: 10人未満   # {i}\n"
        for i, word in enumerate(("保守", "印刷", "回収"), 1)
    )
    told = tidied(tmp_path, f"{HEAD}    entrustments:\n{entries}")
    assert told == f"{HEAD}    entrustments:\n      defaults:\n{shared}{entries.replace(shared, '')}"


def test_a_change_file_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(f"{LONG}{ROWS}", encoding="utf-8")
    change = tmp_path / "c.yaml"
    change.write_text("base: m.yaml\nremove: {systems: [健康]}\n", encoding="utf-8")
    assert not tidy(change).is_changed


@pytest.mark.slow
@pytest.mark.parametrize("path", MODELS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_model_says_the_same_with_all_its_comments(path: Path) -> None:
    one = tidy(path)
    if one.is_changed:
        assert len(one.after) < len(one.before)
    assert [line for line in one.before.splitlines() if line.lstrip().startswith("#")] == [
        line for line in one.after.splitlines() if line.lstrip().startswith("#")
    ]


def blocks(kind: type[MeansBox], choices: tuple[Means, ...]) -> st.SearchStrategy[tuple[MeansBox, ...]]:
    """Whole blocks, blocks of which some boxes are not told, and none."""
    box = st.builds(kind, st.just(Means.PAPER), boxes, names | st.just(""), spans)
    whole = st.lists(box, min_size=len(choices), max_size=len(choices))
    named = whole.map(lambda told: tuple(evolve(b, means=m) for b, m in zip(told, choices, strict=True)))
    return st.tuples(named, st.sets(st.sampled_from(choices), max_size=2)).map(
        lambda told: tuple(box for box in told[0] if box.means not in told[1])
    )


_ENTRUSTING = (Means.DEDICATED_LINE, Means.MAIL, Means.MEDIUM, Means.FLASH, Means.PAPER, Means.OTHER)
_ACQUIRING = (*tuple(Means)[:7], Means.OTHER)
rows = st.lists(
    st.builds(
        Recipient, names, names | st.just(""), texts, words, means=blocks(MeansBox, _ENTRUSTING), spans=spans
    ),
    min_size=20,
    max_size=22,
).map(tuple)
revisions = st.lists(st.builds(Revision, words, before=words, spans=spans), max_size=25).map(tuple)


@st.composite
def long_models(draw: st.DrawFn) -> Assessment:
    """Models as documents fill them: whole blocks of boxes, entries that share much, long lists."""
    model = draw(assessments())
    shared = draw(st.builds(Entrustment, st.just("1"), words, words, means=blocks(MeansBox, _ENTRUSTING)))
    bands = st.sampled_from(HandlerBand)
    entries = tuple(
        evolve(shared, number=f"委託事項{i}", handlers=draw(bands), scope=draw(words)) for i in (1, 2, 3)
    )
    file = evolve(
        model.files[0],
        main_items=tuple(MainItemBox(item, draw(boxes), spans=draw(spans)) for item in MainItem),
        acquisition=Acquisition(means=draw(blocks(MeansBox, _ACQUIRING))),
        entrustments=entries,
        provisions=(Provision("提供先1", rows=draw(rows)),),
        records=ItemList(
            tuple(f"項目{i}" for i in range(draw(st.integers(1, 30)))), complete=draw(st.booleans())
        ),
    )
    told = {c.value: draw(boxes) for c in ConnectionChoice}
    system = evolve(model.systems[0], connects=tuple(Connection(name, box) for name, box in told.items()))
    return evolve(
        model,
        files=(file,),
        systems=(system, *model.systems[1:]),
        revisions=draw(revisions) or model.revisions,
    )


@pytest.mark.slow
@settings(max_examples=12, deadline=None, phases=(Phase.reuse, Phase.generate))
@given(long_models() | assessments(), st.sampled_from(Certainty))
def test_any_assessment_is_tidied_to_the_same_and_saved_again(model: Assessment, box: Certainty) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "m.yaml"
        save(model, path)
        assert load(path) == model
        written = to_yaml(load(path))
        tidy_files([path], writing=True)
        assert to_yaml(load(path)) == written
        assert not tidy(path).is_changed
        changed = evolve(model, overview=evolve(model.overview, network=box), revisions=model.revisions[1:])
        save(changed, path)
        assert load(path) == changed
