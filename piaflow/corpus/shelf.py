"""The folder of a corpus: shards that are written whole or not at all, and a manifest that says which of them count.

A shard that the manifest does not name does not exist for a reader. A build that was stopped leaves whole shards
behind, which the next one takes up.
"""

from __future__ import annotations

import errno
import json
import os
import re
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from attrs import asdict, field, frozen

from piaflow.corpus.tables import SCHEMAS, Refused, Row, Told
from piaflow.errors import FileAccessError, tell_refusal

try:
    import fcntl
except ModuleNotFoundError:  # Windows
    fcntl = None  # type: ignore[assignment]

FORMAT = 7
"""What is stored, and what it means: `tests/corpus/test_format.py` tells when to raise it."""
MANIFEST, SHARDS, JOINED, LOCK = "manifest.json", "shards", "joined", ".lock"
_LEFT = ".tmp-"
_OWN = re.compile(rf"[0-9a-f]{{20}}|{re.escape(_LEFT)}.*")
"""What the folders of shards and of the joined graph are called: nothing else is ours to take away."""
_IN_ROWS = 8
"""Models in a row group: so many are unpacked to read one."""
_AGAIN = "piaflow corpus build で作り直してください"


@frozen
class Stamp:
    """By what a corpus was made: documents are kept only where nothing of this changed."""

    version: str
    catalogue: str
    format: int = FORMAT


@frozen
class Shard:
    """A shard: its name, the keys of its documents in their order, and the size of each of its files."""

    name: str
    keys: tuple[str, ...]
    sizes: Mapping[str, int] = field(eq=False)


