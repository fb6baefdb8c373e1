"""From the 備考 of 別添1 to diagrams, steps and flows: who hands what to whom, and what no sentence tells.

Where a sentence leaves out who acts, that is the body: its 担当部署 towards a person or at a terminal, the body itself
towards others. Where it leaves out the other end, or both could be systems of the body, nothing is drawn, and said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from attrs import define, field, frozen

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import Means, NodeKind
from piaflow.domain.flows import Diagram, Flow, Step
from piaflow.domain.items import NUMBER, Item, ItemList, Vocabulary
from piaflow.domain.names import fold
from piaflow.domain.nodes import System
from piaflow.domain.span import Span, join_spans
from piaflow.source.drafting.clauses import Mention, name_aliases, strip_notes
from piaflow.source.drafting.naming import End, Register
from piaflow.source.drafting.remarks import Remarks, RemarkStep
from piaflow.source.drafting.sentences import Handing, find_handings
from piaflow.source.page import Line

_SAID = "別添1の備考の文による"
_BY_DEPARTMENT = "{}は書かれていないので担当部署とした"
_BY_BODY = "{}は書かれていないので評価実施機関とした"
_BY_PLACE = "送り手は情報のある所とした"
_NO_SPECIFIC = re.compile(r"特定個人情報(?:は|を)?(?:含ま|記載し|有し)ない|特定個人情報なし")
_NO_NUMBER = re.compile(rf"{NUMBER}(?:は|を)?(?:含ま|記載し|有し)ない|{NUMBER}なし")
_WITH = re.compile(r"([^ぁ-ん、。()]+)を(?:含む|含めた)")
_ITEM = re.compile(
    r"[^ぁ-ん、。・]{2,18}(?:情報|記録|番号|コード|符号|データ|証明書|申請書|届|結果|カード|電文|証)"
)
"""Words for what is handed over that are an item by themselves, though nobody says what is in it."""
_MEANS = {
    "住民基本台帳ネットワークシステム": Means.JUKI_NETWORK,
    "情報提供ネットワークシステム": Means.PROVISION_NETWORK,
    "庁内連携システム": Means.INTERNAL,
    "庁内連携": Means.INTERNAL,
    "LGWAN": Means.LGWAN,
    "LG-WAN": Means.LGWAN,
    "専用線": Means.DEDICATED_LINE,
    "専用回線": Means.DEDICATED_LINE,
    "インターネット": Means.INTERNET,
    "電子メール": Means.MAIL,
    "電子記録媒体": Means.MEDIUM,
}
"""What something goes over, by what it or the entry of the catalogue is called."""
_LONGEST = 24
"""Characters of a short text: what fits below an arrow of the picture."""
_LONGEST_STEP = 60


@frozen
class Drawn:
    """What the 備考 tell: diagrams with their steps, flows with their items, and what is said of what is not drawn."""

    diagrams: tuple[Diagram, ...]
    flows: tuple[Flow, ...]
    items: tuple[Item, ...]
    untold: tuple[str, ...]


def draw_steps(
    pictures: Sequence[Remarks], register: Register, document: str, vocabulary: Vocabulary
) -> Drawn:
    """Return what the 備考 tell. Whom they name and the model does not have is added to the register."""
    names = _name_pictures(pictures)
    for picture in pictures:
        for step in picture.steps:
            for name, beside in name_aliases(step.sentence):
                register.note(name, beside)
    diagrams: list[Diagram] = []
    flows: list[Flow] = []
    untold: list[str] = []
    for picture, name in zip(pictures, names, strict=True):
        drawing = _Picture(name, register, document, vocabulary)
        for step in picture.steps:
            drawing.draw(step)
        flows += drawing.flows
        untold += drawing.tell_untold()
        diagrams.append(
            Diagram(
                name,
                picture.title,
                tuple(_to_step(step, document) for step in picture.steps),
                spans=_bridge(_spans(picture.lines, document)),
            )
        )
    return Drawn(tuple(diagrams), tuple(flows), tuple(_name_items(flows, vocabulary)), tuple(untold))


def _name_items(flows: Sequence[Flow], vocabulary: Vocabulary) -> Iterator[Item]:
    """Yield the items that flows name and the vocabulary does not have: nobody says what is in them."""
    names = dict.fromkeys(name for flow in flows for name in flow.items.names if not vocabulary.find(name))
    for name in names:
        told = (span for flow in flows if name in flow.items.names for span in flow.spans)
        yield Item(name, members=ItemList(), spans=join_spans(told))


def _name_pictures(pictures: Sequence[Remarks]) -> tuple[str, ...]:
    """What each picture is called: the numbers of the files in its title, else its place."""
    if len(pictures) == 1:
        return ("別添1",)
    told = [re.sub(r"\((\d+)\)", r"（\1）", picture.numbers) for picture in pictures]
    return tuple(name if name and told.count(name) == 1 else f"図{i}" for i, name in enumerate(told, 1))


def _to_step(step: RemarkStep, document: str) -> Step:
    words, _ = strip_notes(step.sentence)
    return Step(
        step.number, _clip(words.rstrip("。"), _LONGEST_STEP), step.heading, _spans(step.lines, document)
    )


def _spans(lines: Iterable[Line], document: str) -> tuple[Span, ...]:
    return join_spans(Span(document, line.number, line.number) for line in lines)


def _bridge(spans: Sequence[Span]) -> tuple[Span, ...]:
    """The spans with those joined between which only a heading's blank lines stand."""
    joined: list[Span] = []
    for span in spans:
        if joined and span.first <= joined[-1].last + _BLANK_LINES + 1:
            joined[-1] = Span(span.document, joined[-1].first, span.last)
        else:
            joined.append(span)
    return tuple(joined)


