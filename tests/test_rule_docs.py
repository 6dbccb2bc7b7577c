"""The rules' pages in docs/rules are made from the rules, and are fresh."""

from scripts.rule_docs import stale


def test_the_rules_pages_are_fresh() -> None:
    assert not stale(), "run make docs"
