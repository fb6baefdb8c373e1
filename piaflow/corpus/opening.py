"""A corpus that was opened: its tables and its joined graph, of which nothing is read before it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from attrs import frozen

from piaflow.corpus.shelf import JOINED, SHARDS, Manifest, Texts, read_manifest
from piaflow.corpus.stored import Listed, StoredGraph, open_graph
from piaflow.domain.assessment import Assessment


@frozen(eq=False, slots=False)
class Corpus:
    """Many assessments: `parse` gives the model of a text."""

    root: Path
    manifest: Manifest
    parse: Callable[[str], Assessment]

    @cached_property
    def graph(self) -> StoredGraph:
        """The joined graph of all."""
        keys, texts = self.manifest.keys, Texts(self.root, self.manifest.shards)
        models = Listed(len(keys), lambda index: self.parse(texts[keys[index]]), kept=True)
        return open_graph(self.root / JOINED / self.manifest.joined, models)

    def list_files(self, table: str) -> list[str]:
        """Return the Parquet files of a table, one per shard."""
        shards = self.root / SHARDS
        return [str(shards / shard.name / f"{table}.parquet") for shard in self.manifest.shards]


def open_corpus(root: Path, version: str, parse: Callable[[str], Assessment]) -> Corpus:
    """Return the corpus of a folder. Raises FileAccessError where it is not whole or of another version."""
    return Corpus(root, read_manifest(root, version), parse)
