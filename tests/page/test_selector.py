"""A selector finds its element and no other."""

import pytest

from a11ycheck.page.parse import parse_text
from a11ycheck.page.select import select
from a11ycheck.page.selector import selector


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>1<p x>2<div>3</div>", "html > body > p:nth-of-type(2)"),
        ("<p>1<div x>2</div>", "html > body > div"),
        ("<ul id=a><li>1<li>2<li x>3</ul>", "#a > li:nth-of-type(3)"),
        ("<i id=a></i><b id=a x></b>", "html > body > b"),
        ('<i id="1 a" x></i>', '[id="1 a"]'),
    ],
)
def test_selector_of_an_element(html: str, expected: str) -> None:
    page = parse_text(html)
    element = next(node for node in page.elements if node.has("x"))
    assert selector(element) == expected
    assert select(page, expected) == [element]
