"""The role of an element, explicit or implied.

Sources: HTML-AAM 1.0 section 3.5 "HTML Element Role Mappings"; WAI-ARIA 1.2 sections 5.4 and 8.1 (role attribute, its
tokens) and 4.6 "Presentational Roles Conflict Resolution"; SVG-AAM 1.0 section 5.
"""

from collections.abc import Callable
from typing import Any

from a11ycheck.page import aria
from a11ycheck.page.exposure import visible
from a11ycheck.page.focus import focusable
from a11ycheck.page.tree import Node, Tree, at_once, facet

_PRESENTATIONAL = frozenset({"none", "presentation"})

_BY_TAG = {
    "address": "group", "article": "article", "blockquote": "blockquote", "button": "button",
    "caption": "caption", "code": "code", "datalist": "listbox", "dd": "definition", "del": "deletion",
    "details": "group", "dfn": "term", "dialog": "dialog", "dt": "term", "em": "emphasis", "fieldset": "group",
    "figure": "figure", "h1": "heading", "h2": "heading", "h3": "heading", "h4": "heading",
    "h5": "heading", "h6": "heading", "hgroup": "group", "hr": "separator", "html": "document", "iframe": "iframe",
    "ins": "insertion", "li": "listitem", "main": "main", "mark": "mark", "math:math": "math", "menu": "list",
    "meter": "meter", "nav": "navigation", "ol": "list", "optgroup": "group", "option": "option", "output": "status",
    "p": "paragraph", "progress": "progressbar", "s": "deletion", "search": "search", "strong": "strong",
    "sub": "subscript", "summary": "summary", "sup": "superscript", "svg:svg": "graphics-document", "svg:a": "link",
    "svg:image": "img", "table": "table", "tbody": "rowgroup", "textarea": "textbox", "tfoot": "rowgroup",
    "thead": "rowgroup", "time": "time", "tr": "row", "ul": "list",
}  # fmt: skip

_INPUT_TYPES = {
    "button": "button", "checkbox": "checkbox", "image": "button", "number": "spinbutton", "radio": "radio",
    "range": "slider", "reset": "button", "search": "searchbox", "submit": "button", "email": "textbox",
    "tel": "textbox", "text": "textbox", "url": "textbox",
}  # fmt: skip

# Types of input that HTML knows and ARIA has no role for; any other word is a text field.
_INPUT_WITHOUT_ROLE = frozenset(
    {"color", "date", "datetime-local", "file", "hidden", "month", "password", "time", "week"}
)
_SECTIONING = ("article", "aside", "main", "nav", "section")
_SECTIONING_ROLES = frozenset({"article", "complementary", "main", "navigation", "region"})
_HTML_SPACE = " \t\n\f\r"  # HTML standard 1.3.1: a space that does not break is a character
_LIST_TAGS = ("ul", "ol", "menu")


@facet
def explicit_role(node: Node) -> str:
    """Return the first valid, non-abstract role of the role attribute, "" where there is none.

    ``image`` and ``presentation`` come back under the names that are used everywhere else: "img" and "none".
    """
    for token in node.get("role").lower().split():
        if aria.is_valid_role(token):
            return _SYNONYMS.get(token, token)
    return ""


_SYNONYMS = {"image": "img", "presentation": "none", "directory": "list"}


def _fill_in(tree: Tree[Any]) -> None:
    """Tell the role of each element in document order: most have the one of their tag."""
    for node in tree.elements:
        tag, known = node.tag, node.__dict__
        known["role"] = _BY_TAG.get(tag, "") if tag not in _CONDITIONAL and "role" not in node.attrs else _role(node)


role: Callable[[Node], str] = at_once(
    "role",
    _fill_in,
    'Return the role that assistive technology is told, "" for an element that has none of its own.',
)


def _role(node: Node) -> str:
    explicit = explicit_role(node) if "role" in node.attrs else ""
    if not explicit:
        return _implied(node)
    if explicit in ("none", "presentation") and _stays_exposed(node):
        return implicit_role(node)
    return explicit


def _stays_exposed(node: Node) -> bool:
    """A presentational role does not hold on what takes the focus or bears a global ARIA attribute (WAI-ARIA 4.6)."""
    if focusable(node) and visible(node):
        return True
    return any(name in aria.GLOBAL_ATTRIBUTES and name != "aria-hidden" for name in node.attrs)


