"""axe over drawn pages: whatever a page is, axe sees it as it is, or the page is checked without axe."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest
from axe_selenium_python import Axe

from a11ycheck import axe_rules, cli
from a11ycheck.axe_rules import known_ids
from a11ycheck.browser import axe as axe_module
from a11ycheck.browser.axe import AxeReader
from a11ycheck.browser.axe_script import find_axe
from a11ycheck.browser.driver import Browser
from a11ycheck.browser.session import Session
from a11ycheck.browser.visit import Visit
from a11ycheck.browser.workers import BrowserWorkers
from a11ycheck.catalogue import catalogue
from a11ycheck.gate import judge
from a11ycheck.line import scan
from a11ycheck.model import Finding, Health, Outcome
from a11ycheck.page.axe import AxeRule
from a11ycheck.report import write
from a11ycheck.settings import Settings
from a11ycheck.settings_sources import SettingsError
from tests.browser.conftest import checking, whole
from tests.crawl.web import Reply, Web

pytestmark = pytest.mark.xdist_group("browser")

PICTURE = "<img src=/kuva.png>"
Said = dict[str, list[str]]  # rule of axe to the ids of the elements that it fails


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    """A browser in which axe runs, and no probe."""
    opened = Session(Settings(), frozenset())
    yield opened
    opened.close()


def failed(visit: Visit) -> Said:
    opinion = visit.page.facts.second_opinion
    assert opinion is not None, visit.notes
    found: Said = {}
    for result in opinion.results:
        element = visit.page.by_node(result.node)
        if result.outcome is Outcome.FAILED and element is not None:
            found.setdefault(result.rule.id, []).append(element.get("id"))
    return found


@pytest.fixture
def on_page(web: Web, session: Session) -> Callable[[Reply], Visit]:
    def visit(reply: Reply) -> Visit:
        web.pages["/page"] = reply
        return session.visit(web.url("/page"))

    return visit


HOSTILE = """<script>
  window.axe = {run() { throw 1 }, getRules() { throw 1 }};
  window.Promise = function () { throw 2 }; Array.prototype.map = function () { throw 3 };
  JSON.stringify = () => 'x'; Element.prototype.matches = () => { throw 4 };
  Document.prototype.querySelectorAll = () => [];
</script>"""
WATCHING = """<script>
  window.axe = {run() {}}; window.changes = 0; window.messages = 0;
  addEventListener('message', () => messages++);
  new MutationObserver(seen => { changes += seen.length })
    .observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
