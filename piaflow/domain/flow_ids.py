"""Flow ids: what is printed of a flow, with a mark where several are printed alike; and what a written id means."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from attrs import define

from piaflow.domain.flows import Flow, content_mark
from piaflow.domain.grouping import group_by
from piaflow.domain.names import fold
from piaflow.domain.visible import reveal
from piaflow.errors import clip

_BETWEEN = re.compile("([@+:＠＋：])")
_MARK = re.compile(r"#[0-9a-f]+(-[0-9]+)?$")
_MOST = 2_000  # characters of choices: nobody reads more


@define(frozen=True)
class FlowIds:
    """流れの名: the ids of flows, in order. `printed` is what is printed of each, `ids` tells apart those printed alike.

    A person may write either, however it is typed. The mark is one of content: an id that bears the mark of
    what a flow no longer says means the flows that are printed so.
    """

    printed: tuple[str, ...]
    ids: tuple[str, ...]

    def find(self, written: str) -> tuple[str, ...]:
        """Return the ids of the flows that a written id means: itself, else all that are printed like it."""
        folded = fold(written)
        if folded in self._by_id:
            return (self._by_id[folded],)
        return self._by_print.get(folded) or self._by_print.get(_MARK.sub("", folded), ())

    @cached_property
    def _by_id(self) -> Mapping[str, str]:
        return {fold(flow_id): flow_id for flow_id in reversed(self.ids)}

    @cached_property
    def _by_print(self) -> Mapping[str, tuple[str, ...]]:
        return group_by(zip(map(fold, self.printed), self.ids, strict=True))

    @cached_property
    def _most_pieces(self) -> int:
        """Into how many pieces the separators of a key cut an id at most: a name may hold one of them."""
        return max((len(_BETWEEN.findall(printed)) + 1 for printed in self._by_print), default=0)

    def spell_key(self, key: str) -> str:
        """Return the key of a finding, folded, with each flow that it names under its id."""
        return "".join(fold(ids[0] if len(ids) == 1 else text) for text, ids in self._parts(key))

    def find_unclear(self, key: str) -> Iterator[str]:
        """Yield what is said of each id in the key of a finding that several flows answer to."""
        for text, ids in self._parts(key):
            if len(ids) > 1:
                yield tell_choices(text, ids)

    def _parts(self, key: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield the key piece by piece, each with the flows that it means; the longest that means one goes before."""
        pieces = _BETWEEN.split(key)
        at = 0
        while at < len(pieces):
            for end in range(min(at + 2 * self._most_pieces - 1, len(pieces)), at, -1):
                text = "".join(pieces[at:end])
                if ids := self.find(text):
                    yield text, ids
                    at = end
                    break
            else:
                yield pieces[at], ()
                at += 1


def name_flows(printed: Iterable[str], flows: Iterable[Flow]) -> FlowIds:
    """Return the ids of flows that are printed so: with a mark of its content where several share what is printed.

    So an id never comes to name another flow, whatever is added and wherever it is written. Flows that are
    equal in everything are counted.
    """
    printed = tuple(printed)
    shared, seen = Counter(printed), Counter[str]()
    ids = []
    for plain, flow in zip(printed, flows, strict=True):
        text = f"{plain} #{content_mark(flow)}" if shared[plain] > 1 else plain
        seen[text] += 1
        ids.append(f"{text}-{seen[text]}" if seen[text] > 1 else text)
    return FlowIds(printed, tuple(ids))


def tell_choices(written: str, ids: tuple[str, ...]) -> str:
    """Return what is said of an id that several flows answer to: how many, and which."""
    told = clip("、".join(f"「{flow_id}」" for flow_id in ids), _MOST)
    return f"「{reveal(clip(written))}」という流れは {len(ids)} 本あります。どれかを書きます: {told}"
