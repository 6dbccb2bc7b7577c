"""What films show, and whether their sound tells it (WCAG 1.2.3 and 1.2.5)."""

import re
from collections.abc import Iterator

from a11ycheck.checks.media import measured, players, sources
from a11ycheck.checks.recordings import NO_TEXT, count_words, films, has_links, is_signal
from a11ycheck.page import Element, Page
from a11ycheck.rules import CantTell, Failed, Passed, Verdict, rule
from a11ycheck.words import any_language

_RECORDING = re.compile(r"\.(?:mp[34]|m4[av]|og[agv]|webm|mov|m3u8|mpd)(?:[?#]|$)", re.IGNORECASE)
_DESCRIBED = re.compile(r"data-.*desc")  # as players call the address of a second version


def films_that_sound(page: Page) -> Iterator[Element]:
    """Films with sound that people can play, those left out that run without it as decoration (ACT 1ea59c, 1ec09b)."""
    for film in films(page):
        found = measured(film)
        decoration = film.has("autoplay") and not film.has("controls")
        if found is not None and found.sound and not decoration:
            yield film


@rule("film-told-by-pictures-only", targets=films_that_sound)
def film_told_by_pictures_only(film: Element) -> Verdict:
    """The sound of a film, or of a second version, tells what the film shows (ACT 1ea59c)."""
    if is_signal(film):
        return Passed("signal")
    if _has_other_version(film):
        return CantTell("version")
    return Failed("wordless") if _nobody_speaks(film) else CantTell("speech")


@rule("film-without-audio-description", targets=films_that_sound)
def film_without_audio_description(film: Element) -> Verdict:
    """The sound of a film tells what it shows, unless the film repeats a text beside it (ACT 1ec09b)."""
    if is_signal(film):
        return Passed("signal")
    if _has_other_version(film):
        return CantTell("version")
    if not _nobody_speaks(film):
        return CantTell("speech")
    return CantTell("text") if count_words(film.page, seen=False) >= NO_TEXT else Failed("wordless")


@rule("film-without-alternative", targets=films_that_sound)
def film_without_alternative(film: Element) -> Verdict:
    """The sound of a film, or a text, tells what the film shows (ACT c5a4ea)."""
    if is_signal(film):
        return Passed("signal")
    if _has_other_version(film):
        return CantTell("version")
    if has_links(film.page) or count_words(film.page, seen=False) >= NO_TEXT:
        return CantTell("text")
    return Failed("wordless") if _nobody_speaks(film) else CantTell("speech")


def _nobody_speaks(film: Element) -> bool:
    found = measured(film)
    return found is not None and found.speech is False


def _has_other_version(film: Element) -> bool:
    """Tell whether a page may hold a description of a film in sound: a track, a recording, a link, a second version."""
    page = film.page
    tracks = any(track.get("kind").strip().lower() == "descriptions" for track in film.inside("track"))
    named = any(_DESCRIBED.match(name) for node in (film, *film.inside("source")) for name in node.attrs)
    others = any(each is not film and sources(each) for each in page.tagged("audio", "video"))
    return tracks or named or others or bool(players(page)) or page.once(_offers_a_version)


def _offers_a_version(page: Page) -> bool:
    words = tuple(any_language("description_words"))
    for control in page.with_role("link", "button", "switch", "checkbox", "menuitemcheckbox"):
        if _RECORDING.search(control.get("href")) or any(word in control.name.lower() for word in words):
            return True
    return False
