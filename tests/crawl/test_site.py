"""A whole site, driven as a scan drives it."""

import random
import re
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from a11ycheck.crawl.fetch import Fetcher
from a11ycheck.crawl.site import LOOKAHEAD, Site, Visit
from a11ycheck.model import Examined, Fetched, Health, Link, Mark, PageRecord, Reason
from a11ycheck.settings import Settings
from a11ycheck.urls import normalise
from tests.crawl.conftest import MakeFetcher
from tests.crawl.test_fetch import drip_body
from tests.crawl.test_sitemap import urlset
from tests.crawl.web import Answering, Reply, Web, page, redirect

MARK = Mark(target="a", snippet="<a>", line=1, column=1, where="main", identity="a", place="a")


def examine(fetched: Fetched) -> Examined | None:
    """A stand-in for the page stage: addresses by pattern, which is enough for these pages."""
    if fetched.reason is not None:
        return None
    text = fetched.body.decode()
    found = [
        (match[0], normalise(match[1], fetched.final_url)) for match in re.finditer(r'<a [^>]*?href="(.*?)"', text)
    ]
    links = tuple(Link(url=url, text="", nofollow="nofollow" in tag, mark=MARK) for tag, url in found if url)
    canonical = re.search(r'rel=canonical href="(.*?)"', text)
    record = PageRecord(
        url=fetched.url, final_url=fetched.final_url, status=fetched.status, title="", language="", health=Health.TESTED
    )
    return Examined(record=record, links=links, canonical=canonical and normalise(canonical[1], fetched.final_url))


