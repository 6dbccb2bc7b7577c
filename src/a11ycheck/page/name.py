"""The accessible name (Accessible Name and Description Computation 1.2, section 4.3.2; HTML-AAM 1.0 section 4.1).

The steps are called by the letters that the specification gives them. Generated content of style sheets takes part
only where an engine knows it.
"""

from typing import NamedTuple
from unicodedata import category

from a11ycheck.page import aria
from a11ycheck.page.exposure import aria_hidden, drawn, visible
from a11ycheck.page.role import explicit_role, role
from a11ycheck.page.text import collapse, stands_apart
from a11ycheck.page.tree import Node, facet


class Naming(NamedTuple):
    """A name, and where it comes from: an attribute, "label", "content", "caption", "value" or "" for none."""

    text: str
    source: str


NAMELESS = Naming("", "")


@facet
def naming(node: Node) -> Naming:
    """Return the accessible name of an element with its source."""
    found = _by_its_text(node) if node.last == node.order else None
    if found is None:
        found = _Computation().of(node)
    return Naming(collapse(found.text), found.source) if _is_read(found.text) else NAMELESS


def _by_its_text(node: Node) -> Naming | None:
    """Return the name of an element that nothing names but the text that is all that it holds, as most links."""
    if not _NAMING_ATTRIBUTES.isdisjoint(node.attrs) or node.tag in _NAMED_BY_HOST or ":" in node.tag:
        return None
    content = "".join([child for child in node.children if isinstance(child, str)])
    return Naming(content, "content") if role(node) in aria.NAME_FROM_CONTENT and _is_read(content) else None


# Letters that mean something to one icon font alone (Unicode 23.5), formats without a shape, and spaces.
_UNREAD = frozenset({"Co", "Cf", "Cc", "Zs", "Zl", "Zp"})


def _is_read(text: str) -> bool:
    """Tell whether a screen reader finds anything to say in a text."""
    return text[:1].isalnum() or any(category(sign) not in _UNREAD for sign in text)


@facet
def name(node: Node) -> str:
    """Return the accessible name, white space collapsed; "" where there is none."""
    return naming(node).text


@facet
def labels(node: Node) -> tuple[Node, ...]:
    """Return the label elements of a form control, in document order (HTML standard 4.10.4)."""
    if node.tag not in _LABELABLE or (node.tag == "input" and node.get("type").strip().lower() == "hidden"):
        return ()
    known = _labels_by_control(node.document.root)
    identifier = node.get("id")
    named = known.by_id.get((id(node.scope), identifier), ()) if identifier else ()
    if named and node.document.by_id(identifier, node.scope) is not node:
        named = ()  # another element bears the id first
    around = known.around.get(node.order, ())
    return tuple(sorted((*named, *around), key=lambda label: label.order))


class _Labels(NamedTuple):
    """The labels of a page: those that name a control by its id (key: scope, id), and those around one (its order)."""

    by_id: dict[tuple[int, str], list[Node]]
    around: dict[int, list[Node]]


@facet
def _labels_by_control(root: Node) -> _Labels:
    """Sort the labels of a page once: to look through all of them for each field costs fields times labels."""
    found = _Labels({}, {})
    for label in root.document.tagged("label"):
        if label.has("for"):
            found.by_id.setdefault((id(label.scope), label.get("for")), []).append(label)
        elif (control := _first_control(label)) is not None:
            found.around.setdefault(control.order, []).append(label)
    return found


def _first_control(label: Node) -> Node | None:
    return next(
        (inner for inner in label.descendants if inner.tag in _LABELABLE and inner.get("type") != "hidden"), None
    )


