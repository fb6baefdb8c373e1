"""`python -m benchmarks [GROUP ...]`: print speed as ratios within one run; all groups where none is named."""

from __future__ import annotations

import sys

from benchmarks.corpora import time_corpora
from benchmarks.drawing import time_drawings
from benchmarks.growing import time_growth
from benchmarks.loading import time_loading
from benchmarks.nation import time_nation
from benchmarks.reading import time_reading
from benchmarks.serving import time_serving
from benchmarks.starting import time_starting
from benchmarks.tracing import time_checking, time_impact, time_items, time_tracing

GROUPS = {
    "start": time_starting,
    "load": time_loading,
    "trace": time_tracing,
    "items": time_items,
    "check": time_checking,
    "impact": time_impact,
    "growth": time_growth,
    "nation": time_nation,
    "corpus": time_corpora,
    "draw": time_drawings,
    "read": time_reading,
    "serve": time_serving,
}


def main(names: list[str]) -> int:
    """Run the named groups in the order given; 2 where one is not known."""
    unknown = [name for name in names if name not in GROUPS]
    if unknown:
        print(f"no such group: {', '.join(unknown)}; there are {', '.join(GROUPS)}", file=sys.stderr)
        return 2
    for name in names or GROUPS:
        print(f"-- {name}", flush=True)
        GROUPS[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
