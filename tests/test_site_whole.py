"""A barrier that only a whole site has is built as a site of its own, and found there."""

from collections import Counter
from pathlib import Path

import pytest

from a11ycheck import scan
from tests.site.build import build, truth
from tests.site.pages import HERE

WHOLE = sorted(file.stem for file in (HERE / "whole").glob("*.html"))


@pytest.mark.parametrize("name", WHOLE)
def test_a_barrier_of_a_whole_site_is_the_only_one_found(tmp_path: Path, name: str) -> None:
    build(tmp_path, "http://127.0.0.1", name)
    found = Counter(
        (finding.rule, finding.outcome.value)
        for page in scan(str(tmp_path), engine="static", serve=True, max_pages=100).pages
        for finding in page.findings
    )
    wanted = Counter[tuple[str, str]]()
    for each in truth(name).values():
        for expected in each:
            wanted[expected.rule, expected.outcome] += expected.count
    assert wanted
    assert found == wanted
