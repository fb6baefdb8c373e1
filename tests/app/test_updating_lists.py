"""A newer revision put into a model whose long lists lie beside it: rows of 別紙, rows of 変更箇所, and whole new files."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import piaflow
from piaflow import FileAccessError
from piaflow.app.updating import UpdateAnswer, update_file
from piaflow.domain.entries import Provision, Recipient
from piaflow.domain.span import Span
from piaflow.form.updating.update import update
from piaflow.store.load import assemble, parse
from tests.app.test_documents import ROWS

PROVIDED = "[ ○ ] 提供を行っている（3） 件 [ ] 移転を行っている（） 件 [ ] 行っていない"
NONE = "[ ] 提供を行っている（） 件 [ ] 移転を行っている（） 件 [ ○ ] 行っていない"
ENTRY = "提供先1\t別紙１のとおり\n①法令上の根拠\t番号法第19条第8号\n"
HEAD = "別紙１\n\t提供先\t法令上の根拠\t用途\t情報\n"
LISTED = (
    ("みなと大臣", "第2条の表1の項", "手当の支給", "所得"),
    ("あさひ知事", "第2条の表4の項", "手帳の交付", "所得"),
    ("みなと大臣", "第2条の表9の項", "年金の裁定", "世帯"),
)
CHANGE = "令和6年10月1日\tⅡ５．提供先\t別紙の旧\t別紙の新\t事後\t軽微な変更\n"
CSV = "number,name,basis,purpose,information,span\n"
Row = tuple[str, str, str, str]


def _print(rows: tuple[Row, ...] = LISTED, more: str = "") -> str:
    """The document with a 別紙, as a table: its rows are numbered as they stand."""
    text = ROWS.replace(NONE, PROVIDED + "\n" + ENTRY.rstrip("\n"))
    assert text != ROWS
    listed = "".join("\t".join((f"提供先{n}", *row)) + "\n" for n, row in enumerate(rows, 1))
    return f"{text}{more}{HEAD}{listed}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A model whose rows and changes lie in CSV beside it, with the line ends of Windows in one."""
    (tmp_path / "令和6年.txt").write_text(_print(), encoding="utf-8")
    lists = tmp_path / "lists"
    lists.mkdir()
    model = piaflow.read(tmp_path / "令和6年.txt").shortened
    (entry,) = model.files[0].provisions
    assert len(entry.rows) == 3
    told = [
        ",".join((row.number, row.name, *row.basis, row.purpose, row.information, str(row.spans[0])))
        for row in entry.rows
    ]
    (lists / "rows.csv").write_bytes(("\ufeff" + CSV + "\n".join(told) + "\n").replace("\n", "\r\n").encode())
    (change,) = model.revisions
    cells = (change.date, change.item, change.before, change.after, change.timing.value, change.note)
    line = ",".join((*cells, str(change.spans[0])))
    (lists / "changes.csv").write_text(f"date,item,before,after,timing,note,span\n{line}\n", encoding="utf-8")
    bare = evolve(model.files[0], provisions=(evolve(entry, rows=()),))
    model.replace(files=(bare,), revisions=()).save(tmp_path / "m.yaml")
    text = (tmp_path / "m.yaml").read_text(encoding="utf-8")
    named = text.replace("        annex: ", "        rows: lists/rows.csv  # 別紙１\n        annex: ")
    assert named != text
    whole = f"# 係で直している\n{named}revisions: lists/changes.csv\n"
    (tmp_path / "m.yaml").write_text(whole, encoding="utf-8")
    assert piaflow.load(tmp_path / "m.yaml").assessment == model.assessment
    return tmp_path


def _revise(folder: Path, text: str) -> UpdateAnswer:
    (folder / "令和7年.txt").write_text(text, encoding="utf-8")
    return update_file(piaflow.read(folder / "令和7年.txt"), folder / "m.yaml")


def _rows(folder: Path) -> list[tuple[str, str, str, str]]:
    (entry,) = piaflow.load(folder / "m.yaml").files[0].provisions
    return [(row.number, row.name, "".join(row.basis), row.purpose) for row in entry.rows]


def _csv(folder: Path) -> list[str]:
    return (folder / "lists/rows.csv").read_bytes().decode("utf-8-sig").split("\r\n")


@pytest.mark.parametrize("has_before", [True, False])
def test_a_revision_that_says_the_same_changes_nothing(folder: Path, *, has_before: bool) -> None:
    if not has_before:
        (folder / "令和6年.txt").unlink()
    update = _revise(folder, "\n" + _print())
    assert (update.written, update.left) == ((), ())


