"""Probes leave a page as they found it; what operates its controls comes last and sends nothing anywhere."""

from collections.abc import Iterator

import pytest

from a11ycheck.browser.driver import Browser
from a11ycheck.browser.probes import PROBES, measure
from a11ycheck.browser.probes.tab_walk import tab_walk
from a11ycheck.browser.probes.tools import evaluate, handles, snapped, window_of
from a11ycheck.browser.probes.trials_script import TIMERS
from a11ycheck.browser.settle import WATCH
from a11ycheck.page import Element, Page
from a11ycheck.page.facts import KeyTrial, PressTrial
from a11ycheck.settings import Settings
from tests.browser.conftest import whole
from tests.crawl.web import Reply, Web

pytestmark = pytest.mark.xdist_group("browser")

LAST = "trials"  # which operates the page's controls, ...
# ... after its dialogs were opened and its forms checked, and before its other buttons are pressed.
CHANGING = ("by-time", "dialogs", "errors", "wrong-values", "operated", LAST, "messages")
STATE = """JSON.stringify([document.documentElement.outerHTML, scrollX, scrollY, innerWidth, innerHeight,
  document.activeElement.tagName, location.href, [...document.querySelectorAll('input')].map(one => one.value)])"""
BUSY = """
<style>.menu ul { display: none } .menu li:hover ul { display: block }
@media (orientation: portrait) { h1 { transform: rotate(90deg) } }
main { background: linear-gradient(#fff, #eee) }</style>
<h1>Palvelut</h1>
<nav class="menu"><ul><li><a href="/a">Asuminen</a><ul><li><a href="/b">Tontit</a></li></ul></li></ul></nav>
<main><p>Hae <a href="/h">sähköisesti</a>.</p>
<form action="/sent"><input value="Aino"><button>Lähetä</button></form></main>
"""


@pytest.fixture(scope="module")
def web() -> Iterator[Web]:
    server = Web()
    server.pages["/favicon.ico"] = Reply("", 404)
    yield server
    server.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    opened = Browser(Settings(timeout=20))
    opened.allow(60)
    for script in (WATCH, TIMERS):
        opened.cdp("Page.addScriptToEvaluateOnNewDocument", source=script)
    yield opened
    opened.close()


LOADED = "new Promise(done => document.readyState === 'complete' ? done() : addEventListener('load', done))"


def drawn(browser: Browser, web: Web, body: str) -> Page:
    web.pages["/page"] = whole(body)
    browser.allow(60)
    browser.cdp("Page.navigate", url=web.url("/page"))
    evaluate(browser, LOADED, wait=True)
    return snapped(browser, Page(Element("html", {}), url=web.url("/page"), base=""))


def test_probes_put_a_page_back(browser: Browser, web: Web) -> None:
    page = drawn(browser, web, BUSY)
    before = evaluate(browser, STATE)
    for need, _, _ in PROBES:
        if need not in CHANGING:
            measure(browser, page, frozenset({need}))
            assert evaluate(browser, STATE) == before, need


def test_what_scripts_show_to_the_pointer_is_tried_and_taken_back(browser: Browser, web: Web) -> None:
    menu = """<ul><li id=m><a id=l href="/x">Alku</a><ul id=u hidden><li><a href="/b">Tontit</a></li></ul></li></ul>
<script>m.addEventListener('mouseenter', () => { u.hidden = false });
l.addEventListener('click', () => { fetch('/fetched', {method: 'POST'}); location.assign('/gone') })</script>"""
    page = drawn(browser, web, menu)
    before = evaluate(browser, STATE)
    web.seen.clear()
    measure(browser, page, frozenset({"hover"}))
    assert page.facts.hover is not None
    assert [(one.by_focus, one.opener) for one in page.facts.hover] == [(False, False)]
    assert evaluate(browser, STATE) == before
    assert not [path for path in web.paths() if path != "/favicon.ico"]
    assert evaluate(browser, "fetch('/there').then(answer => answer.status)", wait=True) == 404


