"""Runs the test cases of the W3C's ACT rules and says how many rules are right.

``python scripts/act_table.py [--folder ../shared/act] [--write]`` serves the cases, scans them with the browser engine,
prints the scorer's table, and with ``--write`` makes ``docs/act.md`` from that and from the static engine's outcomes.
"""

import argparse
import importlib.util
import json
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from types import ModuleType
from typing import Any

from a11ycheck.catalogue import catalogue
from a11ycheck.engine import judge
from a11ycheck.page.parse import parse

ROOT = Path(__file__).parents[1]
FOLDER = ROOT.parent / "shared" / "act"
GAPS = ROOT / "tests" / "act" / "known_gaps.toml"
DOCS = ROOT / "docs" / "act.md"
PREFIX = "/WAI/content-assets/wcag-act-rules/"
ACT = "https://www.w3.org/WAI/standards-guidelines/act/rules/"
_HTML = (".html", ".xhtml")


def scorer(folder: Path) -> ModuleType:
    """Return the scorer that lies beside the cases."""
    if "act_score" not in sys.modules:
        found = importlib.util.spec_from_file_location("act_score", folder / "score.py")
        if found is None or found.loader is None:
            raise FileNotFoundError(folder / "score.py")
        module = importlib.util.module_from_spec(found)
        sys.modules["act_score"] = module
        found.loader.exec_module(module)
    return sys.modules["act_score"]


def cases(folder: Path) -> list[dict[str, Any]]:
    """Return the cases in the W3C's own form."""
    loaded: list[dict[str, Any]] = json.loads((folder / "testcases.json").read_text(encoding="utf-8"))["testcases"]
    return loaded


def static_report(folder: Path) -> dict[str, Any]:
    """Return a report of all cases by their HTML alone, in the form that the scorer reads.

    It lists the rules that run without a drawn page.
    """
    rules = list(catalogue().values())
    pages: list[dict[str, Any]] = []
    for case in cases(folder):
        url = f"http://127.0.0.1{PREFIX}{case['relativePath']}"
        page: dict[str, Any] = {"url": url, "outcomes": {}, "findings": [], "error": None}
        pages.append(page)
        mine = [rule for rule in rules if case["ruleId"] in rule.text.act]
        if mine and url.endswith(_HTML):
            body = (folder / "site" / PREFIX.strip("/") / case["relativePath"]).read_bytes()
            judged = judge(parse(body, url=url, charset="utf-8"), mine, "en")
            page["outcomes"] = {name: outcome.value for name, outcome in judged.outcomes.items()}
            page["findings"] = [
                {"rule": each.rule, "outcome": each.outcome.value, "wcag": list(each.wcag)} for each in judged.findings
            ]
    run = {name for page in pages for name, outcome in page["outcomes"].items() if outcome != "untested"}
    return {"rules": [{"id": rule.id, "act": list(rule.text.act)} for rule in rules if rule.id in run], "pages": pages}


class _Server(ThreadingHTTPServer):
    """Says nothing of a film whose rest a browser does not want."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def served(folder: Path) -> Iterator[int]:
    """Serve the cases on a free port, which is given."""
    handler = partial(scorer(folder).PageServer, directory=folder / "site")
    with _Server(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server.server_address[1]
        server.shutdown()


def browser_report(folder: Path) -> dict[str, Any]:
    """Scan all cases in the browser by our own rules alone and return the report."""
    with served(folder) as port, tempfile.TemporaryDirectory(prefix="a11ycheck-act-") as made:
        urls = Path(made, "urls.txt")
        lines = (f"http://127.0.0.1:{port}{PREFIX}{case['relativePath']}" for case in cases(folder))
        urls.write_text("\n".join(lines), encoding="utf-8")
        ours = ["--engine", "browser", "--no-axe", "--level", "AAA"]
        options = [*ours, "--ignore-robots", "-f", "json", "-q", "-o", made]
        subprocess.run(  # noqa: S603  (our own program)
            [sys.executable, "-m", "a11ycheck", "scan", "--urls", str(urls), *options], check=False, cwd=made
        )
        report: dict[str, Any] = json.loads(Path(made, "report.json").read_text(encoding="utf-8"))
        return report


def scores(folder: Path, report: dict[str, Any]) -> list[Any]:
    """Return the scorer's view of a report: rule, rating and counts of each ACT rule."""
    score = scorer(folder)
    found: list[Any] = score.score_report(score.load_rules(cases(folder)), score.Report(report))
    return found


def table(static: list[Any], browser: list[Any]) -> str:
    """Return docs/act.md."""
    ours = {act: sorted(rule.id for rule in catalogue().values() if act in rule.text.act) for act in _acts()}
    by_html = {each.rule.id: each.rating for each in static}
    reasons = tomllib.loads(GAPS.read_text(encoding="utf-8"))["reasons"]
    lines = [*_HEAD, "", *_sums(browser, static), ""]
    for title, approved in (("Approved rules", True), ("Proposed rules", False)):
        lines += [f"## {title}", "", "| ACT rule | our rules | browser | static | if not complete, why |"]
        lines.append("| --- | --- | --- | --- | --- |")
        mine = sorted((each for each in browser if each.rule.approved is approved), key=lambda each: each.rule.name)
        for each in mine:
            number = each.rule.id
            why = reasons.get(number, "") if each.rating != "complete" else ""
            link = f"[{number}]({ACT}{number}/) {each.rule.name.replace('|', '')}"
            lines.append(f"| {link} | {', '.join(ours.get(number, []))} | {each.rating} | {by_html[number]} | {why} |")
        lines.append("")
    return "\n".join(lines)


def _acts() -> set[str]:
    return {act for rule in catalogue().values() for act in rule.text.act}


_HEAD = (
    "# ACT rules",
    "",
    "How the W3C would rate our rules by its own test cases. `python scripts/act_table.py --write` makes this page: it",
    "scans the cases with the browser engine; `static` is what the HTML alone tells. Complete: no false alarm, each",
    "failed case is found or asked about, and at least one is found. Rules are explained in `docs/rules/`.",
)


def _sums(browser: list[Any], static: list[Any]) -> Iterator[str]:
    yield "| engine | approved complete | proposed complete | inconsistent | failed cases found | false alarms |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for name, found in (("browser", browser), ("static", static)):
        complete = [
            sum(each.rating == "complete" and each.rule.approved is flag for each in found) for flag in (True, False)
        ]
        all_of = [sum(each.rule.approved is flag for each in found) for flag in (True, False)]
        failed = sum(case.expected == "failed" for each in found for case in each.rule.cases)
        inconsistent = sum(each.rating == "inconsistent" for each in found)
        hits, alarms = (sum(each.counts[key] for each in found) for key in ("found", "false alarm"))
        cells = [f"{part} of {whole}" for part, whole in zip(complete, all_of, strict=True)]
        yield f"| {name} | {cells[0]} | {cells[1]} | {inconsistent} | {hits} of {failed} | {alarms} |"


def main() -> None:
    """Run as a program."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where the cases and their scorer lie")
    parser.add_argument("--write", action="store_true", help="write docs/act.md")
    parser.add_argument("--report", type=Path, help="a report on the cases, instead of a new scan")
    args = parser.parse_args()
    report = json.loads(args.report.read_text(encoding="utf-8")) if args.report else browser_report(args.folder)
    browser = scores(args.folder, report)
    score = scorer(args.folder)
    score.print_scores(browser)
    score.print_totals(score.totals(browser))
    if args.write:
        DOCS.write_text(table(scores(args.folder, static_report(args.folder)), browser), encoding="utf-8")


if __name__ == "__main__":
    main()
