"""What it costs to begin, against `import networkx` and against an interpreter that does nothing.

`import piaflow` brings no name, and `piaflow --help` no command: what the first of either costs is measured too.
"""

from __future__ import annotations

import compileall
import statistics
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import piaflow
from benchmarks.timing import print_ratio, seconds

ROUNDS = 9


def time_starting() -> None:
    """Each start is a new interpreter; that of an empty one is taken off the imports.

    The library is compiled first, as an installed one is, whatever the environment says of bytecode.
    """
    compileall.compile_dir(Path(piaflow.__file__).parent, quiet=1)
    empty = statistics.median(seconds(_start("-c", "pass")) for _ in range(ROUNDS))
    other, nothing = _start("-c", "import networkx"), _start("-c", "pass")
    for code in ("import piaflow", "from piaflow import load"):
        ours = _start("-c", code)
        print_ratio(
            f"{code} / import networkx",
            [(seconds(ours) - empty, seconds(other) - empty) for _ in range(ROUNDS)],
        )
    for words in (("--help",), ("trace", "--help")):
        told = _start("-m", "piaflow", *words)
        print_ratio(
            f"piaflow {' '.join(words)} / python -c pass",
            [(seconds(told), seconds(nothing)) for _ in range(ROUNDS)],
        )


def _start(*words: str) -> Callable[[], object]:
    return lambda: subprocess.run([sys.executable, *words], check=True, capture_output=True)  # noqa: S603 - our own words
