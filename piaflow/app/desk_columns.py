"""The tables of a desk and their columns: which fields of the model one types into, in the order of the page."""

from __future__ import annotations

from enum import Enum

from attrs import frozen

from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import FlowKind, NodeKind, PartyKind, RowBand, Side, Timing, Way


@frozen
class Column:
    """列: one field of a table.

    `kind` is text, words (of several lines), day, name, choice (of `choices`; `blank` is what none of them means), list (a
    line for each), items (with 、 between), groups (a line for each, names with 、 between) or boxes (a line for each that is
    ticked). Names, one or each of several, are completed from those of the list `names`.
    `fixed` says that a row keeps what it was added with.
    """

    key: str
    label: str
    kind: str = "text"
    names: str = ""
    choices: tuple[str, ...] = ()
    needed: bool = False
    fixed: bool = False
    blank: str = ""


@frozen
class Table:
    """表: entries of one kind as rows that one types into.

    `path` says where they stand in the model: the keys of the way there, of which `:file` is what the row tells in that
    column, `a|b` one of these, and "" what follows from the words of the row. With `says` only those that have that key
    are meant. Tables of one `view` are seen together.
    """

    section: str
    label: str
    columns: tuple[Column, ...]
    path: tuple[str, ...]
    says: str = ""
    view: str = ""
    renames: bool = False


def _values(kind: type[Enum], but: Enum | None = None) -> tuple[str, ...]:
    return tuple(str(member.value) for member in kind if member is not but)


_CERTAIN = _values(Certainty)
_CONTRACTS = "contracts"
VIEWS = {_CONTRACTS: "つながり方の決まり"}
"""What several tables that are seen together are called."""
_NAME = Column("name", "名前", needed=True)
_FIXED_NAME = Column("name", "名前", needed=True, fixed=True)
_FILE = Column("file", "ファイル", "name", "files", needed=True, fixed=True)
_WAY = Column("way", "向き", "choice", choices=_values(Way, but=Way.BOTH), blank=Way.BOTH.value)
_OF_CONTRACT = (
    Column("item", "この項目についてだけ", "name", "contracted_items"),
    Column("except", "当てはめない組", "groups", "contracted"),
    Column("reason", "理由", "words"),
)


def _tell_contracts(kind: str, label: str, *columns: Column) -> Table:
    """The table of one kind of contract: they stand in one list, and each kind is known by a key of its own."""
    return Table(kind, label, columns, ("contracts", ""), says=kind, view=_CONTRACTS)