def test_what_operates_controls_comes_last() -> None:
    assert tuple(need for need, _, _ in PROBES)[-len(CHANGING) :] == CHANGING


def test_trials_stay_on_the_page_and_send_nothing(browser: Browser, web: Web) -> None:
    leaves = """<select id="s" aria-label="Kieli"><option>fi</option><option>sv</option></select>
<div id="d" style="cursor: pointer">Avaa</div>
<form id="f" action="/sent" method="post"><button type="button" onclick="f.submit()">Lähetä</button></form>
<script>s.addEventListener('change', () => { location.href = '/gone' });
d.addEventListener('click', () => { fetch('/fetched', {method: 'POST'}); location.assign('/gone') });
document.addEventListener('keydown', event => { if (event.key === 'k') navigator.sendBeacon('/beacon') });
setInterval(() => { document.title += '.' }, 500)</script>"""
    page = drawn(browser, web, leaves)
    web.seen.clear()
    measure(browser, page, frozenset({LAST}))
    assert evaluate(browser, "location.pathname") == "/page"
    assert not [path for path in web.paths() if path != "/favicon.ico"]
    assert page.facts.trials is not None
    assert list(page.facts.trials.chosen.values()) == [True]
    assert list(page.facts.trials.clicked.values()) == [True]


def test_what_a_key_does_a_moment_later_is_not_put_down_to_the_next_key(browser: Browser, web: Web) -> None:
    searches = """<p id="p">Haku</p><input id="q" aria-label="Hae"><script>let count = 0;
document.addEventListener('keydown', event => { if (event.key === 'f') { p.textContent = 'Haku ' + ++count;
for (const late of [15, 30, 45]) setTimeout(() => q.focus(), late) } })</script>"""
    page = drawn(browser, web, searches)
    measure(browser, page, frozenset({LAST}))
    assert page.facts.trials is not None
    assert [shortcut.key for shortcut in page.facts.trials.shortcuts] == ["f"]


def test_forms_are_checked_and_never_sent(browser: Browser, web: Web) -> None:
    sends = """<form action="/sent" method="post"><label>Nimi * <input name="n"></label><button>Lähetä</button></form>
<form id="g" action="/sent"><label>Nimi * <input name="m"></label><button>Lähetä</button></form>
<script>g.addEventListener('submit', () => { fetch('/fetched', {method: 'POST'}); g.submit() })</script>"""
    page = drawn(browser, web, sends)
    web.seen.clear()
    measure(browser, page, frozenset({"errors"}))
    assert evaluate(browser, "location.pathname") == "/page"
    assert not [path for path in web.paths() if path != "/favicon.ico"]
    assert page.facts.errors is not None
    assert [(form.stopped, form.waits) for form in page.facts.errors] == [(False, False), (False, True)]


def test_wrong_values_stay_in_the_browser_and_are_taken_back(browser: Browser, web: Web) -> None:
    sends = """<form id=f action="/sent" method=post novalidate><label>E-post <input id=m type=email value=x></label>
<label><input type=checkbox id=c required> Jag godkänner *</label><button>Skicka</button></form>
<img id=i alt=""><script>m.addEventListener('input', () => { i.src = '/seen?' + m.value; navigator.sendBeacon('/b') })
f.addEventListener('submit', event => { fetch('/f?' + m.value); if (!m.value.includes('@')) event.preventDefault() })
</script>"""
    page = drawn(browser, web, sends)
    web.seen.clear()
    measure(browser, page, frozenset({"wrong-values"}))
    assert evaluate(browser, "[location.pathname, m.value, c.checked]") == ["/page", "x", False]
    assert not [path for path in web.paths() if path != "/favicon.ico"]
    assert page.facts.wrong_values is not None
    assert [(form.stopped, form.waits) for form in page.facts.wrong_values] == [(True, True)]
    other = drawn(browser, web, "<p>Nät</p>")  # which comes from the network again
    assert [node.text for node in other.tagged("p")] == ["Nät"]


