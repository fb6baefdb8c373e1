"""What an editor gets from `piaflow lsp` over the protocol, in the model of a town that there is not."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from lsprotocol import types

from tests.cli.calling import KONBINI, MINATO
from tests.lsp.editor import ROOT, Editor, cut

TOWN = Path(MINATO).read_text(encoding="utf-8")
CHANGE = Path(KONBINI).read_text(encoding="utf-8")
SMALL = """assessment: {body: 𠮷野町長, procedure: 😀の事務, published: "2026-04-01"}
zones:
  𠮷野町役場: {}
parties:
  𠮷野町長: {kind: 評価実施機関, aliases: [本町]}
  住民: {kind: 住民・本人}
systems:
  住基システム: {owner: 𠮷野町長, zone: 𠮷野町役場}
  宛名システム: {owner: 𠮷野町長, entry: 団体内統合宛名システム}
diagrams:
  図1:
    steps: {①: {text: 届け出る}, ②: {text: 渡す}}
flows:
  - {from: 住民, to: 住基システム, diagram: 図1, step: ①, items: [個人番号, 等]}
"""


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    folder = tmp_path_factory.mktemp("lsp") / "評価書 の 束"
    folder.mkdir()
    (folder / "minato.yaml").write_text(TOWN, encoding="utf-8")
    editor = Editor(folder)
    told = editor.start()
    assert told.server_info is not None
    assert told.server_info.name == "piaflow"
    assert told.capabilities.position_encoding == "utf-16"
    yield editor
    code, said = editor.stop()
    assert (code, said, editor.shown) == (0, "", [])


def put(text: str, old: str, new: str) -> str:
    assert text.count(old) >= 1, old
    return text.replace(old, new, 1)


def labels(items: list[types.CompletionItem]) -> list[str]:
    return [item.label for item in items]


# Completion.


@pytest.mark.parametrize(
    ("old", "new", "right", "wrong"),
    [
        ("owner: 𠮷野町長, zone", "owner: |, zone", {"𠮷野町長", "住民"}, {"住基システム"}),
        ("zone: 𠮷野町役場", "zone: |", {"𠮷野町役場"}, {"𠮷野町長"}),
        ("to: 住基システム", "to: 住|", {"住基システム", "住民"}, {"𠮷野町役場"}),
        ("step: ①", "step: |", {"①", "②"}, {"住民"}),
        ("[個人番号, 等]", "[個人番号, |]", {"個人番号", "住民票コード", "等"}, {"住民"}),
        ("entry: 団体内統合宛名システム", "entry: 中|", {"中間サーバー"}, {"住基システム"}),
        ("kind: 住民・本人", "kind: |", {"住民・本人", "委託先"}, {"住民"}),
        ("{owner: 𠮷野町長, zone", "{|, zone", {"owner", "kind", "connects"}, {"zone", "recipient"}),
        ("flows:\n", "files:\n  名簿: {|}\nflows:\n", {"holder", "main_items"}, {"zone"}),
        ("flows:\n", "f|\nflows:\n", {"files", "contracts"}, {"zones", "base"}),
        ("flows:\n", "texts: {|}\nflows:\n", {"Ⅰ.1.②", "表紙.特記事項"}, {"住基システム"}),
        ("  住民: {kind: 住民・本人}", "  住民: {kind: 住民・本人}\n  |", set(), {"Ⅰ.1.②"}),
    ],
)
def test_words_that_may_stand_there_are_offered(
    editor: Editor, old: str, new: str, right: set[str], wrong: set[str]
) -> None:
    found = set(labels(editor.complete("町.yaml", put(SMALL, old, new))))
    assert right <= found
    assert not wrong & found


@pytest.mark.parametrize(
    ("broken", "right"),
    [
        ("  新システム: {owner: |\n", "𠮷野町長"),
        ("  新システム:\n    owner: |\n", "𠮷野町長"),
        ("  新システム:\n    owner: 𠮷野|\n    zone: [\n", "𠮷野町長"),
        ('  新システム: {owner: "𠮷野|\n', "𠮷野町長"),
        ("  新システム:\n    own|\n", "owner"),
        ("  新システム:\n    kind: 端末\n    |\n", "owner"),
        ("  新システム: {connects: {住基|\n", "住基システム"),
    ],
)
def test_a_text_that_is_no_yaml_yet_loses_nothing(editor: Editor, broken: str, right: str) -> None:
    text = put(SMALL, "  宛名システム:", f"{broken}  宛名システム:")
    assert right in labels(editor.complete("途中.yaml", text))


def test_names_of_a_text_that_cannot_be_read_are_those_that_it_had(editor: Editor) -> None:
    editor.complete("町.yaml", put(SMALL, "owner: 𠮷野町長, zone", "owner: |, zone"))
    broken = put(SMALL, "zones:", "zones: [[[").replace("  - {from", "  - {to: |, from", 1)
    assert "住基システム" in labels(editor.complete("町.yaml", broken))


@pytest.mark.parametrize(
    ("old", "new", "label", "after"),
    [
        ("owner: 𠮷野町長, zone", "owner: 𠮷|野町長, zone", "住民", "owner: 住民, zone"),
        ("entry: 団体内", '"e|": 団体内', "entry", '"entry": 団体内'),
        ("kind: 住民・本人", 'kind: "住|"', "住民・本人", 'kind: "住民・本人"'),
        ("{owner: 𠮷野町長, zone", "{ow|: 𠮷野町長, zone", "owner", "{owner: 𠮷野町長, zone"),
        ("{owner: 𠮷野町長, zone", "{k|, owner: 𠮷野町長, zone", "kind", "{kind: , owner: 𠮷野町長, zone"),
        ("items: [個人番号, 等]", "items: |", "個人番号", "items: [個人番号]"),
    ],
)
def test_what_is_chosen_takes_the_place_of_the_word(
    editor: Editor, old: str, new: str, label: str, after: str
) -> None:
    assert after in editor.accept("町.yaml", put(SMALL, old, new), label)


def test_a_name_that_yaml_would_cut_is_quoted(editor: Editor) -> None:
    text = put(SMALL, "  住民:", "  'A, B課': {}\n  住民:")
    text = put(text, "owner: 𠮷野町長, zone", "owner: |, zone")
    assert "owner: 'A, B課', zone" in editor.accept("町.yaml", text, "A, B課")


def test_a_change_file_is_offered_what_its_base_holds(editor: Editor) -> None:
    amended = "base: minato.yaml\namend:\n  systems:\n    |: {}\n"
    assert "既存住基システム" in labels(editor.complete("変更.yaml", amended))
    flows = labels(editor.complete("変更.yaml", "base: minato.yaml\nremove:\n  flows: [|]\n"))
    assert "(１)住民基本台帳ファイル ➍ 既存住基システム→住民" in flows
    assert {"add", "amend", "remove"} <= set(labels(editor.complete("変更.yaml", "base: minato.yaml\n|\n")))
    added = "base: minato.yaml\nadd:\n  flows:\n    - {from: |}\n"
    assert "市町村CS" in labels(editor.complete("変更.yaml", added))


# Definition.


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("owner: 𠮷野町長, zone", "owner: 𠮷|野町長, zone", "  𠮷野町長:"),
        ("owner: 𠮷野町長, zone", "owner: 本|町, zone", "  𠮷野町長:"),
        ("zone: 𠮷野町役場", "zone: 𠮷野|町役場", "  𠮷野町役場:"),
        ("to: 住基システム", "to: 住基シ|ステム", "  住基システム:"),
        ("diagram: 図1", "diagram: 図|1", "  図1:"),
        ("step: ①", "step: |①", "    steps:"),
    ],
)
def test_a_name_leads_to_where_it_is_declared(editor: Editor, old: str, new: str, line: str) -> None:
    text = put(SMALL, old, new)
    found = editor.define("町.yaml", text)
    assert found is not None
    assert found[0] == Path(editor.uri("町.yaml")).name
    assert cut(text)[0].split("\n")[found[1]].startswith(line)


def test_a_definition_is_found_across_the_base(editor: Editor) -> None:
    line = TOWN.split("\n").index("  市町村CS:")
    change = "base: minato.yaml\nadd:\n  flows: [{from: 市町|村CS, to: 既存住基システム}]\n"
    assert editor.define("変更.yaml", change) == ("minato.yaml", line, 2)
    amended = "base: minato.yaml\namend:\n  systems: {市町村|CS: {zone: 市庁舎}}\n"
    assert editor.define("変更.yaml", amended) == ("minato.yaml", line, 2)
    assert editor.define("変更.yaml", "base: mina|to.yaml\n") == ("minato.yaml", 0, 0)


def test_what_nobody_has_written_leads_nowhere(editor: Editor) -> None:
    """A file has 入手 and 使用 also where the model says nothing of them."""
    text = put(SMALL, "flows:\n", "files: {名簿: {holder: 住基システム}}\nflows:\n")
    text = put(text, "items: [個人番号, 等]", "items: [個人番号, 等], declared: [名簿/使|用]")
    assert editor.define("町.yaml", text) is None


def test_an_entry_of_the_catalogue_leads_into_the_catalogue(editor: Editor) -> None:
    found = editor.define(
        "町.yaml", put(SMALL, "entry: 団体内統合宛名システム", "entry: 団体内|統合宛名システム")
    )
    assert found is not None
    catalogue = (ROOT / "models/catalogue/national.yaml").read_text(encoding="utf-8").split("\n")
    assert (found[0], catalogue[found[1]]) == ("national.yaml", "  団体内統合宛名システム:")


def test_the_lines_of_a_document_that_is_there_are_opened(editor: Editor) -> None:
    (editor.folder / "001.txt").write_text("一\n二\n三\n", encoding="utf-8")
    text = (
        SMALL
        + 'documents: {"001": {file: 001.txt}}\nstatements: [{about: x, at: y, says: z, span: "001:|2-3"}]\n'
    )
    assert editor.define("町.yaml", text) == ("001.txt", 1, 0)
    assert editor.hover("町.yaml", text).endswith("・二\n・三")


@pytest.mark.parametrize("word", ["body: 𠮷野|町長", "pub|lished:", "kind: 評価|実施機関", "# コメ|ント"])
def test_what_names_nothing_leads_nowhere(editor: Editor, word: str) -> None:
    text = put(f"# コメント\n{SMALL}", word.replace("|", ""), word)
    assert editor.define("町.yaml", text) is None


# Hover.


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("owner: 𠮷野町長, zone", "ow|ner: 𠮷野町長, zone", ["責任を持つ主体"]),
        ("owner: 𠮷野町長, zone", "owner: 本|町, zone", ["主体の種類: 評価実施機関", "本町"]),
        ("published:", "publi|shed:", ["公表日", "様式4"]),
        ("step: ①", "step: ①|", ["短い説明: 届け出る"]),
        ("entry: 団体内", "entry: 団体|内", ["目録の根拠: "]),
        ("to: 住基システム", "to: 宛名|システム", ["目録の種類: システム", "目録の根拠: "]),
        ("kind: 住民・本人", "kind: 住|民・本人", ["選べるもの: 住民・本人、評価実施機関"]),
        ("systems:\n", "texts: {Ⅰ.1.|②: 届出}\nsystems:\n", ["Ⅰ.1② 事務の内容", "※"]),
        (
            "systems:\n",
            "files: {名簿: {acquisition: {time|line: x}}}\nsystems:\n",
            [],
        ),
        (
            "systems:\n",
            "files: {名簿: {acquisition: {ti|ming: [x]}}}\nsystems:\n",
            ["Ⅱ.3③ 入手の時期・頻度"],
        ),
        (
            'published: "2026-04-01"}',
            'published: "2026-04-01", network_inquiry_basis: [番号法第|19条第8号]}',
            ["情報提供ネットワークシステム（法定事務）", "2026-04-01"],
        ),
    ],
)
def test_a_word_is_explained_in_the_words_of_the_form(
    editor: Editor, old: str, new: str, told: list[str]
) -> None:
    found = editor.hover("町.yaml", put(SMALL, old, new))
    assert bool(found) == bool(told)
    assert [one for one in told if one not in found] == []


# Faults.


def test_what_cannot_be_read_is_told_at_its_place_with_the_nearest_right_name(editor: Editor) -> None:
    uri = editor.type("誤り.yaml", put(SMALL, "owner: 𠮷野町長, zone", "owner: 𠮷野町会, zone"))
    (fault,) = editor.hear(uri, lambda told: len(told) == 1)
    assert "𠮷野町会" in fault.message
    assert "もしかして: 𠮷野町長" in fault.message
    assert fault.severity is types.DiagnosticSeverity.Error
    line = SMALL.split("\n").index("  住基システム: {owner: 𠮷野町長, zone: 𠮷野町役場}")
    before = "  住基システム: {"
    assert (fault.range.start.line, fault.range.start.character) == (line, len(before))
    assert fault.range.end.character == len(before) + len("owner: 𠮷野町会") + 1


def test_a_column_behind_a_surrogate_pair_counts_it_twice(editor: Editor) -> None:
    text = put(SMALL, "{owner: 𠮷野町長, zone: 𠮷野町役場}", "{owner: 𠮷野町長, zone: 𠮷野町役所}")
    (fault,) = editor.hear(editor.type("二つ.yaml", text), lambda told: len(told) == 1)
    before = "  住基システム: {owner: 𠮷野町長, "
    assert fault.range.start.character == len(before) + 1
    assert fault.range.end.character == len(before) + 1 + len("zone: 𠮷野町役所") + 1


def test_findings_come_when_the_model_can_be_read_and_go_when_it_is_closed(editor: Editor) -> None:
    uri = editor.type("港.yaml", put(TOWN, "owner: みなと市長", "owner: みなと市場"))
    assert len(editor.hear(uri, lambda told: len(told) == 1)) == 1
    editor.type("港.yaml", TOWN)
    found = editor.hear(uri, lambda told: any(one.code for one in told))
    assert {"main-items"} <= {one.code for one in found}
    assert all(one.source == "piaflow" for one in found)
    assert "本人確認情報ファイル" in found[0].message
    editor.close("港.yaml")
    assert editor.hear(uri, lambda told: not told) == []


def test_nothing_is_told_of_a_document_that_was_closed_before_it_was_looked_at(editor: Editor) -> None:
    wrong = put(TOWN, "owner: みなと市長", "owner: みなと市場")
    (editor.folder / "閉じる.yaml").write_text(wrong, encoding="utf-8")
    uri = editor.type("閉じる.yaml", wrong)
    editor.close("閉じる.yaml")
    assert editor.hear(editor.type("後.yaml", wrong), bool), "what was opened later is looked at"
    assert editor.hear(uri, bool, 1) == []
    editor.close("後.yaml")


def test_a_fault_of_the_base_stands_in_the_base(editor: Editor) -> None:
    wrong = put(TOWN, "zone: 市庁舎", "zone: 市庁者")
    (editor.folder / "元.yaml").write_text(wrong, encoding="utf-8")
    editor.type("変える.yaml", CHANGE.replace("minato.yaml", "元.yaml"))
    told = editor.hear(editor.uri("元.yaml"), bool)
    assert "市庁者" in told[0].message
    editor.close("変える.yaml")
    assert editor.hear(editor.uri("元.yaml"), lambda told: not told) == []


@pytest.mark.slow
def test_yaml_that_is_no_model_is_left_alone(editor: Editor) -> None:
    uri = editor.type("workflow.yaml", "on: [push\njobs: {")
    assert editor.complete("compose.yaml", "services:\n  web: {}\n|\n") == []
    assert "assessment" in labels(editor.complete("begun.yaml", "ass|"))
    empty = editor.type("no.yaml", "")
    assert editor.hear(uri, bool, 3) == []
    assert editor.hear(empty, bool, 1) == []


def test_a_base_that_is_missing_is_one_line(editor: Editor) -> None:
    uri = editor.type("孤児.yaml", "base: どこにもない.yaml\nadd: {}\n")
    (fault,) = editor.hear(uri, lambda told: len(told) == 1)
    assert "どこにもない.yaml" in fault.message
    assert "\n" not in fault.message
    assert editor.complete("孤児.yaml", "base: どこにもない.yaml\nadd: {systems: {A: {zone: |}}}\n") == []


# Outline.


def test_the_outline_has_sections_and_what_stands_in_them(editor: Editor) -> None:
    editor.type("町.yaml", SMALL)
    told = {one.name: one for one in editor.outline("町.yaml")}
    assert [*told] == ["assessment", "zones", "parties", "systems", "diagrams", "flows"]
    assert [one.name for one in told["systems"].children or ()] == ["住基システム", "宛名システム"]
    assert [one.name for one in told["flows"].children or ()] == ["住民→住基システム"]
    for one in told.values():
        assert one.range.start <= one.selection_range.start
        assert one.selection_range.end <= one.range.end


def test_what_the_outline_marks_is_where_the_part_begins(editor: Editor) -> None:
    editor.type("町.yaml", SMALL)
    lines = SMALL.split("\n")

    def read(one: types.DocumentSymbol) -> str:
        at = one.selection_range.start
        return lines[at.line].encode("utf-16-le")[2 * at.character :].decode("utf-16-le")

    told = {one.name: one for one in editor.outline("町.yaml")}
    for section in told.values():
        assert read(section).startswith(f"{section.name}:")
        for one in section.children or ():
            assert read(one).startswith("{from: 住民" if section.name == "flows" else f"{one.name}:")
            assert one.range.start <= one.selection_range.start < one.selection_range.end <= one.range.end


def test_the_outline_stays_while_the_text_is_broken(editor: Editor) -> None:
    editor.type("町.yaml", SMALL)
    before = [one.name for one in editor.outline("町.yaml")]
    editor.type("町.yaml", SMALL + "files: [{\n")
    assert [one.name for one in editor.outline("町.yaml")] == before


# The encoding that was agreed on, and how it starts and ends.


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["utf-8", "utf-32"])
def test_an_editor_may_count_otherwise(tmp_path: Path, encoding: str) -> None:
    editor = Editor(tmp_path)
    assert editor.start([encoding]).capabilities.position_encoding == encoding
    text = put(SMALL, "{owner: 𠮷野町長, zone: 𠮷野町役場}", "{owner: 𠮷野町長, zone: 𠮷野町役所}")
    (fault,) = editor.hear(editor.type("町.yaml", text), lambda told: len(told) == 1)
    before = "  住基システム: {owner: 𠮷野町長, "
    units = {"utf-8": len(before.encode()), "utf-32": len(before)}
    assert fault.range.start.character == units[encoding]
    assert editor.stop() == (0, "")


def start_on_nothing(folder: Path) -> subprocess.CompletedProcess[bytes]:
    """Start the server of a folder, on an input that ends at once."""
    return subprocess.run(
        [sys.executable, "-m", "piaflow", "lsp"],
        input=b"",
        cwd=folder,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
        timeout=60,
    )


@pytest.mark.slow
def test_the_end_of_the_input_is_the_end_of_the_server(tmp_path: Path) -> None:
    done = start_on_nothing(tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


@pytest.mark.slow
def test_a_wrong_configuration_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "piaflow.toml").write_text('ignore = ["ない規則"]\n', encoding="utf-8")
    done = start_on_nothing(tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert len(done.stderr.decode().splitlines()) == 1
