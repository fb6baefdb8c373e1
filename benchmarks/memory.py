"""The most memory that reading a document takes, of an interpreter that does nothing else: `python -m benchmarks.memory FILE`.

It imports nothing that makes documents, so that their fonts and libraries do not count.
"""

from __future__ import annotations

import resource
import sys

import piaflow

if __name__ == "__main__":
    document = piaflow.read(sys.argv[1])
    print(len(document.source.pages), len(document.form.cells), len(document.model.flows))
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
