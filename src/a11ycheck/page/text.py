"""Texts as people read them."""

import re

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
    return collapse(_gather(node, visible_only=True))


@facet
def exposed_text(node: Node) -> str:
    """Return the text that assistive technology meets in the element, white space collapsed."""
    return collapse(_gather(node, visible_only=False))


def own_text(node: Node) -> str:
    """Return the text directly in the element, without that of its child elements."""
    return collapse(" ".join(child for child in node.children if isinstance(child, str)))


def _gather(node: Node, *, visible_only: bool) -> str:
    """Join texts in document order; iterative, for deep pages."""
    shown = visible if visible_only else perceivable
    parts: list[str] = []
    stack: list[Node | str] = [node]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            parts.append(item)
            continue
        apart = item.tag in BLOCKS or item.tag == "br"
        if apart:
            parts.append(" ")
            stack.append(" ")
        seen = shown(item)
        stack.extend(child for child in reversed(item.children) if seen or not isinstance(child, str))
    return "".join(parts)
