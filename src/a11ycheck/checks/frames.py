"""Frames: what is embedded says what it is (WCAG 4.1.2, technique H64)."""

import re
from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import urldefrag, urljoin

from a11ycheck.checks.equivalents import Likeness, likeness
from a11ycheck.page import Element, Page
from a11ycheck.page.style import declared
from a11ycheck.page.styling import tree_is_known
from a11ycheck.rules import CantTell, Failed, Passed, Verdict, rule
from a11ycheck.words import any_language

_NOTHING_HIGH = re.compile(r"\s*0+(?:px)?\s*")

_ADDRESS = re.compile(r"(?:https?:)?//\S+|\S+\.(?:html?|aspx?|php)(?:\?\S*)?", re.IGNORECASE)


def frames(page: Page) -> Iterator[Element]:
    """Frames that assistive technology meets and that nobody tried to hide from it."""
    for frame in page.exposed("iframe"):
        if (frame.tabindex is None or frame.tabindex >= 0) and frame.explicit_role != "none" and not _no_size(frame):
            yield frame


def _no_size(frame: Element) -> bool:
    """Tell whether a frame has no area at all: a script's helper, no part of what people see."""
    return all(_NOTHING_HIGH.fullmatch(declared(frame, side) or frame.get(side)) for side in ("width", "height"))


@rule("frame-without-name", targets=frames)
def frame_without_name(frame: Element) -> Verdict:
    """A frame says what it embeds (ACT cae760)."""
    return Passed("named", name=frame.name) if frame.name else Failed("no-name")


def named_frames(page: Page) -> Iterator[Element]:
    """Frames with a name."""
    return (frame for frame in frames(page) if frame.name)


@rule("frame-name-placeholder", targets=named_frames)
def frame_name_placeholder(frame: Element) -> Verdict:
    """The name of a frame says what is in it (technique H64)."""
    said = frame.name.lower().strip(" .:")
    if said in any_language("frame_placeholders"):
        return Failed("placeholder", name=frame.name)
    return Failed("address", name=frame.name[:80]) if _ADDRESS.fullmatch(said) else Passed("words", name=frame.name)


def frames_of_one_name(page: Page) -> Iterator[tuple[Element, ...]]:
    """Frames that are announced alike (ACT 4b1c6c)."""
    found: dict[str, list[Element]] = defaultdict(list)
    for frame in page.exposed("iframe"):
        if frame.name:
            found[frame.name.lower()].append(frame)
    yield from (tuple(group) for group in found.values() if len(group) > 1)


@rule("frame-names-repeated", targets=frames_of_one_name)
def frame_names_repeated(group: tuple[Element, ...]) -> Verdict:
    """Frames that are announced alike embed the same (ACT 4b1c6c)."""
    name, page = group[0].name, group[0].page
    found, place = likeness(page, [_resource(frame) for frame in group])
    if found is Likeness.SAME:
        return Passed("same", name=name)
    if found is Likeness.OTHER and tree_is_known(page):
        return Failed("other", at=group[place], name=name)
    return CantTell("unlike", at=group[place], name=name, count=len(group))


def _resource(frame: Element) -> str:
    if frame.has("srcdoc"):
        return frame.get("srcdoc")
    return urldefrag(urljoin(frame.base, frame.get("src").strip())).url
