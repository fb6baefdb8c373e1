"""answer-contradicted: an answer that says no, and the words beneath it that say how it is done."""

from __future__ import annotations

import re
from collections.abc import Iterator

from piaflow.form.form import Cell
from piaflow.law.forms import FieldKind
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity, Spot
from piaflow.rules.quoting import tells_nothing
from piaflow.rules.rule import Rule

_NO = re.compile("(?:(?:行って|定めて|制限して|残して|保管して)いない|再委託していない)$")
"""Answers that say no altogether: 十分に行っていない is done in part."""
_PARTLY = "十分"
_DONE = re.compile(
    "て(?:いる|おり)|[うくぐすつぬぶむる](?:[。、]|$)|こととし|(?:し|い|り|き|み|め|け|せ|れ)、"
)
"""How a sentence ends, or goes on, that says what is done."""
_OPEN = re.compile(
    "ない|なし|無し|ません|なく(?!な)|[せらざ]ず|該当|不要|予定|検討|場合|ため|今後|禁じ|仮に|際に?は"
)
"""What gives a reason, or tells of what would be done."""
_INSTEAD = re.compile("[にを](?:代え|替え|かえ)|代わ|代替|替わ|別の|別に|他の|ほかの|のみ|だけ|にとど")
"""What tells that something else is done, or a part: whether that is what was asked, words do not tell."""
_YES = re.compile("(?:行って|定めて|制限して|残して|保管して)いる$")
_NOT_DONE = re.compile("(?:(?:し|行っ|残し|定め|設け|実施し|制限し|保管し)て|行われて)(?:は)?いない。?$")
"""A sentence that says of the whole that it is not done."""
_WHY = re.compile("ため|ので|から|もの|者|以外|場合|とき|まで|ただし|には")
_NO_OTHERS, _BARRED = "再委託していない", re.compile("禁止|承[諾認]|許可|認め")
"""Beneath it may stand how 再委託 is barred, or what it would want."""
_NOT_KEPT, _REMOVED, _KEPT = "保管していない", re.compile("消去|削除|抹消|廃棄"), re.compile("保[管存]|管理")
"""Beneath it may stand how what would be kept is removed; who keeps it until then keeps it."""
_FEE, _AMOUNT = "Ⅴ.1.③", "Ⅴ.1.③.額"
_FREE = "無料"
_PAID = re.compile(r"[\d,]+円")
_OF_COPIES = re.compile("写し|交付|複写|コピー|郵|実費|送料|実施|枚|無料|除")
"""What is paid for copies of what is shown, not for asking."""
_OPINIONS, _REFLECTED = "Ⅵ.2.④", "Ⅵ.2.⑤"
_NONE_CAME = re.compile("(?:意見|提出)[^。]{0,12}?(?:なかった|なし|無し|ありません|0件)|^(?:特に)?なし")
_BY_OPINIONS = re.compile("意見(?:等)?(?:に(?:より|よって|基づ)|を(?:踏まえ|受け|反映)|のとおり)")


def _find(dossier: Dossier) -> Iterator[Hit]:
    for cell in dossier.read.cells if dossier.read else ():
        beneath = dossier.find_words_beneath(cell) if cell.field.kind is FieldKind.CHOICE else None
        if beneath and _says_no(cell, beneath):
            yield _hit(cell, beneath, Confidence.LOW if _INSTEAD.search(beneath.text) else Confidence.MEDIUM)
        elif beneath and _YES.search(cell.stated) and _is_denied(beneath.text):
            yield _hit(cell, beneath, Confidence.LOW)
    yield from _find_fee(dossier)
    yield from _find_opinions(dossier)


def _says_no(answer: Cell, beneath: Cell) -> bool:
    """Whether an answer says no altogether, and the words beneath it how it is done."""
    barred = answer.stated == _NO_OTHERS and _BARRED.search(beneath.text)
    removed = answer.stated == _NOT_KEPT and _REMOVED.search(beneath.text) and not _KEPT.search(beneath.text)
    is_no = _NO.search(answer.stated) and _PARTLY not in answer.stated
    return bool(is_no) and _is_done(beneath.text) and not barred and not removed


def _find_fee(dossier: Dossier) -> Iterator[Hit]:
    fee, amount = dossier.cell(_FEE), dossier.cell(_AMOUNT)
    is_free = fee is not None and fee.stated == _FREE
    if fee and amount and is_free and _PAID.search(amount.text) and not _OF_COPIES.search(amount.text):
        yield _hit(fee, amount, Confidence.LOW)


def _find_opinions(dossier: Dossier) -> Iterator[Hit]:
    came, reflected = dossier.cell(_OPINIONS), dossier.cell(_REFLECTED)
    if came and reflected and _NONE_CAME.search(came.text):
        is_told = _BY_OPINIONS.search(reflected.text) and not _OPEN.search(reflected.text)
        if is_told:
            yield _hit(came, reflected, Confidence.LOW)


def _is_denied(text: str) -> bool:
    """Whether the words are no more than that it is not done."""
    plain = "".join(text.split())
    return plain.count("。") <= 1 and bool(_NOT_DONE.search(plain)) and not _WHY.search(plain)


def _is_done(text: str) -> bool:
    return not tells_nothing(text) and bool(_DONE.search(text)) and not _OPEN.search(text)


def _hit(answer: Cell, beneath: Cell, confidence: Confidence) -> Hit:
    number, told, said = answer.address.item, _begin(answer.stated), _begin(beneath.text)
    of = f"{answer.file}の" if answer.file else ""
    return Hit(
        f"{of}{number}は「{told}」とするが、その下の{beneath.address.item}は「{said}」とする。",
        (answer.file or beneath.key,),
        (
            Evidence(f"{number} {told}", answer.spans, Spot(answer.field.full, answer.subject)),
            Evidence(f"{beneath.address.item} {said}", beneath.spans),
        ),
        about=number,
        confidence=confidence,
    )


def _begin(text: str) -> str:
    """The beginning of the first sentence: enough to find it."""
    return text.replace("\n", "").partition("。")[0][:_SHOWN]


_SHOWN = 40
"""Letters of the words that are shown."""

RULE = Rule(
    name="answer-contradicted",
    title="選んだ答えと、その下の文が逆である",
    checks="Ⅲ～Ⅴの「行っていない」「定めていない」「残していない」「制限していない」「保管していない」「再委託していない」の下に、理由や仮定でなく、行う方法が書かれていないかを見る。"
    "代わりに行うことや一部だけのことを書くもの、行っているという答えの下が、行っていないという1文だけであるもの、手数料を無料とするのに額を書くもの（写しの交付の費用を除く）と、意見がなかったとするのに意見を反映したとするものは、要確認とする。「保管していない」の下に、消すことだけを書くものは言わない。",
    matters="選択肢だけを読む人と、文を読む人とで、措置があるかないかが逆になる。",
    settle="実際に行っていれば選択肢を直す。行っていなければ文を消し、行わない理由を書く。",
    source="様式4 Ⅲ.3～Ⅲ.7、Ⅴ.1③、Ⅵ.2④⑤（様式3ではⅢ.3～Ⅲ.7、Ⅴ.2）",
    severity=Severity.WARNING,
    find=_find,
    needs=(needs.RISKS,),
)
