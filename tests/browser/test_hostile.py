"""Pages that mean no good, or do no good: each is tested or gives one clear line in time, and the next one is well."""

import time
from collections.abc import Iterator

import msgspec
import pytest

from a11ycheck.browser.workers import BrowserWorkers
from a11ycheck.model import Health, PageRecord, Reason
from a11ycheck.settings import Settings
from tests.browser.conftest import CONTENT, Check, checking, whole
from tests.crawl.web import Reply, Web

pytestmark = pytest.mark.xdist_group("browser")

TIMEOUT = 8.0
SETTINGS = Settings(engine="browser", timeout=TIMEOUT, robots=False, jobs=1)
SLACK = 12.0  # seconds for a browser to start anew, and for probes


@pytest.fixture(scope="module")
def workers() -> Iterator[BrowserWorkers]:
    with BrowserWorkers(SETTINGS, 1) as opened:
        yield opened


@pytest.fixture
def check(web: Web, workers: BrowserWorkers) -> Iterator[Check]:
    """Check pages; afterwards a good page must be tested quickly, in a browser that is well."""
    yield (once := checking(web, workers, SETTINGS))
    begun = time.monotonic()
    assert once("/good").record.health is Health.TESTED
    assert time.monotonic() - begun < SLACK


def met(check: Check, web: Web, reply: Reply) -> PageRecord:
    web.pages["/hostile"] = reply
    begun = time.monotonic()
    record = check("/hostile").record
    assert time.monotonic() - begun < TIMEOUT + SLACK
    assert "\n" not in (record.error or "")
    return record


TESTED = {
    "an endless alert": "<script>for (;;) alert('Hei')</script>",
    "an endless alert that is caught": "<script>for (let n = 0; n < 1000; n++) try { alert(n) } catch {}</script>",
    "an alert of a frame's window": "<iframe id=f></iframe><script>f.contentWindow.alert(1)</script>",
    "a question before leaving": "<script>onbeforeunload = event => { event.preventDefault(); return 'Jää!' }</script>"
    "<button onclick=''>Paina</button>",
    "a storm of windows": "<script>for (let n = 0; n < 300; n++) open('/good?' + n)</script>",
    "a storm of windows that goes on": "<script>setInterval(() => open('/good'), 1)</script>",
    "print dialogs": "<script>print(); setInterval(() => print(), 5)</script>",
    "a link that it clicks to download": "<a id=a href=/file download>Liite</a><script>a.click()</script>",
    "a link to a file that it clicks": "<a id=a href=/file>Liite</a><script>a.click()</script>",
    "requests for permission": "<script>navigator.geolocation.getCurrentPosition(() => 0);"
    "Notification.requestPermission(); navigator.mediaDevices?.getUserMedia({video: true});"
    "navigator.clipboard?.readText(); navigator.requestMIDIAccess?.()</script>",
    "100 MB of memory": "<script>window.kept = new Uint8Array(1e8).fill(1)</script>",
    "half a character": "<p id=h></p><script>h.append('Hei \\ud800'); h.lang = h.title = '\\udc00'</script>",
    "a dialog that is modal": "<dialog id=d>Hei</dialog><script>d.showModal()</script>",
}


@pytest.mark.parametrize("body", TESTED.values(), ids=TESTED)
def test_a_page_that_is_tested_all_the_same(check: Check, web: Web, body: str) -> None:
    web.pages["/file"] = Reply(b"x", content_type="application/pdf", headers={"Content-Disposition": "attachment"})
    record = met(check, web, whole(CONTENT + body))
    assert (record.health, record.error) == (Health.TESTED, None)
    assert record.title == "Sivu"


NOT_TESTED = {
    "an infinite loop": (whole(CONTENT + "<script>for (;;);</script>"), Reason.TIMEOUT),
    "an infinite loop after loading": (
        whole(CONTENT + "<script>onload = () => setTimeout(() => { for (;;); }, 20)</script>"),
        Reason.TIMEOUT,
    ),
    "a script that leads on for ever": (whole("<script>location.replace('/hostile')</script>"), Reason.REDIRECT),
    "a refresh for ever": (whole(CONTENT, "<meta http-equiv=refresh content='0; url=/hostile'>"), Reason.REDIRECT),
    "a download": (
        Reply(f"<title>Liite</title>{CONTENT}", headers={"Content-Disposition": "attachment; filename=a.html"}),
        Reason.NOT_HTML,
    ),
    "a page that removes itself": (whole(CONTENT + "<script>document.documentElement.remove()</script>"), Reason.EMPTY),
    "a page that writes itself away": (
        whole(CONTENT + "<script>onload = () => { document.open(); document.write('') }</script>"),
        Reason.EMPTY,
    ),
}


