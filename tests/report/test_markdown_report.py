import re
from pathlib import Path

import pytest

from a11ycheck import report
from a11ycheck.model import Report
from a11ycheck.report.markdown_report import code, escaped
from a11ycheck.settings import Language
from tests.report import factory


def written(tmp_path: Path, made: Report, lang: Language = "en") -> str:
    (path,) = report.write(made, factory.settings(tmp_path, lang, formats=("markdown",)))
    return path.read_text(encoding="utf-8")


def test_it_says_first_what_was_not_tested_then_issues_then_criteria(tmp_path: Path) -> None:
    text = written(tmp_path, factory.ordinary())
    places = [text.index(part) for part in ("4 of 48 pages were NOT TESTED", "## Issues", "Link without a name",
                                            "## Success criteria", "| 1.1.1 ")]  # fmt: skip
    assert places == sorted(places)
    assert "- **Image without a text alternative** (Failed, WCAG 1.1.1, `image-without-name`)" in text
    assert "| 9.1.1.1 | Failed |" in text


@pytest.mark.parametrize("lang", ["fi", "sv"])
def test_it_is_in_the_language_of_the_report(tmp_path: Path, lang: Language) -> None:
    assert "Success criteria" not in written(tmp_path, factory.ordinary(lang), lang)


def test_a_hostile_page_brings_no_markup_and_mentions_nobody(tmp_path: Path) -> None:
    text = written(tmp_path, factory.hostile())
    outside = re.sub(r"(`+) ?.*?[^`]\1(?!`)", "", text)
    assert "<" not in outside.replace(f"<{factory.SITE}", "")
    assert not re.search(r"[\x00-\x08\x0b-\x1f\u202e]", text)


def test_text_is_escaped() -> None:
    assert escaped("[a](javascript:x) @team <b> `c` https://x.example") == (
        r"\[a\](javascript:x) &#64;team &lt;b&gt; \`c\` https:&#8203;//x.example"
    )


def test_a_code_span_holds_backticks() -> None:
    assert code("a``b") == "``` a``b ```"
    assert code("plain") == "`plain`"


def test_issues_beyond_the_limit_are_counted(tmp_path: Path) -> None:
    assert "and 20 more in the report" in written(tmp_path, factory.large(2, 600))


def test_a_second_opinion_stands_beside_the_rule(tmp_path: Path) -> None:
    issues = (factory.issue(also=("axe/image-alt",)),)
    assert "`image-without-name`, `axe/image-alt`)" in written(tmp_path, factory.report(issues=issues, tested=1))