def test_what_is_operated_stays_on_the_page_and_sends_nothing(browser: Browser, web: Web) -> None:
    leaves = """<form id=f action="/sent" method=post><div id=b role=button tabindex=0>Lähetä</div></form>
<p style="margin-top: 200vh"><a id=l href="/gone">Pois</a></p>
<script>b.addEventListener('click', () => { fetch('/fetched'); f.submit() })
l.addEventListener('pointerdown', () => { location.assign('/gone') })</script>"""
    page = drawn(browser, web, leaves)
    web.seen.clear()
    measure(browser, page, frozenset({"operated"}))
    assert evaluate(browser, "[location.pathname, scrollY]") == ["/page", 0]
    assert not [path for path in web.paths() if path != "/favicon.ico"]
    assert page.facts.operated is not None
    assert list(page.facts.operated.keys.values()) == [KeyTrial(answers=False, clicks=True)]
    assert list(page.facts.operated.presses.values()) == [PressTrial(changes=True, leaves=True, undone=False)]


def test_a_window_of_another_size_is_there_for_a_while_only(browser: Browser, web: Web) -> None:
    drawn(browser, web, "<h1>Teksti</h1>")
    before = evaluate(browser, "innerWidth")
    with window_of(browser, 320, 400):
        assert evaluate(browser, "innerWidth") == 320
    assert evaluate(browser, "innerWidth") == before


@pytest.mark.parametrize("need", [need for need, _, _ in PROBES])
def test_a_page_without_a_body_of_its_own_is_measured(need: str, browser: Browser, web: Web) -> None:
    page = drawn(browser, web, "")
    measure(browser, page, frozenset({need}))


KEPT = """<script>
addEventListener('focusin', event => { if (!p.contains(event.target)) p.firstChild.focus() })</script>"""


def test_elements_are_found_again_one_by_one_and_in_the_tree(browser: Browser, web: Web) -> None:
    shadow = """<div id=h></div><script>h.attachShadow({mode: 'open'}).innerHTML =
'<p>A</p><button>B</button>'</script><video controls></video>"""
    drawn(browser, web, "<p>x <a href='/a'>A</a> <!-- --> y</p>" * 80 + shadow)
    evaluate(browser, "window.all = [...document.querySelectorAll('*'), h.shadowRoot.querySelector('button')]")
    count = evaluate(browser, "all.push(document.createElement('p'))")
    found = handles(browser, "all", count)
    assert found[:-1] == [handles(browser, f"[all[{at}]]", 1)[0] for at in range(count - 1)]
    assert len(set(found)) == count > 150
    assert found[-1] == handles(browser, f"[all[{count - 1}]]", 1)[0] == 0


WALKED = {
    "links": ("<a href='/a'>Yksi</a> <a href='/b'>Kaksi</a>", 2),
    "an order of its own": ("<a href='/a' tabindex=2>A</a> <a href='/b'>B</a> <a href='/c' tabindex=1>C</a>", 3),
    "a modal dialog": ("<a href='/a'>A</a><dialog id=d><button>B</button></dialog><script>d.showModal()</script>", 1),
    "what asks where the focus went": ("<p id=p><a href='/a'>A</a></p>" + KEPT, 1),
}


@pytest.mark.parametrize(("body", "stops"), WALKED.values(), ids=WALKED)
def test_a_walk_ends_where_the_page_does(body: str, stops: int, browser: Browser, web: Web) -> None:
    page = drawn(browser, web, body)
    for _ in range(3):  # what the browser's own window does with the Tab key changes from time to time
        measure(browser, page, frozenset({"tab-walk"}))
        walk = page.facts.tab_walk
        assert walk is not None
        assert (len(walk.stops), walk.whole, walk.strayed) == (stops, True, False)