@dataclass
class Crawled:
    pages: list[str] = field(default_factory=list)
    reasons: dict[str, Reason | None] = field(default_factory=dict)
    documents: list[tuple[str, str, str]] = field(default_factory=list)
    left_out: dict[str, tuple[int, str]] = field(default_factory=dict)
    broken: dict[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def crawl(web: Web, fetcher: Fetcher, *starts: str, window: int = 99, **settings: object) -> Crawled:
    crawled = Crawled()
    chosen = Settings(**{"robots": False, "sitemap": False, **settings})  # type: ignore[arg-type]  # any field
    with Site([web.url(start) for start in starts or ("/",)], chosen, fetcher, this_year=2026) as site:
        on_their_way: deque[Visit] = deque()
        while True:
            while len(on_their_way) < window and (visit := site.begin()) is not None:
                on_their_way.append(visit)
            if not on_their_way:
                break
            visit = on_their_way.popleft()
            fetched = visit.fetched.result()
            if site.learn(visit, examine(fetched)):
                path = visit.url.removeprefix(web.url(""))
                crawled.pages.append(path)
                crawled.reasons[path] = fetched.reason
        base = web.url("")
        crawled.documents = [
            (item.url.removeprefix(base), item.kind, item.linked_from.removeprefix(base)) for item in site.documents
        ]
        crawled.left_out = {item.rule: (item.count, item.example.removeprefix(base)) for item in site.left_out}
        crawled.broken = {url.removeprefix(base): status for url, status in site.broken.items()}
        crawled.notes = site.notes
    return crawled


def test_breadth_first(web: Web, make_fetcher: MakeFetcher) -> None:
    web.pages |= {"/": page("/b", "/a", "https://muu.fi/"), "/a": page("/"), "/b": page("/c"), "/c": page("/a")}
    assert crawl(web, make_fetcher()).pages == ["/", "/b", "/a", "/c"]


def test_the_sitemap_comes_after_the_links_of_the_start(web: Web, make_fetcher: MakeFetcher) -> None:
    web.pages |= {path: page() for path in ("/kartta1", "/kartta2", "/c")}
    web.pages |= {"/": page("/a"), "/a": page("/c")}
    addresses = [web.url(path) for path in ("/kartta1", "/poissa", "/a", "/liite.pdf", "/kartta2")]
    web.pages["/sitemap.xml"] = Reply(urlset(*addresses), content_type="text/xml")
    crawled = crawl(web, make_fetcher(), sitemap=True)
    assert crawled.pages == ["/", "/a", "/kartta1", "/kartta2", "/c"]
    assert crawled.broken == {"/poissa": 404}
    assert crawled.notes == (f"The sitemap lists 1 addresses that do not exist, such as {web.url('/poissa')}",)


def test_a_sitemap_of_fifty_thousand_is_cut_by_the_limit(web: Web, make_fetcher: MakeFetcher) -> None:
    web.pages |= {"/": page(), **{f"/{number}": page() for number in range(9)}}
    web.pages["/sitemap.xml"] = Reply(urlset(*(web.url(f"/{n}") for n in range(50_000))), content_type="text/xml")
    crawled = crawl(web, make_fetcher(), sitemap=True, max_pages=5)
    assert crawled.pages == ["/", "/0", "/1", "/2", "/3"]
    assert crawled.left_out == {"max-pages": (49_996, "/4")}


def test_a_broken_sitemap_is_a_note(web: Web, make_fetcher: MakeFetcher) -> None:
    web.pages |= {"/": page(), "/sitemap.xml": Reply("<urlset", content_type="text/xml")}
    crawled = crawl(web, make_fetcher(), sitemap=True)
    assert crawled.pages == ["/"]
    assert len(crawled.notes) == 1


def make_large_site(web: Web) -> None:
    chance = random.Random(7)  # noqa: S311  (a site that is the same on every run)
    for number in range(60):
        links = [f"/{chance.randrange(80)}" for _ in range(6)]
        web.pages[f"/{number}"] = page(*links) if number % 7 else redirect(f"/{number + 1}")
    web.pages["/"] = page("/1", "/2", "/3")


def test_the_order_is_the_same_however_fast_the_server(web: Web, make_fetcher: MakeFetcher) -> None:
    make_large_site(web)
    runs = []
    for seed, window in ((1, 99), (2, 3), (3, 1)):
        chance = random.Random(seed)  # noqa: S311  (delays)
        for reply in web.pages.values():
            assert isinstance(reply, Reply)
            reply.before = lambda chance=chance: time.sleep(chance.random() / 200)
        runs.append(crawl(web, make_fetcher(), window=window, max_pages=30))
    assert runs[0] == runs[1] == runs[2]
    assert len(runs[0].pages) == 30
    assert runs[0].broken
    assert runs[0].left_out["max-pages"][0] > 0


def test_duplicates_and_broken_links_do_not_count(web: Web, make_fetcher: MakeFetcher) -> None:
    web.pages |= {"/": page("/a", "/b", "/poissa", "/gone", "/c"), "/a": redirect("/b"), "/b": page(), "/c": page()}
    web.pages["/gone"] = Reply("", 410)
    crawled = crawl(web, make_fetcher(), max_pages=3)
    assert crawled.pages == ["/", "/a", "/c"]
    assert crawled.broken == {"/poissa": 404, "/gone": 410}
    assert crawled.left_out == {}


def test_requests_are_bounded_too(web: Web, make_fetcher: MakeFetcher) -> None:
    web.pages["/"] = page(*(f"/poissa/{number}" for number in range(300)))
    crawled = crawl(web, make_fetcher(), max_pages=3)
    assert len(web.seen) == 200
    assert crawled.left_out == {"max-requests": (101, "/poissa/199")}


def test_what_was_asked_for_is_always_a_page(web: Web, make_fetcher: MakeFetcher) -> None:
    web.pages |= {"/a": page(), "/liite": Reply(b"%PDF", content_type="application/pdf"), "/b": redirect("/a")}
    web.pages["/pois"] = redirect("https://muu.fi/")
    crawled = crawl(web, make_fetcher(), "/a", "/poissa", "/liite", "/pois", "/b", "/a", max_pages=1)
    assert crawled.reasons == {
        "/a": None,
        "/poissa": Reason.HTTP_ERROR,
        "/liite": Reason.NOT_HTML,
        "/pois": Reason.REDIRECT,
    }
    assert crawled.broken == {}


def test_exactly_these(web: Web, make_fetcher: MakeFetcher) -> None:
    web.pages |= {"/a": page("/b", "/c", "/liite.pdf"), "/b": page(), "/c": page()}
    web.pages["/sitemap.xml"] = Reply(urlset(web.url("/c")), content_type="text/xml")
    for settings in ({"crawl": False}, {"urls": Path("list.txt")}):
        crawled = crawl(web, make_fetcher(), "/a", "/b", sitemap=True, **settings)
        assert crawled.pages == ["/a", "/b"]
        assert crawled.documents == [("/liite.pdf", "pdf", "/a")]
        assert crawled.left_out == {}


def test_documents_are_listed_and_not_fetched(web: Web, make_fetcher: MakeFetcher) -> None:
    web.pages["/"] = page(
        "/a.pdf", "/b.docx", "/c.zip", "/kuva.jpg", "/lataa?id=1", "/kuva", "https://muu.fi/d.pdf", "/x"
    )
    web.pages["/lataa?id=1"] = Reply(b"%PDF", content_type="application/pdf")
    web.pages["/kuva"] = Reply(b"\x89PNG", content_type="image/png")
    web.pages["/x"] = Reply(b"\x89PNG\r\n")
    crawled = crawl(web, make_fetcher())
    assert crawled.pages == ["/", "/x"]  # what is called HTML and is none has to be told
    assert crawled.documents == [
        ("/a.pdf", "pdf", "/"),
        ("/b.docx", "office", "/"),
        ("/c.zip", "other", "/"),
        ("/lataa?id=1", "pdf", "/"),
    ]
    assert sorted(web.paths()) == ["/", "/kuva", "/lataa?id=1", "/x"]


def test_canonical_addresses(web: Web, make_fetcher: MakeFetcher) -> None:
    def canonical(url: str, *links: str) -> Reply:
        return page(*links, head=f'<link rel=canonical href="{url}">')

    web.pages |= {
        "/": canonical("/", "/a?x=1", "/a", "/b?x=1", "/muu"),
        "/a?x=1": canonical("/a"),  # later than this page: both are pages
        "/a": canonical("/a"),
        "/b?x=1": canonical("/", "/d"),  # an earlier page
        "/muu": canonical("https://muu.fi/"),
        "/d": canonical("/e"),
        "/e": page(),
    }
    crawled = crawl(web, make_fetcher())
    assert crawled.pages == ["/", "/a?x=1", "/a", "/muu", "/d", "/e"]
    assert crawled.left_out == {"canonical": (1, "/b?x=1")}


def test_nofollow(web: Web, make_fetcher: MakeFetcher) -> None:
    web.pages |= {
        "/": Reply('<a rel=nofollow href="/a">a</a><a href="/b">b</a>'),
        "/b": Reply('<a href="/c">c</a>', headers={"X-Robots-Tag": "nofollow"}),
    }
    crawled = crawl(web, make_fetcher())
    assert crawled.pages == ["/", "/b"]
    assert crawled.left_out == {"nofollow": (2, "/a")}


def test_a_redirect_elsewhere_makes_no_page(web: Web, make_fetcher: MakeFetcher) -> None:
    web.pages |= {"/": page("/a", "/b"), "/a": redirect("https://muu.fi/"), "/b": redirect("/b")}
    crawled = crawl(web, make_fetcher())
    assert crawled.reasons == {"/": None, "/b": Reason.REDIRECT}
    assert crawled.left_out == {"redirect-elsewhere": (1, "/a")}


def test_a_disallowed_page_is_told(web: Web, make_fetcher: MakeFetcher) -> None:
    web.pages |= {"/robots.txt": Reply("User-agent: *\nDisallow: /haku"), "/": page("/haku", "/a"), "/a": page()}
    crawled = crawl(web, make_fetcher(robots=True), robots=True)
    assert crawled.reasons == {"/": None, "/haku": Reason.ROBOTS, "/a": None}


@pytest.mark.parametrize("trap", ["/{}/a/b", "/kalenteri/{}/01", "/x?s={}&t=1"])
def test_traps_end(trap: str, web: Web, make_fetcher: MakeFetcher) -> None:
    class Endless(dict[str, Answering]):
        def __missing__(self, key: str) -> Reply:
            number = int(re.sub(r"\D*(\d+).*", r"\1", key)) if key != "/" else 2025
            following = re.sub(r"\d+", str(number + 1), key, count=1) if key != "/" else trap.format(2026)
            return page(following, *([f"{following}&t={number % 2}&s=2026"] if "?" in following else []), "a/b/")

    web.pages = Endless()
    crawled = crawl(web, make_fetcher(), max_pages=60)
    assert len(crawled.pages) <= 60
    assert {rule for rule in crawled.left_out if rule.startswith("trap-")}


def test_visits_are_learned_in_order_and_not_too_many_at_a_time(web: Web, make_fetcher: MakeFetcher) -> None:
    web.pages["/"] = page(*(f"/{number}" for number in range(50)))
    with Site([web.url()], Settings(sitemap=False), make_fetcher()) as site:
        first = site.begin()
        assert first is not None
        assert site.begin() is None
        site.learn(first, examine(first.fetched.result()))
        visits = []
        while (visit := site.begin()) is not None:
            visits.append(visit)
        assert len(visits) == LOOKAHEAD
        with pytest.raises(ValueError, match="in which they began"):
            site.learn(visits[1], None)


def test_a_crash_of_the_page_stage_is_still_a_page(web: Web, make_fetcher: MakeFetcher) -> None:
    web.pages["/"] = page("/a")
    with Site([web.url()], Settings(sitemap=False), make_fetcher()) as site:
        visit = site.begin()
        assert visit is not None
        assert site.learn(visit, None)


def test_several_sites_go_on_side_by_side(web: Web, make_fetcher: MakeFetcher) -> None:
    both = threading.Barrier(2, timeout=5)

    def meet() -> None:
        both.wait()

    web.pages["/"] = Reply("<p>x", before=meet)
    fetcher = make_fetcher()
    settings = Settings(sitemap=False)
    starts = (web.url(), web.url(host="localhost"))
    with Site(starts[:1], settings, fetcher) as one, Site(starts[1:], settings, fetcher) as other:
        visits = [one.begin(), other.begin()]
        assert [visit.fetched.result().reason for visit in visits if visit] == [None, None]


def test_closing_ends_threads_at_once(web: Web, make_fetcher: MakeFetcher) -> None:
    before = set(threading.enumerate())
    web.pages |= {f"/{number}": drip_body for number in range(9)}
    fetcher = make_fetcher()
    site = Site([web.url(f"/{number}") for number in range(9)], Settings(), fetcher)
    visits = [site.begin() for _ in range(9)]
    began = time.monotonic()
    while len(web.seen) < 4:
        time.sleep(0.01)
    site.close()
    fetcher.close()
    assert time.monotonic() - began < 10
    assert all(visit and visit.fetched.done() for visit in visits)
    ours = [thread for thread in set(threading.enumerate()) - before if thread.name.startswith("a11ycheck")]
    assert ours == []
