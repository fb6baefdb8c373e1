"""Reading the data files that ship with the package."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def read_data(name: str) -> Any:
    """Return what `piaflow/law/data/<name>.json` holds, read once."""
    return json.loads(files("piaflow.law").joinpath("data", f"{name}.json").read_text(encoding="utf-8"))
