"""The shape of tables: regular rows, captions, and tables that are none (WCAG 1.3.1, 1.3.2)."""

from collections.abc import Iterator

from a11ycheck.checks.table_headers import tables_with_headers
from a11ycheck.checks.tables import has_headers, holds_data, tables
from a11ycheck.page import Element, Page
from a11ycheck.page.table import Cell, Grid, grid
from a11ycheck.page.text import own_text
from a11ycheck.rules import CantTell, Failed, Passed, Verdict, rule

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_NAMES_WHAT_FOLLOWS = _HEADINGS | {"summary"}
# What a page has once, or what is a page's part: in a cell it shows that the table lays out the page.
_PARTS_OF_A_PAGE = frozenset({"aside", "footer", "h1", "header", "main", "nav"})
_ARRANGED = frozenset({"form", "table"}) | _PARTS_OF_A_PAGE
_DAYS_OF_A_MONTH = 31
_FEWEST_ROWS = 3  # with fewer it is a note in a box, or a bar of links
_FEWEST_COLUMNS_OF_A_TITLE = 3  # a cell over two columns may well be their common header


@rule("table-rows-irregular", targets=tables_with_headers)
def table_rows_irregular(table: Element) -> Verdict:
    """Each row has as many cells as the table has columns, and no two lie in one place (HTML 4.9.12.1)."""
    laid = grid(table)
    if laid.overlaps:
        cell = laid.overlaps[0][0]
        return Failed("overlap", at=cell.element, row=cell.row + 1, column=cell.column + 1)
    for row in range(laid.height):
        filled = laid.filled(row)
        if 0 < filled < laid.width:
            return Failed("short", at=laid.rows[row], row=row + 1, count=filled, columns=laid.width)
    return Passed("regular", rows=laid.height, columns=laid.width)


def tables_among_others(page: Page) -> Iterator[Element]:
    """Data tables of pages that have more than one."""
    found = [table for table in tables_with_headers(page) if _is_of_some_size(grid(table))]
    if len(found) > 1:
        yield from found


def _is_of_some_size(laid: Grid) -> bool:
    return laid.height >= _FEWEST_ROWS and laid.width > 1


@rule("table-caption-missing", targets=tables_among_others)
def table_caption_missing(table: Element) -> Verdict:
    """Where there are several tables, each says what it is about (technique H39)."""
    said = table.name or table.get("summary").strip()  # obsolete, but screen readers read it
    if said:
        return Passed("named", name=said)
    heading = _text_before(table)
    return Passed("heading", name=heading) if heading else Failed("missing", rows=grid(table).height)


def _text_before(table: Element) -> str:
    """Return the heading right before a table or the boxes around it, or the name of the part that it stands in."""
    for node in table.lineage:
        if node.tag in ("section", "figure") and node.name:
            return node.name
        before = node.before
        if before is not None:
            return before.text if before.tag in _NAMES_WHAT_FOLLOWS or before.role == "heading" else ""
        if node.tag in ("body", "main", "td"):
            return ""
    return ""


def tables_with_a_wide_first_cell(page: Page) -> Iterator[Element]:
    """Data tables of several columns whose headers stand in their first or second row."""
    for table in tables_with_headers(page):
        laid = grid(table)
        wide = laid.width >= _FEWEST_COLUMNS_OF_A_TITLE and laid.height >= _FEWEST_ROWS
        if wide and any(sum(cell.is_header for cell in laid.line(row)) > 1 for row in (0, 1)):
            yield table


@rule("table-caption-faked", targets=tables_with_a_wide_first_cell)
def table_caption_faked(table: Element) -> Verdict:
    """What a table is called stands in its caption, not in a cell over all columns (technique H39, failure F46)."""
    laid = grid(table)
    first = laid.line(0)
    if len(first) == 1 and first[0].width == laid.width and not table.name:
        return Failed("wide-cell", at=first[0].element, text=first[0].element.text[:80])
    return Passed("cells")


def tables_with_data(page: Page) -> Iterator[Element]:
    """Data tables: those with headers."""
    return iter(tables_with_headers(page))


@rule("table-nested", targets=tables_with_data)
def table_nested(table: Element) -> Verdict:
    """No data table lies in a cell of another."""
    inner = next((node for node in table.inside("table") if node in tables_with_headers(table.page)), None)
    return Failed("nested", at=inner, outer=table.name or table.text[:40]) if inner is not None else Passed("plain")


@rule("table-rows-for-space", targets=tables_with_data)
def table_rows_for_space(table: Element) -> Verdict:
    """Rows and columns of a data table hold data; space is made by style (failure F34 in spirit)."""
    laid = grid(table)
    for row in range(laid.height):
        cells = laid.line(row)
        if cells and all(_is_empty(cell) for cell in cells) and laid.filled(row) == laid.width:
            return Failed("row", at=laid.rows[row], row=row + 1)
    for column in range(laid.width):
        cells = laid.column(column)
        if len(cells) > 1 and all(_is_empty(cell) or cell.row == 0 for cell in cells) and not cells[0].element.text:
            return Failed("column", at=cells[0].element, column=column + 1)
    return Passed("filled")


