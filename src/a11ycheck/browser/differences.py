"""Where Chromium's own accessibility tree gives an element another role or name than this program does.

For whoever works on ``page/role.py`` and ``page/name.py``: each difference is a fault of one of the two, or a choice
that ``explained.py`` explains.
"""

from collections.abc import Iterator
from typing import Any

from a11ycheck.browser.driver import Browser
from a11ycheck.browser.explained import EXPOSURE, NAME, ROLE, Theirs, explained
from a11ycheck.page import Element, Page
from a11ycheck.page.selector import selector

_MOST = 50  # differences of one page that are told

# What Chromium calls a role, where ARIA has another word; "" where ARIA has none for it.
_ROLES = {
    "Abbr": "", "Audio": "", "Canvas": "", "ColorWell": "", "Date": "", "DateTime": "", "DescriptionList": "",
    "DescriptionListDetail": "definition", "DescriptionListTerm": "term", "Details": "group",
    "DisclosureTriangle": "summary", "DisclosureTriangleGrouped": "summary", "EmbeddedObject": "", "Figcaption": "",
    "Iframe": "iframe", "IframePresentational": "iframe", "InputTime": "", "LabelText": "", "LayoutTable": "table",
    "LayoutTableCell": "cell", "LayoutTableRow": "row", "Legend": "", "LineBreak": "", "MathMLMath": "math",
    "Month": "", "PluginObject": "", "Pre": "", "Ruby": "", "RubyAnnotation": "", "Section": "",
    "SvgRoot": "graphics-document", "Video": "", "Week": "", "generic": "", "image": "img", "none": "",
    "sectionfooter": "", "sectionheader": "",
}  # fmt: skip


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
    nodes: list[dict[str, Any]] = []
    for frame in browser.frames():
        nodes += browser.cdp("Accessibility.getFullAXTree", frameId=frame)["nodes"]
    return {node["backendDOMNodeId"]: _said(node) for node in nodes if "backendDOMNodeId" in node}


def _said(node: dict[str, Any]) -> Theirs:
    role = str(node.get("role", {}).get("value", ""))
    role = "" if role.startswith("MathML") and role != "MathMLMath" else role
    name = str(node.get("name", {}).get("value", "")) if not node.get("ignored") else ""
    return Theirs(
        not node.get("ignored"), _ROLES.get(role, role), " ".join(name.split()), role.startswith("LayoutTable")
    )


def _compare(element: Element, theirs: Theirs) -> Iterator[tuple[str, str, str]]:
    role = "" if element.role == "none" else element.role
    if theirs.exposed != element.exposed:
        if (role or theirs.role) and not explained(EXPOSURE, element, theirs):
            yield "exposure", f"{element.exposed} {role}".rstrip(), f"{theirs.exposed} {theirs.role}".rstrip()
    elif element.exposed:
        if role != theirs.role and not explained(ROLE, element, theirs):
            yield "role", role, theirs.role
        if role and element.name != theirs.name and not explained(NAME, element, theirs):
            yield "name", element.name, theirs.name
