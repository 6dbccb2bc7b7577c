"""Links to language versions, and the direction that a script is written in."""

import re
from collections.abc import Iterator

from a11ycheck.page import Element, Page
from a11ycheck.page.attributes import with_any
from a11ycheck.page.language import is_known, primary
from a11ycheck.page.prose import Passage, passages
from a11ycheck.page.style import declared
from a11ycheck.rules import Failed, Passed, Verdict, rule
from a11ycheck.words import language_names

_FEWEST_LETTERS = 12  # a name or a number in another script needs no direction of its own
_NEARLY_ALL = 0.9
# Hebrew, Arabic and their extensions, presentation forms (Unicode 16, Blocks.txt): written from right to left.
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")

_EDGE = re.compile(r"^[^\w\s]|[^\w\s]$")  # a sign at an end of the text, such as a full stop


def links_with_a_language(page: Page) -> Iterator[Element]:
    """Links that say in which language their target is (HTML standard 4.6.1 "hreflang")."""
    return (node for node in page.tagged("a", "area", "link") if node.get("hreflang").strip() and node.has("href"))


@rule("hreflang-invalid", targets=links_with_a_language)
def hreflang_invalid(link: Element) -> Verdict:
    """The language that a link announces exists."""
    tag = link.get("hreflang").strip()
    known = is_known(tag) or (link.tag == "link" and tag.lower() == "x-default")
    return Passed("known", tag=tag) if known else Failed("unknown", tag=tag)


def links_named_by_a_language(page: Page) -> Iterator[Element]:
    """Links whose whole name is what a language calls itself."""
    return (link for link in page.with_role("link", "menuitem") if link.name.lower() in language_names())


@rule("language-link-unmarked", targets=links_named_by_a_language)
def language_link_unmarked(link: Element) -> Verdict:
    """The name of a language in that language says so."""
    spoken = language_names()[link.name.lower()]
    marked = next((node for node in (link, *link.descendants) if node.get("lang").strip()), link)
    in_force = primary(marked.lang)
    if in_force == spoken or not in_force:
        return Passed("marked", name=link.name)
    return Failed("unmarked", name=link.name, spoken=spoken, declared=in_force)


def texts_of_one_script(page: Page) -> Iterator[Element]:
    """Passages that are written from right to left, or that are said to be."""
    if with_any(page, ("dir", "style")) or _may_run_from_the_right(
        "\n".join([each.text for each in page.once(passages)])
    ):
        yield from (passage.element for passage in page.once(passages) if _is_of_one_direction(passage))


def _may_run_from_the_right(text: str) -> bool:
    try:
        text.encode("cp1252")  # which has no such letters, and is tried much faster than a pattern
    except UnicodeEncodeError:
        return bool(_RIGHT_TO_LEFT.search(text))
    return False


def _is_of_one_direction(passage: Passage) -> bool:
    found = len(_RIGHT_TO_LEFT.findall(passage.text))
    if not found and _direction(passage.element) != "rtl":
        return False
    letters = sum(character.isalpha() for character in passage.text)
    return letters >= _FEWEST_LETTERS and (found >= _NEARLY_ALL * letters or _direction(passage.element) == "rtl")


def _direction(element: Element) -> str:
    """Return the direction in force, "auto" where the text itself decides (HTML standard 3.2.6.4 "dir")."""
    for node in element.lineage:
        said = declared(node, "direction") or node.get("dir").strip().lower()
        if said in ("rtl", "ltr", "auto"):
            return said
        if node.tag == "bdi":
            return "auto"
    return "ltr"


@rule("text-direction-wrong", targets=texts_of_one_script)
def text_direction_wrong(element: Element) -> Verdict:
    """A text has the direction of its script (WCAG 1.3.2, technique H56).

    Browsers put letters in order by themselves; what the direction moves is signs at the ends (Unicode annex 9, N2).
    """
    said = _direction(element)
    letters = [character for character in element.text if character.isalpha()]
    share = sum(bool(_RIGHT_TO_LEFT.match(character)) for character in letters) / max(1, len(letters))
    if said == "ltr" and share >= _NEARLY_ALL:
        return Failed("left-to-right", direction=said)
    if said == "rtl" and share <= 1 - _NEARLY_ALL and _EDGE.search(element.text):
        return Failed("right-to-left", direction=said)
    return Passed("fitting", direction=said)
