"""What stands before every request: loopback is no wall, since any page in the user's browser can send to it.

The outermost ASGI application: nothing, no error page either, is answered without it, and it knows no route.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie

from attrs import define, field
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ENTRANCE = "/start"
MOST_BYTES = 8_000_000
_READING = ("GET", "HEAD")
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = (
    (b"content-security-policy", _POLICY.encode()),
    (b"cache-control", b"no-store"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
_REFUSED = "この画面は、開いたブラウザーからだけ使えます。piaflow serve が示した新しい場所を開いてください。"


@define
class Keys:
    """鍵: the one-time code of the opened address, and the cookie that it is changed for. 128 bits each."""

    code: str = field(factory=lambda: secrets.token_urlsafe(24), repr=False)
    cookie: str = field(factory=lambda: secrets.token_urlsafe(24), repr=False)

    def use(self, code: str) -> bool:
        """Whether this is the code; it is used up by that, and another stands in its place."""
        if not secrets.compare_digest(code.encode(), self.code.encode()):
            return False
        self.code = secrets.token_urlsafe(24)
        return True


@define
class Guard:
    """門: lets through what our own page asks, with headers that keep everything else out."""

    inner: ASGIApp
    port: int
    keys: Keys

    @property
    def cookie_name(self) -> str:
        """The name of the cookie; it holds the port, since cookies know none."""
        return f"piaflow-{self.port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it in one line."""
        if scope["type"] == "lifespan":
            await self.inner(scope, receive, send)
        elif scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
        else:
            headers = _read_headers(scope)
            why = self._find_fault(scope, headers)
            if why is not None:
                await _refuse(send, why)
            elif headers["host"] == f"localhost:{self.port}":
                await self._send_home(send)  # a cookie of the one is none of the other
            else:
                await self.inner(scope, _limited(receive), _sealed(send))

    def _find_fault(self, scope: Scope, headers: Mapping[str, str]) -> HTTPStatus | None:
        """Return why a request is refused, None where it is one of our page."""
        found = None
        length = headers.get("content-length", "0")
        if headers.get("host") not in (f"127.0.0.1:{self.port}", f"localhost:{self.port}"):
            found = HTTPStatus.MISDIRECTED_REQUEST
        elif not self._is_from_us(scope, headers):
            found = HTTPStatus.FORBIDDEN
        elif not length.isdecimal() or int(length) > MOST_BYTES:
            found = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        elif not self._is_open(scope, headers) and not self._has_cookie(headers.get("cookie", "")):
            found = HTTPStatus.UNAUTHORIZED
        return found

    def _is_from_us(self, scope: Scope, headers: Mapping[str, str]) -> bool:
        """Whether no other page sent it: what changes something says so itself, for we have no other users."""
        ours = f"http://127.0.0.1:{self.port}"
        origin, site = headers.get("origin"), headers.get("sec-fetch-site")
        if origin not in (None, ours):
            return False
        return scope["method"] in _READING or site == "same-origin" or (site is None and origin == ours)

    def _is_open(self, scope: Scope, headers: Mapping[str, str]) -> bool:
        """Whether it is answered to anybody: the entrance, which asks for the code, and the way to the one host."""
        is_entrance = scope["path"] == ENTRANCE and scope["method"] == "GET"
        return is_entrance or (headers["host"] == f"localhost:{self.port}" and scope["method"] in _READING)

    def _has_cookie(self, told: str) -> bool:
        try:
            morsel = SimpleCookie(told).get(self.cookie_name)
        except CookieError:
            return False
        return morsel is not None and secrets.compare_digest(morsel.value.encode(), self.keys.cookie.encode())

    async def _send_home(self, send: Send) -> None:
        where = f"http://127.0.0.1:{self.port}/".encode()
        await send(
            {"type": "http.response.start", "status": 308, "headers": [(b"location", where), *_HEADERS]}
        )
        await send({"type": "http.response.body", "body": b""})


def _read_headers(scope: Scope) -> dict[str, str]:
    """Return the headers by name; one that decides and comes twice is none of ours, whatever it says."""
    found: dict[str, str] = {}
    for name, value in scope["headers"]:
        key = name.decode("latin-1").lower()
        if key in found and key in ("host", "origin", "sec-fetch-site", "content-length"):
            found[key] = ""
            continue
        found[key] = f"{found[key]}; {value.decode('latin-1')}" if key in found else value.decode("latin-1")
    return found


def _sealed(send: Send) -> Send:
    """Return what sends with our headers, in place of those that were set."""
    names = {name for name, _ in _HEADERS}

    async def send_sealed(message: Message) -> None:
        if message["type"] == "http.response.start":
            others = [
                (name, value) for name, value in message.get("headers", ()) if name.lower() not in names
            ]
            message = {**message, "headers": [*others, *_HEADERS]}
        await send(message)

    return send_sealed


def _limited(receive: Receive) -> Receive:
    """Return what receives no more than the most bytes: a body in pieces says its length nowhere."""
    taken = 0

    async def receive_limited() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        return {"type": "http.disconnect"} if taken > MOST_BYTES else message

    return receive_limited


async def _refuse(send: Send, status: HTTPStatus) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), *_HEADERS]
    await send({"type": "http.response.start", "status": status.value, "headers": headers})
    await send({"type": "http.response.body", "body": f"{_REFUSED}\n".encode()})
