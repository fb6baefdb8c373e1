"""What the systems of the catalogue are called, as the package ships it beside the law: rooms below read no YAML."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from piaflow.store.catalogue import load_catalogue
from piaflow.store.writing import write


def to_text() -> str:
    """Return the names, the kind, who runs it, and by what else each system may be meant."""
    told = {
        entry.name: {
            "kind": entry.kind.value,
            "owner": entry.owner,
            "aliases": list(entry.aliases),
            "meant_by": list(entry.meant_by),
        }
        for entry in load_catalogue().systems
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    write(Path(sys.argv[1]), to_text().encode())
