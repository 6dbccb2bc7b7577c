from itertools import permutations, product

import pytest

from a11ycheck.crawl.traps import MAX_CALENDAR, MAX_PERMUTATIONS, MAX_QUERIES, Traps

SITE = "https://example.fi"


def refused(*urls: str, this_year: int = 2026) -> list[str]:
    traps = Traps(this_year)
    return [rule for url in urls if (rule := traps.rule_against(SITE + url)) is not None]


@pytest.mark.parametrize(
    "url",
    [
        "/",
        "/fi/asuminen-ja-ymparisto/tontit/omakotitontit/haku/ohjeet/",
        "/uutiset/2009/05/otsikko",
        "/uutiset/1996/05",
        "/tapahtumat/2028/12/24",
        "/historia/1918",
        "/poytakirjat/1985/05/liite",
        "/a/b/a/b/c",
        "/osumat/0/0/0",
        "/kalenteri?date=2027-01-15",
        "/laki/2031",
        "/tuote/2099-1500",
        "/haku?id=2031-99",
    ],
)
def test_normal_addresses_are_no_traps(url: str) -> None:
    assert refused(url) == []


@pytest.mark.parametrize(
    ("url", "rule"),
    [
        ("/" + "x" * 2_000, "trap-length"),
        ("/x" * 1 + "".join(f"/{n}" for n in range(20)), "trap-depth"),
        ("/a/b/a/b/a/b", "trap-repeat"),
        ("/fi/sivu/sivu/sivu/", "trap-repeat"),
        ("/tapahtumat/2029/01", "trap-calendar"),
        ("/tapahtumat/2031/05/12/", "trap-calendar"),
        ("/tapahtumat/2031-05-12/lista", "trap-calendar"),
        ("/tapahtumat/1989/12", "trap-calendar"),
        ("/kalenteri?date=2031-05-12", "trap-calendar"),
        ("/kalenteri?kuukausi=5&vuosi=2040", "trap-calendar"),
        ("/kalenteri?month=1970-01", "trap-calendar"),
    ],
)
def test_traps_have_names(url: str, rule: str) -> None:
    assert refused(url) == [rule]


def test_filters_are_bounded() -> None:
    urls = [f"/haku?a={a}&b={b}&c={c}" for a, b, c in product(range(6), repeat=3)]
    rules = refused(*urls)
    assert set(rules) == {"trap-query"}
    assert len(urls) - len(rules) <= MAX_PERMUTATIONS + 18


def test_orders_of_the_same_parameters_are_bounded() -> None:
    urls = ["/haku?" + "&".join(order) for order in permutations(["a=1", "b=2", "c=3", "d=4", "e=5"])]
    assert len(urls) - len(refused(*urls)) == MAX_PERMUTATIONS + 1


def test_archives_are_not_cut() -> None:
    pages = [f"/uutiset?page={page}" for page in range(300)]
    articles = [f"/index.php?option=content&view=article&id={number}&Itemid=7" for number in range(600)]
    months = [f"/uutiset/{year}/{month:02}" for year in range(1996, 2027) for month in range(1, 13)]
    assert refused(*pages, *articles, *months) == []


def test_new_values_end_too() -> None:
    assert len(refused(*(f"/x?token={number}" for number in range(MAX_QUERIES + 10)))) == 10


def test_a_calendar_of_days_ends() -> None:
    days = [f"/kalenteri/{y}/{m:02}/{d:02}" for y in (2026, 2027, 2028) for m in range(1, 13) for d in range(1, 29)]
    assert len(days) - len(refused(*days)) == MAX_CALENDAR


def test_one_path_does_not_use_up_the_bounds_of_another() -> None:
    traps = Traps(2026)
    for number in range(MAX_QUERIES + 1):
        traps.rule_against(f"{SITE}/a?x={number}")
    assert traps.rule_against(f"{SITE}/b?x=1") is None
