"""``a11ycheck doctor``: what is there, what is missing and what to type."""

import os
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

from a11ycheck import cli, doctor
from a11ycheck.doctor import Part, State, examine_machine, exit_code


def parts() -> dict[str, Part]:
    return {part.name: part for part in examine_machine()}


def test_a_machine_with_a_browser_is_healthy(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["doctor"]) == 0
    lines = {line.split()[0]: line for line in capsys.readouterr().out.splitlines()}
    assert {"Python", "turbohtml", "selenium", "Chromium", "ChromeDriver", "fonts", "rules"} <= lines.keys()
    assert "Chromium starts" in lines["browser"]
    assert "axe-core 4." in lines["axe"]


def test_an_axe_that_is_none_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_start", lambda: Part("browser start", State.FOUND, "starts"))
    monkeypatch.setenv("A11YCHECK_AXE_SCRIPT", str(tmp_path / "none.js"))
    assert parts()["axe"].state is State.MISSING
    assert "There is no file" in parts()["axe"].detail


def test_programs_that_are_missing_are_named_with_what_to_type(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    found = parts()
    assert found["Chromium"] == Part(
        "Chromium", State.MISSING, "apt-get install chromium chromium-driver, or scan with --engine static"
    )
    assert found["fonts"].state is State.MISSING
    assert found["Tesseract"].state is found["git"].state is State.OPTIONAL
    assert "browser start" not in found
    assert exit_code(list(found.values())) == 1


def program(folder: Path, name: str, says: str) -> None:
    file = folder / name
    file.write_text(f"#!/bin/sh\nprintf '%s\\n' '{says}'\n")
    file.chmod(0o755)


def test_a_driver_of_another_version_and_a_browser_that_does_not_start_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, "chromium", "Chromium 140.0.7339.80")
    program(tmp_path, "chromedriver", "ChromeDriver 139.0.7258.66")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(doctor, "_start", lambda: Part("browser start", State.MISSING, "does not start"))
    found = parts()
    assert found["versions"].detail.startswith("Chromium 140 and its driver 139: apt-get install")
    assert exit_code(list(found.values())) == 1


def test_all_languages_of_tesseract_are_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    program(tmp_path, "tesseract", "eng fin")
    assert "tesseract-ocr-swe" in parts()["Tesseract"].detail
    program(tmp_path, "tesseract", "eng fin swe")
    assert parts()["Tesseract"].state is State.FOUND


def test_without_selenium_no_browser_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def without(name: str) -> str:
        if name == "selenium":
            raise PackageNotFoundError(name)
        return version(name)

    monkeypatch.setattr(doctor, "version", without)
    found = parts()
    assert found["selenium"].detail == "pip install '.[browser]' where the source of a11ycheck lies"
    assert "Chromium" not in found
