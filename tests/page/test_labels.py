"""Which label elements a control has (HTML standard 4.10.4)."""

import pytest

from a11ycheck.page.name import labels
from a11ycheck.page.parse import parse_text


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<label for=a>1</label><input x id=a>", ["1"]),
        ("<label>1 <input x></label>", ["1"]),
        # in document order, whichever way each is tied
        ("<label for=a>1</label><label>2 <input x id=a></label><label for=a>3</label>", ["1", "2", "3"]),
        # the first bearer of an id has the label
        ("<label for=a>1</label><input id=a><input x id=a>", []),
        # a label with for is not that of the control inside it
        ("<label for=b>1 <input x></label>", []),
        # the first control inside has the label, hidden inputs left out
        ("<label>1 <input type=hidden><input x></label>", ["1"]),
        ("<label>1 <input><input x></label>", []),
        # what is no control has none
        ("<label for=a>1</label><div x id=a></div>", []),
        ("<label for=a>1</label><input x id=a type=hidden>", []),
        ('<label for="">1</label><input x id="">', []),
    ],
)
def test_labels_of_a_control(html: str, expected: list[str]) -> None:
    page = parse_text(html)
    control = next(node for node in page.elements if node.has("x"))
    assert [label.text for label in page.elements if label in labels(control)] == expected
    assert list(labels(control)) == sorted(labels(control), key=lambda label: label.order)
