"""Writes the site of the made-up region as a folder of static files.

``python -m tests.site.build TARGET BASE_URL [WHOLE]``; WHOLE names a barrier of a whole site (see ``load_pages``).
"""

import posixpath
import shutil
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from tests.site.documents import make_document
from tests.site.pages import HERE, LANGUAGES, Page, load_pages
from tests.site.planting import Expected


def build(target: Path, base_url: str, whole: str = "") -> None:
    """Write the whole site into ``target``, which is made where it does not exist.

    Links between pages are relative; ``base_url`` (such as ``http://127.0.0.1:8000``) stands only in ``sitemap.xml``,
    ``robots.txt`` and the share links.
    """
    site = Site(load_pages(whole), base_url.rstrip("/"))
    shutil.copytree(HERE / "static", target, dirs_exist_ok=True)
    for page in site.pages:
        _write(target / page.file, site.render(page).encode())
    for name, content in site.documents.items():
        _write(target / "asiakirjat" / name, content)
    _write(target / "sitemap.xml", site.sitemap().encode())
    _write(target / "robots.txt", f"User-agent: *\nDisallow:\nSitemap: {site.base_url}/sitemap.xml\n".encode())


def truth(whole: str = "") -> dict[str, list[Expected]]:
    """Return what a checker has to find, by the path of the page's address; clean pages have an empty list."""
    return {
        page.path: [expected for planting in page.plantings for expected in planting.expected]
        for page in load_pages(whole)
    }


class Site:
    """All pages, and what their templates ask for."""

    def __init__(self, pages: list[Page], base_url: str) -> None:
        self.pages = pages
        self.base_url = base_url
        self.documents: dict[str, bytes] = {}
        self.texts = {language: _load_toml(HERE / f"texts/{language}.toml") for language in LANGUAGES}
        self.by_key = {(page.language, page.key): page for page in pages}
        loader = FileSystemLoader(HERE / "templates")
        self.environment = Environment(
            loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )

    def render(self, page: Page) -> str:
        context = PageContext(self, page).names()
        context["planted"] = {name: self._fill(text, context) for name, text in page.slots.items()}
        context["body"] = self._fill(page.body, context)
        return self.environment.get_template(f"{page.template}.html").render(context) + "\n"

    def _fill(self, text: str, context: Mapping[str, Any]) -> Markup:
        return Markup(self.environment.from_string(text).render(context))  # noqa: S704 - the site's own text

    def sitemap(self) -> str:
        addresses = "".join(f"<url><loc>{self.base_url}{page.path}</loc></url>\n" for page in self.pages)
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{addresses}</urlset>\n'
        )


class PageContext:
    """The functions that the templates of one page call."""

    def __init__(self, site: Site, page: Page) -> None:
        self.site = site
        self.page = page

    def names(self) -> dict[str, Any]:
        return {
            "page": self.page,
            "t": self.site.texts[self.page.language],
            "address": self.site.base_url + self.page.path,
            "languages": self.languages(),
            "translations": self.translations(),
            "trail": self.trail(),
            "to": self.to,
            "find": self.find,
            "file": self.file,
            "link": self.link,
            "document": self.document,
            "listed": self.listed,
        }

    def find(self, key: str) -> Page:
        """Return the page with this key in the language of the present page."""
        return self.site.by_key[self.page.language, key]

    def to(self, target: str | Page) -> str:
        """Return the relative address of a page, given itself or its key."""
        return self._relative((self.find(target) if isinstance(target, str) else target).path)

    def file(self, name: str) -> str:
        """Return the relative address of a file in ``static/``."""
        return self._relative(f"/{name}")

    def _relative(self, path: str) -> str:
        relative = posixpath.relpath(path, posixpath.dirname(self.page.path))
        return f"{relative}/" if path.endswith("/") else relative

    def link(self, target: str | Page) -> Markup:
        """Return a link to a page, named as it is named everywhere on the site."""
        page = self.find(target) if isinstance(target, str) else target
        current = Markup(' aria-current="page"') if page is self.page else ""
        return Markup('<a href="{}"{}>{}</a>').format(self.to(page), current, page.nav)

    def document(self, name: str, title: str) -> Markup:
        """Return a link to a document, which is made at the same time; its kind and size are in the link's text."""
        suffix = name.rpartition(".")[2]
        content = self.site.documents.setdefault(name, make_document(suffix, title, self.page.language))
        kind = {"pdf": "PDF", "docx": "Word"}[suffix]
        unit = self.site.texts[self.page.language]["kilobytes"]
        address = self._relative(f"/asiakirjat/{name}")
        return Markup('<a href="{}">{} ({}, {} {})</a>').format(address, title, kind, -(-len(content) // 1000), unit)

    def listed(self, template: str) -> list[Page]:
        """Return the pages of a template in the present language: by date where they have one, else by title."""
        pages = [page for page in self.site.pages if (page.language, page.template) == (self.page.language, template)]
        return sorted(pages, key=lambda page: (page.data.get("date", ""), page.title))

    def languages(self) -> list[dict[str, str]]:
        """Return the other languages, each with the present page in it or, failing that, its front page."""
        own = self.page.language
        others = []
        for language in LANGUAGES:
            if language != own:
                page = self.site.by_key.get((language, self.page.key)) or self.site.by_key[language, "home"]
                name = self.site.texts[language]["language_name"]
                others.append({"code": language, "name": name, "address": self.to(page)})
        return others

    def translations(self) -> list[tuple[str, Page]]:
        """Return the present page in all languages that have it, itself among them; nothing where it stands alone."""
        keys = self.site.by_key
        found = [(code, keys[code, self.page.key]) for code in LANGUAGES if (code, self.page.key) in keys]
        return found if len(found) > 1 else []

    def trail(self) -> list[Page]:
        """Return the pages above the present one, the front page first."""
        if self.page.key == "home":
            return []
        above = [self.find("home")]
        if parent := self.page.data.get("parent"):
            above.append(self.find(parent))
        return above


def _load_toml(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit("usage: python -m tests.site.build TARGET BASE_URL [WHOLE]")
    build(Path(sys.argv[1]), *sys.argv[2:])
