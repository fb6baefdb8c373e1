"""What a model's systems receive from the catalogue entries that they refer to."""

from __future__ import annotations

import pytest
from attrs import evolve

from piaflow.app.impacts import impact
from piaflow.app.model import Model
from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import NodeKind, PartyKind
from piaflow.domain.contracts import AllowOnly, MayHold
from piaflow.errors import InputError
from piaflow.law.catalogue import find_differences
from piaflow.law.sureness import Sureness
from piaflow.proposals.todo import find_todo
from piaflow.store.catalogue import find_catalogue_file, load_catalogue
from piaflow.store.dumping import to_yaml
from piaflow.store.load import load, parse

HEAD = "assessment: {body: みなと市長, procedure: 住民基本台帳}\n"


def model(text: str) -> Assessment:
    return parse(HEAD + text)


def test_what_a_system_leaves_out_comes_from_its_entry() -> None:
    network = model("systems: {NWS: {entry: 情報提供ネットワークシステム}}").systems[0]
    assert network.kind is NodeKind.NETWORK
    assert network.owner == "総務大臣"
    assert "情報提供ネットワークシステム" in network.aliases


@pytest.mark.parametrize("typed", ["中間ｻｰﾊﾞｰ", "中間 サーバー", "中間ｻーﾊﾞー"])
def test_an_entry_is_found_however_it_is_typed_and_spelled_as_the_catalogue_spells_it(typed: str) -> None:
    system = model(f"systems: {{連携の箱: {{entry: {typed}}}}}").systems[0]
    assert (system.entry, "中間サーバー" in system.aliases) == ("中間サーバー", True)


def test_the_owner_of_an_entry_joins_the_parties() -> None:
    found = model("systems: {カード管理: {entry: 個人番号カード管理システム}}").node("機構")
    assert found.name == "地方公共団体情報システム機構"
    assert found.kind is PartyKind.JLIS


def test_what_the_model_states_wins() -> None:
    text = "parties: {県: {kind: 都道府県}}\nsystems: {NWS: {entry: 情報提供ネットワークシステム, owner: 県, kind: 端末}}"
    stated = model(text).systems[0]
    assert (stated.owner, stated.kind) == ("県", NodeKind.TERMINAL)


def test_an_entry_brings_no_name_that_another_node_bears() -> None:
    text = "systems: {統合宛名: {entry: 団体内統合宛名システム}, 宛名管理システム: {}}"
    assert "宛名管理システム" not in model(text).systems[0].aliases


NETWORK = "情報提供ネットワークシステム"
RECEIVING = "systems:\n  統合宛名: {entry: 団体内統合宛名システム}\n"
SAID = "目録「団体内統合宛名システム」による"


def test_an_entry_brings_its_conversions_and_they_name_it() -> None:
    (conversion,) = model(RECEIVING).conversions
    assert (conversion.source, conversion.target) == ("個人番号", "団体内統合宛名番号")
    assert (conversion.received, conversion.inferred) == ("団体内統合宛名システム", "")


def test_a_reader_is_told_which_entry_brought_a_conversion() -> None:
    told = Model.of_loaded(model(RECEIVING))
    (conversion,) = told.to_dict()["conversions"]
    assert (conversion["inferred"], conversion["received"]) == (SAID, "団体内統合宛名システム")
    assert SAID in told.to_text()


def test_a_reason_of_the_author_is_his_own_whatever_its_words() -> None:
    stated = model(
        f"{RECEIVING}conversions: [{{at: 統合宛名, from: 個人番号, to: 宛名番号, inferred: {SAID}}}]"
    )
    assert [(c.inferred, c.received) for c in stated.conversions] == [(SAID, "")]
    assert parse(to_yaml(stated)) == stated


def test_what_was_received_is_no_word_of_the_model_file() -> None:
    assert "conversions" not in to_yaml(model(RECEIVING))
    conversion = "{at: 統合宛名, from: 個人番号, to: 宛名番号, received: 団体内統合宛名システム}"
    with pytest.raises(InputError, match="キー「received」はありません"):
        model(f"{RECEIVING}conversions: [{conversion}]")


def test_what_was_received_goes_with_the_system_that_refers_to_the_entry() -> None:
    whole = Model.of_loaded(model(f"{RECEIVING}  中間: {{entry: 中間サーバー}}"))
    kept = {c.at for c in whole.conversions} - {"統合宛名"}
    assert {c.at for c in whole.remove("統合宛名").conversions} == kept
    unbound = whole.replace(systems=tuple(evolve(s, entry="") for s in whole.systems))
    assert unbound.conversions == ()
    renamed = whole.replace(systems=(evolve(whole.systems[0], name="宛名"), *whole.systems[1:]))
    assert {c.at for c in renamed.conversions} == kept | {"宛名"}


def test_what_was_received_is_neither_to_be_read_nor_a_change() -> None:
    cited = f"documents: {{zenkou: {{file: zenkou.txt}}}}\n{RECEIVING}"
    received = model(cited)
    stated = model(f"{cited}conversions: [{{at: 統合宛名, from: 個人番号, to: 団体内統合宛名番号}}]")
    where = ("conversions", 0)
    assert where not in [todo.where for todo in find_todo(received)]
    assert where in [todo.where for todo in find_todo(stated)]
    assert impact(received, stated).differences == ()


