"""One snapshot of a drawn page, made into the tree that rules know.

``DOMSnapshot.captureSnapshot`` gives all documents of the page (frames too) as parallel lists; here they become
``Element``s, with shadow trees and frames joined in as they are drawn, and with computed style and boxes.
"""

import re
from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from a11ycheck.page import Element, Facts, Page
from a11ycheck.page.clipping import pixels
from a11ycheck.page.layout import Box, Generated, Layout, TextRun

# Computed style that some rule or answer reads; each costs time and memory on every element.
STYLES = (
    "display",
    "visibility",
    "opacity",
    "color",
    "background-color",
    "background-image",
    "background-size",
    "background-repeat",
    "background-clip",
    "content-visibility",
    "font-size",
    "font-weight",
    "font-style",
    "line-height",
    "letter-spacing",
    "word-spacing",
    "text-align",
    "text-decoration-line",
    "text-transform",
    "text-indent",
    "text-shadow",
    "position",
    "overflow-x",
    "overflow-y",
    "padding-top",
    "padding-right",
    "padding-bottom",
    "padding-left",
    "clip",
    "clip-path",
    "filter",
    "mix-blend-mode",
    "transform",
    "white-space",
    "white-space-collapse",
    "text-wrap-mode",
    "text-overflow",
    "-webkit-line-clamp",
    "font-family",
    "rotate",
    "cursor",
    "pointer-events",
    "border-top-width",
    "border-right-width",
    "border-bottom-width",
    "border-left-width",
    "border-bottom-style",
    "border-top-color",
    "border-bottom-color",
    "box-shadow",
    "appearance",
    "overlay",
    "outline-style",
    "list-style-type",
    "user-select",
    "content",
    "fill",
    "stroke",
)

_BROWSERS_OWN = "chrome-error:"  # what Chromium itself shows in a frame whose page does not come: nobody's to mend
_ELEMENT, _TEXT, _DOCUMENT, _DOCTYPE = 1, 3, 9, 10


def page_of(snapshot: dict[str, Any], *, url: str) -> Page:
    """Make a page of the answer to ``DOMSnapshot.captureSnapshot``."""
    strings: list[str] = snapshot["strings"]
    documents = [_Document(document, strings) for document in snapshot["documents"]]
    root = _build(documents)
    return Page(
        root, url=url, base=documents[0].base or url, doctype=documents[0].doctype, facts=Facts(layout=_view(snapshot))
    )


def _view(snapshot: dict[str, Any]) -> Box:
    first = snapshot["documents"][0]
    return Box(0, 0, first.get("contentWidth", 0), first.get("contentHeight", 0))


class _Document:
    """One document of a snapshot, its lists made easy to ask. An index of -1 means an empty string."""

    def __init__(self, raw: dict[str, Any], strings: list[str]) -> None:
        self._strings = strings
        self.url = self.string(raw.get("documentURL", -1))
        self.base = self.string(raw.get("baseURL", -1))
        self._identifiers = (raw.get("publicId", -1), raw.get("systemId", -1))
        nodes = raw["nodes"]
        self.types: list[int] = nodes["nodeType"]
        self.names: list[int] = nodes["nodeName"]
        self.values: list[int] = nodes["nodeValue"]
        self.backend: list[int] = nodes["backendNodeId"]
        self.attributes: list[list[int]] = nodes["attributes"]
        self.frames = _rare(nodes.get("contentDocumentIndex"))
        self.shadows = _rare(nodes.get("shadowRootType"))
        self.pseudos = _rare(nodes.get("pseudoType"))
        self.layout = _layouts(raw, strings)
        self._scrolled = raw.get("scrollOffsetX", 0), raw.get("scrollOffsetY", 0)
        self.children: list[list[int]] = [[] for _ in self.types]
        for index, parent in enumerate(nodes["parentIndex"]):
            if parent >= 0:
                self.children[parent].append(index)
        for node in list(self._shut_away()):
            self.layout.pop(node, None)
        self.drawn_inside = _drawn_inside(nodes["parentIndex"], self.layout)

    def _shut_away(self) -> Iterator[int]:
        """Yield what is not drawn and has boxes all the same, for it is asked where it would be.

        That is what closed ``details`` hold beside their summary, and what ``content-visibility: hidden`` keeps, as
        ``hidden="until-found"`` does.
        """
        skipped = [at for at, kept in self.layout.items() if kept.style.get("content-visibility") == "hidden"]
        for node in skipped:
            waiting = list(self.children[node])
            while waiting:
                inner = waiting.pop()
                yield inner
                waiting += self.children[inner]
        for details, name in enumerate(self.names):
            if self.string(name) != "DETAILS" or "open" in self.attrs(details):
                continue
            waiting, has_summary = list(reversed(self.children[details])), False
            while waiting:
                node = waiting.pop()
                if not has_summary and self.name(node) == "SUMMARY":
                    has_summary = True
                    continue
                yield node
                waiting += reversed(self.children[node])

    def lie_in(self, frame: Layout) -> None:
        """Count places from the top left corner of the page, not of the frame that shows this document."""
        left, top = (pixels(frame.style.get(f"border-{side}-width", "")) for side in ("left", "top"))
        inside, below = (pixels(frame.style.get(f"padding-{side}", "")) for side in ("left", "top"))
        x = frame.box.x + left + inside - self._scrolled[0]
        y = frame.box.y + top + below - self._scrolled[1]
        self.layout = {node: layout.moved(x, y) for node, layout in self.layout.items()}

    def string(self, index: int) -> str:
        return self._strings[index] if index >= 0 else ""

    def name(self, node: int) -> str:
        return self.string(self.names[node])

    def author_root(self, node: int) -> str:
        """The kind of shadow root that a node is in, "" in the page itself and in a browser's own control."""
        kind = self.string(self.shadows.get(node, -1))
        return kind if kind in ("open", "closed") else ""

    def attrs(self, node: int) -> dict[str, str]:
        raw = self.attributes[node]
        return {self.string(raw[at]): self.string(raw[at + 1]) for at in range(0, len(raw), 2)}

    @property
    def doctype(self) -> str | None:
        """The doctype as source has it, None where the document has none."""
        found = next((index for index, kind in enumerate(self.types) if kind == _DOCTYPE), None)
        if found is None:
            return None
        return " ".join(filter(None, (self.name(found), *map(self.string, self._identifiers))))

    @property
    def root(self) -> int | None:
        """The root element, None in a document that has none."""
        top = next((index for index, kind in enumerate(self.types) if kind == _DOCUMENT), None)
        inside = self.children[top] if top is not None else []
        return next((child for child in inside if self.types[child] == _ELEMENT), None)


