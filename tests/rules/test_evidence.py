"""What a finding cites: the lines of the very field where the document was read, those of the model elsewhere."""

from __future__ import annotations

from attrs import evolve

from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import CountKind
from piaflow.domain.entries import Count, Provision
from piaflow.domain.span import Span
from piaflow.form.form import Cell, CellOrigin, Filled, Form
from piaflow.form.overlay import lay_over
from piaflow.form.written import write_form
from piaflow.law.addresses import Address
from piaflow.rules.catalogue import RULES
from piaflow.rules.checking import check
from piaflow.rules.finding import Confidence
from piaflow.store.load import parse

TOLD = parse(
    """
assessment: {body: みなと市長, procedure: 住民基本台帳に関する事務, form: 全項目評価書, span: "900:1-90"}
documents: {"900": {}}
systems: {既存住基システム: {number: 1}}
files:
  台帳ファイル:
    holder: 既存住基システム
    span: "900:10-60"
    storage: {period: 定められていない, justification: 消除の後150年間, span: "900:50-60"}
""",
    "told.yaml",
)


def read(*, file: str = "（１）台帳ファイル", period: str = "定められていない") -> Form:
    """Return the form of the document, as far as it was read."""
    kind = TOLD.overview.form
    told = {
        "Ⅱ.ファイル1.1": (file, 10),
        "Ⅱ.ファイル1.6.②.期間": (period, 52),
        "Ⅱ.ファイル1.6.②.妥当性": ("消除の後150年間", 57),
    }
    cells = (
        Cell(Address.parse(place, kind), Filled(text, (Span("900", line, line),) if text else ()))
        for place, (text, line) in told.items()
    )
    return Form(kind, tuple(cells))


def cite(model: Assessment, form: Form | None) -> list[str]:
    """Return the lines that the finding on 保管期間 cites."""
    rules = [rule for rule in RULES if rule.name == "period-band"]
    (found,) = check(model, rules=rules, read=form).standing
    return [str(span) for span in found.spans]


def test_a_finding_cites_the_fields_that_say_it_where_the_document_was_read() -> None:
    assert cite(TOLD, read()) == ["900:52", "900:57"]


def test_a_finding_cites_what_the_model_cites_where_nothing_was_read() -> None:
    assert cite(TOLD, None) == ["900:50-60"]
    assert cite(TOLD, Form(TOLD.overview.form, ())) == ["900:50-60"]


def test_a_field_that_was_not_read_leaves_the_lines_of_the_model() -> None:
    assert cite(TOLD, read(period="")) == ["900:50-60", "900:57"]


def test_another_file_at_the_same_number_is_not_laid_over() -> None:
    assert cite(TOLD, read(file="（１）別のファイル")) == ["900:50-60"]


def test_the_words_of_the_document_bear_the_names_of_the_model() -> None:
    form = lay_over(write_form(TOLD), read())
    assert {(cell.subject, cell.file) for cell in form.ask("Ⅱ.6.②.妥当性")} == {
        ("台帳ファイル", "台帳ファイル")
    }


def test_a_cell_tells_its_lines_one_by_one_where_they_are_those_of_the_document() -> None:
    filled = Filled("入手元は\n住基に限る", (Span("900", 7, 8),))
    cell = Cell(Address.parse("Ⅱ.ファイル1.6.②.妥当性", TOLD.overview.form), filled)
    assert [(text, [str(s) for s in spans]) for text, spans in cell.lines] == [
        ("入手元は", ["900:7"]),
        ("住基に限る", ["900:8"]),
    ]
    joined = evolve(cell, filled=evolve(filled, text="入手元は住基に限る"))
    assert [len(spans) for _, spans in joined.lines] == [1]


def test_a_count_is_not_sure_where_words_of_the_entries_were_not_told() -> None:
    """An entry may be among the words that the reading could not place."""
    count = Count(CountKind.PROVISIONS, Certainty.YES, 2)
    file = evolve(TOLD.files[0], counts=(count,), provisions=(Provision("提供先1", "国保連合会"),))
    model = evolve(TOLD, files=(file, *TOLD.files[1:]))
    rules = [rule for rule in RULES if rule.name == "declared-count"]
    told: list[Confidence] = []
    for lost in (False, True):
        cell = Cell(Address.parse("Ⅱ.ファイル1.5.提供先1.⑦", TOLD.overview.form), Filled(lost=lost))
        (found,) = check(model, rules=rules, read=Form(TOLD.overview.form, (cell,))).standing
        told.append(found.confidence)
    assert told == [Confidence.HIGH, Confidence.LOW]


