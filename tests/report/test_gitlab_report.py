import json
from pathlib import Path
from typing import Any

import pytest

from a11ycheck import report
from a11ycheck.model import Outcome, Report, Suppressed
from tests.report import factory

SEVERITIES = {"info", "minor", "major", "critical", "blocker"}


def written(tmp_path: Path, made: Report) -> list[dict[str, Any]]:
    (path,) = report.write(made, factory.settings(tmp_path, formats=("gitlab",)))
    assert not path.read_bytes().startswith(b"\xef\xbb\xbf")  # GitLab takes no byte order mark
    content: list[dict[str, Any]] = json.loads(path.read_bytes())
    return content


@pytest.mark.parametrize("made", [factory.ordinary(), factory.hostile(), factory.report()])
def test_every_violation_has_the_fields_that_gitlab_requires(tmp_path: Path, made: Report) -> None:
    content = written(tmp_path, made)
    for each in content:
        assert all(isinstance(each[name], str) and each[name] for name in ("description", "check_name", "fingerprint"))
        assert each["severity"] in SEVERITIES
        assert each["location"]["path"]
        assert each["location"]["lines"]["begin"] >= 1
    assert len({each["fingerprint"] for each in content}) == len(content)


def test_a_defect_on_many_pages_is_written_once_and_weighed(tmp_path: Path) -> None:
    same = factory.finding(fingerprint="a")
    pages = [
        factory.page(1, findings=(same, factory.finding(fingerprint="b", outcome=Outcome.CANT_TELL))),
        factory.page(2, findings=(same, factory.finding("heading-level-skipped", fingerprint="c"))),
    ]
    content = written(tmp_path, factory.report(pages, tested=2))
    assert [(each["fingerprint"], each["severity"]) for each in content] == [
        ("a", "critical"), ("b", "info"), ("c", "minor"),
    ]  # fmt: skip


def test_what_the_source_suppresses_is_left_out(tmp_path: Path) -> None:
    suppressed = factory.finding(suppressed=Suppressed(reason="x", number=1), fingerprint="a")
    pages = [factory.page(findings=(suppressed, factory.finding(fingerprint="b")))]
    assert [each["fingerprint"] for each in written(tmp_path, factory.report(pages, tested=1))] == ["b"]
