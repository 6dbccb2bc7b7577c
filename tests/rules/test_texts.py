"""Rules' texts are whole in three languages and short enough to be read."""

import string

import pytest

from a11ycheck import standards
from a11ycheck.catalogue import Rule, Text, catalogue

RULES = list(catalogue().values())
LONGEST = 60  # words of why and fix together


def keys(text: Text) -> dict[tuple[str, str], set[str]]:
    """The reasons of a text with the figures that each shows."""
    return {
        (outcome, reason): {name for _, name, _, _ in string.Formatter().parse(message) if name}
        for outcome in ("failed", "passed", "cantTell")
        for reason, message in getattr(text, outcome).items()
    }


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_three_languages_say_the_same(rule: Rule) -> None:
    assert keys(rule.text.en) == keys(rule.text.fi) == keys(rule.text.sv)
    assert all(
        getattr(text, part) for text in (rule.text.en, rule.text.fi, rule.text.sv) for part in ("title", "why", "fix")
    )


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
@pytest.mark.parametrize("lang", ["en", "fi", "sv"])
def test_texts_are_short(rule: Rule, lang: str) -> None:
    text: Text = getattr(rule.text, lang)
    assert len(f"{text.why} {text.fix}".split()) <= LONGEST
    assert len(text.title) <= 80
    assert not text.title.endswith(".")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_criteria_exist_and_fit_the_kind(rule: Rule) -> None:
    assert all(standards.criterion(number) for number in rule.text.wcag)
    if rule.text.kind == "best-practice":
        assert not rule.text.wcag
