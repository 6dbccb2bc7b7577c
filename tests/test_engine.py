"""A rule's own fault costs nothing but its verdict: the other rules are run, and the report says what went wrong."""

from collections.abc import Iterator

import msgspec
import pytest

from a11ycheck.catalogue import Rule, catalogue
from a11ycheck.engine import ahead, judge
from a11ycheck.model import Evidence, Examined, Finding, Health, Outcome, PageRecord
from a11ycheck.page import Element, Page, Unknown
from a11ycheck.page.parse import parse_text
from a11ycheck.rules import SiteCheck
from a11ycheck.settings import Language
from a11ycheck.site import SiteRules

PAGE = parse_text('<!DOCTYPE html><html lang="fi"><head><title>Kirjasto</title></head><body><h1>Kirjasto</h1></body>')
OTHER = catalogue()["title-missing"]


def _faulty(error: Exception) -> Rule:
    """A rule over the whole site whose targets end in an error after the first."""

    def targets(page: Page) -> Iterator[tuple[str, Element]]:
        yield "Kirjasto", page.root
        raise error

    rule = catalogue()["title-repeated"]
    assert isinstance(rule.check, SiteCheck)
    return msgspec.structs.replace(rule, check=SiteCheck(rule.id, targets, rule.check.expects))


def test_a_site_rule_that_crashes_on_a_page_says_so_and_the_others_go_on() -> None:
    judged = judge(PAGE, [_faulty(KeyError("x")), OTHER], "en")
    assert judged.outcomes == {"title-repeated": Outcome.CANT_TELL, OTHER.id: Outcome.PASSED}
    assert [(each.rule, each.target) for each in judged.findings] == [("title-repeated", "html")]
    assert "KeyError" in judged.findings[0].message
    assert [trait.value for trait in judged.traits] == ["Kirjasto"]


def test_what_was_asked_ahead_is_not_asked_again_and_rules_that_lack_a_fact_wait() -> None:
    page = parse_text('<!DOCTYPE html><html lang="fi"><body><a href="/" onfocus="this.form.submit()">Kartta</a>')
    rules = [catalogue()[rule] for rule in ("title-missing", "focus-handler-leaves", "text-clipped-zoomed")]
    assert list(ahead(page, rules)) == ["title-missing"]
    assert judge(page, rules, "en", {"title-missing": []}).outcomes == {
        "title-missing": Outcome.INAPPLICABLE,
        "focus-handler-leaves": Outcome.CANT_TELL,
        "text-clipped-zoomed": Outcome.UNTESTED,
    }


def test_what_a_site_rule_cannot_know_of_a_page_is_no_crash() -> None:
    judged = judge(PAGE, [_faulty(Unknown())], "en")
    assert judged.outcomes == {"title-repeated": Outcome.CANT_TELL}
    assert "KeyError" not in judged.findings[0].message


def test_the_fault_outlives_what_is_said_of_the_whole_site() -> None:
    rule = _faulty(KeyError("x"))
    judged = judge(PAGE, [rule], "en")
    record = PageRecord(
        url="https://kirjasto.example/",
        final_url="https://kirjasto.example/",
        status=200,
        title="Kirjasto",
        language="fi",
        health=Health.TESTED,
        outcomes=judged.outcomes,
        findings=judged.findings,
    )
    examined = Examined(record=record, traits=judged.traits)
    site = SiteRules([rule], "en")
    site.note(examined)
    complete = site.complete(examined)
    assert complete.outcomes["title-repeated"] is Outcome.CANT_TELL
    assert complete.findings == judged.findings


def _only_finding(rule: str, html: str) -> Finding:
    (found,) = judge(parse_text(html), [catalogue()[rule]], "en").findings
    return found


def test_a_finding_keeps_role_name_and_figures_as_data_long_names_shortened() -> None:
    name = "x" * 5000
    evidence = _only_finding("image-name-long", f"<html lang=en><body><img src=a.png alt='{name}'>").evidence
    assert evidence == Evidence(role="img", name="x" * 199 + "…", figures={"length": 5000})


def test_a_name_that_cannot_be_computed_costs_no_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    def fall_over(_image: Element) -> str:
        raise RecursionError

    monkeypatch.setattr(Element, "name", property(fall_over))
    found = _only_finding("image-without-name", "<html lang=en><body><img src=a.png>")
    assert (found.outcome, found.evidence.name) == (Outcome.CANT_TELL, "")


@pytest.mark.parametrize(("lang", "ratio"), [("en", "2.32:1"), ("fi", "2,32:1"), ("sv", "2,32:1")])
def test_a_message_has_the_decimal_mark_of_its_language_and_data_has_none(lang: Language, ratio: str) -> None:
    page = parse_text('<html lang="fi"><body><p style="color: #aaa; background: #fff">Kirjasto on auki</p>')
    (found,) = judge(page, [catalogue()["colours-close-in-source"]], lang).findings
    assert ratio in found.message
    assert found.evidence.figures["ratio"] == 2.32
