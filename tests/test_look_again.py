"""What of the findings holds where linked sheets hide some of a page."""

from collections import Counter

import pytest

from a11ycheck.examine import examine
from a11ycheck.model import Fetched, LinkedSheet, Outcome, PageRecord
from a11ycheck.page.digest import digest_of, packed
from a11ycheck.settings import Settings

CSS = ".narrow { display: none }"
PROSE = "<p>Kirjasto on avoinna arkisin yhdeksästä viiteen ja lauantaisin kymmenestä kahteen.</p>"


def record(main: str, css: str = CSS, before: str = "") -> PageRecord:
    head = '<!doctype html><html lang="fi"><head><title>Kirjasto – Kunta</title></head>'
    html = f"{head}<body>{before}<main>{main}</main></body></html>"
    sheets = (LinkedSheet(digest=packed(digest_of(css)), sure=True),) if css else ()
    page = Fetched(url="a.html", final_url="a.html", media_type="text/html", body=html.encode(), sheets=sheets)
    return examine(page, Settings(level="AAA")).record


def rules(page: PageRecord) -> Counter[str]:
    return Counter(found.rule for found in page.findings)


TWICE = "<h1>Kirjasto</h1>{}<h2 class='wide'>Ajat</h2>{}<h2 class='narrow'>Ajat</h2>{}".format(*[PROSE] * 3)
LANDMARKS = (
    "<nav class='wide' aria-label='Sivut'><a href='/a'>Asuminen</a></nav>"
    "<nav class='narrow' aria-label='Sivut'><a href='/b'>Liikunta</a></nav>"
)
STOPS = "".join(f"<a href='/{number}' class='{{}}'>Sivu {number}</a> " for number in range(9))


@pytest.mark.parametrize(
    ("rule", "main", "before"),
    [
        ("heading-repeated", TWICE, ""),
        ("heading-repeated", TWICE.replace("narrow", "x").replace("wide", "narrow"), ""),
        ("h1-multiple", f"<h1>Kirjasto</h1>{PROSE}<h1 class='narrow'>Kirjasto</h1>{PROSE}", ""),
        ("heading-level-skipped", f"<h1>Kirjasto</h1>{PROSE}<h4 class='narrow'>Ajat</h4>{PROSE}", ""),
        ("landmark-not-told-apart", f"<h1>Kirjasto</h1>{PROSE}", LANDMARKS),
        ("skip-link-missing", f"<h1>Kirjasto</h1>{PROSE}", f"<nav>{STOPS.format(*['narrow'] * 3, *['x'] * 6)}</nav>"),
        (
            "accesskey-repeated",
            f"<h1>K</h1>{PROSE}<button accesskey=s>Hae</button><button class=narrow accesskey=s>Etsi</button>",
            "",
        ),
        ("hidden-but-focusable", f"<h1>K</h1>{PROSE}<div aria-hidden=true class=narrow><a href=/x>Sulje</a></div>", ""),
    ],
)
def test_what_compares_leaves_hidden_elements_out(rule: str, main: str, before: str) -> None:
    assert rule in rules(record(main, "", before))
    after = record(main, CSS, before)
    assert rule not in rules(after)
    assert after.outcomes[rule] in (Outcome.PASSED, Outcome.INAPPLICABLE)


@pytest.mark.parametrize(
    ("rule", "main"),
    [
        ("link-without-name", "<h1>Kirjasto</h1><ul class='narrow'><li><a href='/a'></a></ul>"),
        ("field-without-label", "<h1>Kirjasto</h1><form class='narrow'><input name='x'><button>Hae</button></form>"),
        ("image-without-name", "<h1>Kirjasto</h1><p class='narrow'><img src='a.png'>"),
        ("duplicate-id", "<h1>Kirjasto</h1><p id='x'>Yksi</p><p id='x' class='narrow'>Kaksi</p>"),
        ("heading-repeated", TWICE.replace("narrow", "x")),
    ],
)
def test_what_is_wrong_with_one_element_is_found_as_before(rule: str, main: str) -> None:
    before, after = record(main + PROSE, ""), record(main + PROSE)
    assert rules(before)[rule] == rules(after)[rule] == 1
    assert after.outcomes[rule] == before.outcomes[rule]
    assert _fingerprints(after, rule) == _fingerprints(before, rule)


def _fingerprints(page: PageRecord, rule: str) -> list[tuple[str, str, str]]:
    return [(found.fingerprint, found.issue, found.target) for found in page.findings if found.rule == rule]


def test_a_sheet_makes_no_finding() -> None:
    hidden = "<h1 class='narrow'>Kirjasto</h1><h2>Ajat</h2>" + PROSE + "<label class='narrow'>Nimi <b></b></label>"
    assert not rules(record(hidden)) - rules(record(hidden, ""))


def test_figures_are_those_of_what_is_seen() -> None:
    before = f"<nav>{STOPS.format(*['narrow'], *['x'] * 8)}</nav>"
    found = [each for each in record(f"<h1>K</h1>{PROSE}", CSS, before).findings if each.rule == "skip-link-missing"]
    assert [each.evidence.figures for each in found] == [{"stops": 8}]
    assert "8" in found[0].message


def test_a_group_whose_first_element_is_hidden_is_reported_at_the_next() -> None:
    names = ["narrow", "b", "c"]
    main = "<h1>K</h1>" + "".join(f"<h2 class='{name}'>Ajat</h2>{PROSE}" for name in names)
    marked = [each for each in record(main).findings if each.rule == "heading-repeated"]
    assert [each.target for each in marked] == ["html > body > main > h2:nth-of-type(3)"]
    twice = "<p>" + "".join(f"<a href='/{name}' class='{name}'>Lue lisää</a> ja " for name in names) + "</p>"
    before = _targets(record(f"<h1>K</h1>{PROSE}{twice}", ""))
    after = _targets(record(f"<h1>K</h1>{PROSE}{twice}"))
    assert before
    assert after
    assert all("narrow" not in target for target in after)


def _targets(page: PageRecord) -> list[str]:
    wanted = ("link-name-of-many-targets", "link-name-twice-in-context")
    return [found.target for found in page.findings if found.rule in wanted]


def test_a_page_that_its_sheets_do_not_hide_is_judged_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def twice(*_: object) -> None:
        raise AssertionError("judged again")

    monkeypatch.setattr("a11ycheck.look_again.judge", twice)
    assert rules(record(TWICE, ".other { display: none }"))["heading-repeated"] == 1
    hidden_already = TWICE.replace("<h2 class='narrow'", "<h2 hidden class='narrow'") + "<h2>Ajat</h2>" + PROSE
    assert rules(record(hidden_already))["heading-repeated"] == 1


@pytest.mark.parametrize(
    "css",
    [
        "body { display: none }",
        "html { visibility: hidden }",
        "main { display: none }",
    ],
)
def test_a_page_that_waits_for_its_script_counts_as_shown(css: str) -> None:
    assert rules(record(TWICE, css))["heading-repeated"] == 1


def test_slides_may_be_hidden_one_by_one() -> None:
    assert "heading-repeated" not in rules(record(TWICE, ".narrow, main p { display: none } h1 { visibility: hidden }"))


def test_a_large_menu_may_be_hidden() -> None:
    menu = "<nav class='narrow' aria-label='Sivut'>" + "<p><a href='/a'>Asuminen</a></p>" * 50 + "</nav>"
    assert "heading-repeated" not in rules(record(TWICE, before=menu))
