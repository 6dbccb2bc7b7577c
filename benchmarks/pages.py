"""Pages to measure on: a made-up town's, about 48 KB and 600 elements each, varied, with faults, always the same."""

from html import escape
from pathlib import Path
from random import Random

WORDS = (
    "asukas lomake hakemus palvelu kirjasto päivähoito koulu neuvola terveysasema rakennuslupa kaava tontti vesijohto "
    "jätehuolto katu liikenne pysäköinti bussi uimahalli urheilu retkeily museo kulttuuri tapahtuma nuoriso ikäihminen "
    "omaishoito avustus päätös kokous lautakunta valtuusto esityslista pöytäkirja talous vero maksu lasku sopimus "
    "tarjous hankinta työpaikka harjoittelu yritys neuvonta verkkoasiointi tunnistautuminen ajanvaraus puhelin "
    "sähköposti osoite aukiolo suljettu avoinna maanantai perjantai tammikuu elokuu vuosi kevät syksy alue keskusta "
    "kylä saari järvi metsä puisto ranta silta tori satama asema kartta ohje tiedote hanke suunnitelma kysely palaute"
).split()
VERBS = ("on", "voi", "saa", "tekee", "hakee", "kuuluu", "toimii", "avataan", "suljetaan", "julkaistaan", "lähetetään")
SECTIONS = 7
FAULTS = 0.08  # share of components that are built wrong, as on sites in the wild


def write_pages(folder: Path, count: int) -> None:
    """Write ``page-0000.html`` and on into a folder, which is made where it does not exist."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (folder / f"page-{number:04}.html").write_text(make_page(number), encoding="utf-8")


def make_page(number: int) -> str:
    """Return the page of a number."""
    maker = Maker(number)
    return maker.page()


class Maker:
    """Makes the components of one page from its number."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.random = Random(number)  # noqa: S311 - the same pages on every run are the point
        self.ids = 0

    def faulty(self) -> bool:
        return self.random.random() < FAULTS

    def name(self, words: int = 2) -> str:
        return " ".join(self.random.choices(WORDS, k=words)).capitalize()

    def sentence(self) -> str:
        first, second = self.name(self.random.randint(2, 6)), " ".join(self.random.choices(WORDS, k=5))
        return f"{first} {self.random.choice(VERBS)} {second}."

    def text(self, sentences: int) -> str:
        return " ".join(self.sentence() for _ in range(sentences))

    def new_id(self, stem: str) -> str:
        self.ids += 0 if self.faulty() else 1
        return f"{stem}-{self.ids}"

    def link(self, css: str) -> str:
        target = f"page-{self.random.randrange(5000):04}.html"
        inside = '<span class="icon" aria-hidden="true"></span>' if self.faulty() else escape(self.name())
        return f'<a class="{css}" href="{target}" data-track="{self.random.getrandbits(48):012x}">{inside}</a>'

    def menu(self, links: int, css: str) -> str:
        items = "\n".join(f'<li class="{css}__item">{self.link(f"{css}__link")}</li>' for _ in range(links))
        return f'<ul class="{css}__list">\n{items}\n</ul>'

    def image(self) -> str:
        text = "" if self.faulty() else f' alt="{escape(self.name(3))}"'
        size = self.random.choice(('width="320" height="180"', 'width="640" height="360"'))
        return f'<img src="/media/{self.random.getrandbits(64):016x}.jpg" {size} loading="lazy"{text}>'

    def card(self) -> str:
        return (
            f'<article class="card card--{self.random.choice("abc")}"><div class="card__media">{self.image()}</div>'
            f'<div class="card__body"><h3 class="card__title">{self.link("card__link")}</h3>'
            f'<p class="card__text">{self.text(3)}</p>'
            f'<time datetime="2026-0{self.random.randint(1, 9)}-11">11.9.</time>'
            "</div></article>"
        )

    def table(self) -> str:
        start, end = ("<td>", "</td>") if self.faulty() else ('<th scope="col">', "</th>")
        head = "".join(f"{start}{self.name(1)}{end}" for _ in range(4))
        rows = "".join(
            "<tr>" + "".join(f"<td>{self.name(2)}</td>" for _ in range(4)) + "</tr>\n"
            for _ in range(self.random.randint(5, 8))
        )
        caption = f"<caption>{self.name(3)}</caption>"
        return f'<table class="data">{caption}<thead><tr>{head}</tr></thead>\n<tbody>{rows}</tbody></table>'

    def field(self) -> str:
        field_id = self.new_id("kentta")
        label = "" if self.faulty() else f'<label for="{field_id}">{self.name()}</label>'
        kind = self.random.choice(("text", "email", "tel", "date"))
        return f'<div class="field">{label}<input type="{kind}" id="{field_id}" name="{field_id}" class="input"></div>'

    def form(self) -> str:
        fields = "\n".join(self.field() for _ in range(5))
        return (
            f'<form action="/palaute" method="post"><fieldset><legend>{self.name()}</legend>{fields}</fieldset>'
            f'<button type="submit" class="button">{"" if self.faulty() else "Lähetä"}</button></form>'
        )

    def section(self, position: int) -> str:
        level = 4 if self.faulty() else 2
        component = (self.table, self.form, lambda: self.menu(10, "links"))[position % 3]
        return (
            f'<section class="section section--{position}" id="{self.new_id("osio")}">'
            f'<h{level} class="section__title">{self.name(3)}</h{level}>\n'
            f'<p class="lead">{self.text(5)}</p>\n<p>{self.text(9)} {self.link("inline")} {self.text(7)}</p>\n'
            f'<div class="cards">{"".join(self.card() for _ in range(3))}</div>\n{component()}</section>\n'
        )

    def page(self) -> str:
        language = "en" if self.faulty() else "fi"
        sections = "".join(self.section(position) for position in range(SECTIONS))
        styles = "\n".join(f".c{n:02} {{ margin: {n}px; color: #1{n:02}; }}" for n in range(40))
        return (
            f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{self.name(3)} - Esimerkkilän kunta</title>\n<style>\n{styles}\n</style>\n</head>\n<body>\n"
            '<a class="skip" href="#sisalto">Siirry sisältöön</a>\n'
            f'<header class="header"><nav class="nav" aria-label="Päävalikko">{self.menu(45, "nav")}</nav></header>\n'
            f'<main id="sisalto" class="main">\n<h1>{self.name(3)}</h1>\n{sections}</main>\n'
            f'<footer class="footer">{self.menu(35, "footer")}<p>{self.text(3)}</p></footer>\n</body>\n</html>\n'
        )
