"""What a person may have a browser do: sign in, click, wait, look twice."""

import itertools
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from a11ycheck.browser.faults import not_opened
from a11ycheck.browser.steps import LoginError, Steps
from a11ycheck.browser.workers import BrowserWorkers
from a11ycheck.model import Examined, Health, Outcome, Reason
from a11ycheck.settings import Settings
from tests.browser.conftest import CONTENT, checking, whole
from tests.crawl.web import HTML, Reply, Web

pytestmark = pytest.mark.xdist_group("browser")

CheckWith = Callable[..., Examined]


@pytest.fixture
def check(web: Web) -> Iterator[CheckWith]:
    """Check a page in a browser with some settings; the notes of the scan are in ``check.notes``."""
    opened: list[BrowserWorkers] = []

    def once(path: str, **settings: object) -> Examined:
        chosen = Settings(**{"engine": "browser", "robots": False, "timeout": 20.0, **settings})  # type: ignore[arg-type]  # any field
        opened.append(BrowserWorkers(chosen, 1).__enter__())
        return checking(web, opened[-1], chosen)(path)

    once.workers = opened  # type: ignore[attr-defined]  # for the tests that read notes
    yield once
    for workers in opened:
        workers.__exit__(None, None, None)


def notes(check: CheckWith) -> tuple[str, ...]:
    workers: list[BrowserWorkers] = check.workers  # type: ignore[attr-defined]  # as above
    return workers[-1].notes


def test_what_no_page_had_to_click_is_told(web: Web) -> None:
    settings = Settings(engine="browser", robots=False, click=("#missing", "#b", "###"), lang="fi")
    web.pages["/one"] = whole(f"{CONTENT}<button id=b>Sulje</button>")
    with BrowserWorkers(settings, 1) as workers:
        once = checking(web, workers, settings)
        once("/one")
        once("/good")
        told = [each for each in workers.notes if "--click" in each]
    assert told == [
        "### (--click) ei ollut yhdelläkään sivulla tai ei ole CSS-valitsin: tarkista se.",
        "#missing (--click) ei ollut yhdelläkään sivulla tai ei ole CSS-valitsin: tarkista se.",
    ]


@pytest.mark.parametrize("problem", ["net::ERR_CERT_AUTHORITY_INVALID", "SEC_ERROR_UNKNOWN_ISSUER"])
def test_a_certificate_that_the_browser_does_not_trust_is_told_as_such(problem: str) -> None:
    fault = not_opened(problem)
    assert fault.reason is Reason.TLS
    assert fault.said("sv").startswith(f"Webbläsaren litar inte på certifikatet ({problem})")


def test_a_cookie_banner_is_clicked_away_where_one_asks_for_it(web: Web, check: CheckWith) -> None:
    banner = "<div id=b><button onclick='b.remove(); document.title = \"Ilman\"'>Hyväksy</button></div>"
    web.pages["/banner"] = whole(banner + CONTENT)
    assert check("/banner").record.title == "Sivu"
    assert check("/banner", click=("#missing", "#b button")).record.title == "Ilman"


def test_what_comes_late_is_waited_for_where_one_asks_for_it(web: Web, check: CheckWith) -> None:
    web.pages["/late"] = whole(CONTENT + "<script>setTimeout(() => { document.title = 'Nyt'; n.hidden = false }, 700)"
                               "</script>" + "<p id=n hidden>Nyt</p>")  # fmt: skip
    assert check("/late").record.title == "Sivu"
    assert check("/late", wait_for="#n").record.title == "Nyt"
    assert not [note for note in notes(check) if "--wait-for" in note]


def test_what_never_comes_is_noted(web: Web, check: CheckWith) -> None:
    assert check("/good", wait_for="#never").record.health is Health.TESTED
    assert f"'#never' (--wait-for) did not appear within 5 s: {web.url('/good')}." in notes(check)


def test_what_differs_between_two_looks_is_left_to_a_person(web: Web, check: CheckWith) -> None:
    steady, flaky = "<img src=a.png>", "<img src=b.png id=flaky>"
    # The crawler comes first, then the browser two times.
    web.pages["/flaky"] = [whole(CONTENT + steady), whole(CONTENT + steady + flaky), whole(CONTENT + steady)]
    web.pages["/a.png"] = web.pages["/b.png"] = Reply(status=404)
    record = check("/flaky", twice=True, rules=("image-without-name",)).record
    found = {"flaky" in finding.snippet: finding for finding in record.findings}
    assert found[False].outcome is Outcome.FAILED
    assert found[True].outcome is Outcome.CANT_TELL
    assert found[True].message.endswith("it is unstable.")
    assert record.outcomes["image-without-name"] is Outcome.FAILED


