"""Who assesses, told by what it is: one line of a document alone names a body, wherever its cover prints it.

In a text layer the cells of a cover wander, and a name stands next to no label. A body is named by its title (みなと市長,
みなと市教育委員会), which no other field of a form holds alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from piaflow.domain.names import fold
from piaflow.law.addresses import Address
from piaflow.source.filling import Value
from piaflow.source.rivals import Rival
from piaflow.source.words import How

_FIELD = "表紙.評価実施機関名"
_TITLE = re.compile(
    r"[一-龠々ぁ-んァ-ヶー・]{2,25}?(?:[市町村区]長|知事|(?:教育|農業|選挙管理|公安)委員会|組合(?:長|管理者)?|広域連合長?|"
    r"企業団|事業管理者|消防長|議会議長|[一-龠]大臣|庁長官|理事長)"
)


def tell_body(rivals: Mapping[Address, Sequence[Rival]]) -> Value | None:
    """Return who assesses, where that was not read and just one of the words that it may be is the title of a body."""
    for address, told in rivals.items():
        titles = [rival for rival in told if _TITLE.fullmatch(fold(rival.text))]
        if address.place == _FIELD and len(titles) == 1:
            return Value(address, titles[0].text, titles[0].lines, How.REST, sure=True)
    return None