def _rare(data: dict[str, list[int]] | None) -> dict[int, int]:
    return dict(zip(data["index"], data["value"], strict=True)) if data else {}


def _drawn_inside(parents: list[int], layout: dict[int, Layout]) -> set[int]:
    """Return the nodes that hold something with a box. Parents stand before their children in these lists."""
    found: set[int] = set()
    for node in range(len(parents) - 1, -1, -1):
        if parents[node] >= 0 and (node in layout or node in found):
            found.add(parents[node])
    return found


_CHOICES = frozenset({"option", "optgroup"})
_NOT_DRAWN, _CONTENTS, _CLOSED = {"display": "none"}, {"display": "contents"}, {"display": "block"}


def _layouts(raw: dict[str, Any], strings: list[str]) -> dict[int, Layout]:
    """Return the layout of each node that has a box."""
    layout = raw["layout"]
    paint = layout.get("paintOrders") or [0] * len(layout["nodeIndex"])
    blended = layout.get("blendedBackgroundColors") or [-1] * len(layout["nodeIndex"])
    runs: dict[int, list[TextRun]] = {}
    boxes = raw.get("textBoxes", {})
    for at, bounds, start, length in zip(
        boxes.get("layoutIndex", ()),
        boxes.get("bounds", ()),
        boxes.get("start", ()),
        boxes.get("length", ()),
        strict=True,
    ):
        index = layout["text"][at]
        text = strings[index] if index >= 0 else ""
        background = strings[blended[at]] if blended[at] >= 0 else ""
        runs.setdefault(at, []).append(TextRun(text[start : start + length], Box(*bounds), background, paint[at]))
    found: dict[int, Layout] = {}
    styles: dict[tuple[int, ...], dict[str, str]] = {}  # few differ, and elements share them
    for at, node in enumerate(layout["nodeIndex"]):
        found[node] = Layout(
            box=Box(*layout["bounds"][at]),
            style=_style(tuple(layout["styles"][at]), strings, styles),
            runs=tuple(runs.get(at, ())),
            paint_order=paint[at],
            scrolled=_size(layout.get("scrollRects"), at),
            client=_size(layout.get("clientRects"), at),
        )
    return found


def _style(values: tuple[int, ...], strings: list[str], known: dict[tuple[int, ...], dict[str, str]]) -> dict[str, str]:
    style = known.get(values)
    if style is None:  # a text has no style of its own, and an empty list here
        style = {name: strings[value] if value >= 0 else "" for name, value in zip(STYLES, values, strict=False)}
        known[values] = style
    return style


def _size(rectangles: list[list[float]] | None, at: int) -> tuple[float, float]:
    found = rectangles[at] if rectangles else []
    return (found[2], found[3]) if len(found) == 4 else (0.0, 0.0)


class _Step:
    """A node that waits to be built: where it comes from and what it belongs to."""

    __slots__ = ("document", "element", "node")

    def __init__(self, document: _Document, node: int, element: Element) -> None:
        self.document, self.node, self.element = document, node, element


def _build(documents: list[_Document]) -> Element:
    first = documents[0]
    start = first.root
    if start is None:
        return Element("html", {})
    root = _element(first, start, "html")
    stack = [_Step(first, start, root)]
    while stack:
        step = stack.pop()
        for document, child, scope in _flat_children(documents, step):
            made = _child(document, child, step.element)
            if isinstance(made, str):
                step.element.children.append(made)
            elif made is not None:
                made.parent, made.scope = step.element, scope
                step.element.children.append(made)
                stack.append(_Step(document, child, made))
    return root


