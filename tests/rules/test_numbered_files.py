"""A file that 変更箇所 calls by number and name is the one that the document numbers so; a model has no numbers."""

from __future__ import annotations

from itertools import permutations

import pytest

from piaflow.domain.span import Span
from piaflow.form.form import Cell, Filled, Form
from piaflow.law.addresses import Address
from piaflow.rules.catalogue import RULES
from piaflow.rules.checking import check
from piaflow.store.load import parse

RULE = next(rule for rule in RULES if rule.name == "reference-mismatch")
NOT_APPLIED = next(rule for rule in RULES if rule.name == "revision-not-applied")


def find(
    item: str, printed: tuple[str, ...] = ("台帳ファイル", "確認ファイル"), *, at_hand: bool = True
) -> list[str]:
    """Return what is told of a row, where the document prints these names at Ⅱ.1."""
    model = parse(
        f"""
assessment: {{body: みなと市長, procedure: 住民基本台帳に関する事務, form: 全項目評価書}}
documents: {{"900": {{}}}}
revisions: [{{item: "{item}", before: 甲, after: 乙, span: "900:90"}}]
""",
        "told.yaml",
    )
    kind = model.overview.form
    cells = (
        Cell(Address.parse(f"Ⅱ.ファイル{n}.1", kind), Filled(name, (Span("900", n, n),) if name else ()))
        for n, name in enumerate(printed, 1)
    )
    read = Form(kind, tuple(cells)) if at_hand else None
    return [f.message for f in check(model, rules=(RULE,), read=read).standing]


def test_a_name_with_the_number_of_another_file_is_told() -> None:
    (told,) = find("Ⅱ（２）台帳ファイル ６．①")
    assert told.startswith("変更箇所のⅡ（２）台帳ファイル ６．①は台帳ファイルを（2）とするが、")
    assert told.endswith("文書の台帳ファイルは（1）で、（2）は確認ファイルである。")
    assert find("Ⅱ((3)台帳ファイル)6.") == [
        "変更箇所のⅡ((3)台帳ファイル)6.は台帳ファイルを（3）とするが、文書の台帳ファイルは（1）で、（3）はない。"
    ]


def test_the_number_that_the_document_prints_goes_before_the_order() -> None:
    printed = ("（２）台帳ファイル", "(1)確認ファイル")
    assert find("Ⅱ（２）台帳ファイル６．①", printed) == []
    assert len(find("Ⅱ（１）台帳ファイル６．①", printed)) == 1


@pytest.mark.parametrize(
    "item",
    [
        "Ⅱ（１）台帳ファイル ６．①",
        "Ⅱ(2)確認ファイル3.②",
        "Ⅱ（２）６．①",
        "Ⅱ（２）台帳ファイルの更新",
        "Ⅱ（４）消えたファイル ６．",
        "台帳ファイル",
    ],
)
def test_the_right_number_a_number_alone_and_other_names_are_left_alone(item: str) -> None:
    assert find(item) == []


def test_without_the_document_or_its_names_nothing_is_told() -> None:
    assert find("Ⅱ（２）台帳ファイル ６．①", at_hand=False) == []
    assert find("Ⅱ（２）台帳ファイル ６．①", ("", "確認ファイル")) == []


@pytest.mark.parametrize("files", list(permutations(("台帳ファイル", "確認ファイル", "送付先ファイル"))))
@pytest.mark.parametrize("number", ["", "（１）", "（３）", "(9)"])
def test_a_count_is_of_the_file_that_its_row_names_whatever_their_order(
    files: tuple[str, ...], number: str
) -> None:
    counted = {"台帳ファイル": 3, "確認ファイル": 5, "送付先ファイル": 7}
    told = "".join(
        f"  {name}: {{holder: 甲, counts: {{提供: {{count: {counted[name]}}}}}}}\n" for name in files
    )
    model = parse(
        f"""
assessment: {{body: みなと市長, procedure: 住民基本台帳に関する事務, form: 全項目評価書}}
documents: {{"900": {{}}}}
systems: {{甲: {{number: 1}}}}
files:
{told}revisions: [{{item: "Ⅱ{number}確認ファイル 5. 提供・移転の有無", after: 提供を行っている4件, span: "900:90"}}]
"""
    )
    (found,) = check(model, rules=(NOT_APPLIED,)).standing
    assert found.message.startswith("変更箇所の最後の行は確認ファイルの提供を4件とするが、Ⅱでは5件である。")
