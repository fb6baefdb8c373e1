"""Items of information, groups of them, and the list that a flow or file carries.

個人番号: 番号法2条5項. 符号 (個人番号に代わる符号): 番号法2条9項・21条の2. 住民票コード: 住基法7条13号.
本人確認情報: 住基法30条の6第1項. 4情報: the four items that the forms print as one choice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve, field, frozen

from piaflow.domain.certainty import Certainty
from piaflow.domain.item_words import (
    SPECIFIC,
    before_etc,
    compile_ends,
    find_qualified,
    is_bulk_by_name,
    is_open_by_name,
    is_thing_by_name,
    split_gloss,
    without_remark,
)
from piaflow.domain.names import Name, fold
from piaflow.domain.pointing import is_plainly_item
from piaflow.domain.span import AliasSpans, Span
from piaflow.domain.values import checked, without_order
from piaflow.errors import WrongValueError, clip

NUMBER = "個人番号"
CODE = "符号"
HOUSE_NUMBER = "宛名番号"
RESIDENT_CODE = "住民票コード"
IDENTIFIERS = (NUMBER, CODE, "団体内統合宛名番号", HOUSE_NUMBER, RESIDENT_CODE)
"""識別子: the items that tell one person from all others."""
_FOUR = ("氏名", "性別", "生年月日", "住所")
CALLED_ALIKE = (*(item for item in IDENTIFIERS if item != HOUSE_NUMBER), *_FOUR)
"""What a flow and a list of 記録項目 call by one name. Of anything else only the list goes into detail: what is provided
as 世帯情報, 住民票関係情報 or 接種液の製造番号 is recorded as 世帯番号, 続柄 and Lot.No, and its absence says nothing."""
OPEN = "等"
_BETWEEN = re.compile("[、，,]")


@frozen(field_transformer=checked, repr=False)
class ItemList:
    """項目の並び: what a flow carries or a file records: `names`, and whether the list is `complete`.

    A list that ends in 等 is open; the empty open list says that the document names no item.
    """

    names: tuple[Name, ...] = field(default=(), eq=without_order)
    complete: bool = False

    @classmethod
    def parse(cls, names: Iterable[str]) -> ItemList:
        """Return the list of names, open where 等 ends it.

        Raises WrongValueError for what is no list of names, and for 等 that does not end it.
        """
        if isinstance(names, str):
            raise WrongValueError("ItemList", f"write {[part for part in _BETWEEN.split(names) if part]}")
        is_list = isinstance(names, list | tuple)
        if not is_list and (
            isinstance(names, Mapping | bytes | bytearray) or not isinstance(names, Iterable)
        ):
            raise WrongValueError("ItemList", "write a list of names, as ['個人番号', '氏名', '等']")
        listed = sorted(names, key=str) if isinstance(names, set | frozenset) else list(names)
        if wrong := [name for name in listed if not isinstance(name, str)]:
            raise WrongValueError("ItemList", f"{clip(repr(wrong[0]))} is no name of an item")
        marks = [i for i, name in enumerate(listed) if fold(name) == OPEN]
        if marks and isinstance(names, set | frozenset):
            raise WrongValueError("ItemList", "a set has no last name: write a list, '等' at its end")
        if marks and marks != [len(listed) - 1]:
            right = [name for i, name in enumerate(listed) if i not in marks]
            raise WrongValueError("ItemList", f"'等' ends a list, once: write {clip(repr([*right, OPEN]))}")
        return cls(tuple(listed[:-1] if marks else listed), complete=not marks)

    def __written__(self) -> list[str]:
        """The list as a person writes it: a last 等 says that it is open."""
        return [*self.names, *([] if self.complete else [OPEN])]

    def __str__(self) -> str:
        """The list as a document prints it, with 等 where it is open; "" where it names no item and is open."""
        if self.complete and not self.names:
            return "なし"
        return "、".join(self.names) + ("等" if self.names and not self.complete else "")


@frozen(field_transformer=checked, repr=False)
class Item:
    """項目: one kind of information, or a group (`members`) of them.

    Members that end in 等 say that the document does not tell all that the group holds (住民票関係情報); 等 alone says
    that it tells nothing of what is in it (証明書).
    """

    name: Name
    aliases: tuple[Name, ...] = field(default=(), eq=without_order)
    members: ItemList = ItemList(complete=True)
    spans: tuple[Span, ...] = field(default=(), eq=without_order)
    alias_spans: tuple[AliasSpans, ...] = field(default=(), eq=without_order)

    @property
    def is_group(self) -> bool:
        """Whether members of it are named."""
        return bool(self.members.names)

    @property
    def is_told(self) -> bool:
        """Whether anything is told of what is in it, be it that it goes on (等)."""
        return self.is_group or not self.members.complete

    def is_called(self, words: re.Pattern[str]) -> bool:
        """Whether one of its names ends so, but for a remark in brackets."""
        return any(words.search(without_remark(name)) for name in (self.name, *self.aliases))

    @property
    def is_sum(self) -> bool:
        """Whether it is its named members and nothing else."""
        return self.is_group and self.members.complete


STANDARD_ITEMS: tuple[Item, ...] = (
    Item(NUMBER, aliases=("マイナンバー",)),
    Item(CODE, aliases=("個人番号対応符号", "情報提供用個人識別符号")),
    Item("団体内統合宛名番号", aliases=("統合宛名番号", "統一識別番号")),
    Item(HOUSE_NUMBER),
    Item(RESIDENT_CODE),
    *map(Item, _FOUR),
    Item(
        "4情報",
        aliases=("４情報", "基本4情報", "基本４情報"),
        members=ItemList(_FOUR, complete=True),
    ),
    Item("本人確認情報", members=ItemList(("4情報", NUMBER, RESIDENT_CODE, "変更情報"), complete=True)),
    Item("変更情報"),
)
_STANDARD = frozenset(fold(item.name) for item in STANDARD_ITEMS)


@frozen
class Vocabulary:
    """項目の語彙: the items that one model may name: the standard ones and its own."""

    items: tuple[Item, ...] = STANDARD_ITEMS
    _by_name: Mapping[str, Item] = field(init=False, eq=False, repr=False)
    _ends: re.Pattern[str] = field(init=False, eq=False, repr=False)
    _asked: dict[tuple[str, ...], frozenset[str]] = field(factory=dict, init=False, eq=False, repr=False)
    _closed: dict[tuple[str, ...], bool] = field(factory=dict, init=False, eq=False, repr=False)
    _whole: dict[tuple[tuple[str, ...], bool], bool] = field(factory=dict, init=False, eq=False, repr=False)
    _specific: dict[tuple[str, ...], bool] = field(factory=dict, init=False, eq=False, repr=False)
    _meanings: dict[str, str] = field(factory=dict, init=False, eq=False, repr=False)
    _qualified: dict[str, frozenset[str]] = field(factory=dict, init=False, eq=False, repr=False)
    _qualified_by: dict[tuple[str, ...], frozenset[str]] = field(
        factory=dict, init=False, eq=False, repr=False
    )

    @_by_name.default
    def _index(self) -> Mapping[str, Item]:
        return {fold(name): item for item in self.items for name in (item.name, *item.aliases)}

    @_ends.default
    def _compile_ends(self) -> re.Pattern[str]:
        return compile_ends([name for name, item in self._by_name.items() if fold(item.name) in _STANDARD])

    def names(self) -> tuple[str, ...]:
        """Return every name and alias, in the order of the items."""
        return tuple(dict.fromkeys(name for item in self.items for name in (item.name, *item.aliases)))

    def find(self, name: str) -> Item | None:
        """Return the item of this name or alias, however it is typed, or of both (個人番号(マイナンバー)), or None."""
        return self._by_name.get(fold(name)) or self._find_glossed(name)

    def _find_glossed(self, name: str) -> Item | None:
        told = {id(found): found for found in map(self._by_name.get, split_gloss(name) or ())}
        return next(iter(told.values())) if len(told) == 1 else None

    def canonical(self, name: str) -> str:
        """Return the item's own name for a name or alias; an unknown name comes back as it is."""
        item = self.find(name)
        return item.name if item else name

    def expand(self, names: Iterable[str]) -> frozenset[str]:
        """Return the canonical names in `names` together with all members of the groups among them."""
        asked = tuple(names)
        if asked not in self._asked:
            self._asked[asked] = frozenset(self._expand(asked))
        return self._asked[asked]

    def _expand(self, names: tuple[str, ...]) -> set[str]:
        found, pending = set[str](), [*names]
        while pending:
            name = pending.pop()
            item = self.find(name)
            if item is None:
                found.add(name)
            elif item.name not in found:
                found.add(item.name)
                pending += item.members.names
        return found

    def spell_out(self, names: Iterable[str]) -> frozenset[str]:
        """Return what names stand for, however they are written: a group that tells all is its members (4情報)."""
        return frozenset(
            name for name in self.expand(names) if not (self._is_sum(name) and self.is_closed((name,)))
        )

    def parts(self, name: str) -> frozenset[str]:
        """Return what an item is in the end: the members of groups, not the groups.

        A group that ends in 等 is among them: there it stands for what is not told of it.
        """
        return frozenset(n for n in self.expand((name,)) if not self._is_sum(n))

    def tell_meaning(self, item: Item) -> str:
        """Return what one of the items is, the same in all vocabularies that mean the same by its name."""
        if not item.is_group:
            return fold(item.name)
        if item.name not in self._meanings:
            inside = sorted(
                (fold(part), sorted(map(fold, self.parts(part)))) for part in self.parts(item.name)
            )
            self._meanings[item.name] = repr((fold(item.name), inside))
        return self._meanings[item.name]

    def _is_sum(self, name: str) -> bool:
        item = self.find(name)
        return item is not None and item.is_sum

    def is_within(self, name: str, group: str) -> bool:
        """Return whether an item or group is certainly a part of a group, and not all of it."""
        return self.is_closed((name,)) and self.parts(name) < self.parts(group)

    def is_complete(self, items: ItemList, *, is_record: bool = False) -> bool:
        """Return whether the list tells all: it does not end in 等, nor does what a group in it holds, nor points elsewhere.

        Words that are of more than one piece of information (一式, 申請書等) leave it open. So does in a list of what is carried
        a thing of which nobody tells what is on it (接種券), where no identifier is listed beside it by its name. 記録項目
        go into detail.
        """
        if not (items.complete and items.names):
            return items.complete
        key = items.names, is_record
        if key not in self._whole:
            self._whole[key] = self._is_whole(*key)
        return self._whole[key]

    def _is_whole(self, names: tuple[str, ...], is_record: bool) -> bool:  # noqa: FBT001 - as `is_complete` keeps it
        if not (self.is_closed(names) and self.names_items(names)) or any(map(self._is_bulk, names)):
            return False
        is_detailed = is_record or not self.expand(names).isdisjoint(IDENTIFIERS)
        return is_detailed or not any(map(self._is_thing, names))

    def _is_bulk(self, name: str) -> bool:
        item, first = self.find(name), self.find(before_etc(name))
        if item is not None and self._is_defined(item):
            return False
        return is_bulk_by_name(name) or (first is not None and self._is_defined(first))

    def _is_thing(self, name: str) -> bool:
        item = self.find(name)
        if item is not None and self._is_defined(item):
            return False
        return all(map(is_thing_by_name, (item.name, *item.aliases) if item else (name,)))

    def _is_defined(self, item: Item) -> bool:
        """Whether it is known what an item is: by what is in it, or as one of the standard ones."""
        return item.is_told or fold(item.name) in _STANDARD

    def names_items(self, names: Sequence[str]) -> bool:
        """Return whether some names are of items, and do not only say where these stand (別紙のとおり) or nothing (―)."""
        return any(is_plainly_item(name) or self._is_group(name) for name in names)

    def _is_group(self, name: str) -> bool:
        item = self.find(name)
        return item is not None and item.is_group

    def holds_untold(self, names: Iterable[str]) -> bool:
        """Return whether one of the names is a thing of whose content nothing is told (`members: [等]`, 申請書)."""
        return any(map(self._is_untold, self.expand(names)))

    def _is_untold(self, name: str) -> bool:
        item = self.find(name)
        if item is None:
            return is_open_by_name(name)
        return not item.is_group and not item.members.complete

    def names_specific(self, names: tuple[str, ...]) -> bool:
        """Return whether something among the names is called 特定個人情報, and nothing is told of what is in it."""
        if names not in self._specific:
            found = map(self.find, self.expand(names))
            self._specific[names] = any(
                item is not None and not item.is_group and item.is_called(SPECIFIC) for item in found
            )
        return self._specific[names]

    def is_closed(self, names: tuple[str, ...]) -> bool:
        """Return whether nothing among the names is a group, or a thing undeclared (申請書), that holds more than is told."""
        if names not in self._closed:
            self._closed[names] = all(map(self._tells_all, self.expand(names)))
        return self._closed[names]

    def _tells_all(self, name: str) -> bool:
        item = self.find(name)
        return item.members.complete if item is not None else not is_open_by_name(name)

    def find_qualified(self, names: Iterable[str]) -> frozenset[str]:
        """Return the standard items, and what is in them, that the names may mean: 世帯主の個人番号, 4情報等.

        Not what a model tells of by members; and not its own items, which it tells apart by their names.
        """
        key = tuple(names)
        if key not in self._qualified_by:
            found = map(self._find_qualified, self.expand(key))
            self._qualified_by[key] = frozenset[str]().union(*found)
        return self._qualified_by[key]

    def _find_qualified(self, name: str) -> frozenset[str]:
        if name not in self._qualified:
            item = self.find(name)
            is_plain = item is None or not self._is_defined(item)
            called = (name, *item.aliases) if item else (name,)
            found = (end for one in called if is_plain for end in find_qualified(one, self._ends))
            self._qualified[name] = self.expand(sorted(map(self.canonical, found)))
        return self._qualified[name]

    def holds(self, items: ItemList, item: str, *, is_record: bool = False) -> Certainty:
        """Return whether the list holds `item`: YES by name or group, NO where it is complete without it or what may be it.

        Of 記録項目 where it `is_record` (see `is_complete`).
        """
        if self.names_all(items.names, item):
            return Certainty.YES
        qualified = self.find_qualified(items.names)
        may_be = bool(qualified) and self.names_all((*items.names, *qualified), item)
        return (
            Certainty.UNKNOWN if may_be or not self.is_complete(items, is_record=is_record) else Certainty.NO
        )

    def names_all(self, names: Iterable[str], item: str) -> bool:
        """Return whether names are those of an item, of a group it is in, or of all that it is made of."""
        wanted, expanded = self.canonical(item), self.expand(names)
        return wanted in expanded or self.parts(wanted) <= expanded

    def is_left_out(self, items: ItemList, excluded: Iterable[str], item: str) -> bool:
        """Return whether exclusions take the item out of a list: they lie inside each listed group that holds it.

        What the list does not hold it leaves out whatever is excluded; what it names itself no exclusion takes out.
        """
        wanted = self.canonical(item)
        holding = [n for n in items.names if wanted in self.expand((n,))]
        narrower = [n for n in excluded if wanted in self.expand((n,))]
        return all(any(self.is_within(out, n) for out in narrower) for n in holding)

    def holds_without(self, items: ItemList, excluded: Iterable[str], item: str) -> Certainty:
        """Return whether the list holds the item where something is left out: UNKNOWN where it says both."""
        held = self.holds(items, item)
        if self.canonical(item) not in self.expand(excluded):
            return held
        is_both = held is Certainty.YES and not self.is_left_out(items, excluded, item)
        return Certainty.UNKNOWN if is_both else Certainty.NO


def build_vocabulary(own: Sequence[Item]) -> Vocabulary:
    """Return the standard items together with a model's own.

    Its own definition of a name wins; what it declares of a standard item without members keeps the standard ones. What
    holds other items by its name (申請書, 特定個人情報), or says by it that the items stand elsewhere or are not told
    (別紙のとおり, ―), is a thing of untold content where none are declared.
    """
    by_name = {fold(item.name): item for item in STANDARD_ITEMS}
    called = {fold(name) for item in own for name in (item.name, *item.aliases)}

    def complete(item: Item) -> Item:
        standard = by_name.get(fold(item.name))
        if standard is None:
            is_untold = not item.is_told and any(map(is_open_by_name, (item.name, *item.aliases)))
            return evolve(item, members=ItemList()) if is_untold else item
        kept = tuple(name for name in standard.aliases if fold(name) not in called)
        members = item.members if item.is_told else standard.members
        return evolve(item, aliases=(*item.aliases, *kept), members=members)

    declared = {fold(item.name) for item in own}
    return Vocabulary((*(i for name, i in by_name.items() if name not in declared), *map(complete, own)))
