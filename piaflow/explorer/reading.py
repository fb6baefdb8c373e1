"""What was read of a document → one self-contained HTML page: each leaf beside its fields, what is open first.

The page knows no reading: what it shows are plain values, and what a person decides there goes back as a file.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from enum import Enum
from functools import cached_property
from typing import Any

from attrs import Factory, define, frozen

from piaflow.explorer.bundle import Bundle, embed
from piaflow.render.markup import element, write_text

BUNDLE = Bundle("web/reading", ("base.css", "reading.css", "reading_print.css"), "reading.js", images=True)


class State(Enum):
    """Where a field stands: what is open comes first, in this order."""

    UNREAD = "未読"
    """It has boxes that nobody could read, or words that could not be told."""
    RIVALS = "迷い"
    """Words that may be its own may as well be another's."""
    BLANK = "言葉なし"
    """Its label is printed, and no words were found for it."""
    DECIDED = "決定"
    READ = "印字"

    @property
    def is_open(self) -> bool:
        """Whether a person has still to decide."""
        return self not in (State.DECIDED, State.READ)


@frozen
class Quote:
    """Lines of the document, and the words that stand there."""

    first: int
    last: int
    words: str

    @property
    def at(self) -> str:
        """The lines as a file of decisions writes them: 120-124."""
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


@frozen
class Rival:
    """Another text that a field may have: how it was found, and where it stands."""

    text: str
    how: str
    quote: Quote


@frozen
class Tick:
    """A box of a field: its name, its state (yes, no, unknown), and its name with what is written beside it.

    `takes_words`: the form leaves room for words beside it.
    """

    name: str
    state: str
    written: str
    takes_words: bool = False


@frozen
class ReadField:
    """One field as it was read, and what a person may decide of it.

    `choices` are those of which one is chosen. `quote` is what a decision is keyed by. `lines` are marked on its leaf,
    where that is a picture the `sides`: rectangles as left, top, width and height.
    """

    path: str
    label: str
    state: State
    how: str
    text: str
    quote: Quote
    choices: tuple[str, ...] = ()
    counts: bool = False
    ticks: tuple[Tick, ...] = ()
    rivals: tuple[Rival, ...] = ()
    lines: tuple[int, ...] = ()
    sides: tuple[tuple[float, float, float, float], ...] = ()


@frozen
class Orphan:
    """Words that no field has, and where they stand on the leaf."""

    quote: Quote
    lines: tuple[int, ...] = ()
    sides: tuple[tuple[float, float, float, float], ...] = ()


@frozen
class Leaf:
    """A page of the document, or a stretch of its lines: what is printed there, and the fields that stand there.

    `picture` is a PNG of `width` by `height` points, b"" where there is none.
    """

    title: str
    lines: tuple[tuple[int, str], ...]
    fields: tuple[ReadField, ...]
    orphans: tuple[Orphan, ...] = ()
    width: float = 0.0
    height: float = 0.0
    picture: bytes = b""


@define(frozen=True, slots=False)
class ReadPage:
    """All that the page shows of one document.

    `notes` are sentences under their headings: counters that differ, cells that are cut. `file` is how the file of
    decisions is to be called; `decisions` are those that the document was read with, as that file holds them, and
    `refused` those that do not hold of it: the file keeps them until the field is decided anew.
    """

    document: str
    title: str
    form: str
    file: str
    leaves: tuple[Leaf, ...]
    notes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    decisions: dict[str, dict[str, Any]] = Factory(dict)
    refused: dict[str, dict[str, Any]] = Factory(dict)

    @cached_property
    def fields(self) -> tuple[ReadField, ...]:
        """The fields of all leaves, in the order of the page: a field is called by its place here."""
        return tuple(field for leaf in self.leaves for field in leaf.fields)


def write_reading(page: ReadPage) -> str:
    """Return the HTML page."""
    body = (
        *_write_header(page),
        "<main>",
        *_write_open(page),
        *_write_leaves(page),
        "</main>",
        *_write_desk(page),
    )
    return BUNDLE.write_page(f"{page.document} の読み取り", body, _embed_facts(page))


def _embed_facts(page: ReadPage) -> str:
    data = {
        "document": page.document,
        "form": page.form,
        "file": page.file,
        "decisions": page.decisions,
        "refused": page.refused,
        "fields": list(map(_to_dict, page.fields)),
    }
    return embed(data)


def _to_dict(field: ReadField) -> dict[str, Any]:
    """What a person may decide of a field: the lines that a decision is keyed by, and what there is to choose from."""
    return {
        "path": field.path,
        "open": field.state.is_open,
        "text": field.text,
        "at": field.quote.at,
        "words": field.quote.words,
        "choices": field.choices,
        "counts": field.counts,
        "ticks": [(t.name, t.state, t.written, t.takes_words) for t in field.ticks],
        "rivals": [(r.text, r.quote.at, r.quote.words) for r in field.rivals],
    }


