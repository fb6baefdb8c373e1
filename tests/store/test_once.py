"""A call reads each file once, parses each text once and resolves each state of a model once: counted at the seams."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from piaflow.app.impacts import impact
from piaflow.app.loading import load as load_model
from piaflow.app.model import Model
from piaflow.store.load import Loader, load
from tests.cli.calling import call

MINATO = Path(__file__).parents[1] / "fixtures" / "minato.yaml"
_DONE = {
    "CSafeLoader.__init__": "parsed",
    "spell_names": "resolved",
    "fill_facts": "projected",
}


class _Opened:
    """The model files that are opened while somebody listens: an audit hook stays for good, so there is one."""

    def __init__(self) -> None:
        self.listening: Counter[str] | None = None

    def __call__(self, event: str, told: tuple[Any, ...]) -> None:
        # `open` tells of itself with its mode, and once more as `os.open` without one.
        if event == "open" and self.listening is not None and told[1] == "r":
            path = str(told[0])
            if path.endswith(".yaml"):
                self.listening[Path(path).name] += 1


_OPENED = _Opened()
sys.addaudithook(_OPENED)


@contextmanager
def counting() -> Iterator[Counter[str]]:
    """Count what is done to model files: how often each is opened, and what is made of them."""
    done: Counter[str] = Counter()

    def count(frame: Any, event: str, _told: Any) -> None:
        name = _DONE.get(frame.f_code.co_qualname) if event == "call" else None
        if name:
            done[name] += 1

    before = sys.getprofile()
    _OPENED.listening = done
    sys.setprofile(count)
    try:
        yield done
    finally:
        sys.setprofile(before)
        _OPENED.listening = None


def _count(work: Callable[[], Any]) -> dict[str, int]:
    """Return what the second of two calls did: what is kept for the whole process is there by then."""
    work()
    with counting() as done:
        work()
    return dict(done)


@pytest.fixture
def chain(tmp_path: Path) -> list[Path]:
    """A model and four changes, each on the one before; no change calls anything by what the model says of it."""
    files = [tmp_path / f"c{i}.yaml" for i in range(5)]
    files[0].write_text(MINATO.read_text(encoding="utf-8"), encoding="utf-8")
    for i, file in enumerate(files[1:], 1):
        text = f"base: c{i - 1}.yaml\nadd: {{systems: {{追加{i}: {{}}}}}}\namend: {{assessment: {{number: '{i}'}}}}\n"
        file.write_text(text, encoding="utf-8")
    return files


OPENED = {f"c{i}.yaml": 1 for i in range(5)}


@pytest.mark.parametrize("read", [load, load_model])
def test_loading_a_chain_of_five_resolves_once(read: Callable[[Path], Any], chain: list[Path]) -> None:
    assert read(chain[-1]).systems[-1].name == "追加4"
    assert _count(lambda: read(chain[-1])) == {**OPENED, "parsed": 5, "resolved": 1}


ASKED = {
    "show": ("--format", "json"),
    "check": ("--format", "json"),
    "trace": ("--item", "個人番号"),
    "todo": ("--format", "json"),
}


def _call(command: str, *files: Path) -> None:
    done = call(command, *map(str, files), *ASKED.get(command, ()))
    assert done.exit_code in (0, 1), done.output


@pytest.mark.parametrize("command", [*ASKED, "form"])
def test_a_command_on_a_chain_of_five_does_no_more(command: str, chain: list[Path]) -> None:
    done = _count(lambda: _call(command, chain[-1]))
    projected = done.pop("projected", 0)
    assert done == {**OPENED, "parsed": 5, "resolved": 1}
    assert projected <= 1


@pytest.mark.slow
@pytest.mark.parametrize("command", ASKED)
def test_a_base_given_beside_its_change_is_read_once(command: str, chain: list[Path]) -> None:
    for files in ((chain[0], chain[-1]), (chain[-1], chain[0])):
        done = _count(lambda files=files: _call(command, *files))  # type: ignore[misc]
        done.pop("projected", 0)
        assert done == {**OPENED, "parsed": 5, "resolved": 2}


@pytest.mark.slow
@pytest.mark.parametrize("given", [(-1,), (-2, -1)])
def test_the_impact_of_a_change_resolves_the_states_before_and_after(
    given: tuple[int, ...], chain: list[Path]
) -> None:
    """To be compared, the state before is put into the order of the one after: that is a third value at most.

    Each is written on the form as its file has it, for what is printed, and for the rules in the order of print.
    """
    files = [chain[i] for i in given]
    done = _count(lambda: _call("impact", *files))
    assert done.pop("projected", 0) <= 4
    assert done.pop("resolved") <= 3
    assert done == {**OPENED, "parsed": 5}


def test_a_base_is_resolved_where_a_change_calls_its_flows(chain: list[Path]) -> None:
    flow = load(chain[0]).flow_ids[0]
    for i, file in enumerate(chain[2:], 1):
        text = f"base: c{i}.yaml\namend: {{flows: {{{flow}: {{timing: 毎日}}}}}}\n"
        file.write_text(text, encoding="utf-8")
    assert _count(lambda: load(chain[-1])) == {**OPENED, "parsed": 5, "resolved": 4}

    def resolve_base() -> None:
        base = Loader().open(chain[-1]).base
        assert base is not None
        _ = base.assessment

    assert _count(resolve_base) == {**OPENED, "parsed": 5, "resolved": 3}


def test_texts_are_placed_in_the_form_once_when_a_model_is_loaded(tmp_path: Path) -> None:
    file = tmp_path / "m.yaml"
    texts = "texts: {Ⅲ.住民基本台帳ファイル.2.リスク2: 記載}\n"
    file.write_text(MINATO.read_text(encoding="utf-8") + texts, encoding="utf-8")
    opened = {"m.yaml": 1, "parsed": 1, "resolved": 1}
    assert _count(lambda: load_model(file)) == {**opened, "projected": 1}
    assert _count(lambda: _call("form", file)) == {**opened, "projected": 2}


def test_a_model_is_itself_as_a_model(chain: list[Path]) -> None:
    model = load_model(chain[0])
    assert _count(lambda: Model.of(model)) == {}
    assert _count(lambda: impact(model, model).to_dict()).get("resolved", 0) == 0
