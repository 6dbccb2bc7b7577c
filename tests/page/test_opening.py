"""What is hidden from assistive technology until a script opens it."""

import pytest

from a11ycheck.page.opening import opened_by_control, opens_later
from a11ycheck.page.parse import parse


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<div id="x" tabindex="-1" aria-hidden="true"><p>Kirjaudutko ulos?</p></div>', True),
        ('<div id="x" role="dialog" aria-hidden="true"><p>Kirjaudutko ulos?</p></div>', True),
        ('<div id="x" aria-hidden="true"><div role="tooltip">Viikko 32</div></div>', True),
        ('<aside id="x" aria-hidden="true"><a href="/">Etusivu</a></aside>', True),
        ('<section id="x" aria-hidden="true"><h2>Aukioloajat</h2></section>', False),
        ('<button aria-expanded="false" aria-controls="x">Hinta</button><p id="x" aria-hidden="true">7 €</p>', True),
        ('<button aria-expanded="true" aria-controls="x">Hinta</button><p id="x" aria-hidden="true">7 €</p>', False),
        ('<button aria-expanded="false" aria-controls>Hinta</button><p id="x" aria-hidden="true">7 €</p>', False),
        ('<section id="x" tabindex="-1"><h2>Aukioloajat</h2></section>', False),
    ],
)
def test_what_opens_later(html: str, expected: bool) -> None:
    """A dialog, what the focus is sent to and what holds controls opens; a text that is merely hidden does not."""
    page = parse(f"<body>{html}".encode(), url="https://example.org/")
    node = page.by_id("x")
    assert node is not None
    assert opens_later(node) is expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<input type="checkbox" aria-label="Valikko"><ul><li><a id="x" href="/1">Asuminen</a></li></ul>', True),
        ('<button aria-expanded="false" aria-controls="m">Meny</button><p id="m"><a id="x" href="/1">Bo</a></p>', True),
        ('<button aria-expanded="true" aria-controls="m">Meny</button><p id="m"><a id="x" href="/1">Bo</a></p>', False),
        ('<ul><li><a id="x" href="/1">Housing</a></li></ul><input type="checkbox" aria-label="Menu">', False),
    ],
)
def test_what_a_control_opens(html: str, expected: bool) -> None:
    """A menu is closed where its button says so, or a checkbox stands before it."""
    node = parse(f"<body>{html}".encode(), url="https://example.org/").by_id("x")
    assert node is not None
    assert opened_by_control(node) is expected
