"""What it costs to load a model: against yaml's own loader in C, which makes plain values of the same bytes and no more."""

from __future__ import annotations

import time
from pathlib import Path

import yaml

from benchmarks.timing import compare
from piaflow.store.dumping import to_yaml
from piaflow.store.load import load, parse
from piaflow.store.parsing import read

_ROOT = Path(__file__).parents[1] / "models"
MODELS = ("takatsuki/juki.yaml", "kodaira/juki.yaml", "iizuka/juki.yaml")
"""The largest models there are."""


def time_loading() -> None:
    """Two ratios for each: plain values with the place of each and all limits, and the whole way to an Assessment."""
    for name in MODELS:
        text = to_yaml(load(_ROOT / name))  # the long form: of the shorter one most of the work is not yaml's

        def load_plainly(text: str = text) -> object:
            return yaml.load(text, Loader=yaml.CSafeLoader)

        for what, call in (("values with places", read), ("the whole load", parse)):
            compare(
                f"{name}: {what} / CSafeLoader",
                lambda call=call, text=text: call(text, "m.yaml"),  # type: ignore[misc]
                load_plainly,
                clock=time.process_time,
            )
