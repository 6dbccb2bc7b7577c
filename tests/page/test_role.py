"""Roles: implied by HTML, overridden by authors, kept where WAI-ARIA says so."""

import pytest

from a11ycheck.page.parse import parse_text


@pytest.mark.parametrize(
    ("html", "role"),
    [
        ("<a x href=/>", "link"),
        ("<a x>", ""),
        ("<button x>", "button"),
        ("<input x>", "textbox"),
        ("<input x type=EMAIL>", "textbox"),
        ("<input x type=search>", "searchbox"),
        ("<input x type=tuntematon>", "textbox"),
        ("<input x list=l>", "combobox"),
        ("<input x type=date>", ""),
        ("<select x>", "combobox"),
        ("<select x multiple>", "listbox"),
        ("<select x size=4>", "listbox"),
        ("<img x alt=''>", "none"),
        ("<img x alt=' '>", "img"),
        ("<img x>", "img"),
        ("<img x alt='' aria-label=Kuva>", "img"),
        ("<header x>", "banner"),
        ("<main><header x>", ""),
        ("<article><footer x>", ""),
        ("<div role=region><header x>", ""),
        ("<section x>", ""),
        ("<section x aria-label=Uutiset>", "region"),
        ("<form x>", ""),
        ("<form x aria-label=Haku>", "form"),
        ("<aside x>", "complementary"),
        ("<article><aside x>", ""),
        ("<ul><li x>", "listitem"),
        ("<ul role=none><li x>", ""),
        ("<div><li x>", ""),
        ("<table><tr><td x>", "cell"),
        ("<table role=grid><tr><td x>", "gridcell"),
        ("<table role=none><tr><td x>", ""),
        ("<table><tr><th x>Ma<td>9", "rowheader"),
        ("<table><tr><td> <th x>Ma<tr><th>9<td>1", "columnheader"),
        ("<table><tr><td>&nbsp;<th x>Ma<tr><th>9<td>1", "rowheader"),
        ("<table><tr><td><img><th x>Ma<tr><th>9<td>1", "rowheader"),
        ("<table><tr><th x><th>", "columnheader"),
        ("<table><tr><th x scope=row><th>", "rowheader"),
        # role attributes
        ("<div x role='ei-ole button'>", "button"),
        ("<div x role=BUTTON>", "button"),
        ("<div x role=widget>", ""),
        ("<div x role=image>", "img"),
        ("<h2 x role=presentation>", "none"),
        ("<h2 x role=none tabindex=0>", "heading"),
        ("<h2 x role=none aria-live=polite>", "heading"),
        ("<h2 x role=none aria-hidden=false>", "none"),
        ("<button x role=none>", "button"),
        ("<button x role=none disabled>", "none"),
        ("<svg x>", "graphics-document"),
        ("<svg><a x href=/></svg>", "link"),
    ],
)
def test_the_role(html: str, role: str) -> None:
    page = parse_text(html)
    assert next(node for node in page.elements if node.has("x")).role == role
