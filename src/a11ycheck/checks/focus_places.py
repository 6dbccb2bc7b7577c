"""Where the focus goes: to nothing that is hidden, nested or out of order (WCAG 2.1.1, 4.1.2; ACT 6cfa84, 307n5z)."""

from collections import defaultdict
from collections.abc import Iterator

from a11ycheck.page import Element, Page, aria
from a11ycheck.page.attributes import with_attribute
from a11ycheck.page.styling import style_is_known
from a11ycheck.rules import CantTell, Failed, Passed, Verdict, rule


def hidden_from_assistive_technology(page: Page) -> Iterator[Element]:
    """The outermost elements that say aria-hidden (ACT 6cfa84).

    A sheet that was not read may hide menus and dialogs altogether until they open. There only what is drawn as one
    piece with its mark, a control that is itself aria-hidden, can be judged.
    """
    known = page.once(style_is_known)
    for node in with_attribute(page, "aria-hidden"):
        outermost = node.aria_hidden and not (node.parent and node.parent.aria_hidden)
        if outermost and (known or node.tabbable):
            yield node


@rule("hidden-but-focusable", targets=hidden_from_assistive_technology)
def hidden_but_focusable(node: Element) -> Verdict:
    """What is hidden from assistive technology does not take the focus (ACT 6cfa84)."""
    found = [inner for inner in (node, *node.descendants) if inner.tabbable]
    if not found:
        return Passed("no-focus")
    certain = next((inner for inner in found if not _may_be_guard(inner)), None)
    if certain is None or not node.page.once(style_is_known):
        return CantTell("guard" if certain is None else "perhaps-hidden", at=found[0], tag=found[0].tag)
    return Failed("focusable", at=certain, tag=certain.tag, count=len(found))


def _may_be_guard(node: Element) -> bool:
    """Tell whether the element may be there to send the focus elsewhere at once, as dialogs do at their edges."""
    if node.has("onfocus") or (not node.text and node.tag in ("div", "span")):
        return True
    identifier = node.get("id")
    return bool(identifier) and any(identifier in script for script in node.page.once(_focus_scripts))


def _focus_scripts(page: Page) -> list[str]:
    """The page's own scripts that listen to the focus."""
    texts = ("".join(child for child in node.children if isinstance(child, str)) for node in page.tagged("script"))
    return [text for text in texts if any(event in text for event in ("'focus", '"focus', "onfocus", "`focus"))]


def with_presentational_children(page: Page) -> Iterator[Element]:
    """Elements whose role makes everything in them a mere picture of themselves (ACT 307n5z)."""
    for node in page.elements:
        if node.role in aria.CHILDREN_PRESENTATIONAL and node.last > node.order:
            yield node


@rule("control-in-control", targets=with_presentational_children)
def control_in_control(node: Element) -> Verdict:
    """A button, a tab or the like holds nothing that takes the focus (ACT 307n5z)."""
    inner = next((inner for inner in node.descendants if inner.tabbable), None)
    return Failed("nested", at=inner, tag=inner.tag, role=node.role) if inner else Passed("single")


def links_with_content(page: Page) -> Iterator[Element]:
    """Links that the Tab key reaches and that hold elements."""
    return (link for link in page.tagged("a") if link.has("href") and link.tabbable and link.elements)


@rule("control-in-link", targets=links_with_content)
def control_in_link(link: Element) -> Verdict:
    """A link holds nothing else that takes the focus (HTML 4.5.1 "The a element", content model)."""
    inner = next((inner for inner in link.descendants if inner.tabbable), None)
    return Failed("nested", at=inner, tag=inner.tag) if inner else Passed("single")


def frames_off_the_tab_order(page: Page) -> Iterator[Element]:
    """Frames of some size whose content may take the focus (ACT akn7bn)."""
    for frame in page.tagged("iframe"):
        shown = frame.focusable and not frame.aria_hidden and not _tiny(frame)
        if shown and _holds_controls(frame) is not False:
            yield frame


def _tiny(frame: Element) -> bool:
    return any(frame.get(side).strip() in ("0", "1", "0px", "1px") for side in ("width", "height"))


