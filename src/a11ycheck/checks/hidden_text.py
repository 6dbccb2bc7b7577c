"""Words that do not reach whom they are for: text that only the eye meets, and text for the ear that is hidden."""

import re
from collections.abc import Iterator

from a11ycheck.page import Element, Page
from a11ycheck.page.attributes import with_attribute, with_word
from a11ycheck.page.opening import opens_later
from a11ycheck.page.painted import is_painted
from a11ycheck.page.text import own_text, words
from a11ycheck.rules import CantTell, Passed, Verdict, rule

_FEWEST_WORDS = 4  # signs and captions that repeat a name have fewer
_MOST_WORDS = 200  # more is a page behind a dialog, which is hidden for a while
_NEARLY_ALL = 0.9  # share of words that are heard elsewhere
_WORD_OF_MEANING = 4  # letters; shorter words are mostly articles and the like, which a name may leave out
_ROOM = 80  # characters of a text that a message shows
_PROSE = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dd", "td", "span", "strong", "em", "blockquote"})
_CONTAINERS = frozenset({"div", "section", "article", "aside", "ul", "ol"})
_CONTROLS = frozenset({"link", "button", "tab", "option", "menuitem", "textbox", "combobox", "img", "slider"})
_ICON = re.compile(
    r"icon|material-|\bfa[bsrl]?\b|glyph|symbol", re.IGNORECASE
)  # classes of letters that are drawn as pictures
_FOR_LISTENERS = re.compile(
    r"(?:^|\s)(?:sr-?only|sr-text|visually-?hidden|u-(?:hidden-visually|visually-?hidden)|screen-?reader-?(?:text|only)"
    r"|element-invisible|a11y-hidden)(?:$|\s)",
    re.IGNORECASE,
)
_LONG_WORD = 4  # letters: a shorter one alone is a sign or a unit
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
    said = [word for word in words(node.text.lower()) if len(word) >= _WORD_OF_MEANING] or words(node.text.lower())
    told = node.page.once(_told)
    if sum(word in told for word in said) >= _NEARLY_ALL * len(said):
        return Passed("elsewhere")
    return CantTell("hidden", text=node.text[:_ROOM])


def words_hidden_in_controls(page: Page) -> Iterator[Element]:
    """Outermost elements with aria-hidden that show words inside a link or button that its content names."""
    for node in with_attribute(page, "aria-hidden"):
        control = _control_around(node) if node.aria_hidden and node.visible and _shows_words(node) else None
        if control is not None and control.name and control.naming.source == "content":
            yield node


def _control_around(node: Element) -> Element | None:
    """Return the link or button that an element is a part of, None where another element hides more of it."""
    for above in node.ancestors:
        if above.aria_hidden:
            return None
        if above.role in ("link", "button"):
            return above
    return None


def _shows_words(node: Element) -> bool:
    said = words(node.text)
    classes = node.get("class")
    if (
        not said
        or (len(said) == 1 and len(said[0]) < _LONG_WORD)
        or _ICON.search(classes)
        or _FOR_LISTENERS.search(classes)
    ):
        return False
    return node.page.facts.layout is None or any(is_painted(inner) for inner in (node, *node.descendants))


@rule("control-words-hidden", targets=words_hidden_in_controls)
def control_words_hidden(node: Element) -> Verdict:
    """What a link or button shows is part of its name (WCAG 2.5.3, failure F96)."""
    control = _control_around(node)
    name = control.name if control is not None else ""
    shown = {"text": node.text[:_ROOM], "name": name[:_ROOM]}
    said = {word.lower() for word in words(node.text)}
    return Passed("said", shown) if said <= {word.lower() for word in words(name)} else CantTell("hidden", shown)


def texts_for_listeners(page: Page) -> Iterator[Element]:
    """Texts in what is shown whose class says that screen readers alone meet them; places for messages left out."""
    for node in with_word(page, ("class",), _FOR_LISTENERS):
        around = node.parent if words(own_text(node)) else None
        if around is not None and around.exposed and not any(map(_changes, node.lineage)):
            yield node


def _changes(node: Element) -> bool:
    """Tell whether a script shows what an element holds in turns: messages, and what a button says of its state."""
    return node.role in ("status", "alert", "log", "timer", "button") or node.has("aria-live")


@rule("text-for-listeners-hidden", targets=texts_for_listeners)
def text_for_listeners_hidden(node: Element) -> Verdict:
    """What is written for screen readers is not hidden from them: asked, for a script may show it."""
    if node.exposed:
        return Passed("met")
    return CantTell("hidden", text=own_text(node)[:_ROOM])
