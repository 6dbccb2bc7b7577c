"""Rules and word lists that a project brings along."""

from pathlib import Path

import pytest

from a11ycheck import check_html, words
from a11ycheck.catalogue import catalogue
from a11ycheck.model import Outcome
from a11ycheck.project_rules import ProjectRuleError

SELECTOR = """
id = "own-old-widget"
kind = "best-practice"
selector = ".old-widget"
[fi]
title = "Vanha lisäosa"
why = "Lisäosaa ei voi käyttää näppäimistöllä."
fix = "Poista lisäosa."
failed.found = "Sivulla on vanha lisäosa."
"""
TEXT = """
id = "own-shouting"
kind = "failure"
wcag = ["3.1.5"]
[en]
title = "Shouting"
why = "Nobody likes it."
fix = "Speak softly."
failed.loud = "“{text}” shouts."
passed.soft = "Softly said."
"""
CODE = '''
from a11ycheck.rules import Failed, Passed, rule

@rule("own-shouting", targets=lambda page: page.exposed("p"))
def own_shouting(paragraph):
    """A paragraph does not shout."""
    return Failed("loud", text=paragraph.text) if "!!!" in paragraph.text else Passed("soft")
'''
HTML = "<html lang=en><title>t</title><p>Help!!!</p><p hidden class=old-widget><div class=old-widget>x</div>"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "own-old-widget.toml").write_text(SELECTOR, encoding="utf-8")
    (tmp_path / "own-shouting.toml").write_text(TEXT, encoding="utf-8")
    (tmp_path / "own_shouting.py").write_text(CODE, encoding="utf-8")
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "fi.toml").write_text('skip_goals = ["asiaan"]', encoding="utf-8")
    return tmp_path


def test_a_selector_and_a_function_make_rules(folder: Path) -> None:
    record = check_html(HTML, project_rules=folder, rules=["own-old-widget", "own-shouting"])
    assert record.outcomes == {"own-old-widget": Outcome.FAILED, "own-shouting": Outcome.FAILED}
    assert {finding.message for finding in record.findings} == {"Sivulla on vanha lisäosa.", "“Help!!!” shouts."}
    assert len(record.findings) == 2


def test_words_are_added_for_the_scans_that_name_the_folder(folder: Path) -> None:
    html = '<html lang=fi><title>t</title><a href="#s">Siirry asiaan</a><main><h1>Otsikko</h1><p id=s>a</main>'
    mine = check_html(html, project_rules=folder, rules=["skip-link-broken"])
    assert mine.outcomes["skip-link-broken"] is Outcome.PASSED
    assert check_html(html, rules=["skip-link-broken"]).outcomes["skip-link-broken"] is Outcome.INAPPLICABLE
    assert "asiaan" not in words.word_list("skip_goals", "fi")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (SELECTOR.replace('selector = ".old-widget"\n', ""), "give a selector, or a function"),
        (SELECTOR.replace(".old-widget", "p["), "invalid CSS selector"),
        (SELECTOR.replace("own-old-widget", "skip-link-broken"), "there is a rule skip-link-broken already"),
        (SELECTOR.replace("failed.found", "failed.other"), "failed.found"),
        (SELECTOR.replace("title = ", "titel = "), "titel"),
        ("id = 1", "Expected `str`"),
        ('id = "a"\nkind = "failure"\nselector = "p"', "at least one of"),
    ],
)
def test_what_is_wrong_with_a_rule_is_said(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "own.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ProjectRuleError, match=message):
        catalogue(tmp_path)


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(ProjectRuleError, match="no folder"):
        catalogue(tmp_path / "nothing")
