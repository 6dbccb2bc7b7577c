"""The scan of the made-up region's site against its truth: every planted barrier found, nothing else reported."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest

from a11ycheck.catalogue import catalogue
from a11ycheck.line import scan
from a11ycheck.model import Finding, Health, Report
from a11ycheck.page.parse import parse
from a11ycheck.page.select import select
from a11ycheck.page.selector import selector
from a11ycheck.settings import Settings
from scripts.demo import served
from tests.site.build import build, truth
from tests.site.pages import load_pages
from tests.site.planting import Expected, Planting

type Outcomes = list[tuple[str, str]]  # rule and outcome

CLEAN = ("/", "/sv/", "/en/", "/yhteystiedot.html", "/palaute.html", "/uutiset.html", "/kartta.html")


class Scanned(NamedTuple):
    report: Report
    folder: Path


@pytest.fixture(scope="module")
def static(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scanned]:
    """The whole site, by its HTML."""
    folder = tmp_path_factory.mktemp("site")
    with served(folder) as address:
        build(folder, address)
        yield Scanned(scan(Settings(targets=(address,), engine="static", level="AAA", max_pages=1000, jobs=2)), folder)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scanned]:
    """The pages whose barriers only drawing shows, and some without any: the whole site would take minutes."""
    folder = tmp_path_factory.mktemp("site")
    with served(folder) as address:
        build(folder, address)
        listed = folder / "urls.txt"
        listed.write_text("".join(f"{address.rstrip('/')}{path}\n" for path in to_be_drawn()), encoding="utf-8")
        yield Scanned(scan(Settings(urls=listed, engine="browser", jobs=2)), folder)


def to_be_drawn() -> dict[str, list[Expected]]:
    """Clean pages, those with a barrier that only drawing shows, and those where the same is done right."""
    pages = load_pages()
    drawn = {each.rule for page in pages for planting in page.plantings for each in planting.expected if waits(each)}
    return {
        page.path: [
            each
            for planting in page.plantings
            for each in planting.expected
            if catalogue()[each.rule].info("en").level != "AAA"
        ]
        for page in pages
        if page.path in CLEAN or any(shown_by_drawing(planting, drawn) for planting in page.plantings)
    }


def waits(expected: Expected) -> bool:
    return expected.undrawn != expected.outcome


def shown_by_drawing(planting: Planting, drawn: set[str]) -> bool:
    return any(map(waits, planting.expected)) or (not planting.expected and planting.rule in drawn)


def findings(scanned: Scanned) -> dict[str, list[Finding]]:
    return {urlsplit(page.url).path: list(page.findings) for page in scanned.report.pages}


def wrong(scanned: Scanned, wanted: dict[str, Outcomes]) -> list[tuple[str, Outcomes, Outcomes]]:
    """Each page that differs from the truth, with what is missing and what is too much."""
    found = findings(scanned)
    pages = []
    for path, outcomes in wanted.items():
        got = sorted((finding.rule, finding.outcome.value) for finding in found.get(path, ()))
        if sorted(outcomes) != got:
            pages.append(
                (path, [each for each in outcomes if each not in got], [each for each in got if each not in outcomes])
            )
    return pages


def test_every_page_is_found_and_tested(static: Scanned) -> None:
    assert {urlsplit(page.url).path.removesuffix("index.html") for page in static.report.pages} == set(truth())
    assert [page.url for page in static.report.pages if page.health is not Health.TESTED] == []
    assert static.report.summary.scan.complete


def test_every_barrier_is_found_and_nothing_else(static: Scanned) -> None:
    wanted = {
        path: [(each.rule, each.undrawn) for each in planted if each.undrawn != "untested" for _ in range(each.count)]
        for path, planted in truth().items()
    }
    assert wrong(static, wanted) == [], "page, missing, too much"


@pytest.mark.xdist_group("browser")
def test_every_drawn_barrier_is_found_and_nothing_else(drawn: Scanned) -> None:
    wanted = {
        path: [
            (each.rule, each.outcome) for each in planted if each.outcome != "inapplicable" for _ in range(each.count)
        ]
        for path, planted in to_be_drawn().items()
    }
    assert wrong(drawn, wanted) == [], "page, missing, too much"


def test_findings_are_at_the_planted_elements(static: Scanned) -> None:
    found = findings(static)
    for path, planted in truth().items():
        file = static.folder / path.lstrip("/") / ("index.html" if path.endswith("/") else "")
        page = parse(file.read_bytes(), url=path)
        for each in planted:
            if each.undrawn == "untested":
                continue
            matches = select(page, each.selector)
            near = {selector(node) for match in matches for node in (match, match.parent or match, *match.descendants)}
            assert near & {finding.target for finding in found[path] if finding.rule == each.rule}, (path, each)


def test_one_cause_on_twelve_pages_is_one_issue(static: Scanned) -> None:
    shared = {issue.rule: issue.pages for issue in static.report.summary.issues if issue.pages == 12}
    assert shared.keys() >= {"field-without-label", "image-without-name", "link-without-name"}
