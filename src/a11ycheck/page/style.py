"""Style: as computed where the page was drawn, else as far as the style attribute and the page's own sheets tell.

Linked sheets are not fetched, so without drawing this is an approximation, and the only place where it is made. It
knows few properties and simple selectors; what it does not understand it takes for not being there.
"""

import re

from turbohtml.cssom import StyleDeclaration

from a11ycheck.page.tree import Node, facet


@facet
def inline_style(node: Node) -> dict[str, str]:
    """Return the declarations of the style attribute by lower-case property; ``!important`` is kept in the value."""
    text = node.attrs.get("style")
    if not text:
        return {}
    declared = StyleDeclaration.parse(text)
    return {
        name.lower(): (declared.get(name) or "").strip() + (" !important" if declared.important(name) else "")
        for name in declared.properties()
    }


def is_styled(node: Node) -> bool:
    """Tell whether anything may be declared for the element."""
    known = node.__dict__
    return "style" in node.attrs or "computed_style" in known or "sheet_style" in known


def declared(node: Node, name: str) -> str:
    """Return the value that a property has on the element, "" where nothing is known.

    On a drawn page it is the computed value. Without drawing it is what is declared for the element itself, where the
    style attribute counts before the page's own sheets, unless these say ``!important``.
    """
    known = node.__dict__
    if "computed_style" in known:
        computed: dict[str, str] = known["computed_style"]
        return computed.get(name, "")
    if "style" not in node.attrs and "sheet_style" not in known:
        return ""
    inline = inline_style(node).get(name, "")
    sheet = known.get("sheet_style", {}).get(name, "")
    value = sheet if sheet.endswith("!important") and not inline.endswith("!important") else inline or sheet
    return _IMPORTANT.sub("", value).strip().lower()


_IMPORTANT = re.compile(r"\s*!\s*important\s*$", re.IGNORECASE)
