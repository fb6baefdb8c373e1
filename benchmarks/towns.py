"""Invented towns: ten documents each, which share their mayor and the systems of the nation; and one large model."""

from __future__ import annotations

import random

from piaflow import File, Flow, Item, ItemList, Model, Overview, Party, System, Zone
from piaflow.domain.choices import NodeKind, PartyKind

DOCUMENTS = 10
_ITEMS = ("個人番号", "4情報", "宛名番号", "住民票コード", "所得", "世帯情報", "障害の程度")
_OWN = tuple(Item(name) for name in ("所得", "世帯情報", "障害の程度"))


def make_documents(count: int) -> list[Model]:
    """Return the first `count` documents: ten of the first town, then ten of the next."""
    return [make_document(index // DOCUMENTS, index % DOCUMENTS) for index in range(count)]


def make_document(town: int, number: int) -> Model:
    """Return one document: people and a desk, two systems with a file, and the way to the nation's network."""
    mayor, work, desk = f"第{town:04d}市長", f"業務{number}システム", f"窓口{number}"
    name, file = f"第{town:04d}市", f"業務{number}ファイル"
    nation, shared = "地方公共団体情報システム機構", ItemList(("符号", "所得", "世帯情報"), complete=True)
    number_and_four = ItemList(("個人番号", "4情報"), complete=number % 2 == 0)
    return Model(
        Overview(mayor, f"事務{number:02d}"),
        zones=(Zone(name, owner=mayor),),
        parties=(
            Party(mayor, PartyKind.ASSESSOR, zone=name),
            Party("住民", PartyKind.PERSON),
            Party(nation, PartyKind.JLIS),
            Party("保守業者", PartyKind.CONTRACTOR),
        ),
        systems=(
            System(work, number="1", owner=mayor, zone=name),
            System(desk, kind=NodeKind.TERMINAL, owner=mayor, zone=name),
            System("統合宛名システム", number="2", entry="団体内統合宛名システム", owner=mayor, zone=name),
            System("中間サーバー", number="3", entry="中間サーバー", owner=nation),
        ),
        files=(File(file, work, records=ItemList(_ITEMS, complete=True)),),
        items=_OWN,
        flows=(
            Flow("住民", desk, items=number_and_four),
            Flow(desk, work, items=number_and_four),
            Flow(work, file, items=number_and_four),
            Flow(work, "統合宛名システム", items=ItemList(("個人番号", "宛名番号", "所得"), complete=True)),
            Flow("統合宛名システム", "中間サーバー", items=shared),
            Flow("中間サーバー", "統合宛名システム", items=shared),
            Flow(work, "保守業者", items=ItemList(("4情報",))),
        ),
    )


def make_large(systems: int) -> Model:
    """Return one model of so many systems, three flows from each to systems drawn by lot, the same at each call."""
    dice = random.Random(7)  # noqa: S311 - a repeatable model
    names = [f"システム{index}" for index in range(systems)]
    flows = [
        Flow(
            names[index],
            names[target],
            items=ItemList(tuple(dice.sample(_ITEMS, 3)), complete=dice.choice((True, False))),
        )
        for index in range(systems)
        for target in dice.sample(range(systems), 3)
        if target != index
    ]
    return Model(
        Overview("大市長", "大きな事務"),
        zones=tuple(Zone(f"領域{index}") for index in range(-(-systems // 10))),
        parties=(Party("大市長", PartyKind.ASSESSOR), Party("住民", PartyKind.PERSON)),
        systems=tuple(
            System(name, number=str(index + 1), owner="大市長", zone=f"領域{index // 10}")
            for index, name in enumerate(names)
        ),
        files=(File("台帳", names[0], records=ItemList(_ITEMS, complete=True)),),
        items=_OWN,
        flows=(Flow("住民", names[0], items=ItemList(("個人番号", "4情報"), complete=True)), *flows),
    )
