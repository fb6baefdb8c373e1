"""required-form: the form that an assessment is written on against the least that its numbers call for."""

from __future__ import annotations

from collections.abc import Iterator

from piaflow.domain.choices import FormKind
from piaflow.law.sureness import Sureness
from piaflow.law.thresholds import Requirement, is_lower
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit
from piaflow.rules.places import FORM
from piaflow.rules.rule import Rule
from piaflow.rules.screening import find_possible


def _find(dossier: Dossier) -> Iterator[Hit]:
    form = dossier.model.overview.form
    if form is FormKind.BASIC:
        return  # 様式2 is made in every case, beside that of the higher assessment
    least = find_possible(dossier)[0]
    if is_lower(form, least.form):
        yield _hit(dossier, least)


def _hit(dossier: Dossier, least: Requirement) -> Hit:
    overview, files = dossier.model.overview, dossier.model.files
    return Hit(
        f"対象人数と取扱者数によれば{least.printed}が、この評価書は{overview.form.value}である。",
        (FORM,),
        (
            Evidence(f"{overview.form.value}、対象人数「{overview.subjects.value}」", overview.spans),
            *(Evidence(f"{f.name}の本人の数「{f.subjects.value}」", f.spans) for f in files),
            *(Evidence(f"{f.name}の使用者数「{f.use.users.value}」", f.use.spans) for f in files),
        ),
        confidence=Confidence.MEDIUM if least.sureness is Sureness.MEMORY else None,
    )


RULE = Rule(
    name="required-form",
    title="しきい値判断より低い様式で書かれている",
    checks="対象人数とファイルの本人の数の下の端、使用者数と委託の取扱者数の下の端から、重大事故がない場合に要る様式を求め、書かれている様式と比べる。事故の有無がモデルにあればそれも使う。高い様式で書くのは任意なので言わない。様式2は、どの評価でもともに作るので、比べない。",
    matters="低い様式では、意見聴取や第三者点検（国の行政機関などでは委員会の承認）を経ないまま取扱いが始まる。",
    settle="人数を数え直し、しきい値判断をやり直す。要る様式で評価を実施する。",
    source="特定個人情報保護評価に関する規則・指針（しきい値判断）、様式2 Ⅱ・Ⅲ。1万人以上10万人未満の行は要確認",
    find=_find,
    needs=(needs.BANDS,),
)
