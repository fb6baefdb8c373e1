"""Where in a model the subject of a finding stands, as a path of field names and keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from piaflow.domain.assessment import Assessment
from piaflow.domain.choices import FormKind
from piaflow.domain.entries import Acquisition, Entrustment, Provision, Storage, Transfer, Use
from piaflow.domain.nodes import File, Node, Party
from piaflow.errors import Where
from piaflow.law.addresses import find_section

SUBJECTS = "Ⅰ.1③対象人数"
NUMBER_BASIS = "Ⅰ.5個人番号の利用"
NETWORK = "Ⅰ.6情報連携"
INQUIRY_BASIS = "Ⅰ.6情報照会の根拠"
PROVISION_BASIS = "Ⅰ.6情報提供の根拠"
DEPARTMENTS = "Ⅰ.7担当部署"
PUBLISHED = "公表日"
FORM = "様式"
SCREENING = "しきい値判断"

_OVERVIEW = {
    SUBJECTS: "subjects",
    NUMBER_BASIS: "basis",
    NETWORK: "network",
    INQUIRY_BASIS: "network_inquiry_basis",
    PROVISION_BASIS: "network_provision_basis",
    DEPARTMENTS: "departments",
    PUBLISHED: "published",
    FORM: "form",
    SCREENING: "screening",
}
_SINGLE = {Acquisition: "acquisition", Use: "use", Storage: "storage"}
_LISTED = {Entrustment: "entrustments", Provision: "provisions", Transfer: "transfers"}


def print_item(item: str, form: FormKind) -> str:
    """Return an item of 様式4's chapter Ⅰ with the number that a form prints: Ⅰ.6 is Ⅰ.5 in 様式3."""
    number, rest = item[: len("Ⅰ.6")], item[len("Ⅰ.6") :]
    return find_section(number, form) + rest


def name_count(file: str, kind: str) -> str:
    """Return the subject that stands for the declared count of a file (住民基本台帳ファイル/提供の件数)."""
    return f"{file}/{kind}の件数"


def name_step(diagram: str, number: str) -> str:
    """Return the subject that stands for a printed step of a diagram."""
    return f"{diagram} {number}"


def name_revision(item: str) -> str:
    """Return the subject that stands for the rows of 変更箇所 on one 項目 (変更箇所/公表日)."""
    return f"変更箇所/{item}"


def name_statement(about: str) -> str:
    """Return the subject that stands for what several places say of one matter (記載/保存期間の根拠)."""
    return f"記載/{about}"


def find_place(model: Assessment, subject: str) -> Where:
    """Return the path of a subject in the model; ("overview",) where it stands for the whole document."""
    return make_finder(model)(subject)


def make_finder(model: Assessment) -> Callable[[str], Where]:
    """Return what finds the path of a subject, for many subjects of one model."""
    others = dict(_each_place(model))
    named: tuple[Node, ...] = (*model.parties, *model.systems, *model.files)
    stated = {node.name: (_section(node), node.name) for node in named}

    def find(subject: str) -> Where:
        node = model.find(subject)
        if node is None:
            return others.get(subject, ("overview",))
        return stated.get(node.name, ("overview", "body"))

    return find


def _section(node: Node) -> str:
    return "files" if isinstance(node, File) else "parties" if isinstance(node, Party) else "systems"


def _each_place(model: Assessment) -> Iterator[tuple[str, Where]]:
    for name, field in _OVERVIEW.items():
        yield print_item(name, model.overview.form), ("overview", field)
    for zone in model.zones:
        yield zone.name, ("zones", zone.name)
    for diagram in model.diagrams:
        yield diagram.name, ("diagrams", diagram.name)
        for step in diagram.steps:
            yield name_step(diagram.name, step.number), ("diagrams", diagram.name, "steps", step.number)
    for file, count in model.counts:
        yield name_count(file, count.kind.value), ("files", file, "counts", count.kind.value)
    for declared in model.entries:
        yield declared.name, _entry_place(declared.file, declared.entry)
    for acceptance in model.accepted:
        yield acceptance.key, ("accepted", acceptance.key)
    yield from _each_listed_place(model)


def _each_listed_place(model: Assessment) -> Iterator[tuple[str, Where]]:
    """Yield the places in sections that are lists; of rows on one 項目 or one matter the last counts."""
    for index, contract in enumerate(model.contracts):
        yield contract.label, ("contracts", index)
    for index, flow_id in enumerate(model.flow_ids):
        yield flow_id, ("flows", index)
    for index, revision in enumerate(model.revisions):
        yield name_revision(revision.item), ("revisions", index)
    for index, statement in enumerate(model.statements):
        yield name_statement(statement.about), ("statements", index)


def _entry_place(file: str, entry: Acquisition | Use | Entrustment | Provision | Transfer | Storage) -> Where:
    if isinstance(entry, Acquisition | Use | Storage):
        return ("files", file, _SINGLE[type(entry)])
    return ("files", file, _LISTED[type(entry)], entry.number)
