"""The guard: every route, with requests that no client library would send."""

from __future__ import annotations

from itertools import product

import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from piaflow.serve.guard import ENTRANCE, Keys
from piaflow.serve.room import Room
from piaflow.serve.routes import make_app
from tests.serve.calling import Desk

_SAFE = ("GET", "HEAD")


def _list_routes(desk: Desk) -> list[tuple[str, str]]:
    """Every route with its method, from the application itself: a new one is tried as soon as it is there."""
    inner = make_app(Room(desk.room.folder, desk.room.state), 1, Keys()).inner
    assert isinstance(inner, Starlette)
    key = desk.page("minato.yaml").removeprefix("/m/")
    routes = [route for route in inner.routes if isinstance(route, Route)]
    assert len(routes) == len(inner.routes), "only plain routes are guarded by these tests"
    found = []
    for route in routes:
        path = route.path.replace("{key}", key).replace("{name}", "start.js")
        found += [(method, path) for method in sorted(route.methods or ()) if method != "HEAD"]
    return found


def test_there_is_nothing_that_the_guard_lets_pass_without_the_cookie_but_its_entrance(desk: Desk) -> None:
    for method, path in _list_routes(desk):
        headers = {name: told for name, told in desk.own.items() if name != "Cookie"}
        answer = desk.send(method, path, headers)
        assert answer.status == (403 if path == ENTRANCE else 401), (method, path)


@pytest.mark.parametrize(
    "host",
    [
        "",
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example:{port}",
        "127.0.0.1",
        "127.0.0.1:1",
        "127.0.0.1:{port}.evil.example",
        "localhost:{port}@evil.example",
        "[::1]:{port}",
        "0.0.0.0:{port}",
        "127.1:{port}",
    ],
)
def test_every_route_refuses_a_host_that_is_not_exactly_its_own(desk: Desk, host: str) -> None:
    for method, path in _list_routes(desk):
        answer = desk.send(method, path, {**desk.own, "Host": host.format(port=desk.port)})
        assert answer.status in (400, 421), (method, path)


def test_a_request_without_a_host_or_with_two_is_refused(desk: Desk) -> None:
    without = {name: told for name, told in desk.own.items() if name != "Host"}
    twice = {**desk.own, "host": "evil.example"}
    for method, path in _list_routes(desk):
        assert desk.send(method, path, without).status in (400, 421)
        assert desk.send(method, path, twice).status in (400, 421)


def test_a_change_of_state_needs_to_come_from_our_own_page(desk: Desk) -> None:
    ours = f"http://{desk.host}"
    origins = (
        None,
        ours,
        "null",
        "http://evil.example",
        f"http://localhost:{desk.port}",
        f"https://{desk.host}",
    )
    sites = (None, "same-origin", "same-site", "cross-site", "none")
    bare = {name: told for name, told in desk.own.items() if name != "Sec-Fetch-Site"}
    changing = [(m, p) for m, p in _list_routes(desk) if m not in _SAFE]
    assert changing
    for (method, path), origin, site in product(changing, origins, sites):
        headers = {
            **bare,
            **({"Origin": origin} if origin else {}),
            **({"Sec-Fetch-Site": site} if site else {}),
        }
        may = origin in (None, ours) and (site == "same-origin" or (site is None and origin == ours))
        assert (desk.send(method, path, headers).status != 403) is may, (method, path, origin, site)


def test_reading_with_a_foreign_origin_is_refused_and_no_answer_is_for_others(desk: Desk) -> None:
    for method, path in _list_routes(desk):
        answer = desk.send(method, path, {**desk.own, "Origin": "http://evil.example"})
        assert answer.status == 403
        assert not [name for name in answer.headers if name.startswith("access-control-")]


