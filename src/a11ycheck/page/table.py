"""The cells of a table where they come to lie, spans taken into account (HTML standard 4.9.12.1 "Forming a table").

Rows and cells that are not drawn take no part. Tables made of ARIA roles answer in the same way.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from a11ycheck.page.exposure import drawn
from a11ycheck.page.page import Element
from a11ycheck.page.role import role
from a11ycheck.page.tree import facet

_WIDEST = 1_000  # columns of one cell: HTML standard 4.9.11, "colspan"
_MOST_SLOTS = 50_000  # a table of more slots is a trap: its spans multiply
_GROUPS = frozenset({"thead", "tbody", "tfoot"})
_HEADER_ROLES = frozenset({"columnheader", "rowheader"})
_CELL_ROLES = frozenset({"cell", "gridcell"}) | _HEADER_ROLES


class Cell(NamedTuple):
    """One cell: its element, its first row and column (from 0), and how many of them it covers."""

    element: Element
    row: int
    column: int
    height: int
    width: int

    @property
    def is_header(self) -> bool:
        """Whether the cell is a header, by its element or its role."""
        return self.element.role in _HEADER_ROLES


class Grid:
    """The slots of one table."""

    def __init__(self, table: Element) -> None:
        self.table = table
        self.rows: list[Element] = []
        self.cells: list[Cell] = []
        self.slots: dict[tuple[int, int], Cell] = {}
        self.overlaps: list[tuple[Cell, Cell]] = []  # a cell, and the one whose slot it takes too
        self.width = 0
        self.whole = True  # False where the table is too large to be laid out: slots are missing then

    @cached_property
    def by_element(self) -> dict[int, Cell]:
        """The cells by the order of their elements."""
        return {cell.element.order: cell for cell in self.cells}

    @cached_property
    def only_headers(self) -> bool:
        """Whether no cell holds data."""
        return all(cell.is_header for cell in self.cells)

    @cached_property
    def rows_of_headers(self) -> frozenset[int]:
        """The rows in which only headers start."""
        return frozenset(row for row, cells in self.by_row.items() if all(cell.is_header for cell in cells))

    @property
    def height(self) -> int:
        """Number of rows."""
        return len(self.rows)

    def line(self, row: int) -> list[Cell]:
        """Return the cells that start in a row."""
        return self.by_row.get(row, [])

    @cached_property
    def by_row(self) -> dict[int, list[Cell]]:
        """The cells by the row in which they start."""
        found: dict[int, list[Cell]] = {}
        for cell in self.cells:
            found.setdefault(cell.row, []).append(cell)
        return found

    def column(self, column: int) -> list[Cell]:
        """Return the cells of a column from the top, each once."""
        found = (self.slots.get((row, column)) for row in range(self.height))
        return list(dict.fromkeys(cell for cell in found if cell is not None))

    def filled(self, row: int) -> int:
        """Return how many slots of a row have a cell."""
        return sum((row, column) in self.slots for column in range(self.width))

    def below(self, cell: Cell) -> Iterator[Cell]:
        """Yield the cells below one in the columns that it covers."""
        for row in range(cell.row + cell.height, self.height):
            for column in range(cell.column, cell.column + cell.width):
                if (row, column) in self.slots:
                    yield self.slots[row, column]

    def beside(self, cell: Cell) -> Iterator[Cell]:
        """Yield the cells after one in the rows that it covers."""
        for row in range(cell.row, cell.row + cell.height):
            for column in range(cell.column + cell.width, self.width):
                if (row, column) in self.slots:
                    yield self.slots[row, column]


@facet
def grid(table: Element) -> Grid:
    """Lay out the cells of a table element or of an element of the role table, grid or treegrid."""
    laid = Grid(table)
    for group in _native_groups(table) if table.tag == "table" else _groups_by_role(table):
        _lay_group(laid, group)
        if not laid.whole:
            break
    laid.width = max((column + 1 for _, column in laid.slots), default=0)
    return laid


def own_rows(table: Element) -> list[Element]:
    """Return the drawn rows of a table element, without those of tables inside it."""
    return [row for group in _native_groups(table) for row in group]


def own_cells(row: Element) -> list[Element]:
    """Return the drawn cells of a row."""
    return [cell for cell in row.elements if cell.tag in ("td", "th") and drawn(cell)]


def _native_groups(table: Element) -> Iterator[list[Element]]:
    """Yield the rows of each row group; rows directly in the table are a group together."""
    loose: list[Element] = []
    for child in table.elements:
        if child.tag == "tr":
            loose.append(child)
        elif child.tag in _GROUPS:
            if loose:
                yield [row for row in loose if drawn(row)]
                loose = []
            yield [row for row in child.elements if row.tag == "tr" and drawn(row)]
    yield [row for row in loose if drawn(row)]


def _groups_by_role(table: Element) -> Iterator[list[Element]]:
    yield [node for node in table.descendants if role(node) == "row" and drawn(node) and _table_of(node) is table]


def _table_of(node: Element) -> Element | None:
    return next((above for above in node.ancestors if role(above) in ("table", "grid", "treegrid")), None)


def _lay_group(laid: Grid, group: list[Element]) -> None:
    end = len(laid.rows) + len(group)
    for element in group:
        row = len(laid.rows)
        laid.rows.append(element)
        column = 0
        for cell in _cells_of(element):
            while (row, column) in laid.slots:
                column += 1
            width, height = _span(cell, "colspan", _WIDEST), _span(cell, "rowspan", end - row) or end - row
            _put(laid, Cell(cell, row, column, min(height, end - row), max(width, 1)))
            column += max(width, 1)
            if not laid.whole:
                return


def _cells_of(row: Element) -> Iterable[Element]:
    if row.tag == "tr":
        return own_cells(row)
    return [node for node in row.descendants if role(node) in _CELL_ROLES and drawn(node)]


def _span(cell: Element, name: str, most: int) -> int:
    """Return a span as browsers read it: 1 where it is no number. A rowspan of 0 reaches to the group's end."""
    said = cell.get(name if cell.tag in ("td", "th") else f"aria-{name}").strip()
    return min(int(said), most) if said.isdecimal() and len(said) < len("100000") else 1


def _put(laid: Grid, cell: Cell) -> None:
    laid.cells.append(cell)
    if len(laid.slots) + cell.height * cell.width > _MOST_SLOTS:
        laid.whole = False
        return
    for row in range(cell.row, cell.row + cell.height):
        for column in range(cell.column, cell.column + cell.width):
            if (row, column) in laid.slots:
                laid.overlaps.append((cell, laid.slots[row, column]))
            else:
                laid.slots[row, column] = cell
