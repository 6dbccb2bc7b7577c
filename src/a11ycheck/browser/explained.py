"""Why Chromium's accessibility tree says other things of some elements than this program does, and may.

Sources: HTML-AAM 1.0, SVG-AAM 1.0, WAI-ARIA 1.2, Accessible Name and Description Computation 1.2. ``docs/browser.md``
has the same list.
"""

import re
from collections.abc import Callable

from msgspec import Struct

from a11ycheck.page import Element
from a11ycheck.page.aria import CHILDREN_PRESENTATIONAL, ROLES

_OF_ICON_FONTS = re.compile("[\ue000-\uf8ff]")  # Unicode 23.5: private use
_LARGE = frozenset(
    {"table", "main", "navigation", "complementary", "banner", "contentinfo", "region", "form", "search"}
)
_CONTEXTS = frozenset(each.name for each in ROLES.values() if each.context)


class Theirs(Struct, frozen=True):
    """What Chromium says of an element."""

    exposed: bool
    role: str  # in ARIA's words
    name: str  # white space collapsed
    laid_out: bool = False  # part of what Chromium takes for a table of mere layout


type Explanation = Callable[[Element, Theirs], bool]


def explained(explanations: dict[str, Explanation], element: Element, theirs: Theirs) -> bool:
    """Tell whether one of the explanations holds for a difference at an element."""
    return any(holds(element, theirs) for holds in explanations.values())


def _in_hidden_body(element: Element) -> bool:
    return any(each.tag == "body" and each.get("aria-hidden") == "true" for each in element.lineage)


EXPOSURE: dict[str, Explanation] = {
    "Chromium gives the document a node of its own": lambda ours, _: ours.tag == "html",
    "Chromium treats groups of rows and addresses as generic": lambda ours, _: ours.role in ("rowgroup", "group"),
    "Chromium leaves out paragraphs and lists without content": lambda ours, _: not ours.text and not ours.name,
    "Chromium leaves out paragraphs that hold nothing but blocks, or are drawn as no block": lambda ours, theirs: (
        ours.tag == "p" and not theirs.exposed
    ),
    "Chromium leaves out the items of a list that a role makes something else": lambda ours, theirs: (
        ours.tag == "li" and not theirs.exposed and ours.parent is not None and ours.parent.has("role")
    ),
    "Chromium leaves out the areas of a picture that did not load": lambda ours, _: ours.tag == "area",
    "Chromium shows what is in a control, whose children ARIA makes presentational": lambda ours, theirs: (
        theirs.exposed and any(around.role in CHILDREN_PRESENTATIONAL for around in ours.ancestors)
    ),
    "Chromium takes any word in aria-hidden for true, where ARIA ignores unknown ones": lambda ours, _: any(
        around.get("aria-hidden").lower() not in ("", "true", "false") for around in ours.lineage
    ),
    "Chromium shows the document in an object that a role makes one picture": lambda ours, _: (
        ours.closest("object") is not None
    ),
    "a region without a name is none to Chromium, a fault to a rule": lambda ours, _: ours.role == "region",
    "Chromium does not believe a body that says it is hidden, other browsers do": lambda ours, _: _in_hidden_body(ours),
}
ROLE: dict[str, Explanation] = {
    "HTML-AAM makes a form without a name generic": lambda ours, theirs: ours.tag == "form" and theirs.role == "form",
    "HTML-AAM has no role for the frames of a frameset": lambda ours, _: ours.tag == "frame",
    "HTML-AAM gives passwords and fields for files no role": lambda ours, _: (
        ours.get("type").lower() in ("password", "file")
    ),
    "SVG-AAM makes a drawing a document, Chromium an image where it holds no text": lambda ours, theirs: (
        ours.tag == "svg:svg" and theirs.role == "img"
    ),
    "a file that is a drawing and no page": lambda ours, theirs: (
        ours.tag == "html" and theirs.role in ("graphics-document", "img")
    ),
    "HTML-AAM makes an anchor without href generic, Chromium a link where it can be clicked": lambda ours, theirs: (
        ours.tag == "a" and not ours.has("href") and theirs.role == "link"
    ),
    "a form without a name is none to Chromium, a fault to a rule": lambda ours, _: ours.explicit_role == "form",
    "Chromium drops roles that stand outside the context that ARIA requires, a fault to a rule": lambda ours, theirs: (
        not theirs.role and ours.explicit_role in _CONTEXTS
    ),
    "boxes that a style sheet arranges as a table are none to HTML-AAM": lambda ours, theirs: (
        theirs.laid_out and not ours.role
    ),
    "Chromium reads a misspelt aria-labeledby": lambda ours, _: ours.has("aria-labeledby"),
    "an empty alt holds here on an image that takes the focus": lambda ours, _: (
        ours.tag == "img" and not ours.get("alt")
    ),
    "items without a list: Chromium keeps those of HTML, drops those of ARIA": lambda ours, theirs: (
        "listitem" in (ours.role, theirs.role)
    ),
}
NAME: dict[str, Explanation] = {
    "Chromium spares itself the names of rows, and gives terms one that ARIA prohibits": lambda ours, _: (
        ours.role in ("row", "term")
    ),
    "Chromium describes a figure by its caption, where HTML-AAM names it": lambda ours, _: ours.role == "figure",
    "an image button without a name has Chromium's own word": lambda ours, _: ours.get("type").lower() == "image",
    "Chromium reads a misspelt aria-labeledby": lambda ours, _: ours.has("aria-labeledby"),
    "Chromium drops roles that stand outside the context that ARIA requires, and so their names": lambda ours, theirs: (
        not theirs.role and ours.explicit_role in _CONTEXTS
    ),
    "Chromium leaves a title beside an empty alternative out of the name, a question to a rule": lambda ours, theirs: (
        ours.tag == "img" and ours.has("alt") and not ours.get("alt") and not theirs.name
    ),
    "Chromium names no cells of tables that it takes for mere layout": lambda _, theirs: theirs.laid_out,
    "Chromium names no cells that hold a table or a landmark": lambda ours, theirs: (
        ours.tag == "td" and not theirs.name and any(node.role in _LARGE for node in ours.descendants)
    ),
    "Chromium names a table by its summary, which HTML-AAM has for its description": lambda ours, _: ours.has(
        "summary"
    ),
    "letters of an icon font are words to Chromium": lambda _, theirs: bool(_OF_ICON_FONTS.search(theirs.name)),
    "a file that is a drawing and no page has the name of the drawing": lambda ours, theirs: (
        ours.tag == "html" and theirs.role in ("graphics-document", "img")
    ),
    "Chromium says letters in the case in which they are drawn": lambda ours, theirs: (
        ours.name.casefold() == theirs.name.casefold()
    ),
    "Chromium hears a space where a word may be broken": lambda ours, theirs: (
        bool(ours.inside("wbr")) and ours.name.replace(" ", "") == theirs.name.replace(" ", "")
    ),
    "Chromium reads out that a film or sound cannot be played": lambda ours, _: bool(ours.inside("video", "audio")),
}