def _holds_controls(frame: Element) -> bool | None:
    """Tell whether something in the frame takes the focus, None where its page is not at hand."""
    if frame.descendants:
        return any(node.tabbable for node in frame.descendants)
    return None if frame.get("src").strip() not in ("", "about:blank") else False


@rule("frame-off-tab-order", targets=frames_off_the_tab_order)
def frame_off_tab_order(frame: Element) -> Verdict:
    """What takes the focus in a frame can be reached by the Tab key (ACT akn7bn)."""
    if (frame.tabindex or 0) >= 0:
        return Passed("reachable")
    return Failed("excluded") if _holds_controls(frame) else CantTell("excluded")


def with_tabindex(page: Page) -> Iterator[Element]:
    """What the Tab key reaches by a tabindex."""
    return (node for node in with_attribute(page, "tabindex") if node.tabindex is not None and node.tabbable)


@rule("tabindex-positive", targets=with_tabindex)
def tabindex_positive(node: Element) -> Verdict:
    """No number above 0 makes an order of its own (technique H4, failure F44)."""
    return Failed("positive", tabindex=node.tabindex or 0) if (node.tabindex or 0) > 0 else Passed("natural")


# So many words before a field are read by the way; more would be missed.
_FEW_WORDS = 25
# Elements of text that do nothing by themselves, and attributes that say nothing of a script that might make them.
_TEXTS = frozenset("h1 h2 h3 h4 h5 h6 p li dt dd span strong em b i img".split())
_LINES = 160  # characters
_SILENT = frozenset("tabindex class id style lang dir title src srcset sizes alt width height loading".split())


def focusable_texts(page: Page) -> Iterator[Element]:
    """Texts and images that a tabindex puts into the Tab key's way."""
    return (node for node in with_tabindex(page) if node.tag in _TEXTS or _is_short_text(node))


def _is_short_text(node: Element) -> bool:
    """Tell whether a box holds nothing but a line or two: a longer one may scroll, and so take the focus."""
    bare = node.tag == "div" and set(node.attrs) <= {"tabindex", "id", "lang"} and not any(True for _ in node.elements)
    return bare and 0 < len(node.text) <= _LINES


@rule("tabindex-on-text", targets=focusable_texts)
def tabindex_on_text(node: Element) -> Verdict:
    """The Tab key stops only where something can be done."""
    acts = not _SILENT.issuperset(node.attrs) or any(outer.tabbable for outer in node.ancestors)
    return Passed("acts") if acts else CantTell("idle", tag=node.tag)


def groups_by_accesskey(page: Page) -> Iterator[tuple[Element, ...]]:
    """Elements by the key that their accesskey names."""
    found: defaultdict[str, list[Element]] = defaultdict(list)
    for node in with_attribute(page, "accesskey"):
        if node.get("accesskey").strip() and node.visible:
            found[node.tokens("accesskey")[0].lower()].append(node)
    yield from (tuple(group) for group in found.values())


@rule("accesskey-repeated", targets=groups_by_accesskey)
def accesskey_repeated(group: tuple[Element, ...]) -> Verdict:
    """An access key belongs to one element, or to several that lead to the same place."""
    key = group[0].tokens("accesskey")[0]
    aims = {node.get("href") or str(node.order) for node in group}
    return Passed("single", key=key) if len(aims) == 1 else Failed("repeated", at=group[1], key=key, count=len(group))


def focused_at_once(page: Page) -> Iterator[Element]:
    """What takes the focus when the page opens."""
    node = next((node for node in with_attribute(page, "autofocus") if node.focusable), None)
    if node is not None and not any(above.role in ("dialog", "alertdialog") for above in node.ancestors):
        yield node


@rule("focus-taken-on-load", targets=focused_at_once)
def focus_taken_on_load(node: Element) -> Verdict:
    """A page opens at its beginning, unless hardly anything stands before what takes the focus."""
    before = sum(len(heading.text.split()) for heading in node.page.with_role("heading") if heading.order < node.order)
    texts = [each for each in node.page.with_role("paragraph") if each.order < node.order]
    words = before + sum(len(each.text.split()) for each in texts)
    return CantTell("skipped", words=words) if words > _FEW_WORDS else Passed("near-start")
