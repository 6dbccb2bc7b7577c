"""The page as a file: encoding, doctype, and markup that browsers have to mend.

Source: HTML standard sections 4.2, 13 and 16.2.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from a11ycheck.page import Element, Page
from a11ycheck.page.attributes import with_any
from a11ycheck.page.html_facts import OBSOLETE_ATTRIBUTES, PARENTS, obsolete_attributes
from a11ycheck.page.language import primary
from a11ycheck.page.reopened import FORMATTING, reopened
from a11ycheck.page.text import as_met, is_silent, own_text
from a11ycheck.rules import Failed, Passed, Verdict, rule

_SHOWN = 6  # names or lines in one message


def pages_with_content(page: Page) -> Iterator[Element]:
    """The page, where it says something."""
    if page.body is not None and not is_silent(page.body):
        yield page.root


def pages_with_repeated_attributes(page: Page) -> Iterator[Element]:
    """The page, where the parser met faults below the level of elements."""
    if page.parse_errors:
        yield page.root


@rule("attribute-repeated", targets=pages_with_repeated_attributes)
def attribute_repeated(root: Element) -> Verdict:
    """No element bears an attribute twice: only the first of them counts."""
    lines = [fault.line for fault in root.page.parse_errors if fault.code == "duplicate-attribute"]
    if not lines:
        return Passed("once")
    shown = ", ".join(str(line) for line in sorted(set(lines))[:_SHOWN])
    return Failed("repeated", count=len(lines), lines=shown)


# HTML standard 13.2.6.4.1: doctypes that put browsers into quirks mode, by the beginning of the public identifier.
_QUIRKS = re.compile(
    r"-//(?:ietf|w3o|netscape|microsoft|softquad|sq|webtechs|spyglass|sun|o'reilly|metrius|as)//"
    r"|-//w3c//dtd (?:html (?:3|experimental)|w3 html)"
)
_QUIRKS_WITHOUT_ADDRESS = re.compile(r"-//w3c//dtd html 4\.01 (?:transitional|frameset)//")


@rule("doctype-missing", targets=pages_with_content)
def doctype_missing(root: Element) -> Verdict:
    """The page has a doctype that makes browsers follow the standard."""
    doctype = root.page.doctype
    if doctype is None:
        return Failed("missing")
    name, _, identifiers = doctype.lower().partition(" ")
    old = _QUIRKS.match(identifiers) or (_QUIRKS_WITHOUT_ADDRESS.match(identifiers) and "http" not in identifiers)
    return Failed("quirks") if name != "html" or old else Passed("standard")


def _declared_in_page(page: Page) -> list[str]:
    """Return the encodings that meta elements declare, in lower case."""
    found = []
    for meta in page.tagged("meta"):
        if meta.has("charset"):
            found.append(meta.get("charset").strip().lower())
        elif meta.get("http-equiv").strip().lower() == "content-type":
            match = re.search(r"charset\s*=\s*[\"']?([^\s\"';]+)", meta.get("content").lower())
            found += [match[1]] if match else []
    return found


def pages_beyond_ascii(page: Page) -> Iterator[Element]:
    """The body of a page with characters that encodings disagree about."""
    body = page.body
    if body is not None and not as_met(body).isascii():
        yield body


@rule("encoding-undeclared", targets=pages_beyond_ascii)
def encoding_undeclared(body: Element) -> Verdict:
    """The page says how its characters are encoded, once and truly."""
    page = body.page
    said = {_same_encoding(each) for each in (page.declared_encoding, page.encoding, *_declared_in_page(page)) if each}
    if not page.declared_encoding and not _declared_in_page(page):
        return Failed("undeclared")
    if len(said) > 1:
        return Failed("contradictory", encodings=", ".join(sorted(said)))
    return Passed("declared", encoding=next(iter(said)))


def _same_encoding(label: str) -> str:
    """Return one name for labels that browsers take for the same encoding (Encoding standard 4.2)."""
    plain = label.lower().replace("_", "-")
    if plain in ("utf8", "utf-8", "unicode-1-1-utf-8"):
        return "utf-8"
    western = ("iso-8859-1", "iso8859-1", "latin1", "latin-1", "ascii", "us-ascii", "cp1252", "windows-1252")
    return "windows-1252" if plain in western else plain


# UTF-8 read as windows-1252, for the letters of Finnish and Swedish and for quotes; and what stands for no character.
# Only inside a word: a text about encodings quotes such letters alone.
_GARBLED = re.compile(r"(?<=\w)Ã[¤¶¥„–…©]|Ã[¤¶¥„–…©](?=\w)|(?<=\w)â€[™œ\u009d“”¦]|\w\ufffd|\ufffd\w")


# Names of characters (HTML standard, section 13.5) that were escaped twice, and so stand in the text themselves.
_ESCAPED = re.compile(
    r"&(?:nbsp|shy|amp|quot|apos|[lg]t|[aou]uml|aring|eacute|euro|[nm]dash|[lr][sd]quo|[lr]aquo|hellip|bull|#x?[0-9a-f]{2,5});",
    re.IGNORECASE,
)
# Reason, pattern, and signs without which a text cannot match.
_OTHER_SIGNS = (("garbled", _GARBLED, ("Ã", "â€", "\ufffd")), ("escaped", _ESCAPED, ("&",)))
_QUOTED = ("code", "kbd", "pre", "samp")  # what a computer wrote is shown as it is


def pages_with_text(page: Page) -> Iterator[Element]:
    """The body of a page with characters that encodings disagree about, or with names of characters."""
    body = page.body
    if body is not None and (not as_met(body).isascii() or "&" in as_met(body)):
        yield body


@rule("text-garbled", targets=pages_with_text)
def text_garbled(body: Element) -> Verdict:
    """Letters come out as they were written."""
    text = as_met(body)
    for reason, pattern, signs in _OTHER_SIGNS:
        if any(sign in text for sign in signs) and pattern.search(text):
            found = _first(body, pattern)
            if found is not None:
                return Failed(reason, at=found[0], text=found[1])
    return Passed("readable")


def _first(body: Element, pattern: re.Pattern[str]) -> tuple[Element, str] | None:
    """Return the first element whose own text matches, with the text around the match."""
    for node in (body, *body.descendants):
        text = own_text(node)
        found = pattern.search(text)
        if found and node.exposed and node.tag not in _QUOTED and node.closest(*_QUOTED) is None:
            return node, text[max(0, found.start() - 20) : found.end() + 20]
    return None


_WITH_PLACE = ("figcaption", "legend", "summary", "source", "track")


def elements_with_a_place(page: Page) -> Iterator[Element]:
    """Elements that mean something only inside certain others. Items of lists and cells are another rule's."""
    return (node for node in page.tagged(*_WITH_PLACE) if node.drawn or node.tag in ("source", "track"))


