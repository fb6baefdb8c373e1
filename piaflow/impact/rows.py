"""What differs in the form as rows of 変更箇所, in its six columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from piaflow.domain.choices import Timing
from piaflow.domain.records import Revision
from piaflow.form.comparing import FormChange
from piaflow.impact.answer import Impact
from piaflow.impact.items import ItemChange
from piaflow.impact.judging import find_timing
from piaflow.law.addresses import Address
from piaflow.law.forms import fields_by_path

_ABSENT, _DELETED = "記載なし", "削除"
"""What published tables of 変更箇所 write where one side has no text."""
_FILED: Mapping[tuple[bool, Timing], str] = {
    (True, Timing.BEFORE): "※の欄（重要な変更にあたるかは検討が要る）",
    (False, Timing.BEFORE): "※のない欄（重要な変更の候補とあわせて出す）",
    (False, Timing.AFTER): "※のない欄",
}


def list_rows(impact: Impact, changes: Sequence[ItemChange | FormChange]) -> tuple[Revision, ...]:
    """Return a row for each change of the form.

    変更日 is left to the officer, as no model knows it; 提出時期 is the candidate, and follows the change as a whole where
    that is one.
    """
    return tuple(_make_row(impact, change) for change in changes)


def _make_row(impact: Impact, change: ItemChange | FormChange) -> Revision:
    timing = find_timing(impact.judgement.result, change.address, significant=change.significant)
    before, after = change.excerpt
    note = why_filed(change, timing)
    return Revision(
        place_of(impact, change), before=before or _ABSENT, after=after or _DELETED, timing=timing, note=note
    )


def place_of(impact: Impact, item: ItemChange | FormChange) -> str:
    """Return an item as 変更箇所 prints it: Ⅱ.3.② 入手方法, with the file where there are several.

    具体的な対策の内容 has the label of the box above it, that it is the content of.
    """
    several = f"（{item.file}）" if item.file and len(impact.after.listed_files) > 1 else ""
    last = "" if item.label == item.address.name else f" {_label_above(item.address)}{item.label}"
    return f"{item.address.without_file}{several}{last}"


def _label_above(address: Address) -> str:
    above = fields_by_path(address.form).get(address.place.rpartition(".")[0])
    return f"{above.label}／" if above and address.is_field and above.path != address.field.repeat else ""


def why_filed(change: ItemChange | FormChange, timing: Timing) -> str:
    """Return what stands behind 提出時期."""
    if change.address.is_field and change.address.field.is_of_procedure:
        return "評価の実施の記録"
    return _FILED[change.significant, timing]
