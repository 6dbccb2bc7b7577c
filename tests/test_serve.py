"""``--serve``: a built folder is scanned as a site, and the report names its files."""

from pathlib import Path

import pytest

from a11ycheck import scan
from a11ycheck.model import Report
from a11ycheck.serve import serving
from a11ycheck.settings import Settings
from a11ycheck.targets import TargetError, read_targets

PAGE = """<!DOCTYPE html><html lang="fi"><head><title>{title}</title></head><body><main><h1>{title}</h1>
<p>Avoinna yhdeksästä viiteen.</p>{links}</main></body></html>"""


@pytest.fixture
def dist(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    links = '<a href="/palvelut/">Palvelut</a> <a href="/uutiset">Uutiset</a> <a href="/poissa">Poissa</a>'
    pages = {
        "index.html": PAGE.format(title="Etusivu", links=links),
        "palvelut/index.html": PAGE.format(title="Palvelut", links='<img src="kartta.png"><a href="hae.pdf">Hae</a>'),
        "uutiset.html": PAGE.format(title="Uutiset", links=""),
        "vanha sivu.html": PAGE.format(title="Vanha", links=""),
        "robots.txt": "User-agent: *\nDisallow: /\n",
        "palvelut/hae.pdf": "%PDF-1.7",
    }
    for name, content in pages.items():
        file = Path("dist", name)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    return Path("dist")


def served(*rules: str, **options: object) -> Report:
    return scan("dist", serve=True, engine="static", rules=rules, **options)


def test_links_are_followed_and_pages_are_named_by_their_files(dist: Path) -> None:
    report = served("image-without-name")
    assert {page.final_url for page in report.pages} == {
        "dist/index.html", "dist/palvelut/index.html", "dist/uutiset.html",
    }  # fmt: skip
    (issue,) = report.summary.issues
    assert (issue.first_page, issue.line) == ("dist/palvelut/index.html", 2)
    assert [document.url for document in report.summary.scan.documents] == ["dist/palvelut/hae.pdf"]


def test_files_that_no_page_leads_to_are_told(dist: Path) -> None:
    (left,) = served("image-without-name").summary.scan.left_out
    assert (left.rule, left.count, left.example) == ("not-linked", 1, "dist/vanha sivu.html")


@pytest.mark.xdist_group("browser")
def test_pictures_are_of_files(dist: Path) -> None:
    (dist / "index.html").write_text(
        "<!doctype html><html lang=fi><title>Alku</title><h1>Alku</h1><p>Kirjasto on auki.</p><img src=puuttuu.png "
        "width=40 height=40>",
        encoding="utf-8",
    )
    report = scan("dist", serve=True, engine="browser", crawl=False, sitemap=False, rules=("image-without-name",))
    (issue,) = report.summary.issues
    assert issue.picture is not None
    assert issue.picture.url == issue.first_page == "dist/index.html"


def test_nothing_in_the_report_names_the_port(dist: Path) -> None:
    report = served("link-broken")
    text = f"{report.summary}{list(report.pages)}"
    assert "127.0.0.1" not in text
    (issue,) = report.summary.issues
    assert issue.rule == "link-broken"


def test_two_scans_are_the_same_to_a_baseline(dist: Path) -> None:
    first, second = (
        [found.fingerprint for page in served("image-without-name", "link-broken").pages for found in page.findings]
        for _ in range(2)
    )
    assert first == second
    assert len(first) == 2


@pytest.mark.parametrize(
    ("targets", "message"),
    [
        (("dist", "https://example.fi/"), "--serve takes folders only, and https:/example.fi is none."),
        (("dist/index.html",), "--serve takes folders only"),
        (("dist/palvelut/..", "empty"), "no HTML file in empty"),
        (("bare",), "There is no index.html in bare"),
    ],
)
def test_only_folders_with_a_home_page_are_served(targets: tuple[str, ...], message: str, dist: Path) -> None:
    Path("empty").mkdir()
    Path("bare").mkdir()
    Path("bare", "a.html").touch()
    with pytest.raises(TargetError, match=message):
        read_targets(Settings(targets=targets, serve=True))


def test_the_server_ends_with_the_scan_and_listens_on_this_machine_alone(dist: Path) -> None:
    settings = Settings(targets=("dist",), serve=True)
    with serving(read_targets(settings), settings) as site:
        (origin,) = site.settings.targets
        assert origin.startswith("http://127.0.0.1:")
        assert scan(origin, engine="static", max_pages=1, robots=False).summary.scan.pages_tested == 1
    assert scan(origin, engine="static").summary.scan.pages_tested == 0


def test_it_is_drawn_where_the_browser_is_chosen(dist: Path) -> None:
    report = scan("dist", serve=True, engine="browser", jobs=1, rules=("image-without-name",))
    assert report.summary.scan.pages_tested == 3
    assert [issue.first_page for issue in report.summary.issues] == ["dist/palvelut/index.html"]
