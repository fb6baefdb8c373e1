"""A workbook whose parts are kept byte for byte, but for those that are put anew: opened, edited, packed again."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Mapping
from io import BytesIO

from attrs import define, field

from piaflow.source.limits import refuse
from piaflow.source.package import Package, Relation, find_attribute
from piaflow.source.workbook.splice import Edit, Xml, escape, splice

_REFUSED = (
    (
        re.compile(r"vbaProject\.bin$|^xl/macrosheets/"),
        "マクロのあるブックです（マクロのない .xlsx で保存し直してください）",
    ),
    (
        re.compile(r"^_xmlsignatures/"),
        "電子署名のあるブックです（書くと署名が壊れるので、署名の前のものを渡してください）",
    ),
    (
        re.compile(r"^xl/revisions/"),
        "共有ブックです（変更履歴が壊れるので、共有をやめて保存し直してください）",
    ),
)
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = "[Content_Types].xml"


@define
class Workbook:
    """An open workbook: the parts of its file, and those that were put in their stead or added."""

    file: str
    package: Package
    changed: dict[str, bytes] = field(factory=dict)
    removed: set[str] = field(factory=set)
    _parsed: dict[str, Xml] = field(factory=dict)

    @classmethod
    def open(cls, file: str, raw: bytes) -> Workbook:
        """Return the workbook. Raises InputError with one line where it cannot be written into without loss."""
        package = Package.open(file, raw)
        names = package.archive.namelist()
        if len(names) != len(set(names)):
            raise refuse(file, "壊れたExcelファイルです（同じ名前の部品が2つあります）")
        for pattern, what in _REFUSED:
            if any(pattern.search(name) for name in names):
                raise refuse(file, what)
        book = cls(file, package)
        if book.start not in package.names or _TYPES not in package.names:
            raise refuse(file, "壊れたExcelファイルです（ブックがありません）")
        if _STRICT in book.read(book.start):
            raise refuse(file, "Strict Open XML 形式のブックです（ふつうの .xlsx で保存し直してください）")
        return book

    @property
    def start(self) -> str:
        """The name of the part that lists the sheets."""
        related = self.package.relate("").values()
        return next((r.target for r in related if r.kind == "officeDocument"), "xl/workbook.xml")

    @property
    def sheets(self) -> Mapping[str, str]:
        """The parts of the worksheets by the names of their tabs, in the order of the tabs."""
        relations = self.relate(self.start)
        listed = self.package.parse(self.start).iter("sheet")
        told = ((sheet.get("name", ""), relations.get(find_attribute(sheet, "id"))) for sheet in listed)
        return {name: related.target for name, related in told if related and related.kind == "worksheet"}

    @property
    def names(self) -> frozenset[str]:
        """The names of all parts as they are now."""
        return (self.package.names | self.changed.keys()) - self.removed

    def read(self, name: str) -> bytes:
        """Return the bytes of a part as they are now."""
        return self.changed[name] if name in self.changed else self.package.read(name)

    def xml(self, name: str) -> Xml:
        """Return a part as XML that can be edited."""
        raw = self.read(name)
        if name not in self._parsed or self._parsed[name].raw != raw:
            self._parsed[name] = Xml.parse(self.file, name, raw)
        return self._parsed[name]

    def put(self, name: str, raw: bytes) -> None:
        """Put a part in the stead of what is there, or add it; the same bytes are no change."""
        if name not in self.names or self.read(name) != raw:
            self.changed[name] = raw

    def edit(self, name: str, edits: list[Edit]) -> None:
        """Edit a part at its bytes."""
        if edits:
            self.put(name, splice(self.read(name), edits))

    def relate(self, name: str) -> Mapping[str, Relation]:
        """Return what a part points to as it is now, by the id of the relation; what is outside of the file is left out."""
        folder, base = posixpath.split(name)
        relations = posixpath.join(folder, "_rels", f"{base}.rels")
        if relations not in self.names:
            return {}
        xml = self.xml(relations)
        told = (xml.attributes(one) for one in xml.all("Relationship"))
        listed = (
            (
                one.get("Id", ""),
                one.get("Type", "").rpartition("/")[2],
                self._resolve(folder, one.get("Target", "")),
            )
            for one in told
        )
        return {key: Relation(kind, target) for key, kind, target in listed if target in self.names}

    def find_related(self, name: str, kind: str) -> str:
        """Return the first part of a kind that a part points to, "" for none."""
        return next((r.target for r in self.relate(name).values() if r.kind == kind), "")

    def add_relation(self, name: str, kind: str, target: str) -> str:
        """Let a part point to another one, and return the id of the relation."""
        folder, base = posixpath.split(name)
        relations = posixpath.join(folder, "_rels", f"{base}.rels")
        path = posixpath.relpath(target, folder)
        if relations not in self.names:
            self.put(relations, f'{XML_HEAD}<Relationships xmlns="{_PACKAGE}"></Relationships>'.encode())
        xml = self.xml(relations)
        taken = {xml.attributes(one).get("Id", "") for one in xml.all("Relationship")}
        new = next(f"rId{n}" for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
        told = f'<{xml.elements[0].prefix}Relationship Id="{new}" Type="{_RELATIONS}/{kind}" Target="{escape(path)}"/>'
        self.append(relations, told)
        return new

    def add_default_type(self, extension: str, kind: str) -> None:
        """Say what kind of content the parts with an ending have."""
        xml = self.xml(_TYPES)
        known = (xml.attributes(one).get("Extension", "").lower() for one in xml.all("Default"))
        if extension not in known:
            first = xml.elements[0]
            told = f'<{first.prefix}Default Extension="{extension}" ContentType="{kind}"/>'
            self.edit(_TYPES, [(first.opened, first.opened, told.encode())])

    def add_type(self, name: str, kind: str) -> None:
        """Say what kind of content a part has."""
        prefix = self.xml(_TYPES).elements[0].prefix
        self.append(_TYPES, f'<{prefix}Override PartName="/{escape(name)}" ContentType="{kind}"/>')

    def append(self, part: str, told: str) -> None:
        """Put an element behind the last one of the root of a part."""
        xml = self.xml(part)
        root = xml.elements[0]
        if root.is_empty:
            raw = xml.raw[root.start : root.opened].rstrip()[:-2]
            name = f"{root.prefix}{root.name}"
            self.edit(part, [(root.start, root.end, raw + f">{told}</{name}>".encode())])
            return
        self.edit(part, [(root.closing, root.closing, told.encode())])

    def drop(self, name: str) -> None:
        """Take away an optional part, with what points to it and what says its kind."""
        self.removed.add(name)
        self.changed.pop(name, None)
        for part in [n for n in self.names if n.endswith(".rels")]:
            folder = posixpath.dirname(posixpath.dirname(part))
            xml = self.xml(part)
            gone = [
                (one.start, one.end, b"")
                for one in xml.all("Relationship")
                if self._resolve(folder, xml.attributes(one).get("Target", "")) == name
            ]
            self.edit(part, gone)
        xml = self.xml(_TYPES)
        overrides = (
            one for one in xml.all("Override") if xml.attributes(one).get("PartName", "") == f"/{name}"
        )
        self.edit(_TYPES, [(one.start, one.end, b"") for one in overrides])

    @staticmethod
    def _resolve(folder: str, target: str) -> str:
        path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
        return posixpath.normpath(path)

    def compare(self, content: bytes) -> frozenset[str]:
        """Return the parts that another state of the file has otherwise than it was opened, or more, or not at all."""
        other = Package.open(self.file, content)
        both = self.package.names & other.names
        return (self.package.names ^ other.names) | {n for n in both if self.package.read(n) != other.read(n)}

    def pack(self) -> bytes:
        """Return the file: the parts in the order in which they stood, new ones behind them."""
        held = BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.comment = self.package.archive.comment
            for info in self.package.archive.infolist():
                if info.filename in self.removed:
                    continue
                # a copy: writing changes the value that it is given
                copy = zipfile.ZipInfo(info.filename, info.date_time)
                copy.compress_type = (
                    info.compress_type if info.compress_type in _COMPRESSED else zipfile.ZIP_DEFLATED
                )
                copy.external_attr, copy.create_system = info.external_attr, info.create_system
                archive.writestr(copy, b"" if info.is_dir() else self.read(info.filename))
            for name in self.changed.keys() - self.package.names:
                archive.writestr(zipfile.ZipInfo(name, _WRITTEN), self.changed[name], zipfile.ZIP_DEFLATED)
        return held.getvalue()


_COMPRESSED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_WRITTEN = (2000, 1, 1, 0, 0, 0)
"""A fixed day: the same model and workbook give the same bytes."""