QUICK = {
    "a busy page": BUSY,
    "parts of a date": "<a href='/a'>A</a><input type=date aria-label=Alku><input type=time aria-label=Klo>" * 3,
    "more than one handful": "<p><a href='/a'>A</a></p>" * 40,
    "a style that a script sets": "<a href='/a'>A</a><a href='/b' onfocus='this.className = 1'>B</a>",
    "a key that is heard late": "<a href='/a'>A</a><a href='/b'>B</a><script>"
    "onkeyup = () => { document.body.className = 'keys' }</script><style>.keys a:focus { background: red }</style>",
    "a frame in a shadow tree": "<a href='/a'>A</a><div id=h></div><a href='/b'>B</a><script>"
    "h.attachShadow({mode: 'open'}).innerHTML = '<iframe srcdoc=\"<button>C</button>\"></iframe>'</script>",
    "a stop that is sent on": "<a href='/a'>A</a><a href='/b' onfocus='c.focus()'>B</a><a href='/c' id=c>C</a>",
}


@pytest.mark.parametrize("body", QUICK.values(), ids=QUICK)
def test_a_quick_walk_tells_what_a_slow_one_does(
    body: str, browser: Browser, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = drawn(browser, web, body)
    measure(browser, page, frozenset({"tab-walk"}))
    quick = page.facts.tab_walk
    monkeypatch.setitem(tab_walk.__globals__, "_walk_ahead", lambda *_: None)
    measure(browser, page, frozenset({"tab-walk"}))
    assert quick is not None
    assert quick == page.facts.tab_walk
    assert quick.stops


LATE = (
    "b.onblur = () => setTimeout(() => b.focus(), 30)",
    "setInterval(() => { if (!b.matches(':focus')) b.focus() }, 200)",
)


def test_a_bar_that_a_script_lays_over_the_page_on_the_way_hides_what_comes_after(browser: Browser, web: Web) -> None:
    bar = '<p id=bar style="left: 0; top: 0; width: 100%; height: 100%; background: #fff; margin: 0">Evästeet</p>'
    float_it = "document.getElementById('bar').style.position = 'fixed'"
    page = drawn(browser, web, f'<a href="/a">Kartta</a> <a href="/b" onfocus="{float_it}">Haku</a>{bar}')
    measure(browser, page, frozenset({"tab-walk"}))
    walk = page.facts.tab_walk
    assert walk is not None
    assert [(stop.obscured, stop.changed) for stop in walk.stops] == [(False, True), (True, True)]


def test_a_tip_that_goes_away_a_moment_after_the_focus_hides_nothing(browser: Browser, web: Web) -> None:
    tip = '<p id=tip hidden style="position: fixed; inset: 0; background: #fff; margin: 0">Avoinna joka päivä</p>'
    late = "onfocus='tip.hidden = false' onblur='setTimeout(() => { tip.hidden = true }, 200)'"
    page = drawn(browser, web, f'<a href="/a" {late}>Kartta</a> <a href="/b">Haku</a>{tip}')
    measure(browser, page, frozenset({"tab-walk"}))
    walk = page.facts.tab_walk
    assert walk is not None
    assert [stop.obscured for stop in walk.stops] == [True, False]


def test_what_a_page_keeps_for_a_search_is_not_drawn(browser: Browser, web: Web) -> None:
    kept = '<div hidden="until-found"><h2>Kertalippu <b>6 €</b></h2></div><p>Auki</p>'
    measured = "document.querySelector('b').getBoundingClientRect()"
    page = drawn(browser, web, f"{kept}<script>{measured}</script>")
    evaluate(browser, measured)
    page = snapped(browser, page)
    seen = {node.tag: node.visible for node in page.tagged("div", "h2", "b", "p")}
    assert seen == {"div": True, "h2": False, "b": False, "p": True}


@pytest.mark.parametrize("pull", LATE)
def test_a_page_that_calls_the_focus_back_late_is_found_out(pull: str, browser: Browser, web: Web) -> None:
    page = drawn(browser, web, f"<a href='/a'>A</a><a href='/b' id=b>B</a><a href='/c'>C</a><script>{pull}</script>")
    measure(browser, page, frozenset({"tab-walk"}))
    assert page.facts.tab_walk is not None
    assert page.facts.tab_walk.strayed
