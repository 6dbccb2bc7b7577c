"""Structure that is seen and not said: headings made of bold, lists made of signs, space made of empty elements."""

import re
from bisect import bisect
from collections.abc import Iterator
from itertools import groupby, islice, pairwise

from a11ycheck.page import Element, Page
from a11ycheck.page.style import inline_style
from a11ycheck.page.text import BLOCKS, words
from a11ycheck.page.tree import BY_ORDER
from a11ycheck.rules import CantTell, Failed, Passed, Verdict, rule
from a11ycheck.words import limit

_BOLD = frozenset({"b", "strong"})
_BOLD_WEIGHTS = frozenset({"bold", "bolder", "600", "700", "800", "900"})
_OF_LOOKS = frozenset({"span", "font", "u", "i", "em"})
_NOT_IN = ("a", "button", "figure", "footer", "form", "header", "label", "li", "nav", "table", "blockquote", "address")
_LONGEST_HEADING = 10  # words
_MAY_HOLD_LINES = frozenset({"p", "div", "section", "article", "main"})
_WORDS_BELOW = 6  # of the line below: those of addresses and of people's titles have fewer
_FOLLOWED_BY = frozenset({"p", "ul", "ol", "dl"})  # a bold line above a table or figure is mostly its caption
# A sign at the start of a line, the sign of a list, and what a list's items look like.
_SIGN = re.compile(r"\s*(?:([•●▪◦‣·*–—-])\s|\(?(\d{1,2})[.)]\s|\(?([a-hA-H])\)\s)")
_CERTAIN_SIGNS = frozenset("•●▪◦‣")
_FEWEST_ITEMS = 3
_FEWEST_LINKS = 4
_LINES_OF_RIGHT = frozenset({"a", "address", "h1", "h2", "h3", "h4", "h5", "h6", "pre"})
_LONGEST_ITEM = 12  # words; dashes also begin the lines of a conversation, which are sentences
_SENTENCE_END = re.compile(r"[.!?…”\"]\s*$")
_FEWEST_BREAKS = 2
_SPEAKS_LATER = frozenset({"alert", "log", "status", "timer", "tooltip"})  # a script writes into what has these roles
_BREAKS_MAY_REPEAT = frozenset({"pre", "td", "th"})


def bold_paragraphs(page: Page) -> Iterator[tuple[Element, ...]]:
    """The paragraphs that are bold as a whole, and the bold lines that a line break ends, as one group."""
    whole = [node for node in page.exposed("p") if is_bold_paragraph(node) and node.closest(*_NOT_IN) is None]
    found = (*whole, *page.once(_bold_lines))
    if found:
        yield tuple(sorted(found, key=BY_ORDER))


def _bold_lines(page: Page) -> list[Element]:
    """Return what is bold and a line of its own above a line of running text, as editors write it with line breaks."""
    found = []
    for parent in page.once(_with_line_breaks):
        lines = _parts_of_lines(parent) if parent.tag in _MAY_HOLD_LINES and parent.closest(*_NOT_IN) is None else []
        for (head, *more), after in pairwise(lines):
            if isinstance(head, str) or more or not _is_bold_piece(head):
                continue
            if _is_short(head.text) and _is_running_text(after):
                found.append(head)
    return found


def _is_running_text(line: list[Element | str]) -> bool:
    """Tell whether a line is neither bold as a whole nor one of an address or of somebody's title."""
    said = "".join(part if isinstance(part, str) else part.text for part in line)
    bold = all(not isinstance(part, str) and _is_bold_piece(part) for part in line)
    return not bold and "@" not in said and len(words(said)) >= _WORDS_BELOW


def _is_bold_piece(node: Element) -> bool:
    return bool(node.text) and (node.tag in _BOLD or _is_of_bold_style(node))


def is_bold_paragraph(node: Element) -> bool:
    """Tell whether all of a paragraph is bold; what is pasted from Word has elements for its fonts around that."""
    if any(isinstance(child, str) and not child.isspace() for child in node.children):
        return False
    inner = [child for child in node.elements if child.tag != "br"]
    if len(inner) != 1 or not inner[0].text:
        return False
    return (
        inner[0].tag in _BOLD
        or _is_of_bold_style(inner[0])
        or (inner[0].tag in _OF_LOOKS and is_bold_paragraph(inner[0]))
    )


def _is_of_bold_style(node: Element) -> bool:
    return node.has("style") and inline_style(node).get("font-weight") in _BOLD_WEIGHTS


@rule("bold-text-as-heading", targets=bold_paragraphs)
def bold_text_as_heading(group: tuple[Element, ...]) -> Verdict:
    """What looks like a heading is one (WCAG 1.3.1, failure F2): a person decides whether bold is emphasis here."""
    lines = group[0].page.once(_bold_lines)
    alike = [node for node in group if node in lines or _looks_like_a_heading(node)]
    if alike:
        return CantTell("heading", at=alike[0], text=alike[0].text, count=len(alike))
    return Passed("emphasis", text=group[0].text)


