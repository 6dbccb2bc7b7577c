"""What moves or flashes by itself for longer than five seconds (WCAG 2.2.2, 2.3.1)."""

from collections.abc import Iterator

from a11ycheck.page import Element, Page, known
from a11ycheck.page.facts import Animation
from a11ycheck.rules import CantTell, Failed, Figure, Passed, Verdict, rule
from a11ycheck.words import any_language

# What of an element changes its place, or lets it come and go.
_MOVES = frozenset(
    "transform translate left right top bottom marginLeft textIndent backgroundPosition offsetDistance".split()
)
_BLINKS = frozenset({"opacity", "visibility"})
_WAITS = frozenset({"progressbar", "status", "meter", "alert"})  # roles that tell that something is under way
_SIGN = 64.0  # CSS pixels: what is not larger, and holds no text, is a sign that something is under way
_FLASHES = 3.0  # a second, WCAG 2.3.1
_SMALL = 21_824.0  # CSS pixels: a quarter of 10 degrees of sight (WCAG 2.2, "general flash and red flash thresholds")
_ROOM = 60


def _animations(page: Page) -> dict[int, Animation]:
    return {each.node: each for each in known(page.facts.animations)}


def _animation(element: Element) -> Animation:
    return element.page.once(_animations)[element.number]


def _found(page: Page) -> Iterator[tuple[Element, Animation]]:
    return ((node, _animation(node)) for node in page.by_nodes(page.once(_animations)) if node.drawn)


def moving_for_long(page: Page) -> Iterator[Element]:
    """What moves or blinks for longer than five seconds, less small signs and what tells that one has to wait."""
    for element, animation in _found(page):
        small = max(animation.width, animation.height) <= _SIGN and not element.text
        waits = any(node.role in _WAITS or node.get("aria-busy") == "true" for node in element.lineage)
        if not small and not waits and not (_MOVES | _BLINKS).isdisjoint(animation.changes):
            yield element


@rule("animation-without-pause", targets=moving_for_long)
def animation_without_pause(element: Element) -> Verdict:
    """What moves by itself for longer than five seconds can be stopped (WCAG 2.2.2)."""
    text = element.text[:_ROOM] or element.tag
    names = " ".join(node.name.lower() for node in element.page.with_role("button", "checkbox", "switch"))
    if any(word.startswith(tuple(any_language("pause_words"))) for word in names.split()):
        return Passed("button", text=text)
    around = element.parent or element
    near = any(node.role in ("button", "checkbox", "switch") for node in around.descendants)
    certain = element.text and not near and not _MOVES.isdisjoint(_animation(element).changes)
    return Failed("moves", text=text) if certain else CantTell("perhaps", text=text)


def flashing(page: Page) -> Iterator[Element]:
    """What gets light and dark in turn for longer than five seconds, and images that do so at all."""
    yield from (element for element, animation in _found(page) if animation.flashes > 0)
    images = page.facts.moving_images or {}
    yield from page.by_nodes(number for number, image in images.items() if image.flashes > 0)


@rule("flashes-fast", targets=flashing)
def flashes_fast(element: Element) -> Verdict:
    """Nothing of some size flashes more than three times a second (WCAG 2.3.1); how bright it is, a person sees."""
    animation = element.page.once(_animations).get(element.number)
    image = (element.page.facts.moving_images or {}).get(element.number)
    times = max(each.flashes for each in (animation, image) if each is not None)
    text = (element.text or element.name)[:_ROOM] or element.tag
    figures: dict[str, Figure] = {"times": round(times, 1), "text": text}
    if times <= _FLASHES:
        return Passed("slow", figures)
    small = animation is not None and animation.width * animation.height < _SMALL
    return Passed("small", figures) if small else CantTell("fast", figures)