_LABELABLE = frozenset({"button", "input", "meter", "output", "progress", "select", "textarea"})
_NAMING_ATTRIBUTES = frozenset({"aria-label", "aria-labelledby", "title", "placeholder", "aria-placeholder"})
_BUTTON_TYPES = frozenset({"submit", "reset", "button"})
_DEFAULT_CAPTIONS = {"submit": "Submit", "reset": "Reset"}  # HTML standard 4.10.5.1.19: the browser's own words
_RANGES = frozenset({"progressbar", "scrollbar", "slider", "spinbutton"})
_FIELDS = frozenset({"textbox", "searchbox"})
_FROM_FIRST_CHILD = {"fieldset": "legend", "figure": "figcaption", "table": "caption", "svg:svg": "svg:title"}
_LABELLED = frozenset({"optgroup", "option"})  # by an attribute of that name
_NAMED_BY_HOST = _LABELABLE | {"img", "area"} | _LABELLED | _FROM_FIRST_CHILD.keys()
_NAMED_BY_CONTENT = frozenset({"caption", "figcaption", "label", "legend", "summary"})
_WITHOUT_NAME_FROM_CONTENT = frozenset({"iframe", "select", "textarea", "svg:svg", "video", "audio", "object"})


class _Computation:
    """One run of the algorithm: what it visited, so that references in a circle end."""

    def __init__(self) -> None:
        self.visited: set[int] = set()

    def of(self, node: Node) -> Naming:
        """Compute the name of the element that the run is about."""
        if role(node) in aria.NAME_PROHIBITED and not node.get("aria-label") and not node.get("aria-labelledby"):
            return NAMELESS
        self.visited.add(node.order)
        by_author = self._by_reference(node) or self._by_aria_label(node) or self._by_host(node)
        if by_author:
            return by_author
        if self._takes_content(node):
            content = self._content(node, hidden_too=not drawn(node))
            if _is_read(content):
                return Naming(content, "content")
        return self._by_tooltip(node)

    def _by_reference(self, node: Node) -> Naming | None:
        """Step 2B."""
        if not node.has("aria-labelledby"):
            return None
        parts = [self._referenced(target) for target in node.referenced("aria-labelledby")]
        text = " ".join(part for part in parts if part.strip())
        return Naming(text, "aria-labelledby") if text.strip() else None

    def _referenced(self, target: Node) -> str:
        self.visited.discard(target.order)  # an element may refer to itself
        return self._part(target, referenced=True, hidden_too=not visible(target) or aria_hidden(target))

    def _by_aria_label(self, node: Node) -> Naming | None:
        """Step 2D."""
        label = node.get("aria-label")
        return Naming(label, "aria-label") if label.strip() else None

    def _by_host(self, node: Node) -> Naming | None:
        """Step 2E: what HTML and SVG provide."""
        if node.tag not in _NAMED_BY_HOST and not node.tag.startswith("svg:"):
            return None
        for provide in (self._label, self._alternative, self._button_value, self._caption):
            found = provide(node)
            if found is not None and found.text.strip():
                return found
        return None

    def _label(self, node: Node) -> Naming | None:
        if node.tag in _LABELLED:
            return Naming(node.get("label"), "label")
        texts = [self._part(label, referenced=True, hidden_too=not visible(label)) for label in labels(node)]
        return Naming(" ".join(texts), "label")

    def _alternative(self, node: Node) -> Naming | None:
        if role(node) == "none":
            return None
        is_image = node.tag in ("img", "area") or (node.tag == "input" and node.get("type").strip().lower() == "image")
        return Naming(node.get("alt"), "alt") if is_image else None

    def _button_value(self, node: Node) -> Naming | None:
        kind = node.get("type").strip().lower()
        if node.tag != "input" or kind not in _BUTTON_TYPES:
            return None
        return (
            Naming(node.attrs.get("value") or "", "value") if node.has("value") else self._default_caption(kind, node)
        )

    def _default_caption(self, kind: str, node: Node) -> Naming | None:
        return None if node.get("title").strip() else Naming(_DEFAULT_CAPTIONS.get(kind, ""), "value")

    def _caption(self, node: Node) -> Naming | None:
        wanted = _FROM_FIRST_CHILD.get(node.tag)
        found = next((child for child in node.elements if child.tag == wanted), None) if wanted else None
        if found is None and node.tag.startswith("svg:"):
            found = next((child for child in node.elements if child.tag == "svg:title"), None)
        if found is None or found.order in self.visited:
            return None
        return Naming(self._content(found, hidden_too=True), "caption")

    def _takes_content(self, node: Node) -> bool:
        if node.tag in _WITHOUT_NAME_FROM_CONTENT and not explicit_role(node):
            return False
        return role(node) in aria.NAME_FROM_CONTENT or node.tag in _NAMED_BY_CONTENT

    def _by_tooltip(self, node: Node) -> Naming:
        """Step 2I, and the placeholder that HTML-AAM lets name a field as the last resort."""
        if node.get("title").strip():
            return Naming(node.get("title"), "title")
        if node.tag in ("input", "textarea") and node.get("placeholder").strip():
            return Naming(node.get("placeholder"), "placeholder")
        if node.get("aria-placeholder").strip() and role(node) in _FIELDS:
            return Naming(node.get("aria-placeholder"), "placeholder")
        return NAMELESS

    def _content(self, node: Node, *, hidden_too: bool) -> str:
        """Step 2F: the names of the children, joined as they are drawn."""
        return "".join(
            child if isinstance(child, str) else self._spaced(child, hidden_too=hidden_too)
            for child in node.children
            if isinstance(child, str) or child.tag not in ("script", "style", "template", "noscript")
        )

    def _spaced(self, node: Node, *, hidden_too: bool) -> str:
        text = self._part(node, hidden_too=hidden_too)
        if node.tag == "br":
            return " "
        apart = stands_apart(node)
        if not text:
            return " " if apart else ""
        apart = (
            apart or node.tag in _REPLACED or ("computed_style" not in node.__dict__ and role(node) in _STANDS_APART)
        )
        return f" {text} " if apart else text

    def _part(self, node: Node, *, referenced: bool = False, hidden_too: bool = False) -> str:
        """Return what one element adds to the name of another (steps 2A to 2I inside a traversal)."""
        if node.order in self.visited:
            return ""
        if not hidden_too and (not visible(node) or node.get("aria-hidden").strip().lower() == "true"):
            # An invisible element may hold a visible one; what is not drawn at all may not.
            return self._visible_inside(node) if drawn(node) and not visible(node) else ""
        self.visited.add(node.order)
        if not referenced:
            embedded = self._embedded_value(node)
            if embedded is not None:
                return embedded
        else:
            by_label = self._by_aria_label(node)
            if by_label:
                return by_label.text
        return self._own(node, hidden_too=hidden_too, referenced=referenced)

    def _visible_inside(self, node: Node) -> str:
        return "".join(self._spaced(child, hidden_too=False) for child in node.elements if visible(child))

    def _own(self, node: Node, *, hidden_too: bool, referenced: bool) -> str:
        found = self._by_aria_label(node) if referenced else self._by_reference(node) or self._by_aria_label(node)
        found = found or self._by_host(node)
        if found is not None:
            return found.text
        if node.tag in ("select", "textarea", "input") or (
            node.tag in _WITHOUT_NAME_FROM_CONTENT and not explicit_role(node)
        ):
            return self._by_tooltip(node).text
        content = self._content(node, hidden_too=hidden_too)
        return content if content.strip() else content + self._by_tooltip(node).text

    def _embedded_value(self, node: Node) -> str | None:
        """Step 2C: a control inside a label counts with its value, None where this is no such control."""
        kind = role(node)
        if kind in _FIELDS:
            return node.get("value") if node.tag == "input" else self._content(node, hidden_too=False)
        if kind in ("combobox", "listbox") and node.tag == "select":
            chosen = [option for option in node.inside("option") if option.has("selected")]
            options = chosen or node.inside("option")[:1]
            return " ".join(self._content(option, hidden_too=False) for option in options)
        if kind in _RANGES:
            value = node.get("aria-valuetext") or node.get("aria-valuenow") or node.get("value")
            return value or None
        return None


# Pictures and fields: no letters that could be part of a word.
_REPLACED = frozenset(
    "img svg:svg input select textarea button meter progress audio video canvas iframe object".split()
)
# Roles whose text is not run together with its neighbours', as long as nobody knows how they are displayed.
_STANDS_APART = frozenset({"cell", "gridcell", "columnheader", "rowheader", "row", "listitem", "heading"})