@pytest.mark.parametrize(("reply", "reason"), NOT_TESTED.values(), ids=NOT_TESTED)
def test_a_page_that_cannot_be_tested(check: Check, web: Web, reply: Reply, reason: Reason) -> None:
    record = met(check, web, reply)
    assert (record.health, record.reason) == (Health.NOT_TESTED, reason)
    assert record.reason is Reason.EMPTY or record.error


def test_a_script_that_leads_to_another_site(check: Check, web: Web) -> None:
    elsewhere = web.url("/good", host="localhost")
    record = met(check, web, whole(f"{CONTENT}<script>location.href = {elsewhere!r}</script>"))
    assert (record.reason, record.error) == (Reason.REDIRECT, f"A script leads on to another site: {elsewhere}")


def test_a_page_that_was_not_drawn_is_told_of_in_the_language_of_the_report(web: Web) -> None:
    settings = msgspec.structs.replace(SETTINGS, lang="fi")
    with BrowserWorkers(settings, 1) as workers:
        record = met(checking(web, workers, settings), web, whole("<script>location.replace('/hostile')</script>"))
    assert record.error == "Skripti tai meta refresh siirtää sivulta toiselle loputtomasti: korjaa se."


def test_what_a_script_brings_a_little_later_is_waited_for(check: Check, web: Web) -> None:
    late = "setTimeout(() => { root.innerHTML = '<h1>Asiointi</h1><p>Sivu tulee skriptillä.</p>' }, 600)"
    record = met(check, web, whole(f"<div id=root></div><script>{late}</script>"))
    assert record.health is Health.TESTED


def test_a_script_that_leads_to_another_page_of_the_site(check: Check, web: Web) -> None:
    record = met(check, web, whole("<script>location.href = '/good'</script>"))
    assert (record.health, record.final_url) == (Health.TESTED, web.url("/good"))


def test_a_script_that_leads_to_a_page_which_is_slow_to_come(check: Check, web: Web) -> None:
    slow = whole(CONTENT)
    slow.before = lambda: time.sleep(0.6)
    web.pages["/slow"] = slow
    record = met(check, web, whole(CONTENT + "<script>location.href = '/slow'</script>"))
    assert (record.health, record.final_url) == (Health.TESTED, web.url("/slow"))


def test_a_page_that_the_browser_is_refused(check: Check, web: Web) -> None:
    web.pages["/hostile"] = [whole(CONTENT), Reply("no", 403)]
    record = check("/hostile").record
    assert (record.health, record.reason, record.status) == (Health.NOT_TESTED, Reason.HTTP_ERROR, 403)


def test_more_memory_than_there_is(check: Check, web: Web) -> None:
    reply = whole(CONTENT + "<script>const all = []; for (;;) all.push(new Array(1e6).fill(1.5))</script>")
    record = met(check, web, reply)
    assert record.health is Health.NOT_TESTED
    assert record.reason in (Reason.CRASHED, Reason.TIMEOUT)


def test_two_gigabytes_in_one_piece(
    check: Check, web: Web, workers: BrowserWorkers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("a11ycheck.browser.session._PAGES_BETWEEN_LOOKS", 1)
    check("/good")
    before = workers.groups
    record = met(check, web, whole(CONTENT + "<script>window.kept = new Uint8Array(2 ** 31).fill(1)</script>"))
    assert record.health is Health.TESTED or record.reason in (Reason.CRASHED, Reason.TIMEOUT)
    check("/good")
    assert workers.groups != before  # by a browser that has nothing of it left


def test_a_page_that_never_stops_changing_is_tested_and_marked_so(
    check: Check, web: Web, workers: BrowserWorkers
) -> None:
    reply = whole(CONTENT + "<p id=p>0</p><script>setInterval(() => { p.textContent = Math.random() }, 5)</script>")
    assert met(check, web, reply).health is Health.TESTED
    assert [note for note in workers.notes if "still changing" in note and "/hostile" in note]


def test_a_service_worker_does_not_answer_for_the_pages_after_it(check: Check, web: Web) -> None:
    answer = "self.addEventListener('fetch', event => event.respondWith(new Response('<title>Vale</title>vale')))"
    web.pages["/worker.js"] = Reply(answer, content_type="text/javascript")
    register = (
        "<script>navigator.serviceWorker.register('/worker.js').then(() => { document.body.append('ok') });"
        "localStorage.kept = 1; document.cookie = 'kept=1'</script>"
    )
    assert met(check, web, whole(CONTENT + register)).health is Health.TESTED
    web.pages["/kept"] = whole(CONTENT + "<script>document.title = [localStorage.kept, document.cookie]</script>")
    assert check("/kept").record.title == ","


def test_a_page_of_100_000_elements(check: Check, web: Web) -> None:
    web.pages["/huge"] = whole(CONTENT + "<p>a <b>b</b></p>" * 50_000)
    begun = time.monotonic()
    record = check("/huge").record
    assert time.monotonic() - begun < 180  # it takes most of a minute; quadratic work would take hours
    assert record.health is Health.TESTED or record.reason is Reason.TIMEOUT
