"""What findings are about that is no node and no flow, and where in a model the subject of a finding stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from attrs import frozen

from piaflow.domain.assessment import Assessment
from piaflow.domain.choices import CountKind, FormKind
from piaflow.domain.names import EntryName
from piaflow.domain.nodes import File, Node, Party
from piaflow.errors import Where
from piaflow.law.addresses import Address


@frozen
class Place:
    """ところ: a part of a document that a finding may be about. Each kind prints itself, for the form at hand."""

    def printed(self, form: FormKind) -> str:  # noqa: ARG002 - only what the form numbers is printed by form
        """Return how the findings on a document of this form call it."""
        return str(self)


@frozen
class Section(Place):
    """A part of the cover or of chapter Ⅰ: the field of 様式4 that asks it, and what of the overview holds it.

    Findings call it by the number of its section and its word (Ⅰ.6情報照会の根拠), or where `is_item` says so by
    that of its field (Ⅰ.1③対象人数).
    """

    word: str
    field: str
    asked: str = ""
    is_item: bool = False

    def printed(self, form: FormKind) -> str:
        """Return its number in the form, and its word: Ⅰ.6情報連携 is Ⅰ.5情報連携 in 様式3."""
        return self.number(form) + self.word

    def number(self, form: FormKind) -> str:
        """Return the number that the form prints for it; that of 様式4 where the form does not ask it."""
        if not self.asked:
            return ""
        asked = Address(FormKind.FULL, self.asked)
        there = asked.on(form) or asked
        return there.item if self.is_item else there.section


@frozen
class Counted(Place):
    """The declared number of 委託, 提供 or 移転 of a file: 住民基本台帳ファイル/提供の件数."""

    file: str
    kind: CountKind

    def __str__(self) -> str:
        """Its name, as that of an entry of the file."""
        return str(EntryName.of(self.file, f"{self.kind.value}の件数"))


@frozen
class Numbered(Place):
    """A printed step of a diagram."""

    diagram: str
    step: str

    def __str__(self) -> str:
        """The diagram and the number."""
        return f"{self.diagram} {self.step}"


@frozen
class Revised(Place):
    """The rows of 変更箇所 on one 項目: 変更箇所/公表日."""

    item: str

    def __str__(self) -> str:
        """The 項目, as one of 変更箇所."""
        return f"変更箇所/{self.item}"


@frozen
class Matter(Place):
    """What several places of a document say of one matter: 記載/保存期間の根拠."""

    about: str

    def __str__(self) -> str:
        """The matter, as one of 記載."""
        return f"記載/{self.about}"


SUBJECTS = Section("対象人数", "subjects", "Ⅰ.1.③", is_item=True)
NUMBER_BASIS = Section("個人番号の利用", "basis", "Ⅰ.5")
NETWORK = Section("情報連携", "network", "Ⅰ.6.①")
INQUIRY_BASIS = Section("情報照会の根拠", "network_inquiry_basis", "Ⅰ.6.②")
PROVISION_BASIS = Section("情報提供の根拠", "network_provision_basis", "Ⅰ.6.②")
DEPARTMENTS = Section("担当部署", "departments", "Ⅰ.7.①")
PUBLISHED = Section("公表日", "published")
BODY = Section("評価実施機関", "body")
FORM = Section("様式", "form")
SCREENING = Section("しきい値判断", "screening")

_SECTIONS = (
    SUBJECTS,
    NUMBER_BASIS,
    NETWORK,
    INQUIRY_BASIS,
    PROVISION_BASIS,
    DEPARTMENTS,
    PUBLISHED,
    BODY,
    FORM,
    SCREENING,
)

Subject = str | Place
"""What a finding is about: a name of the model (a node, the id of a flow, an entry of Ⅱ), or a place."""


def print_subject(subject: Subject, form: FormKind) -> str:
    """Return a subject as the findings on a document of this form call it."""
    return subject.printed(form) if isinstance(subject, Place) else str(subject)


def make_finder(model: Assessment) -> Callable[[Subject], Where]:
    """Return what finds the path of a subject in a model; ("overview",) where it stands for the whole document."""
    form = model.overview.form
    others = {print_subject(subject, form): where for subject, where in _each_place(model)}
    named: tuple[Node, ...] = (*model.parties, *model.systems, *model.files)
    stated = {node.name: (_section(node), node.name) for node in named}

    def find(subject: Subject) -> Where:
        node = None if isinstance(subject, Place) else model.find(subject)
        if node is None:
            return others.get(print_subject(subject, form), ("overview",))
        return stated.get(node.name, ("overview", "body"))

    return find


def _section(node: Node) -> str:
    return "files" if isinstance(node, File) else "parties" if isinstance(node, Party) else "systems"


def _each_place(model: Assessment) -> Iterator[tuple[Subject, Where]]:
    """Yield what is no node, in the order of the model."""
    for section in _SECTIONS:
        yield section, ("overview", section.field)
    for zone in model.zones:
        yield zone.name, ("zones", zone.name)
    for diagram in model.diagrams:
        yield diagram.name, ("diagrams", diagram.name)
        for step in diagram.steps:
            yield Numbered(diagram.name, step.number), ("diagrams", diagram.name, "steps", step.number)
    for file, count in model.counts:
        yield Counted(file, count.kind), ("files", file, "counts", count.kind.value)
    for declared in model.entries:
        yield declared.name, declared.where
    for acceptance in model.accepted:
        yield acceptance.key, ("accepted", acceptance.key)
    for text in model.texts:
        yield text.address, ("texts", text.address)
    yield from _each_listed_place(model)


def _each_listed_place(model: Assessment) -> Iterator[tuple[Subject, Where]]:
    """Yield the places in sections that are lists; of rows on one 項目 or one matter the last counts."""
    for index, contract in enumerate(model.contracts):
        yield contract.label, ("contracts", index)
    for index, flow_id in enumerate(model.flow_ids):
        yield flow_id, ("flows", index)
    for index, revision in enumerate(model.revisions):
        yield Revised(revision.item), ("revisions", index)
    for index, statement in enumerate(model.statements):
        yield Matter(statement.about), ("statements", index)
