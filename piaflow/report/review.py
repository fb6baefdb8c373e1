"""What `piaflow review` tells: the models that changed, each with its agenda, its decisions and whom to ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from piaflow.errors import clip
from piaflow.form.comparing import FormChange
from piaflow.impact.items import Origin
from piaflow.impact.rows import place_of
from piaflow.law.addresses import Address
from piaflow.report import impact as impacts
from piaflow.report import impact_words as words
from piaflow.report.told import (
    Block,
    Code,
    Column,
    Document,
    Drawn,
    Item,
    Items,
    Lines,
    Name,
    Phrase,
    Piece,
    Section,
    Strong,
    Table,
    Told,
)
from piaflow.review.agenda import AgendaItem
from piaflow.review.answer import Review, Reviewed
from piaflow.review.change_table import Matter, TableCheck, TableRow, Unmatched
from piaflow.review.decisions import Decision, Standing
from piaflow.review.revised import State

_NO_PICTURES: Mapping[str, Sequence[Drawn]] = {}
_SETTLED = (Standing.KEPT,)
_NAMES = {Origin.DERIVED: "書き換える欄", Origin.REVIEW: "見直す欄"}
_UNCHANGED = "変わったモデルはない。"
_CHECKED = (
    Column("何が合わないか", 36),
    Column("欄", 48),
    Column("新しい版の変更箇所の行", 48),
    Column("行の記載", 52),
    Column("その版の記載", 52),
)
_COLUMNS = (
    words.MARK,
    "欄",
    "前",
    "後",
    "提出時期の候補",
    "なぜ（原因と、流れ・主体・システム）",
    "決めるときの鍵",
)


def tell_review(review: Review) -> Told:
    """Tell of each model all that there is to do, open and in order."""
    return _tell(review, _tell_open)


def tell_review_page(review: Review, drawn: Mapping[str, Sequence[Drawn]] = _NO_PICTURES) -> Told:
    """Tell the same as one comment on a pull request, its details folded, with the pictures of each file."""

    def tell(one: Reviewed) -> Document:
        pictures = tuple(drawn.get(one.revised.file, ()))
        shown = (Section("変更の前と後の図", pictures, folded=True),) if pictures else ()
        return _tell_page(one, shown)

    return _tell(review, tell, level=2)


def tell_review_short(review: Review) -> Told:
    """Tell of each model the sums alone, where a comment has no room for more."""
    return _tell(review, lambda one: Document(_head(one), tuple(_lead(one))), level=2)


def tell_review_rows(review: Review) -> Told:
    """Tell the rows of 変更箇所 of each model in the six columns of the form, a sheet each, behind a list of them."""
    changed = review.changed
    names = ["変更箇所"] if len(changed) == 1 else [f"変更箇所{n}" for n in range(1, len(changed) + 1)]
    listed = Table(
        (Column("シート", 12), Column("モデル", 60), Column("ファイル", 60)),
        tuple(
            (name, one.name, " → ".join(one.revised.names)) for name, one in zip(names, changed, strict=True)
        ),
    )
    sheets = (Section(name, (tell_rows(one),)) for name, one in zip(names, changed, strict=True))
    checked = (
        Section(name.replace("変更箇所", "照合"), (_tell_unmatched(one, one.table),))
        for name, one in zip(names, changed, strict=True)
        if one.table is not None
    )
    return Told(sections=(*sheets, *checked, Section("一覧", (listed,))))


def _tell_unmatched(one: Reviewed, table: TableCheck) -> Table:
    rows = (
        (
            told.matter.printed,
            _place_of(one, told.change) if told.change else "",
            _name_row(told.row) if told.row else "",
            f"{told.column}：{told.printed}" if told.column else "",
            told.held,
        )
        for told in table.unmatched
    )
    return Table(_CHECKED, tuple(rows))


def tell_rows(one: Reviewed) -> Table:
    """Tell the rows of 変更箇所 of one model: from the printed words where both documents are at hand."""
    return impacts.tell_rows(one.table_rows)


def _tell(review: Review, tell: Callable[[Reviewed], Document], level: int = 1) -> Told:
    title = f"見直し　変わったモデル {len(review.models)}（比べたモデル {review.compared}）"
    if review.is_empty:
        return Told(title, (Lines((_UNCHANGED,)),), level=level)
    return Told(title, documents=tuple(map(tell, review.models)), close=f"{words.CANDIDATE}。", level=level)


def _head(one: Reviewed) -> Phrase:
    return (Name(one.name), "　") if one.name else ("読めないモデル　",)


def _lead(one: Reviewed) -> Iterator[Block]:
    was, *now = map(Code, one.revised.names)
    yield Lines(((f"{one.revised.state.printed}：", was, *(p for code in now for p in (" → ", code))),))
    impact = one.revised.impact
    if impact is not None:
        yield impacts.tell_judgement(impact.judgement)
    told: list[Phrase] = [(Strong("提出時期（変更の全体）"), f"：{one.timing.value}")]
    if one.asked:
        told.append((Strong("誰に聞くか"), "：", "、".join(map(words.asked_of, one.asked))))
    if impact is not None:
        parts, *summary = impacts.tell_summary(impact)
        told += summary if one.by_documents else [parts, *summary]
        settled = sum(one.is_settled(item) for item in one.agenda)
        told += [(f"決めてある欄 {settled}",)] if settled else []
    told += [
        (Strong(d.standing.printed), "：", Code(d.acceptance.key))
        for d in one.decisions
        if d.standing not in _SETTLED
    ]
    told += [(Strong("変更箇所との照合"), f"：{_sum_up(one.table)}")] if one.by_documents else []
    told += [(_head_unread(one),)] if one.unread else []
    yield Items(tuple(map(Item, told)))
    if impact is None:
        yield Items(impacts.tell_alone(one.revised))


def _tell_open(one: Reviewed) -> Document:
    sections = (
        *_check_table(one),
        *(_agenda_list(one, origin) for origin in Origin if one.of_origin(origin)),
        *_others(one),
    )
    return Document(_head(one), tuple(_lead(one)), sections)


def _tell_page(one: Reviewed, shown: Sequence[Section]) -> Document:
    impact = one.revised.impact
    details = impacts.tell_details(impact) if impact is not None else ()
    sections = (
        *_check_table(one),
        *(_agenda_table(one, origin) for origin in Origin if one.of_origin(origin)),
        *_others(one),
        *shown,
        *details,
    )
    return Document(_head(one), tuple(_lead(one)), sections)


def _others(one: Reviewed) -> Iterator[Section]:
    """What both ways tell alike: decisions, what has to be done, fields that were not read, findings of a new model."""
    if one.decisions:
        items = tuple(map(_decision, one.decisions))
        yield Section(f"決めたこと {len(items)}", (Items(items),), folded=True)
    impact = one.revised.impact
    if impact is not None and not impact.is_empty:
        yield impacts.tell_grounds(impact)
    elif one.duties:
        steps = (*map(words.consequence_of, one.duties), *map(words.procedure_of, one.asked))
        yield Section("続く手続", (Items(tuple(Item(Name(step)) for step in steps)),), folded=True)
    if one.unread:
        unread = tuple(Item(Name(_name_unread(one, place))) for place in one.unread)
        yield Section(_head_unread(one), (Items(unread),), folded=True)
    if one.revised.state is State.ADDED and one.revised.findings:
        yield impacts.tell_found(one.revised)


def _sum_up(table: TableCheck | None) -> str:
    if table is None:
        return "新しい版の変更箇所に読めた行がない（行がないのか、読めないのかは分からない）"
    counts = [f"{matter.printed} {len(found)}" for matter in Matter if (found := table.of(matter))]
    told = f"新しい行 {len(table.rows)}、行のある違い {table.told}"
    return f"{told}。{'、'.join(counts) or '合わないものはない'}"


def _check_table(one: Reviewed) -> Iterator[Section]:
    """What the newer document's own 変更箇所 does not tell as the two documents do."""
    if one.table is None or not (one.table.unmatched or one.table.apart):
        return
    groups = [
        Item(f"{matter.printed} {len(found)}", tuple(_unmatched(one, told) for told in found))
        for matter in Matter
        if (found := one.table.of(matter))
    ]
    if one.table.apart:
        places = "、".join(_place_of(one, change) for change in one.table.apart)
        groups.append(
            Item(Name(f"行のない評価の記録 {len(one.table.apart)}（{places}。行を設けない評価書が多い）"))
        )
    yield Section("変更箇所との照合", (Items(tuple(groups)),))


