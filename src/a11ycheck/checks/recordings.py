"""Recordings as a browser plays them: how long they sound, and what stands beside them in words (WCAG 1.2.1, 1.4.2)."""

from collections.abc import Iterator

from a11ycheck.checks.media import SHORT, controls_of, is_silent, measured, sounding_seconds, sources
from a11ycheck.page import Element, Page
from a11ycheck.page.exposure import perceivable
from a11ycheck.page.text import BLOCKS, own_text
from a11ycheck.page.visible_text import has_visible_text
from a11ycheck.rules import CantTell, Failed, Passed, Verdict, rule
from a11ycheck.words import any_language

_SIGNAL = 1.0  # second: what is not longer is a signal, and says nothing
NO_TEXT = 10  # words: a page of fewer holds no text of a recording
_SLOWEST = 0.8  # words a second of a text that may be what is said ...
_FASTEST = 5.0  # ... or shown in a recording
_SENTENCE = 5  # words; fewer are a link or a button, such as one that reads the page aloud
_MOST_BESIDE = 50  # elements
_SETS_APART = ("h1", "h2", "h3", "h4", "h5", "h6", "audio", "video")  # what follows is about something else


def loud_at_once(page: Page) -> Iterator[Element]:
    """Recordings of more than three seconds that start by themselves and sound (ACT aaa1bf, 4c31df)."""
    for media in page.tagged("audio", "video"):
        found = measured(media)
        sounds = found is not None and found.sound and not found.muted
        if media.has("autoplay") and sounds and found is not None and (found.seconds or 0) > SHORT:
            yield media


@rule("sound-starts-and-lasts", targets=loud_at_once)
def sound_starts_and_lasts(media: Element) -> Verdict:
    """What starts by itself does not sound for longer than three seconds (ACT aaa1bf)."""
    seconds = sounding_seconds(media)
    return Failed("long", seconds=round(seconds)) if seconds > SHORT else Passed("short", seconds=round(seconds))


@rule("sound-starts-without-control", targets=loud_at_once)
def sound_starts_without_control(media: Element) -> Verdict:
    """What starts by itself can be stopped or muted by something that is seen and named (ACT 4c31df)."""
    if media.has("controls") and media.visible:
        return Passed("controls")
    found = controls_of(media.page)
    return CantTell("perhaps", at=found[0], name=found[0].name) if found else Failed("none")


def _playable(media: Element) -> bool:
    """Tell whether people can play a recording, and it has an end."""
    found = measured(media)
    shown = media.visible and (media.tag == "video" or media.has("controls"))
    return shown and found is not None and found.seconds is not None


def is_signal(media: Element) -> bool:
    """Tell whether a recording is too short to say anything."""
    found = measured(media)
    return found is not None and found.seconds is not None and found.seconds <= _SIGNAL


def sounds_to_read(page: Page) -> Iterator[Element]:
    """Sound recordings that play, or that people can play (ACT 2eb176)."""
    for media in page.tagged("audio"):
        starts = media.has("autoplay") and measured(media) is not None
        if (_playable(media) or starts) and not is_silent(media):
            yield media


@rule("recording-without-words", targets=sounds_to_read)
def recording_without_words(media: Element) -> Verdict:
    """What is heard in a recording can be read beside it or behind a link (ACT 2eb176)."""
    if is_signal(media):
        return Passed("signal")
    if has_links(media.page) or count_words(media.page, seen=True) >= NO_TEXT:
        return CantTell("complete")
    return Failed("none")


def films(page: Page) -> Iterator[Element]:
    """Films that people can play (ACT 1a02b0)."""
    return (film for film in page.tagged("video") if _playable(film))


@rule("film-without-words", targets=films)
def film_without_words(film: Element) -> Verdict:
    """What is heard and seen in a film can be read beside it or behind a link (ACT 1a02b0)."""
    if is_signal(film):
        return Passed("signal")
    if has_links(film.page) or count_words(film.page, seen=False) >= NO_TEXT:
        return CantTell("complete")
    return Failed("none")


def silent_films(page: Page) -> Iterator[Element]:
    """Films without sound that people can play, those left out that run in a circle as decoration (ACT c3232f)."""
    for film in films(page):
        found = measured(film)
        decoration = film.has("autoplay") and not film.has("controls")
        if found is not None and found.sound is False and not decoration:
            yield film


@rule("silent-film-without-words", targets=silent_films)
def silent_film_without_words(film: Element) -> Verdict:
    """What a film without sound shows is told in words or by a sound recording (ACT c3232f, ee13b5)."""
    if is_signal(film):
        return Passed("signal")
    others = [each for each in film.page.tagged("audio", "video") if each is not film and sources(each)]
    if others or has_links(film.page) or count_words(film.page, seen=False) >= NO_TEXT:
        return CantTell("complete")
    return Failed("none")


