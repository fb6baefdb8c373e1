"""The files on the desk: each opened once, whoever looks at it, with what is shown of it and who is told of a change."""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError, ThreadPoolExecutor
from functools import partial
from hashlib import sha256
from pathlib import Path
from threading import Lock, RLock, Thread
from typing import Any, TypeVar

from attrs import define, field

from piaflow.app.desk_answers import Drawn, Earlier, draw_pictures, tell_clashes, tell_findings, tell_impact
from piaflow.app.desk_form import Stated, list_stated, tell_form
from piaflow.app.desk_source import Beside, list_at_hand
from piaflow.app.desk_tables import name_all, tell_tables
from piaflow.app.editing import Editing, News
from piaflow.app.layouts import LayoutMemory
from piaflow.app.loading import list_documents, list_models

Told = dict[str, Any]
_MODEL = re.compile(rb"""^[\s{]*["']?assessment["']?\s*:""", re.MULTILINE)
_DOCUMENT = re.compile(r"評\s*価\s*書".encode())
_TEXTS = (".txt", ".html", ".htm")
_LOOKED_AT = 1_000_000  # bytes
_T = TypeVar("_T")


@define
class Paper:
    """紙: one opened file. What is computed of it is remembered by its revision: the newest is asked, once."""

    editing: Editing
    memory: LayoutMemory
    beside: Beside
    lock: RLock = field(factory=RLock)
    listeners: set[asyncio.Queue[Told | None]] = field(factory=set)
    """The pages that are open; None is the last that they are told."""
    heard: News = News.NONE
    """What was said last of the file outside: it is not said again while it stays so."""
    _stated: tuple[int, Stated] | None = None
    _drawn: tuple[int, dict[str, Drawn]] = field(factory=lambda: (-1, {}))
    _answers: dict[int, tuple[object, Told]] = field(factory=dict)

    def tell(self) -> Told:
        """Return the form, the tables and the names, with the revision that they are of."""
        with self.lock:
            editing = self.editing
            model, base, revision = editing.model, editing.base, editing.revision
            if self._stated is None or self._stated[0] != id(base):
                self._stated = (id(base), list_stated(base))
            return {
                "revision": revision,
                "version": editing.version,
                "dirty": editing.is_dirty,
                "undo": bool(editing.done),
                "redo": bool(editing.undone),
                "kept": len(editing.kept),
                "title": model.heading,
                "clashes": tell_clashes(editing),
                "form": tell_form(model, self._stated[1]),
                "tables": tell_tables(editing),
                "names": name_all(model),
                "documents": list_at_hand(model, self.beside.path, self.beside.root),
            }

    def draw(self) -> Told:
        """Return the pictures of now. Raises RenderError."""
        with self.lock:
            snapshot = self.editing.snapshot()
        if self._drawn[0] != snapshot.revision:
            self._drawn = (snapshot.revision, draw_pictures(snapshot, self._drawn[1], self.memory))
        return {"revision": snapshot.revision, "pictures": [one.to_dict() for one in self._drawn[1].values()]}

    def tell_drawn(self) -> Told | None:
        """Return the pictures where those of now are drawn already, None else."""
        return self.draw() if self._drawn[0] == self.editing.revision else None

    @property
    def drawn(self) -> dict[str, Drawn]:
        """The pictures as drawn last."""
        return self._drawn[1]

    def answer(self, earlier: Earlier) -> Told:
        """Return the findings, and what changes since an earlier state. Raises PiaflowError where there is none."""
        with self.lock:
            model, revision = self.editing.model, self.editing.revision
        before = earlier.load(self.editing)
        known = self._answers.get(revision)
        if known is None or known[0] != before:
            found = tell_impact(before, model)
            known = before, {"revision": revision, "findings": tell_findings(model), "impact": found}
            self._answers = {revision: known}
        return known[1]

    def propose(self, earlier: Earlier, tab: str) -> str:
        """Put what differs since an earlier state into 変更箇所, as rows to confirm, and return what was done.

        Raises PiaflowError where there is no such state.
        """
        before = earlier.load(self.editing)
        with self.lock:
            kept = self.editing.propose_rows(before, earlier.name or "保存したもの", tab)
        counts = f"{len(kept.added)} 行を足し、{len(kept.renewed)} 行を書き直し、{len(kept.withdrawn)} 行を消しました"
        left = f"。人の書いた行と合わない違いが {len(kept.left)} あります" if kept.left else ""
        return f"変更箇所に {counts}{left}"

    def show_source(self, span: str) -> Told:
        """Return the lines of a document at hand. Raises KeyError for none, or PiaflowError where it cannot be read."""
        return self.beside.show(self.editing.model, span)

    def say(self, news: str = "") -> None:
        """Tell everybody who looks at it that it changed."""
        for listener in self.listeners:
            listener.put_nowait({"revision": self.editing.revision, "news": news})


