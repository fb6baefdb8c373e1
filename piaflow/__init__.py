"""piaflow: a 特定個人情報保護評価書 as a graph of systems, files and flows that one can ask and draw."""

import importlib
import sys
import types
import typing

if typing.TYPE_CHECKING:
    from piaflow import plots as plots
    from piaflow.app.answers import Picture, TraceAnswer
    from piaflow.app.corpora import Corpus, CorpusAnswer, build_corpus, open_corpus
    from piaflow.app.documents import ReadDocument, read
    from piaflow.app.findings import FindingsAnswer, check
    from piaflow.app.forms import FormAnswer, WorkbookAnswer
    from piaflow.app.impacts import ImpactAnswer, impact
    from piaflow.app.loading import load
    from piaflow.app.model import Model, trace
    from piaflow.app.reviews import ReviewAnswer, review
    from piaflow.app.starting import new
    from piaflow.app.todos import TodoAnswer
    from piaflow.domain.assessment import Assessment, Document, Overview
    from piaflow.domain.certainty import Certainty
    from piaflow.domain.choices import (
        BodyKind,
        ConnectionChoice,
        CountKind,
        Extent,
        FileKind,
        FlowKind,
        FormKind,
        HandlerBand,
        MainItem,
        Means,
        NodeKind,
        PartyKind,
        PeriodBand,
        PersonBand,
        RecordBand,
        RowBand,
        ScreeningResult,
        Side,
        SourceKind,
        SubjectBand,
        Timing,
        Way,
    )
    from piaflow.domain.contracts import AllowOnly, Forbid, Layers, MayHold, PassThrough
    from piaflow.domain.entries import (
        Acquisition,
        Count,
        Entrustment,
        MeansBox,
        Provision,
        Recipient,
        SourceBox,
        SourceLimit,
        Storage,
        Transfer,
        Use,
    )
    from piaflow.domain.flows import Conversion, Diagram, Flow, Step
    from piaflow.domain.items import Item, ItemList
    from piaflow.domain.nodes import Connection, File, Knowledge, MainItemBox, Party, System, Zone
    from piaflow.domain.records import Acceptance, ChoiceBox, Printed, Revision, Screening, Statement, Text
    from piaflow.domain.span import AliasSpans, Span
    from piaflow.errors import (
        ChoiceNeededError,
        EngineError,
        FileAccessError,
        FormatError,
        InputError,
        MissingExtraError,
        ModelError,
        PiaflowError,
        PlacedProblem,
        Problem,
        RenderError,
        UnknownNameError,
        WrongCallError,
        WrongValueError,
    )
    from piaflow.rules.catalogue import RULES as RULES
    from piaflow.rules.dossier import Dossier
    from piaflow.rules.finding import Confidence, Evidence, Finding, Grounds, Hit, Severity, Spot
    from piaflow.rules.rule import Rule
    from piaflow.trace.answer import NodeTrace, PartyTrace, Reach, Trace
    from piaflow.views.catalogue import VIEWS as VIEWS
    from piaflow.views.narrowing import keep_flows
    from piaflow.views.scene import Arrow, Box, Frame, Line, Mark, Remark, RemarkGroup, Scene, Shape
    from piaflow.views.theme import Theme
    from piaflow.views.topology import Level

    __version__: str

__all__ = [
    "Acceptance",
    "Acquisition",
    "AliasSpans",
    "AllowOnly",
    "Arrow",
    "Assessment",
    "BodyKind",
    "Box",
    "Certainty",
    "ChoiceBox",
    "ChoiceNeededError",
    "Confidence",
    "Connection",
    "ConnectionChoice",
    "Conversion",
    "Corpus",
    "CorpusAnswer",
    "Count",
    "CountKind",
    "Diagram",
    "Document",
    "Dossier",
    "EngineError",
    "Entrustment",
    "Evidence",
    "Extent",
    "File",
    "FileAccessError",
    "FileKind",
    "Finding",
    "FindingsAnswer",
    "Flow",
    "FlowKind",
    "Forbid",
    "FormAnswer",
    "FormKind",
    "FormatError",
    "Frame",
    "Grounds",
    "HandlerBand",
    "Hit",
    "ImpactAnswer",
    "InputError",
    "Item",
    "ItemList",
    "Knowledge",
    "Layers",
    "Level",
    "Line",
    "MainItem",
    "MainItemBox",
    "Mark",
    "MayHold",
    "Means",
    "MeansBox",
    "MissingExtraError",
    "Model",
    "ModelError",
    "NodeKind",
    "NodeTrace",
    "Overview",
    "Party",
    "PartyKind",
    "PartyTrace",
    "PassThrough",
    "PeriodBand",
    "PersonBand",
    "PiaflowError",
    "Picture",
    "PlacedProblem",
    "Printed",
    "Problem",
    "Provision",
    "Reach",
    "ReadDocument",
    "Recipient",
    "RecordBand",
    "Remark",
    "RemarkGroup",
    "RenderError",
    "ReviewAnswer",
    "Revision",
    "RowBand",
    "Rule",
    "Scene",
    "Screening",
    "ScreeningResult",
    "Severity",
    "Shape",
    "Side",
    "SourceBox",
    "SourceKind",
    "SourceLimit",
    "Span",
    "Spot",
    "Statement",
    "Step",
    "Storage",
    "SubjectBand",
    "System",
    "Text",
    "Theme",
    "Timing",
    "TodoAnswer",
    "Trace",
    "TraceAnswer",
    "Transfer",
    "UnknownNameError",
    "Use",
    "Way",
    "WorkbookAnswer",
    "WrongCallError",
    "WrongValueError",
    "Zone",
    "build_corpus",
    "check",
    "impact",
    "keep_flows",
    "load",
    "new",
    "open_corpus",
    "read",
    "review",
    "trace",
]

