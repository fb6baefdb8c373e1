"""`python -m docs.pages docs`: write the generated pages; with `--check`, name those that are stale and end with 1."""

from __future__ import annotations

import sys
from pathlib import Path

from docs.pages.glossary import make_glossary
from docs.pages.licences import make_licences
from docs.pages.model_file import make_model_file
from docs.pages.rooms import make_rooms
from docs.pages.traces import make_trace
from piaflow.store.writing import write

PAGES = {
    "glossary.md": make_glossary,
    "licences.md": make_licences,
    "model-file.md": make_model_file,
    "rooms.svg": make_rooms,
    "trace.md": make_trace,
}


def main(folder: Path, *, only_check: bool) -> int:
    """Write each page, or return how many are stale."""
    stale = 0
    for name, make in PAGES.items():
        file, content = folder / name, make().encode()
        if not only_check:
            write(file, content)
        elif not file.is_file() or file.read_bytes() != content:
            stale += 1
            sys.stdout.write(f"古い頁: {file}\n")
    return stale


if __name__ == "__main__":
    sys.exit(1 if main(Path(sys.argv[1]), only_check="--check" in sys.argv) else 0)
