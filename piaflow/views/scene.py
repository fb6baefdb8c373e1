"""Scene: what a picture holds and says, in a stable order, with no backend and no coordinates.

Its texts are as they are seen: hidden characters are shown before anything is measured.
"""

from __future__ import annotations

from enum import Enum

from attrs import field, frozen

from piaflow.domain.choices import FlowKind, Side
from piaflow.domain.visible import reveal


class Shape(Enum):
    """形: how a box is drawn. Values are the words of the legend."""

    SYSTEM = "システム"
    TERMINAL = "端末"
    APPLICATION = "アプリ"
    NETWORK = "ネットワーク"
    MEDIUM = "媒体"
    FILE = "特定個人情報ファイル"
    PERSON = "住民・本人"
    ORGANISATION = "機関・部署・事業者"
    ZONE = "領域"


class Line(Enum):
    """線: how an arrow is drawn. Values are the words of the legend."""

    SPECIFIC = "特定個人情報の流れ"
    PERSONAL = "個人情報の流れ（特定個人情報を含まない）"
    UNKNOWN = "流れ（特定個人情報を含むか文書からは不明）"
    HELD = "保有"


class Mark(Enum):
    """印: what an overlay says of a box or an arrow. Values are the words of the legend; NONE says nothing."""

    NONE = ""
    DEFINITE = "届く"
    DERIVED = "別の形で届く"
    POSSIBLE = "届きうる"
    STOP = "ここで止まる"
    ADDED = "追加"
    REMOVED = "削除"
    CHANGED = "変更"
    GAINED = "新たに届く"
    FINDING = "指摘"
    ASIDE = "関わらない"


@frozen
class Frame:
    """枠: a zone. `parent` is the id of the frame around it, "" at the outside. `side` says where it stands."""

    id: str
    label: str = field(converter=reveal)
    parent: str = ""
    side: Side = field(default=Side.UNKNOWN, eq=False)


@frozen
class Box:
    """箱: a node. `frame` is the id of the frame that it stands in, "" outside all; then `side` says where.

    `nodes` are the names of the nodes that it stands for, where they are several.
    """

    id: str
    label: str = field(converter=reveal)
    shape: Shape
    frame: str = ""
    mark: Mark = Mark.NONE
    side: Side = field(default=Side.UNKNOWN, eq=False)
    nodes: tuple[str, ...] = field(default=(), eq=False)


@frozen
class Arrow:
    """矢印: a flow from box `source` to box `target`, with the printed step `number` and a short `text`.

    `flows` are the ids of the flows of the model that it stands for; a line of 保有 stands for none. With `both` it has
    a head at either end. `carried` are the items that its flows name, and 等 where one of them leaves its list open;
    `handed` says what they are (移転, 提供 …), where they are all the same.
    """

    id: str
    source: str
    target: str
    line: Line
    number: str = field(default="", converter=reveal)
    text: str = field(default="", converter=reveal)
    mark: Mark = Mark.NONE
    flows: tuple[str, ...] = field(default=(), eq=False)
    both: bool = False
    carried: tuple[str, ...] = field(default=(), eq=False)
    handed: FlowKind = field(default=FlowKind.NONE, eq=False, repr=False)

    @property
    def has_label(self) -> bool:
        """Whether it bears a number or a text."""
        return bool(self.number or self.text)

    @property
    def kind(self) -> str:
        """The words of its line and mark."""
        return "・".join(word for word in (self.line.value, self.mark.value) if word)


@frozen
class Remark:
    """備考の1行: a printed number and what happens at it."""

    number: str = field(converter=reveal)
    text: str = field(converter=reveal)


@frozen
class RemarkGroup:
    """備考の見出しとその行."""

    heading: str = field(converter=reveal)
    remarks: tuple[Remark, ...]


@frozen
class Scene:
    """画面: everything that one picture shows. Ids are unique among boxes, frames and arrows.

    `footer` says whose document the picture is of and of when, for the foot of a printed page.
    """

    title: str = field(converter=reveal)
    subtitle: str = field(default="", converter=reveal)
    frames: tuple[Frame, ...] = ()
    boxes: tuple[Box, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    remarks: tuple[RemarkGroup, ...] = ()
    footer: str = field(default="", converter=reveal)

    @property
    def lines(self) -> tuple[Line, ...]:
        """The kinds of line that the arrows use, in the order of the legend."""
        used = {arrow.line for arrow in self.arrows}
        return tuple(line for line in Line if line in used)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The marks that boxes and arrows bear, in the order of the legend."""
        used = {b.mark for b in self.boxes} | {a.mark for a in self.arrows}
        return tuple(mark for mark in Mark if mark in used and mark is not Mark.NONE)

    @property
    def shapes(self) -> tuple[Shape, ...]:
        """The shapes that the boxes use, in the order of the legend."""
        used = {box.shape for box in self.boxes}
        return tuple(shape for shape in Shape if shape in used)
