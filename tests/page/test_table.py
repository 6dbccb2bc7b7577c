"""Cells lie where the HTML standard puts them."""

from a11ycheck.page.parse import parse_text
from a11ycheck.page.table import Grid, grid


def laid(html: str) -> Grid:
    page = parse_text(html)
    table = next(node for node in page.elements if node.tag == "table" or node.get("role") == "table")
    return grid(table)


def places(html: str) -> list[tuple[str, int, int, int, int]]:
    return [(cell.element.text, *cell[1:]) for cell in laid(html).cells]


def test_spans_push_cells_aside() -> None:
    html = "<table><tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d</table>"
    assert places(html) == [("a", 0, 0, 2, 1), ("b", 0, 1, 1, 2), ("c", 1, 1, 1, 1), ("d", 1, 2, 1, 1)]
    assert (laid(html).width, laid(html).height, laid(html).overlaps) == (3, 2, [])


def test_a_rowspan_ends_with_its_row_group() -> None:
    html = "<table><thead><tr><th rowspan=9>a<tbody><tr><td rowspan=0>b<td>c<tr><td>d</table>"
    assert places(html) == [("a", 0, 0, 1, 1), ("b", 1, 0, 2, 1), ("c", 1, 1, 1, 1), ("d", 2, 1, 1, 1)]


def test_cells_that_take_one_slot_overlap() -> None:
    html = "<table><tr><td>a<td rowspan=2>b<tr><td colspan=2>c</table>"
    assert [(one.element.text, other.element.text) for one, other in laid(html).overlaps] == [("c", "b")]


def test_hidden_rows_and_cells_take_no_part() -> None:
    html = "<table><tr hidden><td>x<tr><td style='display:none'>y<td>a<td>b</table>"
    assert places(html) == [("a", 0, 0, 1, 1), ("b", 0, 1, 1, 1)]


def test_a_table_inside_a_cell_is_another_table() -> None:
    assert len(laid("<table><tr><td><table><tr><td>x<td>y</table><td>b</table>").cells) == 2


def test_a_table_of_roles() -> None:
    html = "<div role=table><div role=row><span role=columnheader aria-colspan=2>a</span></div></div>"
    assert places(html) == [("a", 0, 0, 1, 2)]


def test_spans_that_multiply_are_not_followed() -> None:
    html = "<table>" + "<tr>" + "<td colspan=1000 rowspan=900>x" * 40 + "<tr><td>y" * 900 + "</table>"
    assert not laid(html).whole


def test_what_follows_a_cell() -> None:
    grid_ = laid("<table><tr><th>a<th>b<tr><td>c</table>")
    first, second, _ = grid_.cells
    assert [cell.element.text for cell in grid_.below(first)] == ["c"]
    assert not list(grid_.below(second))
    assert [cell.element.text for cell in grid_.beside(first)] == ["b"]
    assert grid_.filled(1) == 1
    assert [cell.element.text for cell in grid_.column(0)] == ["a", "c"]
