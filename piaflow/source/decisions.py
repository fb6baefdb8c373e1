"""決定: what a person says stands in a field of a document, having looked at its lines; read from a file of their own.

decisions:
  Ⅱ.ファイル1.3.②: {at: 120-124, words: "②入手方法 [ ] 紙 [ ○ ] 専用線", boxes: {専用線: yes, 紙: no}}
  Ⅱ.ファイル1.4.委託事項1.⑥: {at: 200, words: "⑥委託先名 霧ヶ丘情報", text: 霧ヶ丘情報株式会社}
  Ⅰ.8: {at: 88, words: "８．他の評価実施機関", blank: yes}

A decision is keyed by the address of its field, and holds for the words that stood at its lines: where a document has
others there, it was made about something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from attrs import define, field, frozen

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import FormKind
from piaflow.errors import InputError, Place, PlacedProblem, UnknownNameError, clip, hint
from piaflow.law.addresses import Address
from piaflow.law.forms import BOXED, FieldKind, FormField
from piaflow.store.parsing import read_all
from piaflow.store.reading import read_text
from piaflow.store.source import Block, Mark, Plain, place_of

_TOP = ("document", "decisions")
_KEYS = ("at", "words", "text", "boxes", "blank", "note")
_SAID = ("text", "boxes", "blank")
_LINES = re.compile(r"(?P<first>[1-9]\d{0,8})(?:-(?P<last>[1-9]\d{0,8}))?")
_BESIDE = re.compile(r"（.*）件?")
_COUNTED = re.compile(r"（\d+件）")
_CHOSEN = frozenset({FieldKind.CHOICE, FieldKind.CHOICE_AND_COUNT})


@frozen
class Decision:
    """What a person decided of one field: its `text`, or the state of `boxes`; with neither, that nothing stands there.

    `words` are those that stood at the lines `first` to `last`. A box is named as the form prints it, with what is
    written beside it in brackets (その他（窓口）). `place` is where the file says so.
    """

    address: Address
    first: int
    last: int
    words: str
    place: Place
    text: str = ""
    boxes: tuple[tuple[str, Certainty], ...] = ()
    note: str = ""

    @property
    def lines(self) -> str:
        """Its lines as the file writes them: 120-124."""
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


def load_decisions(path: str | Path, form: FormKind) -> tuple[Decision, ...]:
    """Return what a file decides of a document of this form.

    Raises FileAccessError where it cannot be read, InputError with every problem of it.
    """
    return parse_decisions(read_text(path), str(path), form)


def parse_decisions(text: str, file: str, form: FormKind) -> tuple[Decision, ...]:
    """Return what a text decides, as `load_decisions` does. `file` is what messages call it."""
    root, problems = read_all(text, file)
    reader = _Reader(form, list(problems))
    decisions = tuple(reader.read(root))
    if reader.problems:
        told = sorted(reader.problems, key=lambda one: (one.place.line, one.place.column))
        raise InputError(tuple(told))
    return decisions


@define
class _Reader:
    """Reads the decisions of one file, gathering what is wrong."""

    form: FormKind
    problems: list[PlacedProblem] = field(factory=list)

    def read(self, root: Block) -> Iterator[Decision]:
        self._refuse_keys(root, _TOP)
        told = root.get("decisions")
        if told is None:
            self._complain(root.mark, "「decisions」がありません")
        elif not isinstance(told, Block):
            self._complain(root.marks["decisions"][1], "「欄: 決めたこと」の組であるべきところです")
        else:
            for path, said in told.items():
                decision = self._decide(path, said, *told.marks[path])
                if decision:
                    yield decision

    def _decide(self, path: str, said: Plain, at: Mark, value: Mark) -> Decision | None:
        try:
            address = Address.parse(path, self.form)
        except UnknownNameError as error:
            self._complain(at, str(error))
            return None
        if not address.is_field:
            self._complain(at, f"「{path}」は欄の集まりで、一つの欄ではありません")
            return None
        if not isinstance(said, Block):
            self._complain(
                value, "「キー: 値」の組であるべきところです（at、words と、text か boxes か blank）"
            )
            return None
        before = len(self.problems)
        self._refuse_keys(said, _KEYS)
        lines = self._read_lines(said)
        words = self._read_text(said, "words")
        told = [key for key in _SAID if key in said]
        for key in ("at", "words"):
            if key not in said:
                self._complain(at, f"「{key}」がありません（決めたときの行と、そこにあった言葉）")
        if "words" in said and not words.strip():
            self._complain(
                said.marks["words"][1], "words が空です（決めたとき、その行にあった言葉を書きます）"
            )
        if len(told) != 1:
            self._complain(
                at, f"text、boxes、blank のどれか一つを書きます（{'、'.join(told) or 'どれもありません'}）"
            )
        text = self._read_printed(said, address.field)
        boxes = tuple(self._read_boxes(said, address.field))
        if "blank" in said and said["blank"] != "yes":
            self._complain(
                said.marks["blank"][1], "blank には yes と書きます（空欄でないなら text か boxes に）"
            )
        if len(self.problems) > before:
            return None
        note = self._read_text(said, "note")
        return Decision(address, *lines, words, place_of(at), text, boxes, note)

    def _read_lines(self, said: Block) -> tuple[int, int]:
        text = self._read_text(said, "at")
        found = _LINES.fullmatch(text)
        first, last = (int(found["first"]), int(found["last"] or found["first"])) if found else (0, -1)
        if "at" in said and last < first:
            self._complain(said.marks["at"][1], f"「{clip(text)}」は行ではありません（例: 120-124）")
        return first, last

    def _read_printed(self, said: Block, asked: FormField) -> str:
        text = self._read_text(said, "text").strip()
        if "text" not in said:
            return ""
        mark = said.marks["text"][1]
        if asked.kind in BOXED:
            self._complain(
                mark, f"この欄は印の欄です（text でなく boxes に。選べるもの: {_name(asked.boxes)}）"
            )
        elif not text:
            self._complain(mark, "text が空です（空欄なら blank: yes と書きます）")
        elif asked.kind in _CHOSEN:
            offered = [choice.removesuffix("()") for choice in asked.choices]
            if text not in offered and not (
                asked.kind is FieldKind.CHOICE_AND_COUNT and _COUNTED.sub("", text) in offered
            ):
                near = hint(text, offered) or f"（選べるもの: {_name(offered)}）"
                self._complain(mark, f"「{clip(text)}」はこの欄の選択肢にありません{near}")
        return text

    def _read_boxes(self, said: Block, asked: FormField) -> Iterator[tuple[str, Certainty]]:
        boxes = said.get("boxes")
        if boxes is None:
            return
        mark = said.marks["boxes"][1]
        if asked.kind not in BOXED:
            self._complain(mark, "この欄に印はありません（boxes でなく text に）")
            return
        if not isinstance(boxes, Block) or not boxes:
            self._complain(mark, "「印: yes か no」の組であるべきところです")
            return
        names = asked.boxes
        for written, state in boxes.items():
            name_mark, state_mark = boxes.marks[written]
            if find_box(written, names) is None:
                near = hint(written, names) or f"（選べるもの: {_name(names)}）"
                self._complain(name_mark, f"印「{clip(written)}」はこの欄にありません{near}")
            elif state not in _STATES:
                told = clip(state) if isinstance(state, str) else "組や並び"
                self._complain(state_mark, f"「{told}」は印の状態ではありません（yes、no、unknown）")
            else:
                yield written, _STATES[state]

    def _read_text(self, said: Block, key: str) -> str:
        value = said.get(key, "")
        if isinstance(value, str):
            return value
        self._complain(said.marks[key][1], f"{key} は文字であるべきところです")
        return ""

    def _refuse_keys(self, block: Block, known: Iterable[str]) -> None:
        for key in block.keys() - set(known):
            near = hint(key, known) or f"（使えるキー: {'、'.join(known)}）"
            self._complain(block.marks[key][0], f"キー「{clip(key)}」はありません{near}")

    def _complain(self, mark: Mark, what: str) -> None:
        self.problems.append(PlacedProblem(place_of(mark), what))


_STATES = {one.value: one for one in Certainty}


def find_box(written: str, names: Iterable[str]) -> str | None:
    """Return which box is meant by its name with or without what is written beside it; None where none is."""
    fitting = [
        n for n in names if written == n or (written.startswith(n) and _BESIDE.fullmatch(written[len(n) :]))
    ]
    return max(fitting, key=len, default=None)


def _name(names: Iterable[str]) -> str:
    return "、".join(names)
