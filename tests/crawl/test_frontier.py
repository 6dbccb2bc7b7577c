import pytest

from a11ycheck.crawl import frontier as module
from a11ycheck.crawl.frontier import Entry, Frontier
from a11ycheck.settings import Settings

SITE = "https://example.fi"


def make(**settings: object) -> Frontier:
    return Frontier([f"{SITE}/"], Settings(**settings), 2026)  # type: ignore[arg-type]  # any field


def offer(frontier: Frontier, path: str, depth: int = 1, *, nofollow: bool = False) -> None:
    frontier.offer(Entry(SITE + path, depth, asked=False), nofollow=nofollow)


def queued(frontier: Frontier) -> list[str]:
    found = []
    while frontier.peek() is not None:
        found.append(frontier.pop().url.removeprefix(SITE))
    return found


def left_out(frontier: Frontier) -> dict[str, tuple[int, str]]:
    return {item.rule: (item.count, item.example.removeprefix(SITE)) for item in frontier.left_out(None)}


def test_first_in_first_out_and_each_once() -> None:
    frontier = make()
    for path in ("/b", "/a", "/b", "/"):
        offer(frontier, path)
    assert queued(frontier) == ["/", "/b", "/a"]


def test_globs_decide_on_the_path() -> None:
    frontier = make(include=("/fi/*", "/päätökset/*"), exclude=("*/haku*",))
    for path in ("/fi/a/b", "/sv/a", "/sv/b", "/fi/haku?q=1", "/p%C3%A4%C3%A4t%C3%B6kset/1"):
        offer(frontier, path)
    assert queued(frontier) == ["/", "/fi/a/b", "/p%C3%A4%C3%A4t%C3%B6kset/1"]
    assert left_out(frontier) == {"include": (2, "/sv/a"), "exclude": (1, "/fi/haku?q=1")}


def test_depth_bounds() -> None:
    frontier = make(depth=1)
    offer(frontier, "/a", 1)
    offer(frontier, "/b", 2)
    assert queued(frontier) == ["/", "/a"]
    assert left_out(frontier) == {"depth": (1, "/b")}


def test_what_was_left_out_may_be_reached_another_way() -> None:
    frontier = make(depth=1)
    offer(frontier, "/a", nofollow=True)
    offer(frontier, "/b", nofollow=True)
    offer(frontier, "/a")
    assert queued(frontier) == ["/", "/a"]
    assert left_out(frontier) == {"nofollow": (1, "/b")}


def test_traps_are_asked_once_for_each_address() -> None:
    frontier = make()
    for _ in range(3):
        for number in range(40):
            offer(frontier, f"/haku?a=1&b=2{'&a=1' * number}")
    assert left_out(frontier)["trap-query"] == (14, f"/haku?a=1&b=2{'&a=1' * 26}")


def test_the_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_KNOWN", 10)
    frontier = make()
    for number in range(100):
        offer(frontier, f"/{number}")
    assert len(queued(frontier)) == 10
    assert left_out(frontier) == {"max-addresses": (91, "/9")}


def test_the_rest_of_the_queue_is_left_out_by_the_limit() -> None:
    frontier = make()
    offer(frontier, "/a")
    frontier.pop()
    (item,) = frontier.left_out("max-pages")
    assert (item.rule, item.count, item.example) == ("max-pages", 1, f"{SITE}/a")
