"""Debian's Chromium without a window, driven over the DevTools protocol."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any, Self

from attrs import define, field
from websockets.sync.client import ClientConnection, connect

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
_FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--no-first-run",
    "--hide-scrollbars",
    "--remote-debugging-port=0",
)
_START, _WAIT = 40.0, 30.0
_LEFT = "Inspected target navigated or closed"
_KEYS = {
    "ArrowUp": 38,
    "Enter": 13,
    "Tab": 9,
    "Escape": 27,
    "ArrowRight": 39,
    "ArrowDown": 40,
    "ArrowLeft": 37,
    " ": 32,
}


class PageLeftError(Exception):
    """The page gave way to another while it was asked."""


@define
class Tab:
    """One tab: opens a page, acts in it, tells what is there and what went wrong."""

    socket: ClientConnection
    port: str = ""
    errors: list[str] = field(factory=list)
    requests: list[str] = field(factory=list)
    _numbers: Iterator[int] = field(factory=lambda: count(1))

    def listen(self) -> Self:
        """Let the tab report what goes wrong in it and what it loads."""
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")
        return self

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Return the answer to a command; what the tab reports meanwhile is noted."""
        number = next(self._numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            told = json.loads(self.socket.recv(timeout=_WAIT))
            self._note(told)
            if told.get("id") == number:
                if told.get("error", {}).get("message") == _LEFT:
                    raise PageLeftError
                assert "error" not in told, told
                return dict(told["result"])

    def _note(self, told: dict[str, Any]) -> None:
        params = told.get("params", {})
        match told.get("method"):
            case "Runtime.exceptionThrown":
                self.errors.append(str(params["exceptionDetails"]))
            case "Log.entryAdded" if params["entry"]["level"] in ("error", "warning"):
                self.errors.append(params["entry"]["text"])
            case "Runtime.consoleAPICalled":
                self.errors.append(str(params["args"]))
            case "Network.requestWillBeSent":
                self.requests.append(params["request"]["url"])
            case "Page.javascriptDialogOpening" if params["type"] == "beforeunload":
                told = {
                    "id": next(self._numbers),
                    "method": "Page.handleJavaScriptDialog",
                    "params": {"accept": True},
                }
                self.socket.send(json.dumps(told))  # a person who leaves all the same
            case "Page.javascriptDialogOpening":
                self.errors.append(f"dialog {params['message']}")

    def run(self, script: str) -> Any:
        """Return the value of an expression in the page. Fails where it throws."""
        told = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in told, told["exceptionDetails"]
        return told["result"].get("value")

    def look(self, width: int, height: int, *, dark: bool = False, media: str = "") -> None:
        """See pages in a window of this size, in light or dark, on the screen or as a print."""
        mobile = width < 600
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=mobile,
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", media=media, features=[scheme])

    def open(self, page: Path) -> None:
        """Open a page and wait until it is ready."""
        self.visit(page.as_uri())
        self.wait(f"location.href === {json.dumps(page.as_uri())}")

    def visit(self, address: str) -> None:
        """Open an address and wait until its page is ready, wherever it leads."""
        self.errors.clear()
        self.requests.clear()
        self.run("window.isLeft = true")
        self.call("Page.navigate", url=address)
        self.wait("!window.isLeft && document.readyState === 'complete'")

    @contextmanager
    def another(self) -> Iterator[Tab]:
        """Yield another tab of the same Chromium, closed with the block."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        try:
            with _connect(self.port, f"/devtools/page/{target}") as socket:
                opened = Tab(socket, self.port).listen()
                opened.call("Emulation.setFocusEmulationEnabled", enabled=True)
                yield opened
        finally:
            self.call("Target.closeTarget", targetId=target)

    def wait(self, condition: str) -> None:
        """Wait until a condition holds in the page."""
        end = time.monotonic() + _WAIT
        while not self._holds(condition):
            assert time.monotonic() < end, f"never came: {condition}"
            time.sleep(0.05)

    def _holds(self, condition: str) -> bool:
        """Whether a condition holds; not where the page gives way to another while it is asked."""
        try:
            return bool(self.run(condition))
        except PageLeftError:
            return False

    def list_accessible(self, name: str) -> list[dict[str, Any]]:
        """The nodes that a screen reader meets, once one of that name is described: they come after the page is drawn."""
        self.call("Accessibility.enable")
        end = time.monotonic() + _WAIT
        while True:
            nodes = [one for one in self.call("Accessibility.getFullAXTree")["nodes"] if not one["ignored"]]
            called = (one for one in nodes if one["name"]["value"] == name)
            if any(one.get("description") for one in called) or time.monotonic() > end:
                return nodes
            time.sleep(0.1)

    def press(self, key: str) -> None:
        """Press a key where the focus is."""
        code = _KEYS.get(key, ord(key[0].upper()))
        text = {"text": "\r"} if key == "Enter" else {"text": key} if len(key) == 1 else {}
        told = {"key": key, "windowsVirtualKeyCode": code}
        self.call("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", **told, **text)
        self.call("Input.dispatchKeyEvent", type="keyUp", **told)

    def write(self, words: str) -> None:
        """Type words where the focus is."""
        self.call("Input.insertText", text=words)

    def click(self, selector: str) -> None:
        """Click with the mouse in the middle of the first part that the selector finds."""
        self.run(f"document.querySelector({json.dumps(selector)}).scrollIntoView({{block: 'center'}})")
        x, y = self.run(
            f"(() => {{ const r = document.querySelector({json.dumps(selector)}).getBoundingClientRect();"
            " return [r.x + r.width / 2, r.y + r.height / 2]; })()"
        )
        self.mouse("mousePressed", x, y)
        self.mouse("mouseReleased", x, y)

    def mouse(self, kind: str, x: float, y: float, *, pressed: bool = False, **more: Any) -> None:
        """Move, press or turn the mouse at a point of the window."""
        held = kind == "mousePressed" or pressed
        told = {
            "button": "left" if held or kind == "mouseReleased" else "none",
            "buttons": int(held),
            "clickCount": 1,
        }
        self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, **{**told, **more})


@contextmanager
def start_chromium(profile: Path) -> Iterator[Tab]:
    """Start Chromium with a profile of its own and yield a tab of it; it ends with the block."""
    words = [CHROMIUM, *_FLAGS, f"--user-data-dir={profile}", "about:blank"]
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            port, browser = _wait_for_port(profile / "DevToolsActivePort")
            with _connect(port, browser) as whole, _connect(port, _make_tab(whole)) as socket:
                yield Tab(socket, port).listen()
        finally:
            process.terminate()
            process.wait(timeout=_WAIT)


def _connect(port: str, path: str) -> ClientConnection:
    """A ping would be drawn from `random` in a thread of its own, in the middle of another test's strategies."""
    url = f"ws://127.0.0.1:{port}{path}"
    return connect(url, max_size=None, open_timeout=_START, ping_interval=None, proxy=None)


def _make_tab(whole: ClientConnection) -> str:
    whole.send(json.dumps({"id": 1, "method": "Target.createTarget", "params": {"url": "about:blank"}}))
    return f"/devtools/page/{json.loads(whole.recv(timeout=_WAIT))['result']['targetId']}"


def _wait_for_port(file: Path) -> list[str]:
    end = time.monotonic() + _START
    while time.monotonic() < end:
        lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
        if len(lines) > 1:
            return lines
        time.sleep(0.05)
    raise TimeoutError(str(file))
