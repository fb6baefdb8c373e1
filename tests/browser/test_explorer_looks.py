"""How the explorer looks and feels: narrow and wide, light and dark, on paper, and with names that try to break out."""

from __future__ import annotations

import json
from base64 import b64decode
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.browser.chromium import Tab
from tests.browser.test_explorer import SHOWN, choose, search, text
from tests.cli.calling import MINATO, call

TALL = Path(MINATO).parents[2] / "models/takatsuki/yobosesshu.yaml"

_CONTRAST = """(() => {
  const parse = (colour) => {
    const found = colour.match(/[\\d.]+/g).map(Number);
    const scale = colour.startsWith('color(') ? 255 : 1;
    return [found[0] * scale, found[1] * scale, found[2] * scale, found[3] ?? 1];
  };
  const ground = (part) => {
    for (let one = part; one; one = one.parentElement) {
      const colour = parse(getComputedStyle(one).backgroundColor);
      if (colour[3] === 1) return colour;
    }
    return [255, 255, 255, 1];
  };
  const light = (colour) => colour.slice(0, 3).map((value) => value / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
    .reduce((sum, value, place) => sum + value * [0.2126, 0.7152, 0.0722][place], 0);
  const isText = (part) => [...part.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  const parts = [...document.querySelectorAll('body *')]
    .filter((part) => !part.closest('svg, script') && part.checkVisibility() && isText(part));
  const field = document.querySelector('.search');
  return [...parts.map((part) => [part]), [field, '::placeholder']].map(([part, pseudo]) => {
    const [one, other] = [light(parse(getComputedStyle(part, pseudo).color)), light(ground(part))];
    return [(Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05), part.className, part.textContent.slice(0, 20)];
  });
})()"""


def _open_everything(tab: Tab) -> None:
    """Show as many kinds of text as the page has."""
    choose(tab, ".trace", "個人番号")
    tab.run("for (const part of document.querySelectorAll('details')) part.open = true")
    tab.click("[data-play=next]")
    search(tab, "システム")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_all_text_stands_out_from_its_ground(tab: Tab, changed: Path, width: int, dark: bool) -> None:
    tab.look(width, 844, dark=dark)
    tab.open(changed)
    _open_everything(tab)
    found = tab.run(_CONTRAST)
    assert len(found) > 100
    assert [one for one in found if one[0] < 4.5] == []


def test_dark_and_light_are_two_looks(tab: Tab, plain: Path) -> None:
    grounds = []
    for dark in (False, True):
        tab.look(1280, 900, dark=dark)
        tab.open(plain)
        grounds.append(tab.run("getComputedStyle(document.body).backgroundColor"))
    assert len(set(grounds)) == 2


@pytest.mark.slow
@pytest.mark.parametrize("page", ["plain", "changed", "hostile"])
@pytest.mark.parametrize("width", [390, 768, 1280])
def test_nothing_stands_out_to_the_side(
    tab: Tab, page: str, width: int, request: pytest.FixtureRequest
) -> None:
    tab.look(width, 844)
    tab.open(request.getfixturevalue(page))
    _open_everything(tab)
    assert tab.run("document.documentElement.scrollWidth") <= width


def test_controls_are_large_enough_for_a_finger(tab: Tab, changed: Path) -> None:
    tab.look(390, 844)
    tab.open(changed)
    small = tab.run(
        "[...document.querySelectorAll('.tools button, .tools select, .tools input, .bar button')]"
        ".filter((part) => part.checkVisibility()).filter((part) => part.getBoundingClientRect().height < 43)"
        ".map((part) => part.outerHTML)"
    )
    assert small == []


def test_every_control_has_a_name_for_a_screen_reader(tab: Tab, changed: Path) -> None:
    tab.look(1280, 900)
    tab.open(changed)
    tab.call("Accessibility.enable")
    nodes = tab.call("Accessibility.getFullAXTree")["nodes"]
    tab.call("Accessibility.disable")
    named = {"button", "tab", "combobox", "searchbox", "toolbar", "tablist", "tabpanel"}
    controls = [n for n in nodes if not n.get("ignored") and n["role"]["value"] in named]
    assert {n["role"]["value"] for n in controls} >= {"button", "tab", "combobox", "searchbox", "tabpanel"}
    assert [n for n in controls if not n["name"]["value"].strip()] == []
    boxes = {n["name"]["value"] for n in controls if n["role"]["value"] == "button"}
    assert "既存住基システム（システム）" in boxes
    assert tab.run("document.querySelector('.told').getAttribute('aria-live')") == "polite"


