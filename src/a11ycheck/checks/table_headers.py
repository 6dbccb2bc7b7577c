"""Header cells and the cells that they are for (WCAG 1.3.1, techniques H43 and H63)."""

from collections.abc import Iterator

from a11ycheck.checks.tables import tables
from a11ycheck.page import Element, Page
from a11ycheck.page.table import Cell, Grid, grid
from a11ycheck.page.tree import facet
from a11ycheck.rules import CantTell, Failed, Passed, Verdict, rule

_ONE_WAY = frozenset({"col", "row"})
_SCOPES = _ONE_WAY | {"colgroup", "rowgroup"}


def cells_with_headers_attribute(page: Page) -> Iterator[Element]:
    """Cells of visible tables that name their headers (ACT a25f45)."""
    shown = {table.order for table in tables(page)}
    for cell in page.tagged("td", "th") if shown else ():
        table = cell.closest("table") if cell.has("headers") else None
        if table is not None and table.order in shown:
            yield cell


@facet
def _cells_by_id(table: Element) -> dict[str, Element]:
    return {
        cell.get("id"): cell for cell in table.inside("td", "th") if cell.has("id") and cell.closest("table") is table
    }


@rule("headers-attribute-broken", targets=cells_with_headers_attribute)
def headers_attribute_broken(cell: Element) -> Verdict:
    """Each id in a headers attribute is that of another cell of the same table (ACT a25f45)."""
    table = cell.closest("table")
    known = _cells_by_id(table) if table is not None else {}
    for token in cell.tokens("headers"):
        if token not in known:
            elsewhere = cell.page.by_id(token, cell.scope) is not None
            return Failed("elsewhere" if elsewhere else "nowhere", id=token)
        if known[token] is cell:
            return Failed("itself", id=token)
    return Passed("cells")


def header_cells(page: Page) -> Iterator[tuple[Element, Element]]:
    """Header cells of tables and grids, each with its table (ACT d0f69e); of a table of headers only, the first.

    An empty one cannot be seen, so the ACT rule does not look at it; ``table-header-empty`` speaks of it.
    """
    for table in page.with_role("table", "grid"):
        laid = grid(table)
        headers = [cell.element for cell in laid.cells if cell.is_header and cell.element.exposed]
        if laid.only_headers:
            yield from ((header, table) for header in headers[:1])
        else:
            yield from ((header, table) for header in headers if header.name)


@rule("header-cell-without-cells", targets=header_cells)
def header_cell_without_cells(target: tuple[Element, Element]) -> Verdict:
    """A header is the header of some cell (ACT d0f69e)."""
    header, table = target
    laid = grid(table)
    if laid.only_headers:
        many = laid.height > 1 and laid.width > 1
        return Failed("all-headers", count=len(laid.cells)) if many else CantTell("headers-only", name=header.text)
    cell = laid.by_element[header.order]
    if not laid.whole or header.get("id") in _named_headers(table) or _has_cells(laid, cell):
        return Passed("assigned", name=header.text)
    return Failed("none", name=header.text)


@facet
def _named_headers(table: Element) -> frozenset[str]:
    """Return the ids that cells of a table name as their headers."""
    return frozenset(token for cell in grid(table).cells for token in cell.element.tokens("headers"))


def _has_cells(laid: Grid, cell: Cell) -> bool:
    """Tell whether HTML 4.9.12.2 "Forming relationships between data cells and header cells" gives a header any cell.

    Scanning from a cell finds the nearest header first, so that a header has cells where any cell follows it in its
    direction. A header that says no direction and stands among data cells is taken to mean either one.
    """
    scope = cell.element.get("scope").strip().lower()
    if scope in ("rowgroup", "colgroup"):
        return True
    below = any(True for _ in laid.below(cell))
    beside = any(True for _ in laid.beside(cell))
    if scope in _ONE_WAY or _in_a_row_of_headers(laid, cell):
        return beside if cell.element.role == "rowheader" else below
    return below or beside


