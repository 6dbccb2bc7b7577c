import json
from pathlib import Path
from typing import Any

import pytest

from a11ycheck import report
from a11ycheck.model import Report, Suppressed
from a11ycheck.report.sarif_report import SCHEMA
from tests.report import factory
from tests.report.schemas import faults


def written(tmp_path: Path, made: Report) -> dict[str, Any]:
    (path,) = report.write(made, factory.settings(tmp_path, formats=("sarif",)))
    content: dict[str, Any] = json.loads(path.read_bytes())
    return content


@pytest.mark.parametrize("made", [factory.ordinary(), factory.hostile(), factory.report()])
def test_the_published_schema_accepts_it(tmp_path: Path, made: Report) -> None:
    assert faults(SCHEMA, written(tmp_path, made)) == []


def test_the_schema_is_really_asked(tmp_path: Path) -> None:
    content = written(tmp_path, factory.ordinary())
    content["runs"][0]["results"][0]["level"] = "fatal"
    assert len(faults(SCHEMA, content)) == 1


def test_every_finding_is_a_result_with_rule_level_and_fingerprint(tmp_path: Path) -> None:
    made = factory.ordinary()
    (run,) = written(tmp_path, made)["runs"]
    findings = [found for record in made.pages for found in record.findings]
    assert [result["ruleId"] for result in run["results"]] == [found.rule for found in findings]
    rules = run["tool"]["driver"]["rules"]
    for result, found in zip(run["results"], findings, strict=True):
        assert rules[result["ruleIndex"]]["id"] == found.rule
        assert set(result["partialFingerprints"].values()) == {found.fingerprint}
    assert {(result["kind"], result["level"]) for result in run["results"]} == {
        ("fail", "error"), ("review", "none"), ("fail", "note"),
    }  # fmt: skip
    assert all(rule["help"]["text"] and rule["help"]["markdown"] for rule in rules)


def test_pages_not_tested_are_notifications(tmp_path: Path) -> None:
    (run,) = written(tmp_path, factory.ordinary())["runs"]
    said = [each["message"]["text"] for each in run["invocations"][0]["toolExecutionNotifications"]]
    assert len(said) == 4
    assert "The page was not tested: login (Redirected to the login service.)" in said


def test_a_local_file_is_located_below_the_folder_of_the_scan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    name = "dist/palvelut ja tuet/hae.html"
    pages = [factory.page(url=name, final_url=str(tmp_path / name), status=0, findings=(factory.finding(),))]
    (run,) = written(tmp_path / "out", factory.report(pages, tested=1))["runs"]
    physical = run["results"][0]["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"] == {"uri": "dist/palvelut%20ja%20tuet/hae.html", "uriBaseId": "%SRCROOT%"}
    assert (physical["region"]["startLine"], physical["region"]["startColumn"]) == (212, 9)


def test_what_the_source_suppresses_is_a_suppressed_result(tmp_path: Path) -> None:
    found = (factory.finding(suppressed=Suppressed(reason="Poistuu syksyllä", number=1)), factory.finding())
    content = written(tmp_path, factory.report([factory.page(findings=found)], tested=1))
    assert faults(SCHEMA, content) == []
    assert [result.get("suppressions") for result in content["runs"][0]["results"]] == [
        [{"kind": "inSource", "justification": "Poistuu syksyllä"}], None,
    ]  # fmt: skip


def test_a_second_opinion_is_named_with_the_result(tmp_path: Path) -> None:
    page = factory.page(findings=(factory.finding(also=("axe/image-alt",)), factory.finding()))
    first, second = written(tmp_path, factory.report([page], tested=1))["runs"][0]["results"]
    assert first["properties"]["also"] == ["axe/image-alt"]
    assert "also" not in second["properties"]
