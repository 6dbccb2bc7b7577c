"""Measures what a page costs: ``a11ycheck scan FOLDER`` with one and two processes, next to html-validate.

``python -m benchmarks.bench [--memory]``; run by ``make bench``, which installs html-validate from npm.

Seconds a page are the slope between scans of 20 and of 200 pages, so that starting up does not count; the best of
five runs counts. ``--memory`` also scans 5,000 pages and compares the peak memory of all processes with that of 200.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.cost import TIME_LIMIT, Cost, adopt_orphans, cost_of, stop_on_fault
from benchmarks.pages import write_pages

ROOT = Path(__file__).parents[1]
FEW, MANY, VERY_MANY = 20, 200, 5_000  # pages
REPEATS = 5
Command = Callable[[Path], list[str]]


def main() -> None:
    """Print the table, or say what is missing."""
    parser = argparse.ArgumentParser(description="Measures what a page costs.")
    parser.add_argument("--memory", action="store_true", help=f"also the peak memory at {MANY} and {VERY_MANY} pages")
    arguments = parser.parse_args()
    html_validate = ROOT / "node_modules" / ".bin" / "html-validate"
    if not html_validate.exists():
        sys.exit("bench: html-validate is missing: run make bench")
    adopt_orphans()
    with tempfile.TemporaryDirectory(prefix="a11ycheck-bench-") as name:
        work = Path(name)
        (work / ".htmlvalidate.json").write_text('{"root": true, "extends": ["html-validate:recommended"]}')
        print_costs(work, html_validate)
        if arguments.memory:
            print_memory(work)


def print_costs(work: Path, html_validate: Path) -> None:
    """Print seconds a page of each command, and how they compare with html-validate's."""
    for count in (FEW, MANY):
        write_pages(work / str(count), count)
    size = sum(file.stat().st_size for file in (work / str(MANY)).iterdir()) / MANY
    commands: dict[str, Command] = {
        "a11ycheck, 1 process": lambda folder: scan(folder, work, jobs=1),
        "a11ycheck, 2 processes": lambda folder: scan(folder, work, jobs=2),
        "html-validate": lambda folder: [str(html_validate), "--formatter", "json", str(folder)],
    }
    check_that_it_works(commands["html-validate"](work / str(FEW)), work)
    costs = {title: cost_of_page(command, work) for title, command in commands.items()}
    base = costs["html-validate"]
    print(f"Pages of {size / 1000:.1f} kB; slope between {FEW} and {MANY} pages; best of {REPEATS} runs\n")
    print(f"{'':24}{'CPU ms':>10}{'wall ms':>10}{'CPU':>10}{'wall':>10}")
    for title, cost in costs.items():
        ratios = f"{cost.cpu / base.cpu:>9.2f}x{cost.wall / base.wall:>9.2f}x"
        print(f"{title:24}{cost.cpu * 1000:>10.1f}{cost.wall * 1000:>10.1f}{ratios}")


def print_memory(work: Path) -> None:
    """Print the peak memory of a scan of many and of very many pages."""
    write_pages(work / str(VERY_MANY), VERY_MANY)
    print("\nPeak memory of all processes (proportional set size)\n")
    peaks = {count: peak_memory(scan(work / str(count), work, jobs=2), work) for count in (MANY, VERY_MANY)}
    for count, peak in peaks.items():
        print(f"{count:>6} pages{peak / 1e6:>10.0f} MB")
    print(f"{'growth':>12}{(peaks[VERY_MANY] - peaks[MANY]) / 1e6:>10.0f} MB")


def scan(folder: Path, work: Path, jobs: int) -> list[str]:
    """Return the command that scans a folder."""
    options = ["--jobs", str(jobs), "--engine", "static", "--max-pages", str(2 * VERY_MANY), "--no-progress", "-q"]
    return [sys.executable, "-m", "a11ycheck", "scan", str(folder), "-o", str(work / "report"), *options]


def cost_of_page(command: Command, work: Path) -> Cost:
    """Return the slope of the cost between few and many pages."""
    few, many = (best_cost(command(work / str(count)), work) for count in (FEW, MANY))
    return Cost((many.cpu - few.cpu) / (MANY - FEW), (many.wall - few.wall) / (MANY - FEW))


def best_cost(command: Sequence[str], work: Path) -> Cost:
    """Return the least CPU and the least wall time of some runs."""
    runs = [cost_of(command, work) for _ in range(REPEATS)]
    return Cost(min(run.cpu for run in runs), min(run.wall for run in runs))


def check_that_it_works(command: Sequence[str], work: Path) -> None:
    """End the benchmark where html-validate does not judge all of the few pages; it ends with 1 when broken, too."""
    output = work / "html-validate.json"
    with output.open("wb") as file:  # no pipe: it ends before all that it wrote is through
        subprocess.run(command, cwd=work, stdout=file, timeout=TIME_LIMIT, check=False)
    try:
        judged = len(json.loads(output.read_bytes()))
    except ValueError:
        judged = 0
    if judged != FEW:
        sys.exit(f"bench: html-validate judged {judged} of {FEW} pages")


def peak_memory(command: Sequence[str], work: Path) -> int:
    """Return the greatest sum, in bytes, of the memory of a command and its processes, looked at every 0.1 s."""
    peak, end = 0, time.monotonic() + TIME_LIMIT
    with subprocess.Popen(command, cwd=work, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            peak = max(peak, sum(map(memory_of, family(process.pid))))
            if time.monotonic() > end:
                process.kill()
            time.sleep(0.1)
    stop_on_fault(command, process.returncode)
    return peak


def family(pid: int) -> list[int]:
    """Return a process and all that descend from it."""
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        children = [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except OSError:  # it has just ended
        return []
    return [pid, *(each for child in children for each in family(child))]


def memory_of(pid: int) -> int:
    """Return the proportional set size of a process in bytes: memory shared by n processes counts 1/n in each."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:  # it has just ended
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


if __name__ == "__main__":
    main()
