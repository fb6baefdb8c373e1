"""Which model file of another revision is which of now: by whose document it is, then by what it holds.

Text alone never makes two documents one: those that a body writes on one form are alike. Where several files
are of one document, git's own measure of likeness says which became which.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from attrs import frozen

from piaflow.app.documents import ReadDocument
from piaflow.app.model import Model
from piaflow.domain.grouping import group_by
from piaflow.domain.names import fold
from piaflow.store.revision import measure_likeness

_ALIKE = 50  # percent: from where git calls a file renamed
_MOST = 100  # comparisons: of more files of one document nobody knows which is which


@frozen(eq=False)
class Held:
    """A model file in one of the two states: its model, its bytes, and whether it is a change of another.

    `document` is the 評価書 that it was read from, where that is at hand.
    """

    model: Model
    text: bytes
    is_change: bool
    document: ReadDocument | None = None

    @property
    def subject(self) -> tuple[str, str]:
        """Of whom and of what it tells."""
        return fold(self.model.body), fold(self.model.procedure)


_Key = Callable[[str, Held], tuple[object, ...]]


def pair_files(then: Mapping[str, Held], now: Mapping[str, Held]) -> dict[str, str]:
    """Return what files of then are called now; what came or went stands in no pair.

    A file goes on under its own name where it is the same document, and where no other file is what it was.
    """
    pairs = {path: path for path in then if path in now and _document(then[path]) == _document(now[path])}
    for key in (_by_content, _by_name, _by_kind, _by_document):
        pairs |= _pair(*_rest(then, now, pairs), key)
    pairs |= _pair_alike(*_rest(then, now, pairs))
    gone, come = _rest(then, now, pairs)
    return pairs | {path: path for path in gone if path in come and _goes_on(path, gone[path], come[path])}


def _goes_on(path: str, then: Held, now: Held) -> bool:
    """Whether two files of one name are one all the same: models are, and what a call itself sets side by side.

    A document of a folder that tells of another body or 事務 is another one.
    """
    return not path or not (then.document or now.document) or then.subject == now.subject


def _rest(
    then: Mapping[str, Held], now: Mapping[str, Held], pairs: Mapping[str, str]
) -> tuple[dict[str, Held], dict[str, Held]]:
    taken = set(pairs.values())
    return (
        {path: held for path, held in then.items() if path not in pairs},
        {path: held for path, held in now.items() if path not in taken},
    )


def _document(held: Held) -> tuple[object, ...]:
    return *held.subject, held.is_change


def _by_content(_: str, held: Held) -> tuple[object, ...]:
    from piaflow.store.dumping import to_yaml

    return to_yaml(held.model.assessment), held.is_change


def _by_name(path: str, held: Held) -> tuple[object, ...]:
    return (Path(path).name, *_document(held))


def _by_kind(_: str, held: Held) -> tuple[object, ...]:
    """A document goes on as a document where there is one, and a model as a model."""
    return (*_document(held), held.document is None)


def _by_document(_: str, held: Held) -> tuple[object, ...]:
    return _document(held)


def _pair(gone: Mapping[str, Held], come: Mapping[str, Held], key: _Key) -> dict[str, str]:
    """Pair what has the same key; where several do, nobody knows which is which."""
    then, now = (group_by((key(path, held), path) for path, held in files.items()) for files in (gone, come))
    return {then[k][0]: now[k][0] for k in then if k in now and len(then[k]) == len(now[k]) == 1}


def _pair_alike(gone: Mapping[str, Held], come: Mapping[str, Held]) -> dict[str, str]:
    """Pair files of one document of which each is more like the other than like any of the rest."""
    models = ({path: held for path, held in files.items() if not held.document} for files in (gone, come))
    then, now = (group_by((_document(held), path) for path, held in files.items()) for files in models)
    pairs: dict[str, str] = {}
    for document in then:
        olds, news = then[document], now.get(document, ())
        if len(olds) * len(news) > _MOST:
            continue
        likeness = {
            (old, new): measure_likeness(gone[old].text, come[new].text) for old in olds for new in news
        }
        for (old, new), score in likeness.items():
            others = [s for pair, s in likeness.items() if (pair[0] == old) != (pair[1] == new)]
            if score >= _ALIKE and all(other < score for other in others):
                pairs[old] = new
    return pairs