def _child(document: _Document, node: int, parent: Element) -> Element | str | None:
    kind = document.types[node]
    if kind == _TEXT:
        text = document.string(document.values[node])
        layout = document.layout.get(node)
        if layout is not None and layout.runs:
            parent.__dict__.setdefault("text_runs", []).extend(layout.runs)
        return text
    if kind != _ELEMENT:
        return None
    if node in document.pseudos:
        # A marker is drawn beside a list item, and is no part of its text or name.
        return None if document.string(document.pseudos[node]) == "marker" else _generated(document, node)
    return _element(document, node, _namespaced(document.name(node), parent.tag))


def _generated(document: _Document, node: int) -> Generated:
    """What a ::before or ::after says: the alternative that its style gives it, else what it draws."""
    kind = document.string(document.pseudos[node])
    layout = document.layout.get(node)
    alternative = _alternative(layout.style.get("content", "")) if layout is not None else None
    texts = [
        document.string(document.values[child]) for child in document.children[node] if document.types[child] == _TEXT
    ]
    runs = [
        run for child in (node, *document.children[node]) for run in getattr(document.layout.get(child), "runs", ())
    ]
    if layout is not None:
        layout = replace(layout, runs=tuple(runs))
    drawn = "".join(texts) or "".join(run.text for run in runs)
    return Generated(drawn if alternative is None else alternative, kind, layout)


_STRING = r'"(?:[^"\\]|\\.)*"'
_ALTERNATIVE = re.compile(rf"/\s*({_STRING}(?:\s+{_STRING})*)$")


def _alternative(content: str) -> str | None:
    """Return the alternative text of a ``content`` value (CSS Generated Content 3, section 1.2), None without one."""
    found = _ALTERNATIVE.search(content)
    if found is None:
        return None
    return "".join(re.sub(r"\\(.)", r"\1", each[1:-1]) for each in re.findall(_STRING, found[1]))


def _namespaced(name: str, parent: str) -> str:
    """Name an element as the tree does: HTML in lower case, SVG and MathML with their prefix."""
    lower = name.lower()
    if lower in ("svg", "math"):
        return f"{lower}:{lower}"
    if parent.startswith("svg:") and parent not in ("svg:foreignObject", "svg:desc", "svg:title"):
        return f"svg:{name}"
    if parent.startswith("math:") and parent not in ("math:mi", "math:mo", "math:mn", "math:ms", "math:mtext"):
        return f"math:{name}"
    return lower


def _element(document: _Document, node: int, tag: str) -> Element:
    element = Element(tag, document.attrs(node))
    element.number = document.backend[node]
    layout = document.layout.get(node)
    if layout is not None:
        element.__dict__["layout_of"] = layout
    element.__dict__["computed_style"] = layout.style if layout is not None else _boxless(document, node, element)
    return element


def _boxless(document: _Document, node: int, element: Element) -> dict[str, str]:
    """An element without a box is not displayed, unless what it holds is, or a list that is closed just now."""
    if element.tag in _CHOICES and not element.has("hidden"):
        return _CLOSED
    return _CONTENTS if node in document.drawn_inside else _NOT_DRAWN


def _flat_children(documents: list[_Document], step: _Step) -> Iterator[tuple[_Document, int, Element | None]]:
    """Yield what is drawn inside an element, each with its document and the scope that its ids belong to."""
    document, node, element = step.document, step.node, step.element
    if node in document.frames:
        inner = documents[document.frames[node]]
        element.url_inside, element.base_inside = inner.url, inner.base
        if inner.url.startswith(_BROWSERS_OWN):
            return
        if node in document.layout:
            inner.lie_in(document.layout[node])
        if inner.root is not None:
            yield inner, inner.root, element
        return
    if element.tag not in ("template", "noscript"):
        yield from ((document, child, _scope(document, child, step)) for child in _as_drawn(document, node))


def _as_drawn(document: _Document, node: int) -> list[int]:
    """Return the children of a node; the snapshot has its ::after before what it comes after."""
    children = document.children[node]
    last = [child for child in children if document.string(document.pseudos.get(child, -1)) == "after"]
    return [child for child in children if child not in last] + last if last else children


def _scope(document: _Document, child: int, step: _Step) -> Element | None:
    """Return the shadow host or frame that the ids of a child belong to.

    The snapshot has no shadow roots: each node says the kind of root that it is in, and its parent is the one in the
    flat tree. So a host inside another shadow tree, with a root of the same kind, is known by its name alone.
    """
    host, own, around = step.element, document.author_root(child), document.author_root(step.node)
    if not own:
        slotted = around and host.tag == "slot" and host.scope is not None
        return host.scope.scope if slotted and host.scope is not None else host.scope
    return host if own != around or "-" in host.tag else host.scope
