"""Sheets beside pages: which are read, how often, and that one which does not come costs nothing else."""

import os
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from threading import Event

import pytest

from a11ycheck import linked_sheets
from a11ycheck.crawl import fetch
from a11ycheck.crawl.fetch import Fetcher
from a11ycheck.line import scan
from a11ycheck.linked_sheets import SheetsOfFiles, SheetsOfSites
from a11ycheck.model import Fetched, Reason
from a11ycheck.page.digest import unpacked
from a11ycheck.settings import Settings
from tests.crawl.web import Reply, Web

CSS = "text/css; charset=utf-8"
BODY = "<main><h1>Otsikko</h1><h2 class=wide>Sama</h2><h2 class=narrow>Sama</h2><p>Teksti</p></main>"
HIDING = Reply(".narrow{display:none}", content_type=CSS)


@pytest.fixture
def web() -> Iterator[Web]:
    server = Web()
    server.pages["/robots.txt"] = Reply("User-agent: *\nDisallow: /kept/\n", content_type="text/plain")
    yield server
    server.close()


def link(*hrefs: str) -> str:
    return "".join(f'<link rel="stylesheet" href="{href}">' for href in hrefs)


def page_of(head: str) -> str:
    return f'<!doctype html><html lang="fi"><head><title>Sivu</title>{head}</head><body>{BODY}</body></html>'


def fetched(web: Web, head: str, path: str = "/a/") -> Fetched:
    url = web.url(path)
    return Fetched(url=url, final_url=url, status=200, media_type="text/html", body=page_of(head).encode())


def completed(*pages: Fetched, timeout: float = 10.0) -> list[list[str]]:
    """The selectors that hide, of each page."""
    with Fetcher(Settings(timeout=timeout)) as fetcher, SheetsOfSites(fetcher, read=True) as sheets:
        coming: list[Future[Fetched]] = []
        for page in pages:
            arrived: Future[Fetched] = Future()
            arrived.set_result(page)
            coming.append(sheets.complete(arrived))
        return [hiding(each.result(timeout=20)) for each in coming]


def hiding(page: Fetched) -> list[str]:
    return [rule.selector for sheet in page.sheets for rule in unpacked(sheet.digest) if rule.hides]


def test_each_sheet_is_asked_for_once(web: Web) -> None:
    web.pages["/a/one.css"] = HIDING
    web.pages["/two.css"] = Reply(".x{display:none}", content_type=CSS)
    page = fetched(web, link("one.css", "/two.css"))
    assert completed(page, page, page) == [[".narrow", ".x"]] * 3
    assert sorted(web.paths()) == ["/a/one.css", "/robots.txt", "/two.css"]
    assert web.seen[-1].headers["accept"].startswith("text/css")


def test_imports_are_followed_so_far_and_in_their_order(web: Web) -> None:
    for number in range(5):
        web.pages[f"/{number}.css"] = Reply(f'@import "{number + 1}.css"; .x{number}{{display:none}}', content_type=CSS)
    assert completed(fetched(web, link("/0.css"))) == [[".x2", ".x1", ".x0"]]


def test_imports_in_a_circle_come_to_an_end(web: Web) -> None:
    web.pages["/a.css"] = Reply('@import "b.css"; .a{display:none}', content_type=CSS)
    web.pages["/b.css"] = Reply('@import "a.css"; .b{display:none}', content_type=CSS)
    found = completed(fetched(web, link("/a.css")), fetched(web, link("/b.css")))
    assert found == [[".a", ".b", ".a"], [".b", ".a", ".b"]]
    assert sorted(web.paths()) == ["/a.css", "/b.css", "/robots.txt"]


@pytest.mark.parametrize(
    "reply",
    [
        Reply("not here", 404),
        Reply(".narrow{display:none}", 500, CSS),
        Reply(".narrow{display:none}", 503, CSS, headers={"Retry-After": "30"}),
        Reply(".narrow{display:none}"),
        Reply(".narrow{display:none}" + " " * 2_000_000, content_type=CSS),
        Reply(status=302, headers={"Location": "http://other.example/a.css"}),
    ],
    ids=["404", "500", "503", "HTML", "large", "elsewhere"],
)
def test_a_sheet_that_is_none_costs_only_its_knowledge(web: Web, reply: Reply) -> None:
    web.pages["/bad.css"] = reply
    web.pages["/good.css"] = Reply(".x{display:none}", content_type=CSS)
    assert completed(fetched(web, link("/bad.css", "/good.css"))) == [[".x"]]
    assert web.paths().count("/bad.css") == 1


def test_other_sites_and_what_robots_keep_is_not_asked_for(web: Web) -> None:
    web.pages["/kept/a.css"] = HIDING
    other = web.url("/other.css", host="localhost")
    assert completed(fetched(web, link("/kept/a.css", other, "data:text/css,.x{display:none}"))) == [[]]
    assert web.paths() == ["/robots.txt"]


