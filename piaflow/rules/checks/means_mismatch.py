"""means-mismatch: the boxes of an entry's 方法 against its flows and the rows of its 別紙."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from piaflow.domain.assessment import DeclaredEntry
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import CountKind, Means
from piaflow.domain.entries import Acquisition, Entrustment, Handover, MeansBox
from piaflow.domain.grouping import group_by
from piaflow.domain.names import fold, name_some
from piaflow.domain.nodes import File
from piaflow.domain.span import find_beginnings, shorten
from piaflow.rules import needs
from piaflow.rules.coverage import PRINTED
from piaflow.rules.dossier import Dossier, FlowFacts
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity, Spot
from piaflow.rules.handing import find_box
from piaflow.rules.listing import find_count, find_listed
from piaflow.rules.network import PROVISION_NETWORK, is_leg_to_network, names_way
from piaflow.rules.rule import Rule
from piaflow.rules.wording import Sentence

_Entry = Acquisition | Entrustment | Handover

_BODIES = ("機構", "都道府県")
_DRAWN = {
    Means.DEDICATED_LINE: "専用線",
    Means.MEDIUM: "電子記録媒体",
    Means.PAPER: "紙",
    Means.MAIL: "電子メール",
}
_TOLD = {
    "電子記録媒体": Means.MEDIUM,
    "専用線": Means.DEDICATED_LINE,
    "電子メール": Means.MAIL,
    "庁内連携システム": Means.INTERNAL,
    "紙": Means.PAPER,
    "住民基本台帳ネットワークシステム": Means.OTHER,
}
"""The choices of 方法 as a sentence calls them."""
_GIVEN = re.compile(
    rf"(?P<means>{'|'.join(_TOLD)})(?:媒体|の帳票|の書類)?(?:に(?:収め|格納し|記録し|書き出し)|(?:だけ)?で|により|によって"
    r"|を(?:用い|使っ|通じ|介し)て)[^。]{0,12}?(?:渡|受け取|受領|授受|送付|送る|提供[しす]|移転[しす]|行[いう]|搬送|運搬)"
)
_NEVER = re.compile(
    rf"(?P<means>{'|'.join(_TOLD)})(?:は|を)(?:一切)?(?:使わ|使用し|用い|利用し)(?:ない|ず|ておらず|ていない)(?!よう|場合|とき|もの|情報|データ)"
)
_OPEN = re.compile(
    "場合|とき|際|限[りる]|禁|ない|なく|ず[、に]|許可|ただし|バックアップ|又は|若しくは|もしくは|保管"
)
"""Words of a sentence that says when something may happen, or what must not."""
_LINES = (Means.DEDICATED_LINE, Means.INTERNAL)
_LINE = re.compile("回線|閉域|網|基盤|ネットワーク|VPN|LGWAN|連携")
_SECTION = len("Ⅲ.2")
_USE = "Ⅱ.3.⑧"
"""使用方法."""


def _find(dossier: Dossier) -> Iterator[Hit]:
    drawn = _list_drawn(dossier)
    for declared in dossier.entries.values():
        if isinstance(declared.entry, Acquisition | Entrustment | Handover):
            yield from _of_flows(declared, _list_own(dossier, declared))
        if isinstance(declared.entry, Handover):
            yield from _of_rows(declared, declared.entry)
            yield from _of_use(dossier, declared, declared.entry)
            to = dossier.model.canonical(declared.entry.recipient) if declared.entry.recipient else ""
            yield from _of_drawn(declared, declared.entry, drawn.get(to, ()))
    for file in dossier.model.listed_files:
        yield from _of_measures(dossier, file)


def _list_own(dossier: Dossier, declared: DeclaredEntry) -> tuple[FlowFacts, ...]:
    """The flows of an entry but for those that only bring to the network what it may hand over by that."""
    flows = dossier.flows_of_entry[declared.name]
    boxes: tuple[MeansBox, ...] = getattr(declared.entry, "means", ())
    if not isinstance(declared.entry, Handover) or not _may_go_by_network(boxes):
        return flows
    return tuple(facts for facts in flows if not is_leg_to_network(dossier, facts))


def _may_go_by_network(boxes: Sequence[MeansBox]) -> bool:
    return find_box(boxes, PROVISION_NETWORK) is not Certainty.NO or names_way(boxes)


def _of_flows(declared: DeclaredEntry, flows: tuple[FlowFacts, ...]) -> Iterator[Hit]:
    printed: tuple[MeansBox, ...] = getattr(declared.entry, "means", ())
    boxes = {box.means: box.box for box in printed}
    for means in (m for m, box in boxes.items() if box is Certainty.NO and m in PRINTED - {Means.OTHER}):
        word = means.value.partition("（")[0]
        named = any(word in box.name for box in printed)
        told = names_way(printed) if means is PROVISION_NETWORK else named
        used = () if told else tuple(facts for facts in flows if means in facts.flow.means)
        if used:
            labels = name_some(facts.label for facts in used)
            yield Hit(
                f"{declared.name}の方法は「{word}」の欄が空だが、流れ（{labels}）はその方法で渡す。",
                (declared.name, *(facts.id for facts in used)),
                (
                    Evidence(
                        f"Ⅱ {declared.name}の「{word}」は空欄", declared.entry.spans, _field(declared, means)
                    ),
                    *(Evidence(f"{f.label} {f.flow.text}", shorten(f.spans)) for f in used),
                ),
                about=word,
                confidence=Confidence.LOW if means in _LINES and _names_line(printed) else None,
            )


def _names_line(boxes: Sequence[MeansBox]) -> bool:
    """Whether その他 names a line, a network or a platform: 専用線 or 庁内連携システム may be called so."""
    return any(box.means is Means.OTHER and _LINE.search(fold(box.name)) for box in boxes)


def _field(declared: DeclaredEntry, *means: Means) -> Spot:
    """Return the field of 方法, or boxes of it."""
    boxes = tuple(one.value for one in means)
    if isinstance(declared.entry, Acquisition):
        return Spot("Ⅱ.3.②", declared.file, boxes)
    return Spot("④" if isinstance(declared.entry, Entrustment) else "⑥", declared.name, boxes)


def _of_use(dossier: Dossier, declared: DeclaredEntry, entry: Handover) -> Iterator[Hit]:
    """The words of 使用方法 draw ways too: 住基システム→市町村CS又は電子記録媒体→個人番号カード管理システム（機構）."""
    drawn = any(Means.MEDIUM in facts.flow.means for facts in dossier.flows_of_entry[declared.name])
    if find_box(entry.means, Means.MEDIUM) is not Certainty.NO or drawn or not entry.recipient:
        return
    word = Means.MEDIUM.value.partition("（")[0]
    for sentence in dossier.sentences_at.get(_USE, ()):
        uses = sentence.cell.file == declared.file
        found = re.search(rf"{word}[^→。]*→(?P<to>[^→。]*)", sentence.text) if uses else None
        if found and _is_of(found["to"], entry.recipient):
            yield Hit(
                f"{declared.name}の方法は「{word}」の欄が空だが、{sentence.where}は{word}で{entry.recipient}に渡すという。",
                (declared.name,),
                (
                    Evidence(
                        f"Ⅱ {declared.name}の「{word}」は空欄", entry.spans, _field(declared, Means.MEDIUM)
                    ),
                    Evidence(f"{sentence.where} {word}→{entry.recipient}", sentence.spans),
                ),
                about=word,
            )
            return


def _of_measures(dossier: Dossier, file: File) -> Iterator[Hit]:
    """What Ⅲ says to be taken in, entrusted or handed over by some means, or never by it, against the boxes of 方法."""
    told: set[str] = set()
    for sentence in dossier.measures_of.get(file.name, ()):
        if not any(word in sentence.text for word in _TOLD):
            continue
        denied = _NEVER.search(sentence.plain)
        said = denied or (None if _OPEN.search(sentence.plain) else _GIVEN.search(sentence.plain))
        entries = _list_entries(dossier, file, sentence) if said else []
        if said is None or not entries or said["means"] in told:
            continue
        word, means = said["means"], _TOLD[said["means"]]
        if denied:
            against = [entry for entry in entries if _is_ticked(entry, means, word)]
        else:
            against = entries if all(_is_empty(entry, means, word) for entry in entries) else []
        if against:
            told.add(word)
            yield _measure_hit(dossier, file, sentence, said, against)


def _is_ticked(entry: _Entry, means: Means, word: str) -> bool:
    """Whether a box is ticked; その他, where it names the means."""
    boxes = (box for box in entry.means if box.means is means and box.box is Certainty.YES)
    return any(means is not Means.OTHER or word in box.name for box in boxes)


def _is_empty(entry: _Entry, means: Means, word: str) -> bool:
    """Whether a box is known to be empty, and nothing beside another one names the means; その他 may be anything."""
    empty = means is not Means.OTHER and find_box(entry.means, means) is Certainty.NO
    return empty and not any(word in box.name for box in entry.means)


def _measure_hit(
    dossier: Dossier, file: File, sentence: Sentence, said: re.Match[str], against: Sequence[_Entry]
) -> Hit:
    word, means = said["means"], _TOLD[said["means"]]
    is_denied = said.re is _NEVER
    says, shows = ("使わない", "に○がある") if is_denied else ("使う", "の欄が空である")
    names = [file.name_entry(entry) for entry in against]
    return Hit(
        f"{sentence.where}は{word}を{says}というが、{name_some(names)}の方法は「{word}」{shows}。",
        (*names,),
        (
            Evidence(f"{sentence.where} {said[0]}", sentence.spans),
            Evidence(
                f"Ⅱ {names[0]}の方法は「{word}」{shows}",
                against[0].spans,
                _field(dossier.entries[names[0]], means),
            ),
        ),
        about=f"{sentence.where}の{word}",
        severity=Severity.NOTE,
        confidence=Confidence.LOW,
    )


def _list_entries(dossier: Dossier, file: File, sentence: Sentence) -> list[_Entry]:
    """The entries whose measures a sentence tells; none where the document may have more of them than were read."""
    section = sentence.cell.address.place[:_SECTION]
    if section == "Ⅲ.2":
        return [file.acquisition]
    kinds = [CountKind.ENTRUSTMENTS] if section == "Ⅲ.4" else []
    if section == "Ⅲ.5":
        named = [kind for kind in (CountKind.PROVISIONS, CountKind.TRANSFERS) if kind.value in sentence.text]
        kinds = named or [CountKind.PROVISIONS, CountKind.TRANSFERS]
    entries: list[_Entry] = [entry for kind in kinds for entry in find_listed(file, kind)]
    return entries if all(_has_all_read(dossier, file, kind) for kind in kinds) else []


def _has_all_read(dossier: Dossier, file: File, kind: CountKind) -> bool:
    told = find_count(dossier, file, kind)
    if told is None or told.done is Certainty.UNKNOWN:
        return False
    listed = sum(len(getattr(entry, "rows", ())) or 1 for entry in find_listed(file, kind))
    return told.done is Certainty.NO or 0 <= told.count <= listed


def _list_drawn(dossier: Dossier) -> Mapping[str, tuple[tuple[FlowFacts, str], ...]]:
    """The flows of 別添1 that no entry of Ⅱ is declared of, with the sentence of their step, by who receives."""
    said = {(d.name, step.number): step.text for d in dossier.model.diagrams for step in d.steps}
    steps = ((facts, said.get((facts.flow.diagram, facts.flow.step), "")) for facts in dossier.flows)
    return group_by(
        (facts.target, (facts, text)) for facts, text in steps if text and not facts.flow.declared
    )


def _of_drawn(
    declared: DeclaredEntry, entry: Handover, drawn: Sequence[tuple[FlowFacts, str]]
) -> Iterator[Hit]:
    """A sentence of 別添1 that hands something to the same recipient may be about this entry or about another one."""
    for means, word in _DRAWN.items():
        using = tuple(facts for facts, text in drawn if f"{word}で" in text)
        if using and find_box(entry.means, means) is Certainty.NO:
            labels = name_some(facts.label for facts in using)
            yield Hit(
                f"{declared.name}の方法は「{word}」の欄が空だが、{labels}は{entry.recipient}に{word}で渡すという。",
                (declared.name, *(facts.id for facts in using)),
                (
                    Evidence(f"Ⅱ {declared.name}の「{word}」は空欄", entry.spans, _field(declared, means)),
                    *(Evidence(f"{f.label} {f.flow.text}", shorten(f.spans)) for f in using),
                ),
                about=f"別添1の{word}",
                confidence=Confidence.LOW,
            )


def _is_of(to: str, recipient: str) -> bool:
    """Whether the end of a way is a recipient: by its name, or by the word that both have for one body alone."""
    several = "及び" in recipient
    return recipient in to or any(word in to and word in recipient and not several for word in _BODIES)


def _of_rows(declared: DeclaredEntry, entry: Handover) -> Iterator[Hit]:
    if not entry.rows or not entry.means or not all(row.means for row in entry.rows):
        return
    ticked, listed = _ticked(entry.means), [label for row in entry.rows for label in _ticked(row.means)]
    unread = any(_is_unread(row.means) for row in entry.rows)
    unused = [label for label in ticked if label not in listed and not unread]
    lacking = dict.fromkeys(label for label in listed if label not in ticked)
    extra = [] if _is_unread(entry.means) else list(lacking)
    if unused or extra:
        yield _of_annex(declared, entry, unused, extra)


def _is_unread(boxes: tuple[MeansBox, ...]) -> bool:
    return any(box.box is Certainty.UNKNOWN for box in boxes)


def _ticked(boxes: tuple[MeansBox, ...]) -> list[str]:
    """その他 counts as what is written beside it, so that 庁内連携 is the same by either box."""
    return [box.name or box.means.value for box in boxes if box.box is Certainty.YES]


def _of_annex(declared: DeclaredEntry, entry: Handover, unused: list[str], extra: list[str]) -> Hit:
    rows = f"{entry.annex or '一覧'}（{len(entry.rows)}行）"
    lacking = f"「{'」「'.join(unused)}」に○があるが、{rows}のどの行にもない" if unused else ""
    added = f"「{'」「'.join(extra)}」がないが、{rows}にはある" if extra else ""
    return Hit(
        f"{declared.name}の方法には{'、また'.join(filter(None, (lacking, added)))}。",
        (declared.name,),
        (
            Evidence(
                f"Ⅱ {declared.name}の方法 {name_some(_ticked(entry.means))}", entry.spans, _field(declared)
            ),
            Evidence(
                f"{rows}の方法",
                find_beginnings(entry.rows),
            ),
        ),
        about="別紙",
    )


RULE = Rule(
    name="means-mismatch",
    title="方法の欄と、流れや別紙の方法が合わない",
    checks="Ⅱ.3②・Ⅱ.4④・Ⅱ.5⑥の方法の○を、それに当たる流れの方法（情報提供ネットワークシステムによる提供では、中間サーバーまでの区間を除く。その他が回線や網の名を挙げるなら、専用線と庁内連携システムは要確認）、使用方法の文が矢印で述べる電子記録媒体、同じ相手に渡す別添1の文の語（要確認）、Ⅲ.2・4・5の文が使う、又は使わないという方法（要確認。「…の場合は」などとあるものは問わない）、別紙の各行の方法と比べる。",
    matters="方法ごとに漏えいのリスクが違う。欄にない媒体や紙は、Ⅲの対策にも出てこない。",
    settle="実際の方法を確かめ、欄の○と流れ・別紙の記載をそろえる。",
    source="様式4・様式3 Ⅱ.3②、Ⅱ.4④、Ⅱ.5⑥",
    severity=Severity.WARNING,
    find=_find,
    needs=(needs.MEANS, needs.FLOWS, needs.ANNEXES),
)