def test_a_screen_reader_hears_from_where_to_where_a_flow_goes_and_how_far_a_trace_gets(
    tab: Tab, plain: Path
) -> None:
    tab.look(1280, 900)
    tab.open(plain)
    choose(tab, ".trace", "個人番号")
    tab.call("Accessibility.enable")
    nodes = [n for n in tab.call("Accessibility.getFullAXTree")["nodes"] if not n.get("ignored")]
    tab.call("Accessibility.disable")
    told = {n["name"]["value"]: n.get("description", {}).get("value", "") for n in nodes}
    (flow,) = (name for name in told if name.startswith("1-② 窓口端末 → 既存住基システム"))
    assert told[flow] == told["既存住基システム（システム）"] == "届く"
    choose(tab, ".trace", "")
    assert tab.run("document.querySelectorAll('[aria-description]').length") == 0


def test_the_focus_can_be_seen(tab: Tab, plain: Path) -> None:
    tab.look(1280, 900)
    tab.open(plain)
    tab.press("Tab")
    for _ in range(12):
        width = "parseFloat(getComputedStyle(document.activeElement).outlineWidth)"
        drawn = "document.activeElement.matches('g.box')"
        assert tab.run(f"{drawn} || {width} >= 2"), tab.run("document.activeElement.outerHTML.slice(0, 200)")
        tab.press("Tab")


