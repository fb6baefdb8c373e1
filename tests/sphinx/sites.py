"""A small site of one or more pages beside two model files, built as a user builds it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from attrs import frozen

from tests.cli.calling import KONBINI, MINATO

CONF = """project = "みなと市の評価書"
language = "ja"
extensions = ["piaflow.sphinx"]
"""


@frozen
class Built:
    """What one build said, and where it wrote."""

    code: int
    said: str
    out: Path

    def page(self, name: str = "index.html") -> str:
        return (self.out / name).read_text(encoding="utf-8")

    def plain(self, name: str) -> str:
        """The text of a page without tags, blanks and the lines of its tables."""
        return re.sub(r"<[^>]+>|[\s|+=]+|-{2,}", "", self.page(name))

    @property
    def read(self) -> list[str]:
        """The pages that were read anew."""
        found = re.findall(r"reading sources\.\.\. \[ *\d+%\] (.+)", self.said)
        return sorted({name for line in found for name in line.replace(" ..", "").split()})


@frozen
class Site:
    """A folder with conf.py, pages and models."""

    folder: Path

    def write(self, name: str, *lines: str) -> None:
        (self.folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")

    def build(self, builder: str = "html", *more: str) -> Built:
        """Return what a build in a process of its own gives, every warning an error at its end."""
        out = self.folder / "_build" / builder
        # without --no-color, Sphinx colours its words wherever CI is set, and the words are read here
        doctrees = str(self.folder / "_build/doctrees")
        words = ["-b", builder, "-W", "--keep-going", "--no-color", "-d", doctrees]
        done = subprocess.run(
            [sys.executable, "-m", "sphinx", *words, *more, str(self.folder), str(out)],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": "C"},
        )
        return Built(done.returncode, done.stdout + done.stderr, out)


def make_site(folder: Path, *lines: str) -> Site:
    """Return a site with the models of みなと市 and a first page of these lines."""
    site = Site(folder)
    for model in (MINATO, KONBINI):
        shutil.copy(model, folder)
    site.write("conf.py", CONF)
    site.write("index.rst", "みなと市", "========", "", *lines)
    return site


def block(directive: str, argument: str, **options: str) -> list[str]:
    """Return the lines of a directive."""
    shown = (f"   :{key.rstrip('_')}: {value}".rstrip() for key, value in options.items())
    return [f".. {directive}:: {argument}", *shown, ""]
