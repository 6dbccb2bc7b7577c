"""Each rule says of each of its examples what the example expects."""

from collections import Counter
from typing import Any

import msgspec
import pytest

from a11ycheck.catalogue import catalogue, unmatched
from a11ycheck.engine import verdicts
from a11ycheck.model import WORST_FIRST, LinkedPage, Outcome
from a11ycheck.page.facts import Facts
from a11ycheck.page.linked import summary_of
from a11ycheck.page.links import links
from a11ycheck.page.parse import parse_text
from a11ycheck.rules import Check, Site, SiteCheck, Verdict
from tests.rules.examples import FOLDER, Example, all_examples

HOST = "https://region.example"
EXAMPLES = [example for example in all_examples() if not example.needs_browser]


def judged(example: Example) -> list[Verdict]:
    """What the rule says of the example's last page."""
    rule = catalogue()[example.rule]
    if isinstance(rule.check, SiteCheck):
        return judged_among_pages(rule.check, example)
    assert isinstance(rule.check, Check)
    path, html = example.pages[-1]
    page = parse_text(html, url=f"{HOST}{path}")
    if example.pages[:-1]:
        page.facts = msgspec.structs.replace(page.facts, linked_pages=linked_pages(example))
    return [verdict for _, verdict in verdicts(page, rule.check)]


def linked_pages(example: Example) -> dict[str, LinkedPage]:
    """The pages before the last one, as a scan keeps them of a page that links to them."""
    urls = [(f"{HOST}{path}", html) for path, html in example.pages[:-1]]
    return {url: summary_of(parse_text(html, url=url), url) for url, html in urls}


def judged_among_pages(check: SiteCheck, example: Example) -> list[Verdict]:
    """What a rule over a site says of the last page of an example that is a site."""
    statuses = {f"{HOST}{path}": 404 for path in example.broken} | {f"{HOST}{path}": 200 for path, _ in example.pages}
    site = Site(pages=len(example.pages), statuses=statuses)
    noted: list[str] = []
    for path, html in example.pages:
        page = parse_text(html, url=f"{HOST}{path}")
        if check.targets is None:
            noted = [link.url for link in links(page) if link.url in statuses]
        else:
            noted = [value for value, _ in check.targets(page)]
        site.values.setdefault(check.id, Counter()).update(set(noted))
    return [check.expects(value, site) for value in noted]


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_the_rule_says_what_the_example_expects(example: Example) -> None:
    found = judged(example)
    worst = min(found, key=lambda verdict: WORST_FIRST.index(verdict.outcome), default=None)
    outcome = worst.outcome if worst else Outcome.INAPPLICABLE
    assert outcome.value == example.outcome, found
    if example.reason:
        assert worst is not None
        assert worst.reason == example.reason
    for verdict in found:
        for lang in ("en", "fi", "sv"):
            assert catalogue()[example.rule].says(lang).message(verdict.outcome, verdict.reason, verdict.figures)


class _Read(Facts, frozen=True):
    """Facts that note which of them are read: on a page that nobody measured, those that may be measured later."""

    def __getattribute__(self, name: str) -> Any:
        if name in Facts.__struct_fields__:
            _READ.add(name.replace("_", "-"))
        return super().__getattribute__(name)


_READ: set[str] = set()


def test_a_rule_names_every_fact_that_it_reads() -> None:
    """Else it would be asked before they are measured."""
    unnamed = set()
    for example in EXAMPLES:
        rule = catalogue()[example.rule]
        if isinstance(rule.check, Check):
            page = parse_text(example.pages[-1][1])
            page.facts = _Read()
            _READ.clear()
            list(verdicts(page, rule.check))
            named = {*rule.text.needs, *rule.text.uses, "layout"}
            unnamed |= {(rule.id, fact) for fact in _READ - named}
    assert unnamed == set()


def test_every_rule_has_a_text_and_a_function() -> None:
    assert not unmatched()


def test_each_rule_has_examples_of_each_outcome() -> None:
    rules = catalogue()
    by_rule: dict[str, set[str]] = {name: set() for name in rules}
    for example in all_examples():
        by_rule[example.rule].add(example.outcome)
    lacking = {
        name: sorted(
            {"passed", "inapplicable"} - outcomes | (set() if outcomes & {"failed", "cantTell"} else {"failed"})
        )
        for name, outcomes in by_rule.items()
        if not {"passed", "inapplicable"} <= outcomes or not outcomes & {"failed", "cantTell"}
    }
    assert not lacking


def test_examples_lie_where_their_rules_text_lies() -> None:
    for name, rule in catalogue().items():
        assert (FOLDER / rule.topic / f"{name}.html").is_file()


def test_every_message_is_said_of_some_example() -> None:
    said: set[tuple[str, str, str]] = set()
    for example in EXAMPLES:
        said |= {(example.rule, verdict.outcome.value, verdict.reason) for verdict in judged(example)}
    unsaid = [
        (name, outcome, reason)
        for name, rule in catalogue().items()
        if not rule.text.needs and not rule.text.uses  # what a drawn page says, its own tests look at
        for outcome in ("failed", "passed", "cantTell")
        for reason in getattr(rule.text.en, outcome)
        if (name, outcome, reason) not in said
    ]
    assert not unsaid
