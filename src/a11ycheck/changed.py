"""Which files git has as changed since a revision: what ``--changed-since`` leaves of the pages."""

import shutil
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct

from a11ycheck.model import LeftOut
from a11ycheck.notes import note
from a11ycheck.settings import Language

RULE = "unchanged"  # of LeftOut
_SECONDS = 60  # for one command of git
_LOOKS = frozenset({".css", ".js", ".mjs", ".svg"})  # files that change how pages look and behave


class GitError(ValueError):
    """What changed cannot be known; the text says what to do."""


class Changed(Struct, frozen=True):
    """The pages that changed, and what a reader has to know of the others."""

    files: tuple[Path, ...]
    left_out: tuple[LeftOut, ...]
    notes: tuple[str, ...]


def changed_since(revision: str, files: Sequence[Path], lang: Language = "en") -> Changed:
    """Divide files into those that differ from a revision, in the working tree, and those that do not.

    A file that git does not know, because it is new or ignored, as a built page often is, counts as changed.

    Raises:
        GitError: where there is no git, no repository or no such revision.
    """
    roots = {folder: _root(folder) for folder in {file.resolve().parent for file in files}}
    unchanged: set[Path] = set()
    others: set[Path] = set()
    for root in sorted(set(roots.values())):
        differing = _differing(root, revision)
        tracked = _paths(root, "ls-files", "-z")
        unchanged |= tracked - differing
        others |= {path for path in differing if path.suffix.lower() in _LOOKS}
    kept = tuple(file for file in files if file.resolve() not in unchanged)
    without = [file for file in files if file.resolve() in unchanged]
    left_out = (LeftOut(rule=RULE, count=len(without), example=without[0].as_posix()),) if without else ()
    return Changed(kept, left_out, _notes(others, lang) if without else ())


def _notes(others: Iterable[Path], lang: Language) -> tuple[str, ...]:
    names = sorted(path.name for path in others)
    if not names:
        return ()
    shown = ", ".join(names[:3]) + (" …" if len(names) > 3 else "")
    return (note("shared-files", lang, files=shown),)


def _root(folder: Path) -> Path:
    said = _git(folder, "rev-parse", "--show-toplevel")
    return Path(said.decode(errors="surrogateescape").removesuffix("\n")).resolve()


def _differing(root: Path, revision: str) -> set[Path]:
    commit = _git(
        root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}", revision=revision
    )
    return _paths(root, "diff", "--name-only", "--no-renames", "-z", commit.decode().strip(), "--")


def _paths(root: Path, *arguments: str) -> set[Path]:
    names = _git(root, *arguments).decode(errors="surrogateescape").split("\0")
    return {root / name for name in names if name}


def _git(folder: Path, *arguments: str, revision: str = "") -> bytes:
    git = shutil.which("git")
    if git is None:
        raise GitError("There is no git to ask what changed: install it, or scan without --changed-since.")
    command = [git, "-C", str(folder), "-c", "core.quotePath=false", *arguments]
    try:
        done = subprocess.run(  # noqa: S603 - git, with a revision that is never an option
            command, capture_output=True, timeout=_SECONDS, check=False, stdin=subprocess.DEVNULL
        )
    except subprocess.TimeoutExpired as error:
        raise GitError(f"git took more than {_SECONDS} s in {folder}: scan without --changed-since.") from error
    if done.returncode == 0:
        return done.stdout
    if revision:
        raise GitError(f"git knows no revision {revision!r} in {folder}: fetch it (a shallow clone may lack it).")
    said = done.stderr.decode(errors="replace").strip().partition("\n")[0]
    raise GitError(f"git cannot tell what changed in {folder}: {said}")
