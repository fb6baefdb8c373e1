"""The words of a call, before any command reads them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import click

DEBUG = "--debug"
ALLOW_CODE = "--allow-code"
_OPTION = re.compile(r"--?[\w-]+")


def refuse_empty(words: Sequence[str]) -> None:
    """Refuse an empty word: a variable that was not set would silently mean the current folder, or no file.

    Raises click.UsageError with the option that it was given for.
    """
    for number, (before, word) in enumerate(pairwise(["", *words]), 1):
        option, sign, value = word.partition("=")
        if not word or (sign and not value and _OPTION.fullmatch(option)):
            named = option or before
            is_option = _OPTION.fullmatch(named)
            raise click.UsageError(f"{named if is_option else f'{number} 番目の言葉'} が空です")
