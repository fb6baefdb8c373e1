"""備考 of 別添1: its pictures, each with its numbered steps, the heading and the sentence of each and their lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import define, evolve, field, frozen

from piaflow.domain.names import fold
from piaflow.source.page import Line

_CIRCLED = "①-⑳㉑-㉟㊱-㊿➀-➓❶-❿⓫-⓴"
_BEGINS = re.compile(r"\(備考\)|備考$")
_CHAPTER = re.compile(r"\(別添1\)事務の?内容$")
_TITLE = re.compile(r"[「『]?((?:\(\d+\)[^()]*?(?:及び|、|・|と)?)+)")
_TITLED = re.compile(r"(?:事務|業務)の?(?:内容|流れ)|の流れ")
_COUNT = r"(?:\d{1,2}|\(\d{1,2}\))"
_NUMBER = re.compile(
    rf"(?P<number>(?:{_COUNT}-)?[{_CIRCLED}](?:[.,・、-]*(?:{_COUNT}-)?[{_CIRCLED}])*)[.,:、)]?"
)
_PLAIN = re.compile(rf"(?P<number>{_COUNT}-{_COUNT})(?![\d年月/-])[.,:、)]?")
"""1-1, and with the brackets that many write: (1)-1, 1-(1)."""
_HEADING = re.compile(r"(\d{1,2})[.．、](?!\d)(.+)")
_FRAMED = re.compile(r"[<【《≪〔].*[>】》≫〕]$|[■◆●○◎].+")
_ENDS = re.compile(r"[。)）]$")


@frozen
class RemarkStep:
    """One numbered sentence of a 備考. `number` is as printed, but for the width of its digits."""

    number: str
    sentence: str
    heading: str
    lines: tuple[Line, ...]


@frozen
class Remarks:
    """The 備考 of one picture. `numbers` are the files that its title counts ((2)(3)), "" where it has no title."""

    title: str
    numbers: str
    steps: tuple[RemarkStep, ...]
    lines: tuple[Line, ...]


@define
class _Picture:
    title: str = ""
    lines: list[Line] = field(factory=list)
    steps: list[RemarkStep] = field(factory=list)

    @property
    def numbers(self) -> str:
        """The numbers in brackets in its title."""
        return "".join(re.findall(r"\(\d+\)", fold(self.title)))

    @property
    def is_told(self) -> bool:
        """Whether its numbers stand before sentences."""
        return 2 * sum("。" in step.sentence for step in self.steps) > len(self.steps)

    def close(self) -> Remarks:
        return Remarks(self.title, self.numbers, tuple(self.steps), tuple(self.lines))


def find_remarks(lines: Sequence[Line]) -> tuple[Remarks, ...]:
    """Return what the lines of 別添1 say below 備考, picture by picture; names that only stand in a picture are none.

    A title, or a number that was printed already, begins another picture. A text layer may put the title of a page
    below its words: a picture without one, whose numbers the titled one after it does not have, is of that. Numbers
    before words that are no sentences stand in a picture itself (③接種券の作成): they say nothing of their own.
    """
    pictures = [picture for picture in _list_pictures(lines) if picture.is_told]
    joined: list[_Picture] = []
    for picture in pictures:
        before = joined[-1] if joined else None
        if before and before is not pictures[0] and not before.title and _are_apart(before, picture):
            picture.steps = sorted([*before.steps, *picture.steps], key=lambda step: _order(step.number))
            picture.lines = [*before.lines, *picture.lines]
            joined.pop()
        joined.append(picture)
    return tuple(picture.close() for picture in joined)


def _are_apart(one: _Picture, other: _Picture) -> bool:
    return bool(other.title) and not {s.number for s in one.steps} & {s.number for s in other.steps}


def _order(number: str) -> tuple[int, str]:
    digits = re.search(r"\d+", number)
    return int(digits[0]) if digits else 0, number


def _list_pictures(lines: Sequence[Line]) -> Iterator[_Picture]:
    """The pictures in the order of their words, the first with the last title before 備考."""
    told = [line for line in lines if line.text.strip()]
    begin = next((at for at, line in enumerate(told) if _BEGINS.match(fold(line.text))), 0)
    titles = [line.text.strip() for line in told[:begin] if _is_title(fold(line.text), line.text)]
    told = told[begin:]
    picture, heading, leading = _Picture(titles[-1] if titles else ""), "", ""
    for at, line in enumerate(told):
        key = fold(line.text)
        if _CHAPTER.match(key) or _BEGINS.fullmatch(key):
            continue
        found = _NUMBER.match(key) or _PLAIN.match(key)
        number = _number(found, leading) if found else ""
        is_title = not number and _is_title(key, line.text)
        if is_title or (number and any(step.number == number for step in picture.steps)):
            yield picture
            picture = _Picture(line.text.strip() if not number else "")
            heading, leading = ("", "") if not number else (heading, leading)
        picture.lines.append(line)
        if found:
            picture.steps.append(RemarkStep(number, _after(line.text, found.end()), heading, (line,)))
        elif (head := _HEADING.match(key)) and not _is_step(told, at, head[1]):
            heading, leading = line.text.strip(), head[1]
        elif head:
            sentence = _after(line.text, head.start(2))
            picture.steps.append(RemarkStep(head[1], sentence, heading, (line,)))
        elif _FRAMED.match(key):
            heading, leading = line.text.strip(), ""
        elif picture.steps and _goes_on(picture.steps[-1], line, key):
            last = picture.steps[-1]
            picture.steps[-1] = evolve(
                last, sentence=last.sentence + line.text.strip(), lines=(*last.lines, line)
            )
    yield picture


def _is_title(key: str, text: str) -> bool:
    return bool(_TITLE.match(key) and _TITLED.search(key)) and "。" not in text


def _number(found: re.Match[str], leading: str) -> str:
    """The number of a step: that of its heading before a circled one (1-①), as the picture prints it."""
    number = re.sub(r"[.,・、]+(?=\d)", "", found["number"])
    return f"{leading}-{number}" if leading and "-" not in number else number


def _is_step(lines: Sequence[Line], at: int, number: str) -> bool:
    """Whether a line with a number is a sentence of its own: no step of that number stands below it."""
    following = next((key for line in lines[at + 1 :] if (key := fold(line.text))), "")
    below = _NUMBER.match(following) or re.match(rf"{number}-[\d(]", following)
    return not below and "。" in lines[at].text


def _goes_on(step: RemarkStep, line: Line, key: str) -> bool:
    """Whether a line is of the sentence above: right below it, and not after its end; a note belongs to it."""
    near = line.number <= step.lines[-1].number + 1
    indented = line.text[:1].isspace() and not _ENDS.search(fold(step.sentence))
    after_note = "※" in step.sentence and line.text[:1].isspace()
    return near and (not _ENDS.search(fold(step.sentence)) or key.startswith("※") or indented or after_note)


def _after(text: str, folded: int) -> str:
    """What is printed after so many characters of the key of a line."""
    for at in range(len(text) + 1):
        if len(fold(text[:at])) >= folded:
            return text[at:].strip()
    return ""
