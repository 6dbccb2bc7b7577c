"""Texts as people read them."""

import re
from collections.abc import Callable

from a11ycheck.page.exposure import perceivable, visible
from a11ycheck.page.tree import Node, facet

# HTML standard 15.3.3 and following: elements that the browser's own style sheet draws as blocks or table parts.
BLOCKS = frozenset(
    """address article aside blockquote body caption center col colgroup dd details dialog dir div dl dt fieldset
    figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup
    option p pre search section summary table tbody td tfoot th thead tr ul""".split()
)

_SPACE = re.compile(r"[\s\u200b\ufeff]+")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


def collapse(text: str) -> str:
    """Collapse white space, as a browser does, and trim."""
    return _SPACE.sub(" ", text).strip()


def words(text: str) -> list[str]:
    """Return the words of a text: runs of letters, with hyphens and apostrophes inside."""
    return _WORD.findall(text)


@facet
def text(node: Node) -> str:
    """Return the text that is drawn in the element, white space collapsed, blocks set apart by a space."""
    return collapse(_joined(node, "_drawn_text", visible))


@facet
def exposed_text(node: Node) -> str:
    """Return the text that assistive technology meets in the element, white space collapsed."""
    return collapse(_joined(node, "_exposed_text", perceivable))


def own_text(node: Node) -> str:
    """Return the text directly in the element, without that of its child elements."""
    return collapse(" ".join(child for child in node.children if isinstance(child, str)))


def _joined(node: Node, key: str, shown: Callable[[Node], bool]) -> str:
    """Join texts in document order, each element's from its children's: last elements first, so depth costs nothing."""
    if key not in node.__dict__:
        for inner in reversed(node.document.elements[node.order : node.last + 1]):
            known = inner.__dict__
            if key not in known:
                seen = shown(inner)
                text = "".join(
                    [
                        (child if seen else "") if isinstance(child, str) else child.__dict__[key]
                        for child in inner.children
                    ]
                )
                known[key] = f" {text} " if inner.tag in BLOCKS or inner.tag == "br" else text
    joined: str = node.__dict__[key]
    return joined
