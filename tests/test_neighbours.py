"""Pages beside a page: which are fetched, how often, and what of a page they show to be repeated."""

from concurrent.futures import Future
from typing import Any

import pytest

from a11ycheck.catalogue import catalogue
from a11ycheck.model import Fetched, LinkedPage, Reason
from a11ycheck.neighbours import Neighbours
from a11ycheck.urls import Scope

HOST = "https://region.example"
MENU = '<nav><a href="/a">Asuminen ja ympäristö</a><a href="/b">Kulttuuri</a><a href="/c">C</a><a href="/d">D</a></nav>'


class Shelf:
    """Stands for the fetcher: pages by address, and which were asked for."""

    def __init__(self, pages: dict[str, str]) -> None:
        self.pages = pages
        self.asked: list[str] = []

    def scope(self, starts: tuple[str, ...]) -> Scope:
        return Scope.of(starts)

    def get(self, url: str, scope: Scope) -> Fetched:
        assert scope.holds(url)
        self.asked.append(url)
        return (
            page_at(url, self.pages[url])
            if url in self.pages
            else Fetched(url=url, final_url=url, reason=Reason.ROBOTS)
        )


def page_at(url: str, html: str) -> Fetched:
    return Fetched(url=url, final_url=url, status=200, media_type="text/html", charset="utf-8", body=html.encode())


def linked(shelf: Any, *rules: str, html: str, url: str = f"{HOST}/") -> dict[str, LinkedPage] | None:
    with Neighbours(shelf, [catalogue()[rule] for rule in rules]) as neighbours:
        coming: Future[Fetched] = Future()
        coming.set_result(page_at(url, html))
        found = neighbours.complete(coming).result(timeout=10).linked
    return None if found is None else {each.url.removeprefix(HOST): each for each in found}


def test_nothing_is_fetched_where_no_rule_compares() -> None:
    shelf = Shelf({})
    assert linked(shelf, "title-missing", html=MENU) is None
    assert not shelf.asked


def test_the_first_pages_of_another_path_are_fetched() -> None:
    shelf = Shelf({f"{HOST}/{name}": MENU for name in "abcd"})
    found = linked(shelf, "bypass-missing", html=f'<a href="?x=1">x</a><a href="/tiedosto.pdf">y</a>{MENU}')
    assert found is not None
    assert list(found) == ["/a", "/b", "/c"]
    assert all(each.blocks for each in found.values())


def test_other_sites_are_not_asked_and_what_robots_keep_is_left_out() -> None:
    shelf = Shelf({})
    html = '<a href="https://other.example/">Muu</a><a href="/a">A</a>'
    assert linked(shelf, "bypass-missing", html=html) == {}
    assert shelf.asked == [f"{HOST}/a"]


def test_pages_that_links_of_one_name_lead_to_are_compared_and_not_asked_for_twice() -> None:
    shelf = Shelf({f"{HOST}/{name}": f"<h1>{name}</h1>" for name in "ab"})
    html = '<p><a href="/a">Lue</a></p><p><a href="/b">Lue</a></p>'
    found = linked(shelf, "link-name-of-many-targets", html=html)
    assert found is not None
    assert {name: (each.heading, each.compared) for name, each in found.items()} == {
        "/a": ("a", True),
        "/b": ("b", True),
    }
    assert sorted(shelf.asked) == [f"{HOST}/a", f"{HOST}/b"]


def test_links_in_different_blocks_are_compared_only_where_a_rule_asks_for_all() -> None:
    shelf = Shelf({})
    html = '<p>Ensin <a href="/a?x">Lue</a></p><p>Sitten <a href="/b?x">Lue</a></p>'
    linked(shelf, "frame-names-repeated", html=html, url=f"{HOST}/sivu")
    assert len(shelf.asked) == 2  # as pages beside it, not as pages of one name
    shelf = Shelf({f"{HOST}/{name}?x": name for name in "ab"})
    found = linked(shelf, "frame-names-repeated", html=html, url=f"{HOST}/sivu")
    assert found is not None
    assert not any(each.compared for each in found.values())


def test_a_page_that_cannot_be_read_is_passed_on_as_it_is() -> None:
    shelf = Shelf({})
    coming: Future[Fetched] = Future()
    coming.set_result(Fetched(url=HOST, final_url=HOST, reason=Reason.TIMEOUT))
    with Neighbours(shelf, [catalogue()["bypass-missing"]]) as neighbours:  # type: ignore[arg-type]  # a stand-in
        assert neighbours.complete(coming).result(timeout=10).linked is None


def test_a_fault_of_the_fetch_is_passed_on() -> None:
    coming: Future[Fetched] = Future()
    coming.set_exception(RuntimeError("fetch"))
    with (
        Neighbours(Shelf({}), [catalogue()["bypass-missing"]]) as neighbours,  # type: ignore[arg-type]  # a stand-in
        pytest.raises(RuntimeError, match="fetch"),
    ):
        neighbours.complete(coming).result(timeout=10)
