"""The digest of a sheet: what hides on a desktop screen, what may show again, and that no sheet costs much."""

import time

import pytest

from a11ycheck.page.digest import LARGEST, Digest, Import, digest_of, packed, unpacked


def hides(css: str) -> list[str]:
    """The selectors that hide, in the order of the sheet."""
    return [rule.selector for rule in digest_of(css).rules if rule.hides]


def shows(css: str) -> list[str]:
    return [rule.selector for rule in digest_of(css).rules if not rule.hides]


@pytest.mark.parametrize(
    "css",
    [
        ".a{display:none}",
        ".a { color: red; DISPLAY: NONE !important }",
        ".a{visibility:hidden}",
        ".a{visibility:collapse;}",
        "/* } */ .a /* , */ {/* ; */display/**/:none}",
        '.b::before{content:"}"} .a{display:none}',
        ".b{background:url(data:image/png;base64,}{)} .a{display:none}",
        '@charset "utf-8"; .a{display:none}',
        "@media screen{.a{display:none}}",
        "@media (min-width: 60em){@media screen{.a{display:none}}}",
        "@font-face{font-family:x} .a{display:none}",
        "@import url(x.css); .a{display:none}",
        ".b{color:red;} } .a{display:none}",
        ".a{color:red; @media (min-width:600px){display:none}}",
        ".a{display:block;display:none}",
        "@layer base{.a{display:none}}",
        "@layer{@media screen{.a{display:none}}}",
    ],
)
def test_hides(css: str) -> None:
    assert hides(css) == [".a"]


@pytest.mark.parametrize(
    "css",
    [
        ".a{display:block}",
        ".a{display:none;display:flex}",
        ".a:hover{display:none}",
        ".a::after{display:none}",
        ".a:not(:focus){display:none}",
        ".a, .b:-moz-odd(x{display:none}",
        "@media print{.a{display:none}}",
        "@media (max-width:600px){.a{display:none}}",
        "@media (prefers-contrast:more){.a{display:none}}",
        "@supports (display:grid){.a{display:none}}",
        "@container (width > 1px){.a{display:none}}",
        "@keyframes x{from{display:none}}",
        "@page{.a{display:none}}",
        ".no-js .a{display:none}",
        "html.client-nojs .a{display:none}",
        ".a{color:red; .b{display:none}}",
        ".a{-x-display:none; content:'display:none'}",
        ".a{display:none",
        "}}}}{{{{",
        "",
        "@media screen{" * 40 + ".a{display:none}" + "}" * 40,
    ],
)
def test_hides_nothing(css: str) -> None:
    assert hides(css) == []


def test_what_may_show_again_is_kept_even_where_that_is_unsure() -> None:
    css = ".a{display:none} @supports (display:grid){.a{display:grid}} @media print{.b{display:block}}"
    assert (hides(css), shows(css)) == ([".a"], [".a"])
    assert shows(".a{display:block}") == [".a"]  # another sheet may hide it


def test_a_rule_keeps_its_place_before_what_stands_in_it() -> None:
    digest = digest_of(".a{display:none; @media (min-width:600px){display:block}} .b{display:none}")
    assert [(rule.selector, rule.hides) for rule in digest.rules] == [(".a", True), (".a", False), (".b", True)]


def test_imports_count_at_the_beginning_only() -> None:
    css = """@charset "utf-8"; @layer a, b;
    @import "a.css"; @import url(b.css) screen;
    @import url('c.css') print; .x{color:red} @import "late.css";"""
    assert digest_of(css).imports == (Import("a.css", ""), Import("b.css", "screen"), Import("c.css", "print"))


def test_packing_loses_nothing() -> None:
    digest = digest_of("#a .b{display:none!important} .c{visibility:visible}")
    assert unpacked(packed(digest)) == digest.rules
    assert digest.rules[0].weight == (1, 1, 0)
    assert digest.rules[0].values == {"display": ("none", True)}


@pytest.mark.parametrize(
    ("part", "end"),
    [
        (".a{display:none}", ""),
        ("{", ""),
        ("@media screen{", ""),
        ("a{", ""),
        ("url(", ""),
        ("url(   ", ""),
        ("'", ""),
        ("\"'", ""),
        ("/*", ""),
        ("\\", ""),
        ("@import 'a';", ""),
        ("@layer ", ""),
        ("@layer a,b;", ""),
        (".a,", ".b{display:none}"),
        (":not(", "{display:none}"),
        ("a[", "{display:none}"),
        ("a;", "{display:none}"),
        (".a{@media screen{}", "display:none}"),
        (".a{" + "display:none;" * 9, "}"),
    ],
)
def test_no_sheet_costs_seconds(part: str, end: str) -> None:
    before = time.process_time()
    assert isinstance(digest_of(part * ((LARGEST - len(end)) // len(part)) + end), Digest)
    assert time.process_time() - before < 4.0  # a quarter of that on a machine that does nothing else


def test_a_sheet_that_is_too_large_says_nothing() -> None:
    assert digest_of(".a{display:none}" * 600_000) == Digest()