def _looks_like_a_heading(node: Element) -> bool:
    after = next(iter(node.page.elements[node.last + 1 : node.last + 2]), None)
    if (
        after is None
        or after.parent is not node.parent
        or after.tag not in _FOLLOWED_BY
        or not after.text
        or (after.tag == "p" and is_bold_paragraph(after))
    ):
        return False
    return _is_short(node.text) and len(words(after.text)) > len(words(node.text))


def _is_short(text: str) -> bool:
    """Tell whether a text may be a heading by its length and end."""
    return 1 <= len(words(text)) <= _LONGEST_HEADING and not text.endswith((".", "!", ",", ";"))


def texts_in_lines(page: Page) -> Iterator[tuple[Element, list[str]]]:
    """Elements whose text falls into lines: by line breaks inside, or paragraphs one after another."""
    yield from page.once(_lines)


def elements_with_line_breaks(page: Page) -> list[Element]:
    """Elements whose text is broken into lines; headings, links and addresses have a right to it."""
    return page.once(_with_line_breaks)


def _with_line_breaks(page: Page) -> list[Element]:
    parents = {node.parent.order: node.parent for node in page.tagged("br") if node.parent is not None and node.exposed}
    return [parent for parent in parents.values() if parent.tag not in _LINES_OF_RIGHT]


def _lines(page: Page) -> list[tuple[Element, list[str]]]:
    broken = [(parent, _broken_lines(parent)) for parent in elements_with_line_breaks(page)]
    return broken + list(_runs_of_paragraphs(page))


def _broken_lines(parent: Element) -> list[str]:
    return ["".join(part if isinstance(part, str) else part.text for part in line) for line in _parts_of_lines(parent)]


def _parts_of_lines(parent: Element) -> list[list[Element | str]]:
    """Return what stands in each line that line breaks make, blank parts and lines left out."""
    lines: list[list[Element | str]] = [[]]
    for child in parent.children:
        if not isinstance(child, str) and child.tag == "br":
            lines.append([])
        elif not isinstance(child, str) or not child.isspace():
            lines[-1].append(child)
    return [line for line in lines if line]


def _runs_of_paragraphs(page: Page) -> Iterator[tuple[Element, list[str]]]:
    run: list[Element] = []
    for node in page.exposed("p"):
        if page.facts.layout is not None and node.computed("display") == "inline":  # all of them stand in one line
            continue
        if run and (node.parent is not run[-1].parent or node.order != run[-1].last + 1):
            yield run[0], [each.text for each in run]
            run = []
        run.append(node)
    if run:
        yield run[0], [each.text for each in run]


def elements_of_some_lines(page: Page) -> list[Element]:
    """Elements with as many lines as make a list; the first of paragraphs one after another stands for all."""
    return [node for node, _ in page.once(_lines_of).values()]


def _lines_of(page: Page) -> dict[int, tuple[Element, list[list[str]]]]:
    found: dict[int, tuple[Element, list[list[str]]]] = {}
    for node, lines in texts_in_lines(page):
        if len(lines) >= _FEWEST_ITEMS:
            found.setdefault(node.order, (node, []))[1].append(lines)
    return found


@rule("list-typed", targets=elements_of_some_lines)
def list_typed(element: Element) -> Verdict:
    """What looks like a list is one (WCAG 1.3.1, technique H48)."""
    for lines in element.page.once(_lines_of)[element.order][1]:
        for first in range(len(lines) - _FEWEST_ITEMS + 1):
            items = _items_from(lines, first)
            if len(items) >= _FEWEST_ITEMS:
                return Failed("signs", count=len(items), first=items[0])
    return Passed("text")


@rule("links-in-lines", targets=elements_with_line_breaks)
def links_in_lines(element: Element) -> Verdict:
    """Links one under another are a list (WCAG technique H48)."""
    rows = [list(row) for linked, row in groupby(_parts_of_lines(element), key=_is_one_link) if linked]
    longest = max(rows, key=len, default=[])
    if len(longest) >= _FEWEST_LINKS:
        return Failed("links", count=len(longest))
    return Passed("text")


def _is_one_link(line: list[Element | str]) -> bool:
    only = line[0] if len(line) == 1 else ""
    return not isinstance(only, str) and only.tag == "a" and only.has("href")


def _items_from(lines: list[str], first: int) -> list[str]:
    """Return the lines that begin like the items of one list, from an index on."""
    items: list[str] = []
    for number, line in enumerate(islice(lines, first, None), start=1):
        match = _SIGN.match(line)
        if match is None or not _continues(match, number, line):
            break
        if items and _kind(match) != _kind(_SIGN.match(items[0])):
            break
        items.append(" ".join(line.split()))
    return items


