"""The scan of the made-up region's site against its truth: every planted barrier found, nothing else reported."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from a11ycheck.catalogue import catalogue
from a11ycheck.line import scan
from a11ycheck.model import Finding, Health, Report
from a11ycheck.page.parse import parse
from a11ycheck.page.select import select
from a11ycheck.page.selector import selector
from a11ycheck.settings import Engine, Settings
from scripts.demo import served
from tests.site.build import build, truth
from tests.site.planting import Expected


@pytest.fixture(scope="module", params=["static", pytest.param("browser", marks=pytest.mark.xdist_group("browser"))])
def scanned(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Report, Path]]:
    engine: Engine = request.param
    folder = tmp_path_factory.mktemp("site")
    with served(folder) as address:
        build(folder, address)
        yield scan(Settings(targets=(address,), engine=engine, level="AAA", max_pages=1000, jobs=2)), folder


def by_page(report: Report) -> dict[str, list[Finding]]:
    return {urlsplit(page.url).path: list(page.findings) for page in report.pages}


def expected(engine: str) -> dict[str, list[Expected]]:
    """The truth as far as an engine can know it."""
    rules = catalogue()
    return {
        path: [each for each in planted if engine == "browser" or not rules[each.rule].text.needs]
        for path, planted in truth().items()
    }


def test_every_page_is_found_and_tested(scanned: tuple[Report, Path]) -> None:
    report, _ = scanned
    assert {urlsplit(page.url).path.removesuffix("index.html") for page in report.pages} == set(truth())
    assert [page.url for page in report.pages if page.health is not Health.TESTED] == []
    assert report.summary.scan.complete


def test_every_barrier_is_found_and_nothing_else(scanned: tuple[Report, Path]) -> None:
    report, _ = scanned
    found = by_page(report)
    wrong = []
    for path, planted in expected(report.summary.scan.engine).items():
        wanted = sorted((each.rule, each.outcome) for each in planted for _ in range(each.count))
        got = sorted((finding.rule, finding.outcome.value) for finding in found.get(path, ()))
        if wanted != got:
            wrong.append(
                (path, [each for each in wanted if each not in got], [each for each in got if each not in wanted])
            )
    assert wrong == [], "page, missing, too many"


def test_findings_are_at_the_planted_elements(scanned: tuple[Report, Path]) -> None:
    report, folder = scanned
    if report.summary.scan.engine != "static":
        pytest.skip("selectors are those of the file's own tree")
    found = by_page(report)
    for path, planted in expected("static").items():
        if not planted:
            continue
        file = folder / path.lstrip("/") / "index.html" if path.endswith("/") else folder / path.lstrip("/")
        page = parse(file.read_bytes(), url=path)
        for each in planted:
            allowed = {selector(node) for node in select(page, each.selector)}
            targets = {finding.target for finding in found[path] if finding.rule == each.rule}
            assert targets & allowed, (path, each, targets)


def test_one_cause_on_twelve_pages_is_one_issue(scanned: tuple[Report, Path]) -> None:
    report, _ = scanned
    shared = {issue.rule: issue.pages for issue in report.summary.issues if issue.pages == 12}
    assert shared.keys() >= {"field-without-label", "image-without-name", "link-without-name"}