@rule("element-misplaced", targets=elements_with_a_place)
def element_misplaced(node: Element) -> Verdict:
    """The element stands directly where it belongs."""
    places = PARENTS[node.tag]
    if node.parent is not None and (node.parent.tag in places or "-" in node.parent.tag):
        return Passed("placed", tag=node.tag)
    parent = node.parent.tag if node.parent is not None else ""
    return Failed("misplaced", tag=node.tag, parent=parent, places=", ".join(sorted(places)))


def pages_with_fragile_markup(page: Page) -> Iterator[Element]:
    """The page, where it has formatting elements, links or tables."""
    if page.tagged(*FORMATTING) or page.tagged("table"):
        yield page.root


@rule("markup-misnested", targets=pages_with_fragile_markup)
def markup_misnested(root: Element) -> Verdict:
    """Elements are closed in the order in which they were opened, and tables hold only what they may."""
    page = root.page
    moved = next((node for table in page.tagged("table") for node in _moved_before(table)), None)
    if moved is not None:
        return Failed("moved", at=moved, tag=moved.tag)
    again = next(iter(page.once(reopened).values()), None)
    return Failed("reopened", at=again, tag=again.tag, line=again.line) if again else Passed("nested")


def _moved_before(table: Element) -> list[Element]:
    """Return the elements that the source has inside the table and that browsers draw before it."""
    before = [table.before] if table.line and table.before is not None else []
    return [node for node in before if (node.line, node.column) > (table.line, table.column)]


def pages_with_base_target(page: Page) -> Iterator[Element]:
    """The base element that says where links open."""
    return (node for node in page.tagged("base") if node.scope is None and node.has("target"))


@rule("base-opens-windows", targets=pages_with_base_target)
def base_opens_windows(base: Element) -> Verdict:
    """Links open where the user is."""
    target = base.get("target").strip().lower()
    return Passed("same") if target in ("", "_self", "_parent", "_top") else Failed("new", target=target)


def pages_of_pages(page: Page) -> Iterator[Element]:
    """The page, where it shows others in frames."""
    if page.tagged("frameset", "iframe"):
        yield page.root


@rule("frameset-used", targets=pages_of_pages)
def frameset_used(root: Element) -> Verdict:
    """The page is one document, not a frameset."""
    found = root.page.tagged("frameset")
    return Failed("frameset", at=found[0], count=len(root.page.tagged("frame"))) if found else Passed("document")


def content_languages(page: Page) -> Iterator[Element]:
    """Meta elements that say the page's language in the obsolete way."""
    return (node for node in page.tagged("meta") if node.get("http-equiv").strip().lower() == "content-language")


@rule("content-language-meta", targets=content_languages)
def content_language_meta(meta: Element) -> Verdict:
    """The language is declared on the html element and not denied elsewhere (HTML standard 4.2.5.3)."""
    said, declared = meta.get("content").strip(), meta.page.root.get("lang").strip()
    if not declared:
        return Failed("instead", said=said)
    if primary(said) == primary(declared) or "," in said or not said:
        return Passed("agrees", said=said)
    return Failed("contradicts", said=said, declared=declared)


def elements_in_body(page: Page) -> Iterator[tuple[Element, ...]]:
    """What the page is made of, as one group, elements with obsolete attributes first."""
    if page.body is not None:
        possible = with_any(page, _FOR_LOOKS_ANYWHERE)
        found = [node for node in possible if node.tag not in _EMBEDDED and _obsolete(node)]
        yield tuple(found) or (page.root,)


def _obsolete(node: Element) -> frozenset[str]:
    return _for_looks(node.tag) & node.attrs.keys()


@lru_cache(maxsize=256)
def _for_looks(tag: str) -> frozenset[str]:
    return obsolete_attributes(tag) - _NO_LOOKS


_FOR_LOOKS_ANYWHERE = frozenset().union(*OBSOLETE_ATTRIBUTES.values())
# What providers of maps and films write into the code that they give away; an editor cannot help it.
_EMBEDDED = frozenset({"embed", "iframe", "object"})
# Obsolete ones that say nothing about looks.
_NO_LOOKS = frozenset(
    "abbr accept axis charset cite classid codebase coords event for hreflang id language longdesc manifest name "
    "profile rev scheme scope shape summary type urn usemap valuetype version".split()
)


@rule("attributes-for-looks", targets=elements_in_body)
def attributes_for_looks(group: tuple[Element, ...]) -> Verdict:
    """Looks are left to style sheets, which users can replace by their own."""
    names = sorted({name for node in group for name in _obsolete(node)})
    if not names:
        return Passed("none")
    return Failed("looks", count=len(group), names=", ".join(names[:_SHOWN]))
