"""What is stored never changes its meaning under one FORMAT: a corpus of an older form would answer in the old way."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

import numpy as np
import pytest
from pyarrow import ipc

from piaflow.app.corpora import build_corpus, open_corpus
from piaflow.corpus.joined import write_joined
from piaflow.corpus.shelf import FORMAT, MANIFEST
from piaflow.corpus.tables import tell_rows
from piaflow.errors import FileAccessError
from piaflow.store.load import load

DOCUMENTS = Path("tests/fixtures/stored")
STORED = {7: "a4d0075aaf5ed4e67026"}
"""What each FORMAT stores of the documents."""


def list_stored(folder: Path) -> Iterator[tuple[str, object]]:
    """Yield what is stored of the documents, column by column, however the libraries write the bytes.

    But for the findings, which the rules tell in words of their own.
    """
    models = [load(path) for path in sorted(DOCUMENTS.glob("*.yaml"))]
    write_joined(models, folder)
    for path in sorted(folder.iterdir()):
        if path.suffix == ".npy":
            column = np.load(path)
            yield path.name, (column.dtype.str, column.tolist())
        elif path.suffix == ".arrow":
            yield path.name, ipc.open_file(path).read_all().to_pydict()
        else:
            yield path.name, json.loads(path.read_text(encoding="utf-8"))
    for model in models:
        yield model.name, dict(tell_rows(model, key="", file="", text="", fields=(), findings=()).rows)


def test_what_is_stored_changes_only_with_its_format(tmp_path: Path) -> None:
    told = json.dumps(list(list_stored(tmp_path)), ensure_ascii=False)
    digest = blake2b(told.encode(), digest_size=10).hexdigest()
    assert STORED.get(FORMAT) == digest, f"raise FORMAT, and write down that it stores {digest}"


def test_a_corpus_of_an_older_form_is_to_be_built_anew(tmp_path: Path) -> None:
    build_corpus([DOCUMENTS], tmp_path)
    manifest = tmp_path / MANIFEST
    told = json.loads(manifest.read_text(encoding="utf-8"))
    told["stamp"]["format"] = FORMAT - 1
    manifest.write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(FileAccessError, match=rf"（形 {FORMAT - 1}）.*作り直してください"):
        open_corpus(tmp_path)
    build_corpus([DOCUMENTS], tmp_path)
    assert len(open_corpus(tmp_path)) == len(list(DOCUMENTS.glob("*.yaml")))
