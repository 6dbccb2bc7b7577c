"""How far the style of a page is known: fully where it was drawn, else only as far as the page itself carries it."""

from a11ycheck.page.page import Page


def style_is_known(page: Page) -> bool:
    """Tell whether no style sheet that was not read can hide or move anything. Ask by ``page.once``."""
    if page.facts.layout is not None:
        return True
    linked = any("stylesheet" in node.get("rel").lower().split() for node in page.tagged("link"))
    return not linked and not any(
        "@import" in child for style in page.tagged("style") for child in style.children if isinstance(child, str)
    )
