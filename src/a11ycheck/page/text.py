"""Texts as people read them."""

import re
from functools import lru_cache
from itertools import islice

from a11ycheck.page.exposure import perceivable, visible
from a11ycheck.page.tree import Node, facet

# HTML standard 15.3.3 and following: elements that the browser's own style sheet draws as blocks or table parts.
BLOCKS = frozenset(
    """address article aside blockquote body caption center col colgroup dd details dialog dir div dl dt fieldset
    figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup
    option p pre search section summary table tbody td tfoot th thead tr ul""".split()
)

_IN_LINE = frozenset({"inline", "contents", "none", "ruby", "ruby-text"})  # values of display: all in one line of text
_SPACES_TOO = ("\u200b", "\ufeff")  # no white space to Python
_SEEN = re.compile(rf"[^\s{''.join(_SPACES_TOO)}]")
_WORD = re.compile(r"[^\W\d_]++(?:[-'’][^\W\d_]++)*+")
_SIGNS = ".,;:!?()"  # around a word
_SHORT = 100  # characters of a text whose words are kept: names and labels, which every page of a site repeats


def collapse(text: str) -> str:
    """Collapse white space, as a browser does, and trim."""
    for space in _SPACES_TOO:
        if space in text:
            text = text.replace(space, " ")
    return " ".join(text.split())


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text: runs of letters, with hyphens and apostrophes inside."""
    return _kept_words(text) if len(text) <= _SHORT else _words(text)


def first_words(text: str, most: int) -> tuple[str, ...]:
    """Return the first words of a text, ``most`` of them where it has so many."""
    if len(text) <= _SHORT:
        return words(text)[:most]
    pieces = text.split(maxsplit=2 * most)  # nearly every piece is a word
    found = _words(" ".join(pieces[: 2 * most]))
    return (found if len(found) >= most or len(pieces) <= 2 * most else _words(text))[:most]


def _words(text: str) -> tuple[str, ...]:
    """Find words piece by piece: most pieces are one word with or without a sign, which needs no pattern."""
    found: list[str] = []
    for piece in text.split():
        if piece.isalpha():
            found.append(piece)
            continue
        bare = piece.strip(_SIGNS)
        if bare.isalpha():
            found.append(bare)
        else:
            found += _WORD.findall(piece)
    return tuple(found)


_kept_words = lru_cache(maxsize=1024)(_words)


def has_words(text: str, fewest: int) -> bool:
    """Tell whether a text has at least so many words, without counting on."""
    return next(islice(_WORD.finditer(text), fewest - 1, None), None) is not None


@facet
def text(node: Node) -> str:
    """Return the text that is drawn in the element, white space collapsed, blocks set apart by a space."""
    return collapse(as_drawn(node))


@facet
def exposed_text(node: Node) -> str:
    """Return the text that assistive technology meets in the element, white space collapsed."""
    return collapse(as_met(node)) if node.order in _heard_otherwise(node.document.root) else text(node)


def as_drawn(node: Node) -> str:
    """Return the text that is drawn in the element, white space as it comes, for those who look for single words."""
    if "_drawn_text" not in node.__dict__:
        _join_drawn(node)
    drawn: str = node.__dict__["_drawn_text"]
    return drawn


def as_met(node: Node) -> str:
    """Return the text that assistive technology meets in the element, white space as it comes; see ``as_drawn``."""
    otherwise = _heard_otherwise(node.document.root)
    return otherwise[node.order] if node.order in otherwise else as_drawn(node)


def is_silent(node: Node) -> bool:
    """Tell whether assistive technology meets no text in the element."""
    return not _SEEN.search(as_met(node))


def own_text(node: Node) -> str:
    """Return the text directly in the element, without that of its child elements."""
    return collapse(" ".join(child for child in node.children if isinstance(child, str)))


def _join_drawn(node: Node) -> None:
    """Join texts in document order, each element's from its children's: last elements first, so depth costs nothing."""
    visible(node)  # is then known of all elements
    for inner in reversed(node.document.elements[node.order : node.last + 1]):
        known = inner.__dict__
        if "_drawn_text" not in known:
            shown = inner.children if known["visible"] else inner.elements
            joined = "".join([child if isinstance(child, str) else child.__dict__["_drawn_text"] for child in shown])
            known["_drawn_text"] = _apart(inner, joined)


@facet
def _heard_otherwise(root: Node) -> dict[int, str]:
    """Return what is met in the elements, by order, where that is not all that is drawn in them: in few, mostly."""
    as_drawn(root)  # what is drawn is then known of all elements
    elements = root.document.elements
    orders: set[int] = set()
    for node in elements:
        known = node.__dict__
        if known["visible"] and not known["perceivable"]:
            orders.update(around.order for around in node.lineage)
    met: dict[int, str] = {}
    for order in sorted(orders, reverse=True):
        node = elements[order]
        shown = node.children if perceivable(node) else node.elements
        parts = [
            child if isinstance(child, str) else met.get(child.order, child.__dict__["_drawn_text"]) for child in shown
        ]
        met[order] = _apart(node, "".join(parts))
    return met


def _apart(node: Node, joined: str) -> str:
    return f" {joined} " if stands_apart(node) or node.tag == "br" else joined


def stands_apart(node: Node) -> bool:
    """Tell whether an element's text is set apart from its neighbours': by its style, where the page was drawn.

    Source: Accessible Name and Description Computation 1.2, section 4.3.2, step 2F.
    """
    style: dict[str, str] | None = node.__dict__.get("computed_style")
    return node.tag in BLOCKS if style is None else style.get("display") not in _IN_LINE
