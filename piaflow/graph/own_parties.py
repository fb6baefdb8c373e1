"""Which of its own parties a document may mean by a name that it prints otherwise: 都道府県 by 都道府県知事.

What it prints is read as a second document of the same body that names nobody else: so that one reading of names serves
within a document and over several.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from piaflow.domain.assessment import Assessment
from piaflow.domain.choices import PartyKind
from piaflow.domain.grouping import group_by
from piaflow.graph.bodies import Bodies
from piaflow.graph.body_names import ANYBODY, split_form
from piaflow.graph.parts import find_printed, is_anybody


@frozen
class Meant:
    """Whom each printed name may mean: `surely` those that are that body, and groups of which it may be each.

    `anybody` are the parties that are called by a role (情報照会者): each body may be one.
    """

    surely: Mapping[str, Sequence[str]]
    possibly: Mapping[str, Sequence[frozenset[str]]]
    anybody: frozenset[str] = frozenset()

    @classmethod
    def of(cls, model: Assessment, printed: Collection[str]) -> Meant:
        """Read names that are printed and that no party of a document bears."""
        if not printed:
            return cls({}, {})
        read = _Read(model, tuple(printed))
        one = ((name, frozenset({party})) for name, party in find_printed(model, printed))
        people = frozenset(party.name for party in model.parties if party.kind is PartyKind.PERSON)
        of_people = ((name, people) for name in printed if people and is_anybody(name))
        groups = (*one, *read.find_alike(), *of_people)
        return cls(group_by(read.find_same()), group_by(dict.fromkeys(groups)), read.list_anybody())

    def hears(self, name: str) -> bool:
        """Whether some party is, or may be, whom a printed name means by more than a role."""
        return name in self.surely or name in self.possibly


class _Read:
    """The bodies that a document names, beside those that it prints."""

    def __init__(self, model: Assessment, printed: Sequence[str]) -> None:
        """Read both."""
        # how companies are called one and the same is told by `find_printed`
        public = [name for name in printed if not split_form(name)[0]]
        self._bodies = Bodies((model, model), ("", "\0"), {1: public})
        others = (party.name for party in model.parties if party != model.assessor)
        self._own = group_by((self._bodies.find(0, name).key, name) for name in others)
        self._called = group_by((self._bodies.find(1, name).key, name) for name in public)

    def list_anybody(self) -> frozenset[str]:
        """Return the own parties that are called by a role and nothing else."""
        roles = (told.members for told in self._bodies.found if told.words and ANYBODY in told.kinds)
        return frozenset(name for members in roles for index, name in members if index == 0)

    def find_same(self) -> Iterator[tuple[str, str]]:
        """Yield each printed name with the parties that are the body of that name."""
        for key, names in self._called.items():
            yield from ((name, party) for name in names for party in self._own.get(key, ()))

    def find_alike(self) -> Iterator[tuple[str, frozenset[str]]]:
        """Yield each printed name with parties that may be one with it, or that one of the two words may mean."""
        for alike in self._bodies.find_alike():
            others = (alike.meant | alike.telling) - alike.bodies
            # the words for contractors mean those whom other documents hire
            if not alike.is_hired:
                yield from self._pair(alike.bodies, others if alike.is_word else alike.bodies)
                yield from self._pair(others, alike.bodies)

    def _pair(self, printed: Iterable[str], own: Iterable[str]) -> Iterator[tuple[str, frozenset[str]]]:
        """Yield each name that is printed for some of these bodies, with the own parties of those."""
        whom = self._list_own(own)
        names = (name for key in printed for name in self._called.get(key, ()))
        yield from ((name, whom) for name in names if whom)

    def _list_own(self, keys: Iterable[str]) -> frozenset[str]:
        return frozenset(party for key in keys for party in self._own.get(key, ()))
