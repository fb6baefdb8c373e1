"""item-not-recorded: a file takes in or hands out a number or one of the 4情報 that its list does not record.

Of no other item is that certain: an entry of Ⅱ.5 or an arrow sums up what a list of 記録項目 breaks down.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen

from piaflow.domain.assessment import DeclaredEntry
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import Means
from piaflow.domain.entries import Provision
from piaflow.domain.grouping import group_by
from piaflow.domain.items import CALLED_ALIKE, CODE, ItemList
from piaflow.domain.names import name_some
from piaflow.domain.nodes import File, MainItemBox
from piaflow.domain.span import Span
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Evidence, Hit, Severity
from piaflow.rules.handing import find_box
from piaflow.rules.recorded import find_record_spans, is_recorded
from piaflow.rules.rule import Rule


@frozen
class _Mention:
    """A place that says that an item is in a file: a flow to or from it, or an entry of Ⅱ.4–5."""

    subject: str
    label: str
    items: ItemList
    is_entry: bool
    spans: tuple[Span, ...]
    brings_code: bool = False


def _find(dossier: Dossier) -> Iterator[Hit]:
    words = dossier.model.vocabulary
    entries = group_by((declared.file, declared) for declared in dossier.entries.values())
    made = _list_made(dossier)
    for file in dossier.model.files:
        mentions = list(_mentions(dossier, file, entries.get(file.name, ())))
        explained = words.expand(_boxed(dossier, file)) | made.get(
            dossier.model.holder(file.name), frozenset()
        )
        empty = {words.canonical(box.item.value): box for box in file.main_items if box.box is Certainty.NO}
        for item in CALLED_ALIKE:
            box = empty.get(item) if not file.records.names else None
            is_lacking = box or is_recorded(file, item, words) is Certainty.NO
            if is_lacking and item not in explained:
                naming = [
                    m
                    for m in mentions
                    if words.holds(m.items, item) is Certainty.YES and not (m.brings_code and item == CODE)
                ]
                if naming:
                    yield _hit(dossier, file, item, naming, box)


def _mentions(dossier: Dossier, file: File, entries: Iterable[DeclaredEntry]) -> Iterator[_Mention]:
    for declared in entries:
        items = getattr(declared.entry, "items", None)
        if items is not None:
            yield _Mention(
                declared.name,
                declared.name,
                items,
                is_entry=True,
                spans=declared.entry.spans,
                brings_code=isinstance(declared.entry, Provision) and _may_go_by_network(declared.entry),
            )
    model = dossier.model
    for facts in dossier.flows_of_file.get(file.name, ()):
        drawn = file.name in (model.canonical(facts.flow.source), model.canonical(facts.flow.target))
        if drawn or model.holder(file.name) == facts.target:
            yield _Mention(facts.id, facts.label, facts.flow.items, is_entry=False, spans=facts.spans)


def _may_go_by_network(entry: Provision) -> bool:
    """Whether the 中間サーバー may put in the 符号: a file need not record what it provides over the network with."""
    return find_box(entry.means, Means.PROVISION_NETWORK) is not Certainty.NO


def _boxed(dossier: Dossier, file: File) -> set[str]:
    """What the boxes say that the file records: main-items speaks of that."""
    canonical = dossier.model.vocabulary.canonical
    return {canonical(main.item.value) for main in file.main_items if main.box is Certainty.YES}


def _list_made(dossier: Dossier) -> Mapping[str, frozenset[str]]:
    """Return what each system makes out of another item."""
    model = dossier.model
    made = group_by((model.holder(c.at), model.vocabulary.canonical(c.target)) for c in model.conversions)
    return {name: frozenset(items) for name, items in made.items()}


def _hit(dossier: Dossier, file: File, item: str, naming: list[_Mention], box: MainItemBox | None) -> Hit:
    entries = any(mention.is_entry for mention in naming)
    labels = name_some(f"「{mention.label}」" for mention in naming)
    where = "主な記録項目の欄" if box else "記録項目の一覧"
    return Hit(
        f"{labels}は{item}を挙げるが、{file.name}の{where}に{item}がない。",
        (file.name, *(mention.subject for mention in naming)),
        (
            *(Evidence(f"「{mention.label}」が挙げる{item}", mention.spans) for mention in naming),
            Evidence(where, box.spans or file.spans if box else find_record_spans(dossier, file)),
        ),
        about=item,
        severity=Severity.ERROR if entries else None,
    )


RULE = Rule(
    name="item-not-recorded",
    title="記録していない項目を渡す、または受けて記録しない",
    checks="ファイルへの流れ、ファイルからの流れ、Ⅱ.4・Ⅱ.5の提供する情報が挙げる番号と4情報を、終わりまで書かれた記録項目の一覧（なければ、主な記録項目の空の欄）と比べる。"
    "情報提供ネットワークシステムで渡すときの符号は中間サーバーが持つので、ファイルになくてよい。",
    matters="ファイルにないものは渡せない。一覧の書き漏れなら、持つ番号を住民に示していないことになる。",
    settle="記録しているなら一覧と主な記録項目に加え、していないなら流れや提供する情報から除く。",
    source="様式4・様式3 Ⅱ.2④、Ⅱ.5③と、ファイル記録項目の別添",
    severity=Severity.WARNING,
    find=_find,
    needs=(needs.RECORDS, needs.ITEMS),
)
