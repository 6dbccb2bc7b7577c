"""What keeps the house tidy that no linter checks."""

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LONGEST = 400  # lines
PYTHON = sorted(file for folder in ("src", "tests", "benchmarks", "scripts") for file in (ROOT / folder).rglob("*.py"))


def name(file: Path) -> str:
    return str(file.relative_to(ROOT))


@pytest.mark.parametrize("file", PYTHON, ids=name)
def test_no_module_is_too_long(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) <= LONGEST


def test_every_ignore_says_why() -> None:
    unreasoned = re.compile(r"# (?:noqa(?:: [\w, ]+?)?|type: ignore(?:\[[\w, -]+\])?|pragma: .*)\s*$")
    found = [
        f"{name(file)}:{number}"
        for file in PYTHON
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if unreasoned.search(line)
    ]
    assert found == []


def test_the_lock_names_packages_and_no_host() -> None:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    packages = [line for line in lines if not line.lstrip().startswith("#")]
    assert packages
    assert [line for line in packages if not re.match(r"[a-z0-9-]+==[\w.]+( ; .+)?$", line)] == []


def test_the_lock_holds_every_dependency_that_is_asked_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = [
        *project["project"]["dependencies"],
        *project["project"]["optional-dependencies"]["browser"],
        *project["dependency-groups"]["dev"],
    ]
    locked = set(re.findall(r"^([\w-]+)==", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE))
    assert {distribution(each) for each in asked} - locked == set()


def test_what_the_package_imports_it_declares() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = chain.from_iterable(project["optional-dependencies"].values())
    declared = {distribution(each) for each in (*project["dependencies"], *extras)}
    makers = packages_distributions()
    used = {
        distribution(makers[module][0])
        for file in (ROOT / "src").rglob("*.py")
        for module in imported(ast.parse(file.read_text(encoding="utf-8")))
        if module in makers and module != "a11ycheck"
    }
    assert used - declared == set(), "add to pyproject.toml"


def distribution(requirement: str) -> str:
    """The name that a requirement begins with, as registries normalise it."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\s><=;\[]", requirement)[0]).lower()


def imported(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


@pytest.mark.parametrize("script", sorted((*(ROOT / "scripts").glob("*.sh"), ROOT / ".ci" / "run")), ids=name)
def test_scripts_are_valid_and_stop_at_the_first_error(script: Path) -> None:
    assert "set -euo pipefail" in script.read_text(encoding="utf-8")
    subprocess.run(["bash", "-n", str(script)], check=True)
    assert script.stat().st_mode & 0o111


def test_the_two_commands_of_the_readme_exist() -> None:
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    named = re.findall(r"^    make (\w+)", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert {"demo", "test"} <= set(named) <= set(targets)
