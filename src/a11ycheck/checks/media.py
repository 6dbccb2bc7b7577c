"""Sound and film: captions, transcripts, and what starts by itself (WCAG 1.2.1, 1.2.2, 1.4.2, 2.2.2)."""

import re
from collections.abc import Iterator

from a11ycheck.page import Element, Page
from a11ycheck.page.exposure import perceivable
from a11ycheck.page.facts import Media
from a11ycheck.rules import CantTell, Failed, Passed, Verdict, rule
from a11ycheck.words import any_language, word_list

SHORT = 3.0  # seconds of sound that WCAG 1.4.2 allows to start by itself
# Media Fragments URI 1.0 section 4.2.1: from which second to which.
_FRAGMENT = re.compile(r"#(?:.*&)?t=(?:npt:)?([\d.]*),([\d.]+)")
_PART = re.compile(r"#(?:.*&)?t=(?:npt:)?(\d+(?:\.\d+)?)?(?:,(\d+(?:\.\d+)?))?$")
_ON = ("", "1", "true")
_CONTROLS = ("button", "switch", "slider", "checkbox", "link")
_CAPTIONS = ("captions", "subtitles", "")


def sources(media: Element) -> list[str]:
    """Return the addresses of a recording, as written."""
    own = [media.get("src")] if media.has("src") else []
    return own or [source.get("src") for source in media.inside("source")]


def _seconds(address: str) -> float | None:
    """Return how long the named part of a recording lasts, None where the address names no part with an end."""
    match = _FRAGMENT.search(address)
    try:
        return float(match[2]) - float(match[1] or 0) if match else None
    except ValueError:
        return None


def measured(media: Element) -> Media | None:
    """Return what the browser measured of a recording, None where it did not."""
    return media.page.once(_by_order).get(media.order)


def _by_order(page: Page) -> dict[int, Media]:
    found = ((page.by_node(each.node), each) for each in page.facts.media or ())
    return {node.order: each for node, each in found if node is not None}


def is_silent(media: Element) -> bool:
    """Tell whether a recording certainly makes no sound, because it holds none, or was muted by a script."""
    found = measured(media)
    return found is not None and (found.sound is False or found.muted)


def sounding_seconds(media: Element) -> float:
    """Return for how long a recording sounds that starts by itself, 0 where that is not known."""
    found = measured(media)
    if found is None or found.seconds is None or not found.sound:
        return 0.0
    match = _PART.search(found.address)
    if match is None:
        return found.seconds
    end = min(float(match[2]), found.seconds) if match[2] else found.seconds
    return max(0.0, end - float(match[1] or 0))


def controls_of(page: Page) -> list[Element]:
    """Return the named controls of a page that people see and hear of, one of which may stop a recording."""
    return [node for node in page.with_role(*_CONTROLS) if node.name and node.visible]


def players(page: Page) -> list[Element]:
    """Frames that embed a video player."""
    hosts = word_list("player_hosts", "en")
    return [
        frame
        for frame in page.tagged("iframe")
        if frame.visible and any(host in frame.get("src").lower() for host in hosts)
    ]


def _asks_for(player: Element, *names: str) -> bool:
    """Tell whether the address of a player turns something on."""
    query = player.get("src").lower().partition("?")[2].partition("#")[0]
    pairs = [pair.partition("=") for pair in query.split("&")]
    return any(name in names and value in _ON for name, _, value in pairs)


def sounding_at_once(page: Page) -> Iterator[Element]:
    """Audio, video and players that start by themselves and are not muted (ACT 80f0bf)."""
    for media in page.tagged("audio", "video"):
        if media.has("autoplay") and not media.has("muted") and sources(media) and not is_silent(media):
            yield media
    for player in players(page):
        if _asks_for(player, "autoplay") and not _asks_for(player, "mute", "muted", "background"):
            yield player


@rule("sound-starts-by-itself", targets=sounding_at_once)
def sound_starts_by_itself(media: Element) -> Verdict:
    """Sound does not start by itself, or is short, or can be stopped (ACT 80f0bf, 4c31df)."""
    if media.tag == "iframe":
        return CantTell("player")
    lengths = [_seconds(address) for address in sources(media)]
    if all(length is not None and length <= SHORT for length in lengths) or 0 < sounding_seconds(media) <= SHORT:
        return Passed("short")
    if media.has("controls") and media.visible:
        return Passed("controls")
    certain = sounding_seconds(media) > SHORT and not controls_of(media.page)
    return Failed("uncontrolled", seconds=round(sounding_seconds(media))) if certain else CantTell("no-controls")


def moving_at_once(page: Page) -> Iterator[Element]:
    """Films that start by themselves and are seen."""
    return (media for media in page.tagged("video") if media.has("autoplay") and media.visible and sources(media))


@rule("video-without-pause", targets=moving_at_once)
def video_without_pause(video: Element) -> Verdict:
    """A film that starts by itself can be stopped (WCAG 2.2.2)."""
    if video.has("controls"):
        return Passed("controls")
    if any(length is not None and length <= 5 for length in map(_seconds, sources(video))) and not video.has("loop"):
        return Passed("short")
    return Passed("button") if video.page.once(_has_pause_button) else CantTell("no-controls")


def _has_pause_button(page: Page) -> bool:
    starts = tuple(any_language("pause_words"))
    return any(
        word.startswith(starts) for button in page.with_role("button", "switch") for word in button.name.lower().split()
    )


def films(page: Page) -> Iterator[Element]:
    """Videos that can be played with sound, and embedded players."""
    for video in page.tagged("video"):
        if perceivable(video) and not (video.has("muted") and video.has("autoplay")) and sources(video):
            yield video
    yield from players(page)


@rule("video-without-captions", targets=films)
def video_without_captions(video: Element) -> Verdict:
    """What is said in a film can be read (WCAG 1.2.2). Captions may also be part of the film."""
    if video.tag == "iframe":
        return CantTell("player")
    tracks = [track for track in video.inside("track") if track.get("kind").strip().lower() in _CAPTIONS]
    return Passed("track") if any(track.get("src").strip() for track in tracks) else CantTell("no-track")


def tracks(page: Page) -> Iterator[Element]:
    """Tracks of text beside sound and film."""
    return (track for track in page.tagged("track") if track.closest("audio", "video") is not None)


@rule("track-broken", targets=tracks)
def track_broken(track: Element) -> Verdict:
    """A track has a file, and captions a language (HTML standard 4.8.11.11 "track")."""
    if not track.get("src").strip():
        return Failed("no-source")
    subtitles = track.get("kind").strip().lower() in ("subtitles", "")
    return Failed("no-language") if subtitles and not track.get("srclang").strip() else Passed("whole")


def videos(page: Page) -> Iterator[Element]:
    """Videos that do not start by themselves."""
    return (video for video in page.tagged("video") if video.visible and not video.has("autoplay") and sources(video))


@rule("video-without-controls", targets=videos)
def video_without_controls(video: Element) -> Verdict:
    """A film can be started, stopped and made louder."""
    return Passed("controls") if video.has("controls") else CantTell("no-controls")