def test_every_answer_bears_the_policy_errors_too(desk: Desk) -> None:
    paths = [(m, p, desk.own) for m, p in _list_routes(desk)]
    paths += [("GET", "/nothing", desk.own), ("GET", "/", {"Host": "evil.example"}), ("TRACE", "/", desk.own)]
    for method, path, headers in paths:
        told = desk.send(method, path, headers).headers
        assert told["cache-control"] == "no-store", (method, path)
        assert told["x-content-type-options"] == "nosniff"
        assert told["referrer-policy"] == "no-referrer"
        policy = told["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy


def test_the_code_opens_once_and_leaves_a_cookie_that_no_script_reads(desk: Desk) -> None:
    bare = {"Host": desk.host}
    code = desk.keys.code
    first = desk.send("GET", f"{ENTRANCE}?code={code}", bare)
    assert (first.status, first.headers["location"]) == (303, "/")
    cookie = first.headers["set-cookie"]
    assert cookie.startswith(f"piaflow-{desk.port}=")
    assert {"httponly", "samesite=strict", "path=/"} <= {part.strip().lower() for part in cookie.split(";")}
    assert desk.send("GET", f"{ENTRANCE}?code={code}", bare).status == 403
    assert desk.send("GET", f"{ENTRANCE}?code=", bare).status == 403
    assert desk.keys.code not in ("", code)


def test_a_cookie_of_another_port_or_another_value_opens_nothing(desk: Desk) -> None:
    good = desk.keys.cookie
    for told in (
        f"piaflow-1={good}",
        f"piaflow-{desk.port}=x",
        f"piaflow-{desk.port}={good}x",
        "\x01=;;",
        "é=é",
    ):
        assert desk.send("GET", "/", {"Host": desk.host, "Cookie": told}).status in (400, 401)


def test_localhost_is_led_to_the_one_host_whose_cookie_is_ours(desk: Desk) -> None:
    answer = desk.send("GET", "/", {"Host": f"localhost:{desk.port}"})
    assert (answer.status, answer.headers["location"]) == (308, f"http://{desk.host}/")
    assert desk.send("POST", "/new", {**desk.own, "Host": f"localhost:{desk.port}"}, b"{}").status in (
        308,
        401,
    )


def test_what_is_too_large_is_refused_by_its_length(desk: Desk) -> None:
    headers = {**desk.own, "Content-Type": "application/json", "Content-Length": "9000000"}
    assert desk.send("POST", "/new", headers).status == 413


@pytest.mark.parametrize(
    "path",
    [
        "/static/../guard.py",
        "/static/..%2fguard.py",
        "/static/%2e%2e/guard.py",
        "/static/..%5cguard.py",
        "/static/c:%5cwindows%5cwin.ini",
        "/static/start.js%00.css",
        "/static/start.js::$DATA",
        "/static/CON",
        "/m/..%2f..%2fetc%2fpasswd",
        "/m/minato.yaml",
        "//evil.example/m",
    ],
)
def test_no_path_leads_to_a_file_that_is_not_of_the_listing(desk: Desk, path: str) -> None:
    assert desk.get(path).status in (400, 404)


@pytest.mark.parametrize(
    "name",
    [
        "../out",
        "a/b",
        "a\\b",
        "C:out",
        "\\\\server\\share",
        "nul",
        "COM1.x",
        "a\0b",
        "a:b",
        "",
        ".hidden",
        "-x",
        "a.",
        "x" * 300,
    ],
)
def test_a_new_file_has_a_plain_name_in_the_folder(desk: Desk, name: str) -> None:
    told = {"from": "starter", "starter": "予防接種", "body": "みなと市長", "name": name}
    before = sorted(path.name for path in desk.room.folder.parent.rglob("*"))
    assert desk.post("/new", told).status == 400
    assert sorted(path.name for path in desk.room.folder.parent.rglob("*")) == before


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b"null", b'{"do": "nothing"}', b'{"do": ["type"]}', b'{"do": "type"}', b"\xff"]
)
def test_what_is_no_command_is_refused_in_one_line(desk: Desk, body: bytes) -> None:
    headers = {**desk.own, "Content-Type": "application/json"}
    answer = desk.send("POST", f"{desk.page('minato.yaml')}/edit", headers, body)
    assert answer.status == 400
    assert answer.json()["why"]


def test_a_form_of_another_page_is_no_command(desk: Desk) -> None:
    headers = {**desk.own, "Content-Type": "text/plain"}
    assert desk.send("POST", f"{desk.page('minato.yaml')}/edit", headers, b'{"do": "undo"}').status == 400
