"""text-names-other-file: measures of Ⅲ that were copied from another file and still speak of what that one holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from piaflow.domain.grouping import group_by
from piaflow.domain.names import fold, name_some
from piaflow.domain.nodes import File
from piaflow.domain.span import find_beginnings
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity, Spot
from piaflow.rules.rule import Rule
from piaflow.rules.wording import Sentence

_HELD = re.compile(r"(.+情報)ファイル")
"""A file that is called by the information that it holds."""
_NAME = "Ⅲ.1"
"""The field that names the file itself."""
_Field = tuple[str, str]


def _find(dossier: Dossier) -> Iterator[Hit]:
    measures = (s for s in dossier.sentences_of.get("Ⅲ", ()) if s.cell.file and s.cell.field.full != _NAME)
    texts = group_by(((sentence.cell.file, sentence.where), sentence) for sentence in measures)
    held = [(file, found[1]) for file in dossier.model.listed_files if (found := _HELD.fullmatch(file.name))]
    for file, own in held:
        for other, foreign in held:
            if own not in foreign and foreign not in own:
                copied = _copied(texts, (file, own), (other, foreign))
                if copied:
                    yield _hit(file, other, foreign, copied)
    yield from _find_entered(dossier, texts)


_ENTERED = re.compile("(?:へ|に)、?(?:登録|記録|入力|記載|保存)(?:する|した|して|される|し|を)")


def _find_entered(dossier: Dossier, texts: Mapping[_Field, tuple[Sentence, ...]]) -> Iterator[Hit]:
    """A measure of Ⅲ.2 on what is entered into another file by its name, where it never names its own."""
    names = [file.name for file in dossier.model.listed_files]
    for (name, _), sentences in texts.items():
        said = "".join(s.plain for s in sentences)
        for other in (n for n in names if n != name and n not in name and name not in n):
            spoken = [
                s
                for s in sentences
                if s.cell.address.place.startswith("Ⅲ.2")
                and re.search(re.escape(other) + _ENTERED.pattern, s.plain)
            ]
            if spoken and name in names and name not in said:
                place = spoken[0].where
                yield Hit(
                    f"{name}の{place}は、{other}に登録するときの措置を述べる。",
                    (name, other),
                    (
                        Evidence(f"{place} 「{other}」", find_beginnings(spoken)),
                        Evidence(f"Ⅲ.1 {name}", dossier.model.file(name).spans[:1], Spot("Ⅲ.1", name)),
                    ),
                    about=place,
                    confidence=Confidence.LOW,
                )


def _copied(
    texts: Mapping[_Field, tuple[Sentence, ...]], mine: tuple[File, str], theirs: tuple[File, str]
) -> tuple[tuple[Sentence, bool], ...]:
    """Return the sentences of a file that speak of the other's information as that one's own do, and how sure that is.

    It is sure where some other sentence is the same but for the name: so the author goes about it. How a system is used
    and kept may be told alike of all the files in it.
    """
    (file, own), (other, foreign) = mine, theirs
    renamed, same = False, list[Sentence]()
    for (name, where), sentences in texts.items():
        there = {fold(s.text) for s in texts.get((other.name, where), ())} if name == file.name else set()
        for sentence in sentences if there else ():
            if own in sentence.text:
                renamed = renamed or fold(sentence.text.replace(own, foreign)) in there
            elif _speaks_of(sentence, foreign) and fold(sentence.text) in there:
                same.append(sentence)
    return tuple((sentence, renamed and _is_of_coming_and_going(sentence)) for sentence in same)


def _is_of_coming_and_going(sentence: Sentence) -> bool:
    """Whether a measure is about how this file's own information comes in or is handed on, not about the use of a system."""
    return sentence.cell.field.full.startswith(("Ⅲ.2", "Ⅲ.5"))


def _speaks_of(sentence: Sentence, information: str) -> bool:
    """Whether a sentence speaks of information; a file of another body and an office that is called by it are none."""
    return bool(re.search(rf"(?<!保存){information}(?!ファイル|管理|保護)", sentence.plain))


def _hit(file: File, other: File, foreign: str, copied: tuple[tuple[Sentence, bool], ...]) -> Hit:
    sentences = tuple(sentence for sentence, _ in copied)
    places = name_some(dict.fromkeys(sentence.where for sentence in sentences))
    return Hit(
        f"{file.name}の{places}は、{other.name}の記載と同じ文のまま{foreign}のことを述べる。",
        (file.name, other.name),
        (
            Evidence(f"{places} 「{foreign}」", find_beginnings(sentences)),
            Evidence(f"Ⅲ.1 {file.name}", find_beginnings((file,)), Spot("Ⅲ.1", file.name)),
        ),
        confidence=None if any(sure for _, sure in copied) else Confidence.LOW,
    )


RULE = Rule(
    name="text-names-other-file",
    title="Ⅲの措置が別のファイルの写しのままである",
    checks="Ⅲの同じ欄をファイルの間で比べ、別のファイルと同じ文が、自分のファイルの情報ではなく別のファイルの情報のことを述べていないかを見る。"
    "Ⅲのほかの文に名だけを替えた写しがあれば、入手と提供の措置はおおむね確かとし、使用と保管の措置は同じシステムのファイルに共通のことがあるので要確認とする。"
    "入手の措置が、自分のファイルの名を言わず、別のファイルに登録するときのことを述べるものも、要確認として言う。",
    matters="そのファイルのリスクに、別のファイルの対策しか書かれていない。",
    settle="そのファイルで実際に行う措置を確かめて書き直す。",
    source="様式4・様式3 Ⅲ",
    severity=Severity.WARNING,
    confidence=Confidence.MEDIUM,
    find=_find,
    needs=(needs.RISKS,),
)
