"""`<<` shares defaults between entries, as YAML has it; each value keeps the place where it is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from piaflow.domain.choices import PersonBand
from piaflow.errors import InputError
from piaflow.store.load import apply, parse

MODEL = """assessment: {body: みなと市長, procedure: 予防接種}
parties:
  課A: &ka {kind: 部署, body: みなと市長}
  課B: {<<: *ka}
systems: {台: {number: 1}}
files:
  台帳:
    holder: 台
    transfers:
      移転先1: &ki {recipient: 課A, basis: [法9条], subjects: 1万人未満}
      移転先2: &jo {purpose: 調査, recipient: 課B}
      移転先3: {<<: [*jo, *ki], purpose: 連絡}
      移転先4: {purpose: 通知, <<: *ki}
"""


def complaint(text: str) -> str:
    with pytest.raises(InputError) as caught:
        parse(text, "m.yaml")
    return str(caught.value)


def test_an_entry_has_what_it_shares_but_for_its_own() -> None:
    model = parse(MODEL)
    _, _, third, fourth = model.files[0].transfers
    assert model.parties[1].kind is model.parties[0].kind
    assert (third.recipient, third.purpose, third.basis) == ("課B", "連絡", ("法9条",))
    assert (fourth.recipient, fourth.purpose) == ("課A", "通知")
    assert fourth.subjects is PersonBand.UNDER_10K


def test_defaults_are_shared_through_others() -> None:
    text = MODEL.replace("移転先4: {", "移転先4: &ge {") + "      移転先5: {<<: *ge, timing: 月1回}\n"
    assert parse(text).files[0].transfers[4].subjects is PersonBand.UNDER_10K


def test_what_is_wrong_in_a_default_is_told_where_it_is_written() -> None:
    told = complaint(MODEL.replace("subjects: 1万人未満", "subjects: 1万")).splitlines()
    assert {line.split(": ")[0] for line in told} == {"m.yaml:10:47"}


@pytest.mark.parametrize("wrong", ["課A", "[*ka, 課A]", "1"])
def test_what_is_no_mapping_is_refused(wrong: str) -> None:
    assert complaint(MODEL.replace("<<: *ka", f"<<: {wrong}")).startswith("m.yaml:4")


def test_a_default_that_names_itself_is_refused() -> None:
    told = complaint(MODEL.replace("{<<: *ka}", "&wa {<<: *wa}"))
    assert told == "m.yaml:4:12: 「<<」には、ほかの組の別名（*名前）か、その並びを書きます"


def test_a_quoted_sign_is_a_name() -> None:
    text = MODEL.replace("  課B: {<<: *ka}", "  課B: {}\n  '<<': {kind: 部署}")
    assert parse(text).find("<<") is not None


def test_defaults_that_grow_without_end_are_refused() -> None:
    rows = "".join(f"  課{i}: &k{i} {{<<: *k{i - 1}, x{i}: 1}}\n" for i in range(1, 1500))
    text = "assessment: {body: 市, procedure: 事}\nparties:\n  課0: &k0 {kind: 部署}\n" + rows
    assert "「<<」で加わる値が多すぎます" in complaint(text)


def test_a_change_file_amends_what_came_from_a_default(tmp_path: Path) -> None:
    change = tmp_path / "c.yaml"
    change.write_text("base: m.yaml\namend:\n  parties: {課Ｂ: {kind: 民間事業者}}\n", encoding="utf-8")
    changed = apply(parse(MODEL), change)
    assert changed.node("課B") == changed.parties[1]
    assert changed.parties[1].kind.value == "民間事業者"
