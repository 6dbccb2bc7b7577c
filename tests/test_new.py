"""The stubs of a new rule lie where they belong, and are not written over a rule that exists."""

from pathlib import Path

import msgspec
import pytest

from a11ycheck.catalogue import RuleText
from a11ycheck.new import main, new
from tests.rules.examples import read


def test_three_files_of_one_stem(tmp_path: Path) -> None:
    text, code, examples = new("skip-links", "skip-link-tiny", tmp_path)
    assert msgspec.toml.decode(text.read_bytes(), type=RuleText).id == "skip-link-tiny"
    assert code.name == "skip_links.py"
    compile(code.read_text(encoding="utf-8"), str(code), "exec")
    assert [example.outcome for example in read(examples)] == ["failed", "passed", "inapplicable"]
    new("skip-links", "skip-link-huge", tmp_path)
    assert code.read_text(encoding="utf-8").count("@rule(") == 2
    with pytest.raises(ValueError, match="already"):
        new("skip-links", "skip-link-tiny", tmp_path)


@pytest.mark.parametrize("arguments", [[], ["a"], ["a", "B"], ["../a", "b"], ["skip-links", "skip-link-missing"]])
def test_wrong_use_is_one_line(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert capsys.readouterr().err.count("\n") == 1
