"""Serves folders on the loopback interface, so that a built site is scanned as visitors will meet it."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import msgspec

from a11ycheck.model import Document, Finding, LeftOut, PageRecord, Shot
from a11ycheck.settings import Settings
from a11ycheck.targets import Targets

HOST = "127.0.0.1"
INDEX = "index.html"
NOT_LINKED = "not-linked"  # of LeftOut


class _Handler(SimpleHTTPRequestHandler):
    """Answers as hosts of static sites do: ``/news`` is ``news.html`` too, and no folder is listed."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - as the base has it
        """Say nothing on the terminal."""

    def list_directory(self, path: Any) -> None:  # noqa: ARG002 - as the base has it
        """Answer that there is no page."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def translate_path(self, path: str) -> str:
        """Return the file for an address."""
        found = super().translate_path(path)
        page = f"{found.rstrip('/')}.html"
        return page if not Path(found).exists() and Path(page).is_file() else found


class Served:
    """The folders that are served, and the way back from addresses to files."""

    def __init__(self, settings: Settings, targets: Targets, folders: Mapping[str, Path]) -> None:
        self.settings = settings
        self.targets = targets
        self._folders = folders
        self._seen: set[Path] = set()

    def restored(self, record: PageRecord) -> PageRecord:
        """Return the record of a page with its file in place of an address that the next scan will not have."""
        if not self._folders:
            return record
        file = self._file(record.final_url)
        if file is not None:
            self._seen.add(file)
        return msgspec.structs.replace(
            record,
            url=self.place(record.url),
            final_url=self.place(record.final_url),
            error=record.error and self._text(record.error),
            findings=tuple(map(self._finding, record.findings)),
        )

    def shot(self, shot: Shot) -> Shot:
        """Return the picture of a page with its file in place of its address, as ``restored`` does."""
        picture = msgspec.structs.replace(shot.picture, url=self.place(shot.picture.url))
        return msgspec.structs.replace(shot, picture=picture)

    def place(self, url: str) -> str:
        """Return the path of the file behind an address, or what stands for it where there is none."""
        file = self._file(url)
        return file.as_posix() if file else self._text(url)

    def documents(self, documents: tuple[Document, ...]) -> tuple[Document, ...]:
        """Return documents with files in place of addresses."""
        return tuple(
            Document(url=self.place(each.url), kind=each.kind, linked_from=self.place(each.linked_from))
            for each in documents
        )

    def left_out(self, left_out: tuple[LeftOut, ...], pages: tuple[Path, ...]) -> tuple[LeftOut, ...]:
        """Return what was left out, with the files to which no page led."""
        known = tuple(LeftOut(rule=each.rule, count=each.count, example=self.place(each.example)) for each in left_out)
        lonely = [page for page in pages if page not in self._seen] if self._folders else []
        if not lonely:
            return known
        return (*known, LeftOut(rule=NOT_LINKED, count=len(lonely), example=lonely[0].as_posix()))

    def _finding(self, found: Finding) -> Finding:
        figures = {
            name: self._text(figure) if isinstance(figure, str) else figure
            for name, figure in found.evidence.figures.items()
        }
        evidence = msgspec.structs.replace(found.evidence, figures=figures)
        return msgspec.structs.replace(found, message=self._text(found.message), evidence=evidence)

    def _text(self, text: str) -> str:
        for origin, folder in self._folders.items():
            text = text.replace(origin, folder.as_posix().rstrip("/"))
        return text

    def _file(self, url: str) -> Path | None:
        for origin, folder in self._folders.items():
            if url.startswith(f"{origin}/"):
                path = folder / unquote(urlsplit(url).path).strip("/")
                candidates = (path / INDEX, path, path.with_name(f"{path.name}.html"))
                return next((each for each in candidates if each.is_file()), None)
        return None


@contextmanager
def serving(targets: Targets, settings: Settings) -> Iterator[Served]:
    """Serve the folders of the targets while the context lasts, where the settings ask for it.

    ``Served.targets`` and ``Served.settings`` are what to scan then: addresses in place of folders. The folder's own
    robots.txt does not count, since it is written for the crawlers of the published site.
    """
    if not settings.serve:
        yield Served(settings, targets, {})
        return
    with ExitStack() as stack:
        folders = {stack.enter_context(_server(folder)): folder for folder in targets.folders}
        starts = tuple(filter(None, (_starts(*each, targets, settings) for each in folders.items())))
        changed = settings.changed_since != ""
        own = msgspec.structs.replace(
            settings,
            targets=tuple(folders),
            robots=False,
            crawl=settings.crawl and not changed,
            sitemap=settings.sitemap and not changed,
        )
        yield Served(own, msgspec.structs.replace(targets, files=(), sites=starts), folders)


def _starts(origin: str, folder: Path, targets: Targets, settings: Settings) -> tuple[str, ...]:
    """The addresses to begin with: the home page, or each page that changed."""
    if not settings.changed_since:
        return (f"{origin}/",)
    within = (page.relative_to(folder) for page in targets.files if page.is_relative_to(folder))
    return tuple(f"{origin}/{quote(page.as_posix().removesuffix(INDEX))}" for page in within)


@contextmanager
def _server(folder: Path) -> Iterator[str]:
    """Serve a folder at a free port; yield its origin, such as ``"http://127.0.0.1:41234"``."""
    with ThreadingHTTPServer((HOST, 0), partial(_Handler, directory=str(folder))) as server:
        thread = Thread(target=server.serve_forever, name="a11ycheck-serve", daemon=True)
        thread.start()
        try:
            yield f"http://{HOST}:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()
