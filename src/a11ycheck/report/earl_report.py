"""EARL 1.0 as JSON-LD: an assertor and the test runs of its pages, of the shape that the W3C's ACT tools read."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from a11ycheck.model import Finding, Outcome, PageRecord, Report
from a11ycheck.report.atomic import replacing
from a11ycheck.report.entries import Rules, safe, uri
from a11ycheck.report.json_report import encode, listed
from a11ycheck.settings import Settings

_ASSERTOR = "_:assertor"
_ACT = "https://www.w3.org/WAI/standards-guidelines/act/rules/"
CONTEXT = {
    "@vocab": "http://www.w3.org/ns/earl#",
    "earl": "http://www.w3.org/ns/earl#",
    "dct": "http://purl.org/dc/terms/",
    "doap": "http://usefulinc.com/ns/doap#",
    "ptr": "http://www.w3.org/2009/pointers#",
    "sch": "https://schema.org/",
    "assertor": "@nest",  # for who reads plain JSON: its properties are those of the node around it
    "testRuns": "@graph",
    "name": "doap:name",
    "revision": "doap:revision",
    "source": "dct:source",
    "title": "dct:title",
    "date": "dct:date",
    "WebPage": "sch:WebPage",
    "assertedBy": {"@type": "@id"},
    "outcome": {"@type": "@id"},
    "mode": {"@type": "@id"},
    "isPartOf": {"@id": "dct:isPartOf", "@type": "@id"},
    "related": {"@id": "dct:relation", "@type": "@id"},
    "expression": "ptr:expression",
    "assertions": {"@reverse": "subject"},
}

Json = dict[str, Any]


def write_earl(report: Report, path: Path, settings: Settings) -> None:  # noqa: ARG001 - as every writer
    """Write a test run for each page: an assertion for each of its rules, and one for each finding with its place."""
    summary = report.summary
    program = {"name": summary.tool.name, "revision": summary.tool.version}
    assertor = {
        "@context": CONTEXT,
        "@id": _ASSERTOR,
        "@type": ["Assertor", "Software", "doap:Project"],
        **program,
        "assertor": program,
    }
    rules = Rules(report)
    runs = (_run(record, rules, summary.scan.finished) for record in report.pages)
    with replacing(path) as file:
        file.write(encode(assertor).removesuffix(b"}") + b',"testRuns":[')
        file.writelines(listed(runs))
        file.write(b"]}\n")


def _run(record: PageRecord, rules: Rules, finished: str) -> Json:
    return {
        "@type": ["TestSubject", "WebPage"],
        "source": uri(record.final_url),
        "title": safe(record.title),
        "assertions": list(_assertions(record, rules, finished)),
    }


def _assertions(record: PageRecord, rules: Rules, finished: str) -> Iterator[Json]:
    """One for each rule; each finding stands in the result of its rule. A page not tested has one untested for each."""
    found: dict[str, list[Finding]] = {}
    for each in record.findings:
        found.setdefault(each.rule, []).append(each)
    outcomes = record.outcomes or dict.fromkeys(rules, Outcome.UNTESTED)
    for rule_id, outcome in outcomes.items():
        yield {
            "@type": "Assertion",
            "mode": "earl:automatic",
            "assertedBy": _ASSERTOR,
            "test": _test(rule_id, rules),
            "result": _result(outcome, found.get(rule_id, []), finished),
        }


def _test(rule_id: str, rules: Rules) -> Json:
    test: Json = {"@type": "TestCase", "title": rule_id}
    rule = rules.get(rule_id)
    if rule is None:
        return test
    # The anchors of WCAG are its criteria's names; a reader of EARL knows them by the number in the title.
    required = [{"@type": "TestRequirement", "title": f"WCAG2: {number}"} for number in rule.wcag]
    return test | {"isPartOf": required} | ({"related": [f"{_ACT}{act}/" for act in rule.act]} if rule.act else {})


def _result(outcome: Outcome, found: list[Finding], finished: str) -> Json:
    result: Json = {"@type": "TestResult", "outcome": f"earl:{outcome.value}", "date": finished}
    if found:
        result["info"] = [safe(each.message) for each in found]
        result["pointer"] = [{"@type": "ptr:CSSSelectorPointer", "expression": safe(each.target)} for each in found]
    return result
