"""self-contradiction: one flow, file, entry or system that says two things which cannot both be so."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import Extent
from piaflow.domain.entries import Entrustment, Handover
from piaflow.domain.items import IDENTIFIERS, STANDARD_ITEMS, ItemList
from piaflow.domain.names import name_some
from piaflow.domain.nodes import File, System
from piaflow.law.specific_information import SPECIFIC_ITEMS
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier, FlowFacts
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.handing import list_entrustments
from piaflow.rules.recorded import find_record_spans, is_in_list, tells_all
from piaflow.rules.rule import Rule
from piaflow.trace.carriage import records


def _find(dossier: Dossier) -> Iterator[Hit]:
    for facts in dossier.flows:
        excluded = _listed_and_excluded(dossier, facts)
        if excluded:
            yield _of_flow(facts, excluded)
        elif facts.flow.specific is Certainty.YES and _names_no_number(
            dossier, facts.flow.items, in_detail=True
        ):
            yield _of_specific(dossier, facts)
    yield from (_of_file(dossier, file) for file in dossier.model.files if _is_unspecific(dossier, file))
    for name, entry in list_entrustments(dossier.model):
        file = dossier.model.file(dossier.entries[name].file)
        lacking = _lacking(dossier, file, entry) if entry.extent is Extent.WHOLE else ()
        if lacking:
            yield _of_entry(dossier, name, entry, file, lacking)
    for declared in dossier.entries.values():
        if isinstance(declared.entry, Entrustment | Handover):
            yield from _of_number(dossier, declared.name, declared.entry)
    for system in dossier.model.systems:
        yield from _of_knowledge(dossier, system)


def _listed_and_excluded(dossier: Dossier, facts: FlowFacts) -> tuple[str, ...]:
    """A group without one of its members (本人確認情報、個人番号を除く) lists the others; without all it lists nothing."""
    words, flow = dossier.model.vocabulary, facts.flow
    excluded, left_out = words.expand(flow.excludes), ItemList(flow.excludes)
    return tuple(
        name
        for name in flow.items.names
        if words.canonical(name) in excluded or (excluded and words.holds(left_out, name) is Certainty.YES)
    )


def _names_no_number(dossier: Dossier, items: ItemList, *, in_detail: bool = False) -> bool:
    """Whether a list is told to its end and has neither 個人番号 nor 符号, nor a number that may stand for it.

    What is used in place of 個人番号 counts as one (番号法2条8項), and on the way a conversion may have made it. Where its
    words are taken `in_detail`, nothing is in them but what they say.
    """
    words = dossier.model.vocabulary
    told = bool(items.names) and words.is_complete(items, is_record=in_detail)
    return told and all(words.holds(items, i, is_record=in_detail) is Certainty.NO for i in IDENTIFIERS)


def _is_unspecific(dossier: Dossier, file: File) -> bool:
    """Whether Ⅰ.3 lists a file as 特定個人情報ファイル of which nothing tells that it has 個人番号 or what stands for it."""
    boxed = {dossier.model.vocabulary.canonical(main.item.value): main.box for main in file.main_items}
    told = any(boxed.get(item, Certainty.NO) is not Certainty.NO for item in IDENTIFIERS)
    is_listed = file.listed is Certainty.YES and tells_all(file)
    return is_listed and not told and _names_no_number(dossier, file.records, in_detail=True)


def _lacking(dossier: Dossier, file: File, entry: Entrustment) -> tuple[str, ...]:
    """Return the 記録項目 that the items handed over certainly lack; () where their list is open or not given."""
    words = dossier.model.vocabulary
    told = entry.items.names and entry.items.complete
    recorded = file.records.names if told else ()
    return tuple(name for name in recorded if is_in_list(entry.items, name, words) is Certainty.NO)


def _of_flow(facts: FlowFacts, excluded: tuple[str, ...]) -> Hit:
    items, excludes = name_some(excluded), name_some(facts.flow.excludes)
    return Hit(
        f"流れ {facts.label} は{items}を運ぶとも、{excludes}を含まないともいう。",
        (facts.id,),
        (Evidence(f"{facts.label} 項目は{facts.flow.items}、含まないのは{excludes}", facts.spans),),
    )


def _of_file(dossier: Dossier, file: File) -> Hit:
    return Hit(
        f"{file.name}は特定個人情報ファイルだが、終わりまで書かれた記録項目に個人番号も符号も、それに代わる番号もない。",
        (file.name,),
        (Evidence(f"Ⅰ.3の{file.name}", file.spans), Evidence("記録項目", find_record_spans(dossier, file))),
        about="特定個人情報ファイル",
        severity=Severity.WARNING,
        confidence=Confidence.MEDIUM,
    )


def _of_entry(dossier: Dossier, name: str, entry: Entrustment, file: File, lacking: tuple[str, ...]) -> Hit:
    spans = find_record_spans(dossier, file, lacking)
    return Hit(
        f"{name}はファイルの全体を委託するとするが、渡す項目の一覧に記録項目の{name_some(lacking)}がない。",
        (name, file.name),
        (
            Evidence(f"Ⅱ.4② 全体、渡す項目は{entry.items}", entry.spans),
            Evidence(f"記録項目 {name_some(lacking)}", spans),
        ),
        severity=Severity.WARNING,
        confidence=Confidence.MEDIUM,
    )


def _of_specific(dossier: Dossier, facts: FlowFacts) -> Hit:
    """What is no standard item may hold more than its name says: then it is only asked about."""
    words = dossier.model.vocabulary
    known = words.expand(item.name for item in STANDARD_ITEMS)
    plain = words.expand(facts.flow.items.names) <= known
    return Hit(
        f"流れ {facts.label} は特定個人情報を含むというが、終わりまで書かれた項目に個人番号も符号もない。",
        (facts.id,),
        (Evidence(f"{facts.label} 特定個人情報、項目は{facts.flow.items}", facts.spans),),
        about="特定個人情報",
        severity=Severity.WARNING if plain else Severity.NOTE,
        confidence=Confidence.MEDIUM if plain else Confidence.LOW,
    )


def _of_number(dossier: Dossier, name: str, entry: Entrustment | Handover) -> Iterator[Hit]:
    """An entry that names an identifier, and flows that it declares and that all are told to the end without one."""
    words, drawn = dossier.model.vocabulary, dossier.flows_of_entry[name]
    named = [item for item in SPECIFIC_ITEMS if words.holds(entry.items, item) is Certainty.YES]
    if named and drawn and all(_names_no_number(dossier, facts.flow.items) for facts in drawn):
        items, labels = name_some(named), name_some(f"「{facts.label}」" for facts in drawn)
        yield Hit(
            f"{name}は{items}を渡すとするが、それを描く{labels}の終わりまで書かれた項目に個人番号も符号もない。",
            (name, *(facts.id for facts in drawn)),
            (
                Evidence(f"{name} 項目は{entry.items}", entry.spans),
                *(Evidence(f"{facts.label} 項目は{facts.flow.items}", facts.spans) for facts in drawn),
            ),
            about="描く流れ",
            severity=Severity.WARNING,
            confidence=Confidence.MEDIUM,
        )


def _of_knowledge(dossier: Dossier, system: System) -> Iterator[Hit]:
    """What a system does not know, a file that it holds cannot record, nor an entry hand over of the file, nor a flow take out.

    The catalogue may not fit this system, and is no match for a flow that states otherwise.
    """
    words, entry = dossier.model.vocabulary, dossier.catalogue.find(system.entry) if system.entry else None
    files, known = dossier.files_of.get(system.name, ()), entry.knows if entry else ()
    for told in system.knows:
        if told.box is not Certainty.NO:
            continue
        holding = [file for file in files if records(file, told.item, words) is Certainty.YES]
        handing = [*_list_handing(dossier, [file.name for file in files if file not in holding], told.item)]
        received = told in known
        sending = [] if received else _list_sending(dossier, system, told.item)
        if holding or handing or sending:
            whose = f"目録の{system.entry}" if received else system.name
            says = _tell_against(system.name, told.item, holding, handing, sending)
            yield Hit(
                f"{whose}は{told.item}を持たないとされるが、{says}。",
                (system.name, *(x.name for x in holding), *(x for x, _ in handing), *(x.id for x in sending)),
                (
                    Evidence(f"{whose}は{told.item}を持たない", () if received else system.spans),
                    *(Evidence(f"{file.name}の記録項目 {told.item}", file.spans) for file in holding),
                    *(Evidence(f"{name} 項目は{given.items}", given.spans) for name, given in handing),
                    *(Evidence(f"流れ {facts.label} {told.item}", facts.spans) for facts in sending),
                ),
                about=told.item,
                severity=Severity.WARNING if received else None,
                confidence=Confidence.LOW if received else Confidence.MEDIUM,
            )


def _list_handing(
    dossier: Dossier, files: Container[str], item: str
) -> Iterator[tuple[str, Entrustment | Handover]]:
    """Yield the entries that state that they hand the item over of one of the files, with their names.

    Not of what a conversion makes: it may have been made on the way (符号 of what the network provides).
    """
    words = dossier.model.vocabulary
    made = words.expand(conversion.target for conversion in dossier.model.conversions)
    for declared in dossier.entries.values() if words.canonical(item) not in made else ():
        entry = declared.entry
        if isinstance(entry, Entrustment | Handover) and declared.file in files:
            stated = words.holds(entry.items, item) is Certainty.YES
            yield from ((declared.name, entry),) if stated else ()


def _list_sending(dossier: Dossier, system: System, item: str) -> list[FlowFacts]:
    """Return the flows from a system that state an item, unless it is made there of another."""
    model, words = dossier.model, dossier.model.vocabulary
    made = words.expand(c.target for c in model.conversions if model.holder(c.at) == system.name)
    flows = dossier.flows_from.get(system.name, ()) if words.canonical(item) not in made else ()
    return [facts for facts in flows if words.holds(facts.flow.items, item) is Certainty.YES]


def _tell_against(
    system: str,
    item: str,
    holding: Sequence[File],
    handing: Sequence[tuple[str, Entrustment | Handover]],
    sending: Sequence[FlowFacts],
) -> str:
    """Tell which files record an item, which entries hand it over, and which flows take it from the system."""
    files, entries = name_some(file.name for file in holding), name_some(name for name, _ in handing)
    recorded = [f"{files}は{item}を記録する"] if holding else []
    handed = [f"ファイルの記載（{entries}）は{item}を渡すとする"] if handing else []
    held = [f"{system}が保有する{'、'.join((*recorded, *handed))}"] if recorded or handed else []
    flows = name_some(facts.label for facts in sending)
    return "、".join((*held, *([f"流れ {flows} は{item}を{system}から運ぶ"] if sending else [])))


RULE = Rule(
    name="self-contradiction",
    title="1つの流れ、ファイル、委託・提供、システムの記載が、それ自身と食い違う",
    checks="流れの項目が、同じ流れの「含まない」項目（その群の中の項目を含む）でないか、群の全部を除いていないか、"
    "特定個人情報というのに、終わりまで書かれた項目に個人番号も符号もないということがないか、"
    "Ⅰ.3に載る特定個人情報ファイルの、終わりまで書かれた記録項目に個人番号も、それに代わる番号もないということがないか、"
    "個人番号を渡すという委託・提供・移転を描く流れのどれにも個人番号がないということがないかを見る。"
    "ファイルの全体を委託するという委託事項の、終わりまで書かれた項目の一覧が、そのファイルの記録項目を欠かないか、"
    "システムが持たないという識別子を、保有するファイルが記録しないか、"
    "そのファイルの委託・提供・移転の記載が渡すとしないか、そこから出る流れが運ぶとしないかも見る。",
    matters="どちらが本当かで、個人番号が届く所も、委託先が扱うものも変わる。",
    settle="実際に渡すもの、持つものを確かめ、項目か「含まない」の注、全体か一部かの選択、持つ識別子（knows）を直す。",
    source="番号法2条8項・9項、様式4 別添1、様式4・様式3 Ⅱ.2④、Ⅱ.4②、Ⅱ.5③",
    find=_find,
    needs=(needs.FLOWS, needs.ITEMS),
)
