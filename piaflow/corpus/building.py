"""Building a corpus: what changed is put into new shards, what did not stays, and the joined graph is made anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from hashlib import blake2b
from pathlib import Path

from attrs import define, field, frozen

from piaflow.corpus.joined import write_joined
from piaflow.corpus.shelf import (
    JOINED,
    Manifest,
    Shard,
    Stamp,
    find_shards,
    read_manifest,
    read_table,
    repack,
    write_joined_folder,
    write_manifest,
    write_shard,
)
from piaflow.corpus.tables import Kept, Refused, Row, Told
from piaflow.domain.assessment import Assessment
from piaflow.domain.names import fold
from piaflow.errors import FileAccessError

SHARD = 500
"""Documents in a shard: some tens of large files are read faster than many small ones."""
Parse = Callable[[Sequence[str]], Sequence[Assessment]]


_SUBJECT = ["document", "file", "body", "procedure"]


def _name_subject(row: Row) -> tuple[str, str]:
    return fold(row["body"]), fold(row["procedure"])


@frozen
class Built:
    """What a build did: how many documents were read anew, how many stayed, and the files that cannot be read."""

    read: int
    kept: int
    broken: tuple[Refused, ...]

    @property
    def documents(self) -> int:
        """How many documents the corpus holds."""
        return self.read + self.kept


@define
class Building:
    """A build under way: documents are taken up one by one, and put into a shard as soon as it is full."""

    root: Path
    stamp: Stamp
    _shards: list[Shard] = field(init=False)
    _waiting: list[Told] = field(factory=list, init=False)
    _alive: dict[str, None] = field(factory=dict, init=False)
    _new: set[str] = field(factory=set, init=False)
    _broken: list[Refused] = field(factory=list, init=False)

    def __attrs_post_init__(self) -> None:
        """Look what is there from before."""
        self._shards = find_shards(self.root, self.stamp)

    @property
    def known(self) -> frozenset[str]:
        """The keys of the documents that are in shards from before."""
        return frozenset(key for shard in self._shards for key in shard.keys)

    def take(self, found: Told | Kept | Refused) -> None:
        """Take up what was found. Raises FileAccessError where it cannot be written."""
        if isinstance(found, Refused):
            self._broken.append(found)
        elif isinstance(found, Kept):
            self._alive.update(dict.fromkeys(found.keys))
        elif found.key not in self._alive:
            self._alive[found.key] = None
            self._new.add(found.key)
            self._waiting.append(found)
            if len(self._waiting) == SHARD:
                self._put()

    def _put(self) -> None:
        if self._waiting:
            self._shards.append(write_shard(self.root, self.stamp, self._waiting))
            self._waiting.clear()

    def finish(self, parse: Parse) -> Built:
        """Write what is left and the joined graph, and then the manifest. Raises FileAccessError.

        `parse` gives the models of texts.
        """
        self._put()
        self._drop_told_twice()
        if not self._alive:
            why = "".join(f"。{one.what.replace(one.file, Path(one.file).name)}" for one in self._broken[:1])
            raise FileAccessError(
                str(self.root), f"読める評価書が一つもありません（corpus は作りません）{why}"
            )
        shards = self._arrange(frozenset(self._alive))
        keys = sorted(self._alive)
        name = blake2b("\n".join(keys).encode(), digest_size=10).hexdigest()
        sizes = self._find_joined(name)
        if sizes is None:
            parsed = self._parse_all(shards, parse)
            models = [parsed[key] for key in keys]
            sizes = write_joined_folder(self.root, name, lambda folder: write_joined(models, folder))
        broken = tuple(sorted(self._broken, key=lambda one: one.file))
        write_manifest(self.root, Manifest(self.stamp, tuple(shards), name, sizes, broken))
        read = len(self._new.intersection(self._alive))
        return Built(read, len(self._alive) - read, broken)

    def _parse_all(self, shards: Sequence[Shard], parse: Parse) -> dict[str, Assessment]:
        """Return all models by key: the texts of one shard at a time are in memory."""
        found: dict[str, Assessment] = {}
        for shard in shards:
            rows = read_table(self.root, shard, "models").to_pylist()
            models = parse([row["model"] for row in rows])
            found.update(zip((row["document"] for row in rows), models, strict=True))
        return found

    def _drop_told_twice(self) -> None:
        """Leave out documents of which a model tells already: they are one assessment (評価実施機関 and 事務)."""
        rows = [
            row
            for shard in self._shards
            for row in read_table(self.root, shard, "documents").select(_SUBJECT).to_pylist()
            if row["document"] in self._alive
        ]
        modelled = {_name_subject(row) for row in rows if row["file"].endswith(".yaml")}
        for row in rows:
            is_twice = not row["file"].endswith(".yaml") and _name_subject(row) in modelled
            if is_twice and row["document"] in self._alive:
                del self._alive[row["document"]]
                self._broken.append(Refused(row["file"], "モデルがあるので、文書は数えません"))

    def _arrange(self, alive: frozenset[str]) -> list[Shard]:
        """Keep shards that are alive as a whole and no rest; pack all others anew."""
        kept, loose, seen = [], [], set[str]()
        for shard in sorted(self._shards, key=lambda shard: (-len(shard.keys), shard.name)):
            if alive.issuperset(shard.keys) and seen.isdisjoint(shard.keys) and 2 * len(shard.keys) > SHARD:
                kept.append(shard)
                seen.update(shard.keys)
            elif not alive.isdisjoint(set(shard.keys) - seen):
                loose.append(shard)
        return [*kept, *self._pack(loose, alive - seen)]

    def _pack(self, loose: Sequence[Shard], alive: frozenset[str]) -> Iterable[Shard]:
        whole = [shard for shard in loose if alive.issuperset(shard.keys)]
        if len(loose) == 1 and whole:
            return loose
        batch: list[Shard] = []
        left = alive
        packed = []
        for shard in loose:
            batch.append(shard)
            if (
                len(left.intersection(key for one in batch for key in one.keys)) >= SHARD
                or shard is loose[-1]
            ):
                packed.append(repack(self.root, self.stamp, batch, left))
                left -= frozenset(packed[-1].keys)
                batch = []
        return [shard for shard in packed if shard.keys]

    def _find_joined(self, name: str) -> dict[str, int] | None:
        """Return the sizes of the joined graph where the very one is there already, of a manifest that is whole."""
        try:
            before = read_manifest(self.root, self.stamp.version)
        except FileAccessError:
            return None
        is_there = (
            before.joined == name and before.stamp == self.stamp and (self.root / JOINED / name).is_dir()
        )
        return dict(before.sizes) if is_there else None
