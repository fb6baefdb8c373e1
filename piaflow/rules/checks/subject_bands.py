"""subject-bands: 対象人数 of the 事務, 本人の数 of its files, and 本人の数 of what leaves them."""

from __future__ import annotations

from collections.abc import Iterator

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import Extent, PersonBand, RowBand
from piaflow.domain.entries import Acquisition, Entrustment, Handover, Storage, Use
from piaflow.domain.names import name_some
from piaflow.domain.nodes import File
from piaflow.domain.span import Span
from piaflow.law.bands import Range, find_range
from piaflow.law.thresholds import bands_agree
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Spot
from piaflow.rules.places import SUBJECTS
from piaflow.rules.rule import Rule


def _find(dossier: Dossier) -> Iterator[Hit]:
    yield from _larger_files(dossier)
    whole = find_range(dossier.model.overview.subjects)
    if whole is not None:
        yield from _too_small_together(dossier, whole)
    yield from _larger_entries(dossier)


def _larger_files(dossier: Dossier) -> Iterator[Hit]:
    subjects = dossier.model.overview.subjects
    for file in dossier.model.files:
        if bands_agree(subjects, file.subjects) is Certainty.NO:
            yield Hit(
                f"事務の対象人数は「{subjects.value}」だが、{file.name}の本人の数は「{file.subjects.value}」である。",
                (file.name, SUBJECTS),
                (_whole(dossier), _side(file)),
            )


def _too_small_together(dossier: Dossier, whole: Range) -> Iterator[Hit]:
    files = dossier.model.files
    bands = [find_range(file.subjects) for file in files]
    known = [band.below for band in bands if band is not None]
    if files and len(known) == len(bands) and sum(known) <= whole.lowest:
        yield Hit(
            f"事務の対象人数は「{dossier.model.overview.subjects.value}」だが、ファイルの本人の数を足してもそれに届かない。",
            (SUBJECTS, *(file.name for file in files)),
            (_whole(dossier), *map(_side, files)),
        )


def _whole(dossier: Dossier) -> Evidence:
    overview = dossier.model.overview
    return Evidence(f"Ⅰ.1③ 対象人数「{overview.subjects.value}」", overview.spans, Spot("Ⅰ.1.③"))


def _side(file: File) -> Evidence:
    return Evidence(
        f"Ⅱ.2② {file.name}の本人の数「{file.subjects.value}」", file.spans, Spot("Ⅱ.2.②", file.name)
    )


def _larger_entries(dossier: Dossier) -> Iterator[Hit]:
    for name, declared in dossier.entries.items():
        file, entry = dossier.model.file(declared.file), declared.entry
        band = find_range(file.subjects)
        if band is not None and not isinstance(entry, Acquisition | Use | Storage):
            larger = [(said, spans) for said, spans in _stated(entry) if _exceeds(said, band)]
            if larger:
                yield _larger(file, name, larger)
            if (
                isinstance(entry, Entrustment)
                and entry.extent is Extent.WHOLE
                and _is_less(entry.subjects, band)
            ):
                yield _whole_of_fewer(file, name, entry)


def _is_less(said: PersonBand, band: Range) -> bool:
    part = find_range(said)
    return part is not None and part.below <= band.lowest


def _whole_of_fewer(file: File, name: str, entry: Entrustment) -> Hit:
    return Hit(
        f"{name}は特定個人情報ファイルの全体を委託するとするが、本人の数「{entry.subjects.value}」は、ファイルの本人の数「{file.subjects.value}」に届かない。",
        (name, file.name),
        (Evidence(f"{name} 全体、「{entry.subjects.value}」", entry.spans), _side(file)),
        about="全体",
        confidence=Confidence.LOW,
    )


def _stated(entry: Entrustment | Handover) -> Iterator[tuple[PersonBand | RowBand, tuple[Span, ...]]]:
    yield entry.subjects, entry.spans
    for row in getattr(entry, "rows", ()):
        yield row.subjects, row.spans


def _exceeds(said: PersonBand | RowBand, band: Range) -> bool:
    part = find_range(said)
    return part is not None and part.lowest >= band.below


def _larger(file: File, name: str, larger: list[tuple[PersonBand | RowBand, tuple[Span, ...]]]) -> Hit:
    largest = name_some(dict.fromkeys(said.value for said, _ in larger))
    return Hit(
        f"{name}の本人の数「{largest}」は、ファイルの本人の数「{file.subjects.value}」を超える。",
        (name, file.name),
        (Evidence(f"{name}「{largest}」", tuple(s for _, spans in larger for s in spans)), _side(file)),
    )


RULE = Rule(
    name="subject-bands",
    title="対象人数と本人の数が合わない",
    checks="Ⅰ.1③の対象人数とⅡ.2②の本人の数（区分の刻みが違う）、委託・提供・移転の本人の数とファイルの本人の数を、区分の端で比べる。ファイルの全体を委託するとしながら、本人の数がファイルの数に届かない委託も要確認として言う。",
    matters="対象人数はしきい値判断で評価書の種類を決め、本人の数は漏えいのときの大きさを示す。",
    settle="今の人数を数え直し、合わない区分を選び直す。",
    source="様式4・様式3 Ⅰ.1③、Ⅱ.2②、Ⅱ.4②、Ⅱ.5④。対象人数は事務が保有する全てのファイルの本人の数",
    find=_find,
    needs=(needs.BANDS,),
)
