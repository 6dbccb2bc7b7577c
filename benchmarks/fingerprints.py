"""How often a fingerprint is wrong: ``python -m benchmarks.fingerprints [MUTATIONS]``, 2,000 of each kind by default.

Prints a Markdown table; ends with 1 where any was wrong.
"""

import sys
from collections.abc import Callable
from functools import partial
from random import Random

from a11ycheck.fingerprint import Fingerprints
from a11ycheck.page.mark import mark
from a11ycheck.page.parse import parse_text
from benchmarks.mutations import HOST, KEEPING, doubled, kept, swapped

SEED = 20261124


def fingerprints(html: str, url: str) -> list[tuple[str, str]]:
    """Return the fingerprint and the issue of each defect, which are the elements with an attribute ``x``."""
    made = Fingerprints(url)
    marks = [mark(node) for node in parse_text(html, url=url).elements if node.has("x")]
    return [(made.of_defect("rule", "reason", each), made.of_issue("rule", "reason", each)) for each in marks]


def is_kept(name: str, rng: Random) -> bool:
    """Tell whether a defect is the same after a change that does not touch it."""
    path, before, after, host = kept(name, rng)
    return fingerprints(before, HOST + path) == fingerprints(after, host + path) != []


def is_seen_swapped(rng: Random) -> bool | None:
    """Tell whether two defects that changed places are told apart; None where they have the same source."""
    case = swapped(rng)
    if case is None:
        return None
    path, first, second = case
    return fingerprints(first, HOST + path)[0][0] != fingerprints(second, HOST + path)[0][0]


def is_seen_doubled(rng: Random) -> bool:
    """Tell whether a second element of the same defect is a second defect, and the first is still itself."""
    path, before, after = doubled(rng)
    old, new = (fingerprints(html, HOST + path) for html in (before, after))
    return len({defect for defect, _ in new}) == len(new) and old[0][0] in {defect for defect, _ in new}


def _measure(name: str, once: Callable[[Random], bool | None], count: int) -> int:
    rng = Random(f"{SEED} {name}")  # noqa: S311 - a reproducible choice, no secret
    answers: list[bool] = []
    left_out = 0
    while len(answers) < count:
        answer = once(rng)
        if answer is None:
            left_out += 1
        else:
            answers.append(answer)
    wrong = answers.count(False)
    print(f"| {name} | {count} | {wrong} | {left_out} |", flush=True)
    return wrong


def main(count: int) -> int:
    """Measure every kind of change and return how many fingerprints were wrong."""
    print("| change | pages | wrong | left out: same source |\n| --- | --- | --- | --- |")
    wrong = sum(_measure(name, partial(is_kept, name), count) for name in KEEPING)
    wrong += _measure("two defects swapped", is_seen_swapped, count)
    return wrong + _measure("same defect on a second element", is_seen_doubled, count)


if __name__ == "__main__":
    sys.exit(1 if main(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000) else 0)
