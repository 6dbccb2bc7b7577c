"""The test cases of the W3C's ACT rules by their HTML alone; known gaps may only shrink.

The cases lie beside the checkout, in ``../shared/act`` or where ``ACT`` says. Without them there is nothing to run.
"""

import os
import tomllib
from pathlib import Path
from typing import Any

import pytest

from scripts.act_table import FOLDER, GAPS, scores, static_report

CASES = Path(os.environ.get("ACT", FOLDER))
pytestmark = pytest.mark.skipif(
    not (CASES / "testcases.json").is_file(), reason="the ACT cases are not beside this folder"
)


@pytest.fixture(scope="module")
def rated() -> list[Any]:
    return scores(CASES, static_report(CASES))


def test_what_is_not_complete_is_a_known_gap(rated: list[Any]) -> None:
    known = tomllib.loads(GAPS.read_text(encoding="utf-8"))["static"]
    gaps = {each.rule.id: each.rating for each in rated if each.rating != "complete"}
    worse = {rule: rating for rule, rating in gaps.items() if known.get(rule) != rating}
    assert not worse, "a rule got worse; or it got better, and its line in known_gaps.toml has to say so"
    assert not known.keys() - gaps.keys(), "these are complete now: take them out of known_gaps.toml"


def test_no_rule_is_inconsistent(rated: list[Any]) -> None:
    assert not [each.rule.id for each in rated if each.rating == "inconsistent"]


def test_no_case_is_a_false_alarm(rated: list[Any]) -> None:
    assert not {each.rule.id: each.counts["false alarm"] for each in rated if each.counts["false alarm"]}
