import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

from a11ycheck import report
from a11ycheck.model import PageRecord, Reason, Report
from a11ycheck.report.json_report import WholeReport
from a11ycheck.report.schema import PUBLISHED, report_schema, schema_text
from tests.report import factory

CONTRACT = {
    "rules": ["id", "title", "wcag", "level", "en301549", "act", "kind", "needs"],
    "pages": ["url", "final_url", "status", "title", "language", "health", "reason", "error", "outcomes", "findings"],
    "issues": ["id", "rule", "outcome", "wcag", "title", "where", "pages", "occurrences", "first_page", "target",
               "snippet"],
    "criteria": ["id", "outcome", "rules"],
}  # fmt: skip
FINDING = ["rule", "outcome", "wcag", "message", "target", "snippet", "line", "column", "fingerprint", "issue"]


def written(tmp_path: Path, made: Report) -> bytes:
    (path,) = report.write(made, factory.settings(tmp_path, formats=("json",)))
    return path.read_bytes()


def test_top_level_fields_come_in_the_order_of_the_contract(tmp_path: Path) -> None:
    content = json.loads(written(tmp_path, factory.ordinary()))
    assert list(content) == ["schema_version", "tool", "scan", "rules", "pages", "issues", "criteria"]
    assert content["schema_version"] == 1
    assert content["scan"]["complete"] is False


def test_entries_have_the_fields_of_the_contract(tmp_path: Path) -> None:
    content = json.loads(written(tmp_path, factory.ordinary()))
    for name, fields in CONTRACT.items():
        assert set(fields) <= set(content[name][0]), name
    assert set(FINDING) <= set(content["pages"][0]["findings"][0])


@pytest.mark.parametrize("made", [factory.ordinary(), factory.hostile(), factory.report()])
def test_schema_accepts_every_report(tmp_path: Path, made: Report) -> None:
    validator = jsonschema.Draft202012Validator(report_schema())
    assert [error.message for error in validator.iter_errors(json.loads(written(tmp_path, made)))] == []


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content.pop("criteria"),
        lambda content: content.update(schema_version=2),
        lambda content: content["pages"][0].update(health="passed"),
        lambda content: content["pages"][0]["findings"][0].update(outcome="passed"),
        lambda content: content["pages"][0]["findings"][0].pop("fingerprint"),
        lambda content: content["issues"][0].update(pages=0),
        lambda content: content["criteria"][0].update(id="banana"),
    ],
)
def test_schema_rejects_what_breaks_the_contract(tmp_path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    content = json.loads(written(tmp_path, factory.ordinary()))
    change(content)
    assert not jsonschema.Draft202012Validator(report_schema()).is_valid(content)


def test_published_schema_is_fresh() -> None:
    assert PUBLISHED.read_text(encoding="utf-8") == schema_text(), "run python -m a11ycheck.report.schema"


def test_schema_is_valid_and_describes_every_field() -> None:
    schema = report_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    for definition in [schema, *schema["$defs"].values()]:
        assert definition["description"]
        for name, shape in definition.get("properties", {}).items():
            assert shape["description"], name


def test_what_was_written_is_read_back_the_same(tmp_path: Path) -> None:
    made = factory.ordinary()
    read = msgspec.json.decode(written(tmp_path, made), type=WholeReport)
    assert read.pages == tuple(made.pages)
    assert (read.tool, read.scan, read.rules, read.issues, read.criteria) == (
        made.summary.tool,
        made.summary.scan,
        made.summary.rules,
        made.summary.issues,
        made.summary.criteria,
    )


def test_control_characters_are_kept_and_lone_surrogates_replaced(tmp_path: Path) -> None:
    content = written(tmp_path, factory.hostile())
    assert b"\x1b" not in content
    assert b"\x00" not in content
    title = json.loads(content)["pages"][0]["title"]
    assert title == factory.HOSTILE.replace("\ud800\udc00", "\ufffd\ufffd")


def test_pages_are_written_one_by_one(tmp_path: Path) -> None:
    alive: list[int] = []

    def pages() -> Iterator[PageRecord]:
        for number in range(50):
            alive.append(number)
            size = sum(part.stat().st_size for part in tmp_path.iterdir())
            yield factory.untested_page(number, Reason.TIMEOUT, error=f"{size:>20}" + "x" * 100_000)

    content = json.loads(written(tmp_path, factory.report(factory.Pages(pages), not_tested=50)))
    assert len(alive) == 50
    assert int(content["pages"][49]["error"][:20]) > 4_000_000


def test_failed_writing_leaves_the_old_report_and_no_other_file(tmp_path: Path) -> None:
    before = written(tmp_path, factory.ordinary())

    def pages() -> Iterator[PageRecord]:
        yield factory.page()
        raise RuntimeError("the disk of the pages is gone")

    with pytest.raises(RuntimeError, match="is gone"):
        written(tmp_path, factory.report(factory.Pages(pages)))
    assert [path.name for path in tmp_path.iterdir()] == ["report.json"]
    assert (tmp_path / "report.json").read_bytes() == before
