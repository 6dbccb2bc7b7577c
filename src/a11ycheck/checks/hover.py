"""What shows while the pointer lies on something (WCAG 1.4.13, 2.1.1)."""

from collections.abc import Iterator

from a11ycheck.page import Element, Page, known
from a11ycheck.page.facts import Hovered
from a11ycheck.page.text import words
from a11ycheck.rules import CantTell, Failed, Passed, Verdict, rule


def _hovered(page: Page) -> dict[int, Hovered]:
    return {one.shown: one for one in known(page.facts.hover)}


def shown_by_the_pointer(page: Page) -> Iterator[Element]:
    """What is hidden until the pointer lies on something else."""
    return page.by_nodes(page.once(_hovered))


@rule("shown-by-pointer-alone", targets=shown_by_the_pointer)
def shown_by_pointer_alone(element: Element) -> Verdict:
    """What the pointer brings into view, the keyboard does too (WCAG 2.1.1, 1.4.13)."""
    one = _one(element)
    text = _text(element)
    if one.by_focus:
        return Passed("by-focus", text=text)
    if one.opener:
        return Passed("by-button", text=text)
    if _leads_to_itself(element):
        return Passed("elsewhere", text=text)
    links = () if one.made else element.inside("a")
    here = {link.get("href") for link in links if link.get("href").strip()}
    elsewhere = {link.get("href") for link in element.page.exposed("a")}
    if here and here <= elsewhere:
        return Passed("elsewhere", text=text)
    return Failed("links", text=text, count=len(here - elsewhere)) if here else CantTell("text", text=text)


def _leads_to_itself(element: Element) -> bool:
    """Tell whether all that shows is a sign that links to the very part of the page that it stands in."""
    address = element.get("href").strip()
    if element.tag != "a" or not address.startswith("#") or words(element.text):
        return False
    return any(above.get("id") == address[1:] for above in element.ancestors)


def shown_and_tried(page: Page) -> Iterator[Element]:
    """Those of them that the pointer was really sent to."""
    return (element for element in shown_by_the_pointer(page) if _one(element).tried is not None)


def _one(element: Element) -> Hovered:
    return element.page.once(_hovered)[element.number]


@rule("hover-content-vanishes", targets=shown_and_tried)
def hover_content_vanishes(element: Element) -> Verdict:
    """The pointer can be moved over to what it brought into view, and that stays (WCAG 1.4.13 "hoverable")."""
    trial = known(_one(element).tried)
    return Passed("stays", text=_text(element)) if trial.stays else Failed("vanishes", text=_text(element))


@rule("hover-content-without-escape", targets=shown_and_tried)
def hover_content_without_escape(element: Element) -> Verdict:
    """What covers other text goes away by a key, without moving the pointer (WCAG 1.4.13 "dismissible")."""
    trial = known(_one(element).tried)
    text = _text(element)
    if trial.escapes or not trial.covers:
        return Passed("escape" if trial.escapes else "covers-nothing", text=text)
    return CantTell("opener", text=text) if _one(element).opener else Failed("stays", text=text)


def _text(element: Element) -> str:
    made = _one(element).made
    parts = (child for node in (element, *element.descendants) for child in node.children if isinstance(child, str))
    return made or " ".join(" ".join(parts).split())[:60]
