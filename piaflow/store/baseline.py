"""Reading an earlier `piaflow check --format json`, so that only what is new is told."""

from __future__ import annotations

import json
from pathlib import Path

from piaflow.errors import FileAccessError
from piaflow.store.reading import read_text


def load_baseline(path: str | Path) -> frozenset[tuple[str, str]]:
    """Return the document and key of each finding in the file. Raises FileAccessError or InputError.

    A program wrote the keys: they count as they stand. One whose flow has got a twin since is told again.
    """
    text = read_text(path)
    try:
        return frozenset((str(found["document"]), str(found["key"])) for found in json.loads(text))
    except (ValueError, TypeError, LookupError, RecursionError):
        raise FileAccessError(str(path), "piaflow check --format json の出力ではありません") from None