TABLES = (
    Table(
        "systems",
        "システム",
        (
            _NAME,
            Column("number", "Ⅰ.2の番号"),
            Column("kind", "種類", "choice", choices=_values(NodeKind)),
            Column("owner", "運用者", "name", "parties"),
            Column("zone", "領域", "name", "zones"),
            Column("entry", "全国の目録", "name", "entries"),
            Column("functions", "機能", "list"),
            Column("aliases", "別名", "list"),
        ),
        ("systems", ":name"),
        renames=True,
    ),
    Table(
        "files",
        "特定個人情報ファイル",
        (
            _NAME,
            Column("holder", "保有", "name", "holders", needed=True),
            Column("listed", "Ⅰ.3に載る", "choice", choices=_CERTAIN),
            Column("records", "記録項目", "items", "items"),
            Column("aliases", "別名", "list"),
        ),
        ("files", ":name"),
        renames=True,
    ),
    Table(
        "flows",
        "流れ",
        (
            Column("diagram", "図", "name", "diagrams"),
            Column("step", "番号", "name", "steps"),
            Column("from", "送り手", "name", "nodes", needed=True),
            Column("to", "受け手", "name", "nodes", needed=True),
            Column("text", "矢印の言葉", "words"),
            Column("items", "項目", "items", "items"),
            Column("kind", "種類", "choice", choices=_values(FlowKind)),
            Column("specific", "特定個人情報", "choice", choices=_CERTAIN),
            Column("file", "ファイル", "name", "files"),
            Column("declared", "Ⅱの記載", "list", "declared"),
        ),
        ("flows", ""),
    ),
    Table(
        "steps",
        "手順（備考）",
        (
            Column("diagram", "図", "name", "diagrams", needed=True, fixed=True),
            Column("number", "番号", needed=True, fixed=True),
            Column("text", "備考の言葉", "words"),
            Column("heading", "見出し", "words"),
        ),
        ("diagrams", ":diagram", "steps", ":number"),
    ),
    Table(
        "entries",
        "委託・提供・移転",
        (
            _FILE,
            Column("number", "番号", needed=True, fixed=True),
            Column("subject", "委託事項", "words"),
            Column("contractor", "委託先", "name", "parties"),
            Column("recipient", "提供先・移転先", "words"),
            Column("annex", "別紙の名", "name", "annexes"),
            Column("purpose", "用途", "words"),
            Column("items", "項目", "items", "items"),
        ),
        ("files", ":file", "entrustments|provisions|transfers", ":number"),
    ),
    Table(
        "recipients",
        "別紙の行",
        (
            _FILE,
            Column("entry", "記載", "name", "handovers", needed=True, fixed=True),
            Column("number", "番号"),
            Column("name", "提供先・移転先の名", needed=True),
            Column("basis", "法令上の根拠", "list"),
            Column("purpose", "用途", "words"),
            Column("information", "渡す情報", "words"),
            Column("subjects", "本人の数", "choice", choices=_values(RowBand, but=RowBand.UNKNOWN)),
            Column("scope", "本人の範囲", "words"),
            Column("means", "方法", "boxes", "means"),
            Column("timing", "時期・頻度", "words"),
        ),
        ("files", ":file", "provisions|transfers", ":entry", "rows", ""),
    ),
    Table(
        "parties",
        "主体",
        (
            _NAME,
            Column("kind", "種類", "choice", choices=_values(PartyKind)),
            Column("body", "属する機関", "name", "parties"),
            Column("zone", "領域", "name", "zones"),
            Column("aliases", "別名", "list"),
        ),
        ("parties", ":name"),
        renames=True,
    ),
    Table(
        "zones",
        "領域",
        (
            _FIXED_NAME,
            Column("parent", "外側の領域", "name", "zones"),
            Column("owner", "誰の場所か", "name", "parties"),
            Column("side", "側", "choice", choices=_values(Side)),
        ),
        ("zones", ":name"),
    ),
    Table(
        "items",
        "項目",
        (_FIXED_NAME, Column("aliases", "別名", "list"), Column("members", "含む項目", "items", "items")),
        ("items", ":name"),
    ),
    Table(
        "conversions",
        "変換",
        (
            Column("at", "どこで", "name", "nodes", needed=True),
            Column("from", "この項目が", "name", "items", needed=True),
            Column("to", "これになる", "name", "items", needed=True),
        ),
        ("conversions", ""),
    ),
    _tell_contracts(
        "forbid",
        "直接つながないもの",
        Column("forbid", "どれとどれも", "list", "contracted", needed=True),
        _WAY,
        *_OF_CONTRACT,
    ),
    _tell_contracts(
        "allow_only",
        "決まった相手とだけつながるもの",
        Column("allow_only", "これは", "name", "contracted", needed=True),
        Column("neighbours", "これとだけ", "list", "contracted", needed=True),
        Column("among", "これらのうちで", "list", "contracted"),
        _WAY,
        *_OF_CONTRACT,
    ),
    _tell_contracts(
        "pass_through",
        "必ず通る所",
        Column("from", "どこから", "name", "contracted", needed=True),
        Column("to", "どこへ", "name", "contracted", needed=True),
        Column("pass_through", "通る所", "name", "contracted", needed=True),
        *_OF_CONTRACT,
    ),
    _tell_contracts(
        "may_hold",
        "決まった所だけが持つ項目",
        Column("may_hold", "この項目を", "name", "items", needed=True),
        Column("nodes", "持ってよい所", "list", "contracted", needed=True),
        Column("reason", "理由", "words"),
    ),
    _tell_contracts(
        "layers",
        "段をとばさない順",
        Column("layers", "段（1行に1つ、つながる順に）", "groups", "contracted", needed=True),
        *_OF_CONTRACT,
    ),
    Table(
        "revisions",
        "変更箇所",
        (
            Column("date", "変更日", "day"),
            Column("item", "項目", "words", needed=True),
            Column("before", "変更前の記載", "words"),
            Column("after", "変更後の記載", "words"),
            Column("timing", "提出時期", "choice", choices=_values(Timing)),
            Column("note", "提出時期に係る説明", "words"),
        ),
        ("revisions", ""),
    ),
)
