"""Measures what a page costs in the browser, next to pa11y-ci and IBM's accessibility-checker (achecker).

``python -m benchmarks.browsers [--rounds N]``; run by ``make bench-browser``, which installs both from npm. All use the
Chromium of this machine and read the same files. Seconds a page are the slope between 4 and 20 pages, so that starting
up does not count; CPU is that of a tool with all its processes, those of Chromium included. The tools take turns, so
that what else the machine does strikes all alike, and the median of some rounds counts, of ratios as of seconds. The
exit code is 1 where a goal is missed.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from a11ycheck.browser.launch import find_browser, needs_no_sandbox
from a11ycheck.browser.probes import PROBES
from a11ycheck.catalogue import choose
from a11ycheck.settings import Settings
from benchmarks.cost import Cost, adopt_orphans, cost_of
from benchmarks.pages import write_pages
from benchmarks.server import served

TOOLS = Path(__file__).parents[1] / "build" / "browsers" / "node_modules"  # where make bench-browser installs them
FEW, MANY = 4, 20  # pages; both even, for two jobs
ROUNDS = 3
RULES, ALL, TWO_JOBS, ACHECKER, PA11Y = (
    "a11ycheck, rules alone",
    "a11ycheck, everything",
    "a11ycheck, everything, 2 jobs",
    "achecker",
    "pa11y-ci, axe alone",
)
type Costs = Mapping[str, Cost]


@dataclass(frozen=True)
class Tool:
    """A command over a folder of pages, and how to know that it did its work."""

    command: Callable[[Path], list[str]]
    judged: Callable[[Path], int]  # pages, as its output says
    fine: frozenset[int] = frozenset({0, 1})  # exit codes of a run that went well, whatever it found


@dataclass(frozen=True)
class Goal:
    """What a ratio of wall times has to be."""

    of: str
    to: str
    most: float

    def line(self, rounds: Sequence[Costs]) -> tuple[bool, str]:
        """Tell whether it is met, and say so."""
        ratio = median(costs[self.of].wall / costs[self.to].wall for costs in rounds)
        met = ratio <= self.most
        said = f"{self.of}: {ratio:.2f} times the wall time of {self.to}; goal: at most {self.most:.2f}"
        return met, f"{'met   ' if met else 'MISSED'}  {said}"


GOALS = (Goal(RULES, ACHECKER, 0.5), Goal(ALL, PA11Y, 1.0), Goal(TWO_JOBS, ALL, 1 / 1.5))


def main() -> int:
    """Print the table; return 1 where a goal is missed."""
    parser = argparse.ArgumentParser(description="Measures what a page costs in the browser.")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    rounds: int = parser.parse_args().rounds
    if not (TOOLS / "pa11y-ci").exists() or not (TOOLS / "accessibility-checker").exists():
        sys.exit("bench: pa11y-ci or accessibility-checker is missing: run make bench-browser")
    adopt_orphans()
    with (
        tempfile.TemporaryDirectory(prefix="a11ycheck-bench-") as name,
        served(TOOLS / "accessibility-checker-engine") as engine,
    ):
        work = Path(name)
        prepare(work, engine)
        measured = [measure(work, number) for number in range(rounds)]
    print_table(measured)
    results = [goal.line(measured) for goal in GOALS]
    print("", *(line for _, line in results), sep="\n")
    return 0 if all(met for met, _ in results) else 1


def prepare(work: Path, engine: str) -> None:
    """Write the pages, and what each tool has to know. achecker loads its rules from the address of ``engine``."""
    for count in (FEW, MANY):
        write_pages(work / str(count), count)
    sandbox = ["--no-sandbox"] if needs_no_sandbox() else []
    axe = {"runners": ["axe"], "concurrency": 1, "timeout": 60_000, "chromeLaunchConfig": {"args": sandbox}}
    (work / "pa11y.json").write_text(json.dumps({"defaults": axe}))
    ibm = {
        "ruleServer": engine,
        "rulePack": engine,
        "policies": ["IBM_Accessibility"],
        "outputFormat": ["json"],
        "outputFolder": "achecker",
        "cacheFolder": str(work / "cache"),
        "puppeteerArgs": sandbox,
    }
    (work / "aceconfig.js").write_text(f"module.exports = {json.dumps(ibm)};")


def tools(work: Path) -> dict[str, Tool]:
    """Return what is measured, by title, in the order of its turns."""
    without = [word for rule in probed_rules() for word in ("--skip-rule", rule)]
    pa11y = ["node", str(TOOLS / ".bin" / "pa11y-ci"), "--config", str(work / "pa11y.json"), "--json"]
    return {
        RULES: Tool(lambda folder: scan(folder, 1, *without, "--no-pictures", "--no-axe"), judged_by_us),
        ACHECKER: Tool(lambda folder: ["node", str(TOOLS / ".bin" / "achecker"), str(folder)], judged_by_achecker),
        ALL: Tool(lambda folder: scan(folder, 1), judged_by_us),
        PA11Y: Tool(lambda folder: [*pa11y, *map(str, pages_in(folder))], judged_by_pa11y, frozenset({0, 2})),
        TWO_JOBS: Tool(lambda folder: scan(folder, 2), judged_by_us),
    }


def probed_rules() -> Iterator[str]:
    """Yield the rules that need or use more than the drawn page and what lies behind its text."""
    probes = {need for need, *_ in PROBES} - {"backdrop"}
    return (rule.id for rule in choose(Settings()) if probes & {*rule.text.needs, *rule.text.uses})


def scan(folder: Path, jobs: int, *options: str) -> list[str]:
    """Return our command over a folder."""
    common = ["--engine", "browser", "--jobs", str(jobs), "--no-progress", "-q", "-o", "report"]
    return [sys.executable, "-m", "a11ycheck", "scan", str(folder), *common, *options]


def pages_in(folder: Path) -> list[Path]:
    """Return the pages of a folder."""
    return sorted(folder.glob("*.html"))


def judged_by_us(work: Path) -> int:
    """Return how many pages a scan tested."""
    report = json.loads((work / "report" / "report.json").read_bytes())
    return sum(page["health"] == "tested" for page in report["pages"])


def judged_by_achecker(work: Path) -> int:
    """Return how many pages achecker has written results of."""
    files = list((work / "achecker").rglob("page-*.json"))
    found = sum(bool(json.loads(file.read_bytes())["results"]) for file in files)
    for file in files:
        file.unlink()
    return found


def judged_by_pa11y(work: Path) -> int:
    """Return how many pages pa11y-ci has found something on; of a page that it could not test it has no code."""
    results = json.loads((work / "output").read_bytes())["results"]
    return sum(any("code" in issue for issue in issues) for issues in results.values())


def measure(work: Path, number: int) -> dict[str, Cost]:
    """Return what each tool takes a page, in one round."""
    costs = {}
    for title, tool in tools(work).items():
        few, many = (run(tool, title, work, count) for count in (FEW, MANY))
        costs[title] = Cost((many.cpu - few.cpu) / (MANY - FEW), (many.wall - few.wall) / (MANY - FEW))
        print(f"round {number + 1}  {title:32}{costs[title].wall:>8.3f} s", file=sys.stderr, flush=True)
    return costs


def run(tool: Tool, title: str, work: Path, count: int) -> Cost:
    """Let a tool judge so many pages; end the benchmark where it did not judge them all."""
    env = {**os.environ, "PUPPETEER_EXECUTABLE_PATH": find_browser()[0], "PUPPETEER_SKIP_DOWNLOAD": "1"}
    cost = cost_of(tool.command(work / str(count)), work, env=env, output=work / "output", fine=tool.fine)
    judged = tool.judged(work)
    if judged != count:
        sys.exit(f"bench: {title} judged {judged} of {count} pages")
    return cost


def print_table(rounds: Sequence[Costs]) -> None:
    """Print seconds a page, and how they compare with all that we do in one job."""
    skipped = len(list(probed_rules()))
    print(f"{MANY} pages of about 48 kB and 600 elements; median of {len(rounds)} rounds; seconds a page")
    print(f"Rules alone: without the {skipped} rules that need a probe, without pictures and axe\n")
    print(f"{'':32}{'wall':>8}{'CPU':>8}{'wall to ours':>15}")
    for title in rounds[0]:
        wall, cpu = (median(getattr(costs[title], name) for costs in rounds) for name in ("wall", "cpu"))
        ratio = median(costs[title].wall / costs[ALL].wall for costs in rounds)
        print(f"{title:32}{wall:>8.3f}{cpu:>8.3f}{ratio:>14.2f}x")


if __name__ == "__main__":
    sys.exit(main())
