"""``a11ycheck rules`` and ``a11ycheck explain``."""

import json
from pathlib import Path

import pytest

from a11ycheck import cli
from a11ycheck.catalogue import catalogue
from a11ycheck.examples import examples_of
from a11ycheck.report.rule_guide import explanation
from a11ycheck.settings import Language


def said(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    assert cli.run(arguments) == 0
    return capsys.readouterr().out


def test_the_list_has_a_line_for_each_rule(capsys: pytest.CaptureFixture[str]) -> None:
    lines = said(["rules"], capsys).splitlines()
    assert [line.split()[0] for line in lines] == list(catalogue())
    assert next(line for line in lines if line.startswith("image-without-name ")).split(maxsplit=2)[1:] == [
        "1.1.1", "Image without a text alternative",
    ]  # fmt: skip


def test_programs_get_the_rules_as_the_report_lists_them(capsys: pytest.CaptureFixture[str]) -> None:
    listed = json.loads(said(["rules", "--format", "json", "--lang", "sv"], capsys))
    (rule,) = [each for each in listed if each["id"] == "image-without-name"]
    assert len(listed) == len(catalogue())
    assert (rule["title"], rule["en301549"], rule["act"]) == ("Bild utan textalternativ", ["9.1.1.1"], ["23a2a8"])


def test_a_document_gets_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    lines = said(["rules", "--format", "markdown"], capsys).splitlines()
    assert lines[1] == "| --- | --- | --- | --- |"
    assert all(line.replace(r"\|", "").count("|") == 5 for line in lines)
    assert len(lines) == 2 + len(catalogue())


def test_a_rule_is_explained_with_criteria_clause_act_and_examples(capsys: pytest.CaptureFixture[str]) -> None:
    text = said(["explain", "image-without-name"], capsys)
    for part in (
        "Who is hurt:", "How to mend it:", "WCAG 1.1.1 Non-text Content (A), EN 301 549 9.1.1.1",
        "ACT 23a2a8: https://www.w3.org/WAI/standards-guidelines/act/rules/23a2a8/", "axe: image-alt",
        "Needs: nothing but the HTML", "Failed: The image has no alt attribute.",
        "The element with role “…” has no name.",
        "Example – Failed: the photograph of a news item", '<img src="/kuvat/silta.jpg">',
    ):  # fmt: skip
        assert part in text
    assert "Looks at the whole site" in said(["explain", "title-repeated"], capsys)


def test_a_rule_of_axe_is_explained_by_its_page_and_ours(capsys: pytest.CaptureFixture[str]) -> None:
    text = said(["explain", "axe/image-alt"], capsys)
    assert "https://dequeuniversity.com/rules/axe/4.10/image-alt" in text
    assert "image-without-name: Image without a text alternative" in text
    assert said(["explain", "image-alt"], capsys) == text
    assert "Never asked: it is about axe in frames" in said(["explain", "axe/frame-tested"], capsys)


@pytest.mark.parametrize("lang", ["en", "fi", "sv"])
def test_every_rule_can_be_explained_within_80_columns(lang: Language) -> None:
    for rule in catalogue().values():
        lines = explanation(rule, examples_of(rule.topic, rule.id), lang).splitlines()
        assert rule.says(lang).title in lines
        prose = [line for line in lines if not line.startswith(("    ", "ACT "))]
        assert max(map(len, prose)) <= 80, rule.id


def test_the_language_may_come_from_the_environment(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("A11YCHECK_LANG", "fi")
    assert "Näin korjaat" in said(["explain", "image-without-name"], capsys)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["explain", "image-without-nam"], "There is no rule 'image-without-nam'; did you mean 'image-without-name'?"),
        (["explain", "axe/image-al"], "No rule of axe-core that is known here is called 'axe/image-al'; did you mean"),
        (["rules", "--format", "xml"], "Invalid value for '--format'"),
        (["rules", "--lang", "de"], "--lang: 'de' is not allowed: use en, fi or sv."),
    ],
)
def test_wrong_usage_is_one_line(arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(arguments) == 2
    out, err = capsys.readouterr()
    assert not out
    assert err.startswith(f"a11ycheck: {message}")
    assert err.count("\n") == 1


def test_a_project_s_own_rules_are_listed_and_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts = "\n".join(
        f'[{lang}]\ntitle = "Old widget"\nwhy = "It is old."\nfix = "Remove it."\nfailed.found = "Found."'
        for lang in ("en", "fi", "sv")
    )
    head = 'id = "own-widget"\nkind = "best-practice"\nwcag = []\nselector = ".widget"\n'
    (tmp_path / "own-widget.toml").write_text(head + texts, encoding="utf-8")
    (tmp_path / "own-widget.html").write_text('<!-- failed found: an old one -->\n<p class="widget">', encoding="utf-8")
    assert "own-widget " in said(["rules", "--rules", str(tmp_path)], capsys)
    text = said(["explain", "own-widget", "--rules", str(tmp_path)], capsys)
    assert "Old widget" in text
    assert "an old one" in text
    other = tmp_path / "other"
    other.mkdir()
    (other / "own-widget.toml").write_text("id = 1", encoding="utf-8")
    assert cli.run(["rules", "--rules", str(other)]) == 2
    assert "own-widget.toml" in capsys.readouterr().err
