"""Space that is typed where style or structure is meant (WCAG 1.3.1, 1.3.2; failures F32, F33 and F34)."""

import re
from collections.abc import Iterator

from a11ycheck.page import Element, Page
from a11ycheck.page.prose import passages
from a11ycheck.page.text import own_text
from a11ycheck.rules import CantTell, Passed, Verdict, rule

_SPACED = re.compile(r"(?<!\S)(?:[^\W\d_][ \u00a0]{1,3}){4,}[^\W\d_](?![^\W\d_])")
_TWO_APART = re.compile(r" \w \w ")  # what a longer run holds, and is found much faster
_TAGS = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "div", "span", "strong", "b", "td", "li")
_NOTES = frozenset("abcdefgh")  # chords and keys of music, and the first letters of any list
_FEWEST_ROWS = 3
_FEWEST_COLUMNS = 2
_GAP = re.compile(r"(?:[ \u00a0]*\t[ \u00a0\t]*|(?: |\u00a0){3,})")
_CODE = re.compile(r"[{}<>;=$\\|#]|://|^\s*[-*/]", re.MULTILINE)
_SPACE = re.compile(r"[ \t\r\n]+")
_ROOM = 60  # characters of a text that a message shows


def blocks_with_text(page: Page) -> Iterator[tuple[Element, ...]]:
    """All elements with text of their own that assistive technology meets, code left out, as one group."""
    found = tuple(page.exposed(*_TAGS))
    if found:
        yield found


@rule("letters-spaced-out", targets=blocks_with_text)
def letters_spaced_out(group: tuple[Element, ...]) -> Verdict:
    """Words are written without spaces between their letters (WCAG 1.3.2, failure F32)."""
    if not any(_TWO_APART.search(each.text) for each in group[0].page.once(passages)):
        return Passed("whole")
    found = ((node, spaced) for node in group for spaced in [_spaced_word(own_text(node))] if spaced)
    node, spaced = next(found, (group[0], ""))
    return CantTell("spaced", at=node, text=spaced[:_ROOM]) if spaced else Passed("whole")


def _spaced_word(text: str) -> str:
    """Return the first run of single letters that may be a word: neither an alphabet nor notes."""
    if not _TWO_APART.search(text):
        return ""
    for match in _SPACED.finditer(text):
        letters = [sign.lower() for sign in match[0] if sign.isalpha()]
        if letters != sorted(letters) and not _NOTES.issuperset(letters) and len(set(letters)) > 2:
            return match[0]
    return ""


def texts_of_several_lines(page: Page) -> Iterator[Element]:
    """Preformatted texts, and paragraphs that line breaks divide, without code in them."""
    for node in page.exposed("pre", "p", "div", "td", "li"):
        broken = node.tag == "pre" or any(child.tag == "br" for child in node.elements)
        if broken and not node.inside("code", "samp", "kbd", "table") and node.closest("code") is None:
            yield node


@rule("columns-by-spaces", targets=texts_of_several_lines)
def columns_by_spaces(node: Element) -> Verdict:
    """What stands in columns is a table (WCAG 1.3.1, failures F34 and F48)."""
    lines = _lines(node)
    rows = [[cell for cell in _GAP.split(line.strip(" \u00a0\t")) if cell] for line in lines]
    longest = run = 0
    for row in rows:
        run = run + 1 if len(row) >= _FEWEST_COLUMNS else 0
        longest = max(longest, run)
    if longest < _FEWEST_ROWS or _CODE.search("\n".join(lines)):
        return Passed("text")
    first = next(row for row in rows if len(row) >= _FEWEST_COLUMNS)
    return CantTell("columns", rows=longest, text=" – ".join(first)[:_ROOM])


def _lines(node: Element) -> list[str]:
    """Return the lines of a text as they are drawn, blank ones left out."""
    lines = [""]
    for child in node.children:
        if isinstance(child, str):
            first, *others = child.split("\n") if node.tag == "pre" else [_SPACE.sub(" ", child)]
            lines[-1] += first
            lines += others
        elif child.tag == "br":
            lines.append("")
        else:
            lines[-1] += child.text
    return [line for line in lines if line.strip()]
