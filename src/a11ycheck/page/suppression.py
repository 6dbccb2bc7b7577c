"""What a page's source asks to leave out: ``<!-- a11ycheck-ignore RULE: reason -->``.

Such a comment covers the next element beside it with all that is inside; before ``<html>`` that is the whole page. It
names one rule or several, parted by commas, and gives a reason: without one it covers nothing.
``docs/decisions/0005-suppression-in-source.md`` says why.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

from a11ycheck.model import Suppressed, Suppression, SuppressionState
from a11ycheck.page.page import Comment, Element, Page
from a11ycheck.page.selector import selector

_ASKING = re.compile(r"\s*a11ycheck-ignore(?![\w-])(?P<rules>[^:]*):?(?P<reason>.*)", re.DOTALL)
_LONGEST_REASON = 500  # characters
_MOST = 1_000  # suppressions of one page


class Covering(Struct, frozen=True):
    """A suppression, and what it covers."""

    said: Suppression
    element: Element | None


def suppressions(page: Page) -> list[Covering]:
    """Return what a page's comments ask for, in document order, one for each rule that they name."""
    found: list[Covering] = []
    for comment in page.comments:
        asking = _ASKING.match(comment.text)
        if asking and len(found) < _MOST:
            found += _asked(comment, asking["rules"], asking["reason"])
    return sorted(found, key=lambda each: each.element.order if each.element is not None else len(page.elements))


def _asked(comment: Comment, rules: str, reason: str) -> Iterator[Covering]:
    element = comment.before
    words = " ".join(reason.split())[:_LONGEST_REASON]
    for rule in re.split(r"[\s,]+", rules.strip()):
        yield Covering(
            Suppression(
                rule=rule[:100],
                reason=words,
                target=selector(element) if element else "",
                line=element.line if element else 0,
                state=_state(rule, words, element),
            ),
            element,
        )


def _state(rule: str, reason: str, element: Element | None) -> SuppressionState:
    if not rule:
        return SuppressionState.NO_RULE
    if not reason:
        return SuppressionState.NO_REASON
    return SuppressionState.UNUSED if element is not None else SuppressionState.NO_ELEMENT


def suppressed(element: Element) -> dict[str, Suppressed]:
    """Return what is suppressed at an element, by the rule as the comment names it; the nearest comment counts."""
    found: dict[str, Suppressed] = {}
    for number, each in enumerate(element.page.once(suppressions), start=1):
        covered = each.element
        counts = each.said.state is SuppressionState.UNUSED
        if counts and covered is not None and covered.order <= element.order <= covered.last:
            found[each.said.rule] = Suppressed(reason=each.said.reason, number=number)
    return found
