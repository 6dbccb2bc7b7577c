"""Which style sheets a page asks for, by a look at its bytes."""

import time

import pytest

from a11ycheck.page.sheet_links import SheetLink, link_to, links_sheets, sheet_links


def links(html: str, url: str = "https://region.example/a/") -> list[tuple[str, bool]]:
    found = sheet_links(html.encode(), url=url, charset="utf-8")
    return [(link.href, link.sure) for link in found.links]


@pytest.mark.parametrize(
    "html",
    [
        '<link rel="stylesheet" href="a.css">',
        "<LINK REL=StyleSheet HREF=a.css>",
        '<link href="a.css" type="text/css" rel="x stylesheet" media="all">',
        '<link rel="stylesheet" media="screen and (min-width: 40em)" href=" a.css ">',
        '<link rel="stylesheet" media="print" onload="this.media=\'all\'" href="a.css">',
        '<link rel="preload" as="style" onload="this.rel=\'stylesheet\'" href="a.css">',
        "<style>@import url(a.css);</style>",
        '<style media="screen">@import "a.css" all;</style>',
        '<p>Text</p><link rel="stylesheet" href="a.css"><p>Text</p>',
        '<!-- <link rel="stylesheet" href="b.css"> --><link rel="stylesheet" href="a.css">',
        '<script>x = "<link rel=stylesheet href=b.css>"</script><link rel="stylesheet" href="a.css">',
        '<noscript><link rel="stylesheet" href="b.css"></noscript><link rel="stylesheet" href="a.css">',
    ],
)
def test_asked_for(html: str) -> None:
    assert links_sheets(html.encode())
    assert links(html) == [("a.css", True)]


@pytest.mark.parametrize(
    "html",
    [
        '<link rel="stylesheet" media="print" href="a.css">',
        '<link rel="stylesheet" media="(max-width: 600px)" href="a.css">',
        '<link rel="alternate stylesheet" href="a.css">',
        '<link rel="stylesheet" disabled href="a.css">',
        '<link rel="stylesheet" href="">',
        '<link rel="icon" href="a.css">',
        "<style media=print>@import url(a.css);</style>",
        '<style>p{color:red} @import "a.css";</style>',
        '<!--[if IE]><link rel="stylesheet" href="a.css"><![endif]-->',
    ],
)
def test_not_asked_for(html: str) -> None:
    assert links(html) == []


def test_a_sheet_under_an_unknown_condition_is_not_sure() -> None:
    assert links('<link rel="stylesheet" media="(hover: hover)" href="a.css">') == [("a.css", False)]
    assert link_to("a.css", "", sure=False) == SheetLink("a.css", sure=False)


def test_sheets_keep_their_order_and_the_base_of_the_page() -> None:
    first, last = "<link rel=stylesheet href=1.css>", "<link rel=stylesheet href=3.css>"
    html = f'<base href="/x/">{first}<style>@import "2.css";</style>{last}'
    assert [href for href, _ in links(html)] == ["1.css", "2.css", "3.css"]
    assert sheet_links(html.encode(), url="https://region.example/a/", charset="").base == "https://region.example/x/"


def test_a_page_without_sheets_is_not_looked_at_closer() -> None:
    assert not links_sheets(b"<title>Sivu</title><style>p { display: none }</style><p>Text</p>")


@pytest.mark.parametrize(
    "part", ["<!--", "<script>", "<link ", "<style ", "<style>", "<link rel=stylesheet href=a.css>"]
)
def test_no_page_costs_seconds(part: str) -> None:
    before = time.process_time()
    found = sheet_links((part * 200_000).encode(), url="a.html", charset="utf-8")
    assert len(found.links) <= 40
    assert time.process_time() - before < 5.0
