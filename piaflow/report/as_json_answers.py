"""The stable JSON of what one asks of a model (docs/json.md): traces, findings, impacts, forms, what is to be done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from attrs import asdict

from piaflow.errors import Place
from piaflow.form.form import Cell, Form
from piaflow.impact.answer import Impact
from piaflow.impact.differences import Difference, DifferenceKind
from piaflow.impact.items import ItemChange
from piaflow.impact.judging import Judgement
from piaflow.impact.reaches import ReachChange
from piaflow.law.forms import find_edition
from piaflow.law.precedents import Precedent
from piaflow.law.significance import Consequence, Exclusion, Procedure
from piaflow.report.as_json import Json
from piaflow.report.checked import CheckedDocument, CheckReport, PlacedFinding, TodoDocument
from piaflow.review.revised import Revised, State
from piaflow.rules.finding import Finding
from piaflow.trace.answer import NodeTrace, PartyTrace, Touch, Trace


def trace_to_dict(trace: Trace) -> Json:
    """Return `{item, origins, possible_origins, nodes, parties}`."""
    return {
        "item": trace.item,
        "origins": list(trace.origins),
        "possible_origins": list(trace.possible_origins),
        "nodes": [_node_trace(node) for node in trace.nodes],
        "parties": [_party_trace(party) for party in trace.parties],
        "flows": [
            {
                "id": f.flow,
                "reach": f.reach.value,
                "as": list(f.as_items),
                "possibly_as": list(f.possibly_as),
                "stops": f.stops,
            }
            for f in trace.flows
        ],
    }


def _node_trace(node: NodeTrace) -> Json:
    return {
        "name": node.name,
        "owner": node.owner,
        "reach": node.reach.value,
        "as": list(node.as_items),
        "possibly_as": list(node.possibly_as),
        "path": list(node.path),
        "path_entries": list(node.path_entries),
        "open": node.open_flows,
        "assumed": list(map(list, node.assumed)),
        "untold": node.is_untold,
        "cut": [*dict.fromkeys(stop.flow for stop in node.cut if stop.flow)],
        "why": [{"flow": stop.flow, "item": stop.item, "reason": stop.why.value} for stop in node.cut],
    }


def _party_trace(party: PartyTrace) -> Json:
    return {
        "name": party.name,
        "reach": party.reach.value,
        "as": list(party.as_items),
        "possibly_as": list(party.possibly_as),
        "nodes": list(party.nodes),
        "possible_nodes": list(party.possible_nodes),
        "entrustments": list(map(_touch, party.entrustments)),
        "handovers": list(map(_touch, party.handovers)),
    }


def _touch(touch: Touch) -> Json:
    return {
        "entry": touch.entry,
        "subject": touch.subject,
        "reach": touch.reach.value,
        "as": list(touch.as_items),
        "possibly_as": list(touch.possibly_as),
    }


def check_to_list(report: CheckReport) -> list[Json]:
    """Return one object per finding: document, file, rule, severity, …, key and place."""
    return [_placed(document, placed) for document in report.documents for placed in document.standing]


def check_to_dict(report: CheckReport) -> Json:
    """Return the whole answer, document by document: findings, what is not shown and why, and what was not checked."""
    return {"documents": list(map(_checked, report.documents))}


def _checked(document: CheckedDocument) -> Json:
    return {
        "document": document.name,
        "file": document.file,
        "findings": [_placed(document, placed) for placed in document.standing],
        "accepted": [_placed(document, placed) for placed in document.accepted],
        "known": document.known,
        "later_norms": document.later,
        "not_checked": [
            {"what": gap.word, "missing": gap.missing, "total": gap.total, "rules": list(gap.rules)}
            for gap in document.gaps
        ],
    }


def check_to_rows(report: CheckReport) -> list[Json]:
    """Return one flat dict per finding, its words as an officer reads them."""
    return [_finding_row(document, placed) for document in report.documents for placed in document.standing]


def finding_to_dict(finding: Finding) -> Json:
    """Return what a finding says, without the document and the place where it was found."""
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "confidence": finding.confidence.value,
        "grounds": finding.grounds.value,
        "message": finding.message,
        "subjects": list(finding.subjects),
        "spans": [str(span) for span in finding.spans],
        "evidence": [
            {"said": side.said, "spans": [str(span) for span in side.spans]} for side in finding.evidence
        ],
        "key": finding.key,
    }


def _placed(document: CheckedDocument, placed: PlacedFinding) -> Json:
    return {
        "document": document.name,
        "file": document.file,
        **finding_to_dict(placed.finding),
        "place": _place(placed.place),
    }


def _place(place: Place) -> Json:
    return {"file": place.file, "line": place.line, "column": place.column}


def _finding_row(document: CheckedDocument, placed: PlacedFinding) -> Json:
    finding = placed.finding
    return {
        "document": document.name,
        "rule": finding.rule,
        "severity": finding.severity.printed,
        "confidence": finding.confidence.printed,
        "grounds": finding.grounds.printed,
        "message": finding.message,
        "spans": " ".join(map(str, finding.spans)),
        "key": finding.key,
        "place": str(placed.place),
    }


def impact_to_dict(impact: Impact) -> Json:
    """Return `{document, added, removed, changed, reach, causes, changes, judgement, findings}`."""
    return {
        "document": impact.after.name,
        "added": _differences(impact, DifferenceKind.ADDED),
        "removed": _differences(impact, DifferenceKind.REMOVED),
        "changed": _differences(impact, DifferenceKind.CHANGED),
        "reach": {
            changes.item: {
                "gained": list(map(_reach, changes.gained)),
                "lost": list(map(_reach, changes.lost)),
            }
            for changes in impact.reaches
        },
        "causes": [
            {
                "kind": cause.kind.value,
                "file": cause.file,
                "subject": cause.subject,
                "by": list(cause.made_by),
                "is_sure": cause.is_sure,
            }
            for cause in impact.causes
        ],
        "changes": list(map(_item, impact.items)),
        "judgement": judgement_to_dict(impact.judgement),
        "findings": {
            "new": [_turn(impact, finding) for finding in impact.new_findings],
            "gone": [_turn(impact, finding) for finding in impact.gone_findings],
        },
    }


def _turn(impact: Impact, finding: Finding) -> Json:
    return {**finding_to_dict(finding), "is_sure": finding not in impact.unsure_findings}


def impact_to_rows(impact: Impact) -> list[Json]:
    """Return one flat dict per item of the form."""
    return [_row(item) for item in impact.items]


def _row(item: ItemChange) -> Json:
    row = _item(item)
    lines = row.pop("excerpt")
    return {**row, "excerpt_before": lines["before"], "excerpt_after": lines["after"]}


def _differences(impact: Impact, kind: DifferenceKind) -> list[Json]:
    return list(map(_difference, impact.of_kind(kind)))


def _difference(told: Difference) -> Json:
    return {
        "part": told.part.value,
        "name": told.name,
        "fields": list(told.fields),
        "was": told.was,
        "is_sure": told.is_sure,
    }


def _reach(change: ReachChange) -> Json:
    return {
        "name": change.name,
        "is_party": change.is_party,
        "was": change.was.value,
        "now": change.now.value,
        "responsible": change.responsible,
        "path": list(change.path),
        "entries": list(change.entries),
        "is_sure": change.is_sure,
    }


def _item(item: ItemChange) -> Json:
    return {
        "path": item.path,
        "label": item.label,
        "subject": item.subject,
        "before": item.before,
        "after": item.after,
        "excerpt": _excerpt(item),
        "significant": item.significant,
        "origin": item.origin.value,
        "timing": item.timing.value,
        "reason": item.reason,
        "rule": item.rule,
    }


def _excerpt(item: ItemChange) -> Json:
    before, after = item.excerpt
    return {"before": before, "after": after}


def judgement_to_dict(told: Judgement) -> Json:
    """Return the judgement with its grounds, what may exclude it and what would follow."""
    return {
        "result": told.result.value,
        "reason": told.reason,
        "grounds": [item.path for item in told.grounds],
        "exclusions": list(map(plain_judged, told.exclusions)),
        "consequences": list(map(plain_judged, told.consequences)),
        "procedure": list(map(plain_judged, told.procedures)),
        "precedents": list(map(plain_judged, told.precedents)),
    }


def plain_judged(told: Exclusion | Consequence | Procedure | Precedent) -> Json:
    """Return what is known of the law or of a published change, without the form that it is of."""
    plain: Json = asdict(told, value_serializer=_value)
    plain.pop("forms", None)
    plain.pop("form", None)
    return plain


def _value(_: Any, __: Any, value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else getattr(value, "value", value)


def revised_to_dict(told: Revised) -> Json:
    """Return an impact with `state`, `file`, `file_before` and `problems`; a model alone has it without changes."""
    where = {
        "state": told.state.value,
        "file": told.file,
        "file_before": told.was,
        "problems": [str(problem) for problem in told.problems],
    }
    if told.impact is not None:
        return {**impact_to_dict(told.impact), **where}
    found = [finding_to_dict(finding) for finding in told.findings]
    gone = told.state is State.REMOVED
    return {
        "document": told.model.name if told.model else "",
        "added": [],
        "removed": [],
        "changed": [],
        "reach": {},
        "causes": [],
        "changes": [],
        "judgement": judgement_to_dict(told.judgement),
        "findings": {"new": [] if gone else found, "gone": found if gone else []},
        **where,
    }


def form_to_dict(form: Form) -> Json:
    """Return `{form, edition, fields, origins, cells}`: the stated edition or 不明, how many cells came from where, and each.

    A cell is empty where the model knows nothing.
    """
    return {
        "form": form.kind.value,
        "edition": form.edition or "不明",
        "fields": {
            "edition": find_edition(form.kind),
            "known": form.edition_facts.is_known,
            "note": form.edition_facts.note,
        },
        "origins": {origin.value: count for origin, count in form.origins.items()},
        "cells": [_cell(form, cell) for cell in form.cells],
    }


def _cell(form: Form, cell: Cell) -> Json:
    return {
        "path": cell.path,
        "label": form.label(cell),
        "kind": cell.field.kind.value,
        "significant": cell.field.significant,
        "subject": cell.subject,
        "text": cell.text,
        "origin": cell.origin.value,
        "unread": list(cell.filled.unread),
        "span": [str(span) for span in cell.spans],
    }


def todo_to_list(documents: Sequence[TodoDocument]) -> list[Json]:
    """Return one object per thing to do: document, file, kind, name, what and place."""
    return [
        {
            "document": document.name,
            "file": document.file,
            "kind": todo.kind.value,
            "name": todo.name,
            "what": todo.what,
            "place": _place(place),
        }
        for document in documents
        for todo, place in document.todos
    ]