def has_links(page: Page) -> bool:
    """Tell whether any link may lead to a text."""
    return next((True for link in page.with_role("link") if link.name), False)


def count_words(page: Page, *, seen: bool) -> int:
    """Count the words of a page that people see, or, unless they have to be ``seen``, that screen readers meet."""
    if page.body is None:
        return 0
    if not seen:
        return len(page.body.exposed_text.split())
    blocks = (node for node in page.body.descendants if node.tag in BLOCKS or node.parent is page.body)
    leaves = (node for node in blocks if node.text and not any(inner.tag in BLOCKS for inner in node.descendants))
    return sum(len(node.text.split()) for node in leaves if has_visible_text(node))


def sound_recordings(page: Page) -> Iterator[tuple[Element, ...]]:
    """The sound recordings of a page that play as one group: a person looks for their texts once (ACT e7aa44)."""
    found = tuple(audio for audio in page.tagged("audio") if _can_be_heard(audio) and not is_silent(audio))
    if found:
        yield found


@rule("sound-without-transcript", targets=sound_recordings)
def sound_without_transcript(group: tuple[Element, ...]) -> Verdict:
    """What is said in a recording can be read (WCAG 1.2.1, technique G158; ACT e7aa44)."""
    without = [audio for audio in group if not _names_a_transcript(audio)]
    if not without:
        return Passed("named", count=len(group))
    spoken = next((audio for audio in without if _is_spoken(audio)), None)
    page = without[0].page
    if spoken is not None and not has_links(page) and count_words(page, seen=False) < NO_TEXT:
        return Failed("unwritten", at=spoken)
    return CantTell("none", at=without[0], count=len(without))


def _can_be_heard(audio: Element) -> bool:
    starts = audio.has("autoplay") and not audio.has("muted") and bool(sources(audio))
    return starts or (audio.has("controls") and perceivable(audio))


def _is_spoken(audio: Element) -> bool:
    found = measured(audio)
    return found is not None and found.speech is True


def _names_a_transcript(audio: Element) -> bool:
    described = [node.exposed_text for node in audio.referenced("aria-describedby")]
    nearby = next((node.exposed_text for node in audio.ancestors if node.exposed_text), "")
    said = " ".join([nearby, *described]).lower()
    return any(word in said for word in any_language("transcript_words"))


def recordings_beside_text(page: Page) -> Iterator[Element]:
    """Recordings that a text beside them says to be of itself, or with a text of about their length (ACT ab4d13)."""
    for media in page.tagged("audio", "video"):
        shown = media.visible and sources(media) and (media.tag == "video" or media.has("controls"))
        if shown and (_labels(media) or _text_of_its_length(media)):
            yield media


def _labels(media: Element) -> list[Element]:
    """Return the sentences beside a recording that name it as one of a text, those that are not seen included."""
    around = media.parent
    if around is not None and len(around.elements) == 1:
        around = around.parent
    beside = around.inside("p", "li", "div", "span", "figcaption")[:_MOST_BESIDE] if around is not None else []
    apart = [node.order for node in around.inside(*_SETS_APART) if node is not media] if around is not None else []
    before = max((order for order in apart if order < media.order), default=-1)
    after = min((order for order in apart if order > media.order), default=media.page.root.last + 1)
    return [node for node in beside if before < node.order < after and _is_label(own_text(node))]


def _is_label(said: str) -> bool:
    text = f" {said.lower()}"
    phrases = (f" {phrase}" for phrase in any_language("recording_labels"))
    return len(said.split()) >= _SENTENCE and any(phrase in text for phrase in phrases)


def _text_of_its_length(media: Element) -> bool:
    found = measured(media)
    if found is None or found.seconds is None or media.parent is None:
        return False
    beside = [node for node in media.parent.elements if node is not media and node.visible and node.text]
    lengths = [len(node.text.split()) for node in beside]
    return any(_SLOWEST * found.seconds <= length <= _FASTEST * found.seconds for length in lengths)


@rule("recording-of-text-unlabelled", targets=recordings_beside_text)
def recording_of_text_unlabelled(media: Element) -> Verdict:
    """A recording that repeats a text is said to do so, and the text holds all of it (ACT ab4d13, fd26cf, afb423)."""
    if is_signal(media):
        return Passed("signal")
    found = _labels(media)
    seen = [label for label in found if label.visible and label.exposed]
    if seen:
        return CantTell("complete", at=seen[0])
    return Failed("hidden", at=found[0]) if found else CantTell("unlabelled")