@frozen
class Manifest:
    """What a corpus holds: shards in order, the folder of its joined graph, and the files that could not be read."""

    stamp: Stamp
    shards: tuple[Shard, ...]
    joined: str
    sizes: Mapping[str, int] = field(eq=False)
    broken: tuple[Refused, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all documents, in the order of the joined graph."""
        return tuple(sorted(key for shard in self.shards for key in shard.keys))


@contextmanager
def held(root: Path) -> Iterator[None]:
    """Hold a folder for one build: another would take away what this one writes. It ends with the process.

    Raises FileAccessError where another build holds it. Where the system, or the disk, has no such lock, nobody is kept
    out. The file that is locked stays: whoever has opened one that is taken away would hold what nobody else sees.
    """
    with _told_of(root):
        root.mkdir(parents=True, exist_ok=True)
        _refuse_foreign(root / MANIFEST)
        lock = (root / LOCK).open("w")
    with lock:
        if fcntl is not None:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise FileAccessError(str(root), "ほかの build がこの corpus を作っています") from None
            except OSError:
                pass  # a shared disk without locks
        yield


def _refuse_foreign(manifest: Path) -> None:
    """Refuse a folder whose manifest is of something else; a broken one of a corpus is written anew."""
    try:
        told = json.loads(manifest.read_text(encoding="utf-8"))
    except ValueError:
        is_ours = (manifest.parent / SHARDS).is_dir()
    except FileNotFoundError:
        return
    else:
        is_ours = isinstance(told, dict) and "stamp" in told
    if not is_ours:
        raise FileAccessError(
            str(manifest), "corpus のものではないので上書きしません。別のフォルダーを書いてください"
        )


@contextmanager
def _told_of(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        why = "ディスクがいっぱいです" if full else tell_refusal(error)
        raise FileAccessError(str(path), f"書けません（{why}）。前の corpus はそのままです") from error


@contextmanager
def _whole_folder(place: Path) -> Iterator[Path]:
    """Make a folder beside its place and move it there when all in it is on the disk."""
    aside = place.with_name(f"{_LEFT}{secrets.token_hex(8)}")
    with _told_of(place):
        aside.mkdir(parents=True)
        try:
            yield aside
            for path in aside.iterdir():
                _flush(path)
            if place.exists():
                shutil.rmtree(place)
            aside.rename(place)
        finally:
            shutil.rmtree(aside, ignore_errors=True)


def _flush(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def _sizes(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_size for path in sorted(folder.iterdir())}


def write_shard(root: Path, stamp: Stamp, documents: Sequence[Told]) -> Shard:
    """Write documents into a shard of its own. Raises FileAccessError."""
    tables = {
        name: pa.Table.from_pylist([row for told in documents for row in told.rows[name]], schema=schema)
        for name, schema in SCHEMAS.items()
    }
    return _put_shard(root, stamp, tuple(told.key for told in documents), tables)


def _put_shard(root: Path, stamp: Stamp, keys: tuple[str, ...], tables: Mapping[str, pa.Table]) -> Shard:
    made_of = json.dumps([asdict(stamp), keys])
    name = blake2b(made_of.encode(), digest_size=10).hexdigest()
    place = root / SHARDS / name
    with _whole_folder(place) as aside:
        for table, rows in tables.items():
            most = {"row_group_size": _IN_ROWS} if table == "models" else {}
            pq.write_table(rows, aside / f"{table}.parquet", compression="zstd", **most)
        (aside / "shard.json").write_text(
            json.dumps({"stamp": asdict(stamp), "keys": keys, "sizes": _sizes(aside)}), encoding="utf-8"
        )
    found = _read_shard(place, stamp)
    assert found is not None  # noqa: S101 - it was written just now
    return found


def _read_shard(place: Path, stamp: Stamp) -> Shard | None:
    """Return a shard that is whole and made by the same, else None."""
    try:
        told = json.loads((place / "shard.json").read_text(encoding="utf-8"))
        sizes = {name: (place / name).stat().st_size for name in told["sizes"]}
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if told["stamp"] != asdict(stamp) or sizes != told["sizes"]:
        return None
    return Shard(place.name, tuple(told["keys"]), sizes)


def find_shards(root: Path, stamp: Stamp) -> list[Shard]:
    """Return the whole shards of a folder that were made by the same, whether a manifest names them or not."""
    places = sorted((root / SHARDS).glob("[!.]*")) if (root / SHARDS).is_dir() else []
    return [shard for place in places if (shard := _read_shard(place, stamp))]


def read_table(root: Path, shard: Shard, table: str) -> pa.Table:
    """Return a table of one shard. Raises FileAccessError."""
    path = root / SHARDS / shard.name / f"{table}.parquet"
    try:
        return pq.read_table(path)
    except (OSError, pa.ArrowException) as error:
        raise FileAccessError(str(path), f"読めません（壊れています）。{_AGAIN}") from error


def repack(root: Path, stamp: Stamp, shards: Sequence[Shard], alive: frozenset[str]) -> Shard:
    """Write the documents of several shards that are alive into one."""
    keys = tuple(dict.fromkeys(key for shard in shards for key in shard.keys if key in alive))
    tables = {}
    for name in SCHEMAS:
        whole = pa.concat_tables([read_table(root, shard, name) for shard in shards])
        mask = pc.is_in(whole["document"], value_set=pa.array(keys, pa.string()))
        tables[name] = whole.filter(mask)
    return _put_shard(root, stamp, keys, tables)


def write_joined_folder(root: Path, name: str, write: Callable[[Path], None]) -> dict[str, int]:
    """Write the joined graph into its folder, whole or not at all, and return the sizes of its files."""
    place = root / JOINED / name
    with _whole_folder(place) as aside:
        write(aside)
    return _sizes(place)


def write_manifest(root: Path, manifest: Manifest) -> None:
    """Write the manifest last, by a rename: from then on its shards count. What it does not name is taken away."""
    told = json.dumps(asdict(manifest), ensure_ascii=False, indent=1)
    aside = root / f"{_LEFT}{secrets.token_hex(8)}"
    with _told_of(root / MANIFEST):
        try:
            aside.write_text(told, encoding="utf-8")
            _flush(aside)
            aside.replace(root / MANIFEST)
        finally:
            aside.unlink(missing_ok=True)
    named = {SHARDS: {shard.name for shard in manifest.shards}, JOINED: {manifest.joined}}
    for folder, names in named.items():
        for place in (root / folder).iterdir():
            if place.name not in names and _OWN.fullmatch(place.name):
                shutil.rmtree(place, ignore_errors=True)


def read_manifest(root: Path, version: str) -> Manifest:
    """Return the manifest of a corpus, of which every file is there in its size.

    Raises FileAccessError where it is none, of another version, or not whole.
    """
    told = _load(root)
    stamp = told.get("stamp", {})
    if stamp.get("format") != FORMAT or stamp.get("version") != version:
        made = f"piaflow {stamp.get('version', '不明')}（形 {stamp.get('format', '不明')}）"
        raise FileAccessError(
            str(root), f"{made} が作った corpus で、この版（{version}）では読めません。{_AGAIN}"
        )
    found = Manifest(
        Stamp(**stamp),
        tuple(Shard(one["name"], tuple(one["keys"]), one["sizes"]) for one in told["shards"]),
        told["joined"],
        told["sizes"],
        tuple(Refused(**one) for one in told["broken"]),
    )
    for path, size in _list_files(root, found):
        _refuse_unlike(path, size)
    return found


def _load(root: Path) -> dict[str, Any]:
    path = root / MANIFEST
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return dict(found)
    except FileNotFoundError:
        why = "作りかけです" if (root / SHARDS).is_dir() else "corpus ではありません"
        raise FileAccessError(str(root), f"{why}（{MANIFEST} がありません）。{_AGAIN}") from None
    except OSError as error:
        raise FileAccessError(str(path), tell_refusal(error)) from error
    except (ValueError, TypeError):
        raise FileAccessError(str(path), f"壊れています。{_AGAIN}") from None


def _list_files(root: Path, manifest: Manifest) -> Iterator[tuple[Path, int]]:
    for shard in manifest.shards:
        yield from ((root / SHARDS / shard.name / name, size) for name, size in shard.sizes.items())
    yield from ((root / JOINED / manifest.joined / name, size) for name, size in manifest.sizes.items())


def _refuse_unlike(path: Path, size: int) -> None:
    try:
        there = path.stat().st_size
    except OSError:
        raise FileAccessError(str(path), f"corpus の一部がありません。{_AGAIN}") from None
    if there != size:
        raise FileAccessError(str(path), f"corpus の一部が途中で切れているか、書き換えられています。{_AGAIN}")


class Texts:
    """The texts of the models of a corpus, each read where it lies."""

    def __init__(self, root: Path, shards: Iterable[Shard]) -> None:
        """Know where each document lies."""
        self._root = root
        self._at = {key: (shard, place) for shard in shards for place, key in enumerate(shard.keys)}

    def __getitem__(self, key: str) -> str:
        """Return the text of a model."""
        shard, place = self._at[key]
        path = self._root / SHARDS / shard.name / "models.parquet"
        try:
            with pq.ParquetFile(path) as file:
                rows: list[Row] = file.read_row_group(place // _IN_ROWS).to_pylist()
        except (OSError, pa.ArrowException) as error:
            raise FileAccessError(str(path), f"読めません（壊れています）。{_AGAIN}") from error
        text: str = rows[place % _IN_ROWS]["model"]
        return text
