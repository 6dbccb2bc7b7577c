"""What this machine has of what a scan needs, and what to type where something is missing."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from msgspec import Struct

from a11ycheck.catalogue import catalogue
from a11ycheck.settings import Settings
from a11ycheck.settings_sources import SettingsError, find_file, merged

HEALTHY, SOMETHING_MISSING = 0, 1
_SECONDS = 20  # for a program to say its version
_OLDEST = (3, 12)
_PACKAGES = ("turbohtml", "lxml", "requests", "msgspec")
_BROWSER_PACKAGES = ("selenium", "axe-selenium-python")
_INSTALL = "pip install . where the source of a11ycheck lies"
_INSTALL_EXTRA = "pip install '.[browser]' where the source of a11ycheck lies"
_INSTALL_BROWSER = "apt-get install chromium chromium-driver"


class State(StrEnum):
    """Whether a part is there."""

    FOUND = "found"
    MISSING = "MISSING"  # a scan in the browser, which is the default, needs it
    OPTIONAL = "optional"  # not there, and only some people need it


class Part(Struct, frozen=True):
    """A part of the machine with what is known of it."""

    name: str
    state: State
    detail: str  # a version or a path; where it is missing, what to type


def examine_machine() -> Iterator[Part]:
    """Yield each part, the slowest last. Nothing is installed, changed or downloaded."""
    yield _python()
    yield from (_package(name, _INSTALL) for name in _PACKAGES)
    yield Part("rules", State.FOUND, f"{len(catalogue())} rules")
    yield _configuration()
    packages = [_package(name, _INSTALL_EXTRA) for name in _BROWSER_PACKAGES]
    yield from packages
    yield _fonts()
    yield _program("git", ["git", "--version"], State.OPTIONAL, "apt-get install git, for --changed-since")
    yield _tesseract()
    if all(part.state is State.FOUND for part in packages):
        yield _axe()
        yield from _browser()


def exit_code(parts: list[Part]) -> int:
    """Return 1 where something is missing that is not optional, else 0."""
    return SOMETHING_MISSING if any(part.state is State.MISSING for part in parts) else HEALTHY


def _python() -> Part:
    number = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] >= _OLDEST:
        return Part("Python", State.FOUND, f"{number}, {sys.executable}")
    return Part("Python", State.MISSING, f"{number} is too old: install Python 3.12 or newer")


def _package(name: str, remedy: str) -> Part:
    try:
        return Part(name, State.FOUND, version(name))
    except PackageNotFoundError:
        return Part(name, State.MISSING, remedy)


def _configuration() -> Part:
    file = find_file(Path.cwd())
    return Part("configuration", State.FOUND if file else State.OPTIONAL, str(file or "no a11ycheck.toml: defaults"))


def _program(name: str, command: list[str], absent: State, remedy: str) -> Part:
    said = _say(command)
    return Part(name, absent, remedy) if said is None else Part(name, State.FOUND, said.partition("\n")[0])


def _say(command: list[str]) -> str | None:
    """Return what a program prints, None where it is not there or does not answer."""
    path = shutil.which(command[0])
    if path is None:
        return None
    try:
        done = subprocess.run(  # noqa: S603 - programs of this machine, by fixed names
            [path, *command[1:]], capture_output=True, timeout=_SECONDS, check=False, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return (done.stdout or done.stderr).decode(errors="replace").strip()


def _fonts() -> Part:
    """Without fonts, text has no size, and what depends on the size of text cannot be judged."""
    said = _say(["fc-list", ":", "family"])
    families = set(filter(None, (said or "").splitlines()))
    if families:
        return Part("fonts", State.FOUND, f"{len(families)} families")
    return Part("fonts", State.MISSING, "apt-get install fontconfig fonts-dejavu-core")


def _tesseract() -> Part:
    wanted = "apt-get install tesseract-ocr tesseract-ocr-fin tesseract-ocr-swe, for text in images"
    said = _say(["tesseract", "--list-langs"])
    missing = sorted({"fin", "swe", "eng"} - set((said or "").split()))
    if said is None or missing:
        return Part("Tesseract", State.OPTIONAL, wanted)
    return _program("Tesseract", ["tesseract", "--version"], State.OPTIONAL, wanted)


def _axe() -> Part:
    from a11ycheck.browser.axe_script import find_axe  # noqa: PLC0415 - its package is an extra that may be missing

    try:
        script = find_axe(Settings(**merged({}, os.environ)))
    except SettingsError as error:
        return Part("axe", State.MISSING, str(error))
    return Part("axe", State.FOUND, f"axe-core {script.number}, {script.path}")


def _browser() -> Iterator[Part]:
    from a11ycheck.browser.faults import NoBrowserError  # noqa: PLC0415 - Selenium is an extra that may be missing
    from a11ycheck.browser.launch import find_browser  # noqa: PLC0415 - as above

    try:
        browser, driver = find_browser()
    except NoBrowserError:
        yield Part("Chromium", State.MISSING, f"{_INSTALL_BROWSER}, or scan with --engine static")
        return
    parts = [_program(name, [path, "--version"], State.MISSING, _INSTALL_BROWSER)
             for name, path in (("Chromium", browser), ("ChromeDriver", driver))]  # fmt: skip
    yield from parts
    numbers = [match[1] for part in parts if (match := re.search(r"(\d+)\.\d", part.detail))]
    if len(set(numbers)) > 1:
        yield Part("versions", State.MISSING, f"Chromium {numbers[0]} and its driver {numbers[1]}: {_INSTALL_BROWSER}")
    yield _start()


def _start() -> Part:
    """Start a browser and end it: what no version number tells."""
    from a11ycheck.browser.driver import Browser  # noqa: PLC0415 - as above
    from a11ycheck.browser.faults import BrowserCrashedError  # noqa: PLC0415 - as above
    from a11ycheck.browser.launch import needs_no_sandbox  # noqa: PLC0415 - as above

    try:
        with Browser(Settings()):
            sandbox = "without its sandbox, as root" if needs_no_sandbox() else "in its sandbox"
            return Part("browser start", State.FOUND, f"Chromium starts {sandbox}")
    except BrowserCrashedError as error:
        return Part("browser start", State.MISSING, f"{error}; {_INSTALL_BROWSER}")
