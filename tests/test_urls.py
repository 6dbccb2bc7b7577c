import pytest
from hypothesis import given
from hypothesis import strategies as st

from a11ycheck.urls import Scope, key_of, kind, normalise, resolve, same_site, start_address

BASE = "https://www.example.fi/fi/asuminen/"


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("tontit", "https://www.example.fi/fi/asuminen/tontit"),
        ("../index.html#sisalto", "https://www.example.fi/fi/index.html"),
        ("HTTPS://WWW.Example.FI:443/a/./b/../c", "https://www.example.fi/a/c"),
        ("http://example.fi:80", "http://example.fi/"),
        ("http://example.fi:8080/", "http://example.fi:8080/"),
        ("/päätökset?haku=työ", "https://www.example.fi/p%C3%A4%C3%A4t%C3%B6kset?haku=ty%C3%B6"),
        ("/p%c3%a4", "https://www.example.fi/p%C3%A4"),
        ("//muu.fi/x", "https://muu.fi/x"),
        ("https://äänekoski.example/", "https://xn--nekoski-4waa.example/"),
        ("https://anna:salasana@example.fi/", "https://example.fi/"),
        ("?", BASE),
        ("?b=2&a=1", BASE + "?b=2&a=1"),
        ("?utm_source=x&page=2&fbclid=y", BASE + "?page=2"),
        ("?PHPSESSID=abc", BASE),
        ("?sid=12", BASE + "?sid=12"),
        ("?sid=0123456789abcdef0123", BASE),
        ("?sidebar=1&residence=2", BASE + "?sidebar=1&residence=2"),
        ("haku.do;jsessionid=1A2B.node1?q=x", BASE + "haku.do?q=x"),
        ("/laki;kohta=3", "https://www.example.fi/laki;kohta=3"),
        (" \n/a\tb ", "https://www.example.fi/ab"),
        ("\\vinossa", "https://www.example.fi/vinossa"),
        ("mailto:kirjaamo@example.fi", None),
        ("javascript:void(0)", None),
        ("file:///etc/passwd", None),
        ("ftp://example.fi/", None),
        ("data:text/html,x", None),
        ("http://[1", None),
        ("https://", None),
        ("\ud800", BASE + "%EF%BF%BD"),
    ],
)
def test_an_address_has_one_spelling(href: str, expected: str | None) -> None:
    if href == "\ud800":  # half a surrogate pair has no UTF-8 form
        expected = None
    assert normalise(href, BASE) == expected


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text, BASE)
    assert once is None or normalise(once) == once


def test_redirects_keep_session_ids() -> None:
    assert resolve("/a?PHPSESSID=1#x", BASE) == "https://www.example.fi/a?PHPSESSID=1"
    assert resolve("file:///etc/passwd", BASE) is None


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("www.council.example", "https://www.council.example/"),
        ("council.example/fi", "https://council.example/fi"),
        ("http://council.example", "http://council.example/"),
        ("localhost:8000", "https://localhost:8000/"),
        ("file:///etc/passwd", None),
        ("", None),
    ],
)
def test_a_target_without_scheme_is_https(target: str, expected: str | None) -> None:
    assert start_address(target) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.example.fi/a", True),
        ("http://example.fi/", True),
        ("https://palvelut.example.fi/", False),
        ("https://example.fi.muu.fi/", False),
        ("https://example.fi:8443/", False),
        ("https://asiointi.example/", True),
        ("https://www.asiointi.example/", True),
        ("https://portti.example:8080/", True),
        ("not an address", False),
    ],
)
def test_a_site_is_its_host_and_the_included_ones(url: str, expected: bool) -> None:
    assert same_site(url, "https://example.fi/", ("asiointi.example", "portti.example:8080")) is expected


def test_secrets_do_not_go_to_plain_http_of_a_secure_site() -> None:
    secure = Scope.of(["https://example.fi/"])
    plain = Scope.of(["http://example.fi/"])
    assert secure.trusts("https://www.example.fi/")
    assert not secure.trusts("http://example.fi/")
    assert plain.trusts("http://example.fi/")
    assert plain.trusts("https://example.fi/")
    assert not plain.trusts("http://muu.fi/")


def test_scheme_and_www_make_no_other_page() -> None:
    assert key_of("http://www.example.fi/a?b=1") == key_of("https://example.fi/a?b=1")
    assert key_of("https://example.fi/a") != key_of("https://example.fi/A")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", "page"),
        ("/asuminen.html", "page"),
        ("/versio-1.2", "page"),
        ("/haku.php?tiedosto=a.pdf", "page"),
        ("/liite.PDF", "pdf"),
        ("/liite.pdf?versio=2", "pdf"),
        ("/pöytäkirja.docx", "office"),
        ("/taulukko.ods", "office"),
        ("/kuva.jpg", "media"),
        ("/tyyli.css", "media"),
        ("/aineisto.zip", "other"),
        ("/feed.xml", "other"),
    ],
)
def test_the_extension_tells_the_kind(path: str, expected: str) -> None:
    assert kind(f"https://example.fi{path}") == expected
