"""Looks at a page once more without what its linked style sheets hide: what counts or compares has to hold both ways.

``docs/decisions/0011-what-linked-sheets-hide.md`` says why.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

import msgspec
from msgspec import Struct

from a11ycheck.catalogue import Rule
from a11ycheck.engine import Judged, judge
from a11ycheck.model import Finding, LinkedSheet, Outcome, worst
from a11ycheck.page import Page
from a11ycheck.page.hidden import hidden_style
from a11ycheck.page.restyled import restyled
from a11ycheck.rules import Check
from a11ycheck.settings import Language

_MOST = 0.75  # of the elements in the main content, or on the page where none is marked
_SETTLED = (Outcome.PASSED, Outcome.INAPPLICABLE)


class _Found(Struct, frozen=True):
    """A finding, the element where it stands, and its target, by order."""

    finding: Finding
    place: int
    target: tuple[int, ...]


def looked_again(
    page: Page, judged: Judged, sheets: Sequence[LinkedSheet], rules: Sequence[Rule], lang: Language
) -> Judged:
    """Return what holds of the findings of a page where its linked sheets hide some of it.

    A finding about what is seen holds if it is found without the hidden elements as well. One about a hidden element
    holds as it is, for the element may be shown later, unless its rule compares elements or judges how they look.
    """
    style = hidden_style(page, sheets) if judged.findings else {}
    if not style or _waits_for_script(page, style):
        return judged
    told = {found.rule for found in judged.findings}
    doubted = [rule for rule in rules if rule.id in told and isinstance(rule.check, Check)]
    seen = {node.order for node in page.elements if node.visible}
    with restyled(page, style):
        gone = {order for order in seen if not page.elements[order].visible}
        if not gone:
            return judged
        again = judge(page, doubted, lang)
    before, after = _by_rule(judged), _by_rule(again)
    outcomes = dict(judged.outcomes)
    ids = {rule.id for rule in doubted}
    findings = [found for found in judged.findings if found.rule not in ids]
    for rule in doubted:
        kept = list(_kept(before[rule.id], after.get(rule.id, ()), gone, compares=rule.text.compares))
        findings += kept
        settled = again.outcomes[rule.id]
        at_best = settled if settled in _SETTLED else Outcome.PASSED
        outcomes[rule.id] = worst([found.outcome for found in kept]) if kept else at_best
    return msgspec.structs.replace(judged, outcomes=outcomes, findings=tuple(findings))


def _waits_for_script(page: Page, hidden: Iterable[int]) -> bool:
    """Tell whether one of the hidden elements holds what the page is there for: a script shows that at once."""
    content = [node for node in page.elements if node.tag == "main" or node.get("role") == "main"] or [page.root]
    inside = sorted({order for node in content for order in range(node.order, node.last + 1)})
    held = (bisect_right(inside, page.elements[order].last) - bisect_left(inside, order) for order in hidden)
    return any(each > len(inside) * _MOST for each in held)


def _by_rule(judged: Judged) -> dict[str, list[_Found]]:
    found: dict[str, list[_Found]] = {}
    for finding, about in zip(judged.findings, judged.about, strict=True):
        found.setdefault(finding.rule, []).append(_Found(finding, about[0], about[1:]))
    return found


def _kept(before: Sequence[_Found], after: Iterable[_Found], gone: set[int], *, compares: bool) -> Iterator[Finding]:
    """Yield what holds of one rule's findings: those about what is seen, then those about what is hidden."""
    told: set[int] = set()
    for found in after:
        same = [each for each in before if _is_same(each, found, gone)]
        if same:
            told.add(found.place)
            yield _milder(found, same)
    if not compares:
        yield from (found.finding for found in before if found.place in gone - told)


def _is_same(before: _Found, after: _Found, gone: set[int]) -> bool:
    """Tell whether a finding of the second look was there at the first: its place, or its target as far as seen."""
    return before.place == after.place or [each for each in before.target if each not in gone] == list(after.target)


def _milder(found: _Found, before: Sequence[_Found]) -> Finding:
    """Return a finding in the words of the second look, unless these say more than those of the first."""
    first = next((each for each in before if each.place == found.place), before[0])
    if Outcome.FAILED not in {each.finding.outcome for each in before} and found.finding.outcome is Outcome.FAILED:
        return first.finding
    if first.place != found.place:
        return found.finding
    # Elements of the same kind are numbered, and a hidden one among them counts in the baseline.
    return msgspec.structs.replace(found.finding, fingerprint=first.finding.fingerprint)
