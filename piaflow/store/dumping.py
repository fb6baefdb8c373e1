"""An assessment as the plain data of a model file, and those as YAML text: in its layout or on one line."""

from __future__ import annotations

from typing import Any

import yaml

from piaflow.domain.assessment import Assessment
from piaflow.law.completing import leave_out_received
from piaflow.store.catalogue import load_catalogue
from piaflow.store.converter import make_converter

_LINE = 110


class _FlowDumper(yaml.SafeDumper):
    """Writes everything on one line."""


class _Dumper(yaml.SafeDumper):
    """Writes strings plainly, and short leaf collections on one line."""


def _flow_if_short(node: yaml.Node) -> yaml.Node:
    leaves = [child for pair in node.value for child in (pair if isinstance(pair, tuple) else (pair,))]
    short = all(isinstance(leaf, yaml.ScalarNode) for leaf in leaves)
    if isinstance(node, yaml.CollectionNode):
        node.flow_style = short and sum(len(leaf.value) + 2 for leaf in leaves) < _LINE
    return node


def _represent_dict(dumper: yaml.SafeDumper, data: dict[str, Any]) -> yaml.Node:
    return _flow_if_short(dumper.represent_mapping("tag:yaml.org,2002:map", data.items(), flow_style=False))


def _represent_list(dumper: yaml.SafeDumper, data: list[Any]) -> yaml.Node:
    return _flow_if_short(dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=False))


def _represent_text(dumper: yaml.SafeDumper, data: str) -> yaml.Node:
    """YAML takes some characters for line breaks: they survive only between double quotes."""
    breaks = any(c in "\x85\u2028\u2029" for c in data)
    return dumper.represent_scalar("tag:yaml.org,2002:str", data, style='"' if breaks else None)


for _dumper in (_FlowDumper, _Dumper):
    _dumper.add_representer(str, _represent_text)
_Dumper.add_representer(dict, _represent_dict)
_Dumper.add_representer(list, _represent_list)


def dump(data: Any) -> str:
    """Return plain data as a model file is written."""
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_LINE)


def dump_flow(data: Any) -> str:
    """Return plain data on one line, as they may stand between commas."""
    text = yaml.dump(
        [data],
        Dumper=_FlowDumper,
        default_flow_style=True,
        allow_unicode=True,
        sort_keys=False,
        width=float("inf"),
    )
    return text.strip()[1:-1]


def to_data(assessment: Assessment) -> dict[str, Any]:
    """Return the plain data of an assessment as a model file holds them."""
    data: dict[str, Any] = make_converter().unstructure(
        leave_out_received(assessment, load_catalogue()), Assessment
    )
    for system in assessment.systems:
        if system.entry:
            data["systems"][system.name] |= {"kind": system.kind.value, "owner": system.owner}
    return data


def to_yaml(assessment: Assessment) -> str:
    """Return the model text of an assessment; loading it gives an equal assessment."""
    return dump(to_data(assessment))
