"""What the systems of the catalogue are called, as the package ships it beside the law: rooms below read no YAML."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from piaflow.store.catalogue import load_catalogue
from piaflow.store.writing import write


def to_text() -> str:
    """Return the names, the kind, how many there are, and by what else each system may be meant."""
    told = {
        entry.name: {
            "kind": entry.kind.value,
            "one_per": entry.one_per.value,
            "aliases": list(entry.aliases),
            "meant_by": list(entry.meant_by),
        }
        for entry in load_catalogue().systems
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    write(Path(sys.argv[1]), to_text().encode())