@pytest.mark.parametrize("has_before", [True, False])
def test_a_row_put_in_between_is_new_and_the_others_only_count_on(folder: Path, *, has_before: bool) -> None:
    before = _csv(folder)
    if not has_before:
        (folder / "令和6年.txt").unlink()
    new = ("しおさい組合", "第2条の表2の項", "給付の決定", "所得")
    update = _revise(folder, _print((LISTED[0], new, *LISTED[1:])))
    rows = [told.where.rpartition("別紙")[2] for told in update.written if "別紙" in told.where]
    assert rows == ["2", "3", "2"]
    assert update.left == ()
    update.save()
    assert [row[:2] for row in _rows(folder)] == [
        ("1", "みなと大臣"),
        ("2", "しおさい組合"),
        ("3", "あさひ知事"),
        ("4", "みなと大臣"),
    ]
    after = _csv(folder)
    assert after[:2] == before[:2]  # the heading and the row that did not change, as they were typed
    assert after[2].startswith("2,しおさい組合,第2条の表2の項,給付の決定,所得,令和7年:")
    assert "rows: lists/rows.csv  # 別紙１" in (folder / "m.yaml").read_text(encoding="utf-8")


def test_a_row_changes_where_the_model_has_it_as_the_earlier_revision_did(folder: Path) -> None:
    file = folder / "lists/rows.csv"
    file.write_bytes(file.read_bytes().replace("手帳の交付".encode(), "手帳（人の要約）".encode()))
    rows = (
        ("みなと大臣", "第2条の表1の項", "手当と一時金の支給", "所得"),
        ("あさひ知事", "第2条の表4の項", "手帳の再交付", "所得"),
        LISTED[2],
    )
    update = _revise(folder, _print(rows))
    assert [(told.was, told.now) for told in update.written] == [("手当の支給", "手当と一時金の支給")]
    assert [(told.was, told.now) for told in update.left] == [("手帳（人の要約）", "手帳の再交付")]
    assert "人が書いた" in update.left[0].why
    update.save()
    assert [row[3] for row in _rows(folder)] == ["手当と一時金の支給", "手帳（人の要約）", "年金の裁定"]


def test_without_the_earlier_revision_the_words_of_a_row_are_only_told(folder: Path) -> None:
    (folder / "令和6年.txt").unlink()
    update = _revise(
        folder, _print((("みなと大臣", "第2条の表1の項", "手当と一時金の支給", "所得"), *LISTED[1:]))
    )
    assert update.written == ()
    assert [told.now for told in update.left] == ["手当と一時金の支給"]


def test_a_row_under_another_name_or_on_another_ground_is_the_same_row(folder: Path) -> None:
    rows = (
        LISTED[0],
        ("あさひ県知事", *LISTED[1][1:]),
        ("みなと大臣", "第2条の表19の項", "年金の裁定", "世帯"),
    )
    update = _revise(folder, _print(rows))
    assert {told.now for told in update.written} >= {"あさひ県知事", "第2条の表19の項"}
    assert len([told for told in update.written if "別紙" in told.where]) == 2
    assert [told for told in update.left if "別紙" in told.where] == []


def test_a_ground_without_the_name_of_its_table_is_the_same_ground(folder: Path) -> None:
    (folder / "令和6年.txt").unlink()
    file = folder / "lists/rows.csv"
    file.write_bytes(file.read_bytes().replace("第2条の表".encode(), b"").replace("の項".encode(), b""))
    update = _revise(folder, _print())
    assert update.written == ()
    assert {(told.was, told.now) for told in update.left} == {
        ("1", "第2条の表1の項"),
        ("4", "第2条の表4の項"),
        ("9", "第2条の表9の項"),
    }


def test_a_row_that_is_gone_is_told_and_stays(folder: Path) -> None:
    update = _revise(folder, _print(LISTED[:2]))
    gone = [told.where for told in update.left if "見つかりません" in told.why and "別紙" in told.where]
    assert gone == ["こども医療ファイル/提供先1　別紙3"]
    update.save()
    assert len(_rows(folder)) == 3


def test_a_row_of_which_only_the_number_is_the_same_is_told_and_nothing_written(folder: Path) -> None:
    other = ("しおさい組合", "第2条の表7の項", "給付の決定", "資格")
    update = _revise(folder, _print((LISTED[0], other, LISTED[2])))
    assert [told for told in update.written if "別紙" in told.where] == []
    assert any("どれのことか" in told.why and told.now.startswith("2　しおさい組合") for told in update.left)


