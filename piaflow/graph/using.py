"""Who uses a file: the 使用部署 of Ⅱ.3⑦ and the 事務担当部署 of Ⅱ.2⑥, as far as the document has them among its parties."""

from __future__ import annotations

from collections.abc import Iterator

from piaflow.domain.assessment import Assessment
from piaflow.domain.choices import PartyKind
from piaflow.domain.names import fold
from piaflow.domain.nodes import File, Party
from piaflow.graph.body_names import split_names, strip_remarks

_UNITS = ("部", "局", "課", "室", "所", "署", "係", "都", "道", "府", "県", "市", "区", "町", "村", "会")
"""How the name of what a 部署 stands in ends: 市民課 stands in 市民部, but 福祉課 is no part of 障がい福祉課."""


def list_users(model: Assessment) -> Iterator[tuple[str, str]]:
    """Yield each file with each party that it prints as one of its users, by its own name or as a 部署 by a longer one."""
    for file in model.files:
        for printed in dict.fromkeys(_list_printed(file)):
            found = model.find(printed)
            named = [found.name] if isinstance(found, Party) else find_sections(model, printed)
            yield from ((file.name, party) for party in named)


def find_sections(model: Assessment, printed: str) -> Iterator[str]:
    """Yield the 部署 that a longer name than their own may mean."""
    names = {*_list_names(printed)}
    for party in model.parties:
        if party.kind is PartyKind.DEPARTMENT and names & set(map(fold, (party.name, *party.aliases))):
            yield party.name


def _list_printed(file: File) -> Iterator[str]:
    for line in (*file.use.departments, file.department):
        yield from (name for name in (line.strip(), *split_names(line)) if name)


def _list_names(printed: str) -> Iterator[str]:
    """Yield the folded names that 部署 may bear of which one is printed with its 部 (市民部市民課), or a part (市民課窓口係)."""
    long = strip_remarks(fold(printed))
    yield long
    for cut in range(1, len(long)):
        if long[:cut].endswith(_UNITS):
            yield from (long[:cut], long[cut:])
