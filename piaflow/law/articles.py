"""番号法19条 and the tables of 番号法 by date: which number meant what when, and which flows it makes lawful."""

from __future__ import annotations

from datetime import date
from enum import Enum
from functools import cache
from typing import Any

from attrs import frozen

from piaflow.domain.choices import FlowKind
from piaflow.law.shipped import read_data
from piaflow.law.sureness import Sureness


class Meaning19(Enum):
    """番号法19条各号: on what ground 特定個人情報 may be provided, whatever its number is."""

    USER = "利用事務実施者の提供"
    RELATED = "関係事務実施者の提供"
    PERSON = "本人・代理人の提供"
    EMPLOYERS = "使用者等の間の提供"
    JLIS = "機構の提供"
    ENTRUSTMENT = "委託・事業の承継"
    REGISTER = "住基法による提供"
    NETWORK = "情報提供ネットワークシステム（法定事務）"
    NETWORK_ORDINANCE = "情報提供ネットワークシステム（条例事務）"
    TAX = "国税・地方税の連携"
    SAME_GOVERNMENT = "同一団体の他の機関への提供"
    TRANSFER_AGENT = "振替機関等の提供"
    COMMISSION = "個人情報保護委員会への提供"
    MINISTER = "総務大臣の提供"
    PUBLIC_INTEREST = "議院・裁判・捜査・検査等"
    LIFE = "人の生命・身体・財産の保護"
    RULE = "委員会規則による提供"


@frozen
class Article19:
    """19条の号: a number with its meaning in one period. `until` is None where it is still so.

    `legitimises` are the kinds of flow that it makes lawful. 使用 and 移転 never rest on 19条 but on 9条.
    """

    number: int
    meaning: Meaning19
    text: str
    legitimises: frozenset[FlowKind]
    since: date
    until: date | None
    source: str
    sureness: Sureness

    def holds(self, on: date) -> bool:
        """Whether the number has this meaning on that date."""
        return self.since <= on and (self.until is None or on <= self.until)


@frozen
class Tables:
    """番号法の表: the table of 利用 (9条1項) and that of 情報連携 (19条8号) in one period."""

    use: str
    linkage: str
    since: date
    until: date | None
    source: str
    sureness: Sureness

    def holds(self, on: date) -> bool:
        """Whether these tables are in force on that date."""
        return self.since <= on and (self.until is None or on <= self.until)


@cache
def list_items_19() -> tuple[Article19, ...]:
    """Return every number of 番号法19条 with its meaning in every period, by meaning and then by period."""
    items = read_data("article19")["items"]
    return tuple(_to_item(item, period) for item in items for period in item["numbers"])


@cache
def list_tables() -> tuple[Tables, ...]:
    """Return the tables of 番号法 in every period, the oldest first."""
    return tuple(
        Tables(t["use"], t["linkage"], *_period(t), t["source"], Sureness(t["sureness"]))
        for t in read_data("article19")["tables"]
    )


def find_item_19(number: int, on: date) -> Article19 | None:
    """Return what 番号法19条 `number` 号 is on that date, or None where there is no such 号."""
    return next((i for i in list_items_19() if i.number == number and i.holds(on)), None)


def find_number(meaning: Meaning19, on: date) -> Article19 | None:
    """Return the 号 that has this meaning on that date, or None where 19条 does not know it then."""
    return next((i for i in list_items_19() if i.meaning is meaning and i.holds(on)), None)


def find_tables(on: date) -> Tables | None:
    """Return the tables in force on that date, or None before 番号法 was."""
    return next((t for t in list_tables() if t.holds(on)), None)


def _to_item(item: dict[str, Any], period: dict[str, Any]) -> Article19:
    return Article19(
        period["number"],
        Meaning19(item["meaning"]),
        item["text"],
        frozenset(map(FlowKind, item["legitimises"])),
        *_period(period),
        period["source"],
        Sureness(period["sureness"]),
    )


def _period(data: dict[str, Any]) -> tuple[date, date | None]:
    until = data["until"]
    return date.fromisoformat(data["since"]), date.fromisoformat(until) if until else None
