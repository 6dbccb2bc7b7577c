"""Examples that only a drawn page shows, in Chromium. All other examples hold there too."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from a11ycheck.browser.session import Session
from a11ycheck.browser.source import take_from_source
from a11ycheck.catalogue import catalogue
from a11ycheck.engine import verdicts
from a11ycheck.model import WORST_FIRST, Outcome
from a11ycheck.page.parse import parse_text
from a11ycheck.rules import Check, Verdict
from a11ycheck.settings import Settings
from tests.rules.examples import Example, all_examples

DRAWN = [example for example in all_examples() if isinstance(catalogue()[example.rule].check, Check)]
pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    opened = Session(Settings(axe=False), frozenset())
    yield opened
    opened.close()


def judged(session: Session, example: Example, folder: Path) -> list[Verdict]:
    file = folder / "page.html"
    file.write_text("<!doctype html>" + example.html, encoding="utf-8")
    text = catalogue()[example.rule].text
    session._needs = frozenset((*text.needs, *text.uses))  # all of them would take minutes; test_truth.py does that
    page = session.read(file.as_uri())
    take_from_source(page, parse_text(example.html))
    check = catalogue()[example.rule].check
    assert isinstance(check, Check)
    return [verdict for _, verdict in verdicts(page, check)]


@pytest.mark.parametrize("example", [example for example in DRAWN if example.needs_browser], ids=str)
def test_a_drawn_example(example: Example, session: Session, tmp_path: Path) -> None:
    found = judged(session, example, tmp_path)
    worst = min(found, key=lambda verdict: WORST_FIRST.index(verdict.outcome), default=None)
    assert (worst.outcome if worst else Outcome.INAPPLICABLE).value == example.outcome, found
    if example.reason:
        assert worst is not None
        assert worst.reason == example.reason
    for verdict in found:
        for lang in ("en", "fi", "sv"):
            assert catalogue()[example.rule].says(lang).message(verdict.outcome, verdict.reason, verdict.figures)
