"""The parts of an Office file: a zip that is read within limits, its XML without the names of namespaces."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError, XMLParser, fromstring

from attrs import frozen

from piaflow.source.limits import MOST_UNPACKED, refuse

_MOST_PART = 30_000_000  # its tree takes some thirty times as much
_MOST_PARTS = 5_000


@frozen
class Relation:
    """What a part points to: the path of another part, and what kind of thing it is there."""

    kind: str
    target: str


@frozen
class Package:
    """An open package. Every fault of it is an InputError that says so in one line."""

    file: str
    archive: zipfile.ZipFile
    names: frozenset[str]

    @classmethod
    def open(cls, file: str, raw_bytes: bytes) -> Package:
        """Return the package. Raises InputError for a broken, locked or overfull zip."""
        try:
            archive = zipfile.ZipFile(BytesIO(raw_bytes))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeError):
            raise _break(file) from None
        held = archive.infolist()
        if sum(part.file_size for part in held) > MOST_UNPACKED or len(held) > _MOST_PARTS:
            raise refuse(file, f"中身が大きすぎます（広げると {MOST_UNPACKED / 1e6:.0f} MB を超えるzip）")
        if any(part.flag_bits & 1 for part in held):
            raise refuse(file, "パスワードで閉じられたファイルです（開けるようにして保存し直してください）")
        return cls(file, archive, frozenset(archive.namelist()))

    def read(self, name: str) -> bytes:
        """Return the bytes of a part, never more than its declared share."""
        try:
            with self.archive.open(name) as part:
                held = part.read(_MOST_PART + 1)
        except Exception:  # noqa: BLE001 - zlib, bz2, lzma and zipfile each raise their own for broken bytes
            raise _break(self.file) from None
        if len(held) > _MOST_PART:
            raise refuse(self.file, f"中身が大きすぎます（{name}、上限 {_MOST_PART / 1e6:.0f} MB）")
        return held

    def parse(self, name: str) -> Element:
        """Return the root of an XML part, its tags without namespaces. A part with entities of its own is refused."""
        held = self.read(name)
        if b"<!ENTITY" in held or b"<!DOCTYPE" in held[:4096]:
            raise _break(self.file)
        try:
            root = fromstring(held, XMLParser())  # noqa: S314 - no entities, and expat limits their growth
        except (ParseError, ValueError, LookupError, RecursionError):
            raise _break(self.file) from None
        for element in root.iter():
            element.tag = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
        return root

    def relate(self, name: str) -> Mapping[str, Relation]:
        """Return what a part points to, by the id of the relation."""
        folder, base = posixpath.split(name)
        relations = posixpath.join(folder, "_rels", f"{base}.rels")
        if relations not in self.names:
            return {}
        return dict(self._walk_relations(folder, self.parse(relations)))

    def _walk_relations(self, folder: str, root: Element) -> Iterator[tuple[str, Relation]]:
        for element in root:
            target = element.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            path = posixpath.normpath(path)
            if element.get("TargetMode") != "External" and path in self.names:
                yield element.get("Id", ""), Relation(element.get("Type", "").rpartition("/")[2], path)


def find_attribute(element: Element, name: str) -> str:
    """Return an attribute by its name without namespace (r:id), "" where it has none."""
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), "")


def _break(file: str) -> Exception:
    return refuse(file, "壊れたExcelファイルです（開けません）")