def _in_a_row_of_headers(laid: Grid, cell: Cell) -> bool:
    return cell.row in laid.rows_of_headers


def cells_with_scope(page: Page) -> Iterator[Element]:
    """Cells of tables that say which way they are headers."""
    return (cell for table in tables(page) for cell in _cells(table) if cell.has("scope"))


def _cells(table: Element) -> list[Element]:
    return [cell.element for cell in grid(table).cells]


@rule("table-scope-invalid", targets=cells_with_scope)
def table_scope_invalid(cell: Element) -> Verdict:
    """Scope stands on header cells, with a word that means a direction (HTML 4.9.10 "scope")."""
    value = cell.get("scope").strip().lower()
    if value not in _SCOPES:
        return Failed("value", value=value)
    return Passed("direction", value=value) if cell.tag == "th" else Failed("data-cell", value=value)


def tables_with_headers(page: Page) -> list[Element]:
    """Tables that have both header cells and others."""
    return page.once(_tables_with_headers)


def _tables_with_headers(page: Page) -> list[Element]:
    return [table for table in tables(page) if _is_mixed(grid(table))]


def _is_mixed(laid: Grid) -> bool:
    headers = sum(cell.is_header for cell in laid.cells)
    return laid.whole and 0 < headers < len(laid.cells)


def header_cells_with_data(page: Page) -> Iterator[Element]:
    """Header cells of tables that hold data, without the corner, which may be empty."""
    for table in tables_with_headers(page):
        for cell in grid(table).cells:
            if cell.is_header and (cell.row, cell.column) != (0, 0):
                yield cell.element


@rule("table-header-empty", targets=header_cells_with_data)
def table_header_empty(header: Element) -> Verdict:
    """A header cell has words."""
    return Passed("named", name=header.name) if header.name else Failed("empty")


@rule("table-headers-ambiguous", targets=tables_with_headers)
def table_headers_ambiguous(table: Element) -> Verdict:
    """A table with several rows or columns of headers says which cells each is for (techniques H63 and H43)."""
    laid = grid(table)
    if any(cell.element.has("headers") or cell.element.has("scope") for cell in laid.cells):
        return Passed("said")
    rows = _leading(laid.height, [_row_of_headers(laid, row) for row in range(laid.height)])
    columns = _leading(laid.width, [_column_of_headers(laid, column, rows) for column in range(laid.width)])
    if rows > 1 or columns > 1:
        return Failed("several", rows=rows, columns=columns)
    return Passed("simple")


def _leading(count: int, found: list[bool]) -> int:
    return next((at for at in range(count) if not found[at]), count)


def _row_of_headers(laid: Grid, row: int) -> bool:
    cells = laid.line(row)
    if len(cells) > 1 and cells[0].element.closest("tfoot") is not None:  # the foot often repeats the head
        return False
    return len(cells) > 1 and all(cell.is_header or (cell.column == 0 and not cell.element.text) for cell in cells)


def _column_of_headers(laid: Grid, column: int, rows: int) -> bool:
    cells = [cell for cell in laid.column(column) if cell.row >= rows]
    return len(cells) > 1 and all(cell.is_header for cell in cells)


def tables_headed_by_their_first_row(page: Page) -> Iterator[Element]:
    """Tables of some rows whose only header cells stand in the first one."""
    for table in tables_with_headers(page):
        laid = grid(table)
        headed = {cell.row for cell in laid.cells if cell.is_header}
        named = any(cell.element.has("headers") for cell in laid.cells)
        if headed == {0} and laid.height > 2 and laid.width > 1 and not named:
            yield table


@rule("table-headers-partly", targets=tables_headed_by_their_first_row)
def table_headers_partly(table: Element) -> Verdict:
    """Where cells of the first row are headers, all of them are (technique H51)."""
    first = grid(table).line(0)
    plain = next((cell.element for cell in first[1:] if not cell.is_header and cell.element.text), None)
    return CantTell("partly", at=plain, text=plain.text[:60]) if plain is not None else Passed("all")
