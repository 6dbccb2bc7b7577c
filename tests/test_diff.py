"""What changed between two reports, and how it is told."""

import json

import pytest

from a11ycheck.difference import compare
from a11ycheck.model import Health, Outcome, Report
from a11ycheck.report.changes import SHOWN, changes
from tests.report.factory import HOSTILE
from tests.test_gate import finding, page, report_of

FAILED = Outcome.FAILED
OTHER = "https://example.fi/muu"


def names(old: Report, new: Report) -> dict[str, list[str]]:
    found = compare(old, new)
    lists = ("added", "fixed", "unchanged", "no_longer_tested")
    return {name: [each.fingerprint for each in getattr(found, name)] for name in lists}


OLD = report_of(
    page(finding(1, "of-a", FAILED), finding(2, "of-a", FAILED), finding(3, "practice", FAILED)),
    page(finding(4, "of-aa", FAILED), url=OTHER),
)


def test_new_fixed_unchanged_and_no_longer_tested() -> None:
    new = report_of(page(finding(2, "of-a", FAILED), finding(5, "of-aa", FAILED)))
    assert names(OLD, new) == {
        "added": ["defect-5"],
        "fixed": ["defect-1", "defect-3"],
        "unchanged": ["defect-2"],
        "no_longer_tested": ["defect-4"],
    }


@pytest.mark.parametrize(
    "looked",
    [
        page(url=OTHER, health=Health.NOT_TESTED, outcomes={}),
        page(url=OTHER, outcomes={"of-aa": Outcome.UNTESTED}),
        page(url=OTHER, outcomes={"of-a": Outcome.PASSED}),
    ],
)
def test_what_was_not_looked_for_is_not_fixed(looked: object) -> None:
    assert names(OLD, report_of(page(), looked))["no_longer_tested"] == ["defect-4"]  # type: ignore[arg-type]  # a page


def test_another_host_is_the_same_site() -> None:
    new = report_of(page(url="http://testi.example:8080/sivu"), page(url="http://testi.example:8080/muu"))
    assert names(OLD, new)["fixed"] == ["defect-1", "defect-2", "defect-4", "defect-3"]


def test_a_template_defect_is_one_change() -> None:
    pages = [page(finding(1, "of-a", FAILED), url=f"{OTHER}/{number}") for number in range(187)]
    (change,) = compare(report_of(), report_of(*pages)).added
    assert change.pages == 187
    assert change.page == f"{OTHER}/0"


NEW = report_of(page(finding(2, "of-a", FAILED), finding(5, "of-aa", FAILED, message="Kuvalla ei ole nimeä.")))


def test_text() -> None:
    shown = changes(compare(OLD, NEW), "text", "en")
    assert "New: 1. Fixed: 2. Unchanged: 1. No longer tested: 1." in shown
    assert "\nNew\n  of-aa (Best practice): Kuvalla ei ole nimeä.\n      https://example.fi/sivu:1  <p>\n" in shown
    assert shown.index("\nNew\n") < shown.index("\nFixed\n") < shown.index("\nNo longer tested\n")


@pytest.mark.parametrize(("lang", "heading"), [("fi", "## Korjatut"), ("sv", "## Åtgärdade"), ("en", "## Fixed")])
def test_markdown_in_the_language_of_the_report(lang: str, heading: str) -> None:
    shown = changes(compare(OLD, NEW), "markdown", lang)  # type: ignore[arg-type]  # one of the three
    assert heading in shown.splitlines()


def test_json_holds_all_changes() -> None:
    content = json.loads(changes(compare(OLD, NEW), "json", "en"))
    assert [each["fingerprint"] for each in content["fixed"]] == ["defect-1", "defect-3"]
    assert content["unchanged"][0]["page"] == "https://example.fi/sivu"
    assert content["old"] == "2026-11-24T09:00:00Z"


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_what_a_page_brings_does_no_harm(form: str) -> None:
    new = report_of(page(finding(1, "of-a", FAILED, message=HOSTILE, snippet=HOSTILE), url="javascript:alert(1)"))
    shown = changes(compare(report_of(), new), form, "en")
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    if form == "markdown":
        assert "<script>" not in shown.replace("`", "\n`").split("\n`")[0]


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_a_long_list_is_cut_and_says_so(form: str) -> None:
    new = report_of(page(*(finding(number, "of-a", FAILED) for number in range(SHOWN + 3))))
    assert "and 3 more" in changes(compare(report_of(), new), form, "en")
