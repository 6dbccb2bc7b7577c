"""Fingerprints keep through what does not matter, and tell apart what does."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from a11ycheck.api import scan
from a11ycheck.fingerprint import Fingerprints
from a11ycheck.page.mark import component_mark, link_mark, mark, markup_mark
from a11ycheck.page.parse import parse_text
from benchmarks.fingerprints import is_kept, is_seen_doubled, is_seen_swapped
from benchmarks.mutations import KEEPING
from tests.site.build import build

BASE = (
    '<header><nav><a href="/a">Yksi</a></nav></header>'
    '<main><div class=teksti><p>Alku<img x src="/kuvat/talo.jpg"></p></div></main>'
)
URL = "https://region.example/sivu"
QUICK = [Phase.explicit, Phase.generate]  # a page does not get smaller: looking for the smallest takes minutes
RANDOM = st.integers(0, 2**32).map(Random)


def defects(html: str, url: str = URL) -> list[str]:
    """The fingerprints of defects at the elements that bear an attribute x."""
    made = Fingerprints(url)
    page = parse_text(html, url=url)
    return [made.of_defect("rule", "reason", mark(node)) for node in page.elements if node.has("x")]


def issues(html: str, url: str = URL) -> list[str]:
    """The issues of defects at the elements that bear an attribute x."""
    made = Fingerprints(url)
    page = parse_text(html, url=url)
    return [made.of_issue("rule", "reason", mark(node)) for node in page.elements if node.has("x")]


@pytest.mark.parametrize("change", KEEPING)
@settings(phases=QUICK, max_examples=15, deadline=None)
@given(rng=RANDOM)
def test_a_defect_and_its_issue_survive(change: str, rng: Random) -> None:
    assert is_kept(change, rng)


@settings(phases=QUICK, max_examples=25, deadline=None)
@given(rng=RANDOM)
def test_two_defects_that_change_places_are_told_apart(rng: Random) -> None:
    assert is_seen_swapped(rng) is not False


@settings(phases=QUICK, max_examples=25, deadline=None)
@given(rng=RANDOM)
def test_a_second_element_is_a_second_defect_and_the_first_stays(rng: Random) -> None:
    assert is_seen_doubled(rng)


@pytest.mark.parametrize(
    "changed",
    [
        BASE.replace("<p>Alku", "<p>Aivan toinen alku"),
        BASE.replace("<main>", "<main><p>Uusi kappale<img src=/muu.jpg>"),
        BASE.replace("<div class=teksti>", "<div><div class=teksti>").replace("</div></main>", "</div></div></main>"),
        BASE.replace('src="/kuvat/talo.jpg"', 'src="/kuvat/talo.jpg?v=20261124"'),
        BASE.replace('src="/kuvat/talo.jpg"', 'src="/kuvat/talo.jpg?1764028800"'),
        BASE.replace('src="/kuvat/talo.jpg"', 'src="/kuvat/talo.3f2a9c1b.jpg"'),
        BASE.replace('src="/kuvat/talo.jpg"', 'src="https://cdn.example/kuvat/talo.jpg"'),
        BASE.replace("<img x", "<img x id=kuva-6f9619ff-8b86-d011-b42d-00c04fc964ff"),
        BASE.replace("<img x", "<img x class=css-1x2ab3"),
        BASE.replace("<a href", "<a id=uusi href"),
        BASE.replace("<main>", "<main><form aria-label=Haku>").replace("</main>", "</form></main>"),
    ],
)
def test_what_does_not_change_a_defect(changed: str) -> None:
    assert defects(changed) == defects(BASE)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<img x src=/kuvat/talo.jpg>", "<img x src=/kuvat/silta.jpg>"),
        ("<img x src=/kuva?id=1>", "<img x src=/kuva?id=2>"),
        ("<a x href=/node/123></a>", "<a x href=/node/124></a>"),
        ("<a x href=https://facebook.example/></a>", "<a x href=https://video.example/></a>"),
        ("<a x href=#sisalto>Ohita</a>", "<a x href=#haku>Ohita</a>"),
        ("<button x class=menu-toggle></button>", "<button x class=search-toggle></button>"),
        ("<button x><i class='fa fa-search'></i></button>", "<button x><i class='fa fa-close'></i></button>"),
        ("<button x><svg><path d=M1></svg></button>", "<button x><svg><path d=M2></svg></button>"),
        ("<button x data-share=mail></button>", "<button x data-share=print></button>"),
        ("<div><button x></button><a href=/1>a</a></div>", "<div><button x></button><a href=/2>a</a></div>"),
        ("<input x name=etunimi>", "<input x name=sukunimi>"),
        ("<input x id=etunimi>", "<input x id=sukunimi>"),
        ("<input x type=radio name=a value=1>", "<input x type=radio name=a value=2>"),
        ("<h2 x>Yksi</h2>", "<h2 x>Kaksi</h2>"),
        ("<h2 x>Yksi</h2>", "<h3 x>Yksi</h3>"),
        ("<table x><caption>Hinnat</caption></table>", "<table x><caption>Ajat</caption></table>"),
        ("<main><img x src=/a.jpg></main>", "<footer><img x src=/a.jpg></footer>"),
        ("<img x src=data:image/png;base64,AAAA>", "<img x src=data:image/png;base64,BBBB>"),
        (f"<img x src=data:image/png;base64,{'A' * 999}A>", f"<img x src=data:image/png;base64,{'A' * 999}B>"),
    ],
)
def test_what_makes_another_defect(one: str, other: str) -> None:
    assert defects(one) != defects(other)


@pytest.mark.parametrize(
    "url",
    [
        "https://testi.example:8443/sivu",
        "http://region.example/sivu/",
        "https://region.example/sivu/index.html",
        "https://region.example/sivu?v=1&utm_source=uutiskirje",
        "https://region.example/sivu;jsessionid=0A1B2C",
    ],
)
def test_another_address_of_the_same_page(url: str) -> None:
    assert defects(BASE, url) == defects(BASE)


@pytest.mark.parametrize("url", ["https://region.example/muu", "https://region.example/sivu?id=2"])
def test_content_of_another_page_is_another_defect_and_the_template_is_not(url: str) -> None:
    header = BASE.replace("<a ", "<a x ").replace("<img x", "<img")
    assert defects(BASE, url) != defects(BASE)
    assert defects(header, url) == defects(header)


def test_a_relative_address_is_the_same_at_any_depth() -> None:
    here = '<header><a x href="kartta.html"></a></header>'
    deeper = '<header><a x href="../kartta.html"></a></header>'
    assert defects(here, "https://region.example/") == defects(deeper, "https://region.example/a/b.html")
    assert defects(here, "dist/index.html") == defects(deeper, "dist/a/b.html")


def test_a_folder_is_the_same_by_its_whole_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert defects(BASE, f"{tmp_path.as_posix()}/dist/sivu.html") == defects(BASE, "dist/sivu.html")


def test_the_real_address_of_a_test_site_is_its_own_host() -> None:
    page = (
        '<head><link rel=canonical href="https://www.region.example/s"></head><a x href="https://www.region.example/a">'
    )
    assert defects(page, "https://web-17.cloud.example.net/s") == defects(page, "https://www.region.example/s")


CARD = "<div class=kortti><a href=/{0}><img x src=/{0}.jpg></a><h3>{0}</h3></div>"


def test_copies_of_a_component_are_one_issue_on_every_page() -> None:
    found = issues(CARD.format(1) + CARD.format(2)) + issues(CARD.format(3) + CARD.format(4), f"{URL}/toinen")
    assert len(set(found)) == 1


@pytest.mark.parametrize(
    "html",
    [
        "<p><img x src=/1.jpg><img x src=/2.jpg></p>",
        "<div class=row><img x src=/1.jpg></div><div class=row><img x src=/2.jpg></div>",
        "<div class=teksti><p><img x src=/1.jpg></p></div><div class=teksti><p><img x src=/2.jpg></p></div>",
        "<h2 x>Yksi</h2><h2 x>Kaksi</h2>",
        "<header><a x href=/></a><button x></button></header>",
    ],
)
def test_two_faults_in_content_are_two_issues(html: str) -> None:
    assert len(set(issues(html))) == 2


def test_a_page_that_is_gone_is_one_issue_wherever_a_link_leads_to_it() -> None:
    page = parse_text("<nav><a href=/pois>Vanha</a></nav><main><p><a href=/pois>toinen</a> <a href=/muu>a</a>", url=URL)
    marks = [link_mark(node) for node in page.tagged("a")]
    first, second, other = (Fingerprints(URL).of_issue("link-broken", "gone", each) for each in marks)
    assert first == second != other


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("region")
    build(folder, "http://127.0.0.1:8000")
    return folder


def test_the_three_causes_of_the_events_section_are_three_issues(site: Path) -> None:
    section = scan(str(site / "tapahtumat"), str(site / "tapahtumat.html"), engine="static", best_practices=False)
    assert sorted((issue.rule, issue.pages, issue.occurrences) for issue in section.summary.issues) == [
        ("field-without-label", 12, 12),
        ("image-without-name", 12, 12),
        ("link-without-name", 12, 12),
    ]


def test_all_other_faults_of_the_site_stay_apart(site: Path) -> None:
    found = scan(str(site / "kylat"), engine="static", rules=["list-structure-broken", "title-missing"]).summary.issues
    assert [issue.pages for issue in found] == [1] * len(found) != []


def test_another_order_of_pages_changes_nothing(site: Path) -> None:
    files = sorted(map(str, (site / "tapahtumat").glob("*.html")))
    one, other = (scan(*order, engine="static") for order in (files, files[::-1]))
    keys = [
        {page.url: [(found.fingerprint, found.issue) for found in page.findings] for page in report.pages}
        for report in (one, other)
    ]
    assert keys[0] == keys[1]


def causes(html: str) -> list[str]:
    """The issues of faults of style or script at the elements that bear an attribute x."""
    made = Fingerprints(URL)
    return [
        made.of_issue("rule", "reason", component_mark(each)) for each in parse_text(html).elements if each.has("x")
    ]


@pytest.mark.parametrize(
    "html",
    [
        "<nav class=paavalikko><ul><li><a x href=/a>Asuminen</a><li><a x href=/b>Kirjasto</a></ul></nav>",
        "<nav><a x href=/a>Asuminen</a><div><a x href=/b>Kirjasto</a></div></nav>",
        "<footer><p class=yhteys><a x href=/a>Asu</a></p><div><p class=yhteys><a x href=/b>Lue</a></div></footer>",
        "<main><a x class=nappi href=/a>Asuminen</a><section><a x class=nappi href=/b>Kirjasto</a></section></main>",
        "<main><a x class='nappi css-1x2ab3' href=/a>Asu</a><a x class='nappi css-9z8yx7' href=/b>Lue</a></main>",
        "<main><input x name=etunimi><input x type=email><textarea x></textarea></main>",
        "<main><input x class=kentta><select x class=kentta></select></main>",
    ],
)
def test_what_is_made_alike_is_one_cause_of_a_fault_of_its_make(html: str) -> None:
    assert len(set(causes(html))) == 1


@pytest.mark.parametrize(
    "html",
    [
        "<nav><a x href=/a>Asuminen</a></nav><footer><a x href=/a>Asuminen</a></footer>",
        "<nav><a x href=/a>Asuminen</a><button x>Asuminen</button></nav>",
        "<main><a x class=nappi href=/a>Asuminen</a><a x class=linkki href=/b>Kirjasto</a></main>",
        "<main><ul class=nostot><li><a x href=/a>A</a></ul><ul class=ajat><li><a x href=/b>B</a></ul></main>",
        "<main><input x type=search><input x type=checkbox></main>",
        "<main class=sivu><p x style='color: #999'>Asuminen</p><p x style='color: #aaa'>Kirjasto</p></main>",
    ],
)
def test_what_is_made_otherwise_is_another_cause(html: str) -> None:
    assert len(set(causes(html))) == 2


@pytest.mark.parametrize(
    ("html", "causes"),
    [
        ("<nav><a x title=Asuminen href=/a>Asuminen</a><a x title=Opetus href=/b>Opetus</a></nav>", 1),
        ("<main><a x class=nosto href=/a>Asuminen</a><p><a x class=nosto href=/b>Opetus</a></main>", 1),
        ("<main><p><a x title=Asuminen href=/a>Asuminen</a><p><a x title=Opetus href=/b>Opetus</a></main>", 2),
    ],
)
def test_a_fault_of_markup_is_one_where_a_template_repeats_it_with_other_words(html: str, causes: int) -> None:
    marks = [markup_mark(each) for each in parse_text(html).elements if each.has("x")]
    assert len({Fingerprints(URL).of_issue("rule", "reason", each) for each in marks}) == causes
