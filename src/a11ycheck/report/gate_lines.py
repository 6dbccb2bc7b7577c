"""What the gate says besides its exit code, for a person at a terminal."""

from collections.abc import Iterator

from a11ycheck.formats import FORMATS
from a11ycheck.gate import Verdict
from a11ycheck.report.shown import plain
from a11ycheck.report.texts import Texts, load_texts
from a11ycheck.settings import Settings

_MOST = 10  # issues that are named


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
    yield from _new(verdict, texts)
    if verdict.expired:
        yield texts.count("gate.expired", verdict.expired)
    if verdict.fixed:
        report = plain(str(settings.output / FORMATS["json"]), 500)
        yield texts.count("gate.fixed", verdict.fixed, command=f"a11ycheck baseline prune {file} --report {report}")
    if verdict.untested:
        yield texts.count("gate.no_longer_tested", verdict.untested)


def _new(verdict: Verdict, texts: Texts) -> Iterator[str]:
    """Name what fails: the summary of a report lists what is known as well."""
    for issue in verdict.issues[:_MOST]:
        page = plain(verdict.pages[issue.id], 200)
        yield texts("gate.new", title=plain(issue.title, 200), rule=plain(issue.rule, 80), page=page)
    if len(verdict.issues) > _MOST:
        yield texts.count("gate.more", len(verdict.issues) - _MOST)
