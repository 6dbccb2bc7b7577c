"""Which media queries hold on a desktop screen 1280 px wide, and which nobody can tell without one."""

import pytest

from a11ycheck.page.media import holds


@pytest.mark.parametrize(
    "query",
    [
        "",
        "all",
        "SCREEN",
        "only screen",
        "screen and (min-width: 768px)",
        "(min-width:80em)",
        "(min-width: 48rem) and (max-width: 1280px)",
        "print, screen",
        "not print",
        "not screen and (min-width: 1400px)",
        "(width >= 600px)",
        "(width <= 1400px)",
    ],
)
def test_holds(query: str) -> None:
    assert holds(query) is True


@pytest.mark.parametrize(
    "query",
    [
        "print",
        "only print",
        "speech",
        "(max-width: 767.98px)",
        "screen and (max-width: 62em)",
        "(min-width: 1400px)",
        "not all",
        "(width < 600px)",
        "(min-width: 1281px), print",
        "(max-width: 600px) and (hover: hover)",
    ],
)
def test_holds_not(query: str) -> None:
    assert holds(query) is False


@pytest.mark.parametrize(
    "query",
    [
        "(hover: hover)",
        "(prefers-reduced-motion: reduce)",
        "screen and (orientation: landscape)",
        "(min-width: 600px) or (hover: none)",
        "(min-width: 1e2px)",
        "(min-width: 1.2.3px)",
        "(600px <= width <= 1400px)",
        "(((((",
        "not (hover: hover)",
        "screen and (min-width: 100vw)",
        "(hover: hover), print",
        "screen" * 100,
    ],
)
def test_cannot_be_told(query: str) -> None:
    assert holds(query) is None
