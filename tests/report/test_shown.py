import pytest
from hypothesis import given
from hypothesis import strategies as st

from a11ycheck.report.shown import language_tag, plain, visible, web_link
from tests.report.factory import ESCAPES, HOSTILE


def test_markup_is_escaped() -> None:
    assert visible('<b title="x">\'&') == "&lt;b title=&#34;x&#34;&gt;&#39;&amp;"


def test_what_cannot_be_seen_is_written_as_its_code() -> None:
    assert visible("a\u202eb\x00\x00\x1bc\ud800") == ("a<i>U+202E</i>b<i>U+0000 ×2</i><i>U+001B</i>c<i>U+D800</i>")


def test_letters_marks_and_joiners_of_any_language_stay() -> None:
    text = "Ääkköset, čáppa, שלום, 👩\u200d🦽 and می\u200cخواهم\n\tend"
    assert visible(text) == text


def test_long_text_is_cut_with_an_ellipsis() -> None:
    assert visible("x" * 11, 10) == "x" * 10 + "…"
    assert visible("x" * 10, 10) == "x" * 10
    assert plain("x" * 11, 10) == "x" * 9 + "…"
    assert plain("x" * 10, 10) == "x" * 10


def test_terminal_text_has_no_escapes_and_is_one_line() -> None:
    assert plain(f"a\r\nb\t{ESCAPES}") == "a b [31mred [0m ]0;title 2J"


@given(st.text(alphabet=st.characters(), max_size=200))
def test_no_text_can_hold_a_tag_or_a_control(text: str) -> None:
    shown = str(visible(text)).replace("<i>", "").replace("</i>", "")
    assert "<" not in shown
    shown.encode()
    for line in (shown.replace("\n", "").replace("\t", ""), plain(text)):
        assert not any(ord(character) < 32 or 127 <= ord(character) < 160 for character in line)
        assert not set(line) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


@pytest.mark.parametrize("url", ["https://a.example/ä?b=c#d", "http://[::1]:8000/"])
def test_web_addresses_become_links(url: str) -> None:
    assert web_link(url) == url


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "JAVASCRIPT:alert(1)", " javascript:x", "java\nscript:x", "data:text/html,x", "file:///x",
     "vbscript:x", "//a.example", "/path", "https://", "https://[", "http://a.example/\u202ex", "http://a.example/ b",
     "https://a.example/" + "x" * 2000, HOSTILE, ""],
)  # fmt: skip
def test_other_addresses_become_no_links(url: str) -> None:
    assert web_link(url) is None


@pytest.mark.parametrize("tag", ["fi", "sv-FI", "zh-Hant", "se", "EN"])
def test_valid_languages_mark_a_quotation(tag: str) -> None:
    assert language_tag(tag) == tag


@pytest.mark.parametrize("tag", ["", "fi_FI", "en-UK", "suomi", 'fi" onload="x', "x" * 100, "fi "])
def test_invalid_languages_do_not(tag: str) -> None:
    assert language_tag(tag) is None