_HOMES = {
    name: home
    for home, names in {
        "piaflow.app.answers": "Picture TraceAnswer",
        "piaflow.app.corpora": "Corpus CorpusAnswer build_corpus open_corpus",
        "piaflow.app.documents": "ReadDocument read",
        "piaflow.app.findings": "FindingsAnswer check",
        "piaflow.app.forms": "FormAnswer WorkbookAnswer",
        "piaflow.app.impacts": "ImpactAnswer impact",
        "piaflow.app.loading": "load",
        "piaflow.app.model": "Model trace",
        "piaflow.app.reviews": "ReviewAnswer review",
        "piaflow.app.starting": "new",
        "piaflow.app.todos": "TodoAnswer",
        "piaflow.domain.assessment": "Assessment Document Overview",
        "piaflow.domain.certainty": "Certainty",
        "piaflow.domain.choices": (
            "BodyKind ConnectionChoice CountKind Extent FileKind FlowKind FormKind HandlerBand"
            " MainItem Means NodeKind PartyKind PeriodBand PersonBand RecordBand RowBand"
            " ScreeningResult Side SourceKind SubjectBand Timing Way"
        ),
        "piaflow.domain.contracts": "AllowOnly Forbid Layers MayHold PassThrough",
        "piaflow.domain.entries": (
            "Acquisition Count Entrustment MeansBox Provision Recipient SourceBox SourceLimit"
            " Storage Transfer Use"
        ),
        "piaflow.domain.flows": "Conversion Diagram Flow Step",
        "piaflow.domain.items": "Item ItemList",
        "piaflow.domain.nodes": "Connection File Knowledge MainItemBox Party System Zone",
        "piaflow.domain.records": "Acceptance ChoiceBox Printed Revision Screening Statement Text",
        "piaflow.domain.span": "AliasSpans Span",
        "piaflow.errors": (
            "ChoiceNeededError EngineError FileAccessError FormatError InputError MissingExtraError"
            " ModelError PiaflowError PlacedProblem Problem RenderError UnknownNameError"
            " WrongCallError WrongValueError"
        ),
        "piaflow.rules.dossier": "Dossier",
        "piaflow.rules.finding": "Confidence Evidence Finding Grounds Hit Severity Spot",
        "piaflow.rules.rule": "Rule",
        "piaflow.trace.answer": "NodeTrace PartyTrace Reach Trace",
        "piaflow.views.narrowing": "keep_flows",
        "piaflow.views.scene": "Arrow Box Frame Line Mark Remark RemarkGroup Scene Shape",
        "piaflow.views.theme": "Theme",
        "piaflow.views.topology": "Level",
    }.items()
    for name in names.split()
}
"""Each name with the module that defines it: it is loaded when the name is first asked for."""
_VALUES = {"RULES": "piaflow.rules.catalogue", "VIEWS": "piaflow.views.catalogue"}
"""The rules and the views of piaflow, to be given beside one's own: `import *` would load every rule for them."""


class _Face(types.ModuleType):
    """The package itself: importing it loads nothing, and a name brings only what it needs.

    Some functions have the names of rooms: `trace`, `impact`, `review`. The import system sets each room that it loads
    as an attribute of the package; here the function keeps its name, whatever is loaded before or after it.
    """

    def __getattr__(self, name: str) -> object:
        if name == "plots":
            return importlib.import_module("piaflow.plots")
        if name == "__version__":
            return importlib.import_module("importlib.metadata").version("piaflow")
        if name in _VALUES:
            return getattr(importlib.import_module(_VALUES[name]), name)
        if name not in _HOMES:
            msg = f"module {self.__name__!r} has no attribute {name!r}"
            raise AttributeError(msg, name=name, obj=self)
        value = getattr(importlib.import_module(_HOMES[name]), name)
        setattr(self, name, value)
        return value

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _HOMES and isinstance(value, types.ModuleType)):
            super().__setattr__(name, value)

    def __dir__(self) -> list[str]:
        return [*__all__, *_VALUES, "__version__", "plots"]


sys.modules[__name__].__class__ = _Face
