"""How texts look once they are drawn: too small, too wide, slanted, in capitals, or like a heading."""

from collections.abc import Callable, Iterator

from a11ycheck.checks.text_structure import is_bold_paragraph
from a11ycheck.page import Element, Page, known
from a11ycheck.page.clipping import pixels
from a11ycheck.page.layout import Generated
from a11ycheck.page.painted import painted_runs
from a11ycheck.page.text import own_text, words
from a11ycheck.rules import CantTell, Failed, Passed, Verdict, rule
from a11ycheck.words import limit

_ROOM = 60  # characters of a text that a message shows
_FEWEST_LINES = 3  # of a text whose width is judged; shorter ones are read at a glance
_BOLD = 600
_NO_HEADING_IN = (
    *("a", "button", "label", "legend", "caption", "figcaption", "table", "figure", "nav", "header", "footer", "aside"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "summary", "blockquote", "dl", "form", "li", "dialog"),
)
_LONGEST_HEADING = 8  # words
_SENTENCE = 4  # words, numbers left out
_LINES = frozenset({"p", "div", "center", "span", "strong", "b", "font", "big", "u", "em", "i"})
_BLOCKS_OF_LINES = frozenset({"p", "div", "center"})
_MUCH_LARGER, _LARGER = 1.4, 1.15  # times the size of the text that follows; the second where it is bold, too


def _group(chosen: Callable[[Page], Iterator[Element]]) -> Callable[[Page], Iterator[tuple[Element, ...]]]:
    """Make one target of all elements that a function chooses: what a style sheet does throughout is one fault."""

    def one(page: Page) -> Iterator[tuple[Element, ...]]:
        found = tuple(chosen(page))
        if found:
            yield found

    return one


def _painted(page: Page) -> list[Element]:
    return page.once(_all_painted)


def _all_painted(page: Page) -> list[Element]:
    known(page.facts.layout)
    return [node for node in page.elements if ":" not in node.tag and node.runs and painted_runs(node)]


def _blocks(page: Page) -> Iterator[Element]:
    return (node for node in _painted(page) if node.tag in ("p", "li", "dd", "td", "div", "blockquote"))


def _worded(page: Page) -> Iterator[Element]:
    return (node for node in _painted(page) if words(own_text(node)))


@rule("text-tiny", targets=_group(_worded))
def text_tiny(group: tuple[Element, ...]) -> Verdict:
    """No text is so small that people with good eyes bend towards it."""
    least = limit("smallest_text")
    found = [node for node in group if 0 < pixels(node.computed("font-size")) < least]
    if not found:
        return Passed("readable", least=int(least))
    return Failed("tiny", at=found[0], count=len(found), least=int(least), text=own_text(found[0])[:_ROOM])


def _of_several_lines(page: Page) -> Iterator[Element]:
    return (node for node in _blocks(page) if len(_lines(node)) >= _FEWEST_LINES)


def _lines(node: Element) -> dict[int, int]:
    """Return the characters of each line of a block, links and the like in it included, by the line's height."""
    lines: dict[int, int] = {}
    for part in (node, *node.descendants):
        for run in part.runs:
            height = round((run.box.y + run.box.height / 2) / 8)
            lines[height] = lines.get(height, 0) + len(run.text.strip())
    return lines


@rule("text-lines-long", targets=_group(_of_several_lines))
def text_lines_long(group: tuple[Element, ...]) -> Verdict:
    """Lines end soon enough for the eye to find the next one (WCAG 1.4.8 asks for 80 characters, level AAA)."""
    most = limit("longest_line")
    found = [node for node in group if sorted(_lines(node).values())[-2] > most]
    if not found:
        return Passed("short", most=int(most))
    return Failed("long", at=found[0], count=len(found), most=int(most), text=found[0].text[:_ROOM])


def _long(page: Page) -> Iterator[Element]:
    return (node for node in _blocks(page) if len(words(own_text(node))) >= limit("italic_words"))


@rule("text-in-italics", targets=_group(_long))
def text_in_italics(group: tuple[Element, ...]) -> Verdict:
    """Longer texts stand upright."""
    found = [node for node in group if node.computed("font-style") == "italic"]
    if not found:
        return Passed("upright")
    return Failed("slanted", at=found[0], count=len(found), text=own_text(found[0])[:_ROOM])


