"""The server: each question of the protocol is asked of `piaflow.app.language`, and faults are told after a pause."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

from attrs import define, field
from lsprotocol import types
from pygls.lsp.server import LanguageServer

from piaflow.app.language.completing import Kind, Offer, complete
from piaflow.app.language.faults import Fault, find_faults, find_findings
from piaflow.app.language.outlining import Entry, outline
from piaflow.app.language.pointing import point, tell
from piaflow.app.language.texts import Texts
from piaflow.app.project import Project
from piaflow.errors import PiaflowError, Place
from piaflow.lsp.positions import Lines, to_path, to_uri

_T = TypeVar("_T")
SOON, LATER = 0.25, 0.75
"""Seconds after the last key: until what cannot be read is told, and from there until the rules are asked."""
_KINDS = {
    Kind.KEY: types.CompletionItemKind.Property,
    Kind.WORD: types.CompletionItemKind.EnumMember,
    Kind.NAME: types.CompletionItemKind.Reference,
}
_SEVERITIES = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "note": types.DiagnosticSeverity.Information,
}


@define
class _Document:
    """A document that an editor has open: its file, what is told of it per file, and what will look at it."""

    path: Path
    told: dict[str, list[types.Diagnostic]] = field(factory=dict)
    is_broken: bool = False
    look: asyncio.Task[None] | None = None


class ModelServer(LanguageServer):
    """A language server for model files. Documents come whole: a model is small, and no edit can be misplaced."""

    def __init__(self, project: Project) -> None:
        """Serve the rules of a project."""
        super().__init__(
            "piaflow", version("piaflow"), text_document_sync_kind=types.TextDocumentSyncKind.Full
        )
        self.project = project
        self.texts = Texts()
        self.open: dict[str, _Document] = {}

    # Documents.

    def take(self, uri: str, text: str) -> None:
        """Take the text of a document as it is now."""
        document = self.open.setdefault(uri, _Document(to_path(uri)))
        self.texts.put(document.path, text)
        self.look_at_all()

    def let_go(self, uri: str) -> None:
        """Forget a document that was closed, and what was told of it."""
        document = self.open.pop(uri, None)
        if document is None:
            return
        self.texts.drop(document.path)
        if document.look:
            document.look.cancel()
        self._tell(document, {})
        self.look_at_all()

    def look_at_all(self) -> None:
        """Look at every open document after a pause: one may be the base of another. An earlier look is given up."""
        for document in self.open.values():
            if document.look:
                document.look.cancel()
            document.look = asyncio.ensure_future(self._look(document))

    async def _look(self, document: _Document) -> None:
        await asyncio.sleep(SOON)
        if not self.texts.is_model(document.path):
            self._tell(document, {})
            return
        faults = await asyncio.to_thread(find_faults, self.texts, document.path)
        if faults or document.is_broken:
            document.is_broken = bool(faults)
            self._tell(document, self._place(faults, document))
        if not faults:
            await asyncio.sleep(LATER)
            found = await asyncio.to_thread(find_findings, self.texts, document.path, self.project)
            self._tell(document, self._place(found, document))

    # Faults.

    def _place(self, faults: Iterable[Fault], document: _Document) -> dict[str, list[types.Diagnostic]]:
        """Return what is told of each file, by how the editor calls it."""
        placed: dict[str, list[types.Diagnostic]] = {}
        lines: dict[str, Lines] = {}
        for fault in faults:
            path = Path(fault.place.file) if fault.place.file else document.path
            uri = self._call(path)
            if uri not in lines:
                lines[uri] = self.read(path)
            placed.setdefault(uri, []).append(
                types.Diagnostic(
                    range=lines[uri].marked(fault.place.line, fault.place.column),
                    message=fault.what,
                    severity=_SEVERITIES[fault.severity],
                    code=fault.rule or None,
                    source="piaflow",
                )
            )
        return placed

    def _call(self, path: Path) -> str:
        """Return how the editor calls a file: as it opened it, if it did."""
        known = (uri for uri, document in self.open.items() if document.path.absolute() == path.absolute())
        return next(known, to_uri(path))

    def _tell(self, document: _Document, told: dict[str, list[types.Diagnostic]]) -> None:
        """Publish what is told of a document now, for each file together with what others tell of it."""
        files = {**document.told, **told}
        document.told = told
        for uri in files:
            everywhere = [d for one in (document, *self.open.values()) for d in one.told.get(uri, ())]
            once = [d for i, d in enumerate(everywhere) if d not in everywhere[:i]]
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, once))

    # Questions.

    def read(self, path: Path) -> Lines:
        """Return the lines of a file, none where it cannot be read."""
        return Lines.of(self.ask("", self.texts.read, path), self.workspace.position_codec)

    def ask(self, otherwise: _T, question: Callable[..., _T], *told: Any) -> _T:
        """Return an answer, and `otherwise` of a file that cannot be read: its faults are told elsewhere."""
        try:
            return question(*told)
        except PiaflowError:
            return otherwise

    def find(
        self, document: types.TextDocumentIdentifier, position: types.Position
    ) -> tuple[Path, Lines, int, int]:
        """Return the file of a position, its lines, and the place in them."""
        path = to_path(document.uri)
        lines = self.read(path)
        return path, lines, position.line, lines.column(position)

    def locate(self, place: Place) -> types.Location:
        """Return a place in a file as the editor takes it."""
        file = Path(place.file)
        return types.Location(self._call(file), self.read(file).marked(place.line, place.column))


def make_server(project: Project) -> ModelServer:
    """Return a server that is ready to start: it speaks on the streams that it is given, and knows no network."""
    server = ModelServer(project)
    for method, answer, *options in _FEATURES:
        server.feature(method, *options)(answer)
    return server


def _open(ls: ModelServer, params: types.DidOpenTextDocumentParams) -> None:
    ls.take(params.text_document.uri, params.text_document.text)


def _change(ls: ModelServer, params: types.DidChangeTextDocumentParams) -> None:
    uri = params.text_document.uri
    ls.take(uri, ls.workspace.get_text_document(uri).source)


def _change_elsewhere(ls: ModelServer, _: object) -> None:
    ls.texts.look_again()
    ls.look_at_all()


def _close(ls: ModelServer, params: types.DidCloseTextDocumentParams) -> None:
    ls.let_go(params.text_document.uri)


def _complete(ls: ModelServer, params: types.CompletionParams) -> types.CompletionList:
    path, lines, line, column = ls.find(params.text_document, params.position)
    nothing: tuple[Offer, ...] = ()
    offers = ls.ask(nothing, complete, ls.texts, path, line, column)
    items = [_to_item(offer, number, lines, line) for number, offer in enumerate(offers)]
    return types.CompletionList(is_incomplete=False, items=items)


def _define(ls: ModelServer, params: types.DefinitionParams) -> types.Location | None:
    path, _, line, column = ls.find(params.text_document, params.position)
    place = ls.ask(None, point, ls.texts, path, line, column)
    return ls.locate(place) if place else None


def _hover(ls: ModelServer, params: types.HoverParams) -> types.Hover | None:
    path, lines, line, column = ls.find(params.text_document, params.position)
    told = ls.ask(None, tell, ls.texts, path, line, column)
    if told is None:
        return None
    # Plain text: a name from somebody's document must not become a link or a picture.
    text = "\n".join([told.heading, *(f"・{one}" for one in told.lines)])
    content = types.MarkupContent(types.MarkupKind.PlainText, text)
    return types.Hover(content, lines.range(line, told.start, told.end))


def _list_symbols(ls: ModelServer, params: types.DocumentSymbolParams) -> Sequence[types.DocumentSymbol]:
    path = to_path(params.text_document.uri)
    lines = ls.read(path)
    nothing: tuple[Entry, ...] = ()
    return [_to_symbol(entry, lines) for entry in ls.ask(nothing, outline, ls.texts, path)]


_FEATURES: tuple[tuple[Any, ...], ...] = (
    (types.TEXT_DOCUMENT_DID_OPEN, _open),
    (types.TEXT_DOCUMENT_DID_CHANGE, _change),
    (types.TEXT_DOCUMENT_DID_SAVE, _change_elsewhere),
    (types.TEXT_DOCUMENT_DID_CLOSE, _close),
    (types.WORKSPACE_DID_CHANGE_WATCHED_FILES, _change_elsewhere),
    (
        types.TEXT_DOCUMENT_COMPLETION,
        _complete,
        types.CompletionOptions(trigger_characters=[" ", "[", "{", ",", '"']),
    ),
    (types.TEXT_DOCUMENT_DEFINITION, _define),
    (types.TEXT_DOCUMENT_HOVER, _hover),
    (types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, _list_symbols),
)


def _to_item(offer: Offer, number: int, lines: Lines, line: int) -> types.CompletionItem:
    return types.CompletionItem(
        label=offer.label,
        kind=_KINDS[offer.kind],
        detail=offer.detail or None,
        filter_text=" ".join([offer.label, *offer.others]),
        sort_text=f"{number:04}",
        text_edit=types.TextEdit(lines.range(line, offer.start, offer.end), offer.text),
    )


def _to_symbol(entry: Entry, lines: Lines) -> types.DocumentSymbol:
    return types.DocumentSymbol(
        name=entry.name or "…",  # a symbol without a name is refused by editors
        kind=types.SymbolKind.Namespace if entry.inner else types.SymbolKind.Field,
        range=types.Range(lines.position(entry.line, entry.column), lines.position(entry.end, 0)),
        selection_range=lines.marked(entry.line + 1, entry.column + 1),
        detail=entry.detail or None,
        children=[_to_symbol(inner, lines) for inner in entry.inner],
    )
