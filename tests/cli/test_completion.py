"""``a11ycheck completion``, and what it completes."""

import shutil
import subprocess
import sys

import pytest

from a11ycheck import cli


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_script(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["completion", shell]) == 0
    out = capsys.readouterr().out
    assert f"_A11YCHECK_COMPLETE={shell}_complete" in out
    assert "%(" not in out


def test_bash_takes_the_script(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["completion", "bash"]) == 0
    bash = shutil.which("bash")
    assert bash is not None
    script = capsys.readouterr().out + "\ncomplete -p a11ycheck\n"
    done = subprocess.run([bash], input=script, capture_output=True, text=True, check=True)
    assert "_a11ycheck_completion" in done.stdout


def test_the_options_of_a_command_are_completed() -> None:
    environment = {"COMP_WORDS": "a11ycheck scan --max", "COMP_CWORD": "2", "_A11YCHECK_COMPLETE": "bash_complete"}
    code = "from a11ycheck.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert {"plain,--max-pages", "plain,--max-size"} <= set(done.stdout.splitlines())
