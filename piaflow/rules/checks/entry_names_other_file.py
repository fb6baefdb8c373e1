"""entry-names-other-file: an entry of Ⅱ.4–6 that speaks of another file than the one it stands under."""

from __future__ import annotations

from collections.abc import Iterator

from piaflow.domain.assessment import DeclaredEntry
from piaflow.domain.entries import Acquisition, Handover, Storage, Use
from piaflow.domain.nodes import File
from piaflow.domain.span import find_beginnings, shorten
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity, Spot
from piaflow.rules.rule import Rule
from piaflow.rules.words import Words


def _find(dossier: Dossier) -> Iterator[Hit]:
    files = {file.name: file for file in dossier.model.listed_files}
    words, order = Words(files), {name: index for index, name in enumerate(files)}
    for declared in dossier.model.entries:
        if not isinstance(declared.entry, Acquisition | Use):
            for name in sorted(words.find_in(["".join(_texts(declared.entry))]), key=order.__getitem__):
                if name != declared.file and _names(declared, files[name]):
                    yield _hit(dossier, declared, files[name])


def _names(declared: DeclaredEntry, other: File) -> bool:
    """A file of another body (都道府県知事保存本人確認情報ファイル) and an entry that names its own file are left alone."""
    said = "".join(_texts(declared.entry)).replace(f"保存{other.name}", "")
    return other.name in said and declared.file not in said


def _texts(entry: object) -> Iterator[str]:
    if isinstance(entry, Handover):
        yield from (entry.purpose, entry.information, entry.timing, entry.scope)
    elif isinstance(entry, Storage):
        yield from (*entry.places, *entry.deletion, entry.justification)


def _hit(dossier: Dossier, declared: DeclaredEntry, other: File) -> Hit:
    twin = next((d for d in dossier.model.entries if _is_twin(d, declared, other)), None)
    own = dossier.model.file(declared.file)
    copied = f"（{twin.name}と同じ記載である）" if twin else ""
    return Hit(
        f"{declared.name}の記載は、{declared.file}ではなく{other.name}の名を挙げる{copied}。",
        (declared.name, other.name),
        (
            Evidence(f"{declared.name}に「{other.name}」", declared.entry.spans, _field(declared, other)),
            Evidence(f"Ⅱ.1 {declared.file}", find_beginnings((own,)), Spot("Ⅱ.1", declared.file)),
            Evidence(twin.name, shorten(twin.entry.spans), _field(twin, other))
            if twin
            else Evidence(other.name, find_beginnings((other,)), Spot("Ⅱ.1", other.name)),
        ),
        confidence=None if twin else _find_sureness(declared.entry, other),
    )


def _find_sureness(entry: object, other: File) -> Confidence:
    """How a file is deleted, and what a recipient uses it for, may well have to do with another file."""
    own = (entry.information, entry.timing, entry.scope) if isinstance(entry, Handover) else ()
    return Confidence.MEDIUM if any(other.name in text for text in own) else Confidence.LOW


def _is_twin(candidate: DeclaredEntry, declared: DeclaredEntry, other: File) -> bool:
    """Whether an entry of the other file says the same, the words that name this file among it."""
    one, two = candidate.entry, declared.entry
    if candidate.file != other.name or type(one) is not type(two):
        return False
    if isinstance(one, Handover) and isinstance(two, Handover):
        return (one.recipient, one.basis, one.information) == (two.recipient, two.basis, two.information)
    return {text for text in _texts(two) if other.name in text} <= {*_texts(one)}


def _field(declared: DeclaredEntry, other: File) -> Spot:
    """The first of its fields that names the other file."""
    fields: dict[str, str] = {}
    entry, subject = declared.entry, str(declared.name)
    if isinstance(entry, Handover):
        fields = {"②": entry.purpose, "③": entry.information, "⑤": entry.scope, "⑦": entry.timing}
    elif isinstance(entry, Storage):
        subject = declared.file
        told = {"①": entry.places, "③": entry.deletion, "②.妥当性": (entry.justification,)}
        fields = {f"Ⅱ.6.{number}": "".join(texts) for number, texts in told.items()}
    return Spot(next((number for number, text in fields.items() if other.name in text), ""), subject)


RULE = Rule(
    name="entry-names-other-file",
    title="別のファイルの記載がそのまま残る",
    checks="Ⅱ.5の提供・移転とⅡ.6の保管・消去の記載が、そのファイルの名を挙げずに、同じ評価書の別のファイルの名を挙げていないかを見る。"
    "「都道府県知事保存○○ファイル」のような、よその機関のファイルの名は数えない。"
    "写しと言えるのは、名の挙がるファイルに同じ記載があるときで、ないときの用途と保管・消去の記載は要確認とする。",
    matters="前の章からの写しが残ると、そのファイルから実際には何がどこへ渡るのかが分からない。",
    settle="そのファイルで実際に行う提供・移転と保管を確かめて書き直す。行わないなら記載と件数から消す。",
    source="様式4・様式3 Ⅱ.5、Ⅱ.6",
    severity=Severity.WARNING,
    find=_find,
    needs=(needs.FILES,),
)
