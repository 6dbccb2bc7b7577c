"""Letters that a font draws as pictures."""

import pytest

from a11ycheck.page.icon_font import is_glyph


@pytest.mark.parametrize(
    ("text", "family", "expected"),
    [
        ("\uf002", "serif", True),
        (" \ue5d2 ", "Arial, sans-serif", True),
        ("search", '"Material Icons"', True),
        ("arrow_forward", '"Material Symbols Outlined", Arial', True),
        ("x", "icomoon, sans-serif", True),
        ("x", "Verdana", False),
        ("Search", '"Material Icons"', False),
        ("two words", '"Material Icons"', False),
        ("search", "Arial, icons", False),
        ("\uf002\uf003", "serif", False),
        ("", "icons", False),
    ],
)
def test_one_picture_is_a_letter_of_private_use_or_what_an_icon_font_joins(
    text: str, family: str, expected: bool
) -> None:
    assert is_glyph(text, family) is expected
