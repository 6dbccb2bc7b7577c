"""The package as a user gets it: the wheel in an environment that holds nothing else, away from the checkout."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from zipfile import ZipFile

import pytest

from a11ycheck.version import VERSION

pytestmark = pytest.mark.xdist_group("wheel")  # one process builds it once

ROOT = Path(__file__).parents[1]
BARRIER = """<!DOCTYPE html><html lang="fi"><head><title>Kirjasto</title></head>
<body><a href="#content">Skip to main content</a><main id="content"><h1>Kirjasto</h1></main></body></html>"""


def run(command: Sequence[str | Path], cwd: Path, expected: int = 0) -> str:
    """Run a command that may not see the checkout; return what it says."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    environment |= {"UV_SYSTEM_CERTS": "1", "UV_NATIVE_TLS": "1"}  # the certificates that pip and the system trust
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == expected, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    # In this environment, which the lock made: an isolated build would download its tools again.
    run([sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder], ROOT)
    (file,) = folder.glob("*.whl")
    return file


@pytest.fixture(scope="module")
def command(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command ``a11ycheck`` of a clean environment; packages come from uv's cache where it has them."""
    folder = tmp_path_factory.mktemp("clean") / "environment"
    uv = [sys.executable, "-m", "uv", "--quiet"]
    run([*uv, "venv", "--python", sys.executable, folder], ROOT)
    python = folder / "bin" / "python"
    run([*uv, "pip", "install", "--python", python, "--constraint", ROOT / "requirements.lock", wheel], ROOT)
    return folder / "bin" / "a11ycheck"


def test_the_wheel_holds_rules_and_report_templates(wheel: Path) -> None:
    packed = set(ZipFile(wheel).namelist())
    for folder in ("rules", "reports"):
        files = [file.relative_to(ROOT) for file in (ROOT / folder).rglob("*") if file.is_file()]
        assert files
        assert {f"a11ycheck/_data/{file}" for file in files} <= packed
    examples = [file.relative_to(ROOT / "tests/rules") for file in (ROOT / "tests" / "rules").glob("*/*.html")]
    assert examples
    assert {f"a11ycheck/_data/examples/{file}" for file in examples} <= packed
    assert not [name for name in packed if "_data" in name and name.endswith(".py")]


def test_the_installed_command_explains_with_examples(command: Path, tmp_path: Path) -> None:
    assert "Example – Failed" in run([command, "explain", "image-without-name"], tmp_path)


def test_the_installed_command_knows_its_version(command: Path, tmp_path: Path) -> None:
    assert run([command, "--version"], tmp_path) == f"a11ycheck {VERSION}\n"


def test_without_the_extra_a_scan_reads_html_and_says_why(command: Path, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(BARRIER, encoding="utf-8")
    run([command, "scan", "page.html", "-o", "out"], tmp_path, expected=1)
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert report["scan"]["engine"] == "static"
    done = subprocess.run(
        [command, "scan", "page.html", "--engine", "browser"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "pip install '.[browser]'" in done.stderr


def test_the_installed_command_scans(command: Path, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(BARRIER, encoding="utf-8")
    run([command, "scan", "page.html", "--lang", "fi", "--engine", "static", "-o", "out"], tmp_path, expected=1)
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    (page,) = report["pages"]
    assert page["health"] == "tested"
    assert page["outcomes"]["skip-link-language"] == "failed"
    assert "<html" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