@rule("table-cells-empty", targets=tables_with_data)
def table_cells_empty(table: Element) -> Verdict:
    """What an empty cell among others means is said: asked once a table."""
    laid = grid(table)
    empty = [cell for cell in laid.cells if _is_empty(cell)]
    if empty:
        rows, columns = _spans(laid)
        empty = [cell for cell in empty if _is_among(cell, rows, columns)]
    if not empty or _is_calendar(laid):
        return Passed("filled")
    return CantTell("empty", at=empty[0].element, count=len(empty), row=empty[0].row + 1, column=empty[0].column + 1)


type _Spans = dict[int, tuple[int, int]]  # the first and last place that holds a text, by row or column


def _spans(laid: Grid) -> tuple[_Spans, _Spans]:
    """Return from where to where there are texts in each row, and values in each column."""
    rows: _Spans = {}
    columns: _Spans = {}
    for cell in laid.cells:  # row by row
        if cell.element.text:
            rows[cell.row] = (rows.get(cell.row, (cell.column, 0))[0], cell.column)
            if not cell.is_header:
                columns[cell.column] = (columns.get(cell.column, (cell.row, 0))[0], cell.row)
    return rows, columns


def _is_among(cell: Cell, rows: _Spans, columns: _Spans) -> bool:
    """Tell whether texts stand on both sides of a cell, or values above and below it."""
    if cell.row not in rows or cell.column not in columns:
        return False
    (left, right), (top, bottom) = rows[cell.row], columns[cell.column]
    return left < cell.column < right or top < cell.row < bottom


def _is_calendar(laid: Grid) -> bool:
    """Tell whether the cells are the days of a month, which are empty before the first and after the last."""
    said = [cell.element.text for cell in laid.cells if not cell.is_header and cell.element.text]
    return all(text.isdecimal() and int(text) <= _DAYS_OF_A_MONTH for text in said)


def _is_empty(cell: Cell) -> bool:
    """Tell whether a cell of data holds nothing; empty headers have a rule of their own."""
    return not cell.is_header and not cell.element.elements and not own_text(cell.element)


def tables_without_a_role(page: Page) -> Iterator[Element]:
    """Tables that say that they only place things, and that people see."""
    for table in page.tagged("table"):
        if table.role == "none" and table.visible and not table.aria_hidden:
            yield table


@rule("table-presentational-data", targets=tables_without_a_role)
def table_presentational_data(table: Element) -> Verdict:
    """A table with data keeps its role (failure F92)."""
    laid = grid(table)
    if not has_headers(laid) or not holds_data(laid):
        return Passed("layout")
    first = laid.line(0)
    if all(cell.element.tag == "th" or (cell.column == 0 and not cell.element.text) for cell in first):
        return Failed("headers", name=first[-1].element.text)
    return CantTell("some-headers")


def plain_tables(page: Page) -> list[Element]:
    """Tables that assistive technology meets as such, grids left out."""
    return [table for table in tables(page) if table.role == "table" and grid(table).cells]


def _lays_out(table: Element) -> str:
    """Return why a table is no table of data: the tag that it places, "row", "column", "" where it may be one."""
    laid = grid(table)
    part = next((inner.tag for inner in table.descendants if inner.tag in _PARTS_OF_A_PAGE), "")
    if part:
        return part
    if has_headers(laid) or table.get("summary").strip() or _caption(table):
        return ""
    arranged = next((inner.tag for inner in table.descendants if inner.tag in _ARRANGED), "")
    return arranged or _single(laid)


def _single(laid: Grid) -> str:
    if laid.height == 1:
        return "row"
    return "column" if laid.width == 1 else ""


def _caption(table: Element) -> str:
    return next((part.text for part in table.elements if part.tag == "caption"), "")


@rule("table-for-layout", targets=plain_tables)
def table_for_layout(table: Element) -> Verdict:
    """What places things on the page is no table (HTML 4.9.1: "Tables should not be used as layout aids")."""
    why = _lays_out(table)
    if why in ("row", "column"):
        return Failed(f"one-{why}", count=len(grid(table).cells))
    return Failed("parts", tag=why) if why else Passed("data")


def tables_around_parts_of_a_page(page: Page) -> Iterator[Element]:
    """Tables that certainly lay out the page."""
    return (table for table in plain_tables(page) if _lays_out(table) in _PARTS_OF_A_PAGE)


@rule("table-for-layout-with-headers", targets=tables_around_parts_of_a_page)
def table_for_layout_with_headers(table: Element) -> Verdict:
    """A table that lays out the page has nothing of a table of data (failure F46)."""
    header = next((cell.element for cell in grid(table).cells if cell.element.tag == "th"), None)
    if header is not None:
        return Failed("header", at=header, part=_lays_out(table))
    if _caption(table) or table.get("summary").strip():
        return Failed("caption", text=_caption(table) or table.get("summary").strip(), part=_lays_out(table))
    return Passed("plain")
