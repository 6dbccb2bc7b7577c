"""What sheets hide of a page: the cascade, and what of it is believed."""

import time

import pytest

from a11ycheck.model import LinkedSheet
from a11ycheck.page import Page
from a11ycheck.page.digest import digest_of, packed
from a11ycheck.page.hidden import hidden_style
from a11ycheck.page.parse import parse_text
from a11ycheck.page.restyled import restyled

BODY = '<h1>Otsikko</h1><p id="x" class="a b">Teksti <em>on</em> tässä.</p><ul><li>Yksi<li>Kaksi</ul>'


def sheet(css: str, *, sure: bool = True) -> LinkedSheet:
    return LinkedSheet(digest=packed(digest_of(css)), sure=sure)


def hidden(*sheets: str | LinkedSheet, body: str = BODY) -> list[str]:
    """The tags of what is no longer visible."""
    page = parse_text(body)
    style = hidden_style(page, [sheet(each) if isinstance(each, str) else each for each in sheets])
    seen = [node for node in page.elements if node.visible]
    with restyled(page, style):
        return [node.tag for node in seen if not node.visible]


@pytest.mark.parametrize(
    "sheets",
    [
        (".a{display:none}",),
        ("p{visibility:hidden}",),
        ("p{display:block} .a{display:none}",),
        (".a{display:none} p{display:block}",),
        (".a{display:none}", "p{display:block}"),
        ("#x{display:none}", ".a.b{display:block}"),
        (".a{display:none!important} #x{display:block}",),
        (".b{display:block} .a{display:none}",),
        (".a{display:none} .a:hover{display:block}",),
        (".a{display:none} .open .a{display:block}",),
        (".a{display:none} .c{display:block}",),
        (".a{display:none} @media print{.a{display:block}}",),
        (".a{display:none} @media (max-width:800px){.a{display:block}}",),
        (sheet(".c{display:none} #x{display:block}", sure=False), "#x.a{display:none}"),
        ("@layer low{#x{display:block}} .a{display:none}",),
        ("@layer low, high; @layer high{.a{display:none}} @layer low{#x{display:block}}",),
        ("@layer u{.a{display:none} .lg{@media (width >= 48rem){display:block}}}",),
        ("@layer low{.a{display:none!important}} #x{display:block!important}",),
    ],
)
def test_hidden(sheets: tuple[str | LinkedSheet, ...]) -> None:
    assert hidden(*sheets) == ["p", "em"]


@pytest.mark.parametrize(
    "sheets",
    [
        (),
        (".c{display:none}",),
        (".a{display:none} .b{display:flex}",),
        (".a{display:none}", ".a{display:block}"),
        (".a{display:none} #x{display:block}",),
        (".a{display:none} p{display:block!important}",),
        (".a{display:none} @supports (display:grid){.a{display:grid}}",),
        (sheet(".a{display:none}", sure=False),),
        ("p..{display:none}",),
        ("@layer low{#x{display:none}} .a{display:block}",),
        ("@layer low{#x{display:none}} @layer high{.a{display:block}}",),
        ("@layer u{.a{display:none} .b{@media (width >= 48rem){display:block}}}",),
        (".a{display:none} .a:not(:hover){display:block}",),
    ],
)
def test_not_hidden(sheets: tuple[str | LinkedSheet, ...]) -> None:
    assert hidden(*sheets) == []


def test_what_is_shown_again_inside_stays_visible() -> None:
    assert hidden("p{visibility:hidden} em{visibility:visible}") == ["p"]
    assert hidden("p{display:none} em{display:inline}") == ["p", "em"]


@pytest.mark.parametrize(
    "body",
    [
        '<h1>O</h1><p class="a" style="display: block">Teksti</p><ul><li>1<li>2</ul>',
        '<style>.a { display: block }</style><h1>O</h1><p class="a">Teksti</p><ul><li>1<li>2</ul>',
    ],
)
def test_the_style_of_the_page_counts_more(body: str) -> None:
    assert hidden(".a{display:none}", body=body) == []


def test_the_page_is_as_before_afterwards() -> None:
    page = parse_text(f"<style>em {{ display: inline }}</style>{BODY}")
    before = _answers(page)
    with restyled(page, hidden_style(page, [sheet(".a{visibility:hidden} em{visibility:visible}")])):
        assert _answers(page) != before
    assert _answers(page) == before


def _answers(page: Page) -> list[tuple[str, bool, bool, str]]:
    return [(node.tag, node.visible, node.exposed, node.text) for node in page.elements]


@pytest.mark.parametrize(
    "css",
    [
        "div " * 11 + "i{display:none}",
        "i ~ i + i ~ i + i{display:none}",
        ":not(:not(:not(i))){display:none}",
        "i:nth-last-child(2n+1 of i){display:none}",
        ".a{display:none}" * 50_000,
        "".join(f"i:not(.x{number}){{display:none}}" for number in range(20_000)),
    ],
    ids=lambda css: css[:20],
)
def test_no_selector_costs_seconds(css: str) -> None:
    page = parse_text("<div class=a>" * 300 + "<i class=a>x</i>" * 20_000)
    before = time.process_time()
    hidden_style(page, [sheet(css)])
    assert time.process_time() - before < 5.0
