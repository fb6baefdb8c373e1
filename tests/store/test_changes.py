"""A change file is a patch: the base plus the change, each mistake at its place in the right file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from piaflow.domain.assessment import Assessment
from piaflow.domain.items import ItemList
from piaflow.errors import FileAccessError, InputError, PiaflowError
from piaflow.store.load import Loader, apply, load

FIXTURES = Path(__file__).parents[1] / "fixtures"
MINATO, KONBINI = FIXTURES / "minato.yaml", FIXTURES / "minato-konbini.yaml"
NEW = {"コンビニ交付システム", "証明書交付センター", "キオスク端末"}
ISSUE = "(１)住民基本台帳ファイル ➍ 既存住基システム→住民"
CARD = "(２)本人確認情報ファイル 2-② 市町村CS→個人番号カード管理システム"


def changed(tmp_path: Path, text: str) -> Assessment:
    (tmp_path / "change.yaml").write_text(
        f"base: {os.path.relpath(MINATO, tmp_path)}\n{text}", encoding="utf-8"
    )
    return load(tmp_path / "change.yaml")


def complaints(tmp_path: Path, text: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        changed(tmp_path, text)
    return [str(p).replace(str(tmp_path) + "/", "") for p in caught.value.problems]


def test_a_change_adds_its_nodes_and_flows_and_keeps_the_rest() -> None:
    before, after = load(MINATO), load(KONBINI)
    assert {n.name for n in after.nodes} - {n.name for n in before.nodes} == NEW
    assert {n.name for n in before.nodes} <= {n.name for n in after.nodes}
    assert len(after.flows) == len(before.flows) + 6 - 1
    assert after.contracts == before.contracts


def test_an_amended_value_keeps_what_the_change_does_not_say() -> None:
    before, after = load(MINATO), load(KONBINI)
    assert after.flow(ISSUE).text == "窓口で渡す住民票の写し"
    assert after.flow(ISSUE).items == before.flow(ISSUE).items
    assert after.overview.published == "2026-10-01"
    assert after.overview.departments == before.overview.departments


def test_an_amended_mapping_is_merged_and_an_amended_list_is_replaced() -> None:
    system = load(KONBINI).systems[0]
    assert [c.name for c in system.connects][-2:] == ["市町村CS", "コンビニ交付システム"]
    assert len(system.functions) == 4


def test_a_removed_flow_is_gone_and_its_twin_stays() -> None:
    before, after = load(MINATO), load(KONBINI)
    gone = before.flow(f"{CARD} #d32a")
    assert gone in before.flows
    assert gone not in after.flows
    assert after.flow(CARD) == before.flow(f"{CARD} #d5df")


def test_certificates_from_the_shop_carry_no_number() -> None:
    flows = [f for f in load(KONBINI).flows if f.excludes and f.target in NEW]
    assert [f.excludes for f in flows] == [("個人番号",)] * 3


def test_applying_to_a_value_is_loading_the_change_file() -> None:
    assert apply(load(MINATO), KONBINI) == load(KONBINI)


def test_applying_leaves_the_base_as_it_is() -> None:
    base = load(MINATO)
    apply(base, KONBINI)
    assert base == load(MINATO)


def test_a_change_stands_on_a_change(tmp_path: Path) -> None:
    base = os.path.relpath(KONBINI, tmp_path)
    text = f"base: {base}\namend: {{systems: {{キオスク端末: {{number: '9'}}}}}}\nremove: {{flows: ['{CARD}']}}\n"
    (tmp_path / "next.yaml").write_text(text, encoding="utf-8")
    after = load(tmp_path / "next.yaml")
    assert [s.number for s in after.systems if s.name == "キオスク端末"] == ["9"]
    assert len(after.flows) == len(load(KONBINI).flows) - 1


@pytest.mark.parametrize("names", [["a.yaml"], ["a.yaml", "b.yaml"], ["a.yaml", "b.yaml", "c.yaml"]])
def test_changes_do_not_stand_on_themselves(names: list[str], tmp_path: Path) -> None:
    for name, base in zip(names, [*names[1:], names[0]], strict=True):
        (tmp_path / name).write_text(f"base: {base}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"yaml:1:7: base「a\.yaml」をたどると自分に戻ります"):
        load(tmp_path / "a.yaml")


def test_a_base_that_is_not_there_is_named(tmp_path: Path) -> None:
    (tmp_path / "juki.yaml").write_text("a: b", encoding="utf-8")
    (tmp_path / "change.yaml").write_text("base: juki.yml", encoding="utf-8")
    said = r"change\.yaml:1:7: base「juki\.yml」: ファイルがありません（もしかして: .*juki\.yaml）"
    with pytest.raises(InputError, match=said):
        load(tmp_path / "change.yaml")


@pytest.mark.parametrize("base", [".", "null", "1", "/dev/zero", "gone.yaml", "ring.yaml"])
def test_a_base_that_cannot_be_read_is_told_where_it_is_named(base: str, tmp_path: Path) -> None:
    (tmp_path / "gone.yaml").symlink_to("nowhere.yaml")
    (tmp_path / "ring.yaml").symlink_to("ring.yaml")
    change, above = tmp_path / "change.yaml", tmp_path / "above.yaml"
    change.write_text(f"# 変更\nbase: {base}\n", encoding="utf-8")
    above.write_text("base: change.yaml\n", encoding="utf-8")
    for file in (change, above):
        with pytest.raises(InputError) as caught:
            load(file)
        assert str(caught.value).startswith(f"{change}:2:7: base「{base}」: ")
    with pytest.raises(InputError, match=f"base「{base}」: "):
        Loader().open(change)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "amend: {systems: {市町村C: {}}}",
            "2:19: 「市町村C」は元のモデルにありません（もしかして: 市町村CS）",
        ),
        ("remove: {systems: [市町村C]}", "2:20: 「市町村C」は元のモデルにありません（もしかして: 市町村CS）"),
        (
            f"remove: {{flows: ['{CARD}']}}",
            f"2:18: 「{CARD}」という流れは 2 本あります。どれかを書きます: 「{CARD} #d5df」、「{CARD} #d32a」",
        ),
        (
            "amend: {flows: {⑤: {}}}",
            "2:17: 「⑤」は元のモデルにありません（もしかして: (１)住民基本台帳ファイル ⑤ 既存住基システム→統合宛名システム）",
        ),
        ("add: {systems: {市町村CS: {}}}", "2:17: 「市町村CS」はもうあります（変えるなら amend に書きます）"),
        ("add: {system: {端末: {}}}", "2:7: 節「system」はありません（もしかして: systems）"),
        ("add: {flows: {}}", "2:14: 「flows」の形が元のモデルと違います"),
        ("ad: {}", "2:1: キー「ad」はありません（使えるキー: base, add, amend, remove）"),
        ("add: 端末", "2:6: 「節: 値」の組であるべきところです"),
        ("remove: {systems: 窓口端末}", "2:19: 消すものの名前の並びであるべきところです"),
        ("amend: {systems: {窓口端末: 端末}}", "2:25: 「キー: 値」の組であるべきところです"),
    ],
)
def test_what_does_not_fit_the_base_is_told_at_its_place(text: str, problem: str, tmp_path: Path) -> None:
    assert complaints(tmp_path, text) == [f"change.yaml:{problem}"]


def test_all_that_does_not_fit_is_told_at_once_by_line(tmp_path: Path) -> None:
    text = "remove: {systems: [甲]}\nadd:\n  systems: {市町村CS: {}}\namend:\n  flows: {乙: {}}\n"
    assert [c.split(":")[1] for c in complaints(tmp_path, text)] == ["2", "4", "6"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("add: {systems: {端末: {zone: 市役所}}}", "2:22: 領域「市役所」はありません"),
        ("add: {flows: [{from: 住民, to: 市町村C}]}", "2:26: 名前「市町村C」はありません"),
        ("amend: {systems: {市町村CS: {kind: 箱}}}", "2:27: 「箱」は選べません"),
        ("amend: {systems: {市町村CS: {kin: 端末}}}", "2:27: キー「kin」はありません"),
    ],
)
def test_a_mistake_of_the_change_is_told_in_the_change(text: str, problem: str, tmp_path: Path) -> None:
    (told,) = complaints(tmp_path, text)
    assert told.startswith(f"change.yaml:{problem}")


def test_what_a_removal_leaves_hanging_is_told_in_the_base(tmp_path: Path) -> None:
    told = complaints(tmp_path, "remove: {systems: [都道府県サーバー]}")
    lines = MINATO.read_text(encoding="utf-8").splitlines()
    named = [i for i, line in enumerate(lines, 1) if "to: 都道府県サーバー" in line]
    assert [int(t.split("minato.yaml:")[1].split(":")[0]) for t in told] == named


def test_mistakes_in_both_files_are_told_with_their_file(tmp_path: Path) -> None:
    told = complaints(
        tmp_path, "remove: {systems: [都道府県サーバー]}\nadd: {flows: [{from: 住人, to: 市民課}]}"
    )
    assert [t.split(".yaml:")[0].rsplit("/")[-1] for t in told] == ["change", "minato", "minato"]


def test_a_wrong_base_is_told_in_the_base(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text("assessment: {body: みなと市長}\n", encoding="utf-8")
    (tmp_path / "change.yaml").write_text("base: base.yaml\nadd: {zones: {市: {}}}", encoding="utf-8")
    with pytest.raises(InputError, match=r"base\.yaml:1:1: 「procedure」がありません"):
        load(tmp_path / "change.yaml")


@pytest.mark.slow
def test_entries_of_lists_are_pointed_at_by_what_they_say(tmp_path: Path) -> None:
    text = (
        "amend: {contracts: {'市町村CSと統合宛名システムは直接つながない': {reason: 市の方針}}}\n"
        "remove: {conversions: ['中間サーバー: 団体内統合宛名番号→符号']}"
    )
    after = changed(tmp_path, text)
    assert after.contracts[0].reason == "市の方針"
    assert [c.at for c in after.conversions] == ["統合宛名システム"]


CITY = (
    "assessment: {body: 甲市長, procedure: 申請}\nsystems: {甲: {}, 乙: {}, 丙: {}}\n"
    "statements: [{about: 期間, at: Ⅱ.6, says: 1年}, {about: 期間, at: Ⅲ.4, says: 2年}]\ncontracts: "
)


@pytest.mark.parametrize(
    "contracts", ["[{forbid: [甲, 乙]}, {forbid: [甲, 丙]}]", "[{forbid: [丙, 甲]}, {forbid: [乙, 甲]}]"]
)
def test_a_contract_is_called_by_what_it_says_in_whatever_order(contracts: str, tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(f"{CITY}{contracts}", encoding="utf-8")
    text = "base: base.yaml\nremove: {contracts: [乙 と 甲 は直接つながない], statements: ['期間: Ⅲ.4']}"
    (tmp_path / "change.yaml").write_text(text, encoding="utf-8")
    after = load(tmp_path / "change.yaml")
    assert [str(c) for c in after.contracts] == ["丙 と 甲 は直接つながない"]
    assert [s.at for s in after.statements] == ["Ⅱ.6"]


def test_a_beginning_names_a_contract_where_only_one_begins_so(tmp_path: Path) -> None:
    contracts = "[{may_hold: 符号, nodes: [甲, 乙]}, {may_hold: 個人番号, nodes: [甲]}, {forbid: [丙, 乙]}, {forbid: [丙, 甲]}]"
    (tmp_path / "base.yaml").write_text(CITY + contracts, encoding="utf-8")
    change = tmp_path / "change.yaml"
    change.write_text(
        "base: base.yaml\namend: {contracts: {符号 を持つのは: {nodes: [丙]}}}", encoding="utf-8"
    )
    assert "符号 を持つのは 丙 だけ" in map(str, load(change).contracts)
    change.write_text("base: base.yaml\nremove: {contracts: [丙 と]}", encoding="utf-8")
    with pytest.raises(InputError, match="「丙 と」で始まるものは 2 つあります。どれかを書きます: 「"):
        load(change)


def test_a_number_names_no_contract_and_the_choices_are_told(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(f"{CITY}[{{forbid: [甲, 乙]}}]", encoding="utf-8")
    (tmp_path / "change.yaml").write_text("base: base.yaml\nremove: {contracts: ['1']}", encoding="utf-8")
    with pytest.raises(InputError, match="選べるもの: 「乙 と 甲 は直接つながない」"):
        load(tmp_path / "change.yaml")


REMOVE, AMEND = (
    f"remove: {{flows: ['{CARD} #d5df']}}",
    f"amend: {{flows: {{'{CARD} #d32a': {{text: 残るもの}}}}}}",
)


@pytest.mark.parametrize("parts", [(REMOVE, AMEND), (AMEND, REMOVE)], ids=["remove-amend", "amend-remove"])
def test_ids_are_those_of_the_base_in_whatever_order_the_parts_stand(
    parts: tuple[str, str], tmp_path: Path
) -> None:
    after = changed(tmp_path, "\n".join(parts))
    assert after.flow(CARD).text == "残るもの"
    assert after.flow(CARD).items.names == ("住民票コード",)


def test_removing_one_flow_does_not_lose_the_id_of_the_last(tmp_path: Path) -> None:
    last = load(MINATO).flow_ids[-1]
    after = changed(tmp_path, f"{REMOVE}\namend: {{flows: {{{last}: {{timing: 毎日}}}}}}")
    assert after.flow(last).timing == "毎日"


@pytest.mark.parametrize(
    "text",
    [
        "base: [a]",
        "base: {a: b}",
        "base: ''",
        "base: .",
        "base: &a [*a]",
        "base: minato.yaml\nbase: minato.yaml",
        "BASE\nadd: {}\nadd: {}",
        "BASE\nadd: {[a]: b}",
        "BASE\nadd: {systems: {[a]: {}}}",
        "BASE\nadd: {systems: }",
        "BASE\nadd: {assessment: 端末}",
        "BASE\nadd: {flows: [端末]}",
        "BASE\nadd: &a {systems: *a}",
        "BASE\nadd: {systems: {甲: {kind: 端末, kind: 端末}}}",
        "BASE\nadd: {systems: {甲: !!set {}}}",
        "BASE\namend: {flows: [a]}",
        "BASE\namend: {assessment: {body: [a]}}",
        "BASE\namend: {assessment: a}",
        "BASE\namend: {flows: {[a]: {}}}",
        "BASE\namend: {contracts: {'0': {reason: a}}}",
        "BASE\namend: {contracts: {'-1': {reason: a}}}",
        "BASE\namend: {items: {甲: {}}}",
        "BASE\nremove: {flows: [[a]]}",
        "BASE\nremove: {flows: [{a: b}]}",
        "BASE\nremove: {assessment: [body]}",
        "BASE\nremove: {systems: [{}]}",
        "BASE\nremove: {systems: {市町村CS: {}}}",
        "BASE\nremove: []",
        "BASE\nsystems: {甲: {}}",
        "BASE\nadd: " + "[" * 99,
    ],
)
def test_no_change_file_is_too_strange(text: str, tmp_path: Path) -> None:
    base = os.path.relpath(MINATO, tmp_path)
    (tmp_path / "change.yaml").write_text(text.replace("BASE", f"base: {base}"), encoding="utf-8")
    with pytest.raises((InputError, FileAccessError)):
        load(tmp_path / "change.yaml")


@pytest.mark.parametrize("section", ["zones", "contracts", "items", "conversions", "diagrams"])
def test_an_empty_removal_from_an_empty_section_changes_nothing(section: str, tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text("assessment: {body: みなと市長, procedure: 住基}", encoding="utf-8")
    (tmp_path / "change.yaml").write_text(f"base: base.yaml\nremove: {{{section}: []}}", encoding="utf-8")
    assert load(tmp_path / "change.yaml") == load(tmp_path / "base.yaml")


@pytest.mark.parametrize(
    ("section", "name"),
    [("contracts", "'1'"), ("flows", "入手 住民→端末"), ("zones", "市"), ("systems", "端末")],
)
def test_amending_what_an_empty_section_lacks_is_told_once(section: str, name: str, tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text("assessment: {body: みなと市長, procedure: 住基}", encoding="utf-8")
    text = f"base: base.yaml\namend: {{{section}: {{{name}: {{span: '1:1'}}}}}}"
    (tmp_path / "change.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load(tmp_path / "change.yaml")
    assert [p.place.line for p in caught.value.problems] == [2]
    assert "は元のモデルにありません" in str(caught.value)


def test_what_stands_inside_an_entry_can_be_removed(tmp_path: Path) -> None:
    base = tmp_path / "base.yaml"
    base.write_text(
        "assessment: {body: みなと市長, procedure: 住基}\n"
        "systems: {既存住基: {functions: [照会, 発行], connects: {税務システム: yes, 宛名システム等: no}}}\n"
        "files: {台帳: {holder: 既存住基, entrustments: {委託事項1: {}, 委託事項2: {}}}}\n",
        encoding="utf-8",
    )
    change = tmp_path / "change.yaml"
    change.write_text(
        "base: base.yaml\n"
        "remove: {files: {台帳: {entrustments: [委託事項2]}},\n"
        "  systems: {既存住基: {functions: [発行], connects: [税務システム]}}}\n",
        encoding="utf-8",
    )
    after = load(change)
    assert [e.number for e in after.files[0].entrustments] == ["委託事項1"]
    assert after.systems[0].functions == ("照会",)
    assert [c.name for c in after.systems[0].connects] == ["宛名システム等"]
    change.write_text(
        "base: base.yaml\nremove: {files: {台帳: {entrustments: [委託事項9]}}}\n", encoding="utf-8"
    )
    with pytest.raises(InputError, match=r"change.yaml:2:\d+: 「委託事項9」は元のモデルにありません"):
        load(change)


def test_one_list_removes_whole_entries_and_parts_of_others(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(
        "assessment: {body: みなと市長, procedure: 住基}\n"
        "systems: {旧: {}, 既存住基: {functions: [照会], connects: {旧: yes, 税務システム: yes}}}\n",
        encoding="utf-8",
    )
    (tmp_path / "change.yaml").write_text(
        "base: base.yaml\nremove: {systems: [旧, {既存住基: {connects: [旧]}}]}\n", encoding="utf-8"
    )
    (system,) = load(tmp_path / "change.yaml").systems
    assert [c.name for c in system.connects] == ["税務システム"]
    assert system.functions == ("照会",)


def test_a_group_is_added_amended_and_keeps_what_it_leaves_open(tmp_path: Path) -> None:
    added = changed(tmp_path, "add: {items: {届出: {members: [氏名, 等]}}}")
    assert added.items[-1].members == ItemList(("氏名",))
    (tmp_path / "next.yaml").write_text(
        "base: change.yaml\namend: {items: {届出: {members: [氏名, 住所]}}}", encoding="utf-8"
    )
    closed = load(tmp_path / "next.yaml")
    assert closed.items[-1].members == ItemList(("氏名", "住所"), complete=True)
    assert complaints(tmp_path, "add: {items: {届出: {members: [等, 氏名]}}}") == [
        "change.yaml:2:30: 「等」は並びの最後に1度だけ書きます（[個人番号, 氏名, 等]）"
    ]


def test_a_base_that_lacks_its_file_of_texts_is_not_said_to_be_absent(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(
        "assessment: {body: みなと市長, procedure: 住基}\ntexts: nai.yaml\n", encoding="utf-8"
    )
    change = tmp_path / "change.yaml"
    change.write_text("base: base.yaml\n", encoding="utf-8")
    for read in (load, Loader().open):
        with pytest.raises(PiaflowError, match=r"nai\.yaml") as caught:
            read(change)
        assert "base「" not in str(caught.value)


@pytest.mark.parametrize("name", ["shadow", "shadow.txt", "key.pem"])
def test_a_base_that_is_no_model_is_refused_before_it_is_read(name: str, tmp_path: Path) -> None:
    """What a stranger's file names as its base is told line by line where it is none."""
    (tmp_path / name).write_text("root:secret:1\n", encoding="utf-8")
    change = tmp_path / "change.yaml"
    change.write_text(f"base: {name}\nadd: {{}}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"モデルのファイル（\.yaml）ではありません") as told:
        load(change)
    assert "secret" not in str(told.value)
