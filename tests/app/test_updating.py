"""A newer revision of a document goes into a person's model: what the person added stays, what changed is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import piaflow
from piaflow import FileAccessError
from piaflow.app.updating import UpdateAnswer, update_file
from tests.app.test_documents import ROWS

CHANGES = {
    "霧ヶ丘情報株式会社\n": "別会社株式会社\n",
    "[10人未満]": "[10人以上50人未満]",
    "[ ○ ] 紙 [ ] 電子メール": "[ ○ ] 紙 [ ○ ] 電子メール",
    "申請を受け付け、助成する。": "申請を受け付け、審査し、助成する。",
    "資格の管理": "資格と給付の管理",
    "保守の作業": "保守と監視の作業",
    "（町民課）": "（町民課、税務課）",
    "令和6年4月1日\n\n": "令和7年4月1日\n\n",
    "[再委託しない]": "[再委託する]",
    "（ 2 ） 件": "（ 1 ） 件",
    "別会社": "別会社",
}
"""What a newer revision may print otherwise."""
ENTRY = (
    "委託事項2\t帳票の印刷\n①委託内容\t印刷と封入\n②委託先における取扱者数\t[10人未満] ＜選択肢＞ 1） 10人未満\n"
    "③委託先名\t株式会社みどり印刷\n④再委託の有無\t[再委託しない] ＜選択肢＞ 1） 再委託する 2） 再委託しない\n"
)
OWN = """\
# 係で直している
zones:
  庁舎: {owner: 霧ヶ丘町長}  # 地図のとおり
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A document, and the model that a person made of it: comments, a zone, an alias and a flow of their own."""
    (tmp_path / "令和6年.txt").write_text(ROWS, encoding="utf-8")
    model = tmp_path / "m.yaml"
    piaflow.read(tmp_path / "令和6年.txt").save(model)
    text = model.read_text(encoding="utf-8")
    text = text.replace(
        "  霧ヶ丘情報株式会社: {kind: 委託先", "  霧ヶ丘情報株式会社: {aliases: [霧情報], kind: 委託先"
    )
    text = text.replace(
        "flows:\n",
        "flows:\n# 人が引いた\n- {from: こども医療システム, to: 中間サーバー, items: [個人番号]}\n",
    )
    model.write_text(OWN + text, encoding="utf-8")
    return tmp_path


def _revise(folder: Path, *changes: str, name: str = "令和7年.txt", text: str = ROWS) -> UpdateAnswer:
    for was in changes:
        assert was in text
        text = text.replace(was, CHANGES[was])
    (folder / name).write_text(text, encoding="utf-8")
    return update_file(piaflow.read(folder / name), folder / "m.yaml")


def _model(folder: Path) -> piaflow.Model:
    return piaflow.load(folder / "m.yaml")


def test_what_changed_is_written_and_the_rest_of_the_file_is_as_it_was(folder: Path) -> None:
    before = (folder / "m.yaml").read_text(encoding="utf-8").splitlines()
    update = _revise(folder, "資格の管理", "[10人未満]")
    assert {told.now for told in update.written} == {"資格と給付の管理", "10人以上50人未満"}
    assert update.left == ()
    update.save()
    after = (folder / "m.yaml").read_text(encoding="utf-8").splitlines()
    assert len(set(before) - set(after)) <= 4  # two values, and the lines of both
    assert "# 係で直している" in after
    assert "# 人が引いた" in after
    (entrustment,) = _model(folder).files[0].entrustments
    assert entrustment.handlers.value == "10人以上50人未満"
    assert {span.document for span in entrustment.spans} == {"令和7年"}


def test_a_contractor_that_takes_over_takes_the_flow_of_its_entry_with_it(folder: Path) -> None:
    _revise(folder, "霧ヶ丘情報株式会社\n").save()
    model = _model(folder)
    assert model.files[0].entrustments[0].contractor == "別会社株式会社"
    drawn = [(flow.source, flow.target) for flow in model.flows if flow.kind.value == "委託"]
    assert drawn == [("こども医療ファイル", "別会社株式会社")]
    assert "霧情報" in {alias for party in model.parties for alias in party.aliases}


def test_a_contractor_by_another_of_its_names_is_no_change(folder: Path) -> None:
    (folder / "令和7年.txt").write_text(
        ROWS.replace("③委託先名\t霧ヶ丘情報株式会社", "③委託先名\t霧情報"), encoding="utf-8"
    )
    update = update_file(piaflow.read(folder / "令和7年.txt"), folder / "m.yaml")
    assert not [told for told in update.written if "委託先名" in told.where]


def test_a_new_entry_comes_with_its_contractor_and_its_flow(folder: Path) -> None:
    text = ROWS.replace("５．特定個人情報の提供", ENTRY + "５．特定個人情報の提供")
    update = _revise(folder, text=text)
    update.save()
    model = _model(folder)
    assert [entry.number for entry in model.files[0].entrustments] == ["委託事項1", "委託事項2"]
    assert "株式会社みどり印刷" in {party.name for party in model.parties}
    assert ("こども医療ファイル", "株式会社みどり印刷") in {
        (flow.source, flow.target) for flow in model.flows
    }


def test_what_a_person_wrote_otherwise_is_told_and_kept(folder: Path) -> None:
    model = folder / "m.yaml"
    text = model.read_text(encoding="utf-8")
    model.write_text(text.replace("functions: [資格の管理]", "functions: [受給資格の台帳]"), encoding="utf-8")
    update = _revise(folder, "資格の管理")
    (left,) = update.left
    assert (left.was, left.now) == ("受給資格の台帳", "資格と給付の管理")
    assert [span.document for span in (*left.was_at, *left.now_at)][-1] == "令和7年"
    assert "人が書いた" in left.why
    update.save()
    assert _model(folder).systems[0].functions == ("受給資格の台帳",)


def test_what_did_not_change_in_the_document_is_left_as_a_person_has_it(folder: Path) -> None:
    model = folder / "m.yaml"
    text = model.read_text(encoding="utf-8").replace("content: 保守の作業", "content: 保守（人の要約）")
    model.write_text(text, encoding="utf-8")
    update = _revise(folder, "[10人未満]")
    assert [told.now for told in update.written] == ["10人以上50人未満"]
    assert update.left == ()


def test_without_the_earlier_revision_words_are_only_told(folder: Path) -> None:
    (folder / "令和6年.txt").unlink()
    update = _revise(folder, "資格の管理", "[10人未満]", "[ ○ ] 紙 [ ] 電子メール")
    assert {told.now for told in update.written} == {"10人以上50人未満", "○ 電子メール"}
    assert [told.now for told in update.left] == ["資格と給付の管理"]
    assert "前の版が手元になく" in update.left[0].why
    assert "--before" in update.to_text()


def test_an_entry_that_is_gone_is_told_and_never_removed(folder: Path) -> None:
    start, end = ROWS.index("委託事項1"), ROWS.index("５．特定個人情報の提供")
    update = _revise(folder, text=ROWS[:start] + ROWS[end:])
    assert "こども医療ファイル/委託事項1" in {
        told.where for told in update.left if "見つかりません" in told.why
    }
    update.save()
    assert len(_model(folder).files[0].entrustments) == 1


def test_a_system_that_may_be_another_under_a_new_name_is_told(folder: Path) -> None:
    update = _revise(
        folder, text=ROWS.replace("こども医療システム（以下「医療システム」という。）", "福祉総合システム")
    )
    assert any(
        "新しい名前かもしれません" in told.why and told.now == "福祉総合システム" for told in update.left
    )
    update.save()
    assert {system.name for system in _model(folder).systems} == {"こども医療システム", "中間サーバー"}


def test_rows_of_changes_are_added_at_the_end(folder: Path) -> None:
    row = "令和6年10月1日\tⅡ２．①\t旧\t新\t事後\t軽微な変更\n"
    _revise(folder, text=ROWS.rstrip("\n") + "\n" + row).save()
    assert [r.date for r in _model(folder).revisions] == ["2023-04-01", "2024-10-01"]


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(st.sets(st.sampled_from(sorted(set(CHANGES) - {"別会社"})), max_size=6), st.booleans())
def test_a_second_run_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, changes: set[str], has_before: bool
) -> None:
    folder = tmp_path_factory.mktemp("twice")
    (folder / "令和6年.txt").write_text(ROWS, encoding="utf-8")
    piaflow.read(folder / "令和6年.txt").save(folder / "m.yaml")
    text = (folder / "m.yaml").read_text(encoding="utf-8")
    (folder / "m.yaml").write_text(OWN + text, encoding="utf-8")
    if not has_before:
        (folder / "令和6年.txt").unlink()
    update = _revise(folder, *sorted(changes))
    update.save()
    once = (folder / "m.yaml").read_bytes()
    assert "# 地図のとおり" in once.decode()
    again = update_file(piaflow.read(folder / "令和7年.txt"), folder / "m.yaml")
    assert again.written == ()
    assert {told.where for told in again.left} == {told.where for told in update.left}
    again.save()
    assert (folder / "m.yaml").read_bytes() == once


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("重点項目評価書", "全項目評価書", "様式が違います"),
        ("霧ヶ丘町長", "海辺町長", ""),
    ],
)
def test_a_document_that_is_no_revision_of_the_model_is_refused(
    folder: Path, was: str, now: str, said: str
) -> None:
    text = ROWS.replace(was, now)
    if not said:
        text = text.replace("こども医療費助成事務", "介護保険事務")
    (folder / "別.txt").write_text(text, encoding="utf-8")
    held = (folder / "m.yaml").read_bytes()
    with pytest.raises(FileAccessError, match=said or "別の評価書です"):
        update_file(piaflow.read(folder / "別.txt"), folder / "m.yaml")
    assert (folder / "m.yaml").read_bytes() == held


def test_a_change_file_is_no_model_to_write_into(folder: Path) -> None:
    (folder / "c.yaml").write_text("base: m.yaml\namend: {assessment: {number: '8'}}\n", encoding="utf-8")
    with pytest.raises(FileAccessError, match="変更ファイル"):
        update_file(piaflow.read(folder / "令和6年.txt"), folder / "c.yaml")


def test_a_box_that_the_model_does_not_list_is_not_ticked(folder: Path) -> None:
    text = (folder / "m.yaml").read_text(encoding="utf-8")
    read = "{紙: 'yes', 電子メール: 'no', 専用線: 'no', rest: unknown}"
    assert read in text
    (folder / "m.yaml").write_text(text.replace(read, "{紙: 'yes', 専用線: 'no'}"), encoding="utf-8")
    for has_before in (True, False):
        if not has_before:
            (folder / "令和6年.txt").unlink()
        update = _revise(folder)
        assert (update.written, update.left) == ((), ())
