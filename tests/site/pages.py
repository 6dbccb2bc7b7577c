"""The site's pages before they are rendered: content files, and one village page for each planted barrier."""

import tomllib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from tests.site.planting import Planting, read_folder, read_planting

HERE = Path(__file__).parent
LANGUAGES = ("fi", "sv", "en")
ROOTS = {"fi": "/", "sv": "/sv/", "en": "/en/"}
VILLAGE_FOLDERS = {"fi": "/kylat/", "sv": "/sv/byar/", "en": "/en/villages/"}
FIRST_PARTS = (
    "Koivu", "Lehto", "Hanhi", "Kivi", "Kaisla", "Honka", "Pihlaja", "Kurki",
    "Heinä", "Ruoko", "Leppä", "Joutsen", "Tuomi", "Kataja", "Haapa", "Suvi",
    "Ahven", "Lumme", "Käpy", "Sorsa", "Karpalo", "Kuikka", "Sammal", "Vadelma",
)  # fmt: skip
LAST_PARTS = (  # nominative and genitive
    ("niemi", "niemen"), ("lahti", "lahden"), ("mäki", "mäen"), ("ranta", "rannan"), ("koski", "kosken"),
    ("harju", "harjun"), ("saari", "saaren"), ("pelto", "pellon"), ("vaara", "vaaran"), ("perä", "perän"),
    ("joki", "joen"), ("kunnas", "kunnaan"), ("kangas", "kankaan"), ("aho", "ahon"), ("suo", "suon"),
    ("salmi", "salmen"),
)  # fmt: skip


@dataclass
class Page:
    """A page of the site. ``key`` is the same for its translations; ``path`` is that of its address."""

    path: str
    language: str
    key: str
    template: str
    title: str
    nav: str  # its name in menus and links
    body: str  # a Jinja2 template
    data: dict[str, Any] = field(default_factory=dict)
    slots: dict[str, str] = field(default_factory=dict)  # planted instead of parts of the template
    plantings: list[Planting] = field(default_factory=list)

    @property
    def file(self) -> str:
        return self.path.lstrip("/") + ("index.html" if self.path.endswith("/") else "")

    def plant(self, planting: Planting) -> None:
        for name, text in planting.slots.items():
            self.slots[name] = f"{self.slots[name]}\n{text}" if name in self.slots else text
        self.plantings.append(planting)


def load_pages(whole: str = "") -> list[Page]:
    """Return all pages with everything planted, in an order that is the same on every run.

    ``whole`` names a file in ``whole/``: a barrier that a site has only as a whole, such as that no page has a search.
    Its site has the written pages with this barrier on each and no other.
    """
    written = [_written_page(file) for file in sorted((HERE / "content").rglob("*.html"))]
    if whole:
        return _plant_whole(read_planting(HERE / "whole" / f"{whole}.html"), written)
    for section in sorted((HERE / "shared").iterdir()):
        _plant_shared(section, written)
    _plant_twins(written)
    return written + [_village(number, fault) for number, fault in enumerate(read_folder(HERE / "faults"))]


def _plant_whole(fault: Planting, pages: list[Page]) -> list[Page]:
    """Plant a barrier on every page; a checker has to report it on the front pages."""
    kept = [page for page in pages if page.template not in fault.slots]
    for page in kept:
        page.plant(fault if page.template == "front" else replace(fault, expected=()))
    return kept


def _written_page(file: Path) -> Page:
    """Read a content file: TOML between two lines of plus signs, then a Jinja2 template of the page's content."""
    head, body = file.read_text(encoding="utf-8").removeprefix("+++\n").split("\n+++\n", 1)
    data = tomllib.loads(head)
    language, *rest = file.relative_to(HERE / "content").parts
    path = ROOTS[language] + "/".join(rest).removesuffix("index.html")
    title = data.pop("title")
    template = data.pop("template")
    return Page(path, language, data.pop("key", path), template, title, data.pop("nav", title), body, data)


def _plant_shared(section: Path, pages: list[Page]) -> None:
    """Plant the files of ``shared/SECTION`` on every page whose path begins with the section's name."""
    for planting in read_folder(section):
        for page in pages:
            if page.path.startswith(f"/{section.name}"):
                page.plant(planting)


def _plant_twins(pages: list[Page]) -> None:
    """Spread the clean twins evenly over the written pages of their language that bear no barrier."""
    for twin in read_folder(HERE / "twins"):
        hosts = [page for page in pages if page.language == twin.language and _takes(page, twin)]
        if not hosts:
            raise ValueError(f"twins/{twin.name}.html: no page in {twin.language!r} is free; add one to content/")
        min(hosts, key=lambda page: len(page.plantings)).plant(twin)


def _takes(page: Page, twin: Planting) -> bool:
    barred = any(planting.expected for planting in page.plantings)
    taken = set(page.slots) & set(twin.slots) - {"extra", "head"}
    return page.template != "front" and not barred and not taken


def _village(number: int, fault: Planting) -> Page:
    """Return the page of a made-up village that bears this barrier."""
    language = fault.language
    column, row = number % len(FIRST_PARTS), number // len(FIRST_PARTS)
    nominative, genitive = (FIRST_PARTS[column] + part for part in LAST_PARTS[(3 * column + row) % len(LAST_PARTS)])
    title = {"fi": f"{genitive} kylä", "sv": f"Byn {nominative}", "en": f"{nominative} village"}[language]
    path = f"{VILLAGE_FOLDERS[language]}{fault.name.replace('.', '-')}.html"
    page = Page(path, language, path, "village", title, title, "", {"number": number, "parent": "villages"})
    page.plant(fault)
    return page
