"""Texts that a model keeps in a file beside it: `texts: texts/juki.yaml` instead of the texts themselves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import yaml

from piaflow.domain.values import FORBIDDEN
from piaflow.errors import InputError, Place, PlacedProblem
from piaflow.store.source import compose, read_text


def find_beside(root: yaml.MappingNode, file: str | Path) -> Path | None:
    """Return the file that holds the texts of a model, None where the model holds them itself or has none.

    Raises InputError where what stands there can be no path.
    """
    value = next((value for key, value in root.value if key.value == "texts"), None)
    if not isinstance(value, yaml.ScalarNode):
        return None
    if not value.value or FORBIDDEN.search(value.value):
        place = Place(str(file), value.start_mark.line + 1, value.start_mark.column + 1)
        raise InputError(
            (PlacedProblem(place, "texts には「欄: 記載」の組か、それを書いたファイルを書きます"),)
        )
    return Path(file).parent / str(value.value)


def bring(
    root: yaml.MappingNode, file: str | Path, read: Callable[[Path], str] = read_text
) -> yaml.MappingNode:
    """Return the tree of a model with the texts of the file beside it in their place, as `read` gives that file.

    Raises FileAccessError or InputError where that file cannot be read.
    """
    beside = find_beside(root, file)
    if beside is None:
        return root
    texts = compose(read(beside), str(beside))
    pairs = [(key, texts if key.value == "texts" else value) for key, value in root.value]
    return yaml.MappingNode(root.tag, pairs, root.start_mark, root.end_mark)