def _write_header(page: ReadPage) -> Iterator[str]:
    read = sum(not field.state.is_open for field in page.fields)
    count = f"{page.form}　{len(page.fields)}欄のうち、読めた欄と決めた欄は{read}、決まっていない欄は{len(page.fields) - read}"
    yield f"<header>{element('h1', write_text(page.title))}{element('p', write_text(count), class_='sub')}</header>"


def _write_open(page: ReadPage) -> Iterator[str]:
    """What a person has to look at, group by group; each leads to its place."""
    yield '<section class="open" aria-label="見るところ"><h2>見るところ</h2>'
    yield '<p class="hint keys" hidden="">j と k で次と前の決まっていない欄へ、Enter で決める、Esc で戻る。</p>'
    for state, told, is_shown in _GROUPS:
        found = [(n, field) for n, field in enumerate(page.fields) if field.state is state]
        items = [
            element(
                "li",
                element("a", write_text(f"{f.path}　{f.label}"), href=f"#f{n}"),
                _tell_short(f),
            )
            for n, f in found
        ]
        yield from _write_group(state.value, told, items, is_shown=is_shown)
    orphans = [(n, orphan) for n, orphan in enumerate(o for leaf in page.leaves for o in leaf.orphans)]
    words = [
        element(
            "li",
            element("a", write_text(f"{o.quote.at}行"), href=f"#o{n}"),
            write_text(f"　{_clip(o.quote.words)}"),
        )
        for n, o in orphans
    ]
    yield from _write_group("行き先なし", "どの欄とも決められない言葉", words, is_shown=True)
    for heading, sentences in page.notes:
        notes = [element("li", write_text(sentence)) for sentence in sentences]
        yield from _write_group("", heading, notes, is_shown=True)
    yield "</section>"


_GROUPS = (
    (State.UNREAD, "印か言葉が読めなかった欄", True),
    (State.RIVALS, "ほかの欄の言葉かもしれない値がある欄", True),
    (State.BLANK, "見出しの下に言葉が見つからなかった欄（空欄のこともあります）", False),
    (State.DECIDED, "人が決めた欄", False),
)


def _write_group(badge: str, heading: str, items: Sequence[str], *, is_shown: bool) -> Iterator[str]:
    if not items:
        return
    mark = element("span", write_text(badge), class_="badge") + " " if badge else ""
    head = element("summary", mark, write_text(f"{heading}（{len(items)}）"))
    yield element("details", head, element("ul", *items), **({"open": ""} if is_shown else {}))


def _tell_short(field: ReadField) -> str:
    unread = sum(tick.state == "unknown" for tick in field.ticks)
    told = (
        f"{len(field.ticks)}のうち{unread}の印が未読"
        if unread
        else _clip(field.rivals[0].text)
        if field.rivals
        else ""
    )
    return element("span", write_text(told), class_="short") if told else ""


def _clip(text: str) -> str:
    words = " ".join(text.split())
    return f"{words[:_SHOWN]}…" if len(words) > _SHOWN else words


_SHOWN = 60
"""Characters of a text that a list shows: enough to know it again."""


def _write_leaves(page: ReadPage) -> Iterator[str]:
    fields = orphans = 0
    for number, leaf in enumerate(page.leaves):
        yield f'<section class="leaf" id="p{number}">{element("h2", write_text(leaf.title))}<div class="pair">'
        yield _write_paper(leaf, fields, orphans)
        yield '<div class="fields">'
        for at, orphan in enumerate(leaf.orphans, orphans):
            yield _write_orphan(orphan, at)
        for at, field in enumerate(leaf.fields, fields):
            yield _write_card(field, at)
        if not (leaf.fields or leaf.orphans):
            yield '<p class="hint">ここに様式の欄はありません。</p>'
        yield "</div></div></section>"
        fields, orphans = fields + len(leaf.fields), orphans + len(leaf.orphans)


def _write_paper(leaf: Leaf, fields: int, orphans: int) -> str:
    """What is printed on a leaf, with marks that lead to its fields and orphans, which are counted from so many on."""
    marked: _Marked = [*enumerate(leaf.fields, fields), *enumerate(leaf.orphans, orphans)]
    shown = _write_picture(leaf, marked) if leaf.picture else _write_lines(leaf, marked)
    kind = "paper drawn" if leaf.picture else "paper"
    return element("div", shown, class_=kind, tabindex="0", role="region", aria_label=f"{leaf.title}の紙面")


_Marked = Sequence[tuple[int, "ReadField | Orphan"]]


def _name(number: int, one: ReadField | Orphan) -> str:
    return f"o{number}" if isinstance(one, Orphan) else f"f{number}"


