"""特定個人情報: personal information whose content includes 個人番号 or what stands for it.

Source: 番号法2条9項 (as in force on 2025-09-01): 個人番号 includes 番号・記号・符号 used in its place,
住民票コード excepted. So 符号 makes a flow 特定個人情報; 住民票コード or 宛名番号 alone does not.
"""

from __future__ import annotations

from piaflow.domain.certainty import Certainty
from piaflow.domain.flows import Flow
from piaflow.domain.items import CODE, NUMBER, Vocabulary

SPECIFIC_ITEMS = (NUMBER, CODE)


def judge_specific(flow: Flow, vocabulary: Vocabulary) -> Certainty:
    """Return whether the flow carries 特定個人情報: by its items, else by what the document says of it.

    What is left out of a listed group (本人確認情報、個人番号を除く) does not go along; an item that is listed and
    excluded tells nothing. What is called 特定個人情報 and tells nothing of what is in it is such.
    """
    held = [vocabulary.holds_without(flow.items, flow.excludes, item) for item in SPECIFIC_ITEMS]
    if Certainty.YES in held or vocabulary.names_specific(flow.items.names):
        return Certainty.YES
    if flow.specific is not None:
        return flow.specific
    return Certainty.NO if all(h is Certainty.NO for h in held) else Certainty.UNKNOWN
