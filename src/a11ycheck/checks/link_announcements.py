"""What links announce before they are followed: new windows, documents, sound and film."""

import re
from collections.abc import Iterator

from a11ycheck.checks.link_texts import heading_before
from a11ycheck.checks.links import named_links
from a11ycheck.page import Element, Page
from a11ycheck.page.language import primary
from a11ycheck.page.text import BLOCKS
from a11ycheck.rules import CantTell, Failed, Passed, Verdict, rule
from a11ycheck.words import LANGUAGES, any_language, word_list

_SAME_WINDOW = frozenset({"", "_self", "_parent", "_top"})
_DOCUMENT = re.compile(r"\.(pdf|docx?|docm|xlsx?|xlsm|pptx?|ppsx?|odt|ods|odp|rtf)(?:[?#]|$)", re.IGNORECASE)
_MEDIA = re.compile(r"\.(mp3|m4a|wav|ogg|oga|flac|aac|mp4|m4v|webm|mov|avi|wmv|ogv)(?:[?#]|$)", re.IGNORECASE)
# A path with a colon is mostly the page of a wiki about a file, and so is one with the file in its query.
_PICTURE = re.compile(r"(?:https?:)?(?!.*%3A)[^:?#]*\.(?:jpe?g|png|gif|webp|tiff?)(?:[?#]|$)", re.IGNORECASE)
_LONG = 500  # characters of a block beside a link that still belong to it


def _said(link: Element) -> str:
    """Return all that a link says of itself, with the sentence or list item around it, in lower case."""
    block = next((node for node in link.ancestors if node.tag in BLOCKS and node.tag not in ("body", "main")), None)
    around = block.exposed_text if block is not None else ""
    described = [node.exposed_text for node in link.referenced("aria-describedby")]
    own = [link.name, link.text, link.get("title"), link.get("aria-description"), *described]
    return " ".join([*own, around if len(around) <= _LONG else ""]).lower()


def links_to_a_new_window(page: Page) -> Iterator[Element]:
    """Links that open another window or tab, in languages whose words for that we know."""
    for link in named_links(page):
        if (
            primary(link.lang) in ("", *LANGUAGES)
            and link.has("href")
            and link.get("target").strip().lower() not in _SAME_WINDOW
        ):
            yield link


@rule("new-window-unannounced", targets=links_to_a_new_window)
def new_window_unannounced(link: Element) -> Verdict:
    """A link says that it opens a new window (techniques G201, H83)."""
    said = _said(link)
    return Passed("said") if any(phrase in said for phrase in any_language("new_window_phrases")) else Failed("silent")


def links_to_a_document(page: Page) -> Iterator[Element]:
    """Links to PDF and Office documents."""
    return (link for link in named_links(page) if _DOCUMENT.search(link.get("href").strip()))


@rule("document-link-without-type", targets=links_to_a_document)
def document_link_without_type(link: Element) -> Verdict:
    """A link to a document says what kind it is."""
    said = f"{_said(link)} {_said_above(link)}"
    found = set(re.findall(r"\w+", said)) & word_list("document_types", "en")
    if found:
        return Passed("said", type=min(found))
    match = _DOCUMENT.search(link.get("href").strip())
    return Failed("silent", type=match[1].upper() if match else "")


def _said_above(link: Element) -> str:
    """Return what the heading before a link, its row and the headers of its table say, in lower case."""
    heading, row, table = heading_before(link), link.closest("tr"), link.closest("table")
    parts = [heading.name if heading is not None else "", row.exposed_text[:_LONG] if row is not None else ""]
    if table is not None:
        parts.append(table.page.once(_table_headers).get(table.order, ""))
    return " ".join(parts).lower()


def _table_headers(page: Page) -> dict[int, str]:
    found: dict[int, str] = {}
    for cell in page.tagged("caption", "th"):
        table = cell.closest("table")
        if table is not None:
            found[table.order] = f"{found.get(table.order, '')} {cell.exposed_text}"[:_LONG]
    return found


def links_to_sound_or_film(page: Page) -> Iterator[Element]:
    """Links straight to a recording, and links of words to a picture, which opens without a text alternative."""
    for link in named_links(page):
        address = link.get("href").strip()
        if _MEDIA.search(address) or (_PICTURE.match(address) and not link.inside("img", "svg:svg", "picture")):
            yield link


@rule("media-link-without-text", targets=links_to_sound_or_film)
def media_link_without_text(link: Element) -> Verdict:
    """Beside a recording, or a picture that opens by itself, stands a text that says the same (technique G158)."""
    words = any_language("transcript_words")
    kind = "recording" if _MEDIA.search(link.get("href").strip()) else "picture"
    own = len(link.exposed_text)
    nearby = next((node for node in link.ancestors if len(node.exposed_text) > own), link)
    said = nearby.exposed_text[:_LONG].lower()
    return Passed("text") if any(word in said for word in words) else CantTell(kind, name=link.name)