def test_sheets_that_stall_are_waited_for_a_few_times_only(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "_SECONDS_A_SHEET", 0.3)
    done = Event()

    def stall() -> None:
        done.wait(30)

    for number in range(9):
        web.pages[f"/{number}.css"] = Reply(before=stall)
    pages = [fetched(web, link(*(f"/{number}.css" for number in range(9)))) for _ in range(3)]
    assert completed(*pages) == [[]] * 3
    done.set()
    assert 3 <= len(web.paths()) - 1 <= 5  # side by side, some are under way when the third is late


def test_a_page_without_sheets_is_passed_on_as_it_is(web: Web) -> None:
    page = fetched(web, "")
    coming: Future[Fetched] = Future()
    with Fetcher(Settings()) as fetcher, SheetsOfSites(fetcher, read=True) as sheets:
        done = sheets.complete(coming)
        coming.set_result(page)
        assert done.result(timeout=0) is page
        failed: Future[Fetched] = Future()
        passed_on = sheets.complete(failed)
        failed.set_exception(RuntimeError("gone"))
        assert isinstance(passed_on.exception(timeout=0), RuntimeError)
    assert SheetsOfSites(fetcher, read=False).complete(coming) is coming
    assert not web.seen


def test_a_scan_reads_so_many_sheets_and_no_more(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linked_sheets, "_A_SCAN", 3)
    for number in range(5):
        web.pages[f"/{number}.css"] = Reply(f".x{number}{{display:none}}", content_type=CSS)
    assert completed(fetched(web, link(*(f"/{number}.css" for number in range(5))))) == [[".x0", ".x1", ".x2"]]


def test_a_scan_of_a_site_knows_what_its_sheets_hide(web: Web) -> None:
    web.pages["/"] = Reply(page_of(link("/a.css")))
    web.pages["/a.css"] = HIDING
    assert "heading-repeated" not in _failing(Settings(targets=(web.url(),), engine="static"))
    del web.pages["/a.css"]
    assert "heading-repeated" in _failing(Settings(targets=(web.url(),), engine="static"))


def _failing(settings: Settings) -> set[str]:
    return {found.rule for page in scan(settings, processes=False).pages for found in page.findings}


def test_a_scan_of_files_knows_it_as_well_in_processes_too(tmp_path: Path) -> None:
    (tmp_path / "css").mkdir()
    (tmp_path / "css" / "main.css").write_text('@import "more/narrow.css?v=2";', encoding="utf-8")
    (tmp_path / "css" / "more").mkdir()
    (tmp_path / "css" / "more" / "narrow.css").write_text(".narrow { display: none }", encoding="utf-8")
    for number in range(6):
        (tmp_path / f"{number}.html").write_text(page_of(link("css/main.css?v=1#x")), encoding="utf-8")
    settings = Settings(targets=(str(tmp_path),), engine="static", jobs=2)
    assert "heading-repeated" not in {found.rule for page in scan(settings).pages for found in page.findings}
    (tmp_path / "css" / "main.css").unlink()
    assert "heading-repeated" in {found.rule for page in scan(settings).pages for found in page.findings}


def file_hides(path: Path, head: str) -> list[str]:
    name = path.as_posix()
    page = Fetched(url=name, final_url=name, media_type="text/html", body=page_of(head).encode())
    return hiding(SheetsOfFiles(read=True).complete(page))


@pytest.mark.parametrize(
    ("head", "read"),
    [
        (link("a.css"), True),
        (link("./x/../a.css"), True),
        (link("b%20c.css"), True),
        (f'<base href="sub/">{link("../a.css")}', True),
        (link("d.css%3Fver=1.css"), True),
        (link("/a.css"), False),
        (link("//region.example/a.css"), False),
        (link("https://region.example/a.css"), False),
        (f'<base href="https://region.example/">{link("a.css")}', False),
        (link("gone.css"), False),
        (link("."), False),
        (link("?x"), False),
        (link("a%00.css"), False),
        (link("http://[/a.css"), False),
        (link("large.css"), False),
        (link("pipe.css"), False),
    ],
)
def test_files_beside_a_file(tmp_path: Path, head: str, *, read: bool) -> None:
    for name in ("a.css", "b c.css", "d.css?ver=1.css"):
        (tmp_path / name).write_text(".narrow{display:none}", encoding="utf-8")
    (tmp_path / "large.css").write_text(".narrow{display:none}" + " " * 2_000_000, encoding="utf-8")
    os.mkfifo(tmp_path / "pipe.css")
    assert file_hides(tmp_path / "page.html", head) == ([".narrow"] if read else [])


def test_a_file_that_cannot_be_read_has_no_sheets() -> None:
    page = Fetched(url="a.html", final_url="a.html", reason=Reason.UNREADABLE)
    assert SheetsOfFiles(read=True).complete(page) is page
    page = Fetched(url="a.html", final_url="a.html", body=link("a.css").encode())
    assert SheetsOfFiles(read=False).complete(page) is page
