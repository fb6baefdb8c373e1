"""Which fact of the model stands at which field: one table for all forms, by the numbers of 様式4.

The other forms follow by what they ask alike (FormField.full); what only 様式2 asks stands in a table of its own.
A field that is in neither holds nothing that a model has a word for: the measures of Ⅲ and Ⅳ, and of the
procedures of Ⅴ and Ⅵ all but the screening. A 重大事故 of 様式4 Ⅲ.7⑨ and 様式3 Ⅲ.7② is asked of other years
and other information than that of 様式2 Ⅱ.3.
"""

from __future__ import annotations

from collections.abc import Mapping

from piaflow.domain.choices import FormKind
from piaflow.form import entry_cells as e
from piaflow.form import file_cells as f
from piaflow.form import overview_cells as o
from piaflow.form import screening_cells as s
from piaflow.form.drawing_cells import drawing
from piaflow.form.entry_cells import OfEntrustment, OfHandover
from piaflow.form.file_cells import OfFile
from piaflow.form.overview_cells import OfSystem, Once
from piaflow.form.revision_cells import revision_table
from piaflow.law.forms import FormField

_ONCE: Mapping[str, Once] = {
    "表紙.評価書番号": o.number,
    "表紙.評価書名": o.title,
    "表紙.評価実施機関名": o.body,
    "表紙.公表日": o.published,
    "Ⅰ.1.①": o.procedure,
    "Ⅰ.1.②": o.duties,
    "Ⅰ.1.③": o.subjects,
    "Ⅰ.3": o.file_names,
    "Ⅰ.5": o.number_basis,
    "Ⅰ.6.①": o.network,
    "Ⅰ.6.②": o.network_basis,
    "Ⅰ.7.①": o.departments,
    "Ⅰ.7.②": o.department_head,
    "Ⅰ.8": o.other_bodies,
    "Ⅵ.1.①": s.screened,
    "Ⅵ.1.②": s.result,
    "別添1": drawing,
}
_ONLY_BASIC: Mapping[str, Once] = {
    "Ⅰ.1.③": o.system_names,
    "Ⅱ.1": s.subjects,
    "Ⅱ.2": s.handlers,
    "Ⅱ.3": s.accident,
    "Ⅳ.1": s.submitted,
    "Ⅳ.4": s.not_entrusted,
    "Ⅳ.5": s.not_handed_over,
    "Ⅳ.6.a": s.not_connected("入手"),
    "Ⅳ.6.b": s.not_connected("提供"),
    "変更箇所": revision_table,
}
SYSTEMS: Mapping[str, OfSystem] = {
    "Ⅰ.2.システム{n}.①": o.system_name,
    "Ⅰ.2.システム{n}.②": o.system_functions,
    "Ⅰ.2.システム{n}.③": o.system_connections,
}
FILES: Mapping[str, OfFile] = {
    "Ⅱ.1": f.name,
    "Ⅱ.2.①": f.kind,
    "Ⅱ.2.②": f.subjects,
    "Ⅱ.2.③": f.scope,
    "Ⅱ.2.④": f.band,
    "Ⅱ.2.④.主な記録項目": f.main_items,
    "Ⅱ.2.⑤": f.held_since,
    "Ⅱ.2.⑥": f.department,
    "Ⅱ.3.①": f.sources,
    "Ⅱ.3.②": f.means,
    "Ⅱ.4.有無": f.entrusted,
    "Ⅱ.5.有無": f.handed_over,
    "Ⅲ.1": f.name,
    "Ⅲ.4.有無": f.not_entrusted,
    "Ⅲ.5.有無": f.not_handed_over,
    "Ⅲ.6.有無": f.not_connected,
    "Ⅱ.3.③": f.timing,
    "Ⅱ.3.④": f.justification,
    "Ⅱ.3.⑤": f.notice,
    "Ⅱ.3.⑥": f.purpose,
    "Ⅱ.3.⑦.使用部署": f.use_departments,
    "Ⅱ.3.⑦.使用者数": f.users,
    "Ⅱ.3.⑧": f.methods,
    "Ⅱ.3.⑧.突合": f.matching,
    "Ⅱ.3.⑧.統計分析": f.statistics,
    "Ⅱ.3.⑧.決定": f.decisions,
    "Ⅱ.3.⑨": f.used_since,
    "Ⅱ.6.①": f.places,
    "Ⅱ.6.②.期間": f.period,
    "Ⅱ.6.②.妥当性": f.period_justification,
    "Ⅱ.6.③": f.deletion,
    "別添2": f.records,
}
ENTRUSTMENTS: Mapping[str, OfEntrustment] = {
    "Ⅱ.4.委託事項{k}": e.subject,
    "Ⅱ.4.委託事項{k}.①": e.content,
    "Ⅱ.4.委託事項{k}.②": e.extent,
    "Ⅱ.4.委託事項{k}.②.数": e.entrusted_subjects,
    "Ⅱ.4.委託事項{k}.②.範囲": e.entrusted_scope,
    "Ⅱ.4.委託事項{k}.②.妥当性": e.entrusted_justification,
    "Ⅱ.4.委託事項{k}.③": e.handlers,
    "Ⅱ.4.委託事項{k}.④": e.entrusted_means,
    "Ⅱ.4.委託事項{k}.⑤": e.disclosure,
    "Ⅱ.4.委託事項{k}.⑥": e.contractor,
    "Ⅱ.4.委託事項{k}.⑦": e.subentrusted,
    "Ⅱ.4.委託事項{k}.⑧": e.permission,
    "Ⅱ.4.委託事項{k}.⑨": e.subcontent,
}
HANDOVERS: Mapping[str, OfHandover] = {
    f"Ⅱ.5.{kind}{{k}}{part}": cell
    for kind in ("提供先", "移転先")
    for part, cell in (
        ("", e.recipient),
        (".①", e.basis),
        (".②", e.purpose),
        (".③", e.information),
        (".④", e.subjects),
        (".⑤", e.scope),
        (".⑥", e.means),
        (".⑦", e.timing),
    )
}


def find_once(field: FormField) -> Once | None:
    """Return what fills a field that stands once in its form, None where no word of a model does."""
    own = _ONLY_BASIC.get(field.path) if field.form is FormKind.BASIC else None
    return own or _ONCE.get(field.full)
