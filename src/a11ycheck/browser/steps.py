"""What a person would do before a page can be read: sign in, close a banner, wait for what comes late.

The steps of ``--login`` are a TOML file, one ``[[steps]]`` each: ``open = URL``, ``fill = SELECTOR`` with
``with = TEXT``, ``click = SELECTOR``, ``wait = SELECTOR``. ``${NAME}`` in a text or address is taken from the
environment; a password must be, so that none is ever kept in a file. No value is shown in any error or report.
"""

import json
import os
import re
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Self

import msgspec
from msgspec import Struct, field

from a11ycheck.browser.driver import Browser
from a11ycheck.browser.faults import BrowserCrashedError, RefusedError
from a11ycheck.browser.settle import evaluate, wait_for_load
from a11ycheck.notes import note
from a11ycheck.settings import Settings
from a11ycheck.settings_sources import SettingsError

_STEP_SECONDS = 15.0  # that one step may take
_PAGE_SECONDS = 5.0  # that each page waits for --wait-for
_LOOK = 0.05  # seconds between two looks

# Finds the first element that is really there for a person; frames and shadow trees are not searched.
_FIND = """const found = [...document.querySelectorAll(%s)].find(each => each.getClientRects().length &&
  getComputedStyle(each).visibility === 'visible');"""
_IS_THERE = "(() => { %s return !!found; })()"
_CLICK = (
    "(() => { %s if (!found) return false; found.scrollIntoView({block: 'center'}); found.click(); return true; })()"
)
_FOCUS = """(() => { %s if (!found) return 'missing';
  if (found.type === 'password' && %s) return 'literal';
  found.focus(); found.select?.(); return 'ready'; })()"""


class LoginError(SettingsError):
    """The steps of the login cannot be read or done; the text says which one, and never what it fills in."""


class Step(Struct, frozen=True, forbid_unknown_fields=True):
    """One step; exactly one of ``open``, ``fill``, ``click`` and ``wait`` is given."""

    open: str = ""  # address
    fill: str = ""  # CSS selector, as those below
    text: str = field(default="", name="with")
    click: str = ""
    wait: str = ""

    @property
    def kind(self) -> str:
        """Which of the four it is, "" where it is none or several."""
        given = [name for name in ("open", "fill", "click", "wait") if getattr(self, name)]
        return given[0] if len(given) == 1 and bool(self.text) == (given[0] == "fill") else ""


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    steps: tuple[Step, ...]


class Steps:
    """The steps of a login."""

    def __init__(self, steps: tuple[Step, ...], environment: Mapping[str, str]) -> None:
        self._steps = steps
        self._environment = environment

    @classmethod
    def read(cls, file: Path) -> Self:
        """Read a file of steps.

        Raises:
            LoginError: where the file cannot be read, a step is not understood or a variable is not set.
        """
        try:
            steps = msgspec.toml.decode(file.read_bytes(), type=_File).steps
        except OSError as error:
            raise LoginError(f"Cannot read {file}: {error.strerror}.") from error
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise LoginError(f"{file} does not hold steps as docs/browser.md describes them.") from error
        made = cls(steps, os.environ)
        for number, step in enumerate(steps, start=1):
            if not step.kind:
                raise LoginError(f"Step {number} of {file}: give one of open, click and wait, or fill and with.")
            made._filled_in(step.open or step.text, number)
        return made

    def run(self, browser: Browser) -> None:
        """Do all steps.

        Raises:
            LoginError: where one cannot be done.
        """
        for number, step in enumerate(self._steps, start=1):
            browser.allow(_STEP_SECONDS * 2)
            do = {"open": self._open, "fill": self._fill, "click": self._click, "wait": self._wait}[step.kind]
            try:
                do(browser, step, number)
                wait_for_load(browser, _STEP_SECONDS)
            except (BrowserCrashedError, RefusedError) as error:
                raise LoginError(f"Step {number} of the login fails: the browser does not do it.") from error

    def _open(self, browser: Browser, step: Step, number: int) -> None:
        if browser.cdp("Page.navigate", url=self._filled_in(step.open, number)).get("errorText"):
            raise LoginError(f"Step {number} of the login: the page does not open.")

    def _fill(self, browser: Browser, step: Step, number: int) -> None:
        literal = json.dumps(not _VARIABLE.search(step.text))
        state = "missing"

        def ready() -> bool:
            nonlocal state
            state = str(evaluate(browser, _FOCUS % (_find(step.fill), literal)))
            return state != "missing"

        _until(ready, _STEP_SECONDS, f"Step {number} of the login: nothing visible is {step.fill!r}.")
        if state == "literal":
            raise LoginError(f"Step {number} of the login: give a password as ${{NAME}}, set in the environment.")
        browser.cdp("Input.insertText", text=self._filled_in(step.text, number))

    def _click(self, browser: Browser, step: Step, number: int) -> None:
        missing = f"Step {number} of the login: nothing visible is {step.click!r}."
        _until(lambda: evaluate(browser, _CLICK % _find(step.click)) is True, _STEP_SECONDS, missing)

    def _wait(self, browser: Browser, step: Step, number: int) -> None:
        missing = f"Step {number} of the login: {step.wait!r} does not appear within {_STEP_SECONDS:g} s."
        _until(lambda: _is_there(browser, step.wait), _STEP_SECONDS, missing)

    def _filled_in(self, text: str, number: int) -> str:
        def value(match: re.Match[str]) -> str:
            try:
                return self._environment[match[1]]
            except KeyError:
                raise LoginError(f"Step {number} of the login: set {match[1]} in the environment.") from None

        return _VARIABLE.sub(value, text)


_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")


def click_where_it_is(browser: Browser, settings: Settings) -> tuple[str, ...]:
    """Click what ``--click`` names; return what of it the page does not have."""
    missed = []
    for selector in settings.click:
        if evaluate(browser, _CLICK % _find(selector)) is True:
            wait_for_load(browser, _PAGE_SECONDS)
        else:
            missed.append(selector)
    return tuple(missed)


def wait_for_element(browser: Browser, settings: Settings) -> tuple[str, ...]:
    """Wait for what ``--wait-for`` names; return a note where it did not come."""
    if not settings.wait_for:
        return ()
    try:
        _until(lambda: _is_there(browser, settings.wait_for), _PAGE_SECONDS, settings.wait_for)
    except LoginError:
        return (note("wait-for", settings.lang, selector=repr(settings.wait_for), seconds=f"{_PAGE_SECONDS:g}"),)
    return ()


def _is_there(browser: Browser, selector: str) -> bool:
    return evaluate(browser, _IS_THERE % _find(selector)) is True


def _find(selector: str) -> str:
    return _FIND % json.dumps(selector)


def _until(done: Callable[[], bool], seconds: float, missing: str) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            if done():
                return
        except RefusedError:
            pass  # the page is on its way to another one
        if time.monotonic() >= end:
            raise LoginError(missing)
        time.sleep(_LOOK)