def _unmatched(one: Reviewed, told: Unmatched) -> Item:
    mark = words.MARK if told.change and told.change.significant else ""
    place = f"{mark} {_place_of(one, told.change)}".strip() if told.change else ""
    row = _name_row(told.row) if told.row else ""
    if told.matter is Matter.DIFFERS:
        held = "前の版" if told.column.startswith("変更前") else "新しい版"
        sides = ((told.column, told.printed), (f"{held}の記載", told.held))
        return Item(
            Name(f"{place}（{row}）"), tuple(Item(Name(f"{name}：{clip(text)}")) for name, text in sides)
        )
    if told.matter is Matter.IDLE:
        return Item(Name(row), (Item(Name(f"2つの版の記載：{clip(told.held)}")),) if told.held else ())
    return Item(Name(f"{place}（{row}）" if place and row else place or row))


def _name_row(row: TableRow) -> str:
    return f"{row.number}行目 {row.item or '項目が読めない'}"


def _place_of(one: Reviewed, change: FormChange) -> str:
    impact = one.revised.impact
    return place_of(impact, change) if impact is not None else change.path


def _head_unread(one: Reviewed) -> str:
    """Of two documents what was not read; of models the boxes that one of them does not tell."""
    what = (
        "どちらかの文書で読めない欄"
        if one.by_documents
        else "どちらかの版で印の決まっていない欄（変更とは言わない）"
    )
    return f"{what} {len(one.unread)}"


