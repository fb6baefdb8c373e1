"""A model on its way to a newer revision: what is written into it, and what is left as it was."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from attrs import define, evolve, field, frozen

from piaflow.domain.assessment import Assessment, Document, Draft
from piaflow.domain.span import Span
from piaflow.errors import ModelError

Assemble = Callable[[Draft], Assessment]
UNREAD = "前の版には書かれていて、新しい版では読めませんでした"
PERSON = "前の版を読んだものと違うので、人が書いたものとして残しました"
UNKNOWN = "前の版が手元になく、印刷の言葉だったか分からないので残しました"
WHICH = "どれのことか決められません"
GONE = "新しい版に、この名や番号では見つかりません（消していません）"


@frozen
class Deviation:
    """What a document says otherwise than a model: where, both values, and the lines of both.

    `why` says why it was not written into the model, "" where it was.
    """

    where: str
    was: str
    now: str
    was_at: tuple[Span, ...] = ()
    now_at: tuple[Span, ...] = ()
    why: str = ""


@define
class Bench:
    """Takes changes into a model one by one, each where it stays a model.

    `now` is what the newer revision tells, `before` what the earlier one did, None where that is not at hand; `listed`
    is what the newer one prints as its Ⅰ.3.
    """

    model: Assessment
    now: Assessment
    before: Assessment | None
    assemble: Assemble
    listed: str
    written: list[Deviation] = field(factory=list)
    left: list[Deviation] = field(factory=list)

    def put(self, told: Deviation, **sections: Any) -> None:
        """Write a change, with the document that it is from; one that makes no model is left."""
        key = next((span.document for span in told.now_at), "")
        known = {document.key for document in self.model.documents}
        more = tuple(d for d in self.now.documents if d.key == key and key not in known)
        if more:
            sections["documents"] = (*self.model.documents, *(Document(d.key, d.file) for d in more))
        try:
            self.model = self.assemble(Draft(**{**self.model.sections, **sections}))
        except ModelError as error:
            self.left.append(evolve(told, why=error.problems[0].what))
        else:
            self.written.append(told)

    def leave(self, told: Deviation, why: str) -> None:
        """Leave the model as it is, and say why."""
        self.left.append(evolve(told, why=why))

    def find_owner(self, where: tuple[str, ...]) -> Any:
        """Return what stands at a path of the model as it is now: (), or section, name, section of a file, number."""
        if not where:
            return Draft(**self.model.sections)
        section, name, *entry = where
        found = next(one for one in getattr(self.model, section) if one.name == name)
        if not entry:
            return found
        return next(one for one in getattr(found, entry[0]) if one.number == entry[1])

    def place(self, where: tuple[str, ...], owner: Any) -> dict[str, Any]:
        """Return the section of the model that has an owner at a path, with it in its place."""
        if not where:
            return {"overview": owner.overview}
        section, name, *entry = where
        held = getattr(self.model, section)
        if entry:
            file = next(one for one in held if one.name == name)
            entries = tuple(owner if e.number == entry[1] else e for e in getattr(file, entry[0]))
            owner = evolve(file, **{entry[0]: entries})
        return {section: tuple(owner if one.name == name else one for one in held)}

    def call(self, name: str) -> str:
        """Return what the model calls something, by whichever of its names."""
        node = self.model.find(name) if name else None
        return node.name if node else name
