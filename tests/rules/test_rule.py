"""A rule takes what people write for its choices, and says which are right."""

from __future__ import annotations

from typing import Any

import pytest

from piaflow import Confidence, Grounds, Hit, Rule, Severity, WrongValueError

WORDS = {
    "name": "own-rule",
    "title": "題",
    "checks": "見る。",
    "matters": "大事。",
    "settle": "直す。",
    "source": "市",
}
MAKE: Any = Rule
HIT: Any = Hit


@pytest.mark.parametrize("severity", ["warning", "注意", Severity.WARNING])
@pytest.mark.parametrize("confidence", ["low", "要確認", Confidence.LOW])
def test_choices_are_written_as_words(severity: object, confidence: object) -> None:
    rule = MAKE(**WORDS, severity=severity, confidence=confidence, grounds="noted")
    assert (rule.severity, rule.confidence, rule.grounds) == (Severity.WARNING, Confidence.LOW, Grounds.NOTED)
    hit = HIT("文。", ("甲",), severity=severity, confidence=confidence)
    assert (hit.severity, hit.confidence, hit.grounds) == (Severity.WARNING, Confidence.LOW, None)


def test_a_word_that_is_no_choice_comes_with_the_nearest() -> None:
    with pytest.raises(
        WrongValueError, match=r"Rule.severity: 'waring' is no Severity.*'warning'.*error, warning, note"
    ):
        MAKE(**WORDS, severity="waring")