def _name_unread(one: Reviewed, place: str) -> str:
    """A field by its label and its file: Ⅱ.3.②（台帳ファイル） 入手方法; one that is gone has its number alone."""
    model = one.model
    address = Address.find(place, model.overview.form) if model is not None else None
    if model is None or address is None or not address.is_field:
        return place
    names = {f"ファイル{n}": file.name for n, file in enumerate(model.listed_files, 1)}
    file = f"（{names.get(address.file, address.file)}）" if address.file else ""
    return f"{address.without_file}{file} {address.field.label}"


def _agenda_list(one: Reviewed, origin: Origin) -> Section:
    items = (
        Item(
            (f"{_place(one, told)}［提出時期の候補：{told.item.timing.value}］", *_settled(one, told)),
            (
                *(Item(("なぜ：", Name(why))) for why in _whys(told)),
                *(impacts.tell_sides(told.item) if origin is Origin.DERIVED else ()),
                *(() if one.by_documents else (Item(("鍵：", Code(told.key))),)),
            ),
        )
        for told in one.of_origin(origin)
    )
    return Section(_counted(one, origin), (Items(tuple(items)),))


def _agenda_table(one: Reviewed, origin: Origin) -> Section:
    """What is only to be looked at stays as it is until somebody has: it has no sides."""
    rows = [
        (
            words.mark_of(told.item),
            "".join((_bare(one, told), *map(str, _settled(one, told)))),
            *(words.excerpt_of(told.item) if origin is Origin.DERIVED else ()),
            told.item.timing.value,
            "\n".join(_whys(told)),
            *(() if one.by_documents else (told.key,)),
        )
        for told in one.of_origin(origin)
    ]
    last = -1 if one.by_documents else None  # no model has decisions on a document
    columns = (*_COLUMNS[:2], *(_COLUMNS[2:4] if origin is Origin.DERIVED else ()), *_COLUMNS[4:last])
    return Section(_counted(one, origin), (Table(columns, tuple(rows)),), folded=True)


def _counted(one: Reviewed, origin: Origin) -> str:
    impact = one.revised.impact
    return f"{_NAMES[origin]} {words.counted_items(impact, origin)}" if impact is not None else _NAMES[origin]


def _bare(one: Reviewed, told: AgendaItem) -> str:
    impact = one.revised.impact
    return place_of(impact, told.item) if impact is not None else told.item.field


def _place(one: Reviewed, told: AgendaItem) -> str:
    return f"{words.mark_of(told.item)} {_bare(one, told)}".strip()


def _settled(one: Reviewed, told: AgendaItem) -> tuple[Piece, ...]:
    return ("［決めてある］",) if one.is_settled(told) else ()


def _whys(told: AgendaItem) -> Iterator[str]:
    for why in told.reasons:
        yield f"{why.said}（{'、'.join(why.by)}）" if why.by else why.said


def _decision(told: Decision) -> Item:
    kept = told.acceptance
    days = "、".join(filter(None, (kept.decided, f"期限 {kept.until}" if kept.until else "")))
    changed = told.standing is Standing.CHANGED and told.was
    return Item(
        (
            Strong(told.standing.printed),
            "：",
            Code(kept.key),
            " ",
            Name(f"{kept.reason}{f'（{days}）' if days else ''}"),
        ),
        (
            *((Item(("前：", Name(told.was))),) if changed else ()),
            *((Item(("今：", Name(told.now))),) if told.now and told.standing is not Standing.KEPT else ()),
        ),
    )
