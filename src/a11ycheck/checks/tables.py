"""Data tables: whether their cells have headers (WCAG 1.3.1, techniques H51, H63 and H43, failure F91)."""

from collections.abc import Iterator

from a11ycheck.page import Element, Page
from a11ycheck.page.style import declared
from a11ycheck.page.table import Cell, Grid, grid
from a11ycheck.rules import CantTell, Failed, Passed, Verdict, rule

_FEWEST_ROWS = 3  # a header row and two more: less is a pair of pairs
_LONGEST_CELL = 120  # characters: longer is prose, which tables of data seldom hold
_MOST_LETTERS_BY_A_NUMBER = 4  # "12 kpl", "klo 8–16", "3 t/v"
_NUMBERS = 0.8  # share of a column's filled cells that makes it a column of numbers
_ARRANGES = frozenset(
    """article aside blockquote button center dl fieldset form h1 h2 h3 h4 h5 h6 iframe img input nav object ol pre
    section select svg:svg table textarea ul video""".split()
)
_PARTS = frozenset({"aside", "form", "h1", "header", "main", "nav", "table"})
_BOLD = frozenset({"b", "strong"})
_BOLD_WEIGHTS = frozenset({"bold", "bolder", "600", "700", "800", "900"})


def tables(page: Page) -> list[Element]:
    """Table elements that assistive technology meets as tables and that people see."""
    return page.once(_tables)


def _tables(page: Page) -> list[Element]:
    kept = ("table", "grid", "treegrid")
    return [table for table in page.tagged("table") if table.role in kept and table.exposed and table.visible]


def has_headers(laid: Grid) -> bool:
    """Tell whether a table says anything about headers: a header cell, or an attribute that speaks of one."""
    return any(speaks_of_headers(cell) for cell in laid.cells)


def speaks_of_headers(cell: Cell) -> bool:
    """Tell whether a cell is a header or names one; browsers take a td with a scope for a header too."""
    element = cell.element
    return element.tag == "th" or cell.is_header or element.has("scope") or element.has("headers")


def holds_data(laid: Grid) -> bool:
    """Tell whether a table has the shape of data: full rows of short texts, nothing that is laid out by it."""
    if laid.height < _FEWEST_ROWS or laid.width <= 1 or not laid.whole or laid.overlaps:
        return False
    if any(inner.tag in _ARRANGES for inner in laid.table.descendants):
        return False
    if any(laid.filled(row) != laid.width for row in range(laid.height)):
        return False
    return all(len(cell.element.text) <= _LONGEST_CELL for cell in laid.cells) and _mostly_filled(laid)


def _mostly_filled(laid: Grid) -> bool:
    return 2 * sum(bool(cell.element.text) for cell in laid.cells) > len(laid.cells)


def tables_to_have_headers(page: Page) -> Iterator[Element]:
    """Tables that have headers, or the shape of data and no header at all."""
    for table in tables(page):
        laid = grid(table)
        if has_headers(laid) or (table.role == "table" and (holds_data(laid) or _is_said_to_hold_data(laid))):
            yield table


def _is_said_to_hold_data(laid: Grid) -> bool:
    """Tell whether a table has a caption or a head, and nothing in it that shows that they are wrong there."""
    if laid.height <= 1 or laid.width <= 1 or not _called_a_table(laid.table):
        return False
    return not any(inner.tag in _PARTS for inner in laid.table.descendants)


@rule("table-without-headers", targets=tables_to_have_headers)
def table_without_headers(table: Element) -> Verdict:
    """The cells of a data table have headers."""
    laid = grid(table)
    if has_headers(laid):
        return Passed("headers", count=sum(map(speaks_of_headers, laid.cells)))
    if _called_a_table(table):
        return Failed("caption", rows=laid.height, columns=laid.width)
    if bold_row(laid):
        return Failed("bold-row", text=laid.line(0)[-1].element.text)
    if _numbers_under_words(laid):
        return Failed("numbers", text=laid.line(0)[-1].element.text)
    if _numbers_beside_words(laid):
        return Failed("rows-of-numbers", text=laid.line(0)[0].element.text)
    return CantTell("shape", rows=laid.height, columns=laid.width)


def _called_a_table(table: Element) -> bool:
    return any(part.tag == "caption" and part.text for part in table.elements) or any(
        part.tag == "thead" and part.elements for part in table.elements
    )


def bold_row(laid: Grid) -> bool:
    """Tell whether the first row is all bold, as a header row is drawn, and the rows below are not."""
    first, *others = (laid.by_row.get(row, []) for row in range(laid.height))
    bold = [cell for cell in first if cell.element.text]
    return (
        len(bold) >= max(2, laid.width - 1)
        and all(is_bold(cell.element) for cell in bold)
        and not any(is_bold(cell.element) for cells in others for cell in cells[1:])
    )


def is_bold(cell: Element) -> bool:
    """Tell whether all of a cell's text is bold, by an element or by style."""
    return bool(cell.text) and any(
        (inner.tag in _BOLD or declared(inner, "font-weight") in _BOLD_WEIGHTS) and inner.text == cell.text
        for inner in (cell, *cell.descendants)
    )


def _numbers_under_words(laid: Grid) -> bool:
    """Tell whether a column of numbers has a word on top, and so has every other column."""
    first = laid.line(0)
    if any(not cell.element.text or is_number(cell.element.text) for cell in first):
        return False
    return any(_of_numbers(laid.column(column)[1:]) for column in range(1, laid.width))


def _numbers_beside_words(laid: Grid) -> bool:
    """Tell whether each row is a word and then numbers, in three columns and more."""
    if laid.width <= 2 or any(is_number(cell.element.text) for cell in laid.column(0)):
        return False
    return all(is_number(cell.element.text) for cell in laid.cells if cell.column > 0)


def _of_numbers(cells: list[Cell]) -> bool:
    said = [cell.element.text for cell in cells if cell.element.text]
    return len(said) > 1 and sum(map(is_number, said)) >= _NUMBERS * len(said)


def is_number(text: str) -> bool:
    """Tell whether a text is a number, a price, a time or a date rather than words."""
    letters = sum(sign.isalpha() for sign in text)
    return any(sign.isdigit() for sign in text) and letters <= _MOST_LETTERS_BY_A_NUMBER
