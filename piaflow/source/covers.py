"""What a cover says, told by what it is: in a text layer its cells wander, and words stand next to no label.

A body is named by its title (みなと市長, みなと市教育委員会), the declaration alone declares (宣言する), and the name of an
assessment ends in the kind of the assessment: no other words of a cover do. A number alone, which the number of
the assessment is, is told right below its label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from piaflow.domain.names import fold
from piaflow.law.addresses import Address
from piaflow.source.asked import Value
from piaflow.source.filling import FilledPage
from piaflow.source.page import Line
from piaflow.source.rivals import Rival
from piaflow.source.words import PAGE_NUMBER, How

_TOLD = {
    "表紙.評価実施機関名": re.compile(
        r"[一-龠々ぁ-んァ-ヶー・]{2,25}?(?:[市町村区]長|知事|(?:教育|農業|選挙管理|公安)委員会|組合(?:長|管理者)?|広域連合長?|"
        r"企業団|事業管理者|消防長|議会議長|[一-龠]大臣|庁長官|理事長)"
    ),
    "表紙.宣言": re.compile(r".+宣言(?:する|します|いたします)。?"),
    "表紙.評価書名": re.compile(r"(?!特定個人情報保護評価書)[^。]+(?:基礎項目|重点項目|全項目)評価書"),
}
"""By the field, the whole of what may stand in it and in no other of a cover."""
_NUMBER = "表紙.評価書番号"


def tell_cover(pages: Sequence[FilledPage], rivals: Mapping[Address, Sequence[Rival]]) -> Iterator[Value]:
    """Yield what stands in the fields of the cover that were not read, where just one of their rivals is such words."""
    for address, told in rivals.items():
        if address.place in _TOLD:
            whole = _TOLD[address.place]
            found = [rival for rival in told if whole.fullmatch(fold(rival.text))]
            if len(found) == 1:
                yield Value(address, found[0].text, found[0].lines, How.REST, sure=True)
        elif address.place == _NUMBER:
            numbers = [line for page in pages for line in _find_numbers(page, address)]
            if len(numbers) == 1:
                yield Value(address, numbers[0].text.strip(), (numbers[0],), How.NEIGHBOUR, sure=True)


def _find_numbers(page: FilledPage, address: Address) -> Iterator[Line]:
    """The number right below its label, where more of the page follows: the last line may be the number of the page."""
    below = [line for line in page.lines if line.text.strip()][:-1]
    for one in page.asked:
        first = next((line for line in one.region if line.text.strip()), None)
        if one.address == address and first in below and first and PAGE_NUMBER.fullmatch(first.key):
            yield first