def test_a_field_whose_words_were_lost_is_unread_and_not_blank() -> None:
    kind = TOLD.overview.form
    places = ("Ⅱ.ファイル1.6.③", "Ⅱ.ファイル1.6.②.妥当性")
    lost = tuple(Cell(Address.parse(place, kind), Filled(lost=True)) for place in places)
    form = lay_over(write_form(TOLD), Form(kind, lost))
    erasure, justification = (form.ask(place.replace("ファイル1.", ""))[0] for place in places)
    assert erasure.origin is CellOrigin.UNREAD
    assert justification.text == "消除の後150年間"


JOINED = parse(
    """
assessment: {body: みなと市長, procedure: 住民基本台帳に関する事務, form: 全項目評価書}
documents: {"900": {}}
systems:
  税総合システム: {number: 1, connects: {宛名システム等: yes, rest: no}, span: "900:10-20"}
  団体内統合宛名システム: {number: 2, entry: 団体内統合宛名システム, connects: {税務システム: no, その他: no}, span: "900:30-40"}
""",
    "joined.yaml",
)


def read_boxes(*known: str) -> Form:
    """Return the form of the document with the two fields of boxes, of which the lines of some are known."""
    kind, places = JOINED.overview.form, {"宛名システム等": 12, "税務システム": 14, "その他": 16}
    cells = []
    for number, ticked in enumerate(("［○］宛名システム等", ""), 1):
        lines = [
            Span("900", 20 * (number - 1) + line, 20 * (number - 1) + line) for line in (11, *places.values())
        ]
        boxes = tuple((name, (span,)) for name, span in zip(places, lines[1:], strict=True) if name in known)
        filled = Filled(ticked, tuple(lines), told=True, boxes=boxes)
        cells.append(Cell(Address.parse(f"Ⅰ.2.システム{number}.③", kind), filled))
    names = (("税総合システム", 10), ("団体内統合宛名システム", 30))
    cells += [
        Cell(Address.parse(f"Ⅰ.2.システム{number}.①", kind), Filled(name, (Span("900", line, line),)))
        for number, (name, line) in enumerate(names, 1)
    ]
    return Form(kind, tuple(cells))


def cite_sides(form: Form) -> list[list[str]]:
    """Return the lines of each side of the finding on the two systems."""
    rules = [rule for rule in RULES if rule.name == "connection-one-sided"]
    (found,) = check(JOINED, rules=rules, read=form).standing
    return [[str(span) for span in side.spans] for side in found.evidence]


def test_a_finding_on_boxes_cites_their_lines_and_that_of_sonota_which_may_name_any_system() -> None:
    assert cite_sides(read_boxes("宛名システム等", "税務システム", "その他")) == [
        ["900:12", "900:16"],
        ["900:34", "900:36"],
    ]


def test_the_whole_field_is_cited_where_the_line_of_a_box_is_not_known() -> None:
    assert cite_sides(read_boxes("宛名システム等", "その他")) == [
        ["900:12", "900:16"],
        ["900:31", "900:32", "900:34", "900:36"],
    ]


CHANGED = parse(
    """
assessment: {body: みなと市長, procedure: 住民基本台帳に関する事務, form: 全項目評価書}
documents: {"900": {}}
revisions:
  - {item: Ⅰ1②, date: "2025-04-01", before: 届出を受ける。, after: "届出を受ける。\\n決定（通知を含む", span: "900:70-75"}
""",
    "changed.yaml",
)


def read_row(*, after: str) -> Form:
    """Return the form of the document with the one row of 変更箇所, 変更後 on lines 73 and 74."""
    kind = CHANGED.overview.form
    told = {
        "項目": ("Ⅰ1② 事務の内容", 70, 71),
        "変更前の記載": ("届出を受ける。", 72, 72),
        "変更後の記載": (after, 73, 74),
    }
    return Form(
        kind,
        tuple(
            Cell(Address.parse(f"別添3.変更1.{column}", kind), Filled(text, (Span("900", first, last),)))
            for column, (text, first, last) in told.items()
        ),
    )


def cite_slip(form: Form | None) -> list[str]:
    """Return the lines of the finding on the bracket that is left open."""
    rules = [rule for rule in RULES if rule.name == "slip-of-the-pen"]
    (found,) = check(CHANGED, rules=rules, read=form).standing
    return [str(span) for span in found.spans]


def test_words_of_a_row_are_cited_where_it_begins_and_where_they_stand() -> None:
    assert cite_slip(read_row(after="届出を受ける。\n決定（通知を含む")) == ["900:70", "900:74"]


def test_a_row_of_which_no_column_was_read_is_cited_whole() -> None:
    assert cite_slip(None) == ["900:70-75"]
