"""What buttons hold, and what is lost in them (WAI-ARIA 1.2, section 5.2.8 "Presentational Children")."""

from collections.abc import Iterator

from a11ycheck.page import Element, Page, aria
from a11ycheck.rules import Failed, Passed, Verdict, rule

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_DRAWINGS = frozenset({"img", "meter", "progressbar", "scrollbar", "separator", "slider", "math"})
_PLAIN = tuple(sorted(aria.CHILDREN_PRESENTATIONAL - _DRAWINGS))


def controls_with_plain_content(page: Page) -> Iterator[Element]:
    """Buttons, tabs and the like, whose content is read as words alone, where they hold any element."""
    return (node for node in page.with_role(*_PLAIN) if any(True for _ in node.elements))


@rule("heading-in-button", targets=controls_with_plain_content)
def heading_in_button(node: Element) -> Verdict:
    """A heading stands around the button that opens its section, not in it (ARIA Authoring Practices "Accordion")."""
    for inner in node.descendants:
        if (inner.tag in _HEADINGS and not inner.explicit_role) or inner.explicit_role == "heading":
            return Failed("lost", at=inner, role=node.role, name=(inner.text or node.name)[:60])
    return Passed("none", role=node.role)
