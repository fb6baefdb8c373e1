"""The desk in Chromium: to the first paint, to the picture, and from a key to the picture that shows it."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from piaflow.app.loading import list_models
from piaflow.serve.guard import ENTRANCE
from tests.browser.chromium import CHROMIUM, Tab, start_chromium
from tests.serve.calling import Desk, run_desk

MODELS = Path(__file__).parents[1] / "models"
_KEYS = 5
_PAINT = (
    "performance.getEntriesByType('paint').find((one) => one.name === 'first-contentful-paint')?.startTime"
)
_TYPE = """new Promise((done) => {
  const picture = document.getElementById('picture');
  const fields = [...document.querySelectorAll('#table-flows tbody td[data-head="矢印の言葉"] textarea')];
  const field = fields.find((one) => one.value && picture.textContent.includes(one.value));
  if (!field) { done(null); return; }
  const start = performance.now();
  const seen = new MutationObserver(() => { seen.disconnect(); done(performance.now() - start); });
  seen.observe(document.body, {attributes: true, attributeFilter: ['data-picture']});
  field.focus();
  field.value += '試';
  field.dispatchEvent(new InputEvent('input', {bubbles: true}));
})"""


def time_serving() -> None:
    """Every model of models/ with a picture: opened twice, the second time as a person finds it; then five keys."""
    if not CHROMIUM:
        print("no chromium on this machine")
        return
    with tempfile.TemporaryDirectory() as kept:
        folder = Path(shutil.copytree(MODELS, Path(kept) / "models"))
        for again in (False, True):
            with (
                run_desk(folder, Path(kept) / "state") as desk,
                start_chromium(Path(kept) / f"{again}") as tab,
            ):
                tab.look(1280, 900)
                tab.visit(f"http://{desk.host}{ENTRANCE}?code={desk.keys.code}")
                for path in list_models(folder):
                    _time(tab, desk, path, types=again)


def _time(tab: Tab, desk: Desk, path: Path, *, types: bool) -> None:
    with tab.another() as page:
        page.look(1280, 900)
        name = desk.room.name(path)
        page.visit(f"http://{desk.host}{desk.page(name)}")
        page.wait(f"({_PAINT}) !== undefined && document.body.dataset.picture !== undefined")
        shown = page.run("performance.getEntriesByName('piaflow-shown')[0].startTime")
        picture = page.run(
            "performance.getEntriesByType('mark').find((m) => m.name.startsWith('piaflow-picture'))?.startTime"
        )
        told = [
            f"paint {_tell(page.run(_PAINT))}",
            f"form {_tell(shown)}",
            f"picture {_tell(picture or shown)}",
        ]
        has_flows = page.run("document.querySelector('#picture svg') !== null")
        if types and has_flows:
            page.wait("document.body.dataset.answers !== undefined")
            page.click("[data-view='table-flows']")
            found = (page.run(_TYPE) for _ in range(_KEYS))
            keys = [one for one in found if one is not None]
            told += (
                [f"from a key to the picture {_tell(median(keys))}, at most {_tell(max(keys))}"]
                if keys
                else []
            )
        print(f"{name}{', opened again' if types else ''}: {', '.join(told)}", flush=True)


def _tell(milliseconds: Any) -> str:
    return f"{milliseconds / 1000:.2f} s"
