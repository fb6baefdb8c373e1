"""The outline of a document: what is no label leads it nowhere."""

from __future__ import annotations

from piaflow.domain.choices import FormKind
from piaflow.source.grammar import list_slots
from piaflow.source.labels import find_labels
from piaflow.source.outline import find_outline
from piaflow.source.page import Line


def _list_fields(pages: tuple[str, ...]) -> list[str]:
    """The fields that the outline gives to pages of labels, one in a group."""
    texts = [text for page in pages for text in page.split()]
    starts = [sum(len(page.split()) for page in pages[:at]) for at in range(1, len(pages))]
    groups = [(Line(text, at),) for at, text in enumerate(texts)]
    labels = list(find_labels(FormKind.FULL, groups))
    breaks = frozenset(next(i for i, label in enumerate(labels) if label.first >= start) for start in starts)
    outline = find_outline(FormKind.FULL, labels, breaks, in_order=False)
    fields = (list_slots(FormKind.FULL)[at].field for stretch in outline for at, _ in stretch.slots)
    return [field.full for field in fields if field is not None]


def test_a_page_may_leave_an_option_that_prints_as_a_label_of_another_chapter() -> None:
    """連絡先 of 主な記録項目 prints as Ⅴ.2① does; the page after it goes on in Ⅱ."""
    pages = (
        (
            "連絡先（電話番号等） その妥当性 ⑤保有開始日 ⑥事務担当部署 ①入手元 ②入手方法 ③入手の時期・頻度 ⑤本人への明示 "
            "⑥使用目的 変更の妥当性 使用部署 使用者数 ⑧使用方法 情報の突合 ⑨使用開始日 委託の有無 委託事項1 ①委託内容"
        ),
        "③委託先における取扱者数 ④委託先への特定個人情報ファイルの提供方法 ⑤委託先名の確認方法 ⑥委託先名 再委託の有無",
        "６．特定個人情報の保管・消去 ①保管場所 ③消去方法 ７．備考",
    )
    fields = _list_fields(pages)
    assert "Ⅴ.2.①" not in fields
    assert {"Ⅱ.2.⑤", "Ⅱ.4.委託事項{k}.⑥", "Ⅱ.6.①"} <= set(fields)


def test_a_layer_without_a_blank_line_has_an_outline() -> None:
    """More labels in one group than a page has: no place for a break is shown."""
    printed = [f"{slot.mark}{slot.keys[0]}" for slot in list_slots(FormKind.FULL) if slot.is_circled]
    group = tuple(Line(text, at) for at, text in enumerate(printed * 2))
    labels = list(find_labels(FormKind.FULL, [group]))
    outline = find_outline(FormKind.FULL, labels, frozenset(), in_order=False)
    assert (outline[0].first, outline[-1].last) == (0, len(labels))


def test_the_number_of_an_entry_ends_with_its_line() -> None:
    lines = ("システム3", "４．特定個人情報ファイルを取り扱う理由")
    groups = [tuple(Line(text, number) for number, text in enumerate(lines, 1))]
    assert [label.number for label in find_labels(FormKind.FULL, groups)] == ["3", ""]
