"""Headings by what they say and how they are used (WCAG 1.3.1, 2.4.6; failures F2, F43, F92)."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import takewhile

from a11ycheck.checks.headings import headings, headings_after_another, level
from a11ycheck.page import Element, Page
from a11ycheck.page.opening import opens_later
from a11ycheck.page.text import words
from a11ycheck.rules import CantTell, Failed, Passed, Verdict, rule
from a11ycheck.words import any_language

_LONGEST = 200  # characters; with more it is a paragraph that looks like a heading
_DEEPEST = 6  # what HTML has elements for, and assistive technology keys
_NUMBER_AT_END = re.compile(r"\s*\d*[.:]?$")
_TAGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# What stands for content although it bears no text.
_CONTENT = frozenset(
    "img svg:svg video audio iframe object embed canvas input select textarea button table meter progress form".split()
)
_FILLED_LATER = frozenset({"ul", "ol", "dl"})  # empty, they are hidden with their heading or filled by a script
_DRAWN_EMPTY = frozenset({"i", "span", "div"})  # what icon fonts, bars and swatches of colour are drawn on
_NO_CONTENT = frozenset({"script", "style", "template", "noscript"})


def headings_with_words(page: Page) -> Iterator[Element]:
    """Headings that say something (ACT b49b2e)."""
    return (heading for heading in headings(page) if heading.name)


@rule("heading-placeholder", targets=headings_with_words)
def heading_placeholder(heading: Element) -> Verdict:
    """A heading says what its content is about, not what a template calls it."""
    said = _NUMBER_AT_END.sub("", heading.name.lower())
    if said in any_language("heading_placeholders") or said.startswith("lorem ipsum"):
        return Failed("placeholder", name=heading.name)
    return Passed("own", name=heading.name)


@rule("heading-too-long", targets=headings_with_words)
def heading_too_long(heading: Element) -> Verdict:
    """A heading is a heading, not a paragraph that looks like one (WCAG failure F43)."""
    length = len(heading.name)
    return Failed("paragraph", length=length) if length > _LONGEST else Passed("short", length=length)


@rule("heading-level-too-deep", targets=headings_with_words)
def heading_level_too_deep(heading: Element) -> Verdict:
    """A heading is of one of the six levels."""
    found = level(heading)
    return Failed("beyond", level=found, name=heading.name) if found > _DEEPEST else Passed("within", level=found)


@rule("heading-without-content", targets=headings_after_another)
def heading_without_content(pair: tuple[Element, Element]) -> Verdict:
    """Between a heading and the next of the same level stands something that it is the heading of (WCAG F43)."""
    after, heading = pair
    if level(after) != level(heading) or _is_control(heading) or _is_control(after):
        return Passed("content")
    places = heading.page.once(_places_of_content)
    found = bisect_right(places, heading.last)
    if (found < len(places) and places[found] < after.order) or _lies_on_a_picture(heading, after):
        return Passed("content")
    return Failed("nothing", at=heading, name=heading.name, next=after.name)


def _lies_on_a_picture(heading: Element, after: Element) -> bool:
    """Tell whether a heading stands in a box of its own that has a picture or colour behind it."""
    boxes = takewhile(lambda box: not box.contains(after), heading.ancestors)
    return any(box.has("data-src") or "background" in box.get("style") for box in boxes)


def _is_control(heading: Element) -> bool:
    """Tell whether a heading is a teaser that leads somewhere, opens something or heads a table's row."""
    around = heading.closest("a", "button", "summary", "hgroup", "th", "td", "dialog")
    return around is not None or any(node.role in ("link", "button", "tab") for node in heading.descendants)


def _places_of_content(page: Page) -> list[float]:
    """Return where content stands outside headings, as places in document order.

    A text lies half-way between the element before it and the one behind it. Hidden content counts, since it may be
    shown later, and so does an empty element that a script may fill or a style sheet draw.
    """
    of_headings = {order for heading in headings(page) for order in range(heading.order, heading.last + 1)}
    places: list[float] = []
    for node in page.elements:
        if node.order in of_headings or node.tag in _NO_CONTENT:
            continue
        if _shows_something(node):
            places.append(node.order)
        last = node.order
        for child in node.children:
            if not isinstance(child, str):
                last = child.last
            elif not child.isspace():
                places.append(last + 0.5)
    return sorted(places)


def _shows_something(node: Element) -> bool:
    """Tell whether an element counts as content without a text of its own."""
    if node.tag in _CONTENT or "-" in node.tag or (node.tag == "a" and node.has("href")):
        return True
    if node.has("data-src") or "background" in node.get("style"):
        return True
    if node.children:
        return False
    return node.has("id") or node.tag in _FILLED_LATER or (node.tag in _DRAWN_EMPTY and bool(node.attrs))


@rule("heading-repeated", targets=headings_after_another)
def heading_repeated(pair: tuple[Element, Element]) -> Verdict:
    """Two headings in a row say different things."""
    heading, before = pair
    told = len(words(heading.name)) > 0 and "{{" not in heading.name  # what a template leaves open is told later
    same = told and heading.name.lower() == before.name.lower()
    return Failed("repeated", name=heading.name) if same else Passed("different")


def visible_heading_elements(page: Page) -> Iterator[Element]:
    """Heading elements with words that are seen. Of a page that is hidden as a whole, another rule speaks.

    What a script opens is hidden by a style sheet until then, and loses its aria-hidden as it opens.
    """
    if page.body is not None and not page.body.aria_hidden:
        for node in page.tagged(*_TAGS):
            if node.visible and node.text and not (node.aria_hidden and any(map(opens_later, node.lineage))):
                yield node


@rule("heading-hidden", targets=visible_heading_elements)
def heading_hidden(node: Element) -> Verdict:
    """What is seen as a heading is one for assistive technology too (WCAG 1.3.1, failure F92)."""
    if node.aria_hidden:
        return _hidden(node)
    if node.explicit_role in ("none", "presentation") and node.role != "heading":
        return Failed("role-removed", text=node.text)
    return Passed("heading", text=node.text)


def _hidden(node: Element) -> Verdict:
    """A copy for the eye is no loss where the same words are met as a heading, a name or a text."""
    as_headings, as_text = node.page.once(_what_is_heard)
    if node.text.lower() in as_headings:
        return Passed("heading", text=node.text)
    if node.text.lower() in as_text:
        return CantTell("text-elsewhere", text=node.text)
    return Failed("aria-hidden", text=node.text)


def _what_is_heard(page: Page) -> tuple[str, str]:
    """Return the words of all headings, and of all texts, that assistive technology meets, in lower case."""
    names = "\n".join(found.name for found in headings(page))
    return names.lower(), page.body.exposed_text.lower() if page.body is not None else ""