def _kind(match: re.Match[str] | None) -> str:
    return (match[1] or ("1" if match[2] else "a")) if match else ""


def _continues(match: re.Match[str], number: int, line: str) -> bool:
    if match[1]:
        is_item = len(words(line)) <= _LONGEST_ITEM and not _SENTENCE_END.search(line)
        return match[1] in _CERTAIN_SIGNS or is_item
    counted = int(match[2]) if match[2] else ord(match[3].lower()) - ord("a") + 1
    return counted == number and len(words(line)) <= _LONGEST_ITEM


def paragraphs(page: Page) -> Iterator[tuple[Element, ...]]:
    """All paragraphs that may be met, as one group."""
    found = tuple(node for node in page.tagged("p") if node.visible and not node.aria_hidden)
    if found:
        yield found


@rule("paragraph-empty", targets=paragraphs)
def paragraph_empty(group: tuple[Element, ...]) -> Verdict:
    """A paragraph holds something; space between texts is the style sheet's task."""
    empty = [node for node in group if _is_blank(node)]
    return Failed("blank", at=empty[0], count=len(empty)) if empty else Passed("filled", count=len(group))


def _is_blank(node: Element) -> bool:
    """Tell whether nothing is in a paragraph; one that a script may fill has an id, a role or data of its own."""
    kept = any(name in ("id", "role", "hidden") or name.startswith(("aria-", "data-")) for name in node.attrs)
    if kept or node.text or any(above.role in _SPEAKS_LATER for above in node.ancestors):
        return False
    return all(child.tag in ("br", "span", "b", "strong") for child in node.descendants)


def texts_with_breaks(page: Page) -> Iterator[tuple[Element, ...]]:
    """All line breaks that are drawn, as one group."""
    found = tuple(node for node in page.tagged("br") if node.visible and not node.aria_hidden)
    if len(found) >= _FEWEST_BREAKS:
        yield found


@rule("breaks-as-paragraphs", targets=texts_with_breaks)
def breaks_as_paragraphs(group: tuple[Element, ...]) -> Verdict:
    """Paragraphs are elements, not line breaks one after another."""
    parents = {node.parent.order: node.parent for node in group if node.parent is not None}
    double = [node for parent in parents.values() if parent.tag not in _BREAKS_MAY_REPEAT for node in _doubled(parent)]
    return Failed("double", at=double[0], count=len(double)) if double else Passed("single", count=len(group))


def _doubled(parent: Element) -> list[Element]:
    """Return the first break of each row of breaks that has something before and behind it, not blocks alone."""
    found: list[Element] = []
    row: list[Element] = []
    before: Element | str = ""
    for child in parent.children:
        if isinstance(child, str) and child.isspace():
            continue
        if not isinstance(child, str) and child.tag == "br":
            row.append(child)
            continue
        if before and len(row) >= _FEWEST_BREAKS and not (_is_block(before) and _is_block(child)):
            found.append(row[0])
        row, before = [], child
    return found


def _is_block(part: Element | str) -> bool:
    return not isinstance(part, str) and part.tag in BLOCKS


def long_texts(page: Page) -> Iterator[tuple[Element, ...]]:
    """The text blocks of the page's content, where they hold enough words for sub-headings; as one group."""
    main = next(page.with_role("main"), None)
    blocks = tuple(
        node
        for node in page.exposed("p", "li")
        if (main is None or main.contains(node)) and node.closest("nav", "dl", "footer") is None and _is_running(node)
    )
    if sum(map(_length, blocks)) >= limit("words_without_heading"):
        yield blocks


def _length(node: Element) -> int:
    """Return the number of words of a text, whose white space is collapsed."""
    return node.text.count(" ") + 1


def _is_running(node: Element) -> bool:
    """Tell whether a block is text to be read, and not an entry of a list of links."""
    return 2 * sum([len(link.text) for link in node.descendants if link.tag == "a"]) < len(node.text)


@rule("text-without-subheadings", targets=long_texts)
def text_without_subheadings(blocks: tuple[Element, ...]) -> Verdict:
    """A long text has headings on the way."""
    stretch, start, last, covered = 0, blocks[0], 0, -1
    headed = [heading.order for heading in blocks[0].page.with_role("heading")]
    for block in blocks:
        if block.order <= covered:
            continue  # a paragraph inside a list item that was counted
        covered = block.last
        if bisect(headed, last) < bisect(headed, block.order):
            stretch, start = 0, block
        stretch, last = stretch + _length(block), block.order
        if stretch >= limit("words_without_heading"):
            return Failed("long", at=start, words=int(limit("words_without_heading")))
    return Passed("parted")
