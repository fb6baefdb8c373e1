"""What a desk says of places and faults in the words of its page: a model file calls them by its keys."""

from __future__ import annotations

import re
from functools import cache

from piaflow.app.desk_columns import TABLES
from piaflow.app.layouts import LAYOUT
from piaflow.domain.choices import FormKind
from piaflow.errors import Problem, Where
from piaflow.form.table import rows_by_path

_HOME = re.compile(r"（((?:[a-z]+ か )*[a-z]+) に書き足します）")
_BESIDE = re.compile(r"（([a-z_]+)）")
_LACKING = re.compile(r"「([a-z_]+)」がありません")
_FOREIGN = re.compile(r"キー「([a-z_]+)」はありません.*")
_KEY = re.compile(r"「[^」]*」|[a-z_]{2,}")  # a key, but in no name that a person wrote
_HOLLOW = re.compile(r"契約には .* のどれか1つが要ります")
_SECTIONS = {table.path[0]: table.label for table in TABLES if not table.says and len(table.path) == 2}  # noqa: PLR2004
_PARTS = {table.path[2]: table.label for table in TABLES if len(table.path) == 4}  # noqa: PLR2004
_SECTIONS |= {
    "overview": "評価書",
    "assessment": "評価書",
    "contracts": "つながり方の決まり",
    "diagrams": "図",
    "accepted": "承知した指摘",
    "texts": "欄の文",
    "statements": "記載の食い違いの見かた",
    LAYOUT: "図の箱の置き場所",
    "documents": "文書",
}


def tell_problem(problem: Problem) -> str:
    """Return what is wrong as who types into the page reads it: by tables and columns."""
    told = _HOME.sub(lambda found: _name_home(found[1].split(" か ")), problem.what)
    told = _BESIDE.sub(lambda found: "" if _name_key(problem.where, found[1]) else found[0], told)
    told = _FOREIGN.sub(lambda found: _name_stranger(problem.where, found[1]) or found[0], told)
    told = _HOLLOW.sub("必ず入れる欄が空です（行を消すには × を押します）", told)
    told = _LACKING.sub(lambda found: _name_lack(problem.where, found[1]) or found[0], told)
    return _KEY.sub(lambda found: _quote(_name_key(problem.where, found[0])) or found[0], told)


def _name_home(sections: list[str]) -> str:
    if "diagrams" in sections:
        return "（2つめからの図は、モデルのファイルに書きます）"
    return f"（先に{'か'.join(f'「{_SECTIONS[one]}」' for one in sections)}の表に足します）"


def _name_lack(where: Where, key: str) -> str:
    name = _name_key(where, key)
    return f"{name}を入れてください" if name else ""


def _quote(name: str) -> str:
    return f"「{name}」" if name else ""


def _name_stranger(where: Where, key: str) -> str:
    name = _name_key(where, key)
    return f"この行に「{name}」は書けません" if name else ""


def _name_key(where: Where, key: str) -> str:
    """Return what the column of a key is called, "" where no table has it."""
    section = str(where[0]) if where else ""
    tables = [table for table in TABLES if section in (table.path[0], table.section)]
    return next((c.label for table in tables for c in table.columns if c.key == key), "")


def name_place(path: tuple[str, ...], form: FormKind) -> str:
    """Return what the page calls an address of a model: the part, its name, and the field."""
    section, *rest = path
    if section == "texts":
        return rest[0] if rest else _SECTIONS["texts"]
    if section == "assessment":
        return _name_field(form, f"overview.{'.'.join(rest)}") or _SECTIONS["assessment"]
    words = [_SECTIONS.get(section, section), *rest[:1]]
    for at, key in enumerate(rest[1:], 1):
        told = _PARTS.get(key) or _name_key(path, key) or _name_field(form, ".".join(rest[at:]))
        words.append(told or key)
        if told and key not in _PARTS:
            break
    return "　".join(words)


@cache
def _names_of_fields(form: FormKind) -> dict[str, str]:
    rows = reversed([*rows_by_path(form).items()])  # of two fields of one value the first one names it
    return {row.value: field.label for _, row in rows if row.value and (field := row.field(form))}


def _name_field(form: FormKind, value: str) -> str:
    return _names_of_fields(form).get(value, "")
