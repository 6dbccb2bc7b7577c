"""From bytes to a page, as the HTML standard says (section 13): encodings, tree, source positions.

Nothing here raises on bad input: every sequence of bytes is some page.
"""

from collections.abc import Iterator, Sequence
from urllib.parse import urljoin

import turbohtml
from bs4.dammit import EncodingDetector

from a11ycheck.page.page import Comment, Element, Page, ParseError
from a11ycheck.page.sheets import apply_sheets

_PREFIX = {"svg": "svg:", "math": "math:"}
# As deep as Blink nests elements; what lies deeper becomes a sibling there, and here.
_DEEPEST = 512
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def parse(body: bytes, *, url: str, charset: str = "") -> Page:
    """Parse the bytes of a page. ``charset`` is what the transport declared, "" where it did not."""
    text, encoding, declared = decode(body, charset)
    return parse_text(text, url=url, encoding=encoding, declared_encoding=declared)


def parse_text(text: str, *, url: str = "", encoding: str = "", declared_encoding: str = "") -> Page:
    """Parse HTML that was decoded already."""
    document = turbohtml.parse(text.replace("\x00", "\ufffd"))
    root, comments = _build(document)
    page = Page(
        root,
        url=url,
        base=_base(root, url),
        doctype=_doctype(document),
        encoding=encoding,
        declared_encoding=declared_encoding,
        parse_errors=tuple(ParseError(fault.code, fault.line, fault.col + 1) for fault in document.errors),
        comments=tuple(comments),
    )
    apply_sheets(page)
    return page


def decode(body: bytes, charset: str) -> tuple[str, str, str]:
    """Decode a page: its text, the encoding that was used, and the one that was declared ("" for none).

    A byte order mark decides; then what is declared, unless the bytes cannot be that; then UTF-8 if they can be; then
    windows-1252, which is what browsers take for Western European pages.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, errors="replace"), name, name
    declared = charset or EncodingDetector.find_declared_encoding(body[:4096], is_html=True) or ""
    declared = declared.strip().lower()
    for name in _candidates(body, declared):
        try:
            return body.decode(name), name, declared
        except (UnicodeDecodeError, LookupError):
            continue
    return body.decode("windows-1252", errors="replace"), "windows-1252", declared


def _candidates(body: bytes, declared: str) -> Iterator[str]:
    own = _BROWSER_NAMES.get(declared, declared)
    if own == "windows-1252" and any(byte > 0x7F for byte in body):
        yield "utf-8"  # such bytes are valid UTF-8 only where they are UTF-8
    if own and not own.startswith("utf-16"):  # a page that can say so in ASCII is not in UTF-16
        yield own
    yield "utf-8"


# WHATWG Encoding standard 4.2: labels that browsers read as windows-1252.
_BROWSER_NAMES = dict.fromkeys(
    ("iso-8859-1", "iso8859-1", "latin1", "latin-1", "l1", "us-ascii", "ascii", "cp1252", "x-cp1252"), "windows-1252"
)


def _build(document: turbohtml.Document) -> tuple[Element, list[Comment]]:
    """Copy the parser's tree into ours, comments apart; iterative, for deep pages."""
    source = document.root
    if source is None:
        return Element("html", {}), []
    root = _element(source)
    return root, [*_outer_comments(document, root), *_copy(source, root)]


def _copy(source: turbohtml.Element, root: Element) -> list[Comment]:
    """Copy what is inside an element, and return the comments in there."""
    comments: list[Comment] = []
    stack: list[tuple[turbohtml.Element, Element, int]] = [(source, root, 1)]
    while stack:
        node, element, depth = stack.pop()
        here = element.parent if depth > _DEEPEST and element.parent is not None else element
        waiting: list[str] = []  # comments before the next element
        children, scope = _drawn_children(node, element)
        for child in children:
            if isinstance(child, turbohtml.Text):
                here.children.append(child.data)
            elif isinstance(child, turbohtml.Element):
                made = _element(child)
                made.parent, made.scope = here, scope
                here.children.append(made)
                stack.append((child, made, depth + 1))
                if waiting:
                    comments += [Comment(text, made) for text in waiting]
                    waiting = []
            elif isinstance(child, turbohtml.Comment):
                waiting.append(child.data)
        if waiting:
            comments += [Comment(text, None) for text in waiting]
    return comments


def _outer_comments(document: turbohtml.Document, root: Element) -> Iterator[Comment]:
    """Yield the comments before and after the root element."""
    following: Element | None = root
    for node in document.children:
        if isinstance(node, turbohtml.Comment):
            yield Comment(node.data, following)
        elif isinstance(node, turbohtml.Element):
            following = None


def _drawn_children(node: turbohtml.Element, element: Element) -> tuple[Sequence[turbohtml.Node], Element | None]:
    """Return the children that are drawn in an element, and the scope that their ids belong to."""
    tag = element.tag
    if tag == "template":
        return (), None
    if node.shadow_root is not None:
        return node.shadow_root.children, element
    if tag == "iframe" and element.has("srcdoc"):
        inner = turbohtml.parse(element.get("srcdoc"), positions=False).root
        return () if inner is None else (inner,), element
    if tag == "slot" and element.scope is not None:
        assigned = node.assigned_nodes(flatten=True)
        return assigned or node.children, element.scope.scope if assigned else element.scope
    return node.children, element.scope


def _element(node: turbohtml.Element) -> Element:
    attrs = {
        name: value if isinstance(value, str) else " ".join(value) if value else ""
        for name, value in node.attrs.items()
    }
    line, column = node.position or (0, -1)
    namespace = node.namespace
    tag = node.tag if namespace is turbohtml.Namespace.HTML else _PREFIX[namespace.value] + node.tag
    return Element(tag, attrs, line, column + 1)


def _doctype(document: turbohtml.Document) -> str | None:
    found = next((node for node in document.children if isinstance(node, turbohtml.Doctype)), None)
    if found is None:
        return None
    return " ".join(part for part in (found.name, found.public_id, found.system_id) if part)


def _base(root: Element, url: str) -> str:
    declared = next((node for node in root.elements if node.tag == "head"), None)
    found = (
        next((node for node in declared.elements if node.tag == "base" and node.has("href")), None)
        if declared
        else None
    )
    try:
        return urljoin(url, found.get("href").strip()) if found else url
    except ValueError:
        return url
