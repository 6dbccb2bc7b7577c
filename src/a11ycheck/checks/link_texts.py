"""What links say: whether their words tell where they lead, alone or with what stands around (WCAG 2.4.4, 2.4.9)."""

import re
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from a11ycheck.checks.headings import headings
from a11ycheck.checks.links import links, named_links
from a11ycheck.page import Element, Page
from a11ycheck.page.language import primary
from a11ycheck.page.text import BLOCKS, own_text, words
from a11ycheck.page.tree import facet
from a11ycheck.rules import CantTell, Failed, Passed, Verdict, rule
from a11ycheck.words import LANGUAGES, any_language, word_list

_SMALL = 100  # words: a block of more is a column or a page, whose text says nothing of one link
_SHORT = 3  # words of a link that may point to what was spoken of before
_LONG_ADDRESS = 40  # characters of an address that one listens to; more are a burden
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
# A document's name with an underscore, a number or a copy's mark in it: words alone, as in "readme.pdf", can be read.
_FILE = re.compile(r"[^\s/]*[_\d()%-][^\s/]*\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|rtf)", re.IGNORECASE)
_FOR_PAPER = re.compile(r"(?:^|\s)(?:print|visible-print|d-print-(?:block|inline))", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
# Signs that stand between or after words. Others, such as arrows and brackets, may mean something to a reader.
_STOPS = frozenset(".,;:!-–—|·•…")
# Signs that are drawn in place of words: to close, to open a menu, to go on or back, to write, to go up or start again.
_DRAWN_SIGNS = frozenset("×✕✖✗╳☰≡<>‹›«»←→↑↓▲▼◀▶◄►✉☎⌂⚙🔍🏠🛒")
_WHOLE_PAGE = frozenset({"html", "body", "main"})
_DIVISIONS = frozenset({"div", "section", "article", "aside", "main", "body", "header", "footer"})
_PARAGRAPHS = frozenset({"p", "ul", "ol", "dl", "table", "blockquote", "div", "section", "article"})


def plain(text: str) -> str:
    """Return the words and numbers of a text, in lower case, without signs."""
    return " ".join(_WORD.findall(text.lower()))


@facet
def plain_name(link: Element) -> str:
    """Return the words and numbers of a link's name."""
    return plain(link.name)


@cache
def _list(name: str, lang: str) -> frozenset[str]:
    return word_list(name, lang) | word_list(name, "en") if lang in LANGUAGES else any_language(name)


def _listed(link: Element, name: str) -> bool:
    """Tell whether a link's text is one of a word list, in its own language or in English."""
    return plain_name(link) in _list(name, primary(link.lang))


def vague_links(page: Page) -> list[Element]:
    """Links whose text says nothing of where they lead."""
    return [node for node in links(page) if node.order in page.once(_vague)]


def _vague(page: Page) -> set[int]:
    return {
        link.order
        for link in named_links(page)
        if _is_a_mere_picture(link) or (_listed(link, "link_vague") and not _repeats_its_heading(link))
    }


def _repeats_its_heading(link: Element) -> bool:
    """Tell whether a link is an entry of a table of contents: it leads to what begins with a heading of its words."""
    href = link.get("href").strip()
    target = link.page.by_id(href[1:], link.scope) if href.startswith("#") and len(href) > 1 else None
    if target is None:
        return False
    heading = next((each for each in headings(link.page) if target.order <= each.order <= target.last), None)
    return heading is not None and plain(heading.text).startswith(plain_name(link))


def _is_a_mere_picture(link: Element) -> bool:
    """Tell whether a picture is all of a link, and called by how it looks."""
    return _listed(link, "link_pictures") and not link.text and bool(link.inside("img", "svg:svg"))


@rule("link-text-vague", targets=named_links)
def link_text_vague(link: Element) -> Verdict:
    """A link's text alone says where it leads (ACT aizyf1)."""
    if link.order in link.page.once(_vague) or _listed(link, "link_formats"):
        return Failed("vague", name=link.name)
    return CantTell("pointing", name=link.name) if _points_elsewhere(link) else Passed("words", name=link.name)


def _points_elsewhere(link: Element) -> bool:
    """Tell whether a short text begins with a word for what was spoken of before, such as "this"."""
    said = plain_name(link)
    return said.count(" ") < _SHORT and said.startswith(_pointing(primary(link.lang)))


@cache
def _pointing(lang: str) -> tuple[str, ...]:
    return tuple(f"{phrase} " for phrase in _list("link_pointing", lang))


@rule("link-text-vague-in-context", targets=named_links)
def link_text_vague_in_context(link: Element) -> Verdict:
    """A link's text says where it leads, with the words around it (ACT 5effbb; failure F63)."""
    if link.order not in link.page.once(_vague):
        return CantTell("repeated", name=link.name) if _echoes(link) else Passed("words", name=link.name)
    if has_context(link):
        return Passed("context", name=link.name)
    heading = heading_before(link)
    if heading is not None and len(link.page.once(_aims_by_heading)[plain(link.name), heading.order]) == 1:
        return Passed("heading", name=link.name, heading=heading.name)
    return CantTell("nearby", name=link.name) if _has_text_nearby(link) else Failed("alone", name=link.name)


def _echoes(link: Element) -> bool:
    """Tell whether a link is a paragraph of a single word that only the paragraph before it explains."""
    block = link.parent
    if block is None or block.tag != "p" or block.before is None or block.before.tag != "p":
        return False
    said = plain_name(link)
    alone = " " not in said and said == plain(block.text)
    return alone and said in plain(block.before.text).split() and not block.before.inside("a")


def has_context(link: Element) -> bool:
    """Tell whether words stand around a link in its sentence, list item or headed row, or describe it."""
    described = [node.exposed_text for node in link.referenced("aria-describedby")]
    if any(described) or plain(link.get("title")) not in ("", plain(link.name)):
        return True
    return any(_says_more(box, link) for box in _boxes(link))


def _boxes(link: Element) -> Iterator[Element]:
    """The nearest block, and the list items, rows with a header, definition lists and figures around it."""
    nearest = next((node for node in link.ancestors if node.tag in BLOCKS), None)
    if nearest is not None and not _holds_blocks(nearest):
        yield nearest
    for node in link.ancestors:
        headed = node.tag == "tr" and any(cell.tag == "th" for cell in node.elements)
        if headed or node.role == "listitem" or node.tag in ("li", "dl", "figure"):
            yield node


def _holds_blocks(box: Element) -> bool:
    """Tell whether a division holds paragraphs and the like: what they say is beside the link, and not around it."""
    return box.tag in _DIVISIONS and not _has_own_words(box) and any(child.tag in _PARAGRAPHS for child in box.elements)


@facet
def _word_count(box: Element) -> int:
    return len(_WORD.findall(box.exposed_text))


@facet
def _has_own_words(box: Element) -> bool:
    return bool(words(own_text(box)))


@facet
def _named_images(box: Element) -> list[Element]:
    return [image for image in box.inside("img") if image.name]


def _says_more(box: Element, link: Element) -> bool:
    """Tell whether a box has words or named pictures besides the link."""
    if box.tag in _WHOLE_PAGE or (box.role != "listitem" and _word_count(box) > _SMALL):
        return _has_own_words(box)
    return _word_count(box) > _word_count(link) or any(not link.contains(image) for image in _named_images(box)[:20])


def heading_before(link: Element) -> Element | None:
    """Return the nearest heading before a link, None where there is none."""
    at = bisect(link.page.once(_heading_orders), link.order)
    return headings(link.page)[at - 1] if at else None


def _heading_orders(page: Page) -> list[int]:
    return [heading.order for heading in headings(page)]


def _aims_by_heading(page: Page) -> dict[tuple[str, int], set[str]]:
    """Where the links of one vague text below one heading lead, those with context left out."""
    found: defaultdict[tuple[str, int], set[str]] = defaultdict(set)
    for link in vague_links(page):
        heading = heading_before(link)
        if heading is not None and not has_context(link):
            found[plain(link.name), heading.order].add(link.get("href") or str(link.order))
    return found


def _has_text_nearby(link: Element) -> bool:
    blocks = [node for node in link.ancestors if node.tag in BLOCKS]
    around = blocks[:2] if blocks and _holds_blocks(blocks[0]) else blocks[1:2]
    return any(box.tag not in _WHOLE_PAGE and _says_more(box, link) for box in around)


@rule("link-text-without-words", targets=named_links)
def link_text_without_words(link: Element) -> Verdict:
    """A link's text is more than a stop between others, or a sign that stands for a picture."""
    said = link.name.replace(" ", "")
    if said.strip("-") and _STOPS.issuperset(said):  # hyphens alone may be an option of a command
        return Failed("signs", name=link.name)
    drawn = _DRAWN_SIGNS.issuperset(said.replace("\ufe0f", "")) and link.closest("code", "pre", "sup") is None
    return CantTell("drawing", name=link.name) if drawn else Passed("words", name=link.name)


def links_that_show_an_address(page: Page) -> Iterator[Element]:
    """Links whose whole text is an address of the web, or the name of a file; on paper alone both help."""
    shown = (link for link in named_links(page) if _ADDRESS.fullmatch(link.name) or _is_a_file(link))
    return (link for link in shown if not _is_for_paper(link))


def _is_for_paper(link: Element) -> bool:
    """Tell whether classes say that a link is printed alone; a drawn page shows whether it is."""
    undrawn = link.page.facts.layout is None
    return undrawn and any(_FOR_PAPER.search(node.get("class")) for node in link.lineage if node.has("class"))


def _is_a_file(link: Element) -> bool:
    return bool(_FILE.fullmatch(link.name)) and link.closest("code", "pre") is None


@rule("link-text-address", targets=links_that_show_an_address)
def link_text_address(link: Element) -> Verdict:
    """A link says in words where it leads rather than spelling out a long address."""
    if _is_a_file(link):
        return Failed("file", name=link.name)
    length = len(link.name)
    return Failed("long", length=length) if length > _LONG_ADDRESS else Passed("short", name=link.name)
