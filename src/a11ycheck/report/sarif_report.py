"""SARIF 2.1.0 (OASIS Standard, 27 March 2020) for code scanning: results at lines of files."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from a11ycheck import standards
from a11ycheck.model import Finding, PageRecord, Report, RuleInfo
from a11ycheck.report.atomic import replacing
from a11ycheck.report.entries import Rules, Weight, findings, not_tested, safe, sentence, source_file, uri
from a11ycheck.report.json_report import encode, listed
from a11ycheck.settings import Settings

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_ROOT = "%SRCROOT%"  # the base of relative paths, as section 3.14.14 recommends to call it
# Section 3.27.10: where the kind of a result is other than "fail", its level is "none".
_LEVELS = {Weight.ERROR: ("fail", "error"), Weight.REVIEW: ("review", "none"), Weight.ADVICE: ("fail", "note")}
_UNDERSTANDING = "https://www.w3.org/WAI/WCAG22/Understanding/"

Json = dict[str, Any]


def write_sarif(report: Report, path: Path, settings: Settings) -> None:  # noqa: ARG001 - as every writer
    """Write one run with a result for each finding, page by page; pages not tested are notifications."""
    with replacing(path) as file:
        file.writelines(_pieces(report))


def _pieces(report: Report) -> Iterator[bytes]:
    """The document cut at its list of results, so that no more than one is in memory."""
    head = encode({"$schema": SCHEMA, "version": "2.1.0"}).removesuffix(b"}")
    run = encode(_run(report)).removesuffix(b"}")
    yield head + b',"runs":[' + run + b',"results":['
    yield from listed(_results(report))
    yield b"]}]}\n"


def _run(report: Report) -> Json:
    tool, scan = report.summary.tool, report.summary.scan
    driver = {
        "name": tool.name,
        "version": tool.version,
        "semanticVersion": tool.version,
        "language": scan.lang,
        "rules": [_rule(rule) for rule in report.summary.rules],
    }
    invocation = {
        "executionSuccessful": scan.pages_tested > 0,
        "startTimeUtc": _utc(scan.started),
        "endTimeUtc": _utc(scan.finished),
        "toolExecutionNotifications": [_notification(record) for record in not_tested(report.pages)],
    }
    return {
        "tool": {"driver": driver},
        "invocations": [invocation],
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The folder that the scan was started in."}}},
        "columnKind": "unicodeCodePoints",
    }


def _utc(iso: str) -> str:
    return iso.replace("+00:00", "Z")


def _rule(rule: RuleInfo) -> Json:
    advice = rule.kind == "best-practice"
    described: Json = {
        "id": rule.id,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.why or rule.title},
        "help": {"text": _help(rule), "markdown": _help_markdown(rule)},
        "defaultConfiguration": {"level": "note" if advice else "error"},
        "properties": {
            "tags": ["accessibility", *(["best-practice"] if advice else []), *(f"WCAG {one}" for one in rule.wcag)],
            "precision": "very-high",
        },
    }
    pages = [
        _UNDERSTANDING + standards.all_criteria()[one].anchor for one in rule.wcag if one in standards.all_criteria()
    ]
    return described | ({"helpUri": pages[0]} if pages else {})


def _help(rule: RuleInfo) -> str:
    clauses = f" EN 301 549: {', '.join(rule.en301549)}." if rule.en301549 else ""
    criteria = f" WCAG: {', '.join(rule.wcag)}." if rule.wcag else ""
    return f"{rule.why} {rule.fix}{criteria}{clauses}".strip() or rule.title


def _help_markdown(rule: RuleInfo) -> str:
    parts = [f"**{rule.title}**", rule.why, rule.fix]
    named = [("WCAG", rule.wcag), ("EN 301 549", rule.en301549), ("ACT", rule.act)]
    parts += [f"{name}: {', '.join(ids)}" for name, ids in named if ids]
    return "\n\n".join(part.replace("<", "&lt;") for part in parts if part)


def _results(report: Report) -> Iterator[Json]:
    rules = Rules(report)
    order = {rule_id: index for index, rule_id in enumerate(rules)}
    for record, found in findings(report.pages):
        kind, level = _LEVELS[rules.weight(found)]
        result: Json = {
            "ruleId": found.rule,
            "kind": kind,
            "level": level,
            "message": {"text": sentence(found, rules) or found.rule},
            "locations": [_location(record, found)],
            # The second name is the one that GitHub reads.
            "partialFingerprints": {"a11ycheck/v1": found.fingerprint, "primaryLocationLineHash": found.fingerprint},
            "properties": {"issue": found.issue, "wcag": list(found.wcag), "outcome": found.outcome.value},
        }
        if found.also:
            result["properties"]["also"] = [safe(each) for each in found.also]
        if found.suppressed is not None:
            result["suppressions"] = [{"kind": "inSource", "justification": safe(found.suppressed.reason)}]
        yield result | ({"ruleIndex": order[found.rule]} if found.rule in order else {})


def _location(record: PageRecord, found: Finding) -> Json:
    region: Json = {"snippet": {"text": safe(found.snippet)}}
    if found.line:
        region |= {"startLine": found.line} | ({"startColumn": found.column} if found.column else {})
    physical: Json = {"artifactLocation": _artifact(record)}
    if found.line:  # a region needs a place in the text (section 3.30.2)
        physical["region"] = region
    element = {"name": safe(found.target), "fullyQualifiedName": safe(found.target), "kind": "element"}
    return {"physicalLocation": physical, "logicalLocations": [element]}


def _artifact(record: PageRecord) -> Json:
    file = source_file(record.final_url)
    address = uri(record.final_url)
    return {"uri": address, "uriBaseId": _ROOT} if file and not Path(file).is_absolute() else {"uri": address}


def _notification(record: PageRecord) -> Json:
    reason = record.reason or "unknown"
    error = f" ({safe(record.error)})" if record.error else ""
    return {
        "level": "warning",
        "message": {"text": f"The page was not tested: {reason}{error}"},
        "locations": [{"physicalLocation": {"artifactLocation": _artifact(record)}}],
    }