def test_a_print_holds_the_picture_and_no_controls(tab: Tab, plain: Path) -> None:
    tab.look(800, 1100, media="print")
    tab.open(plain)
    choose(tab, ".trace", "個人番号")
    seen = "['.search', '.player', '.bar', '.told', '.tabs'].filter((s) => document.querySelector(s).checkVisibility())"
    assert tab.run(seen) == []
    assert tab.run(f"document.querySelector('{SHOWN} svg').checkVisibility()")
    assert tab.run("document.querySelector('.legend').checkVisibility()")
    assert tab.run("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    told = tab.call("Page.printToPDF", preferCSSPageSize=True)["data"]
    assert told.startswith("JVBERi")


def test_a_print_without_open_tables_has_no_heading_for_them(tab: Tab, plain: Path) -> None:
    tab.look(800, 1100, media="print")
    tab.open(plain)
    seen = "document.querySelector('.entries:not([hidden]) h2').checkVisibility()"
    assert tab.run(seen) is False
    tab.run("document.querySelector('.entries:not([hidden]) details').open = true")
    assert tab.run(seen) is True


@pytest.mark.slow
def test_a_tall_picture_and_its_title_share_a_printed_page(tab: Tab, tmp_path: Path) -> None:
    page = tmp_path / "tall.html"
    assert call("draw", TALL, "-o", page).exit_code == 0
    tab.look(1280, 900)
    tab.open(page)
    told = tab.call("Page.printToPDF", landscape=True)["data"]
    first = PdfReader(BytesIO(b64decode(told))).pages[0].extract_text()
    assert "（別添１）事務の内容" in first
    assert "凡例" in first


@pytest.mark.slow
@pytest.mark.parametrize("model", ["iizuka/juki.yaml", "takatsuki/yobosesshu.yaml"])
def test_the_smallest_letters_can_be_read_at_first_sight_and_what_is_chosen_is_told_in_view(
    tab: Tab, tmp_path: Path, model: str
) -> None:
    page = tmp_path / "page.html"
    assert call("draw", f"models/{model}", "--view", "annex1", "-o", page).exit_code == 0
    tab.look(1280, 900)
    tab.open(page)
    least = f"""(() => {{
      const svg = document.querySelector('{SHOWN} svg');
      const sizes = [...svg.querySelectorAll('text')].map((text) => parseFloat(getComputedStyle(text).fontSize));
      return Math.min(...sizes) * svg.getScreenCTM().a;
    }})()"""
    assert tab.run(least) >= 9
    tab.click("[data-play=next]")
    tab.wait("document.querySelector('.side .close') !== null")
    side = tab.run(
        "(({top, bottom}) => [top, bottom])(document.querySelector('.side').getBoundingClientRect())"
    )
    assert 0 <= side[0] < side[1] <= 900


def test_on_a_narrow_screen_what_is_chosen_becomes_large_enough_to_read(tab: Tab, plain: Path) -> None:
    tab.look(390, 844)
    tab.open(plain)
    height = f"document.querySelector('{SHOWN} .arrow.lit') && document.querySelector('{SHOWN} svg').getScreenCTM().a * 9"
    tab.click("[data-play=next]")
    assert tab.run(height) >= 9
    shown = f"""(() => {{
      const inner = document.querySelector('{SHOWN} .arrow.lit').getBoundingClientRect();
      const outer = document.querySelector('{SHOWN} .sheet').getBoundingClientRect();
      const [x, y] = [inner.x + inner.width / 2, inner.y + inner.height / 2];
      return outer.left < x && x < outer.right && outer.top < y && y < outer.bottom;
    }})()"""
    assert tab.run(shown)


def test_the_wheel_keys_and_mouse_move_the_picture(tab: Tab, plain: Path) -> None:
    tab.look(1280, 900)
    tab.open(plain)
    tab.run(f"document.querySelector('{SHOWN} .sheet').scrollIntoView({{ block: 'center' }})")
    x, y = tab.run(
        f"(() => {{ const r = document.querySelector('{SHOWN} .sheet').getBoundingClientRect();"
        " return [r.x + r.width / 3, r.y + 30]; })()"
    )
    whole = _see(tab)
    tab.mouse("mouseWheel", x, y, deltaX=0, deltaY=-60, modifiers=2)
    tab.wait(f"document.querySelector('{SHOWN} svg').getAttribute('viewBox') !== {json.dumps(whole)}")
    near = _see(tab)
    tab.mouse("mousePressed", x, y)
    tab.mouse("mouseMoved", x + 60, y + 40, pressed=True)
    tab.mouse("mouseReleased", x + 60, y + 40)
    assert _see(tab) != near
    tab.run(f"document.querySelector('{SHOWN} .sheet').focus()")
    tab.press("0")
    assert _numbers(_see(tab)) == _numbers(whole)
    tab.press("+")
    assert _numbers(_see(tab))[2] < _numbers(whole)[2]


def test_two_fingers_zoom(tab: Tab, plain: Path) -> None:
    tab.look(390, 844)
    tab.open(plain)
    tab.run(f"document.querySelector('{SHOWN} .sheet').scrollIntoView({{ block: 'center' }})")
    x, y = tab.run(
        f"(() => {{ const r = document.querySelector('{SHOWN} .sheet').getBoundingClientRect();"
        " return [r.x + r.width / 2, r.y + r.height / 2]; })()"
    )
    whole = _numbers(_see(tab))
    for kind, apart in (("touchStart", 20), ("touchMove", 60), ("touchMove", 90)):
        points = [{"x": x - apart, "y": y, "id": 1}, {"x": x + apart, "y": y, "id": 2}]
        tab.call("Input.dispatchTouchEvent", type=kind, touchPoints=points)
    tab.call("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])
    assert _numbers(_see(tab))[2] < whole[2] / 2


def _see(tab: Tab) -> str:
    return str(tab.run(f"document.querySelector('{SHOWN} svg').getAttribute('viewBox')"))


def _numbers(view: str) -> list[float]:
    return [float(number) for number in view.split()]


def test_hostile_names_appear_as_text_everywhere(tab: Tab, hostile: Path) -> None:
    tab.look(1280, 900)
    tab.open(hostile)
    name = "</script><img src=x onerror=alert(1)>"
    assert name in search(tab, "onerror")
    tab.press("Enter")
    assert text(tab, ".side h3") == name
    assert "<i>番号法</i>" in text(tab, ".side")
    assert "<script>ファイル</script>" in text(tab, ".side")
    _open_everything(tab)
    choose(tab, "[data-filter=item]", "<u>項目</u>")
    for number in (1, 2):
        tab.click(f"[role=tab]:nth-child({number})")
    strange = "document.querySelectorAll('img, b, i:not(.sample i), u, s, a, iframe, svg svg, [onclick], [onload]').length"
    assert tab.run(strange) == 0
    assert tab.run("document.scripts.length") == 2
    assert tab.run("document.title").startswith("<img src=x onerror=alert(1)>市長")
    assert (tab.errors, tab.requests) == ([], [hostile.as_uri()])


def test_a_script_that_got_in_would_not_run(tab: Tab, hostile: Path) -> None:
    tab.look(1280, 900)
    tab.open(hostile)
    tab.run(
        "window.ran = false; const script = document.createElement('script');"
        " script.textContent = 'window.ran = true'; document.body.append(script)"
    )
    assert tab.run("window.ran") is False
    assert any("Content Security Policy" in error for error in tab.errors)
