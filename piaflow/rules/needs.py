"""What rules need to see, and how much of it a document does not show: so that silence is never read as 指摘なし."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from attrs import frozen

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import CountKind, FormKind, PersonBand, SubjectBand
from piaflow.domain.entries import Acquisition, Entrustment, Handover, MeansBox, SourceBox
from piaflow.domain.nodes import Connection, MainItemBox
from piaflow.form.form import CellOrigin
from piaflow.law.forms import FieldKind
from piaflow.rules.dossier import Dossier
from piaflow.rules.recorded import tells_all
from piaflow.rules.source_limits import find_limit

Counted = tuple[int, int]
"""How many of a kind are not seen, and how many there are."""


@frozen
class Need:
    """A kind of fact that rules read: its word, and how many of them a document does not show, of how many."""

    word: str
    count: Callable[[Dossier], Counted]


@frozen
class Gap:
    """確かめられなかったこと: facts of a kind that are missing, and the rules that could not speak for want of them."""

    word: str
    missing: int
    total: int
    rules: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        """What is missing, in words."""
        told = f"{self.total}のうち{self.missing}が不明" if self.total else "1つもない"
        return f"{self.word}: {told}"


def _count(seen: Iterable[bool]) -> Counted:
    told = list(seen)
    return told.count(False), len(told)


def _any(seen: Iterable[object]) -> Counted:
    """Whether there is anything at all to look at: what there is, is seen."""
    return 0, len(list(seen))


def _count_boxes(fields: Iterable[Iterable[Connection | SourceBox | MeansBox | MainItemBox]]) -> Counted:
    """A field of which nobody tells anything counts as one box that is not read."""
    told = [[box.box is not Certainty.UNKNOWN for box in boxes] or [False] for boxes in fields]
    return _count(chain.from_iterable(told))


def _entries(dossier: Dossier) -> Iterator[Acquisition | Entrustment | Handover]:
    for file in dossier.model.listed_files:
        yield file.acquisition
        yield from file.entrustments
        yield from file.provisions
        yield from file.transfers


def _lists(dossier: Dossier) -> Iterable[bool]:
    for file in dossier.model.listed_files:
        yield from (bool(e.rows) for e in (*file.provisions, *file.transfers) if e.annex)


def _annexes(dossier: Dossier) -> Counted:
    """A document without 別紙 wants for none."""
    missing, total = _count(_lists(dossier))
    return missing, total or 1


def _diagrams(dossier: Dossier) -> Counted:
    """様式3 has no 別添1 to look at."""
    asked = dossier.model.overview.form is FormKind.FULL
    return 0, len(dossier.model.diagrams) if asked else 1


def _counts(dossier: Dossier) -> Iterable[bool]:
    for file in dossier.model.listed_files:
        told = {count.kind for count in file.counts if count.done is not Certainty.UNKNOWN}
        yield from (kind in told for kind in CountKind)


def _texts(*numbers: str) -> Callable[[Dossier], Counted]:
    def count(dossier: Dossier) -> Counted:
        cells = (cell for number in numbers for cell in dossier.form.ask(number))
        return _count(cell.origin in (CellOrigin.PRINTED, CellOrigin.WRITTEN) for cell in cells)

    return count


def _bands(dossier: Dossier) -> Iterable[bool]:
    yield dossier.model.overview.subjects is not SubjectBand.UNKNOWN
    yield from (file.subjects is not PersonBand.UNKNOWN for file in dossier.model.listed_files)


_RISK_MARKS = ("Ⅲ.4.有無", "Ⅲ.5.有無", "Ⅲ.6.有無", "Ⅲ.4.再委託先")
OWNERS = Need(
    "誰が動かすか（システムの owner）",
    lambda d: _count(bool(d.model.owner(system.name)) for system in d.model.systems),
)
ENTRIES = Need(
    "目録の項（システムの entry）", lambda d: _count(bool(s.entry) for s in d.model.systems if s.number)
)
CONNECTIONS = Need(
    "接続の印（Ⅰ.2③）", lambda d: _count_boxes(s.connects for s in d.model.systems if s.number)
)
FUNCTIONS = Need("機能の文（Ⅰ.2②）", _texts("Ⅰ.2.システム{n}.②"))
SYSTEMS = Need("Ⅰ.2のシステム", lambda d: _any(s for s in d.model.systems if s.number))
FILES = Need("Ⅰ.3のファイル", lambda d: _any(d.model.listed_files))
FLOWS = Need("流れ", lambda d: _any(d.flows))
DIAGRAMS = Need("別添1の図", _diagrams)
ITEMS = Need("流れの項目", lambda d: _count(bool(f.flow.items.names) for f in d.flows))
SOURCES = Need(
    "入手元の印（Ⅱ.3①）", lambda d: _count_boxes(f.acquisition.sources for f in d.model.listed_files)
)
LIMITS = Need(
    "Ⅲ.2の入手元の限り（limit）",
    lambda d: _count(bool(find_limit(d, f).nodes) for f in d.model.listed_files),
)
MEANS = Need("方法の印（Ⅱ.3②・Ⅱ.4④・Ⅱ.5⑥）", lambda d: _count_boxes(e.means for e in _entries(d)))
MAIN_ITEMS = Need(
    "主な記録項目の印（Ⅱ.2④）", lambda d: _count_boxes(f.main_items for f in d.model.listed_files)
)
RECORDS = Need(
    "記録項目の一覧（終わりまで）",
    lambda d: _count(map(tells_all, d.model.listed_files)),
)
COUNTS = Need("委託・提供・移転の有無（Ⅱ.4・Ⅱ.5）", lambda d: _count(_counts(d)))
HANDOVERS = Need("提供先・移転先（Ⅱ.5）", lambda d: _any(e for e in _entries(d) if isinstance(e, Handover)))
ENTRUSTMENTS = Need("委託事項（Ⅱ.4）", lambda d: _any(e for e in _entries(d) if isinstance(e, Entrustment)))
ANNEXES = Need("別紙の行", _annexes)
ANNEX_HEADINGS = Need(
    "文書の別紙・別添の見出し", lambda d: _count([d.read is not None and d.read.annexes is not None])
)
STORAGE = Need("保管場所（Ⅱ.6①）", lambda d: _count(bool(f.storage.places) for f in d.model.listed_files))
PERIODS = Need("保管期間とその妥当性（Ⅱ.6②）", _texts("Ⅱ.6.②.期間", "Ⅱ.6.②.妥当性"))
BANDS = Need("人数の区分（Ⅰ.1③・Ⅱ.2②）", lambda d: _count(_bands(d)))
PUBLISHED = Need("公表日", lambda d: _count([d.published is not None]))
PROCEDURE = Need("評価実施手続の日（意見聴取、点検、承認）", _texts("Ⅵ.2.②", "Ⅵ.3.①", "Ⅵ.4.①"))
SCREENING = Need("しきい値判断の結果と実施日", _texts("Ⅵ.1.①", "Ⅵ.1.②"))
NETWORK = Need(
    "情報連携の実施の有無（Ⅰ.6）", lambda d: _count([d.model.overview.network is not Certainty.UNKNOWN])
)
BASIS = Need("情報連携の根拠（Ⅰ.6②）", _texts("Ⅰ.6.②"))
RISK_MARKS = Need(
    "Ⅲの「しない」の印",
    lambda d: _count(c.filled.told for number in _RISK_MARKS for c in d.form.ask(number)),
)
RISKS = Need(
    "Ⅲの文",
    lambda d: _count(
        bool(c.text) for c in d.form.cells if c.field.kind is FieldKind.TEXT and c.field.chapter == "Ⅲ"
    ),
)
TEXTS = Need(
    "印字された文（Ⅰ～Ⅵ）",
    lambda d: _any(c for c in d.form.cells if c.field.kind is FieldKind.TEXT and c.filled.told),
)
CONTRACTS = Need("文書の決まり（contracts）", lambda d: _any(d.model.contracts))
STATEMENTS = Need("書き手の注記（statements）", lambda d: _any(d.model.statements))
REVISIONS = Need("変更箇所", lambda d: _any(d.model.revisions))
"""変更箇所, as the model holds them."""
REVISION_DAYS = Need(
    "変更箇所の変更日",
    lambda d: _count(d.days_read),
)


def find_gaps(dossier: Dossier, needs: Iterable[tuple[str, Iterable[Need]]]) -> tuple[Gap, ...]:
    """Return what is missing of what each rule of a check needs, each kind once; of a read document its unread fields."""
    asked: dict[Need, list[str]] = {}
    for rule, wanted in needs:
        for need in wanted:
            asked.setdefault(need, []).append(rule)
    counted = ((need, *need.count(dossier), tuple(rules)) for need, rules in asked.items())
    gaps = tuple(Gap(need.word, lost, all_, rules) for need, lost, all_, rules in counted if lost or not all_)
    unread = dossier.read.origins[CellOrigin.UNREAD] if dossier.read else 0
    if dossier.read and unread:
        return (*gaps, Gap("文書から読めなかった欄", unread, len(dossier.read.cells)))
    return gaps