def test_two_rows_of_one_name_and_ground_are_not_taken_for_each_other(folder: Path) -> None:
    twice = (
        ("みなと大臣", "第2条の表1の項", "手当の支給", "所得"),
        ("みなと大臣", "第2条の表1の項", "年金の裁定", "世帯"),
    )
    (folder / "令和6年.txt").unlink()
    file = folder / "lists/rows.csv"
    text = file.read_bytes().decode()
    file.write_bytes(
        text.replace(
            "あさひ知事,第2条の表4の項,手帳の交付,所得", "みなと大臣,第2条の表1の項,手帳,所得"
        ).encode()
    )
    update = _revise(folder, _print(twice))
    assert [told for told in update.written if "別紙" in told.where] == []


def test_rows_of_changes_are_added_at_the_end_of_their_csv(folder: Path) -> None:
    before = (folder / "lists/changes.csv").read_text(encoding="utf-8")
    for has_before in (True, False):
        if not has_before:
            (folder / "令和6年.txt").unlink()
        update = _revise(folder, _print(more=CHANGE))
        assert [told.now for told in update.written] == (["1行増える"] if has_before else [])
        update.save()
        after = (folder / "lists/changes.csv").read_text(encoding="utf-8")
        assert after.startswith(before)
        assert after[len(before) :].startswith("2024-10-01,")
        assert after.count("\n") == 3


def test_rows_of_changes_that_a_person_words_otherwise_are_not_added_again(folder: Path) -> None:
    file = folder / "lists/changes.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("旧会社", "前の会社"), encoding="utf-8")
    for has_before in (True, False):
        if not has_before:
            (folder / "令和6年.txt").unlink()
        update = _revise(folder, _print(more=CHANGE if has_before else CHANGE * 1))
        update.save()
        assert [row.date for row in piaflow.load(folder / "m.yaml").revisions] == ["2023-04-01", "2024-10-01"]


def test_changes_of_a_model_that_holds_other_rows_are_added_by_their_day_alone(folder: Path) -> None:
    file = folder / "lists/changes.csv"
    file.write_text(
        "date,item,before,after\n2023-03-31,別の書き方の項目,甲,乙\n2023-04-01,Ⅱの4,丙,丁\n", encoding="utf-8"
    )
    (folder / "令和6年.txt").unlink()
    update = _revise(folder, _print(more=CHANGE))
    update.save()
    dates = [row.date for row in piaflow.load(folder / "m.yaml").revisions]
    assert dates == ["2023-03-31", "2023-04-01", "2024-10-01"]
    assert [told.now for told in update.left if told.where == "変更箇所"] == ["1行"]


def test_a_second_run_of_lists_changes_nothing(folder: Path) -> None:
    new = ("しおさい組合", "第2条の表2の項", "給付の決定", "所得")
    changed = ("あさひ県知事", *LISTED[1][1:])
    text = _print((new, LISTED[0], changed), CHANGE)
    for has_before in (True, False):
        if not has_before:
            (folder / "令和6年.txt").unlink()
        update = _revise(folder, text)
        update.save()
        once = {file: file.read_bytes() for file in (folder / "m.yaml", *(folder / "lists").iterdir())}
        again = _revise(folder, text)
        assert again.written == ()
        assert {told.where for told in again.left} == {told.where for told in update.left}
        again.save()
        assert {file: file.read_bytes() for file in once} == once


