"""Content that the page's own style sheets lay on its side, where no browser turned the page (WCAG 1.3.4)."""

from collections.abc import Iterator

from a11ycheck.page import Element, Page
from a11ycheck.page.exposure import perceivable
from a11ycheck.page.style import inline_style
from a11ycheck.page.text import words
from a11ycheck.page.turned import turned_by_sheets
from a11ycheck.rules import CantTell, Passed, Verdict, rule

_SOME = 3  # words: fewer are an icon's or a decoration's


def turned_content(page: Page) -> Iterator[Element]:
    """Content of some words that turns with the screen; where the page was drawn, ``orientation-locked`` measures."""
    if page.facts.layout is None:
        yield from (node for node in turned_by_sheets(page) if perceivable(node) and len(words(node.text)) >= _SOME)


@rule("content-turned-in-source", targets=turned_content)
def content_turned_in_source(node: Element) -> Verdict:
    """Content stands upright however the screen is held (ACT b33eff)."""
    own = inline_style(node)  # counts before the sheets
    if "none" in (own.get("transform"), own.get("rotate")):
        return Passed("upright")
    return CantTell("turned", text=node.text[:60])
