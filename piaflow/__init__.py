"""piaflow: a 特定個人情報保護評価書 as a graph of systems, files and flows that one can ask and draw."""

from piaflow import plots as plots
from piaflow.app.answers import Picture, TraceAnswer
from piaflow.app.findings import FindingsAnswer, check
from piaflow.app.forms import FormAnswer
from piaflow.app.impacts import ImpactAnswer, impact
from piaflow.app.model import Model, load, trace
from piaflow.app.starting import new
from piaflow.app.todos import TodoAnswer
from piaflow.domain.assessment import Assessment, Document, Overview
from piaflow.domain.certainty import Certainty
from piaflow.domain.contracts import AllowOnly, Forbid, Layers, MayHold, PassThrough
from piaflow.domain.entries import (
    Acquisition,
    Count,
    Entrustment,
    Provision,
    Recipient,
    Storage,
    Transfer,
    Use,
)
from piaflow.domain.flows import Conversion, Diagram, Flow, Step
from piaflow.domain.items import Item, ItemList
from piaflow.domain.nodes import File, Party, System, Zone
from piaflow.domain.records import Acceptance, ChoiceBox, Printed, Revision, Screening, Statement, Text
from piaflow.domain.span import Span
from piaflow.errors import (
    ChoiceNeededError,
    FileAccessError,
    FormatError,
    InputError,
    ModelError,
    PiaflowError,
    RenderError,
    UnknownNameError,
    WrongCallError,
    WrongValueError,
)
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Finding, Hit, Severity
from piaflow.rules.rule import Rule
from piaflow.trace.answer import NodeTrace, PartyTrace, Reach, Trace

__all__ = [
    "Acceptance",
    "Acquisition",
    "AllowOnly",
    "Assessment",
    "Certainty",
    "ChoiceBox",
    "ChoiceNeededError",
    "Confidence",
    "Conversion",
    "Count",
    "Diagram",
    "Document",
    "Dossier",
    "Entrustment",
    "Evidence",
    "File",
    "FileAccessError",
    "Finding",
    "FindingsAnswer",
    "Flow",
    "Forbid",
    "FormAnswer",
    "FormatError",
    "Hit",
    "ImpactAnswer",
    "InputError",
    "Item",
    "ItemList",
    "Layers",
    "MayHold",
    "Model",
    "ModelError",
    "NodeTrace",
    "Overview",
    "Party",
    "PartyTrace",
    "PassThrough",
    "PiaflowError",
    "Picture",
    "Printed",
    "Provision",
    "Reach",
    "Recipient",
    "RenderError",
    "Revision",
    "Rule",
    "Screening",
    "Severity",
    "Span",
    "Statement",
    "Step",
    "Storage",
    "System",
    "Text",
    "TodoAnswer",
    "Trace",
    "TraceAnswer",
    "Transfer",
    "UnknownNameError",
    "Use",
    "WrongCallError",
    "WrongValueError",
    "Zone",
    "check",
    "impact",
    "load",
    "new",
    "trace",
]
