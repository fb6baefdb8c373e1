"""The one cattrs converter between plain model data and the domain."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from functools import cache
from typing import Annotated, Any, get_args, get_origin

import attrs
from cattrs import Converter
from cattrs.errors import IterableValidationError, IterableValidationNote
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from piaflow.domain.certainty import Certainty
from piaflow.domain.contracts import AllowOnly, Contract, Forbid, Layers, MayHold, PassThrough
from piaflow.domain.items import OPEN, ItemList
from piaflow.domain.names import Name, fold
from piaflow.domain.span import Span
from piaflow.domain.values import WRITTEN_AS, find_choice, find_nearest_choice
from piaflow.domain.visible import reveal
from piaflow.errors import Fault, WrongValueError, clip
from piaflow.store.shape import BARE, KEYED_BY

CONTRACTS: dict[str, type[Any]] = {
    "forbid": Forbid,
    "allow_only": AllowOnly,
    "pass_through": PassThrough,
    "may_hold": MayHold,
    "layers": Layers,
}


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


def _structure_faultless(value: Any, kind: Any) -> Any:
    """Return the value of an annotated type, which says itself what is wrong with one."""
    plain, find_fault = get_args(kind)
    right = _structure_int(value, plain) if plain is int else _structure_text(value, plain)
    fault: Fault | None = find_fault(right)
    if fault:
        raise ShapeError(fault.japanese)
    return right


def _structure_items(value: Any, _: type[ItemList]) -> ItemList:
    is_open = isinstance(value, list) and bool(value) and _is_open_mark(value[-1])
    names = _structure_each(
        value[:-1] if is_open else value, _structure_item_name, "項目の並び（[個人番号, 氏名, 等]）"
    )
    return ItemList(names, complete=not is_open)


def _is_open_mark(value: Any) -> bool:
    return isinstance(value, str) and fold(value) == OPEN


def _structure_item_name(value: Any) -> Any:
    if _is_open_mark(value):
        raise ShapeError("「等」は並びの最後に1度だけ書きます（[個人番号, 氏名, 等]）")
    return _structure_faultless(value, Name)


def _unstructure_items(items: ItemList) -> list[str]:
    return [*items.names, *(() if items.complete else (OPEN,))]


def _noted(error: Exception, key: str | int) -> Exception:
    error.__notes__ = [*getattr(error, "__notes__", []), IterableValidationNote("", key, object)]
    return error


def _gather(pairs: list[tuple[str | int, Callable[[], Any]]]) -> tuple[Any, ...]:
    done, errors = [], []
    for key, structure in pairs:
        try:
            done.append(structure())
        except Exception as error:  # noqa: BLE001 - every kind is collected and reported by its place
            errors.append(_noted(error, key))
    if errors:
        raise IterableValidationError("", errors, object)
    return tuple(done)


def _structure_each(value: Any, structure: Callable[[Any], Any], shape: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise ShapeError(f"{shape}であるべきところです")
    return _gather([(i, lambda v=v: structure(v)) for i, v in enumerate(value)])  # type: ignore[misc]


def _structure_tuple(converter: Converter, value: Any, kind: Any) -> tuple[Any, ...]:
    inner = get_args(kind)[0]
    if inner is Span and isinstance(value, str):
        return (_structure_span(value, Span),)
    if inner not in KEYED_BY:
        return _structure_each(value, lambda v: converter.structure(v, inner), "並び（[ … ] か - の行）")
    if not isinstance(value, Mapping):
        raise ShapeError("「名前: 値」の並びであるべきところです")
    return _gather([(k, lambda k=k, v=v: _structure_keyed(converter, k, v, inner)) for k, v in value.items()])  # type: ignore[misc]


def _structure_keyed(converter: Converter, key: str, value: Any, kind: type[Any]) -> Any:
    if kind in BARE and isinstance(value, str):
        value = {BARE[kind]: value}
    if not isinstance(value, Mapping):
        raise ShapeError("「キー: 値」の組（空なら {}）であるべきところです")
    if KEYED_BY[kind] in value:
        raise ShapeError(f"「{KEYED_BY[kind]}」は左のキー「{clip(key)}」がもう言っています")
    return converter.structure({**value, KEYED_BY[kind]: key}, kind)


def _unstructure_tuple(converter: Converter, values: tuple[Any, ...]) -> Any:
    if values and isinstance(values[0], Span):
        return str(values[0]) if len(values) == 1 else [str(span) for span in values]
    if not values or type(values[0]) not in KEYED_BY:
        return [converter.unstructure(value) for value in values]
    kind = type(values[0])
    return dict(_unstructure_keyed(converter.unstructure(value), KEYED_BY[kind], kind) for value in values)


def _unstructure_keyed(data: dict[str, Any], key: str, kind: type[Any]) -> tuple[str, Any]:
    name, bare = data.pop(key), BARE.get(kind)
    if bare is None or not data.keys() <= {bare}:
        return name, data
    return name, data.get(bare, _LEFT_OUT[bare])


def _structure_contract(converter: Converter, value: Any, _: Any) -> Contract:
    found = [kind for key, kind in CONTRACTS.items() if isinstance(value, Mapping) and key in value]
    if len(found) != 1:
        raise ShapeError(f"契約には {'、'.join(CONTRACTS)} のどれか1つが要ります")
    contract: Contract = converter.structure(value, found[0])
    return contract


def written_as(attribute: attrs.Attribute[Any]) -> str:
    """Return the key under which the model file writes a field."""
    return WRITTEN_AS.get(attribute.name, attribute.name)


def _structure_class(converter: Converter, kind: type[Any]) -> Callable[[Any, Any], Any]:
    renames: dict[str, Any] = {a.name: override(rename=written_as(a)) for a in attrs.fields(kind)}
    inner = make_dict_structure_fn(
        kind, converter, _cattrs_forbid_extra_keys=True, _cattrs_detailed_validation=True, **renames
    )

    def structure(value: Any, _: Any) -> Any:
        if not isinstance(value, Mapping):
            raise ShapeError("「キー: 値」の組であるべきところです")
        return inner(value, kind)

    return structure


def _unstructure_class(converter: Converter, kind: type[Any]) -> Callable[[Any], dict[str, Any]]:
    renames: dict[str, Any] = {
        a.name: override(rename=written_as(a), omit_if_default=True) for a in attrs.fields(kind)
    }
    return make_dict_unstructure_fn(kind, converter, _cattrs_omit_if_default=True, **renames)


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
    converter.register_structure_hook_func(_is_tuple, lambda v, kind: _structure_tuple(converter, v, kind))
    converter.register_unstructure_hook_func(_is_tuple, lambda v: _unstructure_tuple(converter, v))
    converter.register_structure_hook_func(
        lambda kind: isinstance(kind, type) and issubclass(kind, Enum), _structure_enum
    )
    converter.register_structure_hook(str, _structure_text)
    converter.register_structure_hook(int, _structure_int)
    converter.register_unstructure_hook(int, str)
    converter.register_structure_hook_func(_is_annotated, _structure_faultless)
    converter.register_structure_hook(Span, _structure_span)
    converter.register_structure_hook(ItemList, _structure_items)
    converter.register_unstructure_hook(ItemList, _unstructure_items)
    converter.register_structure_hook(Contract, lambda v, kind: _structure_contract(converter, v, kind))
    converter.register_unstructure_hook(Contract, lambda v: converter.unstructure(v, type(v)))
    return converter
