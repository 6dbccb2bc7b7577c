"""What is marked as a list and is none, and definition lists that lack a half (WCAG 1.3.1, techniques H40 and H48)."""

from collections.abc import Iterator

from a11ycheck.checks.lists import lists
from a11ycheck.page import Element, Page
from a11ycheck.rules import Failed, Passed, Verdict, rule

_A_PARAGRAPH = 200  # characters of an item: so long is no item of a list but a paragraph that was indented


def content_lists(page: Page) -> Iterator[Element]:
    """Lists of words in the main content."""
    for node in lists(page):
        if node.tag in ("ul", "ol") and node.closest("main") is not None and node.closest("nav") is None:
            yield node


@rule("list-of-one", targets=content_lists)
def list_of_one(node: Element) -> Verdict:
    """A list is no means of indenting a paragraph."""
    items = node.inside("li")
    if len(items) == 1 and len(items[0].text) >= _A_PARAGRAPH and not items[0].inside("a"):
        return Failed("paragraph", text=items[0].text[:60])
    return Passed("items", count=len(items))


def definition_lists(page: Page) -> Iterator[Element]:
    """Definition lists with terms or descriptions."""
    return (node for node in lists(page) if node.tag == "dl" and _parts(node))


def _parts(node: Element) -> list[Element]:
    return [part for part in node.inside("dt", "dd") if part.drawn and part.closest("dl") is node]


@rule("definition-list-incomplete", targets=definition_lists)
def definition_list_incomplete(node: Element) -> Verdict:
    """Each term has a description, and each description a term (HTML 4.4.9)."""
    parts = _parts(node)
    for part, after in zip(parts, [*parts[1:], None], strict=True):
        if part is parts[0] and part.tag == "dd":
            return Failed("no-term", at=part, text=part.text[:60])
        if part.tag == "dt" and after is None and not _unfolds(node, part):
            return Failed("no-description", at=part, text=part.text[:60])
    return Passed("pairs", count=sum(part.tag == "dt" for part in parts))


def _unfolds(node: Element, term: Element) -> bool:
    """Tell whether the description of the last term is there and hidden, as in lists of questions that unfold."""
    return any(part.order > term.order and part.closest("dl") is node for part in node.inside("dd"))
