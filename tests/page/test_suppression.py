"""What a comment in the source covers, and which comments count for nothing."""

import pytest

from a11ycheck.browser.source import take_from_source
from a11ycheck.model import SuppressionState
from a11ycheck.page.parse import parse_text
from a11ycheck.page.suppression import suppressed, suppressions

ASK = "<!-- a11ycheck-ignore image-without-name: kuva vaihtuu -->"


def covered(html: str, rule: str = "image-without-name") -> list[str]:
    """The ids of the elements at which the rule is suppressed."""
    return [node.get("id") for node in parse_text(html).elements if node.has("id") and rule in suppressed(node)]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f"<p>{ASK}<img id=a><img id=b>", ["a"]),
        (f"<main>{ASK}\n<figure id=a><img id=b></figure><img id=c>", ["a", "b"]),
        (f"<p>{ASK} teksti <img id=a>", ["a"]),
        (f"<!DOCTYPE html>{ASK}<html id=a><head id=b><body id=c>", ["a", "b", "c"]),
        (f"<html>{ASK}<head id=a></head><body id=b>", ["a"]),
        (f"<html><head></head>{ASK}<body id=a><img id=b>", ["a", "b"]),
        (f"<div><img id=a>{ASK}</div><img id=b>", []),
        (f"<main>{ASK}<!-- muuta --><img id=a>", ["a"]),
        (f"<table>{ASK}<tr id=a><td><img id=b></table>", ["a", "b"]),
        ("<!-- a11ycheck-ignore image-without-name, link-without-name: x --><img id=a>", ["a"]),
        ("<!--a11ycheck-ignore image-without-name:x--><img id=a>", ["a"]),
        ("<!-- a11ycheck-ignore link-without-name: x --><img id=a>", []),
        ("<!-- a11ycheck-ignore image-without-name --><img id=a>", []),
        ("<!-- a11ycheck-ignore image-without-name: --><img id=a>", []),
        ("<!-- a11ycheck-ignored image-without-name: x --><img id=a>", []),
        ("<!-- a11ycheck-ignore-image image-without-name: x --><img id=a>", []),
        ("<template><!-- a11ycheck-ignore image-without-name: x --></template><img id=a>", []),
        ("<script><!-- a11ycheck-ignore image-without-name: x --></script><img id=a>", []),
    ],
)
def test_a_comment_covers_the_next_element_and_what_is_inside(html: str, expected: list[str]) -> None:
    assert covered(html) == expected


def test_the_nearest_comment_gives_the_reason() -> None:
    page = parse_text(
        "<!-- a11ycheck-ignore heading-empty: osio --><section><p></p>"
        "<!-- a11ycheck-ignore heading-empty: otsikko --><h2></h2><h3></h3></section>"
    )
    assert suppressed(page.tagged("h2")[0])["heading-empty"].reason == "otsikko"
    assert suppressed(page.tagged("h3")[0])["heading-empty"].reason == "osio"
    assert suppressed(page.tagged("h2")[0])["heading-empty"].number == 2


@pytest.mark.parametrize(
    ("comment", "state"),
    [
        ("a11ycheck-ignore heading-empty: syy", SuppressionState.UNUSED),
        ("a11ycheck-ignore heading-empty", SuppressionState.NO_REASON),
        ("a11ycheck-ignore heading-empty:   ", SuppressionState.NO_REASON),
        ("a11ycheck-ignore : syy", SuppressionState.NO_RULE),
        ("a11ycheck-ignore", SuppressionState.NO_RULE),
    ],
)
def test_what_a_comment_is_worth(comment: str, state: SuppressionState) -> None:
    (found,) = parse_text(f"<!-- {comment} --><p>a").once(suppressions)
    assert found.said.state is state


def test_a_comment_before_nothing_says_so() -> None:
    (found,) = parse_text("<div><p>a</p><!-- a11ycheck-ignore heading-empty: syy --></div>").once(suppressions)
    assert (found.said.state, found.said.target, found.said.line) == (SuppressionState.NO_ELEMENT, "", 0)


def test_thousands_of_comments_cost_little() -> None:
    page = parse_text("<!-- a11ycheck-ignore heading-empty: syy --><p>a</p>" * 20_000)
    assert len(page.once(suppressions)) == 1_000
    assert (
        parse_text(f"<!-- a11ycheck-ignore x: {'a' * 1_000_000} --><p>").once(suppressions)[0].said.reason == "a" * 500
    )


def test_a_drawn_page_has_the_comments_of_its_source() -> None:
    source = parse_text(f"<main>{ASK}<img id=a src=a.jpg>{ASK}<b></b></main>")
    drawn = parse_text("<div class=banner></div><main><img id=a src=a.jpg class=loaded><i></i></main>")
    take_from_source(drawn, source)
    assert [node.get("id") for node in drawn.elements if "image-without-name" in suppressed(node)] == ["a"]
    assert [each.said.state for each in drawn.once(suppressions)] == [
        SuppressionState.UNUSED,
        SuppressionState.NO_ELEMENT,  # a script took it away
    ]
