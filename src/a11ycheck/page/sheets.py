"""The page's own style sheets, as far as they hide things: the static engine's approximation.

A sheet counts only where it holds on every screen: rules inside ``@media`` and the like are left out, and so are
selectors that ask for a state or that such a rule names again.
"""

from collections.abc import Iterator

from turbohtml.cssom import StyleSheet

from a11ycheck.page.page import Page
from a11ycheck.page.select import BadSelectorError, select

_PROPERTIES = ("display", "visibility")
_LARGEST = 300_000  # characters; a larger sheet is a framework's, and costs more than it tells
_EVERY_SCREEN = ("", "all", "screen")


def apply_sheets(page: Page) -> None:
    """Give each element what the page's own sheets declare for it, under the key that ``style.declared`` reads."""
    for style in page.tagged("style"):
        text = "".join(child for child in style.children if isinstance(child, str))
        if len(text) <= _LARGEST and style.get("media").strip().lower() in _EVERY_SCREEN:
            for selector, declarations in _rules(text):
                _apply(page, selector, declarations)


def _rules(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the rules that hide or show something, in source order."""
    conditional = "@" in text
    for rule in StyleSheet(text).rules:
        found = {name: rule.style.get(name) or "" for name in _PROPERTIES if name in rule.style}
        if not found or ":" in rule.selector_text.replace(":root", ""):
            continue
        if conditional and text.count(rule.selector_text) > 1:
            continue
        yield (
            rule.selector_text,
            {name: value + (" !important" if rule.style.important(name) else "") for name, value in found.items()},
        )


def _apply(page: Page, selector: str, declarations: dict[str, str]) -> None:
    try:
        nodes = select(page, selector)
    except BadSelectorError:
        return
    for node in nodes:
        known = node.__dict__.setdefault("sheet_style", {})
        for name, value in declarations.items():
            if value.endswith("!important") or not known.get(name, "").endswith("!important"):
                known[name] = value
