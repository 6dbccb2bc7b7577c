"""Cells of tables that only their colour fills (WCAG 1.4.1)."""

from collections.abc import Iterator

from a11ycheck.checks.table_headers import tables_with_headers
from a11ycheck.page import Element, Page
from a11ycheck.page.colour import parse_colour
from a11ycheck.page.style import declared, inline_style
from a11ycheck.page.table import grid
from a11ycheck.rules import CantTell, Passed, Verdict, rule

_FEWEST_COLOURS = 2


def tables_with_silent_cells(page: Page) -> Iterator[Element]:
    """Tables with headers in which some cells that are no headers hold nothing for a listener."""
    return (table for table in tables_with_headers(page) if _silent(table))


def _silent(table: Element) -> list[Element]:
    cells = (cell.element for cell in grid(table).cells if not cell.is_header)
    return [cell for cell in cells if not cell.exposed_text and not any(inner.name for inner in cell.descendants)]


@rule("cells-told-by-colour", targets=tables_with_silent_cells)
def cells_told_by_colour(table: Element) -> Verdict:
    """What the colour of a cell says, words say as well (WCAG 1.4.1, failure F13): asked where empty cells differ."""
    silent = _silent(table)
    # The colours of cells with text, such as stripes of rows, say nothing by themselves.
    usual = {_colour(cell.element) for cell in grid(table).cells if cell.element.exposed_text}
    coloured = [cell for cell in silent if _colour(cell) and _colour(cell) not in usual]
    kinds = {_colour(cell) for cell in silent}
    if not coloured or len(kinds) < _FEWEST_COLOURS:
        return Passed("alike", count=len(silent))
    return CantTell("colours", at=coloured[0], count=len(coloured))


def _colour(cell: Element) -> str:
    """Return the colour of a cell itself, "" where it has none."""
    own = inline_style(cell)
    value = declared(cell, "background-color") or own.get("background-color") or own.get("background") or ""
    colour = parse_colour(value)
    if colour is not None and colour.alpha == 0:
        return ""
    return (colour.hex if colour is not None else value) or cell.get("bgcolor").strip().lower()
