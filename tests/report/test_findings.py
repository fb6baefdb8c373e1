"""Findings in every format: nothing is lost, and no name breaks out of its place."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from jsonschema import Draft4Validator

from piaflow.report.as_github import to_github
from piaflow.report.as_html import to_html
from piaflow.report.as_json_answers import check_to_list, check_to_rows
from piaflow.report.as_markdown import to_markdown
from piaflow.report.as_sarif import to_sarif
from piaflow.report.as_text import to_text
from piaflow.report.check import (
    tell_findings,
    tell_findings_page,
    tell_findings_short,
    tell_rules,
    tell_rules_page,
)
from piaflow.report.checked import CheckReport, count_all
from piaflow.rules.catalogue import RULES
from piaflow.rules.finding import Severity
from tests.report.columns import find_too_wide
from tests.report.findings import EVIL, PLACE, QUIET, RULE, make_finding, make_report

SCHEMA = Path(__file__).parent / "sarif-2.1.0-rtm.5.json"
"""The OASIS schema as the npm package @microsoft/jest-sarif 1.0.0-beta.0 (MIT) ships it."""

PLAIN = make_finding(subject="住民基本台帳ファイル/委託の件数")
NOTE = make_finding(QUIET, "市民課", Severity.NOTE)
SEVERAL = make_report(make_finding(), PLAIN, NOTE, accepted=(make_finding(about="承知"),))


def check_text(report: CheckReport) -> str:
    return to_text(tell_findings(report))


def check_markdown(report: CheckReport) -> str:
    return to_markdown(tell_findings_page(report))


def check_html(report: CheckReport) -> str:
    return to_html(tell_findings_short(report))


def sarif(report: CheckReport) -> Any:
    log = json.loads(to_sarif(report))
    validator = Draft4Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert [error.message for error in validator.iter_errors(log)] == []
    return log["runs"][0]


def read_command(line: str) -> tuple[str, dict[str, str], str]:
    """Read a workflow command as the runner does."""
    match = re.fullmatch(r"::(\w+) ([^:]*)::(.*)", line)
    assert match is not None
    pairs = (pair.split("=", 1) for pair in match[2].split(","))
    return match[1], {key: _unescape(value) for key, value in pairs}, _unescape(match[3])


def _unescape(text: str) -> str:
    for code, character in (("%2C", ","), ("%3A", ":"), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        text = text.replace(code, character)
    return text


def test_text_shows_both_sides_with_their_lines_and_the_key() -> None:
    text = check_text(make_report(PLAIN))
    assert text.splitlines()[0] == f"みなと市長 住基 {PLACE.file}"
    assert f"■ {RULE.title}（evil-name）" in text
    assert "［誤り・確か］住民基本台帳ファイル/委託の件数は2件とあるが、1件である。" in text
    assert "・住民基本台帳ファイル/委託の件数の件数 900:3-5 900:9" in text
    assert f"{PLACE} {PLAIN.key}" in text


def test_text_fits_a_hundred_columns_and_ends_with_the_counts() -> None:
    text = check_text(SEVERAL)
    assert find_too_wide(text) == []
    assert text.splitlines()[-1] == "1 件の文書に指摘 3 件（誤り 2、参考 1）、承知した指摘 1 件"


def test_text_of_nothing_says_so() -> None:
    assert check_text(make_report()) == "1 件の文書に指摘 0 件\n"


def test_what_is_known_is_hidden_and_counted() -> None:
    (document,) = SEVERAL.documents
    known = document.without(frozenset({("みなと市長 住基", PLAIN.key), ("よその市長 住基", NOTE.key)}))
    assert [f.key for f in known.findings] == [make_finding().key, NOTE.key]
    report = CheckReport((known,), SEVERAL.rules)
    assert (
        count_all(report) == "1 件の文書に指摘 2 件（誤り 1、参考 1）、承知した指摘 1 件、前からの指摘 1 件"
    )


def test_data_has_what_the_finding_has() -> None:
    (told,) = check_to_list(make_report(PLAIN))
    assert told["document"] == "みなと市長 住基"
    assert told["place"] == {"file": PLACE.file, "line": 12, "column": 5}
    assert (told["severity"], told["confidence"], told["rule"]) == ("error", "high", "evil-name")
    assert told["spans"] == ["900:3-5", "900:9"]
    assert [side["spans"] for side in told["evidence"]] == [["900:3-5", "900:9"], []]
    assert told["key"] == PLAIN.key


def test_rows_are_flat_and_in_officers_words() -> None:
    for row in check_to_rows(SEVERAL):
        assert all(isinstance(value, str) for value in row.values())
    assert [row["severity"] for row in check_to_rows(SEVERAL)] == ["誤り", "誤り", "参考"]


def test_github_reads_back_what_was_found() -> None:
    evil, plain, note = map(read_command, to_github(SEVERAL).splitlines())
    assert [line[0] for line in (evil, plain, note)] == ["error", "error", "notice"]
    assert evil[1] == {"file": PLACE.file, "line": "12", "col": "5", "title": f"{RULE.title} (evil-name)"}
    assert evil[2].startswith(f"{EVIL}は2件")
    assert "900:3-5 900:9" in plain[2]


def test_github_gives_each_finding_one_line_whatever_its_name() -> None:
    text = to_github(SEVERAL)
    assert len(text.splitlines()) == len(SEVERAL.findings)
    assert all(line.startswith("::") for line in text.splitlines())


def test_markdown_keeps_a_name_from_becoming_markup() -> None:
    text = check_markdown(make_report(make_finding()))
    (line,) = (line for line in text.splitlines() if line.startswith("- "))
    sentence, key = line.split(" `` ")
    assert "100% ::error::住基&lt;/script\\>&lt;b\\>\\`\\*\\|\\[x\\](y)は2件" in sentence
    assert "</script>" in key
    assert key.endswith("(y) ``")


def test_markdown_has_a_heading_per_document_and_rule() -> None:
    text = check_markdown(SEVERAL)
    assert [line for line in text.splitlines() if line.startswith("#")] == [
        "# 評価書の指摘",
        "## みなと市長 住基",
        f"### {RULE.title}（`evil-name`）",
        "### 静か（`quiet`）",
    ]
    assert "  - 住民基本台帳ファイル/委託の件数の件数 `900:3-5` `900:9`" in text


def test_html_keeps_a_name_from_becoming_markup() -> None:
    shown = check_html(make_report(make_finding(), name=EVIL))
    assert "</script>" not in shown
    assert "<b>" not in shown
    assert html.escape(EVIL) in shown
    assert check_html(make_report()) == "<p>1 件の文書に指摘 0 件</p>"


@pytest.mark.parametrize("report", [SEVERAL, make_report()], ids=["several", "none"])
def test_sarif_has_every_rule_with_its_help(report: CheckReport) -> None:
    rules = sarif(report)["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["evil-name", "quiet"]
    assert "直す。" in rules[0]["help"]["text"]
    assert [rule["defaultConfiguration"]["level"] for rule in rules] == ["error", "note"]


def test_sarif_points_at_the_model_and_at_the_documents() -> None:
    result = sarif(SEVERAL)["results"][1]
    place = result["locations"][0]["physicalLocation"]
    assert unquote(place["artifactLocation"]["uri"]) == PLACE.file
    assert place["region"] == {"startLine": 12, "startColumn": 5}
    sides = [side.get("physicalLocation") for side in result["relatedLocations"]]
    assert [side and side["region"] for side in sides] == [
        {"startLine": 3, "endLine": 5},
        {"startLine": 9, "endLine": 9},
        None,
    ]
    assert sides[0]["artifactLocation"] == {"uri": "900%20minato.txt", "uriBaseId": "DOCUMENTS"}


def test_sarif_knows_a_finding_again_and_says_what_is_accepted() -> None:
    results = sarif(SEVERAL)["results"]
    assert [r["fingerprints"]["piaflow/key"] for r in results[:3]] == [f.key for f in SEVERAL.findings]
    assert [[s["justification"] for s in r["suppressions"]] for r in results] == [
        [],
        [],
        [],
        ["図に描くほどではない"],
    ]


def test_sarif_doubles_the_braces_of_a_name() -> None:
    """A reader takes {0} for a placeholder (SARIF 2.1.0, 3.11.5)."""
    (result,) = sarif(make_report(make_finding(subject="{0}端末")))["results"]
    assert result["message"]["text"].startswith("{{0}}端末は")


def test_sarif_of_a_model_without_a_file_is_valid() -> None:
    (document,) = make_report(PLAIN).documents
    bare = CheckReport(
        (type(document)(document.name, standing=(type(document.standing[0])(PLAIN),)),), (RULE,)
    )
    (result,) = sarif(bare)["results"]
    assert result["locations"][0]["logicalLocations"] == [{"fullyQualifiedName": PLAIN.subjects[0]}]


def test_the_page_of_rules_has_one_heading_per_rule_in_their_order() -> None:
    page = to_markdown(tell_rules_page(RULES))
    headings = [line.removeprefix("## ") for line in page.splitlines() if line.startswith("## ")]
    assert headings == [rule.name for rule in RULES]


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.name)
def test_a_rule_is_explained_by_its_four_texts(rule: Any) -> None:
    text = "".join(to_text(tell_rules([rule])).split())
    texts = (rule.title, rule.checks, rule.matters, rule.settle, rule.source)
    assert [t for t in texts if "".join(t.split()) not in text] == []
    assert find_too_wide(to_text(tell_rules([rule]))) == []
