import gzip
import tracemalloc
from pathlib import Path
from threading import Event

import pytest

from a11ycheck.crawl import sitemap
from a11ycheck.crawl.sitemap import SitemapError, collect, parse
from a11ycheck.urls import Scope
from tests.crawl.conftest import MakeFetcher
from tests.crawl.web import Reply, Web

NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
SITE = "https://example.fi"
FILE = f"{SITE}/sitemap.xml"
SCOPE = Scope.of([SITE])


def urlset(*urls: str) -> bytes:
    entries = "".join(f"<url><loc>{url}</loc><lastmod>2026-01-01</lastmod></url>" for url in urls)
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset {NAMESPACE}>{entries}</urlset>'.encode()


def index(*urls: str) -> bytes:
    entries = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in urls)
    return f"<sitemapindex {NAMESPACE}>{entries}</sitemapindex>".encode()


def test_an_index_and_packed_files_and_plain_text() -> None:
    files = {
        FILE: index(f"{SITE}/a.xml.gz", f"{SITE}/b.txt", f"{SITE}/missing.xml", FILE),
        f"{SITE}/a.xml.gz": gzip.compress(urlset(f"{SITE}/1", f"\n {SITE}/2#x \n")),
        f"{SITE}/b.txt": f"{SITE}/3\r\nnonsense\r\n{SITE}/1\r\n".encode(),
    }
    found = collect([FILE], SCOPE, files.get)
    assert found.urls == (f"{SITE}/1", f"{SITE}/2", f"{SITE}/3")
    assert found.notes == ()


def test_other_sites_and_images_are_not_taken() -> None:
    data = urlset("https://muu.fi/", "file:///etc/passwd", f"{SITE}/1").replace(
        b"<lastmod>", b'<i:image xmlns:i="x"><i:loc>https://example.fi/kuva</i:loc></i:image><lastmod>'
    )
    assert collect([FILE], SCOPE, {FILE: data}.get).urls == (f"{SITE}/1",)


def test_an_external_entity_is_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("https://example.fi/salaisuus")
    data = (
        f'<!DOCTYPE urlset [<!ENTITY xxe SYSTEM "{secret.as_uri()}">]><urlset {NAMESPACE}>'
        "<url><loc>&xxe;</loc></url><url><loc>https://example.fi/a&xxe;</loc></url>"
        "<url><loc>https://example.fi/1</loc></url></urlset>"
    )
    assert list(parse(data.encode())) == [(False, "https://example.fi/1")]


def test_an_external_dtd_and_parameter_entity_are_not_read(web: Web) -> None:
    data = (
        f'<!DOCTYPE urlset SYSTEM "{web.url("/a.dtd")}" [<!ENTITY % p SYSTEM "{web.url("/p")}"> %p;]>'
        f"<urlset {NAMESPACE}><url><loc>https://example.fi/1</loc></url></urlset>"
    )
    assert list(parse(data.encode())) == [(False, "https://example.fi/1")]
    assert web.seen == []


def test_a_billion_laughs_cost_nothing() -> None:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    data = (
        f'<!DOCTYPE urlset [<!ENTITY l0 "ha">{entities}]><urlset {NAMESPACE}>'
        "<url><loc>https://example.fi/1</loc></url><url><loc>https://example.fi/&l11;</loc></url></urlset>"
    )
    tracemalloc.start()
    found = collect([FILE], SCOPE, {FILE: data.encode()}.get)
    assert tracemalloc.get_traced_memory()[1] < 10_000_000
    tracemalloc.stop()
    assert found.urls == (f"{SITE}/1",)


def test_fifty_thousand_addresses() -> None:
    data = urlset(*(f"{SITE}/sivu/{number}" for number in range(60_000)))
    found = collect([FILE], SCOPE, {FILE: data}.get)
    assert len(found.urls) == 50_000
    assert found.urls[-1] == f"{SITE}/sivu/49999"


@pytest.mark.parametrize(
    "data",
    [
        urlset(f"{SITE}/1")[:-20],
        gzip.compress(urlset(f"{SITE}/1", *(f"{SITE}/{n * n}" for n in range(9999))))[:-2000],
        gzip.compress(b"x", mtime=0)[:5] + b"rubbish",
        b"<html><p>not found<br></html>",
        b"<a>" * 10_000,
    ],
)
def test_a_broken_file_is_one_note(data: bytes) -> None:
    found = collect([FILE], SCOPE, {FILE: data}.get)
    assert len(found.notes) == 1
    assert found.notes[0].startswith(f"The sitemap {FILE} cannot be read to its end")
    assert found.notes[0].isprintable()


def test_what_stands_before_the_fault_counts() -> None:
    assert collect([FILE], SCOPE, {FILE: urlset(f"{SITE}/1") + b"<"}.get).urls == (f"{SITE}/1",)


def test_a_broken_file_is_told_of_in_the_language_of_the_report() -> None:
    broken = collect([FILE], SCOPE, lambda _: b"<urlset><url>", "fi")
    assert broken.notes == (f"Sivukarttaa {FILE} ei voi lukea loppuun: se ei ole hyvin muodostettua XML:ää (rivi 1).",)


def test_a_gzip_bomb_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "MAX_SIZE", 1_000_000)
    with pytest.raises(SitemapError, match="fault-packed-sitemap"):
        list(parse(gzip.compress(urlset(f"{SITE}/1") + b" " * 20_000_000)))


def test_endless_indexes_end() -> None:
    asked: list[str] = []

    def fetch(file: str) -> bytes:
        asked.append(file)
        return index(*(f"{SITE}/{len(asked)}-{number}.xml" for number in range(5)))

    found = collect([FILE], SCOPE, fetch)
    assert len(asked) == sitemap.MAX_FILES
    assert "were not read" in found.notes[0]


def test_robots_txt_names_the_sitemap(web: Web, make_fetcher: MakeFetcher) -> None:
    web.pages |= {
        "/robots.txt": Reply(f"Sitemap: {web.url('/kartta.xml')}\nSitemap: /toinen.xml\nSitemap: https://muu.fi/x.xml"),
        "/kartta.xml": Reply(urlset(web.url("/1")), content_type="application/xml"),
        "/toinen.xml": Reply(urlset(web.url("/2")), content_type="application/xml"),
    }
    fetcher = make_fetcher(robots=True)
    found = fetcher.sitemap(web.url(), fetcher.scope((web.url(),)), Event())
    assert found.urls == (web.url("/1"), web.url("/2"))


def test_without_a_word_it_is_at_the_root(web: Web, make_fetcher: MakeFetcher) -> None:
    web.pages["/sitemap.xml"] = Reply(urlset(web.url("/1")), content_type="application/xml")
    fetcher = make_fetcher(robots=True)
    assert fetcher.sitemap(web.url("/a/b"), fetcher.scope((web.url(),)), Event()).urls == (web.url("/1"),)
