"""The script of the page is a set of modules that a browser runs as they are, and as the one script of the page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import copytree
from threading import Thread

import pytest

from tests.browser.chromium import Tab
from tests.browser.test_explorer import SHOWN, choose, text

WEB = Path(__file__).parents[2] / "piaflow" / "explorer" / "web"
MODULES = sorted(WEB.glob("*.js"))
READING = [*sorted((WEB / "reading").glob("*.js")), WEB / "parts.js"]
NATION = [*sorted((WEB / "nation").glob("*.js")), WEB / "parts.js"]
SETS = [(MODULES, "explorer"), (READING, "reading"), (NATION, "nation")]
KNOWN = {
    "explorer": {"VERDICTS", "LEAST", "showSheet"},
    "reading": {"decide", "openForm", "light"},
    "nation": {"load", "makeTable", "showTiles"},
}


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def served(plain: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a page whose modules the browser loads one by one."""
    folder = copytree(WEB, tmp_path / "web")
    page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", plain.read_text(encoding="utf-8"))
    page = page.replace("<head>", '<head><link rel="icon" href="data:,">')
    start = page.rindex("<script>")
    end = page.rindex("</body>")
    (folder / "page.html").write_text(
        f'{page[:start]}<script type="module" src="start.js"></script>{page[end:]}', encoding="utf-8"
    )
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=folder)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/page.html"
        server.shutdown()


def _trace(tab: Tab) -> tuple[str, list[str]]:
    choose(tab, ".trace", "符号")
    words = tab.run(f"[...document.querySelectorAll('{SHOWN} [data-trace]')].map((p) => p.dataset.trace)")
    return text(tab, ".told"), words


def test_the_modules_run_as_they_are(tab: Tab, served: str, plain: Path) -> None:
    tab.look(1280, 900)
    tab.errors.clear()
    tab.call("Page.navigate", url=served)
    tab.wait("document.readyState === 'complete' && !document.querySelector('.tools').hidden")
    alone = _trace(tab)
    assert tab.errors == []
    tab.open(plain)
    assert _trace(tab) == alone
    assert tab.errors == []


@pytest.mark.parametrize(("modules", "page"), SETS, ids=KNOWN)
def test_no_two_modules_have_one_name(modules: list[Path], page: str) -> None:
    """They share one scope where they are one script."""
    declared = re.compile(
        r"^(?:export )?(?:const|let|(?:async )?function) ([\w$]+|[\[{][^=]*[\]}])", re.MULTILINE
    )
    names = Counter(
        name
        for module in modules
        for found in declared.findall(module.read_text(encoding="utf-8"))
        for name in re.findall(r"[\w$]+(?!\w*:)", re.sub(r"\w+:", "", found))
    )
    assert [name for name, count in names.items() if count > 1] == []
    assert {"find", *KNOWN[page]} <= set(names)


@pytest.mark.parametrize("modules", [modules for modules, _ in SETS], ids=KNOWN)
def test_no_module_imports_itself_through_others(modules: list[Path]) -> None:
    imports = {
        module.name: set(re.findall(r'from "\./([\w.]+)";', module.read_text(encoding="utf-8")))
        for module in modules
    }
    done: set[str] = set()
    while ready := {name for name, needed in imports.items() if needed <= done} - done:
        done |= ready
    assert done == set(imports)


def test_the_page_holds_no_word_of_a_module_system(plain: Path) -> None:
    script = plain.read_text(encoding="utf-8").rpartition("<script>")[2]
    assert not re.search(r"^(?:import|export) ", script, re.MULTILINE)
    assert all(
        re.search(rf"^function {name}\(", script, re.MULTILINE)
        for module in MODULES
        for name in re.findall(r"^export function (\w+)", module.read_text(encoding="utf-8"), re.MULTILINE)
    )