_BLANK_LINES = 3


def _clip(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


@define
class _Picture:
    """One picture as it is drawn, step by step."""

    name: str
    register: Register
    document: str
    vocabulary: Vocabulary
    flows: list[Flow] = field(factory=list)
    silent: list[str] = field(factory=list)
    unclear: list[str] = field(factory=list)

    def draw(self, step: RemarkStep) -> None:
        handings = find_handings(step.sentence, self.register.is_end, self.register.kana_names)
        before = len(self.flows)
        for handing in handings:
            self.flows += self._draw(step, handing, alone=len(handings) == 1)
        if not handings:
            self.silent.append(step.number)
        elif len(self.flows) == before and not all(handing.again for handing in handings):
            self.unclear.append(step.number)

    def tell_untold(self) -> Iterator[str]:
        if self.unclear:
            yield f"別添1 {self.name}の{'、'.join(self.unclear)}: 送り手か受け手が文から分からないので、流れにしていません"
        if self.silent:
            yield f"別添1 {self.name}の{'、'.join(self.silent)}: 受け渡しを言う文でないので、手順だけにしています"

    def _draw(self, step: RemarkStep, handing: Handing, *, alone: bool) -> Iterator[Flow]:
        spans = _spans(step.lines, self.document)
        senders, receivers, why = self._ends(handing, spans)
        via, means = self._ways(handing.via, spans)
        if via and via[0].own and not handing.senders:  # from the body to its own system says nothing
            senders = ()
        pairs = list(_list_pairs(senders, via, receivers))
        if handing.both:
            pairs += [(b, a) for a, b in pairs]
        drawn = {(flow.source, flow.target) for flow in self.flows}
        for source, target in pairs:
            if source == target or (handing.again and (source.name, target.name) in drawn):
                continue
            specific, excludes, items = self._contents(step.sentence, handing, alone=alone)
            yield Flow(
                source.name,
                target.name,
                diagram=self.name,
                step=step.number,
                text=_short(handing),
                items=items,
                excludes=excludes,
                specific=specific,
                file=self.register.find_file(handing.objects) or (source.name if source.is_file else ""),
                means=means,
                spans=spans,
                inferred="。".join((_SAID, *why)),
            )

    def _ends(
        self, handing: Handing, spans: tuple[Span, ...]
    ) -> tuple[tuple[End, ...], tuple[End, ...], tuple[str, ...]]:
        """Who gives and who gets, and what of it the sentence leaves to be concluded."""
        senders, receivers = self._resolve(handing.senders, spans), self._resolve(handing.receivers, spans)
        if receivers and not senders:
            if handing.object_at:
                return self._resolve(handing.object_at, spans), receivers, (_BY_PLACE,)
            file = "" if handing.asks else self.register.find_file(handing.objects)
            if file:
                return (End(file, own=True, is_file=True),), receivers, ()
            own = self._own(receivers, handing, spans) if handing.own else None
            return ((own,), receivers, (self._tell(own, "送り手"),)) if own else ((), receivers, ())
        if senders and not receivers and handing.own:
            own = None if handing.via else self._own(senders, handing, spans)
            return (senders, (own,), (self._tell(own, "受け手"),)) if own else (senders, (), ())
        return senders, receivers, ()

    def _resolve(self, mentions: Sequence[Mention], spans: tuple[Span, ...]) -> tuple[End, ...]:
        found = (self.register.resolve(mention, spans) for mention in mentions)
        return tuple(dict.fromkeys(end for end in found if end))

    def _own(self, others: Sequence[End], handing: Handing, spans: tuple[Span, ...]) -> End | None:
        """The body's end of a sentence that leaves it out, None where the other may be the body's too."""
        if all(end.is_person for end in others) or handing.act == "入力":
            return self.register.officer(spans)
        return self.register.body if all(end.is_outside for end in others) else None

    def _tell(self, own: End, which: str) -> str:
        return (_BY_BODY if own == self.register.body else _BY_DEPARTMENT).format(which)

    def _ways(
        self, via: Sequence[Mention], spans: tuple[Span, ...]
    ) -> tuple[tuple[End, ...], tuple[Means, ...]]:
        """What it passes through: a network is a means, everything else a node of its own."""
        ends: list[End] = []
        means: list[Means] = []
        for mention in via:
            node = self.register.find(mention)
            names = [mention.text, *([node.name, node.entry] if isinstance(node, System) else [])]
            known = next((_MEANS[name] for name in names if name in _MEANS), None)
            if known:
                means.append(known)
            elif node and not (isinstance(node, System) and node.kind is NodeKind.NETWORK):
                ends += self._resolve([mention], spans)
        return tuple(ends), tuple(means)

    def _contents(
        self, sentence: str, handing: Handing, *, alone: bool
    ) -> tuple[Certainty | None, tuple[str, ...], ItemList]:
        """What a sentence says of what goes along: that it is no 特定個人情報, and the items that it names."""
        words, notes = strip_notes(sentence)
        about = alone or fold(sentence).rstrip("。").endswith(")")
        told = notes if about else tuple(n for m in handing.objects for n in _notes_after(sentence, m.text))
        specific = Certainty.NO if any(map(_NO_SPECIFIC.search, told)) else None
        excludes = (NUMBER,) if any(map(_NO_NUMBER.search, told)) else ()
        named = [re.sub("等$", "", mention.text) for mention in handing.objects]
        named += _WITH.findall(words) if alone else []
        items = [self.vocabulary.canonical(n) for n in named if self.vocabulary.find(n) or _ITEM.fullmatch(n)]
        carried = () if handing.asks else tuple(item for item in dict.fromkeys(items) if item not in excludes)
        return specific, excludes, ItemList(carried)


def _notes_after(sentence: str, thing: str) -> list[str]:
    return re.findall(rf"{re.escape(thing)}\(([^()]*)\)", fold(sentence))


def _list_pairs(
    senders: Sequence[End], via: Sequence[End], receivers: Sequence[End]
) -> Iterator[tuple[End, End]]:
    """Each hop from those who give through what it passes to those who get, as far as both ends of it are known."""
    for before, after in zip(
        stations := [senders, *((end,) for end in via), receivers], stations[1:], strict=False
    ):
        yield from ((a, b) for a in before for b in after)


def _short(handing: Handing) -> str:
    """A few words for the arrow: 届出等の受付."""
    thing = handing.objects[-1].text if handing.objects else ""
    return _clip(f"{thing}の{handing.act}" if thing else handing.act, _LONGEST)
