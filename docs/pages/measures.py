"""How the code is cut: modules, functions, doors between them, names. `python -m docs.pages.measures` writes the table."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from attrs import define

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "architecture.md"
MARKED = re.compile(r"(?<=<!-- measures -->\n).*?(?=<!-- /measures -->)", re.DOTALL)
_SMALL, _MANY = 60, 6
_Function = ast.FunctionDef | ast.AsyncFunctionDef


@define
class _Module:
    """A module of the product as it stands in its file."""

    name: str
    text: str

    @property
    def room(self) -> str:
        return self.name.rpartition(".")[0]

    @property
    def size(self) -> int:
        return self.text.count("\n")

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        return tuple(ast.walk(ast.parse(self.text)))

    @property
    def functions(self) -> Iterator[_Function]:
        return (node for node in self.nodes if isinstance(node, _Function))

    @property
    def classes(self) -> Iterator[str]:
        return (node.name for node in self.nodes if isinstance(node, ast.ClassDef))

    @cached_property
    def comments(self) -> int:
        """How many comments say something to a reader: what is written for a tool does not count."""
        told = tokenize.generate_tokens(io.StringIO(self.text).readline)
        return sum(t.type == tokenize.COMMENT and not re.match(r"# (noqa|type:)", t.string) for t in told)

    @cached_property
    def words(self) -> Mapping[str, int]:
        """How often each name is said."""
        return Counter(re.findall(r"\w+", self.text))

    @cached_property
    def imported(self) -> frozenset[str]:
        """The modules of the product that it imports from."""
        from_ = {node.module for node in self.nodes if isinstance(node, ast.ImportFrom) and node.module}
        return frozenset(name for name in from_ if name.startswith("piaflow"))


def _read_modules() -> list[_Module]:
    """Return every module that has more than a docstring."""
    files = sorted((ROOT / "piaflow").rglob("*.py"))
    named = [(file.relative_to(ROOT).with_suffix(""), file.read_text(encoding="utf-8")) for file in files]
    return [
        _Module(".".join(path.parts), text)
        for path, text in named
        if path.name != "__init__" or "import" in text
    ]


def _measure(modules: list[_Module]) -> dict[str, str]:
    """Return each measure with its value, in words."""
    sizes = sorted(module.size for module in modules)
    small = [module for module in modules if module.size <= _SMALL and ".checks." not in module.name]
    importers = {
        module.name: [other for other in modules if module.name in other.imported] for module in modules
    }
    lone = [m for m in small if [other.room for other in importers[m.name]] == [m.room]]
    functions = [(module, function) for module in modules for function in module.functions]
    lengths = sorted((f.end_lineno or f.lineno) - f.lineno + 1 for _, f in functions)
    private = [f.name for m, f in functions if re.match("_[a-z]", f.name) and m.words[f.name] == 2]  # noqa: PLR2004 - its definition and one use
    calls = [node for module in modules for node in module.nodes if isinstance(node, ast.Call)]
    return {
        "modules, lines": f"{len(modules)}, {sum(sizes)}",
        "lines of a module: median, largest": f"{_quantile(sizes, 0.5)}, {sizes[-1]}",
        f"modules of {_SMALL} lines or fewer, rules aside; with one importer, of their own room": f"{len(small)}; {len(lone)}",
        "lines of a function: median, 90th percentile, largest": ", ".join(
            str(_quantile(lengths, share)) for share in (0.5, 0.9, 1)
        ),
        "functions; private ones used once": f"{len(functions)}; {len(private)}",
        "mean fan-out: modules that a module imports from": f"{sum(len(m.imported) for m in modules) / len(modules):.1f}",
        "comments per 100 lines": f"{100 * sum(m.comments for m in modules) / sum(sizes):.1f}",
        "functions that begin with `find_`": str(
            sum(f.name.lstrip("_").startswith("find_") for _, f in functions)
        ),
        "classes of one name in several modules": _repeated(name for m in modules for name in m.classes),
        "modules of one name in several rooms": _repeated(m.name.rpartition(".")[2] for m in modules),
        f"calls with {_MANY} positional arguments or more": str(
            sum(len(call.args) >= _MANY for call in calls)
        ),
    }


def _quantile(values: list[int], share: float) -> int:
    return values[int(share * (len(values) - 1))]


def _repeated(names: Iterator[str]) -> str:
    found = sorted(
        (-count, name) for name, count in Counter(names).items() if count > 1 and not name.startswith("_")
    )
    return ", ".join(f"{name} ×{-count}" for count, name in found) or "none"


def make_measures() -> str:
    """Return the table."""
    rows = (f"| {name} | {value} |" for name, value in _measure(_read_modules()).items())
    return "\n".join(["| measured | here |", "|---|---|", *rows, ""])


if __name__ == "__main__":
    PAGE.write_text(MARKED.sub(lambda _: make_measures(), PAGE.read_text(encoding="utf-8")), encoding="utf-8")
