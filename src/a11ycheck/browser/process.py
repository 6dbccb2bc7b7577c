"""The processes of a browser on this machine: its driver, itself, and who ends them should the scan be killed."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

from selenium.common.exceptions import WebDriverException

from a11ycheck.browser import reaper
from a11ycheck.browser.faults import BrowserCrashedError, first_line
from a11ycheck.settings_sources import PREFIX

_END_SECONDS = 5  # that a process may take to end
_LONGEST_FOLDER = 60  # characters; Chromium makes a socket 46 further on, and the path of a socket has 107 at most


class Service(Protocol):
    """A program that can be started, such as Selenium's service of ChromeDriver."""

    process: Any  # a ``subprocess.Popen`` once it runs

    def start(self) -> None:
        """Start it."""


class Processes[S: Service]:
    """A driver or browser at the head of a process group, with a folder for all that the browser leaves behind."""

    def __init__(self, make: Callable[[str, Path, dict[str, str]], S], program: str) -> None:
        """Start a program, which ``make`` makes a service of, from its path, the folder and its environment.

        It has to begin a session of its own.

        Raises:
            BrowserCrashedError: where it does not start.
        """
        self.folder = Path(tempfile.mkdtemp(prefix="a11ycheck-browser-"))
        kept = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
        own = {"TMPDIR": str(self.folder)} if len(str(self.folder)) <= _LONGEST_FOLDER else {}
        self.service = make(program, self.folder, {**kept, **own})
        self._reaper: subprocess.Popen[bytes] | None = None
        try:
            self.service.start()
        except (WebDriverException, OSError) as error:
            self.end()
            raise BrowserCrashedError(f"{Path(program).name} does not start: {first_line(error)}") from error
        script = str(Path(__file__).with_name("reaper.py"))
        self._reaper = subprocess.Popen(  # noqa: S603 - our own script
            [sys.executable, "-I", script, str(self.group), str(self.folder)],
            stdin=subprocess.PIPE,
            start_new_session=True,
        )

    @property
    def group(self) -> int:
        """The process group, 0 where nothing was started."""
        process = getattr(self.service, "process", None)
        return process.pid if process else 0

    def end(self) -> None:
        """End all processes, and remove the folder."""
        if self.group:
            reaper.end(self.group)
            with suppress(subprocess.TimeoutExpired):
                self.service.process.wait(timeout=_END_SECONDS)
        if self._reaper is not None:
            with suppress(OSError, subprocess.TimeoutExpired):
                self._reaper.communicate(timeout=_END_SECONDS)
        reaper.remove(str(self.folder))
