"""carries(f, i) and records(F, i): whether an item goes along, and if not, why it stops there.

Where a document says two things of one item that cannot both be so, the answer is UNKNOWN: neither is certain.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import evolve, frozen

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import Extent
from piaflow.domain.entries import Entrustment, Handover
from piaflow.domain.flows import Flow
from piaflow.domain.items import CODE, IDENTIFIERS, NUMBER, Vocabulary
from piaflow.domain.nodes import File, Node, System
from piaflow.graph.handing import HandedOver
from piaflow.law.specific_information import SPECIFIC_ITEMS
from piaflow.trace.answer import Why
from piaflow.trace.index import Handed

_OFF_NETWORK = frozenset(IDENTIFIERS) - {CODE}
"""The identifiers that 情報提供ネットワークシステム takes nowhere: it goes by 符号 in their place (番号法2条8項・21条の2)."""


@frozen
class Sayings:
    """What a flow or a file says of items, by their own names; of all others it says nothing, or that it lacks them.

    `is_list` says that an open list names things of which it is told what they are: by its 等 alone others go along.

    `doubtful` are those of which it says both, `likely` those that it must have without naming them, `listless` those
    that it takes along as an open list does although it is complete of all others.
    """

    stated: frozenset[str]
    doubtful: frozenset[str]
    denied: frozenset[str]
    complete: bool
    is_list: bool
    likely: frozenset[str] = frozenset()
    listless: frozenset[str] = frozenset()

    def of(self, item: str, why: Why) -> Certainty | Why:
        """Return YES, UNKNOWN, or `why` the item certainly does not go along."""
        if item in self.stated:
            return Certainty.YES
        if item in self.doubtful or item in self.likely or item in self.listless:
            return Certainty.UNKNOWN
        return why if item in self.denied or self.complete else Certainty.UNKNOWN

    def of_all(self, item: str, words: Vocabulary, why: Why) -> Certainty | Why:
        """Return the same of an item or group: a group goes along for certain where everything in it does."""
        found = self.of(item, why)
        if found is Certainty.YES and not words.parts(item) <= self.stated:
            return Certainty.UNKNOWN
        return found


def carries(flow: Flow, item: str, vocabulary: Vocabulary) -> Certainty | Why:
    """Return YES, UNKNOWN, or the reason why the flow certainly does not carry the item.

    YES if the item is in the expanded list; no if it is excluded, or the flow is marked 特定個人情報を含まない
    and the item makes it so (番号法2条9項), or the list is complete without it. An exclusion that is narrower
    than what is listed (本人確認情報、ただし個人番号を除く) wins over it; otherwise a list and an exclusion, a
    list and 含まない, or 特定個人情報 and a complete list without 個人番号 and 符号 contradict each other: UNKNOWN.
    """
    wanted = vocabulary.canonical(item)
    said = hear_flow(flow, vocabulary, (item,))
    if wanted in vocabulary.expand(flow.excludes):
        return said.of_all(wanted, vocabulary, Why.EXCLUDED)
    return said.of_all(wanted, vocabulary, Why.NOT_SPECIFIC if wanted in said.denied else Why.NOT_LISTED)


def hear_flow(flow: Flow, words: Vocabulary, asked: Iterable[str] = ()) -> Sayings:
    """Return what a flow says of all items at once, of the groups among `asked` too."""
    listed, excluded = (
        words.expand(flow.items.names) | _whole(flow.items.names, words, asked),
        words.expand(flow.excludes),
    )
    denied = frozenset(SPECIFIC_ITEMS) if flow.specific is Certainty.NO else frozenset()
    both = listed & (excluded | denied)
    out = frozenset(n for n in both & excluded if words.is_left_out(flow.items, flow.excludes, n))
    left_out = out | ((excluded | denied) - listed)
    complete = words.is_complete(flow.items)
    is_list = words.names_items(flow.items.names) and not words.holds_untold(flow.items.names)
    told = flow.specific is Certainty.YES or (bool(flow.declared) and flow.specific is not Certainty.NO)
    implied = _imply(listed) - left_out if told else frozenset()
    perhaps = _find_perhaps(flow.items.names, words, asked) - listed - excluded
    return Sayings(listed - both, (both - out) | perhaps, left_out, complete, is_list, implied)


def hear_handed(handed: HandedOver, words: Vocabulary) -> Sayings:
    """Return what an entry of Ⅱ says of the items that it hands over: of one that may be to another, all doubtful."""
    items, nothing = handed.entry.items, frozenset[str]()
    listed = words.expand(items.names)
    is_list = words.names_items(items.names) and not words.holds_untold(items.names)
    perhaps = words.find_qualified(items.names) - listed
    sure, unsure = (listed, perhaps) if handed.is_told else (nothing, listed | perhaps)
    is_implied = handed.extent is Extent.PART and not handed.is_by_network
    implied = _imply(listed) if is_implied else nothing
    denied = _OFF_NETWORK - listed - perhaps if handed.is_by_network else nothing
    return Sayings(sure, unsure, denied, words.is_complete(items), is_list, implied)


def hands_over(what: Handed, item: str, words: Vocabulary, *, is_mistaken: bool = False) -> Certainty:
    """Return whether an entry of Ⅱ hands over an item of its file: what its list holds, or also all, or who knows how much.

    A list that ends without the item contradicts the whole, and one without 個人番号 and 符号 that it is of
    特定個人情報: neither is certain. Where a name of the list `is_mistaken` by others for the item, that is not told.
    What goes by 情報提供ネットワークシステム alone takes along no other identifier than 符号 that its list does not name.
    """
    handed = words.holds(what.items, item)
    if handed is Certainty.YES:
        return handed
    wanted = words.canonical(item)
    if what.is_by_network and wanted in _OFF_NETWORK - words.find_qualified(what.items.names):
        return Certainty.UNKNOWN if is_mistaken else Certainty.NO
    handed = Certainty.UNKNOWN if is_mistaken else handed
    if what.extent is Extent.PART:
        return Certainty.UNKNOWN if wanted in _imply(words.expand(what.items.names)) else handed
    is_sure = what.extent is Extent.WHOLE and handed is Certainty.UNKNOWN
    return Certainty.YES if is_sure else Certainty.UNKNOWN


def _whole(told: Iterable[str], words: Vocabulary, asked: Iterable[str]) -> frozenset[str]:
    """The groups among `asked` of which a list has all members."""
    return frozenset(n for n in map(words.canonical, asked) if words.names_all(told, n))


def _find_perhaps(told: Sequence[str], words: Vocabulary, asked: Iterable[str]) -> frozenset[str]:
    """What the names of a list may mean besides what they are (世帯主の個人番号), and the groups that it has all of then."""
    qualified = words.find_qualified(told)
    return qualified | _whole((*told, *qualified), words, asked) if qualified else qualified


def _imply(listed: frozenset[str]) -> frozenset[str]:
    """特定個人情報 that a list does not name: it has 個人番号 or 符号 in it, and so it may have 個人番号.

    The entries of Ⅱ.3 to Ⅱ.5 are of 特定個人情報 by their headings.
    """
    return frozenset({NUMBER}) if listed.isdisjoint(SPECIFIC_ITEMS) else frozenset()


def records(file: File, item: str, vocabulary: Vocabulary) -> Certainty | Why:
    """Return whether a file records the item: by its 主な記録項目 boxes, else by its list of all 記録項目.

    An empty box beside a list that has the item is UNKNOWN. An empty box of a group says that not all of it
    is recorded, which leaves its members open, and of a group that ends in 等 what is not told of it.
    """
    said = hear_file(file, vocabulary, (item,))
    return said.of_all(vocabulary.canonical(item), vocabulary, Why.NOT_RECORDED)


def hear_file(file: File, words: Vocabulary, asked: Iterable[str] = ()) -> Sayings:
    """Return what a file says of all items at once, of the groups among `asked` too."""
    boxes = {words.canonical(main.item.value): main.box for main in file.main_items}
    ticked = tuple(name for name, box in boxes.items() if box is Certainty.YES)
    empty = tuple(name for name, box in boxes.items() if box is Certainty.NO)
    told = (*ticked, *file.records.names)
    listed = words.expand(told) | _whole(told, words, asked)
    both = words.expand(name for name in empty if words.names_all(told, name))
    wanted = frozenset(map(words.canonical, asked))
    # of what is in a group its empty box tells nothing
    denied = frozenset(name for name in empty if name in wanted or words.parts(name) == {name})
    # a box of the form is no entry of the list: what it may hold beside (その他) the list tells
    complete = words.is_complete(file.records, is_record=True) and words.is_closed(
        tuple(filter(words.find, ticked))
    )
    perhaps = _find_perhaps(file.records.names, words, asked) - listed
    # a 特定個人情報ファイル has 個人番号 in it, or a number that stands for it (番号法2条8項・9項)
    is_specific = file.listed is Certainty.YES and bool(told) and listed.isdisjoint(IDENTIFIERS)
    likely = frozenset({NUMBER}) - perhaps - denied if is_specific else frozenset()
    return Sayings(listed - both, both | perhaps, denied - listed - both, complete, bool(told), likely)


def hear_kept(file: File, words: Vocabulary) -> Sayings:
    """Return what a file says that it keeps: what its own entries of Ⅱ hand over and it does not record is said both ways."""
    said = hear_file(file, words)
    handed = find_handed(file, words) - said.stated
    return evolve(said, doubtful=said.doubtful | handed, denied=said.denied - handed)


def find_handed(file: File, words: Vocabulary) -> frozenset[str]:
    """Return the items that the entries of Ⅱ state, or may mean, that they hand over of a file."""
    given: list[Entrustment | Handover] = [*file.entrustments, *file.provisions, *file.transfers]
    names = [name for entry in given for name in entry.items.names]
    return words.expand(names) | words.find_qualified(names)


def hear_held(file: File, holder: Node, words: Vocabulary) -> Sayings:
    """Return what the bond from a file to its holder says: of a group that is in the file and not in the holder, both.

    An item that the holder does not have is none of it: where that goes the index tells.
    """
    boxes = holder.knows if isinstance(holder, System) else ()
    denied = [words.canonical(known.item) for known in boxes if known.box is Certainty.NO]
    both = words.expand(item for item in denied if records(file, item, words) is Certainty.YES)
    alone = frozenset(item for item in denied if words.parts(item) == {item})
    return Sayings(frozenset(), both - alone, frozenset(), complete=False, is_list=False)


def hear_into_file(flow: Sayings, file: Sayings) -> Sayings:
    """Return what is said of a flow into a file: what the flow carries and the file records.

    What the flow states and the file does not record is said both ways; what the flow leaves open goes in as
    far as the file may record it.
    """

    def is_left_out(name: str) -> bool:
        return file.of(name, Why.NOT_RECORDED) is Why.NOT_RECORDED

    against = frozenset(filter(is_left_out, flow.stated))
    likely = frozenset(name for name in flow.likely if not is_left_out(name))
    open_ = not flow.complete and file.complete
    known = flow.stated | flow.doubtful | flow.likely | flow.denied
    listless = (file.stated | file.doubtful | file.likely) - known if open_ else frozenset()
    denied = flow.denied | (flow.likely - likely) | (file.denied - flow.stated - flow.doubtful)
    complete = flow.complete or file.complete
    return Sayings(
        flow.stated - against, flow.doubtful | against, denied, complete, flow.is_list, likely, listless
    )
