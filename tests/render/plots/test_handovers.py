from __future__ import annotations

from pathlib import Path

from attrs import evolve

from piaflow import plots
from piaflow.domain.assessment import Assessment
from piaflow.domain.certainty import Certainty
from piaflow.domain.choices import Means
from piaflow.domain.entries import MeansBox, Provision, Recipient, Transfer
from tests.domain.small_city import FILES, city
from tests.once import load_once
from tests.render.plots.reading import axes_of, bars_of, rows_of, words_of

MODELS = Path(__file__).parents[3] / "models"
LINKAGE = "番号法第19条第8号別表第2"
NETWORK = Means.PROVISION_NETWORK


def handing(provisions: tuple[Provision, ...] = (), transfers: tuple[Transfer, ...] = ()) -> Assessment:
    return city(files=(evolve(FILES[0], provisions=provisions, transfers=transfers),))


def test_each_row_of_an_annex_is_counted() -> None:
    rows = (Recipient("厚生労働大臣", basis=("1",)), Recipient("都道府県知事", basis=("別表第2の9の項",)))
    model = handing(
        (Provision("提供先1", basis=(LINKAGE,), rows=rows),), (Transfer("移転先1", basis=("市条例",)),)
    )
    assert bars_of(axes_of(plots.bases(model))) == {
        "提供": {"番号法第19条第8号 別表第二": 1, "別表第二": 1},
        "移転": {"市条例": 1},
    }


def test_a_recipient_with_two_bases_counts_under_each_and_under_one_once() -> None:
    both = Provision("提供先1", basis=("住基法第14条", "番号法第19条第16号", "番号法第19条第16号"))
    assert bars_of(axes_of(plots.bases(handing((both,))))) == {
        "提供": {"住基法第14条": 1, "番号法第19条第16号": 1}
    }


def test_without_a_basis_that_is_said() -> None:
    assert rows_of(axes_of(plots.bases(handing((Provision("提供先1"),))))) == ["記載がない"]


def test_a_row_alone_of_an_unnamed_table_is_said_to_be_one() -> None:
    model = handing((Provision("提供先1", rows=(Recipient("知事", basis=("27",)),)),))
    assert rows_of(axes_of(plots.bases(model))) == ["表の項だけが書かれている"]


def test_a_box_that_cannot_be_read_is_no_provision_and_no_transfer() -> None:
    boxes = (
        MeansBox(NETWORK, Certainty.YES),
        MeansBox(Means.PAPER, Certainty.UNKNOWN),
        MeansBox(Means.MAIL, Certainty.NO),
    )
    model = handing((Provision("提供先1", means=boxes),), (Transfer("移転先1", means=boxes[1:]),))
    drawn = plots.means(model)
    assert bars_of(axes_of(drawn)) == {"提供": {NETWORK.value: 1}}
    assert rows_of(axes_of(drawn)) == ["紙", NETWORK.value]
    assert "印が読めない 2" in words_of(drawn)


def test_a_recipient_without_any_box_is_counted_as_such() -> None:
    assert bars_of(axes_of(plots.means(handing((Provision("提供先1"),))))) == {"提供": {"記載がない": 1}}


def test_the_58_rows_of_the_annex_of_iizuka_are_there() -> None:
    model = load_once(MODELS / "iizuka" / "juki.yaml")
    assert bars_of(axes_of(plots.means(model)))["提供"][NETWORK.value] == 58
    drawn = bars_of(axes_of(plots.bases(model)))
    assert drawn["提供"]["番号法第19条第8号 別表第二"] == 58
    assert drawn["移転"]["番号法第9条第1項 別表第一"] == 27 + 2
    assert "提供 58" in words_of(plots.bases(model))
