"""What kind of body (評価実施機関) an assessment is of: as its author says, else where its name makes it certain."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import frozen

from piaflow.domain.choices import BodyKind
from piaflow.domain.names import fold

if TYPE_CHECKING:
    from piaflow.domain.assessment import Overview

LOCAL = frozenset({BodyKind.MUNICIPALITY, BodyKind.PREFECTURE, BodyKind.SCHOOL_BOARD, BodyKind.UNION})
"""地方公共団体の機関: 番号法2条・28条 and 規則7条4項 speak of these (and of 地方独立行政法人) together."""

MEMBERS = (
    "広域連合・一部事務組合は構成団体とは別の地方公共団体（地方自治法284条）で、別の機関に渡すのは提供だが、"
    "分けて行う1つの事務の中で渡すのを移転とする評価書もある。原典は要確認"
)
"""What is known of 移転 and 提供 between a 広域連合 and its members: 番号法 itself does not speak of it."""

OFFICES = (
    "地方支分部局や出先は、それを置く機関の中にある（国家行政組織法9条、地方自治法155条・156条）。"
    "評価実施機関のものなら移転で合う。どの機関のものかは要確認"
)
"""What is known of 移転 to an office of which the document does not tell whose it is."""

# In this order: 市町村職員共済組合 is no 事務組合, and 後期高齢者医療広域連合長 ends as no mayor does. A name that
# ends in 機構 alone tells nothing: 租税債権管理機構 are 一部事務組合, 地方税機構 is a 広域連合.
_NAMES = (
    (BodyKind.INSURER, r"(?:健康保険|国民健康保険|国保|共済)組合(?:連合会)?(?:理事長)?$|健康保険協会"),
    (BodyKind.UNION, r"広域連合(?:長)?$|(?:一部事務|事務|行政)組合(?:管理者|長)?$"),
    (BodyKind.SCHOOL_BOARD, r"教育委員会$"),
    (BodyKind.AGENCY, r"(?<!地方)独立行政法人|国立大学法人|^日本[^都道府県市区町村]*機構(?:理事長)?$"),
    (BodyKind.NATIONAL, r"大臣$|庁長官$|省$"),
    (BodyKind.PREFECTURE, r"知事$|県$|^(?:東京都|北海道|大阪府|京都府)$"),
    (BodyKind.MUNICIPALITY, r"[市区町村]長?$"),
)


@frozen
class FoundKind:
    """機関の種類, and `inferred`: by which words of the name, "" where the author states it or nothing tells."""

    kind: BodyKind = BodyKind.UNKNOWN
    inferred: str = ""

    @property
    def is_local(self) -> bool:
        """Whether it is certainly a 地方公共団体の機関."""
        return self.kind in LOCAL


def find_body_kind(overview: Overview) -> FoundKind:
    """Return what the author states, else what the name makes certain, else 不明."""
    if overview.kind is not BodyKind.UNKNOWN:
        return FoundKind(overview.kind)
    return find_kind_of_name(overview.body)


def may_be_members(kind: BodyKind, other: BodyKind) -> bool:
    """Whether one of two bodies may be a 広域連合 or 一部事務組合 and the other a member of it."""
    members = LOCAL - {BodyKind.UNION}
    return (kind is BodyKind.UNION and other in members) or (other is BodyKind.UNION and kind in members)


def find_kind_of_name(body: str) -> FoundKind:
    """Return the kind of body that a name (みなと市長, 大浜県教育委員会) is certainly of, else 不明."""
    name = re.sub(r"\(.*?\)$", "", fold(body))
    for kind, pattern in _NAMES:
        found = re.search(pattern, name)
        if found:
            return FoundKind(kind, f"名の「{found[0]}」から")
    return FoundKind()
