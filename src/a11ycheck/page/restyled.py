"""A page as it would be if its elements had another style: for a while, so that two views of it can be compared."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from a11ycheck.page.page import Page


@contextmanager
def restyled(page: Page, styles: Mapping[int, Mapping[str, str]]) -> Iterator[None]:
    """Let some elements, by their order, have declarations that count as those of the page's own sheets do."""
    before = {order: page.elements[order].__dict__.get("sheet_style") for order in styles}
    page.forget()
    for order, style in styles.items():
        page.elements[order].__dict__["sheet_style"] = {**(before[order] or {}), **style}
    try:
        yield
    finally:
        page.forget()
        for order, style_before in before.items():
            known = page.elements[order].__dict__
            del known["sheet_style"]
            if style_before is not None:
                known["sheet_style"] = style_before
