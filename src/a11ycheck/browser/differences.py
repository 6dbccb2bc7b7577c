"""Where Chromium's own accessibility tree gives an element another role or name than this program does.

For whoever works on ``page/role.py`` and ``page/name.py``: each difference is a fault of one of the two, or a choice
that is explained here.
"""

from collections.abc import Callable, Iterator
from typing import Any

from msgspec import Struct

from a11ycheck.browser.driver import Browser
from a11ycheck.page import Element, Page
from a11ycheck.page.selector import selector

_MOST = 50  # differences of one page that are told

# What Chromium calls a role, where ARIA has another word; "" where ARIA has none for it.
_ROLES = {
    "Abbr": "", "Audio": "", "Canvas": "", "ColorWell": "", "Date": "", "DateTime": "", "DescriptionList": "",
    "DescriptionListDetail": "definition", "DescriptionListTerm": "term", "Details": "group",
    "DisclosureTriangle": "summary", "DisclosureTriangleGrouped": "summary", "EmbeddedObject": "", "Figcaption": "",
    "Iframe": "iframe", "IframePresentational": "iframe", "InputTime": "", "LabelText": "", "LayoutTable": "table",
    "LayoutTableCell": "cell", "LayoutTableRow": "row", "Legend": "", "LineBreak": "", "Month": "", "PluginObject": "",
    "Pre": "", "Ruby": "", "RubyAnnotation": "", "Section": "", "SvgRoot": "graphics-document", "Video": "", "Week": "",
    "generic": "", "image": "img", "none": "", "sectionfooter": "", "sectionheader": "",
}  # fmt: skip


class Theirs(Struct, frozen=True):
    """What Chromium says of an element."""

    exposed: bool
    role: str  # in ARIA's words
    name: str  # white space collapsed


_ABSENT = Theirs(exposed=False, role="", name="")


def differences(browser: Browser, page: Page) -> tuple[str, ...]:
    """Return a line for each difference that is not explained, at most some of one page.

    Raises:
        BrowserCrashedError: where the browser does not answer any more.
        RefusedError: where the page is gone.
    """
    tree = _tree(browser)
    found = (
        f"{what} of {selector(element)}: {ours!r} here, {said!r} in Chromium"
        for element in page.elements
        for what, ours, said in _compare(element, tree.get(element.number, _ABSENT))
    )
    return tuple(line for line, _ in zip(found, range(_MOST), strict=False))


def _tree(browser: Browser) -> dict[int, Theirs]:
    """Return what Chromium says of each node, by the browser's number of it, in all frames of the page's site."""
    frames = [browser.cdp("Page.getFrameTree")["frameTree"]]
    nodes: list[dict[str, Any]] = []
    for frame in frames:
        frames += frame.get("childFrames", [])
        nodes += browser.cdp("Accessibility.getFullAXTree", frameId=frame["frame"]["id"])["nodes"]
    return {node["backendDOMNodeId"]: _said(node) for node in nodes if "backendDOMNodeId" in node}


def _said(node: dict[str, Any]) -> Theirs:
    role = str(node.get("role", {}).get("value", ""))
    name = str(node.get("name", {}).get("value", "")) if not node.get("ignored") else ""
    return Theirs(not node.get("ignored"), _ROLES.get(role, role), " ".join(name.split()))


def _compare(element: Element, theirs: Theirs) -> Iterator[tuple[str, str, str]]:
    role = "" if element.role == "none" else element.role
    if theirs.exposed != element.exposed:
        if (role or theirs.role) and not _explained(_EXPOSURE, element, theirs):
            yield "exposure", f"{element.exposed} {role}".rstrip(), f"{theirs.exposed} {theirs.role}".rstrip()
    elif element.exposed:
        if role != theirs.role and not _explained(_ROLE, element, theirs):
            yield "role", role, theirs.role
        if role and element.name != theirs.name and not _explained(_NAME, element, theirs):
            yield "name", element.name, theirs.name


Explanation = Callable[[Element, Theirs], bool]


def _explained(explanations: dict[str, Explanation], element: Element, theirs: Theirs) -> bool:
    return any(holds(element, theirs) for holds in explanations.values())


def _in_hidden_body(element: Element) -> bool:
    return any(each.tag == "body" and each.get("aria-hidden") == "true" for each in element.lineage)


_EXPOSURE: dict[str, Explanation] = {
    "Chromium gives the document a node of its own": lambda ours, _: ours.tag == "html",
    "Chromium treats groups of rows and addresses as generic": lambda ours, _: ours.role in ("rowgroup", "group"),
    "Chromium leaves out paragraphs and lists without content": lambda ours, _: not ours.text and not ours.name,
    "Chromium shows the document in an object that a role makes one picture": lambda ours, _: (
        ours.closest("object") is not None
    ),
    "a region without a name is none to Chromium, a fault to a rule": lambda ours, _: ours.role == "region",
    "Chromium does not believe a body that says it is hidden, other browsers do": lambda ours, _: _in_hidden_body(ours),
}
_ROLE: dict[str, Explanation] = {
    "HTML-AAM makes a form without a name generic": lambda ours, theirs: ours.tag == "form" and theirs.role == "form",
    "HTML-AAM has no role for the frames of a frameset": lambda ours, _: ours.tag == "frame",
    "HTML-AAM gives a password no role": lambda ours, _: ours.get("type").lower() == "password",
    "Chromium reads a misspelt aria-labeledby": lambda ours, _: ours.has("aria-labeledby"),
    "an empty alt holds here on an image that takes the focus": lambda ours, _: (
        ours.tag == "img" and not ours.get("alt")
    ),
    "items without a list: Chromium keeps those of HTML, drops those of ARIA": lambda ours, theirs: (
        "listitem" in (ours.role, theirs.role)
    ),
}
_NAME: dict[str, Explanation] = {
    "Chromium spares itself the names of rows, and gives terms one that ARIA prohibits": lambda ours, _: (
        ours.role in ("row", "term")
    ),
    "Chromium describes a figure by its caption, where HTML-AAM names it": lambda ours, _: ours.role == "figure",
    "an image button without a name has Chromium's own word": lambda ours, _: ours.get("type").lower() == "image",
}
