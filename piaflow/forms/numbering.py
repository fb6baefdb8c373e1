"""Which fact of the model stands at which field of which form.

Source: 様式4, 様式3 (平成30年5月) and 様式2 (平成31年1月). A field that is not here holds nothing that a
model knows: the measures of Ⅲ and Ⅳ, and of the procedures of Ⅴ and Ⅵ all but the screening. A 重大事故 of
様式4 Ⅲ.7⑨ and 様式3 Ⅲ.7② is asked of other years and other information than that of 様式2 Ⅱ.3.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from piaflow.domain.choices import FormKind
from piaflow.forms import entry_cells as e
from piaflow.forms import file_cells as f
from piaflow.forms import overview_cells as o
from piaflow.forms import screening_cells as s
from piaflow.forms.drawing_cells import drawing
from piaflow.forms.entry_cells import OfEntrustment, OfHandover
from piaflow.forms.file_cells import OfFile
from piaflow.forms.overview_cells import OfSystem, Once
from piaflow.forms.revision_cells import revision_table


@frozen
class Numbering:
    """The fields of one form that a model fills, by path and by what they are repeated for."""

    once: Mapping[str, Once]
    systems: Mapping[str, OfSystem]
    files: Mapping[str, OfFile]
    entrustments: Mapping[str, OfEntrustment]
    handovers: Mapping[str, OfHandover]


_COVER: dict[str, Once] = {
    "表紙.評価書番号": o.number,
    "表紙.評価書名": o.title,
    "表紙.評価実施機関名": o.body,
    "表紙.公表日": o.published,
    "Ⅰ.1.①": o.procedure,
    "Ⅰ.1.②": o.duties,
}
_SYSTEMS: dict[str, OfSystem] = {
    "Ⅰ.2.システム{n}.①": o.system_name,
    "Ⅰ.2.システム{n}.②": o.system_functions,
    "Ⅰ.2.システム{n}.③": o.system_connections,
}
_FILE_HEAD: dict[str, OfFile] = {
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
}
_ENTRUSTMENT_HEAD: dict[str, OfEntrustment] = {
    "Ⅱ.4.委託事項{k}": e.subject,
    "Ⅱ.4.委託事項{k}.①": e.content,
}
_HANDOVERS: dict[str, OfHandover] = {
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

FULL = Numbering(
    once={
        **_COVER,
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
    },
    systems=_SYSTEMS,
    files={
        **_FILE_HEAD,
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
    },
    entrustments={
        **_ENTRUSTMENT_HEAD,
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
    },
    handovers=_HANDOVERS,
)

PRIORITY = Numbering(
    once={
        **_COVER,
        "Ⅰ.1.③": o.subjects,
        "Ⅰ.3": o.file_names,
        "Ⅰ.4": o.number_basis,
        "Ⅰ.5.①": o.network,
        "Ⅰ.5.②": o.network_basis,
        "Ⅰ.6.①": o.departments,
        "Ⅰ.6.②": o.department_head,
        "Ⅰ.7": o.other_bodies,
        "Ⅴ.1.①": s.screened,
        "Ⅴ.1.②": s.result,
    },
    systems=_SYSTEMS,
    files={
        **_FILE_HEAD,
        "Ⅱ.3.③": f.purpose,
        "Ⅱ.3.④.使用部署": f.use_departments,
        "Ⅱ.3.④.使用者数": f.users,
        "Ⅱ.3.⑤": f.methods,
        "Ⅱ.3.⑤.突合": f.matching,
        "Ⅱ.3.⑥": f.used_since,
        "Ⅱ.6": f.places,
        "別添1": f.records,
    },
    entrustments={
        **_ENTRUSTMENT_HEAD,
        "Ⅱ.4.委託事項{k}.②": e.handlers,
        "Ⅱ.4.委託事項{k}.③": e.contractor,
        "Ⅱ.4.委託事項{k}.④": e.subentrusted,
        "Ⅱ.4.委託事項{k}.⑤": e.permission,
        "Ⅱ.4.委託事項{k}.⑥": e.subcontent,
    },
    handovers=_HANDOVERS,
)

BASIC = Numbering(
    once={
        **_COVER,
        "Ⅰ.1.③": o.system_names,
        "Ⅰ.2": o.file_names,
        "Ⅰ.3": o.number_basis,
        "Ⅰ.4.①": o.network,
        "Ⅰ.4.②": o.network_basis,
        "Ⅰ.5.①": o.departments,
        "Ⅰ.5.②": o.department_head,
        "Ⅰ.6": o.other_bodies,
        "Ⅱ.1": s.subjects,
        "Ⅱ.2": s.handlers,
        "Ⅱ.3": s.accident,
        "Ⅲ": s.result,
        "Ⅳ.1": s.submitted,
        "Ⅳ.4": s.not_entrusted,
        "Ⅳ.5": s.not_handed_over,
        "Ⅳ.6.a": s.not_connected("入手"),
        "Ⅳ.6.b": s.not_connected("提供"),
        "変更箇所": revision_table,
    },
    systems={},
    files={},
    entrustments={},
    handovers={},
)

NUMBERINGS: Mapping[FormKind, Numbering] = {
    FormKind.FULL: FULL,
    FormKind.PRIORITY: PRIORITY,
    FormKind.BASIC: BASIC,
}
