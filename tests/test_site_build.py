"""The demo site is clean where it says so, faulty where a barrier is planted, and the same every time."""

from collections import Counter
from itertools import pairwise
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import html5lib
import pytest
from bs4 import BeautifulSoup, Tag

from tests.site.build import build, truth
from tests.site.pages import HERE, Page, load_pages
from tests.site.planting import Planting, read_folder, read_planting

BASE_URL = "http://127.0.0.1:8000"
SITE_NAMES = {"fi": "Järvilakeuden alue", "sv": "Sjöslättens region", "en": "Lakeland Plains region"}
PAGES = load_pages()
TRUTH = truth()
CLEAN = [page for page in PAGES if not TRUTH[page.path]]
FAULTY = [page for page in PAGES if TRUTH[page.path]]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("site")
    build(target, BASE_URL)
    return target


def soup_of(site: Path, page: Page) -> BeautifulSoup:
    return BeautifulSoup((site / page.file).read_text(encoding="utf-8"), "html5lib")


def text_of(element: Tag) -> str:
    name = element.get("aria-label") or element.get_text(" ", strip=True)
    return " ".join(str(name).split())


def test_the_site_is_large_and_varied_enough() -> None:
    assert len(CLEAN) >= 40
    assert Counter(page.language for page in CLEAN).keys() == {"fi", "sv", "en"}
    assert len({page.template for page in PAGES}) >= 10
    assert len({page.path for page in PAGES}) == len(PAGES)


def test_two_builds_are_equal(site: Path, tmp_path: Path) -> None:
    build(tmp_path, BASE_URL)
    first, second = (
        {file.relative_to(root): file.read_bytes() for file in root.rglob("*") if file.is_file()}
        for root in (site, tmp_path)
    )
    assert first == second


def test_sitemap_lists_every_page(site: Path) -> None:
    listed = BeautifulSoup((site / "sitemap.xml").read_bytes(), "xml").find_all("loc")
    assert [loc.get_text() for loc in listed] == [BASE_URL + page.path for page in PAGES]


def test_links_resolve_except_the_planted_ones(site: Path) -> None:
    broken = Counter[str]()
    for page in PAGES:
        soup = soup_of(site, page)
        for element in soup.select("[href], [src], [action]"):
            value = str(element.get("href") or element.get("src") or element.get("action"))
            address = urlsplit(urljoin(BASE_URL + page.path, value))
            if address.scheme == "http" and value and not value.startswith("#"):
                file = site / address.path.lstrip("/") / ("index.html" if address.path.endswith("/") else "")
                broken[page.path] += not file.is_file()
    planted = {
        path: sum(expected.count for expected in found if expected.rule == "link-broken")
        for path, found in TRUTH.items()
    }
    assert +broken == +Counter(planted)


def test_every_fault_has_a_twin_and_every_twin_a_fault() -> None:
    twins = {twin.rule for twin in read_folder(HERE / "twins")}
    faults = {fault.rule for fault in read_folder(HERE / "faults")}
    shared = {planting.rule for section in (HERE / "shared").iterdir() for planting in read_folder(section)}
    assert twins == faults
    assert shared <= faults


def test_every_fault_expects_its_own_rule() -> None:
    for fault in read_folder(HERE / "faults"):
        assert fault.rule in {expected.rule for expected in fault.expected}, fault.name
    assert not any(twin.expected for twin in read_folder(HERE / "twins"))


def test_a_cause_in_a_shared_part_stands_on_twelve_pages() -> None:
    section = [path for path in TRUTH if path.startswith("/tapahtumat")]
    assert len(section) == 12
    for path in section:
        assert [expected.rule for expected in TRUTH[path]] == [
            "field-without-label",
            "image-without-name",
            "link-without-name",
        ]


def test_every_twin_stands_on_exactly_one_clean_page() -> None:
    planted = Counter(planting.name for page in CLEAN for planting in page.plantings)
    assert planted == Counter(twin.name for twin in read_folder(HERE / "twins"))


@pytest.mark.parametrize("page", FAULTY, ids=lambda page: page.path)
def test_expected_selectors_find_what_is_planted(site: Path, page: Page) -> None:
    soup = soup_of(site, page)
    for expected in TRUTH[page.path]:
        assert len(soup.select(expected.selector)) >= expected.count, expected
        told = {"failed", "cantTell"}
        assert expected.outcome in told or (expected.outcome == "inapplicable" and expected.undrawn in told)
        assert expected.undrawn in {expected.outcome, "cantTell", "untested"} or expected.outcome == "inapplicable"


