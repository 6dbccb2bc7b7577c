"""Pages that reload or move on by themselves (WCAG 2.2.1, 2.2.4, 3.2.5)."""

import re
from collections.abc import Iterator

from a11ycheck.page import Element, Page
from a11ycheck.rules import CantTell, Failed, Passed, Verdict, rule

_TWENTY_HOURS = 72_000  # seconds; WCAG 2.2.1: a longer time limit is no limit
# HTML standard 4.2.5.3 "shared declarative refresh steps": seconds, a fraction that is ignored, then an address.
_REFRESH = re.compile(r"[\t\n\f\r ]*(?=[\d.])(\d*)[\d.]*(?:$|[;,\t\n\f\r ])", re.ASCII)


def _seconds(node: Element) -> int | None:
    """Return the delay that a meta refresh asks for, None where browsers do not understand it."""
    match = _REFRESH.match(node.get("content"))
    return int(match[1][:9] or 0) if match else None


def refreshes(page: Page) -> Iterator[Element]:
    """The first meta refresh of a document that browsers obey (ACT bc659a, bisz58)."""
    documents: set[int] = set()
    for node in page.tagged("meta"):
        if node.get("http-equiv").strip().lower() != "refresh" or node.closest("noscript", "template") is not None:
            continue
        if id(node.scope) not in documents and _seconds(node) is not None:
            documents.add(id(node.scope))
            yield node


def _moves_on(node: Element) -> bool:
    return "url" in node.get("content").lower() or "/" in node.get("content")


@rule("page-refreshes", targets=refreshes)
def page_refreshes(node: Element) -> Verdict:
    """A page reloads or moves on at once, or after more than 20 hours (ACT bc659a)."""
    seconds = _seconds(node) or 0
    if seconds == 0 or seconds > _TWENTY_HOURS:
        return Passed("harmless", seconds=seconds)
    return Failed("redirect" if _moves_on(node) else "reload", seconds=seconds)


@rule("page-refreshes-at-all", targets=refreshes)
def page_refreshes_at_all(node: Element) -> Verdict:
    """A page reloads or moves on at once or never (ACT bisz58)."""
    seconds = _seconds(node) or 0
    return Passed("at-once") if seconds == 0 else Failed("delayed", seconds=seconds)


# A timer whose script leaves or reloads the page: both within one call.
_TIMER = re.compile(r"\bset(?:Timeout|Interval)\s*\([^;]{0,200}?\blocation\b(?:\.(?:reload|replace|assign|href)|\s*=)")
_LONGEST_SCRIPT = 200_000  # characters; more is a library


def scripts_of_the_page(page: Page) -> Iterator[Element]:
    """Scripts in the page itself that set a timer."""
    for script in page.tagged("script"):
        text = "".join(child for child in script.children if isinstance(child, str))
        if len(text) <= _LONGEST_SCRIPT and ("setTimeout" in text or "setInterval" in text):
            yield script


@rule("script-moves-on", targets=scripts_of_the_page)
def script_moves_on(script: Element) -> Verdict:
    """No timer leaves or reloads the page (WCAG 2.2.1)."""
    text = "".join(child for child in script.children if isinstance(child, str))
    return CantTell("timer") if _TIMER.search(text) else Passed("stays")
