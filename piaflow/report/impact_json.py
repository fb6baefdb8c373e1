"""An impact as the documented JSON: `piaflow impact --format json`, and rows for a table."""

from __future__ import annotations

from typing import Any

from attrs import asdict

from piaflow.impact.answer import Impact
from piaflow.impact.differences import Difference, DifferenceKind
from piaflow.impact.items import ItemChange
from piaflow.impact.judging import Judgement
from piaflow.impact.reaches import ReachChange
from piaflow.law.precedents import Precedent
from piaflow.law.significance import Consequence, Exclusion, Procedure
from piaflow.report.as_json import Json
from piaflow.report.check_json import finding_to_dict


def impact_to_dict(impact: Impact) -> Json:
    """Return `{document, added, removed, changed, reach, causes, changes, judgement, findings}`."""
    return {
        "document": f"{impact.after.body} {impact.after.procedure}",
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
            {"kind": cause.kind.value, "file": cause.file, "subject": cause.subject}
            for cause in impact.causes
        ],
        "changes": list(map(_item, impact.items)),
        "judgement": judgement_to_dict(impact.judgement),
        "findings": {
            "new": list(map(finding_to_dict, impact.new_findings)),
            "gone": list(map(finding_to_dict, impact.gone_findings)),
        },
    }


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
    return {"part": told.part.value, "name": told.name, "fields": list(told.fields), "was": told.was}


def _reach(change: ReachChange) -> Json:
    return {
        "name": change.name,
        "is_party": change.is_party,
        "was": change.was.value,
        "now": change.now.value,
        "responsible": change.responsible,
        "path": list(change.path),
        "entries": list(change.entries),
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
        "exclusions": list(map(_plain, told.exclusions)),
        "consequences": list(map(_plain, told.consequences)),
        "procedure": list(map(_plain, told.procedures)),
        "precedents": list(map(_plain, told.precedents)),
    }


def _plain(told: Exclusion | Consequence | Procedure | Precedent) -> Json:
    plain: Json = asdict(told, value_serializer=_value)
    plain.pop("forms", None)
    plain.pop("form", None)
    return plain


def _value(_: Any, __: Any, value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else getattr(value, "value", value)
