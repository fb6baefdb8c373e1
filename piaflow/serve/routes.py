"""The routes of the desk: what the page asks and what it commands. The guard has looked at each before."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from functools import wraps
from http import HTTPStatus
from importlib.resources import files
from typing import Any

from attrs import define
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from piaflow.app.desk_answers import fits, move_box
from piaflow.app.desk_form import read_typed
from piaflow.app.desk_tables import Typed, make_row, type_into
from piaflow.app.doorway import list_problems
from piaflow.app.editing import Editing, RefusedError
from piaflow.errors import PiaflowError
from piaflow.serve.guard import ENTRANCE, Guard, Keys
from piaflow.serve.room import Paper, Room, make_key
from piaflow.serve.starting import list_starters, start

_WEB = files("piaflow.serve") / "web"
_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
_SCRIPTS = (
    "answers.js",
    "completing.js",
    "dom.js",
    "first.js",
    "form.js",
    "net.js",
    "picture.js",
    "source.js",
    "start.js",
    "tables.js",
)
_STYLES = ("desk.css", "print.css", "small.css")
_BEAT = 15.0  # seconds between signs of life of the stream
_TEMPLATES = Environment(
    loader=PackageLoader("piaflow.serve"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
)
_MOST_NAME = 200
_ENDED = "piaflow serve を終えました"
Told = dict[str, Any]
Answer = Callable[[Request], Awaitable[Response]]


def make_app(room: Room, port: int, keys: Keys, used: Callable[[], object] = lambda: None) -> Guard:
    """Return the whole application behind its guard; `used` is called when the code of the address was used."""
    desk = _Desk(room, port, keys, used)
    return Guard(Starlette(routes=desk.list_routes(), lifespan=desk.live), port, keys)


class BadRequestError(Exception):
    """What the page never sends."""


def _told(work: Answer) -> Answer:
    """Answer what cannot be done in one line: 409 where the person decides, 400 where the page is wrong.

    503 is what was still worked out when the server ended.
    """

    @wraps(work)
    async def answer(request: Request) -> Response:
        try:
            return await work(request)
        except RefusedError as error:
            return JSONResponse({"why": error.why, "found": error.found}, HTTPStatus.CONFLICT)
        except PiaflowError as error:
            return JSONResponse({"why": "\n".join(list_problems(error))}, HTTPStatus.CONFLICT)
        except (BadRequestError, KeyError, TypeError, ValueError) as error:
            why = str(error) if isinstance(error, ValueError) else "この操作はできません"
            return JSONResponse({"why": why}, HTTPStatus.BAD_REQUEST)
        except asyncio.CancelledError:
            return JSONResponse({"why": _ENDED}, HTTPStatus.SERVICE_UNAVAILABLE)

    return answer


@define
class _Desk:
    room: Room
    port: int
    keys: Keys
    used: Callable[[], object]

    def list_routes(self) -> list[Route]:
        """Every route there is."""
        return [
            Route(ENTRANCE, self.enter, methods=["GET"]),
            Route("/", self.show_first, methods=["GET"]),
            Route("/new", _told(self.start_new), methods=["POST"]),
            Route("/static/{name}", self.show_static, methods=["GET"]),
            Route("/m/{key}", self.show_page, methods=["GET"]),
            Route("/m/{key}/state", _told(self.tell_state), methods=["GET"]),
            Route("/m/{key}/pictures", _told(self.tell_pictures), methods=["GET"]),
            Route("/m/{key}/answers", _told(self.tell_answers), methods=["GET"]),
            Route("/m/{key}/source", _told(self.tell_source), methods=["GET"]),
            Route("/m/{key}/events", _told(self.tell_events), methods=["GET"]),
            Route("/m/{key}/edit", _told(self.edit), methods=["POST"]),
            Route("/m/{key}/rows", _told(self.propose), methods=["POST"]),
            Route("/m/{key}/save", _told(self.save), methods=["POST"]),
            Route("/m/{key}/save-as", _told(self.save_as), methods=["POST"]),
        ]

    @contextlib.asynccontextmanager
    async def live(self, _: Starlette) -> AsyncIterator[None]:
        """Watch the folder as long as the server runs."""
        watching = asyncio.create_task(self._watch())
        try:
            yield
        finally:
            watching.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await watching
            self.room.close()

    async def _watch(self) -> None:
        """Look when the folder says something, and every two seconds: shares send no events."""
        from watchfiles import awatch  # noqa: PLC0415 - only a running server watches

        seen = awatch(self.room.folder, yield_on_timeout=True, rust_timeout=2000, step=50, debounce=200)
        async for _ in seen:
            await self.room.look()

    # Pages.

    async def enter(self, request: Request) -> Response:
        """Change the one-time code of the address for the cookie, and go to an address without it."""
        if not self.keys.use(request.query_params.get("code", "")):
            self.used()
            return HTMLResponse(_TEMPLATES.get_template("used.html").render(), HTTPStatus.FORBIDDEN)
        self.used()
        answer = RedirectResponse("/", HTTPStatus.SEE_OTHER)
        answer.set_cookie(
            f"piaflow-{self.port}", self.keys.cookie, httponly=True, samesite="strict", path="/"
        )
        return answer

    async def show_first(self, _: Request) -> Response:
        """The first screen: the models of the folder, and what one can start from."""
        models = [{"key": key, "name": self.room.name(path)} for key, path in self.room.list_files().items()]
        documents = [
            {"key": key, "name": self.room.name(path)} for key, path in self.room.list_documents().items()
        ]
        told = {"folder": self.room.folder.name, "models": models, "documents": documents}
        page = _TEMPLATES.get_template("first.html").render(**told, starters=list_starters())
        return HTMLResponse(page)

    async def show_static(self, request: Request) -> Response:
        """One of our own files, by its name in our own list."""
        name = request.path_params["name"]
        if name not in (*_SCRIPTS, *_STYLES):
            return Response(status_code=HTTPStatus.NOT_FOUND)
        kind = _TYPES[name[name.rindex(".") :]]
        return Response((_WEB / name).read_bytes(), media_type=kind)

    async def show_page(self, request: Request) -> Response:
        """The desk of one file, with its state in it."""
        try:
            paper = await self._find(request)
            state = await self.room.run(paper.tell)
        except PiaflowError as error:
            page = _TEMPLATES.get_template("unreadable.html").render(problems=list_problems(error))
            return HTMLResponse(page, HTTPStatus.CONFLICT)
        except KeyError:
            return HTMLResponse(_TEMPLATES.get_template("absent.html").render(), HTTPStatus.NOT_FOUND)
        except asyncio.CancelledError:
            return Response(_ENDED, HTTPStatus.SERVICE_UNAVAILABLE)
        known = {"key": request.path_params["key"], "state": state, "pictures": paper.tell_drawn()}
        name = self.room.name(paper.editing.path)
        others = [
            other for path in self.room.list_files().values() if (other := self.room.name(path)) != name
        ]
        page = _TEMPLATES.get_template("desk.html").render(
            name=name, title=state["title"], known=_embed(known), others=others
        )
        return HTMLResponse(page)

    # What the page asks.

    async def _find(self, request: Request) -> Paper:
        paper = await self.room.run(lambda: self.room.open(request.path_params["key"]))
        if paper is None:
            raise KeyError
        return paper

    async def tell_state(self, request: Request) -> Response:
        """The form and the tables of now."""
        paper = await self._find(request)
        return JSONResponse(await self.room.run(paper.tell))

    async def tell_pictures(self, request: Request) -> Response:
        """The pictures of now."""
        paper = await self._find(request)
        return JSONResponse(await self.room.work_out(paper.draw))

    async def tell_answers(self, request: Request) -> Response:
        """Findings and impact, since the file as saved or since a revision of git."""
        paper = await self._find(request)
        since = request.query_params.get("since", "")[:_MOST_NAME]
        return JSONResponse(await self.room.work_out(lambda: paper.answer(self.room.find_earlier(since))))

    async def tell_source(self, request: Request) -> Response:
        """The lines of a document that a field was read from, among those around them."""
        paper = await self._find(request)
        span = request.query_params.get("span", "")[:_MOST_NAME]
        try:
            return JSONResponse(await self.room.work_out(lambda: paper.show_source(span)))
        except KeyError:
            return JSONResponse({"why": "この行のある文書が、モデルの隣にありません"}, HTTPStatus.NOT_FOUND)

    async def tell_events(self, request: Request) -> Response:
        """A stream that says when the model changed, in another tab or outside."""
        paper = await self._find(request)
        return StreamingResponse(self._stream(paper), media_type="text/event-stream")

    async def _stream(self, paper: Paper) -> AsyncIterator[str]:
        queue: asyncio.Queue[Told | None] = asyncio.Queue()
        paper.listeners.add(queue)
        try:
            yield ": ok\n\n"
            while not self.room.is_ending:
                try:
                    told = await asyncio.wait_for(queue.get(), _BEAT)
                except TimeoutError:
                    yield ": ok\n\n"
                else:
                    if told is not None:
                        yield f"data: {json.dumps(told, ensure_ascii=False)}\n\n"
        finally:
            paper.listeners.discard(queue)

    # What the page commands.

    async def edit(self, request: Request) -> Response:
        """One edit, or undo and redo: the newer revision."""
        told, paper = await _read(request), await self._find(request)
        at = await self.room.run(lambda: _do(paper, told))
        paper.say()
        return JSONResponse({"revision": paper.editing.revision, "at": at})

    async def propose(self, request: Request) -> Response:
        """Put the rows of what differs since an earlier state into 変更箇所: what was done, in words."""
        told, paper = await _read(request), await self._find(request)
        since, tab = str(told["since"])[:_MOST_NAME], str(told.get("tab", ""))
        said = await self.room.work_out(lambda: paper.propose(self.room.find_earlier(since), tab))
        paper.say()
        return JSONResponse({"revision": paper.editing.revision, "said": said})

    async def save(self, request: Request) -> Response:
        """Save into the person's file, if it is still what the page was made on."""
        paper = await self._find(request)
        version = request.headers.get("if-match", "").strip('"')

        def work() -> None:
            with paper.lock:
                paper.editing.save(version)

        try:
            await self.room.run(work)
        except RefusedError as error:
            await self.room.look()
            return JSONResponse({"why": error.why}, HTTPStatus.PRECONDITION_FAILED)
        paper.say()
        return JSONResponse({"revision": paper.editing.revision, "version": paper.editing.version})

    async def save_as(self, request: Request) -> Response:
        """Save under another name in the folder of the file, which must not be there yet."""
        told, paper = await _read(request), await self._find(request)
        path = paper.editing.path.with_name(_read_name(told["name"]))

        def work() -> None:
            with paper.lock:
                paper.editing.save_as(path)

        await self.room.run(work)
        return JSONResponse({"name": self.room.name(path), "key": make_key(path)})

    async def start_new(self, request: Request) -> Response:
        """Start a model from a document, an earlier model or a starter, in a new file of the folder."""
        told = await _read(request)
        path = self.room.folder / _read_name(told["name"])
        known = {**self.room.list_files(), **self.room.list_documents()}
        key = await self.room.work_out(lambda: start(told, path, known))
        return JSONResponse({"key": key})


