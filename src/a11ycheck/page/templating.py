"""Attributes that scripts or style sheets turn into words, in the notations of libraries for templates and tips."""

import re

from a11ycheck.page.page import Element
from a11ycheck.page.styling import style_is_known

# ":title", "#if", "[title]"; then "v-text", "x-text", "ng-bind" and names of components. What only listens, hides,
# repeats or sends writes no words: "@click", "(click)", "v-on", "x-show", "ng-if", "hx-get" and the like.
_NOTATION = re.compile(
    r"[:#\[*.]|(?!(?:data|aria|accept|http|on|hx)-|[vx]-(?:on|if|else|show|for|model|cloak|data|ref|init|transition)\b"
    r"|ng-(?:click|if|show|hide|class|model|repeat|disabled|submit|change)\b)[a-z]+-[a-z]"
)
_FOR_SCRIPTS = frozenset({"data-bind", "data-i18n"})
# What sheets write beside an element (CSS Values 4 "attr()"), which accessible names hold (Accname 1.2, 2F.ii).
_FOR_SHEETS = frozenset({"data-tooltip", "data-title", "data-label", "data-content", "data-text", "data-hint"})


def filled_later(element: Element) -> str:
    """Return the first attribute of an element, or of one in it, that may give it words once drawn; "" for none.

    On a page without scripts and sheets of its own nothing does, and a drawn page shows what they did.
    """
    page = element.page
    if page.facts.layout is not None:
        return ""
    scripts, sheets = bool(page.tagged("script")), not page.once(style_is_known)
    for node in (element, *element.descendants):
        for name, value in node.attrs.items() if ":" not in node.tag else ():
            if scripts and (name in _FOR_SCRIPTS or _NOTATION.match(name)):
                return name
            if sheets and name in _FOR_SHEETS and value.strip():
                return name
    return ""