</script>"""


def test_a_page_that_overwrites_what_axe_needs_is_seen_as_it_is(on_page: Callable[[Reply], Visit]) -> None:
    assert failed(on_page(whole("<img id=a src=/kuva.png>" + HOSTILE)))["image-alt"] == ["a"]


def test_axe_changes_nothing_in_the_page_and_sends_it_no_message(
    on_page: Callable[[Reply], Visit], session: Session
) -> None:
    on_page(whole(f"<main><h1>Sivu</h1>{PICTURE}<iframe title=Kehys srcdoc='{PICTURE}'></iframe></main>{WATCHING}"))
    seen: list[object] = []
    session.show(
        lambda browser: seen.append(
            browser.cdp("Runtime.evaluate", expression="[changes, messages, typeof axe.run, scrollY].join()")["result"][
                "value"
            ]
        )
    )
    assert seen == ["0,0,function,0"]


def test_what_is_closed_is_not_drawn_though_its_place_was_asked_for(on_page: Callable[[Reply], Visit]) -> None:
    place = "document.querySelector('#inside').getBoundingClientRect().height"
    visit = on_page(
        whole(
            "<details><summary id=name>Marjat</summary><p id=inside>Metsästä saa poimia.</p></details>"
            "<details open><summary>Sienet</summary><p id=open>Nekin.</p></details>"
            f"<script>addEventListener('load', () => {place})</script>"
        )
    )
    drawn = {node.get("id") for node in visit.page.elements if node.drawn and node.layout is not None}
    assert {"name", "open"} <= drawn
    assert "inside" not in drawn


def test_a_policy_against_scripts_does_not_stop_axe(on_page: Callable[[Reply], Visit]) -> None:
    reply = whole("<img id=a src=/kuva.png>")
    reply.headers["Content-Security-Policy"] = "default-src 'none'; script-src 'none'; sandbox"
    assert failed(on_page(reply))["image-alt"] == ["a"]


def test_frames_and_shadow_trees_are_looked_into(web: Web, on_page: Callable[[Reply], Visit]) -> None:
    web.pages["/frame"] = whole("<img id=in-frame src=/kuva.png>")
    found = failed(
        on_page(
            whole(
                "<h1>Sivu</h1><iframe title=Kartta src=/frame></iframe>"
                "<iframe title=Toinen srcdoc='<img id=in-srcdoc src=/kuva.png>'></iframe><div id=host></div>"
                "<script>host.attachShadow({mode: 'open'}).innerHTML = '<img id=in-shadow src=/kuva.png>'</script>"
            )
        )
    )
    assert sorted(found["image-alt"]) == ["in-frame", "in-shadow", "in-srcdoc"]


def test_a_frame_is_no_page(on_page: Callable[[Reply], Visit]) -> None:
    body = "<main><h1>Sivu</h1><iframe title=Kehys srcdoc='<p>Teksti</p>'></iframe></main>"
    found = failed(on_page(whole(body)))
    assert found.keys().isdisjoint({"document-title", "html-has-lang", "page-has-heading-one", "region"})


def test_a_frame_that_is_not_drawn_is_not_judged(web: Web) -> None:
    settings = Settings(engine="browser", robots=False, rules=("image-without-name", "axe/image-alt"))
    web.pages["/page"] = whole(f"<iframe hidden srcdoc='{PICTURE}'></iframe><p>Teksti</p>")
    with BrowserWorkers(settings, 1) as workers:
        assert checking(web, workers, settings)("/page").record.findings == ()


def script(folder: Path, run: str, version: str = "4.99.0") -> Path:
    """Write something that looks like axe-core and has one rule."""
    file = folder / "axe.js"
    rule = {"ruleId": "brand-new", "tags": ["wcag2a", "wcag111"], "help": "Be new", "helpUrl": "https://axe.example/"}
    file.write_text(
        f"/*! axe v{version}\n */\nwindow.axe = {{getRules: () => [{json.dumps(rule)}], run: {run}}};", encoding="utf-8"
    )
    return file


NEW = """async () => ({incomplete: [], passes: [], violations: [{id: 'brand-new', nodes: [
  {element: document.body, any: [], all: [], none: [{message: 'It is old'}]}]}]})"""


ENDLESS_AT_TIMES = """async () => {
  while (document.querySelector('.endless'));
  return {incomplete: [], violations: [], passes: []};
}"""


def test_what_does_not_end_in_time_costs_a_note_and_nothing_else(
    web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(axe_module, "SECONDS", 1.0)
    rules = ("image-without-name", "focus-not-visible", "axe/brand-new")
    settings = Settings(engine="browser", robots=False, rules=rules, axe_script=script(tmp_path, ENDLESS_AT_TIMES))
    web.pages["/endless"] = whole(PICTURE + "<p class=endless>Teksti <a href=/good>linkki</a></p>")
    with BrowserWorkers(settings, 1) as workers:
        check = checking(web, workers, settings)
        record, again = check("/endless").record, check("/good").record
        notes = workers.notes
    assert record.health is Health.TESTED
    assert record.outcomes["image-without-name"] is Outcome.FAILED
    assert record.outcomes["focus-not-visible"] is not Outcome.UNTESTED, "probes go on"
    assert "axe/brand-new" not in record.outcomes
    assert again.outcomes["axe/brand-new"] is Outcome.INAPPLICABLE
    assert [note for note in notes if "axe" in note] == [
        f"axe did not come to an end on the page; it was checked without this second opinion: {web.url('/endless')}."
    ]


class Checked(NamedTuple):
    findings: tuple[Finding, ...]
    notes: tuple[str, ...]
    rules: list[str]  # of axe, that the report would list


@pytest.fixture
def checked(web: Web) -> Callable[[Settings], Checked]:
    def check(settings: Settings) -> Checked:
        web.pages["/page"] = whole(PICTURE)
        with BrowserWorkers(settings, 1) as workers:
            record = checking(web, workers, settings)("/page").record
            return Checked(record.findings, workers.notes, [rule.id for rule in workers.rules])

    return check


def test_another_axe_brings_its_own_rules(tmp_path: Path, checked: Callable[[Settings], Checked]) -> None:
    settings = Settings(engine="browser", robots=False, rules=("axe/brand-new",), axe_script=script(tmp_path, NEW))
    found = checked(settings)
    assert [(each.rule, each.outcome, each.message) for each in found.findings] == [
        ("axe/brand-new", Outcome.FAILED, "axe reports: Be new (It is old).")
    ]
    assert found.rules == ["axe/brand-new"]


def test_a_promise_that_is_rejected_is_a_fault_and_no_pass(
    tmp_path: Path, checked: Callable[[Settings], Checked]
) -> None:
    broken = script(tmp_path, "() => Promise.reject(new Error('no way'))")
    rules = ("image-without-name", "axe/brand-new")
    found = checked(Settings(engine="browser", robots=False, rules=rules, axe_script=broken))
    assert [each.rule for each in found.findings] == ["image-without-name"]
    assert any("axe did not come to an end" in note for note in found.notes)
    assert found.rules == []


def test_a_promise_that_is_never_kept_ends_in_time(
    tmp_path: Path, checked: Callable[[Settings], Checked], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(axe_module, "SECONDS", 1.0)
    waiting = script(tmp_path, "() => new Promise(() => {})")
    rules = ("image-without-name", "focus-not-visible", "axe/brand-new")
    found = checked(Settings(engine="browser", robots=False, rules=rules, axe_script=waiting))
    assert [each.rule for each in found.findings] == ["image-without-name"]
    assert any("axe did not come to an end" in note for note in found.notes)


def test_without_axe_nothing_is_asked_of_it(checked: Callable[[Settings], Checked]) -> None:
    found = checked(Settings(engine="browser", robots=False, axe=False, best_practices=False))
    assert {each.also for each in found.findings} == {()}
    assert found.rules == []


def test_every_rule_of_the_axe_that_comes_along_is_known(session: Session, on_page: Callable[[Reply], Visit]) -> None:
    every = _all_rules(session, on_page)
    asked = axe_rules.chosen(every, Settings(level="AAA"))
    assert len(asked) > 80
    assert {f"axe/{rule.id}" for rule in asked} <= set(known_ids(None))
    assert {axe for rule in catalogue().values() for axe in rule.text.axe} <= {rule.id for rule in every}
    assert [rule.id for rule in asked if axe_rules.text(rule, None).fi.title == f"axe: {rule.id}"] == [], "see axe.toml"


def _all_rules(session: Session, on_page: Callable[[Reply], Visit]) -> list[AxeRule]:
    on_page(whole(PICTURE))
    found: list[AxeRule] = []
    source = find_axe(Settings()).path.read_text(encoding="utf-8")

    def ask(browser: Browser) -> None:
        axe = axe_module.SecondOpinionOfAxe(browser, source)
        world = next(iter(axe.inject()))
        found.extend(msgspec.convert(axe.evaluate(world, axe_module._RULES)["value"], list[AxeRule]))

    session.show(ask)
    return found


def test_the_report_says_which_axe_it_was_and_lists_its_rules(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(
        f"<!doctype html><html lang=fi><title>Sivu</title>{PICTURE}<div role=tooltip></div>", encoding="utf-8"
    )
    settings = Settings(
        targets=(str(file),), engine="browser", lang="fi", output=tmp_path, formats=("html", "sarif", "json")
    )
    report = scan(settings)
    assert report.summary.scan.axe == find_axe(settings).number
    assert report.summary.scan.timings["axe"] > 0
    by_rule = {issue.rule: issue for issue in report.summary.issues}
    assert by_rule["image-without-name"].also == ("axe/image-alt",)
    assert by_rule["axe/aria-tooltip-name"].title == "axe: Työkaluvihje ilman nimeä"
    assert judge(report, settings).code == 1
    html, sarif, _ = write(report, settings)
    text = html.read_text(encoding="utf-8")
    assert f"axe-core {report.summary.scan.axe}" in text
    assert '<samp lang="en">ARIA tooltip nodes must have an accessible name' in text
    (run,) = json.loads(sarif.read_bytes())["runs"]
    results = [each for each in run["results"] if each["ruleId"] == "axe/aria-tooltip-name"]
    assert [run["tool"]["driver"]["rules"][each["ruleIndex"]]["id"] for each in results] == ["axe/aria-tooltip-name"]


# Which axe


def test_the_axe_that_comes_along_is_used_unless_the_project_has_a_newer_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    came_along = Path(Axe(None).script_url)
    assert find_axe(Settings()).path == came_along
    installed = tmp_path / "node_modules" / "axe-core"
    installed.mkdir(parents=True)
    (installed / "axe.min.js").write_text("/*! axe v4.0.1\n", encoding="utf-8")
    assert find_axe(Settings()).path == came_along
    (installed / "axe.min.js").write_text("/*! axe v4.100.1\n", encoding="utf-8")
    assert find_axe(Settings()).number == "4.100.1"
    (tmp_path / "a11ycheck.toml").write_text("", encoding="utf-8")
    (tmp_path / "sub").mkdir()
    monkeypatch.chdir(tmp_path / "sub")
    assert find_axe(Settings()).path == installed / "axe.min.js", "of the project, wherever in it one stands"


@pytest.mark.parametrize("text", [None, "alert(1)", "/*! axe v3.5.5\n", "", b"\xff\xfe\x00"])
def test_a_file_that_is_no_axe_is_one_line_and_exit_code_2(
    text: str | bytes | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "axe.js"
    if text is not None:
        file.write_bytes(text.encode() if isinstance(text, str) else text)
    page = tmp_path / "page.html"
    page.write_text("<!doctype html><title>Sivu</title>", encoding="utf-8")
    asked = ["scan", str(page), "--engine", "browser", "--axe-script", str(file), "-q", "-o", str(tmp_path / "out")]
    assert cli.run(asked) == 2
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert str(file) in err
    assert "--axe-script names an axe.min.js of axe-core 4." in err


def test_the_reader_says_at_once_that_there_is_no_axe(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="There is no file"):
        AxeReader(Settings(axe_script=tmp_path / "none.js"))
