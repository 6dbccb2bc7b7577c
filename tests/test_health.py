"""What keeps a page from being tested, and what does not."""

import pytest

from a11ycheck.health import health
from a11ycheck.model import Fetched, Reason
from a11ycheck.page.parse import parse

PROSE = "<p>" + "Kirjasto on avoinna arkisin. " * 60


def reason(html: str, *, url: str = "https://region.example/sivu", final: str = "", status: int = 200) -> Reason | None:
    fetched = Fetched(
        url=url,
        final_url=final or url,
        status=status,
        media_type="text/html",
        body=html.encode(),
        reason=Reason.HTTP_ERROR if status >= 400 else None,
    )
    return health(fetched, parse(fetched.body, url=url))


@pytest.mark.parametrize(
    "html",
    [
        "<title>Yhteystiedot</title><h1>Yhteystiedot</h1><p>Puhelin 0100",
        "<title>Kartta</title><img src=kartta.png>",
        "<h1>Kirjaudu</h1><form><label>Salasana <input type=password></label></form>" + PROSE,
        "<title>Evästeet</title><nav><a href=/>Etusivu</a></nav><main><h1>Evästeet</h1><button>Muuta</button></main>",
        "<title>Just a moment</title>" + PROSE,
        "<div id=app><h1>Uutiset</h1><p>Ensimmäinen uutinen</div><script src=app.js></script>",
        "<title>Sivu ilman sisältöä</title>",
        "<html lang=fi><frameset><frame src=a.html></frameset></html>",
    ],
)
def test_pages_that_are_tested(html: str) -> None:
    assert reason(html) is None


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("", Reason.EMPTY),
        ("<html><body>  </body></html>", Reason.EMPTY),
        ("<div id=root></div><script src=app.js></script>", Reason.SCRIPT_ONLY),
        ("<body><app-kunta></app-kunta><script src=m.js></script>", Reason.SCRIPT_ONLY),
        (
            "<title>Kunta</title><body><noscript>Ota JavaScript käyttöön.</noscript><p>Ladataan<script>x()</script>",
            Reason.SCRIPT_ONLY,
        ),
        ("<title>Access denied</title><h1>Access Denied</h1><p>Reference 18.a1", Reason.BLOCKED),
        ("<h1>Pyyntö estetty</h1>", Reason.BLOCKED),
        ("<title>Kirjaudu sisään</title><form><input type=password></form>", Reason.LOGIN),
        (
            "<title>Before you continue</title><h1>Cookies</h1><button>Accept</button><a href=/policy>Policy</a>",
            Reason.CONSENT,
        ),
        ("<h1>Evästeasetukset</h1><button>Hyväksy kaikki</button>", Reason.CONSENT),
    ],
)
def test_pages_that_are_not(html: str, expected: Reason) -> None:
    assert reason(html) is expected


def test_a_login_page_that_was_asked_for_is_tested() -> None:
    html = "<title>Kirjaudu sisään</title><form><input type=password></form>"
    assert reason(html, url="https://region.example/kirjaudu") is None


def test_a_login_page_in_a_file_is_tested() -> None:
    html = "<title>Kirjaudu sisään</title><form><input type=password></form>"
    assert reason(html, url="site/asiointi.html") is None


def test_a_redirect_to_a_login_form_is_a_login_page() -> None:
    html = "<title>Asiointi</title><form><input type=password></form>"
    assert reason(html, final="https://region.example/tili") is Reason.LOGIN


@pytest.mark.parametrize(
    ("status", "title", "expected"),
    [
        (403, "Attention Required!", Reason.BLOCKED),
        (403, "Kielletty", Reason.HTTP_ERROR),
        (404, "Access denied", Reason.HTTP_ERROR),
        (500, "", Reason.HTTP_ERROR),
    ],
)
def test_a_firewall_is_told_from_an_error(status: int, title: str, expected: Reason) -> None:
    assert reason(f"<title>{title}</title><p>x", status=status) is expected
