"""What became of model files since a revision, in every format: `piaflow impact --git`."""

from __future__ import annotations

from collections.abc import Iterator

from piaflow.domain.assessment import Assessment
from piaflow.impact.revised import Revised, State
from piaflow.report.as_json import Json
from piaflow.report.check_json import finding_to_dict
from piaflow.report.check_markdown import list_finding
from piaflow.report.check_text import tell_finding
from piaflow.report.impact_json import impact_to_dict, judgement_to_dict
from piaflow.report.impact_markdown import impact_markdown
from piaflow.report.impact_text import impact_text
from piaflow.report.markdown_text import code, escape
from piaflow.report.tables import Part, heading, indent, to_text


def revised_text(told: Revised) -> str:
    """Return the impact as `piaflow impact` prints it, or what there is to say of a model that stands alone."""
    if told.impact is not None:
        renamed = to_text(heading(_head(told))) if told.state is State.RENAMED else ""
        return renamed + impact_text(told.impact)
    return to_text(heading(_head(told)), *_alone(told))


def _head(told: Revised) -> str:
    if told.state is State.RENAMED:
        return f"{told.state.printed}：{told.was} → {told.file}"
    return f"{told.state.printed}：{told.file or told.was}"


def _alone(told: Revised) -> Iterator[Part]:
    if told.model is not None:
        yield indent(1, _size(told.model))
        yield indent(1, f"{_turn(told)} {len(told.findings)}")
    if told.state is State.ADDED:
        for finding in told.findings:
            yield from tell_finding(finding)
    yield from (indent(1, str(problem)) for problem in told.problems)


def _size(model: Assessment) -> str:
    counts = (
        f"システム {len(model.systems)}、特定個人情報ファイル {len(model.files)}、流れ {len(model.flows)}"
    )
    return f"{model.body} {model.procedure}（{counts}）"


def _turn(told: Revised) -> str:
    return "消える指摘" if told.state is State.REMOVED else "現れる指摘"


def revised_markdown(told: Revised) -> str:
    """Return a comment on a pull request, as for any impact."""
    if told.impact is not None:
        renamed = f"{_markdown_head(told)}\n\n" if told.state is State.RENAMED else ""
        return renamed + impact_markdown(told.impact)
    return "\n".join([f"## {_markdown_head(told)}", "", *_markdown_alone(told)]) + "\n"


def _markdown_head(told: Revised) -> str:
    files = " → ".join(code(name) for name in dict.fromkeys((told.was, told.file)) if name)
    return f"{told.state.printed}　{files}"


def _markdown_alone(told: Revised) -> Iterator[str]:
    if told.model is not None:
        yield f"- {escape(_size(told.model))}"
        yield f"- {_turn(told)} {len(told.findings)}"
    if told.state is State.ADDED and told.findings:
        yield from ("", f"<details><summary>{_turn(told)} {len(told.findings)}</summary>", "")
        for finding in told.findings:
            yield from list_finding(finding)
        yield from ("", "</details>")
    yield from (f"- {escape(str(problem))}" for problem in told.problems)


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
        "document": f"{told.model.body} {told.model.procedure}" if told.model else "",
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
