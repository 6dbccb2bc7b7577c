"""What of a page stands on pages that it links to as well, and what comes after that.

Source: ACT glossary "block of repeated content", "non-repeated content after repeated content", "perceivable content".
"""

from msgspec import Struct

from a11ycheck.page.linked import block_texts
from a11ycheck.page.page import Element, Page
from a11ycheck.page.text import own_text

_FEW_WORDS = 3  # a text of fewer may stand on two pages by chance
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_PICTURES = frozenset("audio canvas embed iframe img input object select svg:svg textarea video".split())


class Repeated(Struct, frozen=True):
    """A page told apart into what other pages repeat and what is its own."""

    blocks: tuple[Element, ...]  # outermost ones, in document order
    before: tuple[Element, ...]  # those that come before something of the page's own
    own: tuple[Element, ...]  # elements with a text or a picture of the page's own after the first repeated block

    def holds(self, element: Element) -> bool:
        """Tell whether an element is a block that is repeated, or part of one."""
        return any(block is element or block.contains(element) for block in self.blocks)


def repeated(page: Page) -> Repeated | None:
    """Tell what of a page is repeated, None where no linked page was looked at. Ask by ``page.once``."""
    linked = [each for each in (page.facts.linked_pages or {}).values() if each.blocks]
    body = page.body
    if not linked or body is None:
        return None
    texts = page.once(block_texts)
    others = [each.blocks for each in linked if texts.get(body.order) not in each.blocks]
    blocks: list[Element] = []
    own: list[Element] = []
    skip_to = -1
    for node in body.descendants:
        if node.order <= skip_to:
            continue
        if any(texts.get(node.order) in each for each in others) and _is_block(node):
            skip_to = node.last
            if any(map(_is_perceived, (node, *node.descendants))):
                blocks.append(node)
        elif blocks and _is_perceived(node):
            own.append(node)
    before = [block for block in blocks if own and block.order < own[-1].order]
    return Repeated(tuple(blocks), tuple(before), tuple(own))


def _is_block(node: Element) -> bool:
    """Tell whether a text is enough of one to be repeated on purpose."""
    return len(node.text.split()) >= _FEW_WORDS and node.tag not in _HEADINGS and node.role != "heading"


def _is_perceived(node: Element) -> bool:
    """Tell whether an element itself brings a text or a picture, to those who see or to those who listen."""
    if not (node.visible or node.exposed) or node.role == "none":
        return False
    return node.tag in _PICTURES or bool(own_text(node))
