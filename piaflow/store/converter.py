"""The one cattrs converter between plain model data and the domain, and the shape in which a file writes the domain."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum
from functools import cache
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import attrs
from cattrs import Converter
from cattrs.errors import IterableValidationError, IterableValidationNote
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from piaflow.domain.assessment import Document
from piaflow.domain.certainty import Certainty
from piaflow.domain.contracts import AllowOnly, Contract, Forbid, Layers, MayHold, PassThrough
from piaflow.domain.entries import Count, Entrustment, MeansBox, Provision, SourceBox, Transfer
from piaflow.domain.flows import Conversion, Diagram, Step
from piaflow.domain.items import OPEN, Item, ItemList
from piaflow.domain.names import Name, fold
from piaflow.domain.nodes import Connection, File, Knowledge, MainItemBox, Party, System, Zone
from piaflow.domain.records import Acceptance, ChoiceBox, Text
from piaflow.domain.span import AliasSpans, Span
from piaflow.domain.values import WRITTEN_AS, find_choice, find_nearest_choice
from piaflow.domain.visible import reveal
from piaflow.errors import Fault, Where, WrongValueError, clip
from piaflow.law.catalogue import CatalogueEntry, CataloguePlace, Norm

KEYED_BY: dict[type[Any], str] = {
    Document: "key",
    Zone: "name",
    Party: "name",
    System: "name",
    File: "name",
    Item: "name",
    Acceptance: "key",
    Text: "address",
    ChoiceBox: "choice",
    Diagram: "name",
    Step: "number",
    Entrustment: "number",
    Provision: "number",
    Transfer: "number",
    Count: "kind",
    Connection: "name",
    MainItemBox: "item",
    SourceBox: "kind",
    MeansBox: "means",
    CatalogueEntry: "name",
    CataloguePlace: "name",
    Norm: "name",
    Knowledge: "item",
    AliasSpans: "name",
}
"""A tuple of these is written as a mapping; the field named here is its key."""

BOXES: tuple[type[Any], ...] = (Connection, MainItemBox, SourceBox, MeansBox, Knowledge, ChoiceBox)
"""A value of these that has nothing but its box is written as `yes`, `no` or `unknown`."""

BARE: dict[type[Any], str] = {**dict.fromkeys(BOXES, "box"), Text: "text"}
"""A value of these that has nothing but this field is written as the field alone."""

ALIAS_SPANS = "alias_spans"
"""A field without a key of its own: `aliases: {住基ネット: {span: …}, 機構: {}}` says names and lines together."""

_NO_KEY = "\0"
"""What the converter calls such a field: no file can hold it."""

NOT_WRITTEN: dict[type[Any], str] = {Conversion: "received"}
"""A field that the model file never holds: loading fills it in."""


def write_path(where: Where) -> Where:
    """Return a path of field names with the keys that the model file writes."""
    return tuple(WRITTEN_AS.get(step, step) if isinstance(step, str) else step for step in where)


def read_path(where: Where) -> Where:
    """Return a path of keys of the model file with the names of the fields."""
    return tuple(_READ_AS.get(step, step) if isinstance(step, str) else step for step in where)


_READ_AS = {key: field for field, key in WRITTEN_AS.items()}

CONTRACTS: dict[str, type[Any]] = {
    "forbid": Forbid,
    "allow_only": AllowOnly,
    "pass_through": PassThrough,
    "may_hold": MayHold,
    "layers": Layers,
}


Hook = Callable[[Any, Any], Any]
_BARE_BOXES = {certainty.value: certainty for certainty in Certainty}
_LEFT_OUT = {"box": Certainty.UNKNOWN.value, "text": ""}


class ShapeError(ValueError):
    """A value that has the wrong shape; the text is the Japanese sentence for the reader of the file."""


def _structure_enum(value: Any, kind: type[Enum]) -> Enum:
    found = find_choice(kind, value) if isinstance(value, str) else None
    if found is None:
        known = [member.value for member in kind]
        nearest = find_nearest_choice(kind, value) if isinstance(value, str) else ""
        near = f"（もしかして: {nearest}）" if nearest else ""
        shown = reveal(clip(value)) if isinstance(value, str) else "（文字でない値）"
        raise ShapeError(f"「{shown}」は選べません{near}。選べるもの: {'、'.join(known)}")
    return found


def _structure_text(value: Any, _: type[str]) -> str:
    if not isinstance(value, str):
        raise ShapeError("文字であるべきところに並びや組があります")
    return value


def _structure_int(value: Any, _: type[int]) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        shown = clip(value) if isinstance(value, str) else "（文字でない値）"
        raise ShapeError(f"「{shown}」は整数ではありません") from None


def _structure_span(value: Any, _: type[Span]) -> Span:
    if not isinstance(value, str):
        raise ShapeError("根拠行（002:388-430 の形）であるべきところです")
    try:
        return Span.parse(value)
    except WrongValueError as error:
        raise ShapeError(error.japanese) from None


def _structure_faultless(kind: Any) -> Hook:
    """Return the hook of an annotated type, which says itself what is wrong with a value."""
    plain, find_fault = get_args(kind)
    structure_plain = _structure_int if plain is int else _structure_text

    def structure(value: Any, _: Any) -> Any:
        right = structure_plain(value, plain)
        fault: Fault | None = find_fault(right)
        if fault:
            raise ShapeError(fault.japanese)
        return right

    return structure


_structure_name = _structure_faultless(Name)


def _structure_items(value: Any, _: type[ItemList]) -> ItemList:
    if not isinstance(value, list):
        raise ShapeError("項目の並び（[個人番号, 氏名, 等]）であるべきところです")
    is_open = bool(value) and _is_open_mark(value[-1])
    names = _gather(enumerate(value[:-1] if is_open else value), _structure_item_name)
    return ItemList(names, complete=not is_open)


def _is_open_mark(value: Any) -> bool:
    return isinstance(value, str) and fold(value) == OPEN


def _structure_item_name(_: int, value: Any) -> Any:
    if _is_open_mark(value):
        raise ShapeError("「等」は並びの最後に1度だけ書きます（[個人番号, 氏名, 等]）")
    return _structure_name(value, Name)


def _unstructure_items(items: ItemList) -> list[str]:
    return [*items.names, *(() if items.complete else (OPEN,))]


def _noted(error: Exception, key: str | int) -> Exception:
    error.__notes__ = [*getattr(error, "__notes__", []), IterableValidationNote("", key, object)]
    return error


def _gather(pairs: Iterable[tuple[Any, Any]], structure: Callable[[Any, Any], Any]) -> tuple[Any, ...]:
    """Return what becomes of each key and value. Raises what is wrong with all of them, each at its key."""
    done, errors = [], []
    for key, value in pairs:
        try:
            done.append(structure(key, value))
        except Exception as error:  # noqa: BLE001 - every kind is collected and reported by its place
            errors.append(_noted(error, key))
    if errors:
        raise IterableValidationError("", errors, object)
    return tuple(done)


def _structure_tuple(converter: Converter, kind: Any) -> Hook:
    """Return the hook of a tuple: a list in the file, or a mapping by names where its values have one."""
    inner = get_args(kind)[0]
    structure_inner = converter.get_structure_hook(inner)
    choices = _find_choices_of_key(inner)

    def structure_one(_: int, value: Any) -> Any:
        return structure_inner(value, inner)

    def structure_list(value: Any, _: Any) -> tuple[Any, ...]:
        if inner is Span and isinstance(value, str):
            return (_structure_span(value, Span),)
        if not isinstance(value, list):
            raise ShapeError("並び（[ … ] か - の行）であるべきところです")
        return _gather(enumerate(value), structure_one)

    def structure_keyed(value: Any, _: Any) -> tuple[Any, ...]:
        if not isinstance(value, dict):
            raise ShapeError("「名前: 値」の並びであるべきところです")
        return _gather(value.items(), structure_named)

    def structure_named(key: str, one: Any) -> Any:
        if key == "rest" and inner in BOXES and isinstance(one, str):
            _structure_enum(one, Certainty)
            raise ShapeError(
                "rest は、様式が選択肢を並べる欄にだけ書けます（ここには、ある名をすべて書きます）"
            )
        choice = (
            find_choice(choices, key) if choices and isinstance(one, str) and one in _BARE_BOXES else None
        )
        if choice is not None:  # as most boxes are: nothing can be wrong with them
            return inner(choice, _BARE_BOXES[one])
        return structure_inner(_put_key(key, one, inner), inner)

    return structure_keyed if inner in KEYED_BY else structure_list


def _find_choices_of_key(kind: Any) -> type[Enum] | None:
    """Return the choices that the keys of boxes are, None where they are names."""
    key = get_type_hints(kind)[KEYED_BY[kind]] if kind in BOXES else None
    return key if isinstance(key, type) and issubclass(key, Enum) else None


def _put_key(key: str, value: Any, kind: type[Any]) -> dict[str, Any]:
    """Return the fields of a value that the file writes under its name, the name among them."""
    if kind in BARE and isinstance(value, str):
        return {BARE[kind]: value, KEYED_BY[kind]: key}
    if not isinstance(value, dict):
        raise ShapeError("「キー: 値」の組（空なら {}）であるべきところです")
    if KEYED_BY[kind] in value:
        raise ShapeError(f"「{KEYED_BY[kind]}」は左のキー「{clip(key)}」がもう言っています")
    return {**value, KEYED_BY[kind]: key}


def _unstructure_tuple(converter: Converter, kind: Any) -> Callable[[Any], Any]:
    """Return the hook of a tuple, in the shape that its values have in the file."""
    inner = get_args(kind)[0]

    def unstructure_spans(spans: tuple[Span, ...]) -> Any:
        return str(spans[0]) if len(spans) == 1 else [str(span) for span in spans]

    def unstructure_keyed(values: tuple[Any, ...]) -> Any:
        return dict(_unstructure_keyed(converter.unstructure(one), KEYED_BY[inner], inner) for one in values)

    def unstructure_list(values: tuple[Any, ...]) -> Any:
        return [converter.unstructure(value) for value in values]

    if inner is Span:
        return unstructure_spans
    return unstructure_keyed if inner in KEYED_BY else unstructure_list


def _unstructure_keyed(data: dict[str, Any], key: str, kind: type[Any]) -> tuple[str, Any]:
    name, bare = data.pop(key), BARE.get(kind)
    if bare is None or not data.keys() <= {bare}:
        return name, data
    return name, data.get(bare, _LEFT_OUT[bare])


def _structure_contract(converter: Converter, value: Any, _: Any) -> Contract:
    found = [kind for key, kind in CONTRACTS.items() if isinstance(value, dict) and key in value]
    if len(found) != 1:
        raise ShapeError(f"契約には {'、'.join(CONTRACTS)} のどれか1つが要ります")
    contract: Contract = converter.structure(value, found[0])
    return contract


def written_as(attribute: attrs.Attribute[Any]) -> str:
    """Return the key under which the model file writes a field."""
    return WRITTEN_AS.get(attribute.name, attribute.name)


def list_written(kind: type[Any]) -> list[attrs.Attribute[Any]]:
    """Return the fields for which the model file has a key inside a value of the class."""
    unsaid = (KEYED_BY.get(kind), NOT_WRITTEN.get(kind), ALIAS_SPANS)
    return [a for a in attrs.fields(kind) if a.name not in unsaid]


def _override(kind: type[Any], attribute: attrs.Attribute[Any]) -> Any:
    omit = True if NOT_WRITTEN.get(kind) == attribute.name else None  # None leaves it to cattrs
    rename = _NO_KEY if attribute.name == ALIAS_SPANS else written_as(attribute)
    return override(rename=rename, omit_if_default=True, omit=omit)


def _structure_class(converter: Converter, kind: type[Any]) -> Hook:
    renames: dict[str, Any] = {a.name: _override(kind, a) for a in attrs.fields(kind)}
    inner = make_dict_structure_fn(
        kind, converter, _cattrs_forbid_extra_keys=True, _cattrs_detailed_validation=True, **renames
    )

    def structure(value: Any, _: Any) -> Any:
        if not isinstance(value, dict):
            raise ShapeError("「キー: 値」の組であるべきところです")
        if isinstance(value.get("aliases"), dict) and has_aliases:
            named = value["aliases"]
            value = {
                **value,
                "aliases": list(named),
                _NO_KEY: {name: told for name, told in named.items() if told != {}},
            }
        return inner(value, kind)

    has_aliases = any(a.name == ALIAS_SPANS for a in attrs.fields(kind))
    return structure


def _unstructure_class(converter: Converter, kind: type[Any]) -> Callable[[Any], dict[str, Any]]:
    renames: dict[str, Any] = {a.name: _override(kind, a) for a in attrs.fields(kind)}
    inner = make_dict_unstructure_fn(kind, converter, _cattrs_omit_if_default=True, **renames)
    if ALIAS_SPANS not in renames:
        return inner

    def unstructure(value: Any) -> dict[str, Any]:
        data: dict[str, Any] = inner(value)
        spans = data.pop(_NO_KEY, None)
        if spans:
            data["aliases"] = {name: spans.get(name, {}) for name in value.aliases}
        return data

    return unstructure


def _is_tuple(kind: Any) -> bool:
    return get_origin(kind) is tuple


def _is_annotated(kind: Any) -> bool:
    origin: Any = get_origin(kind)
    return origin is Annotated


@cache
def make_converter() -> Converter:
    """Return the converter: plain strings, lists and dicts ↔ domain values, defaults left out."""
    converter = Converter(forbid_extra_keys=True, detailed_validation=True, omit_if_default=True)
    converter.register_structure_hook_factory(attrs.has, lambda kind: _structure_class(converter, kind))
    converter.register_unstructure_hook_factory(attrs.has, lambda kind: _unstructure_class(converter, kind))
    converter.register_structure_hook_factory(_is_tuple, lambda kind: _structure_tuple(converter, kind))
    converter.register_unstructure_hook_factory(_is_tuple, lambda kind: _unstructure_tuple(converter, kind))
    converter.register_structure_hook_func(
        lambda kind: isinstance(kind, type) and issubclass(kind, Enum), _structure_enum
    )
    converter.register_structure_hook(str, _structure_text)
    converter.register_structure_hook(int, _structure_int)
    converter.register_unstructure_hook(int, str)
    converter.register_structure_hook_factory(_is_annotated, _structure_faultless)
    converter.register_structure_hook(Span, _structure_span)
    converter.register_structure_hook(ItemList, _structure_items)
    converter.register_unstructure_hook(ItemList, _unstructure_items)
    converter.register_structure_hook(Contract, lambda v, kind: _structure_contract(converter, v, kind))
    converter.register_unstructure_hook(Contract, lambda v: converter.unstructure(v, type(v)))
    return converter
