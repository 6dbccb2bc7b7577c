"""Landmarks: the regions by which screen reader users jump about a page.

Sources: WAI-ARIA 1.2 section 5.3.4; WCAG technique ARIA11.
"""

from collections.abc import Iterator

from a11ycheck.page import Element, Page
from a11ycheck.rules import Failed, Passed, Verdict, rule


def mains(page: Page) -> list[Element]:
    """The main landmarks of the page itself, not of the pages in its frames."""
    return page.once(lambda page: [node for node in page.with_role("main") if node.scope is None])


def pages_with_content(page: Page) -> Iterator[Element]:
    """The body of a page that says something."""
    if page.body is not None and page.body.exposed_text:
        yield page.body


@rule("main-landmark-missing", targets=pages_with_content)
def main_landmark_missing(body: Element) -> Verdict:
    """A page marks its main content."""
    return Passed("present") if mains(body.page) else Failed("missing")


def groups_of_mains(page: Page) -> Iterator[tuple[Element, ...]]:
    """The main landmarks as one group, the second first."""
    found = mains(page)
    if found:
        yield (*found[1:], found[0])


@rule("main-landmark-multiple", targets=groups_of_mains)
def main_landmark_multiple(group: tuple[Element, ...]) -> Verdict:
    """A page has one main content."""
    return Passed("one") if len(group) == 1 else Failed("several", count=len(group))