@define
class Room:
    """机: a folder and the files that are open. Files are asked by keys of our own listing, never by a path."""

    folder: Path
    state: Path
    papers: dict[str, Paper] = field(factory=dict)
    worker: ThreadPoolExecutor = field(factory=lambda: ThreadPoolExecutor(2, "desk"))
    _long: asyncio.Semaphore = field(factory=lambda: asyncio.Semaphore(3))
    is_ending: bool = False
    _opening: Lock = field(factory=Lock)
    """Two windows that open a file at once are at one paper: two would each save over the other."""

    def list_files(self) -> dict[str, Path]:
        """Return the model files of the folder by their keys; other YAML files are none."""
        return {make_key(path): path for path in list_models(self.folder) if _says(path, _MODEL)}

    def list_documents(self) -> dict[str, Path]:
        """Return the documents of the folder by their keys; of texts and pages those that speak of a 評価書."""
        found = (p for p in list_documents(self.folder) if p.suffix not in _TEXTS or _says(p, _DOCUMENT))
        return {make_key(path): path for path in found}

    def find_earlier(self, name: str) -> Earlier:
        """Return what a person names to compare with."""
        files = {self.name(path): path for path in self.list_files().values()} if name else {}
        return Earlier(name, files.get(name))

    def name(self, path: Path) -> str:
        """Return what a file is called on the page."""
        return path.relative_to(self.folder).as_posix()

    def open(self, key: str) -> Paper | None:
        """Return an opened file, None for no key of the listing. Raises FileAccessError or InputError."""
        with self._opening:
            if key not in self.papers:
                path = self.list_files().get(key)
                if path is None:
                    return None
                memory, beside = LayoutMemory.of(path, self.state), Beside(path, self.folder)
                self.papers[key] = Paper(Editing.open(path, self.state), memory, beside)
            return self.papers[key]

    async def run(self, work: Callable[[], _T]) -> _T:
        """Do what takes time in a thread of the desk: the page is answered meanwhile."""
        return await asyncio.get_running_loop().run_in_executor(self.worker, work)

    async def work_out(self, work: Callable[[], _T]) -> _T:
        """Do what may take long, a picture or an answer, where no edit waits for it, and not the end either."""
        async with self._long:
            return await asyncio.wrap_future(_begin(work))

    def let_go(self) -> None:
        """Tell the open pages that nothing more comes."""
        self.is_ending = True
        for paper in self.papers.values():
            for listener in paper.listeners:
                listener.put_nowait(None)

    def close(self) -> None:
        """Begin nothing more."""
        self.worker.shutdown(wait=False, cancel_futures=True)

    async def look(self) -> None:
        """Look whether an open file was written outside, and say so."""
        for paper in list(self.papers.values()):
            news = await self.run(lambda paper=paper: _look(paper))  # type: ignore[misc]
            if news is not paper.heard:
                paper.heard = news
                if news is not News.NONE:
                    paper.say(news.value)


def _begin(work: Callable[[], _T]) -> Future[_T]:
    """Begin some work in a thread of its own, which the end of the program does not wait for, as it does for a pool."""
    future: Future[_T] = Future()

    def do() -> None:
        try:
            result = work()
        except BaseException as error:  # noqa: BLE001 - whoever waits for it is told
            _settle(partial(future.set_exception, error))
        else:
            _settle(partial(future.set_result, result))

    Thread(target=do, name="desk-long", daemon=True).start()
    return future


def _settle(tell: Callable[[], None]) -> None:
    with contextlib.suppress(InvalidStateError, RuntimeError):  # nobody waits for it any more
        tell()


def _look(paper: Paper) -> News:
    with paper.lock:
        return paper.editing.look()


def _says(path: Path, words: re.Pattern[bytes]) -> bool:
    """Whether a file has some words, whatever else is wrong with it."""
    try:
        with path.open("rb") as file:
            return bool(words.search(file.read(_LOOKED_AT)))
    except OSError:
        return True  # who opens it is told what is in the way


def make_key(path: Path) -> str:
    """Return the key of a file of the listing."""
    return sha256(str(path).encode()).hexdigest()[:16]
