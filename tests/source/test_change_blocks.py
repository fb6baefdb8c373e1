"""変更箇所 of a text layer that gives before and after in one block: parted where the block tells, else unread."""

from __future__ import annotations

from random import Random

import pytest

from piaflow.source.change_blocks import part_paragraphs
from piaflow.source.change_marks import TextRow
from piaflow.source.change_rows import read_rows
from piaflow.source.page import Line
from tests.source.random_forms import _write, seed_random

DAY, ITEM = "令和4年7月8日", "Ⅱ特定個人情報ファイルの概\n要\n⑥事務担当部署"
BEFORE = "・窓口の課の長が届出の写しを鍵のかかる書庫に入れ\nる。\n・台帳に記入する。"
AFTER = "・窓口の課の長が届出の写しを鍵のかかる書庫に入れ\nて、二人で確かめる。\n・台帳に記入する。"
COLUMNS = ("変更前の記載", "変更後の記載")


def _read(*blocks: str) -> list[TextRow]:
    rows = (f"{DAY}\n\n{ITEM}　第{n}\n\n{block}\n\n事後" for n, block in enumerate(blocks))
    text = "\n\n".join(rows).split("\n")
    return list(read_rows([[Line(row, number) for number, row in enumerate(text, 1) if row.strip()]]))


def _tell(row: TextRow) -> tuple[str, ...]:
    return tuple("".join(line.text for line in row.columns.get(name, ())) for name in COLUMNS)


def _close(*texts: str) -> tuple[str, ...]:
    return tuple("".join(text.split()) for text in texts)


@pytest.mark.parametrize(
    "block",
    [
        f"（変更前）\n{BEFORE}\n（変更後）\n{AFTER}",
        f"【変更前】\n\n{BEFORE}\n\n【変更後】\n\n{AFTER}",
        f"変更前の記載：{BEFORE}\n変更後の記載：{AFTER}",
        f"変更前\n{BEFORE}\n変更後\n{AFTER}",
        f"（旧）{BEFORE}\n（新）{AFTER}",
    ],
)
def test_a_block_with_a_label_above_each_is_parted_at_the_labels(block: str) -> None:
    (row,) = _read(block)
    assert _tell(row) == _close(BEFORE, AFTER)
    assert not row.unread


@pytest.mark.parametrize(
    "block",
    [
        f"（変更前）\n{BEFORE}",
        f"（変更前）\n{BEFORE}\n（変更後）\n{AFTER}\n（変更後）\n{AFTER}",
        f"{BEFORE}\n（変更前）\n（変更後）\n{AFTER}",
        "変更前の住所を記録し、\n変更後の住所を通知する。",
    ],
)
def test_a_block_with_other_labels_stays_unread(block: str) -> None:
    assert _tell(_read(block)[0]) == ("", "")


def test_an_arrow_alone_parts_a_block_of_what_is_alike() -> None:
    (row,) = _read("年に一度、課の長が点検する。\n↓\n半年に一度、課の長が点検する。")
    assert _tell(row) == ("年に一度、課の長が点検する。", "半年に一度、課の長が点検する。")
    assert _tell(_read("窓口の課\n↓\n中間の基盤")[0]) == ("", "")


def test_in_a_table_of_blocks_what_is_alike_from_its_first_paragraph_to_its_last_is_parted() -> None:
    blocks = [f"{BEFORE}\n{AFTER}"] * 3
    assert [_tell(row) for row in _read(*blocks)] == [_close(BEFORE, AFTER)] * 3
    assert _tell(_read(blocks[0])[0]) == ("", "")  # one block alone may be of one cell


def test_in_a_table_of_blocks_what_a_blank_line_parts_may_be_one_of_them() -> None:
    *_, last = _read(*[f"{BEFORE}\n{AFTER}"] * 3, f"{BEFORE}\n\n窓口は、支所にもある。")
    assert _tell(last) == ("", "")


def test_a_block_that_ends_in_a_line_that_says_deleted_is_parted_there() -> None:
    (row,) = _read("課の長が届出の写しを鍵のかかる書庫に入れ、\n台帳に記入する。\n（削除）")
    assert _tell(row) == ("", "")  # how wide the column is, is not known
    *_, last = _read(*[f"{BEFORE}\n{AFTER}"] * 3, f"{BEFORE}\n（削除）")
    assert _tell(last) == _close(BEFORE, "（削除）")


