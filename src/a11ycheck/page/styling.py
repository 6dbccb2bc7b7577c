"""How far style and content of a page are known: fully where it was drawn, else as far as its HTML carries them."""

from a11ycheck.page.page import Page


def style_is_known(page: Page) -> bool:
    """Tell whether no style sheet that was not read can hide or move anything. Ask by ``page.once``."""
    if page.facts.layout is not None:
        return True
    linked = any("stylesheet" in node.get("rel").lower().split() for node in page.tagged("link"))
    return not linked and not any(
        "@import" in child for style in page.tagged("style") for child in style.children if isinstance(child, str)
    )


def tree_is_known(page: Page) -> bool:
    """Tell whether the elements are those that people meet: drawn, or on a page whose scripts cannot put in others."""
    return page.facts.layout is not None or not page.tagged("script")