def _of_some_length(page: Page) -> Iterator[Element]:
    for node in _painted(page):
        text = own_text(node)
        if len(words(text)) >= limit("capital_words") and len(text) >= limit("capital_letters"):
            yield node


@rule("text-capitalised-by-style", targets=_group(_of_some_length))
def text_capitalised_by_style(group: tuple[Element, ...]) -> Verdict:
    """Style sheets set no longer text in capitals."""
    found = [node for node in group if node.computed("text-transform") == "uppercase"]
    if not found:
        return Passed("mixed")
    return Failed("capitals", at=found[0], count=len(found), text=own_text(found[0])[:_ROOM])


def _single_lines(page: Page) -> Iterator[Element]:
    """Short texts that stand alone in a line, before more text, and are no headings.

    ``bold-text-as-heading`` asks about paragraphs that are bold in the source.
    """
    for node in _painted(page):
        if node.tag not in _LINES or node.closest(*_NO_HEADING_IN) is not None:
            continue
        block = _line_of(node)
        if block is None or not 1 <= len(words(block.text)) <= _LONGEST_HEADING:
            continue
        if _follower(block) is not None and not (block.tag == "p" and is_bold_paragraph(block)):
            yield node


def _line_of(node: Element) -> Element | None:
    """Return the paragraph or division that holds this text and nothing else."""
    block = next((above for above in node.lineage if above.tag in _BLOCKS_OF_LINES or above.text != node.text), None)
    whole = block is not None and block.tag in _BLOCKS_OF_LINES and block.text == node.text
    named = any(above.role in ("heading", "link", "button", "tab", "img", "listitem") for above in node.lineage)
    return block if whole and not named and node.text[-1:] not in (".", ":", ",", ";") else None


def _follower(block: Element) -> Element | None:
    """Return the running text right after a line."""
    after = block.after
    if after is None or after.tag not in ("p", "ul", "ol", "div"):
        return None
    count = len(words(after.text))
    sentence = count >= _SENTENCE and after.tag == "p" and after.text.endswith((".", "!", "?"))
    return after if sentence or count > 2 * _LONGEST_HEADING else None


@rule("text-looks-like-heading", targets=_group(_single_lines))
def text_looks_like_heading(group: tuple[Element, ...]) -> Verdict:
    """What looks like a heading is one (WCAG 1.3.1, failure F2): a person decides what a large line is."""
    found = [node for node in group if _looks_like_one(node)]
    return CantTell("heading", at=found[0], count=len(found), text=found[0].text) if found else Passed("text")


def _looks_like_one(node: Element) -> bool:
    block = _line_of(node)
    after = _follower(block) if block is not None else None
    if after is None:
        return False
    size, below = pixels(node.computed("font-size")), pixels(after.computed("font-size"))
    weights = (node.computed("font-weight"), after.computed("font-weight"))
    own, other = (int(weight) if weight.isdecimal() else 400 for weight in weights)
    return size >= _MUCH_LARGER * below > 0 or (size >= _LARGER * below > 0 and own >= _BOLD > other)


def with_generated_text(page: Page) -> Iterator[Element]:
    """Elements beside whose text a style sheet writes words of its own."""
    known(page.facts.layout)
    for node in page.elements:
        if node.visible and any(isinstance(child, Generated) for child in node.children) and _generated(node):
            yield node


def _generated(node: Element) -> str:
    text = " ".join(child for child in node.children if isinstance(child, Generated))
    return text if any(len(word) > 1 for word in words(text)) else ""


@rule("text-from-style-sheet", targets=with_generated_text)
def text_from_style_sheet(node: Element) -> Verdict:
    """Words stand in the page and not in its style sheet (WCAG 1.3.1, failure F87)."""
    text = _generated(node)
    written = "".join(child for child in node.children if isinstance(child, str) and not isinstance(child, Generated))
    if any(name.startswith("data-") and value.strip() == text.strip() for name, value in node.attrs.items()):
        return Passed("repeats", text=text[:_ROOM])
    return CantTell("words", text=text[:_ROOM], beside=written.strip()[:_ROOM] or node.tag)