@pytest.mark.parametrize("page", CLEAN, ids=lambda page: page.path)
def test_clean_pages_are_clean(site: Path, page: Page) -> None:
    html5lib.HTMLParser(strict=True).parse((site / page.file).read_text(encoding="utf-8"))
    soup = soup_of(site, page)
    assert soup.title is not None
    assert soup.title.get_text().endswith(f" – {SITE_NAMES[page.language]}")
    headings = [
        int(heading.name[1]) for heading in soup.select("h1, h2, h3, h4") if not heading.find_parent(hidden=True)
    ]
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert all(lower - upper <= 1 for upper, lower in pairwise(headings))
    ids = [str(element["id"]) for element in soup.select("[id]")]
    assert len(ids) == len(set(ids))
    assert not soup.select("img:not([alt]), iframe:not([title]), [style], [tabindex]:not([tabindex='-1']), [target]")
    assert not [
        paragraph
        for paragraph in soup.select("p, h1, h2, h3, li, td, th")
        if not paragraph.find(["img", "svg"]) and not text_of(paragraph)
    ]
    for element in soup.select("[for], [aria-labelledby], [aria-describedby]"):
        references = str(element.get("for") or element.get("aria-labelledby") or element.get("aria-describedby"))
        assert set(references.split()) <= set(ids), element


@pytest.mark.parametrize("page", CLEAN, ids=lambda page: page.path)
def test_same_words_lead_to_the_same_place(site: Path, page: Page) -> None:
    targets: dict[str, set[str]] = {}
    for link in soup_of(site, page).select("a[href]"):
        image = link.select_one("img[alt]:not([alt='']), svg[aria-label]")
        words = text_of(link) or str((image and (image.get("alt") or image.get("aria-label"))) or "")
        assert words, link
        targets.setdefault(words, set()).add(urljoin(BASE_URL + page.path, str(link["href"])))
    assert {words: places for words, places in targets.items() if len(places) > 1} == {}


def test_titles_are_unique(site: Path) -> None:
    titles = Counter(soup.title.get_text() for page in CLEAN if (soup := soup_of(site, page)).title)
    assert titles.most_common(1)[0][1] == 1


def test_a_document_link_says_its_true_size(site: Path) -> None:
    link = soup_of(site, next(page for page in PAGES if page.path == "/paatoksenteko.html")).select_one(
        "a[href$='.pdf']"
    )
    assert link is not None
    file = site / str(link["href"])
    assert file.read_bytes().startswith(b"%PDF-1.7")
    assert text_of(link).endswith(f"(PDF, {-(-file.stat().st_size // 1000)} kt)")


@pytest.mark.parametrize("text", ["<p>no header</p>", "<!-- fault: heading-empty, selector: h2 -->"])
def test_a_malformed_planting_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "heading-empty.html"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"heading-empty\.html"):
        read_planting(file)


def test_a_planting_is_read(tmp_path: Path) -> None:
    file = tmp_path / "heading-empty.second.html"
    file.write_text(
        "<!-- fault: heading-empty, count: 2, outcome: failed, selector: h2, h3 -->\n"
        "<!-- language: sv -->\n<h2></h2>\n<!-- slot: head -->\n<meta name=x>\n",
        encoding="utf-8",
    )
    planting: Planting = read_planting(file)
    assert (planting.rule, planting.language) == ("heading-empty", "sv")
    assert planting.slots == {"extra": "<h2></h2>", "head": "<meta name=x>"}
    assert (planting.expected[0].count, planting.expected[0].selector) == (2, "h2, h3")
    assert planting.expected[0].undrawn == "failed"


def test_a_planting_says_what_is_known_undrawn(tmp_path: Path) -> None:
    file = tmp_path / "contrast-low.html"
    file.write_text(
        "<!-- fault: contrast-low, count: 1, outcome: failed, undrawn: untested, selector: p -->\n", encoding="utf-8"
    )
    assert [(found.outcome, found.undrawn) for found in read_planting(file).expected] == [("failed", "untested")]
