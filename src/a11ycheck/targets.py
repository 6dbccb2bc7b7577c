"""What a person may ask to scan: addresses, files, folders, and HTML on standard input."""

import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from a11ycheck.changed import GitError, changed_since
from a11ycheck.crawl.content import binary_type, written_size
from a11ycheck.model import Fetched, LeftOut, Reason
from a11ycheck.notes import note
from a11ycheck.settings import Language, Settings
from a11ycheck.urls import site_of, start_address

STDIN = "-"
_PAGE_ENDINGS = frozenset({".html", ".htm", ".xhtml", ".xht"})


class TargetError(ValueError):
    """A target that is nothing that can be scanned; its text says what to do."""


class Targets(Struct, frozen=True):
    """The targets of a scan by their kind."""

    files: tuple[Path, ...]  # of files and folders, each once, in a steady order
    stdin: bool
    sites: tuple[tuple[str, ...], ...]  # addresses, those of one site together
    folders: tuple[Path, ...] = ()  # to be served, whose pages are ``files``
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[str, ...] = ()  # what a reader has to know of the choice, one line each


def read_targets(settings: Settings) -> Targets:
    """Sort the targets of a scan.

    Raises:
        TargetError: where a target is no address and no file that exists, or nothing is left to scan.
    """
    targets = _sorted(settings)
    if settings.serve:
        targets = msgspec.structs.replace(targets, folders=_to_serve(settings))
    if not settings.changed_since:
        return targets
    if targets.sites or targets.stdin:
        raise TargetError("--changed-since asks git, which knows files and folders only: leave out the other targets.")
    try:
        changed = changed_since(settings.changed_since, targets.files, settings.lang)
    except GitError as error:
        raise TargetError(str(error)) from error
    return msgspec.structs.replace(targets, files=changed.files, left_out=changed.left_out, notes=changed.notes)


def _to_serve(settings: Settings) -> tuple[Path, ...]:
    folders = tuple(dict.fromkeys(map(Path, settings.targets)))
    for folder in folders:
        if not folder.is_dir():
            raise TargetError(f"--serve takes folders only, and {folder} is none.")
        if not settings.changed_since and not (folder / "index.html").is_file():
            raise TargetError(f"There is no index.html in {folder}: name the folder that the site is built into.")
    if settings.urls is not None:
        raise TargetError("--serve takes folders only: leave out --urls.")
    return folders


def _sorted(settings: Settings) -> Targets:
    files: list[Path] = []
    sites: dict[str, list[str]] = {}
    for target in settings.targets:
        if target == STDIN:
            continue
        path = Path(target)
        if path.exists():
            files += _pages_in(path)
        else:
            url = _address(target)
            sites.setdefault(site_of(url), []).append(url)
    for url in _listed(settings.urls):
        sites.setdefault(site_of(url), []).append(url)
    stdin = STDIN in settings.targets
    if not (files or sites or stdin):
        raise TargetError("There is nothing to scan: name an address, an HTML file or a folder of them.")
    return Targets(tuple(dict.fromkeys(files)), stdin, tuple(map(tuple, sites.values())))


def _pages_in(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    found = sorted(file for file in path.rglob("*") if file.suffix.lower() in _PAGE_ENDINGS and file.is_file())
    if not found:
        raise TargetError(f"There is no HTML file in {path}: name the folder that the site is built into.")
    return found


def _address(target: str) -> str:
    looks_like_file = target.startswith((".", "/", "~")) or Path(target).suffix.lower() in _PAGE_ENDINGS
    has_scheme = "://" in target
    if looks_like_file and not has_scheme:
        raise TargetError(f"There is no file {target}: check the path.")
    url = start_address(target)
    host = target.partition("://")[2] if has_scheme else target
    if url is None or ("." not in host and ":" not in host and not host.startswith("localhost")):
        raise TargetError(f"{target!r} is no http or https address and no file that exists.")
    return url


def _listed(path: Path | None) -> Iterator[str]:
    """Yield the addresses of a file, one a line; empty lines and those that start with # do not count."""
    if path is None:
        return
    for number, line in enumerate(path.read_text(encoding="utf-8-sig", errors="replace").splitlines(), start=1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        url = start_address(text)
        if url is None:
            raise TargetError(f"{path}, line {number}: {text!r} is no http or https address.")
        yield url


def read_files(targets: Targets, max_size: int, lang: Language = "en") -> Iterator[Fetched]:
    """Yield the pages that need no request, in their order; ``lang`` is that of what is said of faults."""
    if targets.stdin:
        yield _page("stdin.html", sys.stdin.buffer.read(max_size + 1), max_size, lang)
    for path in targets.files:
        name = path.as_posix()
        try:
            with path.open("rb") as file:
                yield _page(name, file.read(max_size + 1), max_size, lang)
        except OSError as error:
            said = note("fault-unreadable", lang, problem=error.strerror or str(error))
            yield Fetched(url=name, final_url=name, reason=Reason.UNREADABLE, error=said)


def _page(name: str, body: bytes, max_size: int, lang: Language) -> Fetched:
    if len(body) > max_size:
        error = note("fault-too-large", lang, size=written_size(max_size))
        return Fetched(url=name, final_url=name, reason=Reason.TOO_LARGE, error=error)
    if binary_type(body) is not None:
        error = note("fault-binary-file", lang, file=name)
        return Fetched(url=name, final_url=name, reason=Reason.NOT_HTML, error=error)
    return Fetched(url=name, final_url=name, media_type="text/html", body=body)
