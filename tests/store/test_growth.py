"""Work grows with the size of a model file, not with its square: counted in calls, not in seconds."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from piaflow.app.findings import check
from piaflow.app.model import Model
from piaflow.errors import InputError
from piaflow.layout.text import break_lines
from piaflow.store.chain import MOST_BASES
from piaflow.store.load import load, parse

HEAD = "assessment: {body: 市長, procedure: 事務}\n"
# Fourfold the size: four times the work and some, where the square would be sixteen.
MOST = 6.5


def count_calls(work: Callable[[], Any]) -> int:
    """Return how many functions the work calls, those written in C too."""
    calls = 0

    def count(_frame: Any, event: str, _told: Any) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return calls


def _load(text: str) -> None:
    try:
        parse(text, "m.yaml")
    except InputError as error:
        str(error)


def _rows(section: str, row: Callable[[int], str], count: int) -> str:
    return f"{section}:\n" + "".join(f"  {row(i)}\n" for i in range(count))


TEXTS: dict[str, Callable[[int], str]] = {
    "zones in each other": lambda n: _rows("zones", lambda i: f"z{i}: {{parent: '{f'z{i - 1}' if i else ''}'}}", n),
    "a ring of zones": lambda n: _rows("zones", lambda i: f"z{i}: {{parent: z{(i + 1) % n}}}", n),
    "groups in each other": lambda n: _rows("items", lambda i: f"g{i}: {{members: [{f'g{i - 1}' if i else '氏名'}]}}", n),
    "a ring of groups": lambda n: _rows("items", lambda i: f"g{i}: {{members: [g{(i + 1) % n}]}}", n),
    "wrong keys": lambda n: _rows("systems", lambda i: f"s{i}: {{nubmer: 1}}", n),
    "wrong choices": lambda n: _rows("systems", lambda i: f"s{i}: {{kind: シス}}", n),
    "one name in two widths": lambda n: _rows("systems", lambda i: f"s{i}: {{}}\n  ｓ{i}: {{}}", n),
    "files": lambda n: "systems: {a: {}}\n" + _rows("files", lambda i: f"f{i}: {{holder: a}}", n),
    "flows alike": lambda n: "systems: {a: {}, b: {}}\n" + _rows("flows", lambda _: "- {from: a, to: b}", n),
    "shared defaults": lambda n: "parties:\n  k: &k {kind: 部署}\n" + "".join(f"  p{i}: {{<<: *k}}\n" for i in range(n)),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("kind", TEXTS)
def test_loading_grows_with_the_text(kind: str) -> None:
    make = TEXTS[kind]
    _load(HEAD + make(100))  # what is made once, is made here
    few, many = (count_calls(lambda n=n: _load(HEAD + make(n))) for n in (100, 400))  # type: ignore[misc]
    assert many < MOST * few


SAID: dict[str, Callable[[int], str]] = {
    "one contract on all": lambda n: (
        _rows("systems", lambda i: f"s{i}: {{}}", n)
        + _rows("flows", lambda i: f"- {{from: s{i}, to: s{(i + 1) % n}}}", n)
        + f"contracts: [{{forbid: [{', '.join(f's{i}' for i in range(n))}]}}]\n"
    ),
    "departments": lambda n: (
        "systems: {a: {}}\n" + _rows("files", lambda i: f"f{i}: {{holder: a, department: 果{i}}}", n)
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", SAID)
def test_what_a_check_prints_grows_with_the_findings_and_not_with_their_names(kind: str) -> None:
    def said(n: int) -> str:
        head = HEAD.replace("務}", f"務, departments: [{', '.join(f'課{i}' for i in range(n))}]}}")
        return str(check([parse(head + SAID[kind](n))]))

    few, many = said(50), said(200)
    assert len(many) > len(few)  # a contract broken at n places is one finding, with its instances inside
    assert len(many) < MOST * len(few)
    assert max(map(len, many.splitlines())) < 110


def test_what_a_trace_prints_of_a_long_way_is_its_ends() -> None:
    def said(n: int) -> str:
        chain = _rows("flows", lambda i: f"- {{from: s{i}, to: s{i + 1}, items: [個人番号]}}", n - 1)
        return str(
            Model.of(parse(HEAD + _rows("systems", lambda i: f"s{i}: {{}}", n) + chain)).trace("個人番号")
        )

    few, many = said(50), said(200)
    assert len(many) < MOST * len(few)
    told = "".join(many.split())
    assert "s0→s1→s2→s3→s4→s5→（間に流れ2本）→s8→s9→s10→s11→s12" in told
    assert "s0→s1→s2→s3→s4→s5→s6→s7→s8→s9→s10→s11" in told


def _conversions(n: int) -> str:
    return (
        _rows("systems", lambda i: f"s{i}: {{}}", n + 1)
        + _rows("items", lambda i: f"番号{i}: {{}}", n + 1)
        + _rows("conversions", lambda i: f"- {{at: s{i}, from: 番号{i}, to: 番号{i + 1}}}", n)
        + _rows("flows", lambda i: f"- {{from: s{i}, to: s{i + 1}, items: [番号{i + 1}]}}", n)
    )


def test_a_trace_of_what_is_made_into_another_again_and_again_costs_by_the_forms_that_are_somewhere() -> None:
    def work(n: int) -> int:
        model = Model.of(parse(HEAD + _conversions(n)))
        return count_calls(lambda: model.trace("番号0").to_json())

    work(20)
    few, many = work(100), work(400)
    assert many < MOST * few


def test_what_a_trace_prints_of_contractors_that_no_entry_names_is_a_row_for_each() -> None:
    def said(n: int) -> str:
        parties = _rows("parties", lambda i: f"c{i}: {{kind: 委託先}}", n)
        entries = "".join(f"      委託事項{i + 1}: {{subject: x}}\n" for i in range(n))
        files = (
            f"files:\n  台帳:\n    holder: s\n    main_items: {{個人番号: yes}}\n    entrustments:\n{entries}"
        )
        return str(
            Model.of(parse(f"{HEAD}{parties}systems: {{s: {{number: 1}}}}\n{files}")).trace("個人番号")
        )

    few, many = said(30), said(120)
    assert len(many) < MOST * len(few)
    assert "ほか100件（全部は--formatjsonに）" in "".join(many.split())


def _chain(folder: Path, count: int) -> Path:
    """Write a model and change files that each change its number of people, one on the other; return the last."""
    (folder / "c0.yaml").write_text(HEAD, encoding="utf-8")
    for i in range(1, count):
        amend = f"base: c{i - 1}.yaml\namend: {{assessment: {{number: '{i}'}}}}\n"
        (folder / f"c{i}.yaml").write_text(amend, encoding="utf-8")
    return folder / f"c{count - 1}.yaml"


def test_a_chain_of_changes_costs_by_its_files(tmp_path: Path) -> None:
    assert load(_chain(tmp_path, 10)).overview.number == "9"
    few, many = (count_calls(lambda n=n: load(_chain(tmp_path, n))) for n in (20, 80))  # type: ignore[misc]
    assert many < 4.5 * few


def test_a_chain_of_changes_without_end_is_refused_in_one_line(tmp_path: Path) -> None:
    assert load(_chain(tmp_path, MOST_BASES)).overview.number == str(MOST_BASES - 1)
    with pytest.raises(InputError, match="上限 200 ファイル") as caught:
        load(_chain(tmp_path, MOST_BASES + 1))
    assert len(caught.value.problems) == 1


def test_advice_on_wrong_names_is_given_until_its_looks_are_used_up() -> None:
    ends = _rows("parties", lambda i: f"窓口{i}: {{kind: 部署}}", 1_000)
    flows = _rows("flows", lambda i: f"- {{from: 窓口{i}, to: 窓{i}}}", 1_000)
    told = _complaint(HEAD + ends + flows).splitlines()
    assert len(told) == 1_000
    advised = [line for line in told if "もしかして" in line]
    assert 10 < len(advised) < 50
    assert told[: len(advised)] == advised


def test_equal_complaints_are_told_at_the_first_places_and_counted() -> None:
    ends = "systems: {機械: {}, 端末: {}}\n"
    told = _complaint(HEAD + ends + _rows("flows", lambda _: "- {from: 機戒, to: 端末}", 500)).splitlines()
    assert [line.partition(": ")[0] for line in told] == ["<text>:4:6", "<text>:5:6", "<text>:6:6"]
    assert told[-1].endswith("名前「機戒」はありません（もしかして: 機械）（同じことがほかに497か所）")
    with pytest.raises(InputError) as caught:
        parse(HEAD + ends + _rows("flows", lambda _: "- {from: 機戒, to: 端末}", 4))
    assert len(str(caught.value).splitlines()) == len(caught.value.problems) == 4


def test_the_ends_of_all_chains_of_bodies_are_found_at_once() -> None:
    def find_all(n: int) -> Callable[[], Any]:
        model = parse(
            HEAD
            + _rows("parties", lambda i: f"p{i}: {{kind: 部署, body: {f'p{i - 1}' if i else '市長'}}}", n)
        )
        return lambda: [model.institution(f"p{i}") for i in range(n)]

    assert find_all(50)() == ["市長"] * 50
    few, many = (count_calls(find_all(n)) for n in (50, 200))
    assert many < MOST * few


def test_notes_without_end_load() -> None:
    few, many = (
        count_calls(lambda n=n: _load(HEAD.replace("務}", "務, notes: [" + "注, " * n + "]}")))  # type: ignore[misc]
        for n in (500, 2_000)
    )
    assert many < MOST * few


@pytest.mark.slow
def test_the_members_of_3000_groups_in_each_other_are_found() -> None:
    items = TEXTS["groups in each other"](3_000)
    model = parse(HEAD + items)
    assert len(model.vocabulary.expand(["g2999"])) == 3_001
    assert "自分自身を含みます" in _complaint(HEAD + TEXTS["a ring of groups"](1_000))


def _complaint(text: str) -> str:
    with pytest.raises(InputError) as caught:
        parse(text)
    return str(caught.value)


def test_frames_in_each_other_are_drawn_in_linear_time() -> None:
    def pictures(n: int) -> Callable[[], Any]:
        inner = f"systems: {{a: {{zone: z{n - 1}}}, b: {{}}}}\nflows: [{{from: a, to: b, items: [氏名]}}]\n"
        model = Model.of(parse(HEAD + TEXTS["zones in each other"](n) + inner))
        return lambda: model.pictures("topology")

    pictures(20)()
    few, many = (count_calls(pictures(n)) for n in (50, 200))
    assert many < MOST * few


@pytest.mark.slow
def test_a_text_without_end_is_broken_in_linear_time() -> None:
    few, many = (count_calls(lambda n=n: break_lines("届出を受け付ける" * n, 9, 300)) for n in (100, 400))  # type: ignore[misc]
    assert many < MOST * few
