"""Reading: the form that a document fills in, field by field, and what of the document was not read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from attrs import evolve, field, frozen

from piaflow.domain.choices import FormKind
from piaflow.domain.span import Span, join_spans
from piaflow.form.form import Cell as FormCell
from piaflow.form.form import Filled, Form
from piaflow.law.addresses import Address
from piaflow.law.forms import BOXED, FieldKind, fields_by_path
from piaflow.source.annexes import Annex, find_annexes, find_field, is_listed, list_headings, share_items
from piaflow.source.asked import Value
from piaflow.source.covers import tell_cover
from piaflow.source.filling import FilledPage, doubt_halves, fill_page
from piaflow.source.grammar import list_slots
from piaflow.source.keys import squeeze
from piaflow.source.labels import Group, Label, find_labels, unwrap_labels
from piaflow.source.missed import find_missed
from piaflow.source.outline import Stretch, find_outline
from piaflow.source.page import Cell, Line, Page, Part, Source, SourceKind
from piaflow.source.placing import Placed, place_labels, runs_on
from piaflow.source.recipients import RecipientRow, find_recipients
from piaflow.source.rivals import Rival, find_rivals
from piaflow.source.tables import Changes, find_changes
from piaflow.source.words import PAGE_NUMBER, How


@frozen
class Reading:
    """What was read of one 評価書.

    `form` has every field that the document prints a label of; `values` say how each was read. `doubtful` are
    values that may as well be of another field: `form` does not hold them. `homeless` are words that no field has.
    `labels` are the lines that print the label of each field. `rivals` are the words that may be those of a field
    which was not told, the nearest to its label; a field without any and without a value is blank.
    `recipients` are the rows of 別紙, for which the form has no field.
    """

    form: Form
    values: Mapping[Address, Value]
    doubtful: tuple[Value, ...]
    homeless: tuple[tuple[Line, ...], ...]
    labels: Mapping[Address, tuple[Line, ...]]
    recipients: tuple[RecipientRow, ...] = ()
    rivals: Mapping[Address, tuple[Rival, ...]] = field(factory=dict)


def read_form(source: Source, part: Part, document: str) -> Reading:
    """Return what one 評価書 of a source says. `document` is the key that its lines are cited by."""
    changes = find_changes(source, part)
    groups = tuple(_cut(_list_groups(source), part, changes.taken))
    kind, labels = _find_form([part.form] if part.form else FormKind, groups)
    if source.kind is SourceKind.TEXT:
        groups, labels = _unwrap(kind, groups, labels)
    groups = groups[: _before_changes(labels, groups)]
    labels = [label for label in labels if label.group < len(groups)]
    breaks = _list_breaks(source, groups)
    flat = [(at, line) for at, group in enumerate(groups) for line in group]
    in_order = source.kind is not SourceKind.TEXT
    lines = [line for _, line in flat]
    labels = [label for label in labels if not _is_contents(kind, label, lines)]
    drawings, lists = (
        find_annexes(find_field(kind, asked), lines, labels, breaks, in_order=in_order)
        for asked in (FieldKind.DIAGRAM, FieldKind.LIST)
    )
    annexes = (*drawings, *lists)
    for one in annexes:  # what stands there is of no other field
        flat[one.first : one.last] = [(at, evolve(line, text="")) for at, line in flat[one.first : one.last]]
    labels = [label for label in labels if not any(one.holds(label.first) for one in annexes)]
    shown = frozenset(_first_label_from(labels, line) for line in breaks) - {0}
    outline = find_outline(kind, labels, shown, in_order=in_order)
    is_ordered = runs_on(kind, outline, by_chapter=in_order) and (in_order or _counts_up(source))
    placed = list(place_labels(kind, labels, outline, runs_on=is_ordered))
    extents = list(_find_extents(labels, outline, breaks, len(flat)))
    if in_order:  # what follows a label is its own, whatever page it is on
        placed, extents = [tuple(one for page in placed for one in page)], [range(len(flat))]
    pages = [
        fill_page(page, flat, extent, in_order=in_order) for page, extent in zip(placed, extents, strict=True)
    ]
    pages = list(_count_entries(pages if in_order else list(doubt_halves(pages))))
    told = [
        *(value for page in pages for value in page.values),
        *_draw(kind, drawings),
        *_list_items(kind, lists, pages, is_ordered=is_ordered),
        *_list_changes(kind, changes),
    ]
    values, doubtful = _settle(told)
    joined = [_is_joined(*pair, breaks) for pair in pairwise(extents)]
    stands = dict(_list_stands(placed, extents, flat, in_order=in_order))
    homeless = tuple(words for page in pages for words in page.homeless)
    rivals = _gather((*find_rivals(pages, joined, values), *find_missed(kind, stands, homeless, lines)))
    for value in tuple(tell_cover(pages, rivals)):
        values[value.address] = value
        del rivals[value.address]
    printed = {address: lines for page in reversed(pages) for address, lines in page.printed.items()}
    unread = dict.fromkeys((*rivals, *_list_unread(kind, changes)))
    lost = {*unread, *(value.address for value in doubtful)}
    untold = (address for address in dict.fromkeys((*printed, *unread)) if address not in values)
    cells = [
        *(_to_cell(value, document) for value in values.values()),
        *(FormCell(address, Filled(lost=address in lost)) for address in untold),
    ]
    rows = find_recipients(source, part)
    items = {line.number for value in told if value.address.place.endswith(".項目") for line in value.lines}
    form = Form(
        kind, tuple(sorted(cells, key=lambda cell: cell.address)), annexes=list_headings(source, rows, items)
    )
    return Reading(form, values, doubtful, homeless, printed, rows, rivals)


def _count_entries(pages: Sequence[FilledPage]) -> Iterator[FilledPage]:
    """The pages with the count of 委託 that has left its brackets: a number alone that counts the printed entries."""
    entries: dict[str, set[str]] = {}
    for value in (value for page in pages for value in page.values):
        if value.address.field.counted == "委託事項":
            entries.setdefault(value.address.file, set()).add(value.address.number)
    for page in pages:
        values = []
        for value in page.values:
            count = len(entries.get(value.address.file, ()))
            open_ = value.address.field.kind is FieldKind.CHOICE_AND_COUNT and "件" not in value.text
            is_counted = open_ and value.text == value.address.field.choices[0] and count in page.numbers
            values.append(evolve(value, text=f"{value.text}（{count}件）") if is_counted else value)
        yield evolve(page, values=tuple(values))


def _list_stands(
    placed: Sequence[Sequence[Placed]],
    extents: Sequence[range],
    flat: Sequence[tuple[int, Line]],
    *,
    in_order: bool,
) -> Iterator[tuple[Address, range]]:
    """The lines over which what each field holds may stand: of a table that of its label, else its page."""
    for page, extent in zip(placed, extents, strict=True):
        for one in page:
            at = range(one.label.first, one.label.last + 1) if in_order else extent
            if one.address is not None and one.is_filed:
                yield one.address, range(flat[at.start][1].number, flat[at.stop - 1][1].number + 1)


def _is_contents(kind: FormKind, label: Label, lines: Sequence[Line]) -> bool:
    """Whether a label is the heading of the list of items in the list of contents."""
    fields = [list_slots(kind)[slot].field for slot in label.slots]
    return any(field and field.kind is FieldKind.LIST for field in fields) and is_listed(lines, label.first)


def _draw(kind: FormKind, drawings: Sequence[Annex]) -> Iterator[Value]:
    """別添1 as one field: the words of its pictures and its 備考, line by line."""
    field = find_field(kind, FieldKind.DIAGRAM)
    lines = tuple(line for one in drawings for line in one.lines)
    if field and lines:
        yield _to_value(Address.of(field), lines)


def _list_items(
    kind: FormKind, lists: Sequence[Annex], pages: Sequence[FilledPage], *, is_ordered: bool
) -> Iterator[Value]:
    """別添2 of each file that the document has."""
    field = find_field(kind, FieldKind.LIST)
    files = dict.fromkeys(sorted({one.file for page in pages for one in page.printed if one.file}), "")
    files |= {v.address.file: v.text for page in pages for v in page.values if v.address.place == "Ⅱ.1"}
    if field:
        for address, lines in share_items(field, lists, files, is_ordered=is_ordered):
            if lines:
                yield _to_value(address, lines)


def _to_value(address: Address, lines: tuple[Line, ...]) -> Value:
    return Value(address, "\n".join(line.text.rstrip() for line in lines), lines, How.DIRECT, sure=True)


def _list_groups(source: Source) -> Iterator[Group]:
    """The lines that stand together: those of a cell, or of a text layer between two blank lines."""
    cut: list[tuple[Cell, list[Line]]] = []
    """The cells that the page before has cut, each with the lines of its group."""
    groups: list[list[Line]] = []
    for page in source.pages:
        if not page.cells:
            groups += map(list, _list_of_lines(page.lines))
            continue
        cut = _add_cells(page, cut, groups, is_prose=source.kind is SourceKind.HTML)
    yield from (tuple(group) for group in groups if group)


def _list_runs(loose: Iterable[Line], order: Mapping[int, int], *, is_prose: bool) -> list[list[Line]]:
    """The lines outside of cells: each by itself, or, of prose, those that follow one another.

    Paragraphs of a page of HTML go on below their heading; that of an annex begins anew.
    """
    runs: list[list[Line]] = []
    for line in loose:
        follows = bool(runs) and order[id(line)] == order[id(runs[-1][-1])] + 1
        if is_prose and follows and not _ANNEX.match(line.key):
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs


def _add_cells(
    page: Page,
    before: Sequence[tuple[Cell, list[Line]]],
    groups: list[list[Line]],
    *,
    is_prose: bool,
) -> list[tuple[Cell, list[Line]]]:
    """Add the groups of a page of cells; return its own cells that it cuts.

    A cell that the page before has cut goes on in the one between the same rules, at the top of this page.
    """
    order = {id(line): at for at, line in enumerate(page.lines)}
    top = min(cell.rectangle.top for cell in page.cells)
    bottom = max(cell.rectangle.bottom for cell in page.cells)
    loose = [line for line in page.loose if not PAGE_NUMBER.match(line.key)]
    own: list[tuple[float, list[Line]]] = [
        (order[id(run[0])], run) for run in _list_runs(loose, order, is_prose=is_prose)
    ]
    cut: list[tuple[Cell, list[Line]]] = []
    for cell in page.cells:
        goes_on = cell.cut and cell.rectangle.top < top + _SLACK
        group = next((lines for above, lines in before if goes_on and _is_column(above, cell)), None)
        if group is None:
            group = []
            own.append((_stand(page, cell, order), group))
        group += cell.lines
        if cell.cut and cell.rectangle.bottom > bottom - _SLACK:
            cut.append((cell, group))
    groups += [group for _, group in sorted(own, key=lambda one: one[0])]
    return cut


def _stand(page: Page, cell: Cell, order: Mapping[int, int]) -> float:
    """Where a cell stands among the lines of its page.

    One that has none yet, as the page cuts it above its words, stands before what is beside it: it may be a label.
    """
    if cell.lines:
        return order[id(cell.lines[0])]
    place = cell.rectangle
    beside = (
        order[id(other.lines[0])]
        for other in page.cells
        if other.lines
        and other.rectangle.left > place.right - _SLACK
        and abs(other.rectangle.top - place.top) < _SLACK
    )
    return min((at - 0.5 for at in beside), default=len(order))


def _is_column(above: Cell, cell: Cell) -> bool:
    """Whether two cells of two pages stand between the same rules."""
    one, other = above.rectangle, cell.rectangle
    return abs(one.left - other.left) < _SLACK and abs(one.right - other.right) < _SLACK


_FIRST = 3
"""A number at the foot of a page with which another count may begin, as not every page shows its number."""
_LEAST_DOUBLE = 4
"""Characters: a line that stands twice, one right below the other, was extracted twice; brackets do so by themselves."""
_ANNEX = re.compile(r"\s*\(\s*別[添紙]")
_UPRIGHT = "再委託"
_SLACK = 1.5
"""Points by which two rules that are one may differ; a sheet counts columns and rows."""


def _list_of_lines(lines: Sequence[Line]) -> Iterator[Group]:
    group: list[Line] = []
    for line in lines:
        if group and line.number > group[-1].number + 1:
            yield _part_upright(group)
            group = []
        if not (group and line.text == group[-1].text and len(line.text.strip()) >= _LEAST_DOUBLE):
            group.append(line)
    if group:
        yield _part_upright(group)


def _part_upright(group: Sequence[Line]) -> Group:
    """The lines without the first character of 再委託, set upright, that stands at the end of one: the others follow."""
    told = list(group)
    for n, lines in enumerate(zip(group, group[1:], group[2:], strict=False)):
        ends = [line.text.strip() for line in lines[1:]]
        if (
            lines[0].text.endswith(_UPRIGHT[0])
            and ends == list(_UPRIGHT[1:])
            and len(lines[0].text.strip()) > 1
        ):
            told[n] = evolve(lines[0], text=lines[0].text.removesuffix(_UPRIGHT[0]))
    return tuple(told)


def _cut(groups: Iterable[Group], part: Part, taken: frozenset[int]) -> Iterator[Group]:
    """The lines of one 評価書, without those of tables that are read for themselves."""
    for group in groups:
        if part.first <= group[0].number <= part.last and group[0].number not in taken:
            yield group


def _counts_up(source: Source) -> bool:
    """Whether the pages of a text layer count up by the numbers at their feet, where they print any."""
    begins = {one.line for one in source.breaks}
    feet = [line for line, after in pairwise(source.lines) if after.number in begins] + [source.lines[-1]]
    found = (PAGE_NUMBER.fullmatch(line.key) for line in feet)
    numbers = [int(one[1]) for one in found if one]
    chained = [number for number in numbers if {number - 1, number + 1} & set(numbers)]
    begins_anew = len(set(chained)) < len(chained)  # as annexes do that were bound to it
    falls = (after for number, after in pairwise(chained) if after < number)
    return all(begins_anew and after <= _FIRST for after in falls)


def _list_breaks(source: Source, groups: Sequence[Group]) -> frozenset[int]:
    """The lines, counted over the groups, before which the source shows a page break."""
    shown = {one.line for one in source.breaks}
    flat = [line for group in groups for line in group]
    return frozenset(
        at for at, line in enumerate(flat) if line.number in shown or (at and line.page != flat[at - 1].page)
    )


def _find_form(kinds: Iterable[FormKind], groups: Sequence[Group]) -> tuple[FormKind, list[Label]]:
    """The form that a document is of, with its labels: that which prints most of them, with their numbers."""
    tried = [(kind, list(find_labels(kind, groups))) for kind in kinds]
    return max(tried, key=lambda one: (len(one[1]), -len(list_slots(one[0]))))


def _unwrap(
    kind: FormKind, groups: tuple[Group, ...], labels: list[Label]
) -> tuple[tuple[Group, ...], list[Label]]:
    """The lines with the labels whole that are wrapped in their column, and the labels that they print."""
    whole = unwrap_labels(kind, groups)
    return (whole, list(find_labels(kind, whole))) if whole != groups else (groups, labels)


def _before_changes(labels: Sequence[Label], groups: Sequence[Group]) -> int:
    """How many groups stand before 変更箇所: after its heading come its rows, and annexes of long lists.

    The list of contents names it too; a heading before most labels is that.
    """
    headings = [at for at, group in enumerate(groups) if _CHANGES.match(squeeze(group[0].text))]
    if not headings:
        return len(groups)
    before = sum(label.group < headings[-1] for label in labels)
    return headings[-1] if 2 * before > len(labels) else len(groups)


_CHANGES = re.compile(r"(?:\(別添\d\))?変更箇所$")


def _first_label_from(labels: Sequence[Label], line: int) -> int:
    return next((at for at, label in enumerate(labels) if label.first >= line), len(labels))


def _find_extents(
    labels: Sequence[Label], outline: Sequence[Stretch], breaks: frozenset[int], last: int
) -> Iterator[range]:
    """Yield the lines of each page: from the break before its first label to the one after its last."""
    for stretch in outline:
        first = labels[stretch.first].first
        after = labels[stretch.first - 1].last + 1 if stretch.first else 0
        begins = [at for at in breaks if after <= at <= first]
        begin = max(begins) if begins else (first if stretch.first else 0)
        following = labels[stretch.last].first if stretch.last < len(labels) else last
        ends = [at for at in breaks if labels[stretch.last - 1].last < at <= following]
        yield range(begin, min(ends, default=following))


def _is_joined(one: range, after: range, breaks: frozenset[int]) -> bool:
    """Whether the source shows no page break between the lines of two pages: where one ends was inferred."""
    return not any(one.stop <= at <= after.start for at in breaks)


def _settle(told: Iterable[Value]) -> tuple[dict[Address, Value], tuple[Value, ...]]:
    """What is certain of what was told, by the field, and what is not."""
    values: dict[Address, Value] = {}
    doubtful: list[Value] = []
    for value in told:
        known = values.setdefault(value.address, value) if value.sure else None
        if known is None or known.text != value.text:
            doubtful.append(value)
    # Two answers to one question are none.
    for value in [value for value in doubtful if value.sure]:
        doubtful += [values.pop(value.address)] if value.address in values else []
    return values, tuple(doubtful)


def _gather(told: Iterable[tuple[Address, tuple[Rival, ...]]]) -> dict[Address, tuple[Rival, ...]]:
    """What may stand in each field; where two pages ask it, what may stand on either."""
    gathered: dict[Address, tuple[Rival, ...]] = {}
    for address, rivals in told:
        gathered[address] = tuple(dict.fromkeys((*gathered.get(address, ()), *rivals)))
    return gathered


def _list_changes(kind: FormKind, changes: Changes) -> Iterator[Value]:
    """The rows of 変更箇所 as fields."""
    places = _list_columns(kind)
    for number, row in enumerate(changes.rows, 1):
        for column, place in places.items():
            if row.columns.get(column):
                address = Address(kind, place, number=str(number))
                yield Value(address, row.text(column), row.columns[column], How.DIRECT, sure=True)


def _list_columns(kind: FormKind) -> dict[str, str]:
    """The columns of 変更箇所 with the places that ask for them."""
    fields = fields_by_path(kind).items()
    return {place.rpartition(".")[2]: place for place, field in fields if field.is_of_revisions}


def _list_unread(kind: FormKind, changes: Changes) -> Iterator[Address]:
    """The fields of the rows of which something stands in the table that was not told."""
    places = _list_columns(kind)
    for number, row in enumerate(changes.rows, 1):
        yield from (
            Address(kind, places[column], number=str(number)) for column in row.unread if column in places
        )


def _to_cell(value: Value, document: str) -> FormCell:
    spans = join_spans(_list_spans(value, document))
    field = value.address.field
    told = field.kind not in BOXED or len(value.unread) < len(field.boxes)
    boxes = tuple(
        (name, tuple(Span(document, n, n) for n in sorted(numbers))) for name, numbers in value.boxes
    )
    filled = Filled(value.text, spans, told and bool(value.text or spans), value.unread, boxes=boxes)
    return FormCell(value.address, filled)


def _list_spans(value: Value, document: str) -> Iterator[Span]:
    """Where a value stands: its own lines; 別添1 from the first to the last of each page."""
    numbers = sorted({line.number for line in value.lines})
    if value.address.field.kind is FieldKind.DIAGRAM:
        yield from (Span(document, part[0], part[-1]) for part in _part(numbers))
    else:
        yield from (Span(document, number, number) for number in numbers)


_APART = 20
"""Lines between two parts of 別添1 that stand apart: blank ones are between its pieces too."""


def _part(numbers: Sequence[int]) -> list[list[int]]:
    parts: list[list[int]] = []
    for number in numbers:
        if not parts or number > parts[-1][-1] + _APART:
            parts.append([])
        parts[-1].append(number)
    return parts
