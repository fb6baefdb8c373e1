"""Scene → the scene of a sheet: what an officer would put on one page, with every flow still on exactly one arrow.

Parallel flows of one kind share an arrow, whose step numbers are factored as the form does (`1,2,3-②、4-①`); an arrow
that goes both ways has two heads; a step's sentence stands in the 備考 and only a short word of it on the arrow; boxes
that would look the same to a reader are one box with all their names, or where these are many with their number and the
names below; what no arrow meets stands in a list below.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence

from attrs import evolve

from piaflow.domain.choices import FlowKind
from piaflow.domain.grouping import group_by
from piaflow.domain.items import IDENTIFIERS, OPEN
from piaflow.views.arranging import by_number
from piaflow.views.narrowing import find_filled
from piaflow.views.scene import Arrow, Box, Line, Mark, Remark, RemarkGroup, Scene

LISTED = "図に矢印のないもの"
FOLDED = "図で1つの箱にしたもの"
_LONGEST = 6  # letters of a word on an arrow that is told in the 備考: as long as those of published sheets
_LONGEST_LIST = 12  # letters of what an arrow carries: two lines
_MOST_TOLD = 32  # arrows: of so many each can say what it carries, and the sheet keeps its size
_LEAST_ALIKE = 3  # two boxes alike are two boxes; from three on they are a list
_MOST_NAMED = (
    32  # letters: four lines, the height of the systems beside it; a list that is longer is read below
)
_UNITS = "課室部局係所署院園校社市町村"
_ENDS = {  # what the two ends of a flow are to each other: the giver, and who gets it
    FlowKind.ACQUISITION: ("入手元", ""),
    FlowKind.TRANSFER: ("", "移転先"),
    FlowKind.PROVISION: ("", "提供先"),
    FlowKind.ENTRUSTMENT: ("", "委託先"),
    FlowKind.SUBENTRUSTMENT: ("", "再委託先"),
}
_STEP = re.compile(r"(\d+)-(\S+)")
_VERB = re.compile(
    "(?:申請|届出|提出|入力|登録|更新|作成|発行|交付|送付|送信|受信|受領|受付|取得|取込|抽出|検索|照会|回答|提供|連携|通知|"
    "確認|付番|生成|出力|印刷|保管|保存|転記|削除|移転|返却|閲覧|参照|要求|要請|依頼|処理|操作|配信|納付|決定|提示|読取り?)$"
)


def compose(scene: Scene) -> Scene:
    """Return the scene of the sheet. Put marks on a scene before: arrows and boxes with different marks stay apart."""
    return _tell_carried(_list_lonely(gather(_fold_alike(scene))))


def factor(numbers: Iterable[str]) -> str:
    """Return step numbers as the form writes several on one arrow: those of one step together, then those of one part.

    >>> factor(["1-②", "2-②", "3-②", "4-①", "5-①", "5-③"])
    '1,2,3-②、4,5-①、5-③'
    """
    found = list(dict.fromkeys(number for number in numbers if number))
    steps = {number: (match[1], match[2]) for number in found if (match := _STEP.fullmatch(number))}
    by_step = group_by((step, part) for part, step in steps.values())
    by_part = group_by((part, step) for part, step in steps.values() if len(by_step[step]) == 1)
    told: dict[str, None] = {}
    for number in found:
        if number not in steps:
            told[number] = None
            continue
        part, step = steps[number]
        if len(by_step[step]) > 1:
            told[f"{','.join(by_step[step])}-{step}"] = None
        else:
            told[f"{part}-{''.join(by_part[part])}"] = None
    plain = all(not _STEP.fullmatch(number) and not number[0].isascii() for number in found)
    return ("" if plain else "、").join(told)


def gather(scene: Scene) -> Scene:
    """Join the arrows of one kind of line and mark between two boxes; a line of 保有 stays alone.

    Two ways become one arrow with two heads where they say the same or the 備考 tell them. Put marks on a scene before:
    a gathered arrow has an id of its own.
    """
    told = {remark.number for group in scene.remarks for remark in group.remarks} - {""}
    groups = group_by(
        ((a.source, a.target, a.line, a.mark, a.id if a.line is Line.HELD else ""), a) for a in scene.arrows
    )
    joined: list[Arrow] = []
    answered: set[Hashable] = set()
    for key, arrows in groups.items():
        source, target, line, mark, held = key
        back = (target, source, line, mark, held)
        answers = groups.get(back, ()) if source != target and not held else ()
        if answers and (_are_told((*arrows, *answers), told) or _find_texts(arrows) == _find_texts(answers)):
            if key not in answered:
                joined.append(_join(arrows, answers, told))
            answered.add(back)
        else:
            joined.append(_join(arrows, (), told))
    return evolve(scene, arrows=tuple(joined))


def _join(arrows: Sequence[Arrow], answers: Sequence[Arrow], told: set[str]) -> Arrow:
    """Return one arrow for all; its words are said of every one of them, or of none where the 備考 tells them."""
    every = [*arrows, *answers]
    if len(every) == 1 and not _are_told(every, told):
        return arrows[0]
    more = f" ほか{len(every) - 1}" if len(every) > 1 else ""
    return evolve(
        arrows[0],
        id=f"{arrows[0].id}{more}",
        number=factor(sorted((arrow.number for arrow in every), key=by_number)),
        text=_find_words(arrows, answers, told),
        flows=tuple(flow for arrow in every for flow in arrow.flows),
        both=bool(answers),
        carried=tuple(item for arrow in every for item in arrow.carried),
    )


def _find_words(arrows: Sequence[Arrow], answers: Sequence[Arrow], told: set[str]) -> str:
    texts = _find_texts(arrows)
    if not _are_told((*arrows, *answers), told):
        return "・".join(texts)
    if answers and texts != _find_texts(answers):
        return ""
    short = dict.fromkeys(map(_shorten, texts))
    together = "・".join(short)
    return together if all(short) and len(together) <= _LONGEST else ""


def _are_told(arrows: Iterable[Arrow], told: set[str]) -> bool:
    return all(arrow.number in told for arrow in arrows)


def _find_texts(arrows: Iterable[Arrow]) -> list[str]:
    return list(dict.fromkeys(arrow.text for arrow in arrows if arrow.text))


def _shorten(text: str) -> str:
    """Return a text that is short, else the verb that it ends in, "" where there is none: never other words than its."""
    if len(text) <= _LONGEST:
        return text
    verb = _VERB.search(text)
    return verb[0] if verb else ""


def _fold_alike(scene: Scene) -> Scene:
    """Make one box of those that stand in one frame, look alike and whose arrows say the same to the same others."""
    met: dict[str, list[tuple[object, ...]]] = defaultdict(list)
    for a in scene.arrows:
        met[a.source].append((a.target, True, a.line, a.number, a.text, a.mark))
        met[a.target].append((a.source, False, a.line, a.number, a.text, a.mark))
    alike = group_by(
        ((box.frame, box.shape, box.mark, box.side, tuple(met[box.id])), box)
        for box in scene.boxes
        if met[box.id]
    )
    folded = [
        same
        for same in alike.values()
        if len(same) >= _LEAST_ALIKE and not any(end == box.id for box in same for end, *_ in met[box.id])
    ]
    if not folded:
        return scene
    names = ["、".join(box.label for box in same) for same in folded]
    labels = [
        told if len(told) <= _MOST_NAMED else _count(same, scene.arrows)
        for same, told in zip(folded, names, strict=True)
    ]
    labels = [
        f"{label}（その{labels[:n].count(label) + 1}）" if labels.count(label) > 1 else label
        for n, label in enumerate(labels)
    ]
    first = {
        box.id: _join_boxes(same, label) for same, label in zip(folded, labels, strict=True) for box in same
    }
    boxes = tuple(dict.fromkeys(first.get(box.id, box) for box in scene.boxes))
    ends = {name: box.id for name, box in first.items()}
    arrows = (
        evolve(a, source=ends.get(a.source, a.source), target=ends.get(a.target, a.target))
        for a in scene.arrows
    )
    counted = [(label, told) for label, told in zip(labels, names, strict=True) if label != told]
    group = RemarkGroup(FOLDED, tuple(Remark("", f"{label}：{told}") for label, told in counted))
    remarks = (*scene.remarks, group) if counted else scene.remarks
    return evolve(scene, boxes=boxes, arrows=tuple(arrows), remarks=remarks)


def _join_boxes(same: Sequence[Box], label: str) -> Box:
    nodes = (node for box in same for node in box.nodes or (box.id,))
    return evolve(same[0], label=label, nodes=tuple(nodes))


def _count(same: Sequence[Box], arrows: Iterable[Arrow]) -> str:
    """Return how many boxes alike there are and what they are to the others (移転先 12課), as far as their flows agree.

    Where they do not, the first of them is named: ○○課 ほか11件.
    """
    ids = {box.id for box in same}
    roles = {_ENDS.get(a.handed, ("", ""))[a.target in ids] for a in arrows if ids & {a.source, a.target}}
    role = roles.pop() if len(roles) == 1 else ""
    endings = {box.label[-1:] for box in same}
    unit = ending if len(endings) == 1 and (ending := endings.pop()) in _UNITS else "件"
    return f"{role} {len(same)}{unit}" if role else f"{same[0].label} ほか{len(same) - 1}{unit}"


def _tell_carried(scene: Scene) -> Scene:
    """Say on each arrow what it carries, where there are few and none says anything yet."""
    if len(scene.arrows) > _MOST_TOLD or any(arrow.has_label for arrow in scene.arrows):
        return scene
    return evolve(scene, arrows=tuple(evolve(a, text=_list_carried(a.carried)) for a in scene.arrows))


def _list_carried(carried: Iterable[str]) -> str:
    """Return the names that fit, identifiers first; ほか where there are more or the document says 等."""
    names = sorted(set(carried), key=lambda name: (name == OPEN, name not in IDENTIFIERS, name))
    kept = names[:1]
    for name in names[1:]:
        if name == OPEN or len("・".join([*kept, name])) > _LONGEST_LIST:
            return "・".join(kept) + "ほか"
        kept.append(name)
    return "・".join(kept)


def _list_lonely(scene: Scene) -> Scene:
    """Put the boxes that no arrow meets in a list below, unless an overlay says something of them or there is no arrow."""
    ends = {end for arrow in scene.arrows for end in (arrow.source, arrow.target)}
    lonely = [box for box in scene.boxes if box.id not in ends and box.mark in {Mark.NONE, Mark.ASIDE}]
    if not lonely or not scene.arrows:
        return scene
    boxes = tuple(box for box in scene.boxes if box not in lonely)
    labels = {frame.id: frame.label for frame in scene.frames}
    listed = (
        "、".join(box.label for box in found) + (f"（{labels[frame]}）" if frame else "")
        for frame, found in group_by((box.frame, box) for box in lonely).items()
    )
    group = RemarkGroup(LISTED, (Remark("", "、".join(listed)),))
    frames = tuple(find_filled(scene.frames, boxes))
    return evolve(scene, boxes=boxes, frames=frames, remarks=(*scene.remarks, group))
