"""Headings: the outline by which people who do not see a page find their way (WCAG 1.3.1, 2.4.6, technique H42)."""

from collections.abc import Iterator

from a11ycheck.page import Element, Page
from a11ycheck.rules import CantTell, Failed, Passed, Verdict, rule

_LONG_WITHOUT_HEADING = 150  # words: what one reads through without looking for a part


def headings(page: Page) -> list[Element]:
    """Headings that assistive technology meets."""
    return page.once(lambda page: list(page.with_role("heading")))


def level(heading: Element) -> int:
    """Return a heading's level; 2 where its role needs one and does not say it (WAI-ARIA 1.2 "aria-level")."""
    said = heading.get("aria-level").strip()
    if said.isdecimal() and int(said) > 0:
        return int(said)
    return int(heading.tag[1]) if heading.tag in ("h1", "h2", "h3", "h4", "h5", "h6") else 2


@rule("heading-empty", targets=headings)
def heading_empty(heading: Element) -> Verdict:
    """A heading says something (ACT ffd0e9)."""
    if heading.name:
        return Passed("named", name=heading.name)
    return CantTell("words-hidden") if _holds_hidden_words(heading) else Failed("no-name", level=level(heading))


def _holds_hidden_words(heading: Element) -> bool:
    """Tell whether a script may show words that wait in the heading, which a drawn page has then shown."""
    return heading.page.facts.layout is None and any(
        node.has("hidden") and any(_has_words(inner) for inner in (node, *node.descendants))
        for node in heading.descendants
    )


def _has_words(node: Element) -> bool:
    return any(isinstance(child, str) and not child.isspace() for child in node.children)


def pages_of_some_length(page: Page) -> Iterator[Element]:
    """The body, where it holds more text than one reads at a glance."""
    body = page.body
    if body is not None and body.exposed_text.count(" ") >= _LONG_WITHOUT_HEADING - 1:
        yield body


@rule("headings-missing", targets=pages_of_some_length)
def headings_missing(body: Element) -> Verdict:
    """A page of some length has headings."""
    found = headings(body.page)
    return Passed("present", count=len(found)) if found else Failed("none", words=len(body.exposed_text.split()))


def headings_after_another(page: Page) -> Iterator[tuple[Element, Element]]:
    """Each heading with the one before it; the heading that is judged comes first."""
    found = headings(page)
    return zip(found[1:], found, strict=False)


@rule("heading-level-skipped", targets=headings_after_another)
def heading_level_skipped(pair: tuple[Element, Element]) -> Verdict:
    """A heading is at most one level deeper than the one before."""
    heading, before = pair
    if level(heading) <= level(before) + 1:
        return Passed("next", level=level(heading))
    return Failed("skipped", level=level(heading), before=level(before), name=heading.name)


def pages_that_need_a_main_heading(page: Page) -> Iterator[Element]:
    """The body of a page that has headings, or enough text to need them."""
    if page.body is not None and (headings(page) or any(pages_of_some_length(page))):
        yield page.body


@rule("h1-missing", targets=pages_that_need_a_main_heading)
def h1_missing(body: Element) -> Verdict:
    """A page has a main heading."""
    main = next((heading for heading in headings(body.page) if level(heading) == 1), None)
    if main is not None:
        return Passed("present", name=main.name)
    first = next(iter(headings(body.page)), None)
    if first is None:
        return Failed("no-heading")
    return Failed("missing", at=first, level=level(first), name=first.name)


def main_headings(page: Page) -> Iterator[tuple[Element, ...]]:
    """The headings of level 1 in the page itself, as one group, the second first."""
    found = [heading for heading in headings(page) if level(heading) == 1 and heading.scope is None]
    if found:
        yield (*found[1:], found[0])


@rule("h1-multiple", targets=main_headings)
def h1_multiple(group: tuple[Element, ...]) -> Verdict:
    """A page has one main heading."""
    if len(group) == 1:
        return Passed("one", name=group[0].name)
    return Failed("several", count=len(group), first=group[-1].name, second=group[0].name)
