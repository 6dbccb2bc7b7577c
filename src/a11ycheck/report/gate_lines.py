"""What the gate says besides its exit code, for a person at a terminal."""

from collections.abc import Iterator

from a11ycheck.formats import FORMATS
from a11ycheck.gate import Verdict
from a11ycheck.report.shown import plain
from a11ycheck.report.texts import Texts, load_texts
from a11ycheck.settings import Settings


def gate_lines(verdict: Verdict, settings: Settings) -> list[str]:
    """Return a line for each thing to know of the baseline and of suppressions; none where nobody wants to know."""
    if settings.verbosity < 0:
        return []
    return list(_lines(verdict, settings, load_texts(settings.lang)))


def _lines(verdict: Verdict, settings: Settings, texts: Texts) -> Iterator[str]:
    if verdict.suppressed:
        yield texts.count("gate.suppressed", verdict.suppressed)
    if settings.baseline is None:
        return
    file = plain(str(settings.baseline), 500)
    yield texts("gate.baseline", file=file, new=len(verdict.failing) - verdict.expired, known=verdict.known)
    if verdict.expired:
        yield texts.count("gate.expired", verdict.expired)
    if verdict.fixed:
        report = plain(str(settings.output / FORMATS["json"]), 500)
        yield texts.count("gate.fixed", verdict.fixed, command=f"a11ycheck baseline prune {file} --report {report}")
    if verdict.untested:
        yield texts.count("gate.no_longer_tested", verdict.untested)
