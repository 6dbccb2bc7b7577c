"""What a selector asks for: its weight, the names it needs, whether the tree alone decides."""

import pytest

from a11ycheck.page.selector_parts import Weight, read, split


@pytest.mark.parametrize(
    ("selector", "weight", "names"),
    [
        ("*", (0, 0, 0), set()),
        ("nav .menu > li", (0, 1, 2), {"nav", ".menu", "li"}),
        ("#a.b.c[href]:first-child", (1, 4, 0), {"#a", ".b", ".c"}),
        ("DIV", (0, 0, 1), {"div"}),
        (".md\\:hidden", (0, 1, 0), {".md:hidden"}),
        (".\\32 xl\\:off", (0, 1, 0), {".2xl:off"}),
        (":is(#a, p) q", (1, 0, 1), {"q"}),
        (":where(#a) q", (0, 0, 1), {"q"}),
        ("p:not(.x, #y)", (1, 0, 1), {"p"}),
        ('[data-x="a,b]"] + p', (0, 1, 1), {"p"}),
        ("li:nth-child(2n + 1)", (0, 1, 1), {"li"}),
    ],
)
def test_of_the_tree(selector: str, weight: Weight, names: set[str]) -> None:
    asked = read(selector)
    assert asked is not None
    assert (asked.weight, set(asked.names), asked.settled) == (weight, names, True)


@pytest.mark.parametrize(
    "selector",
    [
        ".menu:hover",
        "a:focus",
        "input:checked ~ p",
        ".x:not(:target)",
        ".x:not(:not(:hover))",
        "p::before",
        "p:before",
        "p:has(> a)",
        "li:nth-child(1 of .x)",
        "::slotted(p)",
        ":host(.x) p",
        " ".join(["div"] * 13),
    ],
)
def test_not_of_the_tree_alone(selector: str) -> None:
    asked = read(selector)
    assert asked is not None
    assert not asked.settled


@pytest.mark.parametrize(
    "selector", ["", "p" * 301, ":not(" * 6 + "p" + ")" * 6, ":is()", "p:not(", "p:-moz-any(a)", "p::-ms-clear"]
)
def test_none(selector: str) -> None:
    assert read(selector) is None


def test_lists_are_split_at_their_own_commas() -> None:
    assert split('a, b:is(c, d) , [x="1,2"],e\\,f') == ["a", "b:is(c, d)", '[x="1,2"]', "e\\,f"]
    assert split("a") == ["a"]
