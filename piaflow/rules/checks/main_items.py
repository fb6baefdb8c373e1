"""main-items: the boxes of 主な記録項目 against the list of 記録項目."""

from __future__ import annotations

import re
from collections.abc import Iterator

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import MainItem
from piaflow.domain.names import fold, name_some
from piaflow.domain.nodes import File
from piaflow.law.main_items import BROAD, EXACT, SIGNS, TELLING
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity, Spot
from piaflow.rules.recorded import (
    find_open_groups,
    find_record_spans,
    find_records_with,
    holds_with,
    tells_all,
)
from piaflow.rules.rule import Rule


def _find(dossier: Dossier) -> Iterator[Hit]:
    for file in dossier.model.files:
        for main in file.main_items:
            if main.box is Certainty.YES:
                yield from _marked(dossier, file, main.item)
            elif main.box is Certainty.NO:
                yield from _unmarked(dossier, file, main.item)


def _marked(dossier: Dossier, file: File, item: MainItem) -> Iterator[Hit]:
    signs, certain = SIGNS.get(item) or BROAD.get(item, ()), item in SIGNS
    is_all_of_it = any(word in f"{file.name}{dossier.model.overview.procedure}" for word in signs)
    if certain or not is_all_of_it:
        yield from _without(dossier, file, item, signs)


def _without(dossier: Dossier, file: File, item: MainItem, signs: tuple[str, ...]) -> Iterator[Hit]:
    """業務関係情報 is told by what it is about, not by words: of a file that is all about it no name need say so."""
    certain, words = item in SIGNS, dossier.model.vocabulary
    told = tells_all(file) and words.is_complete(file.records, is_record=True)
    if signs and told and not holds_with(file, signs, words):
        yield Hit(
            f"{file.name}は主な記録項目に{item.value}を挙げるが、記録項目の一覧にそれに当たるものがない。",
            (file.name,),
            (
                Evidence(
                    f"主な記録項目 {item.value} 該当",
                    file.spans,
                    Spot("Ⅱ.2.④.主な記録項目", file.name, (item.value,)),
                ),
                Evidence("記録項目の一覧", find_record_spans(dossier, file)),
            ),
            about=item.value,
            severity=None if certain else Severity.WARNING,
            confidence=None if certain and not find_open_groups(file, words) else Confidence.LOW,
        )


def _unmarked(dossier: Dossier, file: File, item: MainItem) -> Iterator[Hit]:
    exact = {fold(name) for name in EXACT.get(item, ())}
    named = tuple(name for name in file.records.names if fold(name) in exact)
    telling = find_records_with(file, TELLING.get(item, ()))
    if named:
        confidence = Confidence.LOW if _may_be_of_others(file, named) else None
        yield _unmarked_hit(dossier, file, item, named, confidence=confidence)
    elif telling:
        yield _unmarked_hit(
            dossier, file, item, telling, severity=Severity.WARNING, confidence=_judge(telling)
        )


def _may_be_of_others(file: File, names: tuple[str, ...]) -> bool:
    """Whether what is found may be how to reach another that the list tells of: an office, 主治医, 雇用主."""
    shared = all(_REACHED.fullmatch(fold(name)) for name in names)
    return shared and any(_OTHERS.search(name) for name in file.records.names)


_REACHED = re.compile("電話番号|メールアドレス|Eメール")
_OTHERS = re.compile(
    "機関|事業所|事業者|勤務先|施設|学校|会社|法人|病院|薬局|支店|店舗|窓口|所在地|保育園|幼稚園|こども園|部署|担当"
    "|雇用主|事業主|支払者|徴収義務者|主治医|医師|専門員|相談員|民生委員|後見|保佐|補助人|代理人|管理人|保証人"
)


def _judge(names: tuple[str, ...]) -> Confidence:
    """One name makes no 主な記録項目, and what is deducted or charged is known to the tax alone."""
    own = [name for name in names if not _AMOUNT.search(name)]
    return Confidence.MEDIUM if len(own) >= _SEVERAL else Confidence.LOW


_AMOUNT = re.compile("控除|料|免除|扶養親族")
_SEVERAL = 2


def _unmarked_hit(  # noqa: PLR0913 - both sides and how grave
    dossier: Dossier,
    file: File,
    item: MainItem,
    names: tuple[str, ...],
    *,
    severity: Severity | None = None,
    confidence: Confidence | None = None,
) -> Hit:
    listed = name_some(names)
    return Hit(
        f"{file.name}の記録項目の一覧に{listed}があるが、主な記録項目の{item.value}に○がない。",
        (file.name,),
        (
            Evidence(
                f"主な記録項目 {item.value} 非該当",
                file.spans,
                Spot("Ⅱ.2.④.主な記録項目", file.name, (item.value,)),
            ),
            Evidence(f"記録項目 {listed}", find_record_spans(dossier, file, names)),
        ),
        item.value,
        severity,
        confidence,
    )


RULE = Rule(
    name="main-items",
    title="主な記録項目の○と記録項目の一覧が合わない",
    checks="Ⅱ.2④の主な記録項目の○を、別添の記録項目の一覧の名と比べる（○の側では、一覧の群が持つ項目と別名も見る）。読めない欄と、終わりのない一覧や別紙を指すだけの一覧にないものは言わない。業務関係情報は、語で当てるほかないので、当たる名が2つ以上あるのに○のないときのほかは要確認とし、ファイルや事務の名がそのことを言うときは、一覧にないとは言わない。何を持つかの書かれない「○○情報」がある一覧にないことも、機関や事業所、雇用主、主治医などほかの者の項目のある一覧の電話番号も、要確認とする。",
    matters="主な記録項目は重要な変更の対象（※）で、個人番号や符号の○は何の番号を持つかを住民に示す。",
    settle="実際に記録しているかを確かめ、○か一覧を直す。○を改めるなら重要な変更に当たるかを確かめる。",
    source="様式4・様式3 Ⅱ.2④（※）と、ファイル記録項目の別添",
    find=_find,
    needs=(needs.MAIN_ITEMS, needs.RECORDS),
)