def _write_lines(leaf: Leaf, marked: _Marked) -> str:
    marks: dict[int, list[tuple[int, ReadField | Orphan]]] = {}
    for at, one in marked:
        for line in one.lines:
            marks.setdefault(line, []).append((at, one))
    items = (
        element(
            "li",
            element("span", str(line), class_="number"),
            element("span", write_text(text)),
            **(_mark(marks[line]) if line in marks else {}),
        )
        for line, text in leaf.lines
    )
    return element("ol", *items, class_="lines")


def _mark(marked: _Marked) -> dict[str, str]:
    looks = {_find_look(one) for _, one in marked}
    return {"data_marks": " ".join(_name(*one) for one in marked), "class_": min(looks)}


def _write_picture(leaf: Leaf, marked: _Marked) -> str:
    image = element(
        "img",
        loading="lazy",
        decoding="async",
        alt=f"{leaf.title}の画像",
        width=f"{leaf.width:.0f}",
        height=f"{leaf.height:.0f}",
        src=f"data:image/png;base64,{b64encode(leaf.picture).decode()}",
    )
    marks = (
        element(
            "rect",
            data_marks=_name(at, one),
            class_=_find_look(one),
            x=x - 1,
            y=y - 1,
            width=w + 2,
            height=h + 2,
        )
        for at, one in marked
        for x, y, w, h in one.sides
    )
    over = element("svg", "", *marks, viewBox=f"0 0 {leaf.width:.2f} {leaf.height:.2f}", aria_hidden="true")
    return element("div", image, over, class_="print")


def _find_look(one: ReadField | Orphan) -> str:
    return "read" if isinstance(one, ReadField) and not one.state.is_open else "open"


def _write_orphan(orphan: Orphan, number: int) -> str:
    head = element("h3", element("span", "行き先なし", class_="badge"), write_text(f" {orphan.quote.at}行"))
    told = "どの欄の言葉か決められませんでした。欄を「決める」とき、この言葉を選べます。"
    return element(
        "article",
        head,
        element("p", write_text(orphan.quote.words), class_="value"),
        element("p", told, class_="how"),
        class_="card orphan",
        data_at=orphan.quote.at,
        data_words=orphan.quote.words,
        id=f"o{number}",
        tabindex="-1",
    )


def _write_card(field: ReadField, number: int) -> str:
    badge = element("span", write_text(field.state.value), class_="badge")
    head = element(
        "h3",
        badge,
        element("span", write_text(f" {field.path}"), class_="path"),
        write_text(f"　{field.label}"),
    )
    ticks = "".join(
        element(
            "li",
            element("span", _SIGNS[tick.state], class_="sign"),
            write_text(f" {tick.written}"),
            class_=tick.state,
        )
        for tick in field.ticks
    )
    value = (
        element("ul", ticks, class_="ticks")
        if ticks
        else element("p", write_text(field.text), class_="value")
    )
    rivals = "".join(
        element(
            "li",
            write_text(rival.text),
            element("span", write_text(f"{rival.how}・{rival.quote.at}行"), class_="how"),
        )
        for rival in field.rivals
    )
    parts = (
        head,
        value if ticks or field.text else "",
        element("p", "かもしれない言葉", class_="how") + element("ul", rivals, class_="rivals")
        if rivals
        else "",
        '<p class="decided" hidden=""></p>',
        element(
            "div",
            element(
                "p",
                write_text(f"{field.how}・{field.quote.at}行" if field.how else f"{field.quote.at}行"),
                class_="how",
            ),
            '<button type="button" class="decide" hidden="">決める</button>',
            class_="foot",
        ),
    )
    kind = "open" if field.state.is_open else "done"
    return element("article", *parts, class_=f"card {kind}", id=f"f{number}", tabindex="-1")


_SIGNS = {"yes": "○", "no": "―", "unknown": "？"}


def _write_desk(page: ReadPage) -> Iterator[str]:
    """Where a person stands, and the file of what was decided. It is hidden until the script runs."""
    yield '<footer class="desk" hidden="" aria-label="決めたこと">'
    yield '<p class="count" role="status" aria-live="polite"></p>'
    for act, words, more in (
        ("back", "前へ", "（k）"),
        ("next", "次へ", "（j）"),
        ("save", "保存", f"（{page.file}）"),
        ("copy", "コピー", ""),
    ):
        rest = element("span", write_text(more), class_="long")
        yield element("button", write_text(words), rest, type="button", data_act=act)
    content = element("textarea", "", readonly="", rows="8", aria_label=f"{page.file} の中身")
    yield element("details", element("summary", "決めたことの中身"), content, class_="file")
    told = f"保存した {page.file} を文書と同じフォルダーに置くと、次に読むとき（piaflow read、check など）に使われます。"
    yield element("p", write_text(told), class_="hint")
    yield "</footer>"
