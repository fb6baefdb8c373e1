"""A synthetic nation: bodies of the table of codes, with assessments made from the models and starters of the repository.

Towns are drawn by lot, and their contractors from a few that many have, as it is in fact; so bodies meet in them, in
their prefecture and in what the nation runs. The same seed gives the same nation, and more bodies only add to it.
"""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from attrs import frozen

from piaflow.app.loading import find_model_files
from piaflow.domain.assessment import Assessment
from piaflow.domain.choices import PartyKind
from piaflow.domain.names import fold
from piaflow.law.municipalities import LocalBody, list_bodies
from piaflow.store.dumping import to_data
from piaflow.store.load import load, parse
from piaflow.store.starters import find_templates, make_starter

DOCUMENTS = 10
"""Assessments of a body. Large cities have several times as many, villages fewer."""
SEED = 17
_MODELS = Path(__file__).parents[1] / "models"
_VENDORS = 40
_PROCEDURES = (
    *(
        "国民健康保険",
        "介護保険",
        "後期高齢者医療",
        "児童手当",
        "児童扶養手当",
        "障害福祉",
        "生活保護",
        "国民年金",
    ),
    *("固定資産税", "軽自動車税", "公営住宅", "母子保健", "就学援助", "災害対策", "健康増進", "保育"),
)
_PLAIN = "〔事務の名称〕"


@frozen
class _Source:
    """A model to make others from: its text, and the words in it that are of its own body."""

    text: str
    body: str
    code: str
    prefecture: str
    vendors: tuple[str, ...]


@cache
def _list_models() -> tuple[_Source, ...]:
    return tuple(_make_source(load(path)) for path in find_model_files(_MODELS))


@cache
def _list_starters() -> tuple[_Source, ...]:
    return tuple(
        _make_source(parse(make_starter(name, "みなと市長")))
        for name in find_templates()
        if name != _REGISTER
    )


_REGISTER = "住民基本台帳"


def _make_source(model: Assessment) -> _Source:
    prefectures = [
        p.name for p in model.parties if p.kind is PartyKind.PREFECTURE and fold(p.name)[-1] in "府県"
    ]
    return _Source(
        json.dumps(to_data(model), ensure_ascii=False),
        model.body.removesuffix("長"),
        model.overview.code or model.assessor.code,
        next((name for name in prefectures if name not in ("都道府県", "県")), ""),
        tuple(p.name for p in model.parties if p.kind is PartyKind.CONTRACTOR and p.name != "再委託先"),
    )


def make_texts(bodies: int, *, documents: int = DOCUMENTS, seed: int = SEED) -> Iterator[tuple[str, str]]:
    """Yield the assessments of so many bodies, each with a name for its file: body by body."""
    towns = [body for body in list_bodies() if body.name]
    random.Random(seed).shuffle(towns)  # noqa: S311 - a repeatable nation
    for town in itertools.islice(itertools.cycle(towns), bodies):
        dice = random.Random(f"{seed} {town.code}")  # noqa: S311
        for number in range(documents):
            yield f"{town.code}/{number:03d}.yaml", _make_text(town, number, dice)


def _make_text(town: LocalBody, number: int, dice: random.Random) -> str:
    source = _choose(number, dice)
    text = source.text.replace(source.body, town.name)
    if source.prefecture:
        text = text.replace(source.prefecture, town.prefecture)
    drawn: set[str] = set()
    for vendor in source.vendors:
        # what goes from one contractor to another goes to another one here too
        name = next(name for name in iter(lambda: draw_vendor(dice), "") if name not in drawn)
        drawn.add(name)
        text = text.replace(vendor, name)
    text = text.replace(_PLAIN, _PROCEDURES[number % len(_PROCEDURES)])
    data = json.loads(text)
    data["assessment"]["code"] = town.code
    if number == _ANY or number >= DOCUMENTS:
        data["assessment"]["procedure"] += f"（{number}）"
    return json.dumps(data, ensure_ascii=False)


_ANY = 1


def _choose(number: int, dice: random.Random) -> _Source:
    """Of ten documents two are like those that were read whole, the others as short as starters are, one after the other."""
    if number % DOCUMENTS == 0:
        return dice.choice([model for model in _list_models() if _REGISTER in model.text[:_HEAD]])
    if number % DOCUMENTS == _ANY:
        return dice.choice(_list_models())
    return _list_starters()[number % len(_list_starters())]


_HEAD = 400
"""Letters of a model's text in which its procedure stands."""


def draw_vendor(dice: random.Random) -> str:
    """Return an invented contractor: the first has a fifth of all, the last hardly any."""
    place = min(int(dice.paretovariate(0.7)), _VENDORS)
    return f"株式会社第{place:02d}情報サービス"


def make_models(bodies: int, *, documents: int = DOCUMENTS, seed: int = SEED) -> list[Assessment]:
    """Return the assessments of so many bodies."""
    return [parse(text, name) for name, text in make_texts(bodies, documents=documents, seed=seed)]


def write_nation(bodies: int, folder: Path, *, documents: int = DOCUMENTS, seed: int = SEED) -> int:
    """Write the model files of so many bodies below a folder, and return how many there are."""
    count = 0
    for name, text in make_texts(bodies, documents=documents, seed=seed):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        count += 1
    return count
