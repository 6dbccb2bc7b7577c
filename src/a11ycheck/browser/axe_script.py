"""Which axe-core gives the second opinion: one that is named, a newer one of the project, or the one at hand."""

import re
from pathlib import Path

from axe_selenium_python import Axe
from msgspec import Struct

from a11ycheck.settings import Settings
from a11ycheck.settings_sources import SettingsError, find_file

_VERSION = re.compile(r"/\*! axe v(4)\.(\d+)\.(\d+)")  # its first line says so
_HEAD = 200  # characters
_OF_PROJECT = Path("node_modules", "axe-core", "axe.min.js")


class AxeScript(Struct, frozen=True):
    """A copy of axe-core."""

    path: Path
    version: tuple[int, ...]  # (4, 10, 2)

    @property
    def number(self) -> str:
        """Its version as people write it."""
        return ".".join(map(str, self.version))


def find_axe(settings: Settings) -> AxeScript:
    """Return the axe-core to use. Nothing is downloaded.

    Raises:
        SettingsError: where the settings name a file that is none.
    """
    if settings.axe_script is not None:
        return _named(settings.axe_script)
    brought = _read(Path(Axe(None).script_url))
    installed = _read(_project_folder() / _OF_PROJECT)
    found = [script for script in (brought, installed) if script is not None]
    if not found:
        raise SettingsError(
            "axe-selenium-python brings no axe-core along: name one with --axe-script, or use --no-axe."
        )
    return max(found, key=lambda script: script.version)


def _project_folder() -> Path:
    """The folder of the configuration file, else the working directory."""
    file = find_file(Path.cwd())
    return file.parent if file is not None else Path.cwd()


def _named(path: Path) -> AxeScript:
    if not path.is_file():
        raise SettingsError(f"There is no file {path}: --axe-script names an axe.min.js of axe-core 4.")
    script = _read(path)
    if script is None:
        raise SettingsError(f"{path} is no axe-core: --axe-script names an axe.min.js of axe-core 4.")
    return script


def _read(path: Path) -> AxeScript | None:
    """Return a copy of axe-core by what its first line says, None where the file is none that can be read."""
    try:
        with path.open(encoding="utf-8") as file:
            version = _VERSION.match(file.read(_HEAD))
    except (OSError, UnicodeDecodeError):
        return None
    return AxeScript(path, tuple(map(int, version.groups()))) if version else None