def test_user_and_password_and_cookies_reach_the_site_alone(web: Web, check: CheckWith) -> None:
    web.pages["/picture.png"] = Reply(status=404)
    web.pages["/closed"] = whole(CONTENT + f"<img alt=x src={web.url('/picture.png', host='localhost')}>")
    settings = {"basic_auth": ("me", "secret:1"), "cookies": (("a", "b"),)}
    web.seen.clear()
    web.pages["/closed"] = asking(web.pages["/closed"])
    record = check("/closed", **settings).record
    assert (record.health, record.final_url) == (Health.TESTED, web.url("/closed"))
    by_browser = [seen for seen in web.seen if "Mozilla" in seen.headers["user-agent"]]
    to_site = [seen.headers for seen in by_browser if seen.path == "/closed"]
    assert to_site[-1]["authorization"] == "Basic bWU6c2VjcmV0OjE="
    assert to_site[-1]["cookie"] == "a=b"
    elsewhere = [seen.headers for seen in by_browser if seen.path == "/picture.png"]
    assert elsewhere
    assert not {"authorization", "cookie"} & elsewhere[0].keys()


def asking(reply: object) -> Callable[[BaseHTTPRequestHandler], None]:
    """Answer with the page only to those who say who they are."""
    assert isinstance(reply, Reply)
    body = reply.body.encode() if isinstance(reply.body, str) else reply.body

    def answer(handler: BaseHTTPRequestHandler) -> None:
        known = "Authorization" in handler.headers
        handler.send_response(200 if known else 401)
        if not known:
            handler.send_header("WWW-Authenticate", 'Basic realm="x"')
        handler.send_header("Content-Type", HTML)
        handler.send_header("Content-Length", str(len(body) if known else 0))
        handler.end_headers()
        handler.wfile.write(body if known else b"")

    return answer


FORM = """<form action=/enter><label>Tunnus <input id=user name=user></label>
<label>Salasana <input id=word name=word type=password></label><button>Kirjaudu</button></form>
<script>document.querySelector('form').onsubmit = event => {
  event.preventDefault();
  document.cookie = `who=${user.value}-${word.value}`;
  location.href = '/inside';
}</script>"""


def members_only(handler: BaseHTTPRequestHandler) -> None:
    """Let in who has signed in."""
    known = "who=liisa-s3cret" in handler.headers.get("Cookie", "")
    body = str(whole(CONTENT + "<main>Sisällä</main>").body if known else whole(FORM).body).encode()
    handler.send_response(200 if known else 403)
    handler.send_header("Content-Type", HTML)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


@pytest.fixture
def script(web: Web, tmp_path: Path) -> Path:
    web.pages["/login"] = whole(FORM)
    web.pages["/inside"] = members_only
    file = tmp_path / "login.toml"
    file.write_text(
        f"""
[[steps]]
open = "{web.url("/login")}"
[[steps]]
fill = "#user"
with = "liisa"
[[steps]]
fill = "#word"
with = "${{SITE_PASSWORD}}"
[[steps]]
click = "form button"
[[steps]]
wait = "main"
""",
        encoding="utf-8",
    )
    return file


def test_pages_behind_a_login_are_checked(
    web: Web, check: CheckWith, script: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITE_PASSWORD", "s3cret")
    assert check("/inside").record.reason is Reason.HTTP_ERROR
    examined = check("/inside", login=script)
    assert (examined.record.health, examined.record.status) == (Health.TESTED, 200)
    rules = {finding.rule for finding in examined.record.findings}
    assert not rules & {"doctype-missing", "encoding-undeclared"}


def test_a_password_is_never_shown(script: Path, check: CheckWith, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_PASSWORD", "wr0ng")
    monkeypatch.setattr("a11ycheck.browser.steps._STEP_SECONDS", 1.0)
    with pytest.raises(LoginError, match="Step 5 of the login: 'main' does not appear within 1 s") as raised:
        check("/good", login=script)
    chain = itertools.takewhile(bool, (raised.value, raised.value.__cause__, raised.value.__context__))
    assert "wr0ng" not in "".join(map(repr, chain))


def test_a_password_that_stands_in_the_file_is_refused(script: Path, check: CheckWith) -> None:
    script.write_text(script.read_text().replace("${SITE_PASSWORD}", "s3cret"))
    with pytest.raises(LoginError, match=r"Step 3 of the login: give a password as \$\{NAME\}") as raised:
        check("/good", login=script)
    assert "s3cret" not in str(raised.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[steps]]\nopen = "https://a.example/${NO_SUCH_NAME}"', "Step 1 of the login: set NO_SUCH_NAME"),
        ('[[steps]]\nopen = "https://a.example/"\nclick = "a"', "Step 1 of .*: give one of open"),
        ('[[steps]]\nfill = "#a"', "Step 1 of .*: give one of open"),
        ('[[steps]]\nsubmit = "#a"', "does not hold steps"),
        ("steps", "does not hold steps"),
    ],
)
def test_steps_that_are_not_understood(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "login.toml").write_text(text)
    with pytest.raises(LoginError, match=said):
        Steps.read(tmp_path / "login.toml")


def test_a_file_of_steps_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(LoginError, match="No such file"):
        Steps.read(tmp_path / "login.toml")