@facet
def implicit_role(node: Node) -> str:
    """Return the role that the element has without a role attribute."""
    return _implied(node)


def _implied(node: Node) -> str:
    conditional = _CONDITIONAL.get(node.tag)
    return conditional(node) if conditional else _BY_TAG.get(node.tag, "")


def _link(node: Node) -> str:
    return "link" if node.has("href") else ""


def _image(node: Node) -> str:
    named = node.get("aria-label").strip() or node.get("aria-labelledby").strip() or node.get("title").strip()
    return "none" if node.has("alt") and not node.get("alt") and not named else "img"


def _input(node: Node) -> str:
    kind = node.get("type").strip().lower()
    if kind in _INPUT_WITHOUT_ROLE:
        return ""
    natural = _INPUT_TYPES.get(kind, "textbox")
    return "combobox" if natural in ("textbox", "searchbox") and node.has("list") else natural


def _select(node: Node) -> str:
    size = node.get("size").strip()
    several = node.has("multiple") or (size.isdecimal() and int(size) > 1)
    return "listbox" if several else "combobox"


def _page_wide(name: str) -> Callable[[Node], str]:
    """A header or footer is a landmark only where it belongs to the page as a whole (HTML-AAM)."""

    def of(node: Node) -> str:
        for ancestor in node.ancestors:
            if ancestor.tag in _SECTIONING or explicit_role(ancestor) in _SECTIONING_ROLES:
                return ""
        return name

    return of


def _named_only(name: str) -> Callable[[Node], str]:
    """A section or form is a landmark only with a name (HTML-AAM)."""
    return lambda node: name if _has_author_name(node) else ""


def _aside(node: Node) -> str:
    """An aside inside sectioning content other than main needs a name to be a landmark (HTML-AAM)."""
    nested = node.closest("article", "aside", "nav", "section") is not None
    return "" if nested and not _has_author_name(node) else "complementary"


def _has_author_name(node: Node) -> bool:
    return bool(
        node.get("aria-label").strip()
        or node.get("title").strip()
        or any(True for _ in node.referenced("aria-labelledby"))
    )


def _list_item(node: Node) -> str:
    parent = node.parent
    in_list = parent is not None and parent.tag in _LIST_TAGS and role(parent) not in _PRESENTATIONAL
    return "listitem" if in_list or (parent is not None and explicit_role(parent) == "list") else ""


def _cell(node: Node) -> str:
    table = node.closest("table")
    around = role(table) if table is not None else ""
    if around in ("grid", "treegrid"):
        return "gridcell"
    return "cell" if around == "table" else ""


def _header_cell(node: Node) -> str:
    plain = _cell(node)
    if not plain:
        return ""
    scope = node.get("scope").strip().lower()
    if scope in ("row", "rowgroup"):
        return "rowheader"
    if scope in ("col", "colgroup"):
        return "columnheader"
    row = node.parent
    others = row.elements if row is not None else []
    return "rowheader" if any(cell.tag == "td" and _holds_something(cell) for cell in others) else "columnheader"


def _holds_something(cell: Node) -> bool:
    """Tell whether a cell is more than the empty corner beside the headers of columns."""
    return any(not isinstance(child, str) or child.strip(_HTML_SPACE) for child in cell.children)


def _table_part(node: Node) -> str:
    table = node.closest("table")
    if table is None or role(table) not in ("table", "grid", "treegrid"):
        return ""
    return _BY_TAG[node.tag]


def _summary(node: Node) -> str:
    details = node.parent
    first = details is not None and details.tag == "details" and _first_of_its_kind(node, details)
    return "summary" if first else ""


def _first_of_its_kind(node: Node, parent: Node) -> bool:
    return next((child for child in parent.elements if child.tag == node.tag), None) is node


def _option(node: Node) -> str:
    return "option" if node.closest("select", "datalist") is not None else ""


_CONDITIONAL: dict[str, Callable[[Node], str]] = {
    "a": _link,
    "area": _link,
    "img": _image,
    "input": _input,
    "select": _select,
    "header": _page_wide("banner"),
    "footer": _page_wide("contentinfo"),
    "section": _named_only("region"),
    "form": _named_only("form"),
    "aside": _aside,
    "li": _list_item,
    "td": _cell,
    "th": _header_cell,
    "tr": _table_part,
    "tbody": _table_part,
    "thead": _table_part,
    "tfoot": _table_part,
    "caption": _table_part,
    "summary": _summary,
    "option": _option,
}