def test_model_and_lists_are_written_together_or_not_at_all(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    update = _revise(folder, _print((("しおさい組合", "第2条の表2の項", "給付", "所得"), *LISTED), CHANGE))
    held = {file: file.read_bytes() for file in (folder / "m.yaml", *(folder / "lists").iterdir())}

    put, done = Path.replace, list[Path]()

    def fail_later(beside: Path, place: Path) -> Path:
        done.append(place)
        if len(done) == 2:
            raise OSError(28, "No space left on device")
        return put(beside, place)

    monkeypatch.setattr(Path, "replace", fail_later)
    with pytest.raises(FileAccessError):
        update.save()
    assert {file: file.read_bytes() for file in held} == held
    assert {*folder.rglob("*.*")} == {*held, folder / "令和6年.txt", folder / "令和7年.txt"}


# Whole files.

LISTED_FILES = "３．特定個人情報ファイル名\n（１）こども医療ファイル\n"
SECOND = (
    ROWS[ROWS.index("Ⅱ　特定個人情報ファイルの概要") : ROWS.index("（別添２）変更箇所")]
    .replace("（１）こども医療ファイル", "（２）申請受付ファイル")
    .replace("霧ヶ丘情報株式会社", "株式会社みどり入力")
)


def _add_file(*, listed: str = "（２）申請受付ファイル\n", chapter: str = SECOND) -> str:
    text = _print().replace(LISTED_FILES, LISTED_FILES + listed)
    return text.replace("（別添２）変更箇所", chapter + "（別添２）変更箇所")


@pytest.mark.parametrize("has_before", [True, False])
def test_a_new_file_comes_with_its_entries_flows_and_parties(folder: Path, *, has_before: bool) -> None:
    if not has_before:
        (folder / "令和6年.txt").unlink()
    update = _revise(folder, _add_file())
    assert ("Ⅰ.3 ファイル", "申請受付ファイル") in {(told.where, told.now) for told in update.written}
    update.save()
    model = piaflow.load(folder / "m.yaml")
    drafted = next(
        f for f in piaflow.read(folder / "令和7年.txt").model.files if f.name == "申請受付ファイル"
    )
    assert model.files[1] == drafted
    assert {span.document for span in model.files[1].spans} == {"令和7年"}
    drawn = {
        (f.source, f.target, f.inferred) for f in model.flows if "申請受付ファイル" in (f.source, f.target)
    }
    assert ("申請受付ファイル", "株式会社みどり入力", "Ⅱの記載による") in drawn
    assert ("町民課", "申請受付ファイル", "Ⅱ.3①の印による") in drawn
    assert (folder / "m.yaml").read_text(encoding="utf-8").startswith("# 係で直している\n")
    again = _revise(folder, _add_file())
    assert again.written == ()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (_add_file().replace("こども医療ファイル", "医療費台帳ファイル"), "新しい名前かもしれません"),
        (_add_file(listed=""), "Ⅰ.3に"),
        (
            _add_file(
                chapter="Ⅱ　特定個人情報ファイルの概要\n１．特定個人情報ファイル名\n（２）申請受付ファイル\n"
            ),
            "Ⅱに",
        ),
    ],
)
def test_a_file_of_which_it_is_not_sure_that_it_is_new_is_told(folder: Path, text: str, why: str) -> None:
    update = _revise(folder, text)
    left = [told.why for told in update.left if told.now == "申請受付ファイル"]
    assert len(left) == 1
    assert why in left[0]
    update.save()
    assert [file.name for file in piaflow.load(folder / "m.yaml").files] == ["こども医療ファイル"]


# Whatever changed between two revisions.

_NAMES = ("みなと大臣", "あさひ知事", "しおさい組合")
_ANY_ROW = st.tuples(
    st.sampled_from(_NAMES),
    st.sampled_from(("表1の項", "表2の項", "表3の項", "")),
    st.sampled_from(("手当", "手帳", "年金")),
)
_AnyRow = tuple[str, str, str]
_TOWN = parse("""
assessment: {body: みなと市長, procedure: 給付事務, form: 全項目評価書}
documents: {"901": {}, "902": {}}
files: {給付ファイル: {holder: みなと市長}}
""")


def _tell_rows(rows: list[_AnyRow], key: str) -> piaflow.Assessment:
    """An assessment whose entry lists these rows, each with a line of its own."""
    told = (
        Recipient(name, str(n), (basis,) if basis else (), purpose, spans=(Span(key, n, n),))
        for n, (name, basis, purpose) in enumerate(rows, 1)
    )
    entry = Provision("提供先1", recipient="別紙１のとおり", annex="別紙１", rows=tuple(told))
    return evolve(_TOWN, files=(evolve(_TOWN.files[0], provisions=(entry,)),))


def _print_rows(model: piaflow.Assessment) -> list[tuple[str, ...]]:
    rows = model.files[0].provisions[0].rows
    return [(row.number, row.name, *row.basis, row.purpose) for row in rows]


@settings(max_examples=100, deadline=None)
@given(st.lists(_ANY_ROW, max_size=5), st.lists(_ANY_ROW, max_size=5), st.booleans(), st.data())
def test_rows_follow_any_revision_or_are_told_and_none_is_lost(
    was: list[_AnyRow], now: list[_AnyRow], has_before: bool, data: st.DataObject
) -> None:
    before, after = _tell_rows(was, "901"), _tell_rows(now, "902")
    own = data.draw(st.sampled_from((before, _tell_rows(was[::-1], "901"), _tell_rows(was[1:], "901"))))
    base = before if has_before else None
    updated = update(own, after, base, assemble, listed="給付ファイル")
    rows = _print_rows(updated.assessment)
    assert len(rows) >= len(_print_rows(own))
    again = update(updated.assessment, after, base, assemble, listed="給付ファイル")
    assert again.written == ()
    if own is before and has_before and all(basis for _, basis, _ in (*was, *now)):
        assert set(rows) <= {*_print_rows(before), *_print_rows(after)}
    if own is before and has_before and not updated.left:
        assert sorted(rows) == sorted(_print_rows(after))
    if sorted(was) == sorted(now) and len(set(was)) == len(was) and own is before and has_before:
        assert sorted(row[1:] for row in rows) == sorted(row[1:] for row in _print_rows(after))
