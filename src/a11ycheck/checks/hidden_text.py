"""Running text that people see and assistive technology is told to leave out (WCAG 1.3.1)."""

from collections.abc import Iterator

from a11ycheck.page import Element, Page
from a11ycheck.page.attributes import with_attribute
from a11ycheck.page.opening import opens_later
from a11ycheck.page.painted import is_painted
from a11ycheck.page.text import words
from a11ycheck.rules import CantTell, Passed, Verdict, rule

_FEWEST_WORDS = 4  # signs and captions that repeat a name have fewer
_MOST_WORDS = 200  # more is a page behind a dialog, which is hidden for a while
_NEARLY_ALL = 0.9  # share of words that are heard elsewhere
_ROOM = 80  # characters of a text that a message shows
_PROSE = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dd", "td", "span", "strong", "em", "blockquote"})
_CONTAINERS = frozenset({"div", "section", "article", "aside", "ul", "ol"})
_CONTROLS = frozenset({"link", "button", "tab", "option", "menuitem", "textbox", "combobox", "img", "slider"})
_MOVING_PARTS = ("slide", "carousel", "marquee", "ticker", "clone")  # copies and parts that are shown in turns


def hidden_texts(page: Page) -> Iterator[Element]:
    """The outermost elements with aria-hidden that show some words, outside controls and slide shows."""
    for node in with_attribute(page, "aria-hidden"):
        outermost = node.aria_hidden and not (node.parent and node.parent.aria_hidden)
        if outermost and node.visible and _is_text(node) and not any(_is_apart(above) for above in node.lineage):
            yield node


def _is_text(node: Element) -> bool:
    if not _FEWEST_WORDS <= len(words(node.text)) <= _MOST_WORDS:
        return False
    if node.page.facts.layout is None:  # whether a division is on the screen at all, only drawing tells
        return not opens_later(node) and (
            node.tag in _PROSE or (node.tag in _CONTAINERS and bool(node.inside("p", "h2", "h3")))
        )
    return any(is_painted(inner) for inner in (node, *node.descendants))


def _told(page: Page) -> frozenset[str]:
    """Return all words that a listener hears: texts, and names that attributes give."""
    names = (node.get(name) for name in ("aria-label", "alt") for node in with_attribute(page, name) if node.exposed)
    return frozenset(words(f"{page.root.exposed_text} {' '.join(names)}".lower()))


def _is_apart(node: Element) -> bool:
    said = f"{node.get('class')} {node.get('id')}".lower()
    return node.role in _CONTROLS or node.has("aria-roledescription") or any(part in said for part in _MOVING_PARTS)


@rule("text-hidden-from-listeners", targets=hidden_texts)
def text_hidden_from_listeners(node: Element) -> Verdict:
    """What people read, others can hear: asked where no other text of the page says the same."""
    said = words(node.text.lower())
    told = node.page.once(_told)
    if sum(word in told for word in said) >= _NEARLY_ALL * len(said):
        return Passed("elsewhere")
    return CantTell("hidden", text=node.text[:_ROOM])
