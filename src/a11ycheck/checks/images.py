"""Images and what takes their place: whether they say in words what they show (WCAG 1.1.1)."""

import re
from collections.abc import Iterator

from a11ycheck.page import Element, Page, aria
from a11ycheck.page.attributes import with_attribute
from a11ycheck.page.exposure import perceivable
from a11ycheck.rules import CantTell, Failed, Passed, Verdict, rule

# HTML-AAM 1.0 section 4.1.3: what browsers call an image button that has no name.
_DEFAULT_NAME = "submit query"
_GRAPHICS_ROLES = frozenset({"img", "graphics-document", "graphics-symbol"})
_IMAGE = re.compile(r"\.(?:png|jpe?g|gif|webp|avif|bmp|ico|tiff?)(?:[?#]|$)", re.IGNORECASE)
_DOCUMENT = re.compile(r"\.pdf(?:$|[?#])", re.IGNORECASE)
_DRAWING = re.compile(r"\.svgz?(?:[?#]|$)", re.IGNORECASE)
_SOUND_OR_FILM = re.compile(r"\.(?:mp3|mp4|m4[av]|og[agv]|wav|webm|mov|avi|wmv|flac|aac)(?:[?#]|$)", re.IGNORECASE)


def images(page: Page) -> list[Element]:
    """Image elements and what a role makes an image, less hidden ones (ACT 23a2a8)."""
    return page.once(_images)


def _images(page: Page) -> list[Element]:
    by_role = [node for node in with_attribute(page, "role") if node.role == "img" and ":" not in node.tag]
    found = dict.fromkeys([*page.tagged("img"), *by_role])
    return [node for node in found if perceivable(node)]


@rule("image-without-name", targets=images)
def image_without_name(image: Element) -> Verdict:
    """An image says in words what it shows, or is marked as decoration (ACT 23a2a8)."""
    if image.role == "none":
        return Passed("decorative")
    if image.name:
        return Passed("named", name=image.name)
    if image.tag != "img":
        return Failed("no-name", role=image.role or image.tag)
    return Failed("empty") if image.has("alt") else Failed("no-alt")


def drawings_with_a_role(page: Page) -> Iterator[Element]:
    """SVG elements that a role attribute makes a graphic (ACT 7d6734)."""
    for node in with_attribute(page, "role"):
        if node.tag.startswith("svg:") and node.explicit_role in _GRAPHICS_ROLES and node.exposed:
            yield node


@rule("svg-without-name", targets=drawings_with_a_role)
def svg_without_name(drawing: Element) -> Verdict:
    """A drawing that a role makes an image says in words what it shows (ACT 7d6734)."""
    return Passed("named", name=drawing.name) if drawing.name else Failed("no-name")


def embedded_objects(page: Page) -> Iterator[Element]:
    """Object elements without a role that show an image or document or play sound or video (ACT 8fc3b6)."""
    for node in page.exposed("object"):
        if not node.explicit_role and _shows(node) and not _is_replaced(node):
            yield node


def _is_replaced(node: Element) -> bool:
    """Tell whether a drawn page shows what stands inside an object, as browsers do where nothing could be loaded."""
    drawn = node.page.facts.layout is not None
    inside = (inner for inner in node.descendants if inner.scope is node.scope)  # not of the document that it embeds
    return drawn and any(inner.layout is not None for inner in inside)


def _shows(node: Element) -> str:
    """Return what an object embeds: "image", "drawing", "media", "document", or "" for anything else.

    A document that has words inside for where it is not shown is anything else (technique H53).
    """
    kind = node.get("type").strip().lower()
    if kind == "application/pdf" or (not kind and _DOCUMENT.search(node.get("data").strip())):
        return "" if node.text else "document"
    if kind:
        return "drawing" if kind.startswith("image/svg") else _KINDS.get(kind.partition("/")[0], "")
    address = node.get("data").strip()
    if _DRAWING.search(address):
        return "drawing"
    return "image" if _IMAGE.search(address) else "media" if _SOUND_OR_FILM.search(address) else ""


_KINDS = {"image": "image", "audio": "media", "video": "media"}


@rule("object-without-name", targets=embedded_objects)
def object_without_name(node: Element) -> Verdict:
    """An object that shows or plays something says in words what it is (ACT 8fc3b6)."""
    if node.name:
        return Passed("named", name=node.name)
    shown = _shows(node)
    # A drawing may bring its own title along, and some browsers read the alt attribute that objects do not have.
    if shown == "drawing" or (shown == "image" and node.get("alt").strip()):
        return CantTell("no-name")
    return Failed("document" if shown == "document" else "no-name")


def marked_as_decorative(page: Page) -> Iterator[Element]:
    """Elements that the author marked as decoration (ACT 46ca7f)."""
    yield from (node for node in with_attribute(page, "role") if node.explicit_role == "none")
    for image in page.tagged("img"):
        if image.has("alt") and not image.get("alt") and not image.explicit_role:
            yield image


@rule("decorative-image-exposed", targets=marked_as_decorative)
def decorative_image_exposed(node: Element) -> Verdict:
    """What is marked as decoration is not announced after all (ACT 46ca7f)."""
    if not node.exposed:
        return Passed("hidden")
    if not (node.implicit_role or node.tag == "img"):
        return Passed("decorative")  # a division, say, which tells of nothing, with or without the role
    if node.focusable:
        return Failed("focusable", tag=node.tag.rpartition(":")[2])
    if node.role == "none" or not _global_attributes(node):
        return Passed("decorative")
    return Failed("attribute", tag=node.tag.rpartition(":")[2], attribute=_global_attributes(node)[0])


def _global_attributes(node: Element) -> list[str]:
    return [name for name in node.attrs if name in aria.GLOBAL_ATTRIBUTES and name != "aria-hidden"]


def image_buttons(page: Page) -> Iterator[Element]:
    """Inputs of type image that assistive technology meets (ACT 59796f)."""
    return (node for node in page.exposed("input") if node.get("type").strip().lower() == "image")


@rule("image-button-without-name", targets=image_buttons)
def image_button_without_name(button: Element) -> Verdict:
    """An image button says what it does (ACT 59796f)."""
    if not button.name:
        return Failed("no-name")
    return Failed("default-name") if button.name.lower() == _DEFAULT_NAME else Passed("named", name=button.name)