def test_a_model_that_states_a_conversion_keeps_it_alone() -> None:
    text = (
        "systems: {統合宛名: {entry: 団体内統合宛名システム}}\n"
        "conversions: [{at: 統合宛名, from: 個人番号, to: 宛名番号}]"
    )
    assert [c.target for c in model(text).conversions] == ["宛名番号"]


def test_filling_in_twice_changes_nothing() -> None:
    filled = model("systems: {統合宛名: {entry: 団体内統合宛名システム}, 中間: {entry: 中間サーバー}}")
    assert parse(to_yaml(filled)) == filled


def test_an_unknown_entry_is_placed_with_the_nearest_name() -> None:
    with pytest.raises(
        InputError, match=r"2:16: 目録に「中間サーバ」はありません（もしかして: 中間サーバー）"
    ):
        model("systems: {中間: {entry: 中間サーバ}}")


def test_a_difference_from_the_catalogue_is_visible() -> None:
    text = (
        "parties: {県: {kind: 都道府県}}\n"
        "systems:\n"
        "  CS: {entry: 市町村CS, kind: 端末}\n"
        "  統合宛名: {entry: 団体内統合宛名システム}\n"
        "  カード: {entry: 個人番号カード管理システム, owner: 県}\n"
        "flows: [{from: CS, to: 統合宛名}]"
    )
    found = {(d.system, d.what): d for d in find_differences(model(text), load_catalogue())}
    assert found["CS", "種類"].normal == "システム"
    assert found["CS", "接続"].stated == "団体内統合宛名システム"
    assert found["カード", "運用"].normal == "地方公共団体情報システム機構"
    assert all(d.grounds for d in found.values())


def test_every_entry_tells_its_source_and_date_and_names_entries_as_partners() -> None:
    catalogue = load_catalogue()
    names = {entry.name for entry in catalogue.systems}
    owners = {party.name for party in catalogue.parties}
    for entry in catalogue.systems:
        assert entry.grounds
        assert entry.as_of
        assert set(entry.connects) <= names
        assert not entry.owner or entry.owner in owners


def test_what_is_from_memory_is_to_be_confirmed_and_says_so() -> None:
    catalogue = load_catalogue()
    told = [(entry.name, entry.note, entry.grounds, entry.sureness) for entry in catalogue.systems]
    told += [(place.name, place.note, place.grounds, place.sureness) for place in catalogue.places]
    for name, note, grounds, sureness in told:
        if "原典は未確認" in grounds:
            assert sureness is Sureness.MEMORY, name
        if sureness is Sureness.MEMORY:
            assert "要確認" in note or "記憶による" in grounds, name


def test_a_place_of_the_catalogue_is_nobody() -> None:
    (cloud,) = load_catalogue().places
    assert (cloud.name, cloud.cloud) == ("ガバメントクラウド", Certainty.YES)
    assert cloud.name not in {party.name for party in load_catalogue().parties}


@pytest.mark.parametrize("item", ["個人番号", "符号"])
def test_the_state_links_family_registers_by_code_alone(item: str) -> None:
    """法務大臣 holds 情報提供用個人識別符号 and not the twelve digits (番号法9条3項)."""
    entry = load_catalogue().find("戸籍情報連携システム")
    assert entry is not None
    known = {k.item: k.box for k in entry.knows}
    assert known[item] is (Certainty.NO if item == "個人番号" else Certainty.YES)


def test_a_body_of_which_each_prefecture_has_its_own_is_no_party_of_the_catalogue() -> None:
    """Across documents a party of the catalogue is one body; 国保連合会 and 広域連合 are forty-seven."""
    assert [
        p.name for p in load_catalogue().parties if p.name.endswith("連合会") or "広域連合" in p.name
    ] == []


def test_what_links_by_code_may_hold_it_and_meet_the_network() -> None:
    """No norm forbids what an entry calls normal: who has 符号 may hold it, who meets the network may do so."""
    catalogue = load_catalogue()
    contracts = [c for norm in catalogue.norms for c in norm.contracts]
    holders = {name for c in contracts if isinstance(c, MayHold) and c.may_hold == "符号" for name in c.nodes}
    meeting = {
        name
        for c in contracts
        if isinstance(c, AllowOnly) and c.allow_only == NETWORK
        for name in c.neighbours
    }
    for entry in catalogue.systems:
        if any(known.item == "符号" and known.box is Certainty.YES for known in entry.knows):
            assert entry.name in holders
        if NETWORK in entry.connects:
            assert entry.name in meeting


def test_the_norms_are_t1_to_t11_each_with_its_source() -> None:
    norms = load_catalogue().norms
    assert [norm.name for norm in norms] == [f"T{i}" for i in range(1, 12)]
    assert all(norm.rule and norm.grounds and norm.as_of for norm in norms)


def test_the_catalogue_is_no_model_and_says_so_in_one_line() -> None:
    """models/*/*.yaml names it among the models."""
    with pytest.raises(InputError) as caught:
        load(find_catalogue_file())
    (problem,) = caught.value.problems
    assert "評価書のモデルではありません" in str(problem)
