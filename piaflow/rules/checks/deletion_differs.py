"""deletion-differs: how and when Ⅱ.6 says that a file is deleted, against what Ⅲ says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from piaflow.domain.grouping import group_by
from piaflow.domain.span import find_beginnings
from piaflow.rules import needs
from piaflow.rules.dossier import Dossier
from piaflow.rules.finding import Confidence, Evidence, Hit, Severity
from piaflow.rules.rule import Rule
from piaflow.rules.wording import Sentence

_METHOD, _PROCEDURE, _SET = "Ⅱ.6.③", "Ⅲ.7.リスク3.手順の内容", "Ⅲ.7.リスク3.消去手順"
_PAPER = re.compile("届出書|申請書|申告書|帳票|書類|紙|溶解|シュレッダ|裁断")
_DATA = re.compile("システム|データ|電子|サーバ|媒体|ディスク|論理|物理|上書き|磁気|消[去しす]|削除|ファイル")
_DELETING = "(?:消去|削除|溶解|裁断|廃棄)(?:処理|処分)?"
_NEVER = re.compile(
    rf"{_DELETING}[はをもの]?、?(?:実施)?"
    r"(?:(?:し|行わ|行なわ|され)(?:ない|ません)|(?:し|行っ|行なっ|され)て(?:は)?い?(?:ない|ません|おりません)"
    r"|(?:(?:する|される|行う)(?:こと|必要|予定)|必要)[はがも](?:ない|ありません))"
    r"(?=[。、）)」』]|$|ため|ので|から|が|こと(?:と|。|$)|もの(?:と|で|。|$))"
    rf"|{_DELETING}[はをも]?、?(?:実施)?(?:せ|行わ|行なわ|して?おら|行って?おら|行なって?おら)ず"
)
"""That nothing is deleted: 消去を行っていない, 廃棄せず; not 消去しないデータ, nor 消去しないよう注意する."""
_AT_ONCE = re.compile(
    r"(?:速やかに|直ちに|遅滞なく|即時に|即日)(?:自動的に|システムから)?(?:削除|消去|消[すし])"
)
_LATER = re.compile(
    r"(?:一定|定めた|所定の|決められた)期間(?:の?経過)?(?:後|を(?:過ぎ|経過し)た)[^。]{0,25}(?:削除|消去|消[すし])"
)
_DONE = re.compile(rf"{_DELETING}[もを]?(?:行う|行って|行い|実施|する。|している)")
_APART = re.compile("媒体|帳票|紙|書類|出力|端末|バックアップ|ログ")
"""What is deleted apart from the file itself, at its own time."""


def _find(dossier: Dossier) -> Iterator[Hit]:
    of_field = group_by(((s.cell.file, s.cell.field.full), s) for s in dossier.sentences if s.cell.file)
    told = group_by((s.cell.file, s) for s in dossier.sentences if s.cell.file)
    for file in dossier.model.listed_files:
        # what the national platform does under a heading of its own is no method of the body
        method = tuple(
            takewhile(lambda s: "中間サーバ" not in s.text, of_field.get((file.name, _METHOD), ()))
        )
        procedure = of_field.get((file.name, _PROCEDURE), ())
        yield from _find_paper(file.name, method, procedure)
        yield from _find_never(dossier, file.name, method, procedure)
        yield from _find_unset(dossier, file.name, procedure)
        yield from _find_times(file.name, told.get(file.name, ()))


def _find_paper(file: str, method: tuple[Sentence, ...], procedure: tuple[Sentence, ...]) -> Iterator[Hit]:
    data = [s for s in method if _DATA.search(s.text) and not _NEVER.search(s.text)]
    said = "".join(s.text for s in procedure)
    if data and _PAPER.search(said) and not _DATA.search(said):
        yield _hit(
            file,
            f"Ⅱ.6③は電子の記録の消去を書くが、{procedure[0].where}は紙の廃棄しか書いていない",
            data,
            procedure,
        )


def _find_never(
    dossier: Dossier, file: str, method: tuple[Sentence, ...], procedure: tuple[Sentence, ...]
) -> Iterator[Hit]:
    never = [s for s in method if _NEVER.search(s.text)]
    cell = dossier.cell(_SET, file)
    kept = len(never) == len(method)  # something else may be deleted, such as what a copy holds
    if (
        never
        and kept
        and cell
        and cell.stated == "定めている"
        and not any(_NEVER.search(s.text) for s in procedure)
    ):
        hit = _hit(
            file, "Ⅱ.6③は消去しないとするが、Ⅲ.7リスク3の消去手順は「定めている」である", never, procedure
        )
        yield Hit(
            hit.message, hit.subjects, (*hit.evidence, Evidence("消去手順 定めている", cell.spans)), hit.about
        )


def _find_unset(dossier: Dossier, file: str, procedure: tuple[Sentence, ...]) -> Iterator[Hit]:
    """A reason why there is none is no procedure; neither is a condition on which something would be deleted."""
    cell = dossier.cell(_SET, file)
    done = [s for s in procedure if _DONE.search(_NEVER.sub("", s.text))]
    if done and cell and cell.stated == "定めていない":
        what = "Ⅲ.7リスク3の消去手順は「定めていない」であるが、手順の内容には消去の仕方がある"
        sides = (
            Evidence("消去手順 定めていない", cell.spans),
            Evidence(done[0].where, find_beginnings(done)),
        )
        yield Hit(f"{file}について、{what}。", (file,), sides, about=what)


def _find_times(file: str, told: tuple[Sentence, ...]) -> Iterator[Hit]:
    said = [s for s in told if not _APART.search(s.text)]
    at_once = [s for s in said if _AT_ONCE.search(s.text)]
    later = [s for s in said if _LATER.search(s.text)]
    if at_once and later:
        yield _hit(
            file,
            f"{at_once[0].where}は速やかに消すとし、{later[0].where}は一定期間のあとに消すとする",
            at_once,
            later,
        )


def _hit(file: str, what: str, one: list[Sentence], other: list[Sentence] | tuple[Sentence, ...]) -> Hit:
    sides = (found for found in (one, other) if found)
    return Hit(
        f"{file}について、{what}。",
        (file,),
        tuple(Evidence(found[0].where, find_beginnings(found)) for found in sides),
        about=what,
    )


RULE = Rule(
    name="deletion-differs",
    title="消去の仕方や時期が、ⅡとⅢで合わない",
    checks="ファイルごとに、Ⅱ.6③の消去方法とⅢ.7リスク3の手順を比べ、電子の記録を消すとしながら手順が紙の廃棄だけのもの、消去しないとだけ書きながら消去手順を「定めている」とするもの、「定めていない」としながら消去の仕方を書くものを言う。"
    "「速やかに」消すという文と「一定期間」のあとに消すという文が同じファイルにあるときも言う（媒体、帳票、端末、ログの消去は別に数え、比べない）。",
    matters="消したはずの個人番号が残るか、残すはずのものが消える。手順が紙だけなら、電子の記録を誰がいつ消すかが決まっていない。",
    settle="今の消去の仕方と時期を確かめ、ⅡとⅢをそろえる。紙と電子で違うなら、どちらも書く。",
    source="様式4 Ⅱ.6②③、Ⅲ.7リスク3",
    severity=Severity.WARNING,
    confidence=Confidence.LOW,
    find=_find,
    needs=(needs.TEXTS, needs.RISKS),
)
