"""Slides that their markup tells to move on by themselves, where no browser shows it (WCAG 2.2.2)."""

import re
from collections.abc import Iterator

from a11ycheck.page import Element, Page
from a11ycheck.page.attributes import with_any
from a11ycheck.page.exposure import perceivable
from a11ycheck.rules import CantTell, Passed, Verdict, rule
from a11ycheck.words import any_language

# Attributes by which the usual slide shows are told to start (documentation of Bootstrap, Swiper, Slick, Flickity,
# UIkit and Elementor), and what their values then say.
_STARTS = {
    "data-ride": re.compile(r"carousel"),
    "data-bs-ride": re.compile(r"carousel"),
    "data-autoplay": re.compile(r"true|yes|1|\d{3,}"),
    "data-swiper-autoplay": re.compile(r"\d{3,}"),
    "data-slick": re.compile(r'.*"autoplay"\s*:\s*true.*', re.DOTALL),
    "data-flickity": re.compile(r'.*"autoPlay"\s*:\s*(?:true|\d{3,}).*', re.DOTALL),
    "data-settings": re.compile(r'.*"autoplay"\s*:\s*"yes".*', re.DOTALL),
    "uk-slideshow": re.compile(r".*autoplay\s*:\s*true.*", re.DOTALL),
    "uk-slider": re.compile(r".*autoplay\s*:\s*true.*", re.DOTALL),
}
_NEVER = ("false", "0")  # values of Bootstrap's data-interval
_MEDIA = frozenset({"audio", "video", "iframe", "object", "embed"})
_FEWEST = 2  # parts of a slide show


def slide_shows(page: Page) -> Iterator[Element]:
    """What is told to change its parts by turns; where the page was drawn, ``slides-without-pause`` looks at it."""
    if page.facts.layout is not None:
        return
    last = -1
    for node in with_any(page, _STARTS):
        if node.order > last and node.tag not in _MEDIA and perceivable(node) and _starts(node):
            last = node.last
            yield node


def _starts(node: Element) -> bool:
    told = any(node.has(name) and value.fullmatch(node.get(name).strip()) for name, value in _STARTS.items())
    waits = any(node.get(name).strip().lower() in _NEVER for name in ("data-interval", "data-bs-interval"))
    return told and not waits and sum(1 for _ in node.descendants) >= _FEWEST


@rule("slides-start-in-source", targets=slide_shows)
def slides_start_in_source(show: Element) -> Verdict:
    """Slides that change by themselves can be stopped (WCAG 2.2.2, failure F16)."""
    words = tuple(any_language("pause_words"))
    beside = show.parent if show.parent is not None else show
    for node in (*beside.inside("button", "a", "input"), *beside.inside("div", "span")):
        if node.role in ("button", "link", "checkbox", "switch") and any(
            word.startswith(words) for word in node.name.lower().split()
        ):
            return Passed("button", name=node.name)
    return CantTell("starts", tag=show.tag)
