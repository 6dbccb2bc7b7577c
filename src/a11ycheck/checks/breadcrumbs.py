"""The path of links from the start page to the page that is open (technique G65)."""

import re
from collections.abc import Iterator

from a11ycheck.page import Element, Page
from a11ycheck.page.attributes import with_word
from a11ycheck.rules import Failed, Passed, Verdict, rule
from a11ycheck.words import any_language

_CALLED_SO = re.compile(r"(?:^|[\s_-])(?:bread-?crumbs?|murupolku|br[oö]dsmul\w*|smulstig)(?:$|[\s_-])", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*[>›»→/\\|·–—]\s*")  # signs between the places of a path
_BOXES = ("p", "div", "span", "ul", "ol", "section", "td")
_FEWEST_LINKS = 2  # where nothing but signs shows that links are a path


def breadcrumbs(page: Page) -> Iterator[Element]:
    """Boxes that are a path by their class or id, and lines of links from the start page on with signs between them."""
    around = -1  # the last element of the path that was met before
    for node in sorted({*_called_so(page), *_typed(page)}, key=lambda each: each.order):
        if node.order > around and node.exposed:
            around = node.last
            yield node


def _called_so(page: Page) -> Iterator[Element]:
    for node in with_word(page, ("class", "id"), _CALLED_SO):
        if node.tag in (*_BOXES, "nav", "header") and node.inside("a"):
            yield node


def _typed(page: Page) -> Iterator[Element]:
    for link in page.tagged("a"):
        box = link.parent
        if box is not None and box.tag in _BOXES and link.text.lower() in any_language("home_names"):
            links = [node for node in box.elements if node.tag == "a"]
            signs = sum(isinstance(part, str) and _BETWEEN.match(part) is not None for part in box.children)
            begins = next((part for part in box.children if not isinstance(part, str) or part.strip()), None) is link
            if begins and len(links) >= _FEWEST_LINKS and signs >= len(links) - 1:
                yield box


@rule("breadcrumb-unmarked", targets=breadcrumbs)
def breadcrumb_unmarked(path: Element) -> Verdict:
    """The path is a navigation, which assistive technology lists and skips."""
    marked = any(node.role == "navigation" for node in (*path.lineage, *path.descendants))
    return Passed("navigation") if marked else Failed("loose", text=path.text[:80])
