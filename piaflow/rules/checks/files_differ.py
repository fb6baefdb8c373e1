"""files-differ: the files that Ⅰ.3 lists against those that chapter Ⅱ tells of, as the document prints both."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain

from piaflow.domain.names import fold, name_some
from piaflow.domain.span import Span
from piaflow.form.form import Cell, CellOrigin
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity, Spot
from piaflow.rules.rule import Rule

_LISTED, _TOLD, _REGISTERED = "Ⅰ.3", "Ⅱ.1", "Ⅴ.1.④.名"
_BETWEEN = re.compile(r"[、，,\n]|及び|並びに")
_NUMBER = re.compile(r"^(?:[(]?\d{1,2}[).]|[①-⑳・･])+")
_FILE = re.compile(r".*(?:ファイル|台帳|データベース|DB)$")
_BESIDE = re.compile(r"[(].*[)]$")
_FEW = 10
"""One field of so many that was not read leaves a file as good as whole."""
_READ = (CellOrigin.PRINTED, CellOrigin.DECIDED)


def _find(dossier: Dossier) -> Iterator[Hit]:
    read = dossier.read
    cells = read.ask(_TOLD) if read else ()
    cell = dossier.cell(_LISTED)
    if (
        not dossier.model.listed_files
        or cell is None
        or cell.origin not in _READ
        or not cells
        or any(c.origin not in _READ for c in cells)
    ):
        return
    listed = dict(_name(name, spans) for name, spans in cell.lines)
    told = dict(_name(c.text, c.spans) for c in cells)
    if not all(map(_FILE.fullmatch, listed)) or len(listed) != len(cell.lines):
        return  # a name that goes on on the next line, or something else than names
    lacking = {name: spans for name, spans in listed.items() if not _is_among(name, told)}
    more = {name: spans for name, spans in told.items() if not _is_among(name, listed)}
    if lacking and len(listed) > len(told):
        yield _untold(dossier, lacking, told)
    elif more and len(told) > len(listed):
        yield _unlisted(cell, more, dossier.model.listed_files[0].name)
    elif lacking and more:
        yield _otherwise(lacking, more, dossier.model.listed_files[0].name)
    yield from _find_registered(dossier, told)


def _list_lines(named: Mapping[str, tuple[Span, ...]]) -> tuple[Span, ...]:
    """The lines of all names."""
    return tuple(chain.from_iterable(named.values()))


def _find_registered(dossier: Dossier, told: Mapping[str, tuple[Span, ...]]) -> Iterator[Hit]:
    """A name of 個人情報ファイル簿 that is of no file, where others beside it are: the register may have names of its own."""
    cell = dossier.cell(_REGISTERED)
    names = [_name(part.strip(), ())[0] for part in _BETWEEN.split(cell.stated)] if cell else []
    strange = [name for name in names if _FILE.fullmatch(name) and not _is_among(name, told)]
    if cell and cell.origin in _READ and strange and any(_is_among(name, told) for name in names if name):
        yield Hit(
            f"{cell.address.section}の個人情報ファイル簿は{name_some(strange)}を挙げるが、Ⅱにその章がない。",
            (dossier.model.listed_files[0].name,),
            (
                Evidence(f"個人情報ファイル簿の名 {name_some(strange)}", cell.spans),
                Evidence(
                    f"Ⅱ.1にあるのは{name_some(told)}",
                    _list_lines(told),
                ),
            ),
            about=f"個人情報ファイル簿の{name_some(strange)}",
            severity=Severity.NOTE,
            confidence=Confidence.LOW,
        )


def _otherwise(
    lacking: Mapping[str, tuple[Span, ...]], more: Mapping[str, tuple[Span, ...]], subject: str
) -> Hit:
    listed, told = name_some(lacking), name_some(more)
    return Hit(
        f"Ⅰ.3の{listed}は、Ⅱでは{told}である。",
        (subject,),
        (
            Evidence(f"Ⅰ.3 {listed}", _list_lines(lacking)),
            Evidence(f"Ⅱ.1 {told}", _list_lines(more)),
        ),
        about=f"{listed}と{told}",
        severity=Severity.WARNING,
        confidence=Confidence.LOW,
    )


def _name(text: str, spans: tuple[Span, ...]) -> tuple[str, tuple[Span, ...]]:
    return _NUMBER.sub("", fold(text)), spans


def _is_among(name: str, others: Mapping[str, object]) -> bool:
    """Whether a name stands there, be it with something in brackets beside it or as a part of a longer one."""
    bare = _BESIDE.sub("", name)
    return any(bare in other or _BESIDE.sub("", other) in name for other in others)


def _untold(
    dossier: Dossier,
    lacking: Mapping[str, tuple[Span, ...]],
    told: Mapping[str, tuple[Span, ...]],
) -> Hit:
    """Whole pages of a file may not have been read; its name stands on them then."""
    names = name_some(lacking)
    return Hit(
        f"Ⅰ.3は{names}を挙げるが、Ⅱにその章がない。",
        (dossier.model.listed_files[0].name,),
        (
            Evidence(f"Ⅰ.3 {names}", _list_lines(lacking)),
            Evidence(f"Ⅱ.1にあるのは{name_some(told)}", _list_lines(told)),
        ),
        about=names,
        confidence=None if _is_whole(dossier) else Confidence.LOW,
    )


def _is_whole(dossier: Dossier) -> bool:
    """Whether the chapters of the files were read, but for a field here and there."""
    cells = [cell for cell in dossier.read.cells if cell.address.file] if dossier.read else []
    unread = [cell for cell in cells if cell.origin is CellOrigin.UNREAD]
    return len(unread) * _FEW <= len(cells)


def _unlisted(cell: Cell, more: Mapping[str, tuple[Span, ...]], subject: str) -> Hit:
    names = name_some(more)
    return Hit(
        f"Ⅱには{names}の章があるが、Ⅰ.3にその名がない。",
        (subject,),
        (
            Evidence(f"Ⅱ.1 {names}", _list_lines(more)),
            Evidence("Ⅰ.3の一覧", cell.spans, Spot(_LISTED)),
        ),
        about=names,
    )


RULE = Rule(
    name="files-differ",
    title="Ⅰ.3のファイルとⅡの章が合わない",
    checks="文書が印字するⅠ.3のファイル名と、Ⅱ.1のファイル名を比べ、Ⅰ.3にあってⅡに章のないもの、その逆のもの、数は同じで名が違うもの（要確認）を言う。Ⅴ.1④の個人情報ファイル簿の名がⅡの章の名であるとき、そこに並ぶ別の名も要確認として言う。どちらかが読めていないときは言わず、ファイルの章に読めない欄が多いときは要確認とする。",
    matters="章のないファイルは、入手も提供も保管もリスク対策も評価されない。",
    settle="そのファイルを取り扱うならⅡとⅢと記録項目を書く。取り扱わないならⅠ.3から消す。",
    source="様式4・様式3 Ⅰ.3、Ⅱ.1",
    severity=Severity.ERROR,
    confidence=Confidence.MEDIUM,
    find=_find,
    needs=(needs.FILES,),
)
