"""Links in a text, and by what one knows them (WCAG 1.4.1)."""

from collections.abc import Iterator

from a11ycheck.page import Element, Page
from a11ycheck.page.clipping import pixels
from a11ycheck.page.colour import Colour, contrast, parse_colour
from a11ycheck.page.layout import Generated
from a11ycheck.page.painted import background_colour, foreground, painted_runs
from a11ycheck.page.text import BLOCKS, words
from a11ycheck.rules import Failed, Figure, Passed, Verdict, rule

_ENOUGH = 3.0  # ratio to the text around, WCAG technique G183
_FEWEST_WORDS = 3  # around a link, that make a text of it
_SAME_SIZE = 1.1  # letters up to a tenth larger are no larger to the eye
_OWN_LOOK = ("font-weight", "font-style", "font-family", "text-transform")
_PICTURES = ("img", "svg:svg", "picture", "button", "input")


def links_in_texts(page: Page) -> Iterator[Element]:
    """Links of words in a line with other text, whose colour is another one than that text's; a sign tells itself."""
    for link in page.with_role("link"):
        if link.computed("display") != "inline" or not words(link.text) or link.parent is None:
            continue
        if not any(painted_runs(node) for node in (link, *link.descendants)):
            continue
        if _has_text_around(link) and foreground(link) != foreground(link.parent):
            yield link


def _block(link: Element) -> Element | None:
    return next(
        (above for above in link.ancestors if above.tag in BLOCKS or above.computed("display") != "inline"), None
    )


def _has_text_around(link: Element) -> bool:
    block = _block(link)
    if block is None or not painted_runs(link.parent if link.parent is not None else block):
        return False
    linked = sum(len(words(other.text)) for other in block.inside("a"))
    return len(words(block.text)) - linked >= _FEWEST_WORDS


@rule("link-by-colour-alone", targets=links_in_texts)
def link_by_colour_alone(link: Element) -> Verdict:
    """A link in a text is known by more than its colour (WCAG 1.4.1, failure F73)."""
    if any(_is_marked(node, link) for node in (link, *link.descendants)):
        return Passed("marked")
    parent = link.parent
    if parent is None:
        return Passed("marked")
    below = background_colour(link)
    own, around = (_opaque(foreground(node), below) for node in (link, parent))
    ratio = contrast(own, around)
    figures: dict[str, Figure] = {"ratio": int(ratio * 100) / 100, "needed": _ENOUGH}
    if ratio >= _ENOUGH:
        return Passed("contrast", figures)
    return Failed("colour-alone", figures, text=link.text[:60], colour=own.hex, around=around.hex)


def _opaque(colour: Colour | None, below: Colour) -> Colour:
    return colour.over(below) if colour is not None else below


def _is_marked(node: Element, link: Element) -> bool:
    """Tell whether an element in a link, or the link itself, has a mark that the text around it has not."""
    if node.tag in _PICTURES or any(isinstance(child, Generated) and child.strip() for child in node.children):
        return True
    lines = node.computed("text-decoration-line")
    if lines not in ("none", "") or _has_line(node) or node.computed("box-shadow") not in ("none", ""):
        return True
    if node.computed("background-image") not in ("none", "") or _has_fill(node):
        return True
    return _looks_other_than(node, link.parent)


def _has_line(node: Element) -> bool:
    return any(
        pixels(node.computed(f"border-{side}-width")) > 0 and not _is_clear(node.computed(f"border-{side}-color"))
        for side in ("bottom", "top")
    )


def _has_fill(node: Element) -> bool:
    return not _is_clear(node.computed("background-color"))


def _is_clear(colour: str) -> bool:
    parsed = parse_colour(colour) if colour else None
    return parsed is not None and parsed.alpha == 0


def _looks_other_than(node: Element, text: Element | None) -> bool:
    if text is None or not painted_runs(node):
        return False
    if any(node.computed(name) != text.computed(name) for name in _OWN_LOOK):
        return True
    return pixels(node.computed("font-size")) > _SAME_SIZE * pixels(text.computed("font-size"))
