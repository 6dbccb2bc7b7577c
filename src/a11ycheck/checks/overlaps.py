"""Texts that come to lie on each other when the page is zoomed, narrow or spaced (WCAG 1.4.4, 1.4.10, 1.4.12)."""

from collections.abc import Iterator

from a11ycheck.page import Element, Page, known
from a11ycheck.page.overlap import Overlap, overlaps
from a11ycheck.page.painted import painted_runs
from a11ycheck.rules import Failed, Passed, Verdict, rule

_ROOM = 60  # characters of a text that a message shows


def _before(page: Page) -> set[int]:
    """The elements whose text something lies on as the page comes, whatever the window: that is meant, or known."""
    return {each.below.number for each in overlaps(page)}


def _body(page: Page, drawn: Page | None) -> Iterator[Element]:
    known(drawn)
    if page.body is not None and any(painted_runs(node) for node in page.body.descendants):
        yield page.body


def _judge(body: Element, drawn: Page | None) -> Verdict:
    before = body.page.once(_before)
    fresh = [each for each in known(drawn).once(overlaps) if each.below.number not in before]
    return _failed(body.page, fresh) if fresh else Passed("apart")


def _failed(page: Page, fresh: list[Overlap]) -> Failed:
    first = fresh[0]
    at = page.by_node(first.below.number)
    return Failed("on-each-other", at=at, text=first.text[:_ROOM], other=first.other[:_ROOM], count=len(fresh))


def narrow_body(page: Page) -> Iterator[Element]:
    """The body of a page with text, known 320 pixels wide."""
    yield from _body(page, page.facts.narrow)


@rule("text-overlaps-narrow", targets=narrow_body)
def text_overlaps_narrow(body: Element) -> Verdict:
    """In a window 320 pixels wide no text lies on another (WCAG 1.4.10)."""
    return _judge(body, body.page.facts.narrow)


def spaced_body(page: Page) -> Iterator[Element]:
    """The body of a page with text, known with wider text spacing."""
    yield from _body(page, page.facts.spaced)


@rule("text-overlaps-spaced", targets=spaced_body)
def text_overlaps_spaced(body: Element) -> Verdict:
    """With wider text spacing no text lies on another (WCAG 1.4.12, failure F104)."""
    return _judge(body, body.page.facts.spaced)


def zoomed_body(page: Page) -> Iterator[Element]:
    """The body of a page with text, known at 200 %."""
    yield from _body(page, page.facts.zoomed)


@rule("text-overlaps-zoomed", targets=zoomed_body)
def text_overlaps_zoomed(body: Element) -> Verdict:
    """At 200 % no text lies on another (WCAG 1.4.4, failure F69)."""
    return _judge(body, body.page.facts.zoomed)
