"""What it costs to begin: `import piaflow` against networkx, `piaflow --help` against an interpreter that does nothing."""

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
    ours, other = _start("-c", "import piaflow"), _start("-c", "import networkx")
    print_ratio(
        "import piaflow / import networkx",
        [(seconds(ours) - empty, seconds(other) - empty) for _ in range(ROUNDS)],
    )
    told, nothing = _start("-m", "piaflow", "--help"), _start("-c", "pass")
    print_ratio("piaflow --help / python -c pass", [(seconds(told), seconds(nothing)) for _ in range(ROUNDS)])


def _start(*words: str) -> Callable[[], object]:
    return lambda: subprocess.run([sys.executable, *words], check=True, capture_output=True)  # noqa: S603 - our own words
