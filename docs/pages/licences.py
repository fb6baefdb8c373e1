"""The licences of all that is installed: the names and versions of the lock, what each distribution says of itself."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, metadata, requires
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCK = ROOT / "requirements.lock"
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
FOR_DEVELOPMENT = {"bench", "dev"}
_PINNED = re.compile(r"^([a-z0-9-]+)==(\S+)", re.MULTILINE)
_HEAD = """# 使っているものの許諾条件 / Licences

`requirements.lock` が定めるすべての部品と、それぞれが自分で言う許諾条件（ライセンス）である。piaflow 自身は MIT。
*Made from the lock and from what each distribution says of itself; piaflow is MIT.*

図と PDF の字は IPAexゴシック（Ver.004.01）である。piaflow の中に、手を加えず元の名のまま、IPAフォントライセンス v1.0 の
本文とともに入っている（`piaflow/layout/fonts`）。
"""
_LONGEST = 60

STATED = {
    "appnope": "BSD-2-Clause",
    "cffi": "MIT",
    "colorama": "BSD-3-Clause",
    "pycparser": "BSD-3-Clause",
    "resvg-py": "MIT",
    "scipy": "BSD-3-Clause",
}
"""Read by hand: packages of other systems than ours, one that only ships the text, one with two versions."""

NOTES = {
    "appnope": "macOS だけ",
    "cffi": "PyPy だけ",
    "colorama": "Windows だけ",
    "docutils": "大部分はパブリックドメイン。一部のファイルに BSD と GPL がある",
    "fpdf2": "PDF を書く。手を加えず、取り替えられる部品として呼ぶ",
    "igraph": "速さを比べるときだけ使う。piaflow は読み込まない",
    "numpy": "配布物に OpenBLAS（BSD-3-Clause）と libgfortran（GPL-3.0、GCC 実行時例外付き）を含む",
    "pillow": "配布物に FreeType、libjpeg-turbo、libtiff、libwebp などを含む",
    "pycparser": "PyPy だけ",
    "pygraphviz": "配布物に Graphviz（EPL-2.0）のほか、Pango（LGPL）、Cairo（LGPL または MPL）などを含む",
    "pypdfium2": "PDF を読むときだけ読み込む。配布物に PDFium（BSD-3-Clause）と FreeType、ICU、OpenJPEG などを含む",
    "pyzmq": "配布物に libzmq（MPL-2.0）と libsodium（ISC）を含む",
    "resvg-py": "配布物に resvg（Apache-2.0 または MIT）、tiny-skia（BSD-3-Clause）などを含む",
    "scipy": "配布物に OpenBLAS（BSD-3-Clause）と libgfortran（GPL-3.0、GCC 実行時例外付き）を含む",
}
"""What a wheel brings beside its own code, and what is used where."""


def make_licences() -> str:
    """Return the page: what comes with piaflow, what its extras bring, then what only its development needs.

    Raises LookupError for a package that tells no licence or is not installed: read it and write it down here.
    """
    locked = find_locked()
    extras = {
        name: needs for name, needs in PROJECT["optional-dependencies"].items() if name not in FOR_DEVELOPMENT
    }
    core = _follow(PROJECT["dependencies"], locked)
    by_extra = _follow([need for needs in extras.values() for need in needs], locked) - core
    parts = (
        ("piaflow とともに入るもの / With piaflow", core),
        (f"追加の部品（{'、'.join(sorted(extras))}）で入るもの / With an extra", by_extra),
        ("開発のときだけ入るもの / For development", locked.keys() - core - by_extra),
    )
    return "\n".join([_HEAD, *(_table(title, sorted(names), locked) for title, names in parts)])


def find_locked() -> dict[str, str]:
    """Return the version of each package of the lock, two where they differ by Python."""
    found: dict[str, str] = {}
    for name, version in _PINNED.findall(LOCK.read_text(encoding="utf-8")):
        found[name] = f"{found[name]}、{version}" if name in found else version
    return found


def _follow(needs: Iterable[str], locked: Iterable[str]) -> set[str]:
    """Return what these requirements bring, by way of all that they need in turn, on whatever system."""
    found, waiting = set[str](), [*map(Requirement, needs)]
    while waiting:
        need = waiting.pop()
        name = canonicalize_name(need.name)
        if name in locked and name not in found:
            found.add(name)
            waiting.extend(_list_needs(name, need.extras))
    return found


def _list_needs(name: str, extras: Iterable[str]) -> Iterator[Requirement]:
    """Yield what a distribution asks for, by itself and for the extras that are asked of it."""
    try:
        told = requires(name) or []
    except PackageNotFoundError:
        return
    for need in map(Requirement, told):
        asked = need.marker is None or "extra" not in str(need.marker)
        if asked or any(f'extra == "{extra}"' in str(need.marker) for extra in extras):
            yield need


def _table(title: str, names: Iterable[str], locked: dict[str, str]) -> str:
    rows = (f"| {name} | {locked[name]} | {find_licence(name)} | {NOTES.get(name, '')} |" for name in names)
    return "\n".join([f"## {title}", "", "| 名前 | 版 | 許諾条件 | 注 |", "|---|---|---|---|", *rows, ""])


def find_licence(name: str) -> str:
    """Return the licence in the words of the distribution: its expression, its short name or its classifiers."""
    if name in STATED:
        return STATED[name]
    try:
        told = metadata(name).json
    except PackageNotFoundError:
        raise LookupError(f"{name} は入っていない。許諾条件を読んで docs/pages/licences.py に書く") from None
    short = str(told.get("license", "")).strip()
    if "\n" in short or len(short) > _LONGEST or short == "UNKNOWN":
        short = ""
    classified = [c.split(" :: ")[-1] for c in told.get("classifier", ()) if c.startswith("License ::")]
    licence = told.get("license_expression") or short or "、".join(classified)
    if not licence:
        raise LookupError(f"{name} は許諾条件を言わない。読んで docs/pages/licences.py に書く")
    return str(licence)