async def _read(request: Request) -> Told:
    if request.headers.get("content-type", "").partition(";")[0] != "application/json":
        raise BadRequestError
    told = json.loads(await request.body())
    if not isinstance(told, dict):
        raise BadRequestError
    return told


def _read_name(name: str) -> str:
    """Return the file name of a model: no path, nothing that Windows or a shell takes for something else."""
    stem = name.strip().removesuffix(".yaml")
    is_plain = (
        stem and len(stem.encode()) < _MOST_NAME and stem.isprintable() and not stem.startswith((".", "-"))
    )
    if not is_plain or set(stem) & set('/\\:*?"<>|') or stem.endswith((".", " ")):
        raise ValueError('ファイルの名前は、/ \\ : * ? " < > | を使わずに書いてください')
    if stem.partition(".")[0].upper() in _DEVICES:
        raise ValueError("この名前は Windows の装置の名です。別の名前にしてください")
    return f"{stem}.yaml"


_DEVICES = {"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(1, 10))}


def _do(paper: Paper, told: Mapping[str, Any]) -> list[str] | None:
    """Do one command of the page; return what the row that was typed into is called now, None where that is as it was.

    Raises RefusedError, or KeyError, TypeError or ValueError for what is none.
    """
    tab = str(told.get("tab", ""))
    with paper.lock:
        if told["do"] == "move":
            _move(paper, told, tab)
            return None
        if told["do"] == "set":
            return _set(paper.editing, told, tab)
        _COMMANDS[told["do"]](paper.editing, told, tab)
        return None


def _type(editing: Editing, told: Mapping[str, Any], tab: str) -> None:
    was = read_typed(told["was"]["text"], told["was"].get("boxes"))
    now = read_typed(told["now"]["text"], told["now"].get("boxes"))
    editing.type_cell(str(told["at"]), was, now, tab)


def _set(editing: Editing, told: Mapping[str, Any], tab: str) -> list[str]:
    typed = Typed(*(str(told[key]) for key in ("section", "column", "was", "now")))
    return type_into(editing, tuple(map(str, told["at"])), typed, tab)


def _add(editing: Editing, told: Mapping[str, Any], tab: str) -> None:
    path, row = make_row(str(told["section"]), {str(k): str(v) for k, v in told["values"].items()})
    editing.add(path, row, tab)


def _choose(editing: Editing, told: Mapping[str, Any], tab: str) -> None:
    editing.choose(tuple(map(str, told["at"])), mine=told["mine"] is True, tab=tab)


def _remove(editing: Editing, told: Mapping[str, Any], tab: str) -> None:
    editing.remove(tuple(map(str, told["at"])), tab)


def _confirm(editing: Editing, told: Mapping[str, Any], tab: str) -> None:
    editing.confirm_rows([str(row) for row in told["rows"]], tab)


_COMMANDS: Mapping[str, Callable[[Editing, Mapping[str, Any], str], object]] = {
    "type": _type,
    "add": _add,
    "remove": _remove,
    "confirm": _confirm,
    "choose": _choose,
    "undo": lambda editing, _, __: editing.undo(),
    "redo": lambda editing, _, __: editing.redo(),
    "free": lambda editing, told, tab: editing.free_boxes(str(told["picture"]), tab),
    "take-kept": lambda editing, _, __: editing.take_kept(),
    "drop-kept": lambda editing, _, __: editing.drop_kept(),
}


def _move(paper: Paper, told: Mapping[str, Any], tab: str) -> None:
    """Move a box to a cell of its picture: the one command of the pointer, the keys and the buttons."""
    name, box = str(told["picture"]), str(told["box"])
    column, row = (int(number) for number in told["to"])
    drawn = paper.drawn[name]
    if not drawn.cells:
        raise RefusedError("この図は大きいので、箱を動かせません")
    cells = move_box(drawn, box, column, row)
    if not fits(paper.editing.model, name, cells):
        raise RefusedError("そこには置けません（枠が重なるか、線の通り道がなくなります）")
    paper.editing.place_boxes(name, cells, tab)


def _embed(told: Told) -> str:
    """Return JSON that may stand in a page: nothing in it can end the element."""
    text = json.dumps(told, ensure_ascii=False)
    return (
        text.replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
        .replace("\u2028", "\\u2028")
    )
