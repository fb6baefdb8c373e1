"""An editor as the protocol knows one: it starts the server, opens and types texts, and hears what is told of them."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from attrs import define, field
from lsprotocol import types
from pygls.lsp.client import LanguageClient

ROOT = Path(__file__).parents[2]
SIGN = "|"
"""Where in a text the cursor is."""
_T = TypeVar("_T")


def cut(text: str) -> tuple[str, types.Position]:
    """Return a text without the sign of the cursor, and its place, counted in units of UTF-16."""
    before, after = text.split(SIGN)
    line = before.rpartition("\n")[2]
    return before + after, types.Position(before.count("\n"), len(line.encode("utf-16-le")) // 2)


@define
class Editor:
    """An editor with one server."""

    folder: Path
    loop: asyncio.AbstractEventLoop = field(factory=asyncio.new_event_loop)
    client: LanguageClient = field(factory=lambda: LanguageClient("editor", "1"))
    told: dict[str, tuple[types.Diagnostic, ...]] = field(factory=dict)
    shown: list[str] = field(factory=list)
    versions: dict[str, int] = field(factory=dict)

    def wait(self, answer: Coroutine[Any, Any, _T]) -> _T:
        return self.loop.run_until_complete(asyncio.wait_for(answer, 30))

    def start(self, encodings: Sequence[str] = ()) -> types.InitializeResult:
        self.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(partial(self._hear))
        self.client.feature(types.WINDOW_SHOW_MESSAGE)(partial(self._show))
        env = {**os.environ, "PYTHONPATH": str(ROOT)}
        self.wait(self.client.start_io(sys.executable, "-m", "piaflow", "lsp", env=env, cwd=str(self.folder)))
        general = types.GeneralClientCapabilities(
            position_encodings=[types.PositionEncodingKind(one) for one in encodings] or None
        )
        told = types.InitializeParams(capabilities=types.ClientCapabilities(general=general))
        return self.wait(self.client.initialize_async(told))

    def stop(self) -> tuple[int | None, str]:
        """Return how the server ends, and what it said on stderr."""
        process = self.client._server  # noqa: SLF001 - the client does not show it
        assert process is not None
        assert process.stderr is not None
        self.wait(self.client.shutdown_async(None))
        self.client.exit(None)
        self.wait(process.wait())
        said = self.wait(process.stderr.read()).decode()
        self.wait(self.client.stop())  # type: ignore[no-untyped-call]
        self.loop.close()
        return process.returncode, said

    def _hear(self, told: types.PublishDiagnosticsParams) -> None:
        self.told[told.uri] = tuple(told.diagnostics)

    def _show(self, told: types.ShowMessageParams) -> None:
        self.shown.append(told.message)

    # Documents.

    def uri(self, name: str) -> str:
        return (self.folder / name).as_uri()

    def type(self, name: str, text: str) -> str:
        """Open a document with this text, or type it where it is open."""
        uri = self.uri(name)
        version = self.versions[uri] = self.versions.get(uri, 0) + 1
        if version == 1:
            document = types.TextDocumentItem(uri, "yaml", version, text)
            self.client.text_document_did_open(types.DidOpenTextDocumentParams(document))
        else:
            named = types.VersionedTextDocumentIdentifier(version, uri)
            whole = types.TextDocumentContentChangeWholeDocument(text)
            self.client.text_document_did_change(types.DidChangeTextDocumentParams(named, [whole]))
        return uri

    def close(self, name: str) -> None:
        uri = self.uri(name)
        del self.versions[uri]
        named = types.TextDocumentIdentifier(uri)
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(named))

    def hear(
        self, uri: str, wanted: Callable[[Sequence[types.Diagnostic]], bool], seconds: float = 20
    ) -> list[types.Diagnostic]:
        """Return what is told of a document as soon as it is what is wanted; whatever is told last where it never is."""

        async def listen() -> None:
            for _ in range(int(seconds / 0.05)):
                if uri in self.told and wanted(self.told[uri]):
                    return
                await asyncio.sleep(0.05)

        self.wait(listen())
        return [*self.told.get(uri, ())]

    # Questions, each about the place of the sign in a text.

    def complete(self, name: str, text: str) -> list[types.CompletionItem]:
        typed, position = cut(text)
        named = types.TextDocumentIdentifier(self.type(name, typed))
        found = self.wait(self.client.text_document_completion_async(types.CompletionParams(named, position)))
        assert isinstance(found, types.CompletionList)
        return [*found.items]

    def accept(self, name: str, text: str, label: str) -> str:
        """Return the text after the item of this label was chosen, as an editor puts it in."""
        typed, _ = cut(text)
        (item,) = (item for item in self.complete(name, text) if item.label == label)
        edit = item.text_edit
        assert isinstance(edit, types.TextEdit)
        lines = typed.split("\n")
        units = lines[edit.range.start.line].encode("utf-16-le")
        start, end = 2 * edit.range.start.character, 2 * edit.range.end.character
        put = units[:start] + edit.new_text.encode("utf-16-le") + units[end:]
        lines[edit.range.start.line] = put.decode("utf-16-le")
        return "\n".join(lines)

    def define(self, name: str, text: str) -> tuple[str, int, int] | None:
        """Return the file, line and column (from 0) to which the editor goes."""
        typed, position = cut(text)
        named = types.TextDocumentIdentifier(self.type(name, typed))
        found = self.wait(self.client.text_document_definition_async(types.DefinitionParams(named, position)))
        if found is None:
            return None
        assert isinstance(found, types.Location)
        start = found.range.start
        return Path(found.uri).name, start.line, start.character

    def hover(self, name: str, text: str) -> str:
        typed, position = cut(text)
        named = types.TextDocumentIdentifier(self.type(name, typed))
        found = self.wait(self.client.text_document_hover_async(types.HoverParams(named, position)))
        if found is None:
            return ""
        assert isinstance(found.contents, types.MarkupContent)
        assert found.contents.kind is types.MarkupKind.PlainText
        return found.contents.value

    def outline(self, name: str) -> list[types.DocumentSymbol]:
        named = types.TextDocumentIdentifier(self.uri(name))
        found = self.wait(self.client.text_document_document_symbol_async(types.DocumentSymbolParams(named)))
        return [one for one in found or () if isinstance(one, types.DocumentSymbol)]
