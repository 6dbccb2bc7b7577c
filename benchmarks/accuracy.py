"""Draws findings to be read by hand, from pages that nobody here wrote: ``python -m benchmarks.accuracy FOLDER ...``.

Scans the HTML files of the folders with the static engine, takes one finding of each issue (so that a template's fault
counts once), and prints as many as ``--count`` says, chosen by ``--seed``, as a Markdown table for verdicts.
"""

import argparse
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from a11ycheck import scan
from a11ycheck.model import Finding, Outcome, PageRecord


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Draws findings to be read by hand.")
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pages", type=int, default=120, help="of each folder, chosen by the seed")
    parser.add_argument("--of-a-rule", type=int, default=12, help="findings of one rule at most")
    arguments = parser.parse_args()
    dice = random.Random(arguments.seed)  # noqa: S311 - a sample, no secret
    files = [file for folder in arguments.folders for file in _sample(folder, arguments.pages, dice)]
    report = scan(*map(str, files), engine="static")
    found = list(_one_of_each_issue(report.pages))
    dice.shuffle(found)
    chosen = _not_too_many_of_a_rule(found, arguments.of_a_rule)[: arguments.count]
    print(f"{len(files)} pages, {len(found)} issues that are failed, {len(chosen)} drawn with seed {arguments.seed}.\n")
    print("| | rule | page | finding | source | verdict |\n| --- | --- | --- | --- | --- | --- |")
    for number, (page, finding) in enumerate(sorted(chosen, key=lambda one: (one[1].rule, one[0].url)), start=1):
        print(_row(number, page, finding))


def _sample(folder: Path, most: int, dice: random.Random) -> list[Path]:
    files = sorted(file for file in folder.rglob("*.html") if file.is_file())
    return sorted(dice.sample(files, min(most, len(files))))


def _one_of_each_issue(pages: Iterable[PageRecord]) -> Iterator[tuple[PageRecord, Finding]]:
    seen: set[str] = set()
    for page in pages:
        for finding in page.findings:
            if finding.outcome is Outcome.FAILED and finding.issue not in seen:
                seen.add(finding.issue)
                yield page, finding


def _not_too_many_of_a_rule(found: list[tuple[PageRecord, Finding]], most: int) -> list[tuple[PageRecord, Finding]]:
    taken: Counter[str] = Counter()
    kept = []
    for page, finding in found:
        taken[finding.rule] += 1
        if taken[finding.rule] <= most:
            kept.append((page, finding))
    return kept


def _row(number: int, page: PageRecord, finding: Finding) -> str:
    where = "/".join(Path(page.url).parts[-3:])
    cells = (str(number), finding.rule, f"{where}:{finding.line}", finding.message, f"`{finding.snippet[:110]}`", "")
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


if __name__ == "__main__":
    main()