def _wrap(text: str, width: int) -> str:
    return "\n".join(line[at : at + width] for line in text.split("\n") for at in range(0, len(line), width))


def _invent(random: Random) -> tuple[str, str]:
    """What stood before and after; sometimes nothing did, and what stands after says the same of two systems."""
    who = random.choice(("税務課の係", "市民課の窓口", "支所の長", "健康の課の職員"))
    does = random.sample(
        (
            f"{who}が、届出の写しを鍵のかかる書庫に入れる。",
            f"{who}が、月に一度、台帳の控えを確かめて印を押す。",
            f"{who}が、通知の宛先を二人で読み合わせる。",
            f"{who}が、古い記録を消してから報告する。",
        ),
        random.randint(1, 3),
    )
    does = [f"・{one}" for one in does] if random.random() < 0.7 else does
    after = [one.replace("が、", "とその長が、") if random.random() < 0.5 else one for one in does]
    after += ["・このほか、年に一度の点検をする。"] if random.random() < 0.3 else []
    if random.random() < 0.1:
        return "", "\n".join((*after, "・年に一度の点検をする。"))
    return "\n".join(does), "\n".join(after)


@pytest.mark.slow
@pytest.mark.parametrize("width", [18, 20, 24, 28])
def test_no_word_of_a_block_is_told_for_the_other_cell(width: int) -> None:
    told = 0
    for seed in range(60):
        random = seed_random(seed)
        truth = [
            [_wrap(text, width) for text in _invent(random) if text] for _ in range(random.randint(3, 8))
        ]
        for row, own in zip(_read(*map("\n".join, truth)), truth, strict=True):
            assert _tell(row) in (("", ""), _close(*own))
            told += bool(_tell(row)[1])
    assert told


def _part(*paragraphs: str) -> tuple[str, str] | None:
    pieces = [tuple(Line(line, n) for line in text.split("\n")) for n, text in enumerate(paragraphs)]
    changed = part_paragraphs(pieces, is_wide=True)
    return changed and tuple("".join(line.text for line in side) for side in changed)  # type: ignore[return-value]


ENTER, KEEP = "届出を受け付けて台帳に記入する。", "控えは二年の間、書庫に置く。"


def test_paragraphs_that_are_like_those_of_the_other_side_are_parted_in_their_middle() -> None:
    assert _part(ENTER, KEEP, f"窓口で{ENTER}", KEEP.replace("二", "三")) == (
        f"{ENTER}{KEEP}",
        f"窓口で{ENTER}{KEEP.replace('二', '三')}",
    )


@pytest.mark.parametrize(
    "paragraphs",
    [
        (ENTER, KEEP, f"窓口で{ENTER}"),  # one has gone, or stands elsewhere
        (ENTER, KEEP, KEEP.replace("二", "三"), f"窓口で{ENTER}"),  # none stands where its like does
        (ENTER, ENTER, ENTER, ENTER),  # each place parts them as well
        (ENTER, KEEP, "通知の宛先を読み合わせる。", "月に一度、点検する。"),
    ],
)
def test_paragraphs_that_are_not_alike_one_by_one_are_not_parted(paragraphs: tuple[str, ...]) -> None:
    assert _part(*paragraphs) is None


def test_a_side_that_says_that_nothing_is_there_has_no_more_paragraphs() -> None:
    assert _part("－", ENTER, KEEP) == ("－", ENTER + KEEP)
    assert _part(ENTER, KEEP, "削除") == (ENTER + KEEP, "削除")
    assert _part("－", ENTER, "削除") is None


@pytest.mark.slow
def test_paragraphs_of_invented_changes_are_parted_right_or_not() -> None:
    random = seed_random(11)
    right = wrong = 0
    for _ in range(400):
        before = [_write(random) for _ in range(random.randint(1, 4))]
        after = [
            text.replace("。", "、控えを置く。", 1) if random.random() < 0.5 else text for text in before
        ]
        if random.random() < 0.3:
            after = after[: random.randint(1, len(after))]
        if random.random() < 0.3:
            after.insert(random.randint(0, len(after)), _write(random))
        told = _part(*before, *after) if len(before) + len(after) > 2 else None
        right += told == ("".join(before).replace("\n", ""), "".join(after).replace("\n", ""))
        wrong += told is not None and told != (
            "".join(before).replace("\n", ""),
            "".join(after).replace("\n", ""),
        )
    assert (right > 100, wrong) == (True, 0)
