"""Roles that promise behaviour: live regions, menus, tabs, applications (WAI-ARIA 1.2 section 5.3; ARIA Practices)."""

from collections.abc import Iterator

from a11ycheck.page import Element, Page
from a11ycheck.page.text import words
from a11ycheck.rules import CantTell, Failed, Passed, Verdict, rule

_LIVE_ROLES = {"alert": "assertive", "status": "polite", "log": "polite"}
_WHOLE = frozenset({"alert", "status"})  # atomic where no attribute says otherwise (WAI-ARIA 1.2)
_LONG = 80  # words: half a minute of speech that nobody can stop, skip or look through


def page_roots(page: Page) -> Iterator[Element]:
    """The root and the body."""
    yield page.root
    if page.body is not None:
        yield page.body


def hidden_or_not(page: Page) -> Iterator[Element]:
    """Of the root and the body, what says whether it is hidden."""
    return (node for node in page_roots(page) if node.has("aria-hidden"))


@rule("page-hidden", targets=hidden_or_not)
def page_hidden(node: Element) -> Verdict:
    """The page as a whole is not hidden from assistive technology."""
    return Failed("hidden", tag=node.tag) if node.get("aria-hidden").strip().lower() == "true" else Passed("exposed")


def live_regions(page: Page) -> list[Element]:
    """Exposed elements whose changes are announced."""
    return page.once(_live_regions)


def _live_regions(page: Page) -> list[Element]:
    return [
        node
        for node in page.elements
        if ("aria-live" in node.attrs or node.role in _LIVE_ROLES) and node.exposed and node.tag != "output"
    ]


@rule("live-region-silenced", targets=live_regions)
def live_region_silenced(node: Element) -> Verdict:
    """A role that announces changes is not contradicted."""
    by_role = _LIVE_ROLES.get(node.role, "")
    said = node.get("aria-live").strip().lower()
    if by_role and said == "off":
        return Failed("off", role=node.role)
    return Failed("weaker", role=node.role) if node.role == "alert" and said == "polite" else Passed("announced")


@rule("live-region-large", targets=live_regions)
def live_region_large(node: Element) -> Verdict:
    """What is announced at once is short: all of an atomic region, else what changes (WAI-ARIA 1.2, aria-atomic)."""
    if node.get("aria-live").strip().lower() == "off" or node.role in ("log", "timer", "marquee"):
        return Passed("short")
    count = len(words(node.exposed_text))
    if count <= _LONG:
        return Passed("short")
    whole = node.get("aria-atomic").strip().lower() or ("true" if node.role in _WHOLE else "")
    return Failed("long", words=count) if whole == "true" else CantTell("part", words=count)


def applications(page: Page) -> Iterator[Element]:
    """Elements that say they are applications."""
    return page.with_role("application")


@rule("application-holds-text", targets=applications)
def application_holds_text(node: Element) -> Verdict:
    """An application is a program with keys of its own, not a text to read."""
    count = len(words(node.exposed_text))
    if (
        node.tag in ("html", "body", "main")
        or count > _LONG
        or any(inner.role == "heading" for inner in node.descendants)
    ):
        return CantTell("reading", words=count)
    return Passed("program")


def menus(page: Page) -> Iterator[Element]:
    """Menus and menu bars that are in no other."""
    for node in page.with_role("menu", "menubar"):
        if not any(above.role in ("menu", "menubar") for above in node.ancestors):
            yield node


@rule("menu-role-for-links", targets=menus)
def menu_role_for_links(node: Element) -> Verdict:
    """A menu holds commands, as in a program; links to pages are a list."""
    links = [inner for inner in node.descendants if inner.tag == "a" and _leads_away(inner) and inner.exposed]
    return CantTell("links", role=node.role, count=len(links)) if links else Passed("commands")


def _leads_away(link: Element) -> bool:
    href = link.get("href").strip().lower()
    return bool(href) and not href.startswith(("#", "javascript:"))


def tab_lists(page: Page) -> Iterator[tuple[Element, ...]]:
    """Tab lists with their tabs, one group a list."""
    for node in page.with_role("tablist"):
        tabs = [inner for inner in node.descendants if inner.role == "tab" and inner.exposed]
        if tabs:
            yield (node, *tabs)


@rule("tab-none-selected", targets=tab_lists)
def tab_none_selected(group: tuple[Element, ...]) -> Verdict:
    """One of the tabs says that its panel is shown."""
    tabs = group[1:]
    selected = [tab for tab in tabs if _is_selected(tab)]
    if selected:
        return Passed("selected", name=selected[0].name)
    return Failed("none", count=len(tabs), first=tabs[0].name)


def _is_selected(tab: Element) -> bool:
    return "true" in (tab.get("aria-selected").strip().lower(), tab.get("aria-expanded").strip().lower())


def tabs_with_panels(page: Page) -> Iterator[Element]:
    """Tabs that say which element they control, where that is on the page."""
    return (tab for tab in page.with_role("tab") if tab.referenced("aria-controls"))


@rule("tab-controls-no-panel", targets=tabs_with_panels)
def tab_controls_no_panel(tab: Element) -> Verdict:
    """What a tab controls is a tab panel."""
    panel = tab.referenced("aria-controls")[0]
    if panel.explicit_role == "tabpanel":
        return Passed("panel")
    return Failed("no-panel", name=tab.name, tag=panel.tag, id=panel.get("id"))
