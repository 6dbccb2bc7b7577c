"""What the text alternatives of images say, and what is said of images that have none (WCAG 1.1.1)."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from a11ycheck.checks.images import images
from a11ycheck.page import Element, Page
from a11ycheck.page.attributes import with_attribute
from a11ycheck.page.exposure import perceivable
from a11ycheck.page.style import declared
from a11ycheck.page.text import own_text
from a11ycheck.rules import CantTell, Failed, Passed, Verdict, rule
from a11ycheck.words import any_language, word_list

_LONGEST = 250  # characters of an alternative that one listens to in one go
_DRAWING = 64  # CSS pixels of width and height from which a drawing is more than an icon
_WORD_OF_COMPOUND = 5  # letters: shorter words also end others by chance, as "map" does "bitmap"
_MANY = 100  # children of one element: a gallery or a page, whose text belongs to no single image
# Words before the name of a photographer.
_BY = "kuva|kuvaaja|valokuva|valokuvaaja|foto|fotograf|fotografi|photo|photographer|photo by|photo credit"
_FILE = re.compile(r".+\.(?:png|jpe?g|gif|svg|webp|avif|bmp|tiff?|heic|eps|psd)", re.IGNORECASE)
# Names that cameras and programs give: a few letters, then a number, or a number in base 16.
_CAMERA = re.compile(
    r"_?(?:img|dsc|dscn|dscf|pict|image|screenshot|wp|pxl|mvi)[-_ ]?\d[\d_-]+(?: \d[\d_-]+)*|[0-9a-f]{12,}|\d{7,}",
    re.IGNORECASE,
)
_SHORT_STEM = 4  # letters of a file's name that may as well be what is shown, such as "A4"
_DOTS = re.compile(r"[\s.…_-]+")
_ICON_FILE = re.compile(r"icon|ikon|\.svg", re.IGNORECASE)
_NUMBER_AFTER = re.compile(r"[\s:#_-]*\d*[\s.:…]*$")
_URL = re.compile(r"url\(\s*['\"]?([^'\")]+)", re.IGNORECASE)
_WORDS = re.compile(r"[^\W_]+")


def _plain(text: str) -> str:
    return " ".join(_WORDS.findall(text.lower()))


def file_stem(address: str) -> str:
    """Return the name of the file that an address leads to, without folder and extension."""
    name = unquote(re.split(r"[?#]", address.strip(), maxsplit=1)[0]).rstrip("/").rpartition("/")[2]
    return name.rpartition(".")[0] or name


# Roles whose name is all that is heard of what they hold; the name of a region or group is heard before its content.
TOLD_BY_NAME = frozenset(
    """button checkbox heading img link menuitem menuitemcheckbox menuitemradio meter option progressbar radio slider
    switch tab treeitem""".split()
)


def _named_around(node: Element) -> bool:
    """Tell whether an element around is named by an attribute, so that nobody meets the image by itself."""
    return any(
        above.has("aria-label") or above.has("aria-labelledby")
        for above in node.ancestors
        if above.role in TOLD_BY_NAME
    )


def named_images(page: Page) -> list[Element]:
    """Visible img, canvas and svg elements that have a name of their own (ACT qt1vmo)."""
    return page.once(_named_images)


def _named_images(page: Page) -> list[Element]:
    return [
        node
        for node in page.tagged("img", "canvas", "svg:svg")
        if node.name and node.role != "none" and perceivable(node) and not _named_around(node)
    ]


# Parts and a number put together as only names of files are: "sali_2_final".
_NUMBERED = re.compile(r"(?=\w*\d)[^\W_]+(?:_[^\W_]+)+")
# What WordPress adds to the file of a large picture, and names of four parts: words are seldom joined so often.
_JOINED = re.compile(r"[^\W_]+(?:-[^\W_]+){3,}|.+-scaled", re.IGNORECASE)
_COPY = re.compile(r".*\S ?\(\d+\)")  # as browsers and file managers call the second file of a name: "kartta (2)"
# Who took the picture, in place of what it shows: "Kuva: Etunimi Sukunimi / Kunta", "© Etunimi Sukunimi".
_NAME = r"[A-ZÅÄÖ][\w.’-]+(?: (?:von|af|de|[A-ZÅÄÖ]\.?[\w’-]*))+"
_CREDIT = re.compile(rf"(?i:(?:{_BY})\s*[:/]\s*|©\s*(?:\d{{4}}\s*)?){_NAME}(?:\s*[/,|(]\s*.{{1,60}})?")


@rule("image-name-says-nothing", targets=named_images)
def image_name_says_nothing(image: Element) -> Verdict:
    """A text alternative is no file's name and no placeholder (failure F30; ACT qt1vmo asks a person for more)."""
    name = image.name
    if _is_file_name(name, file_stem(image.get("src"))):
        return Failed("file-name", name=name)
    said = _NUMBER_AFTER.sub("", name.lower())
    if said in any_language("image_placeholders") or _DOTS.fullmatch(name):
        return Failed("placeholder", name=name)
    if any(phrase in said for phrase in any_language("automatic_descriptions")):
        return CantTell("automatic", name=name[:80])
    if _CREDIT.fullmatch(name):
        return CantTell("credit", name=name[:80])
    if said in any_language("bare_logos"):
        return CantTell("logo", name=name)
    if said in any_language("image_kinds") and _is_of_some_size(image):
        return CantTell("kind", name=name)
    return Passed("words", name=name)


def _is_file_name(name: str, stem: str) -> bool:
    if _FILE.fullmatch(name) or _NUMBERED.fullmatch(name) or _CAMERA.fullmatch(name):
        return True
    if name.lower() != stem.lower() or len(stem) <= _SHORT_STEM:
        return False
    if " " in name:
        return bool(_COPY.fullmatch(name))
    return bool(re.search(r"[\d_]", stem) or _JOINED.fullmatch(stem))


def _is_of_some_size(image: Element) -> bool:
    """Tell whether an image is no icon, as far as its HTML says, and no link or button is called by it."""
    if image.tag != "img" or _ICON_FILE.search(image.get("src")) or _beside_words(image):
        return False
    sizes = [image.get(side).strip().removesuffix("px") for side in ("width", "height")]
    return not any(size.isdecimal() and int(size) < _DRAWING for size in sizes)


@rule("image-name-long", targets=named_images)
def image_name_long(image: Element) -> Verdict:
    """A text alternative is short; what needs more room is a text on the page (technique G94)."""
    length = len(image.name)
    return Failed("long", length=length) if length > _LONGEST else Passed("short", length=length)


@rule("image-name-repeats-text", targets=named_images)
def image_name_repeats_text(image: Element) -> Verdict:
    """A text alternative does not say what stands beside the image anyway (technique H2)."""
    name = _plain(image.name)
    if not name:
        return Passed("different")
    control = next((above for above in image.ancestors if above.role in ("link", "button")), None)
    if control is not None and _plain(control.exposed_text) == name:
        return Failed("control", name=image.name)
    if name == _plain(_caption(image)):
        return Failed("caption", name=image.name)
    return Failed("beside", name=image.name) if name in _texts_beside(image) else Passed("different")


def _caption(image: Element) -> str:
    """Return the caption of the figure around an image, "" where there is none."""
    figure = image.closest("figure")
    return image.page.once(_captions).get(figure.order, "") if figure is not None else ""


def _captions(page: Page) -> dict[int, str]:
    found = ((caption.closest("figure"), caption.text) for caption in page.tagged("figcaption"))
    return {figure.order: text for figure, text in found if figure is not None}


def _texts_beside(image: Element) -> set[str]:
    """Return the texts right before and after an image, in its own element or the next."""
    parent = image.parent
    if parent is None or len(parent.children) > _MANY:
        return set()
    near = [each for each in (image.before, image.after) if each is not None]
    return {_plain(own_text(parent)), *(_plain(node.text) for node in near if node.visible)} - {""}


def images_with_a_title(page: Page) -> Iterator[Element]:
    """Images with a title attribute beside their text alternative, be that empty."""
    for image in page.tagged("img"):
        if image.get("title").strip() and image.has("alt") and perceivable(image) and image.explicit_role != "none":
            yield image


@rule("image-title-at-odds", targets=images_with_a_title)
def image_title_at_odds(image: Element) -> Verdict:
    """A title neither repeats nor contradicts the text alternative (technique H67)."""
    title, name = image.get("title").strip(), image.get("alt").strip()
    if not name:
        return Failed("decorative", title=title)
    if _plain(title) == _plain(name):
        return Failed("same", title=title)
    if set(_plain(title).split()) & set(_plain(name).split()):
        return Passed("more", title=title)
    return CantTell("other", title=title, name=name)


def images_left_out(page: Page) -> Iterator[Element]:
    """Images that are left out (ACT e88epe); of those that fill cells of one table the first, which stands for all."""
    firsts = {images[0].order: images for images in page.once(_in_cells).values()}
    alike = {image.order for images in firsts.values() for image in images[1:]}
    return (image for image in _left_out(page) if image.order not in alike)


def _in_cells(page: Page) -> dict[int, list[Element]]:
    """Return by table the silent images that are all that their cells hold."""
    found: dict[int, list[Element]] = {}
    for image in _left_out(page):
        table = image.closest("table")
        if table is not None and not image.get("alt").strip() and _fills_a_cell(image):
            found.setdefault(table.order, []).append(image)
    return found


def _left_out(page: Page) -> Iterator[Element]:
    """Visible images that assistive technology is told to leave out."""
    for image in page.tagged("img"):
        left_out = image.visible and (image.role == "none" or image.get("aria-hidden").strip().lower() == "true")
        if left_out and not (image.parent and image.parent.aria_hidden) and not _named_around(image):
            yield image
    for drawing in page.tagged("svg:svg", "canvas"):
        if _is_announced(drawing) or (drawing.visible and not drawing.name and _fills_a_cell(drawing)):
            yield drawing


@rule("image-left-out-tells", targets=images_left_out)
def image_left_out_tells(image: Element) -> Verdict:
    """What assistive technology leaves out only decorates (ACT e88epe): asked where something speaks against it."""
    if image.tag != "img":
        return CantTell("announced") if _is_announced(image) else _of_cell(image)
    if _is_untold_logo(image):
        return Failed("logo", name=image.get("alt").strip())
    if image.get("alt").strip():
        return CantTell("alternative", name=image.get("alt").strip())
    if _caption(image):
        return CantTell("caption")
    if _beside_words(image):
        return Passed("decorative")
    if _fills_a_cell(image):
        return _of_cell(image)
    told = _telling(image.get("src"))
    nameless = any(above.role in TOLD_BY_NAME for above in image.ancestors)  # which is another rule's failure
    return CantTell("file", file=told) if told and not nameless else Passed("decorative")


def _of_cell(image: Element) -> Verdict:
    table = image.closest("table")
    alike = image.page.once(_in_cells).get(table.order, []) if table is not None else []
    return CantTell("cell", count=max(1, len(alike)))


def _is_untold_logo(image: Element) -> bool:
    """Tell whether an image has the alternative of a logo, and no other text says whose it is."""
    said = _plain(image.get("alt")).split()
    logo_words = tuple(any_language("logo_words"))
    whose = [word for word in said if not word.startswith(logo_words)]
    if len(whose) == len(said) or not whose or _beside_words(image):
        return False
    text = _plain(f"{image.page.root.exposed_text} {' '.join(other.name for other in image.page.exposed('img'))}")
    return not any(word in text for word in whose)


def _is_announced(drawing: Element) -> bool:
    """Tell whether the text right before a drawing of some size ends with a colon: it says what is to be seen."""
    before = drawing.before
    shown = drawing.visible and not drawing.name and drawing.role != "none" and not drawing.aria_hidden
    if not shown or before is None or not before.text.endswith(":") or _beside_words(drawing):
        return False
    layout = drawing.layout if drawing.page.facts.layout is not None else None
    return layout is None or min(layout.box.width, layout.box.height) >= _DRAWING


def _fills_a_cell(image: Element) -> bool:
    """Tell whether an image is all that a cell among headers holds, as ticks and traffic lights do."""
    cell = image.closest("td")
    table = cell.closest("table") if cell is not None else None
    if cell is None or table is None or cell.exposed_text or table.role not in ("table", "grid"):
        return False
    if file_stem(image.get("src")).lower() in word_list("spacer_files", "en"):
        return False
    lone = all(node is image or image.contains(node) or node.contains(image) for node in cell.descendants)
    return lone and bool(table.inside("th"))


def _beside_words(image: Element) -> bool:
    """Tell whether the image belongs to a link, button or heading that says in words what it is about."""
    around = ("link", "button", "heading")
    return any(above.role in around and above.name for above in image.ancestors)


def _telling(address: str) -> str:
    """Return a file's name where it says that the image tells something, else ""."""
    stem = file_stem(address) if not address.lower().startswith("data:") else ""
    starts = tuple(any_language("telling_files"))
    ends = tuple(part for part in starts if len(part) >= _WORD_OF_COMPOUND)
    return stem if any(word.startswith(starts) or word.endswith(ends) for word in _WORDS.findall(stem.lower())) else ""


@rule("spacer-announced", targets=images)
def spacer_announced(image: Element) -> Verdict:
    """An image that only makes space is not announced (failure F39)."""
    tiny = any(image.get(side).strip() in ("0", "1", "1px") for side in ("width", "height"))
    spacer = file_stem(image.get("src")).lower() in word_list("spacer_files", "en")
    if image.name and spacer and image.tag == "img" and (tiny or not _beside_words(image)):
        return Failed("announced", name=image.name)
    return Passed("silent" if spacer else "no-spacer")


def background_pictures(page: Page) -> Iterator[Element]:
    """Empty elements with a picture as background in their style attribute."""
    for node in with_attribute(page, "style"):
        if "url(" in node.get("style") and node.visible and not node.aria_hidden and not _says_something(node):
            yield node


def _says_something(node: Element) -> bool:
    return bool(node.name or node.exposed_text or _beside_words(node) or any(each.name for each in node.descendants))


@rule("background-picture-tells", targets=background_pictures)
def background_picture_tells(node: Element) -> Verdict:
    """A picture that tells something is content, not background (failure F3)."""
    style = declared(node, "background-image") or declared(node, "background") or node.get("style")
    match = _URL.search(style)
    told = _telling(match[1]) if match else ""
    return CantTell("file", file=told) if told else Passed("decorative")


def drawn_or_embedded(page: Page) -> Iterator[Element]:
    """Canvas and embed elements that are seen, those that a name or content around explains left out."""
    for node in page.tagged("canvas", "embed"):
        shown = perceivable(node) and not node.has("hidden")
        if shown and node.explicit_role != "none" and not _named_around(node):
            yield node


def _has_fallback(canvas: Element) -> bool:
    """Tell whether a canvas holds text or named elements: nobody sees them, but screen readers find them."""
    inside = (canvas, *canvas.descendants)
    return any(node.get("aria-label") or node.get("alt") or own_text(node) for node in inside)


@rule("embedded-without-name", targets=drawn_or_embedded)
def embedded_without_name(node: Element) -> Verdict:
    """What a script draws or a program embeds says in words what it is."""
    if node.name or (node.tag == "canvas" and _has_fallback(node)):
        return Passed("named")
    image = node.tag == "embed" and node.get("type").strip().lower().startswith("image/")
    return Failed("image") if image else CantTell(node.tag)


@rule("image-name-says-image", targets=named_images)
def image_name_says_image(image: Element) -> Verdict:
    """A text alternative does not begin by saying that it stands for an image: screen readers say that."""
    opening = image.name.lower().startswith(tuple(any_language("image_openings")))
    return Failed("opening", name=image.name[:60]) if opening else Passed("direct")


def images_with_a_map(page: Page) -> Iterator[Element]:
    """Images that are to have areas to click on."""
    return (image for image in page.tagged("img") if perceivable(image) and (image.has("usemap") or image.has("ismap")))


@rule("image-map-unusable", targets=images_with_a_map)
def image_map_unusable(image: Element) -> Verdict:
    """The areas of an image can be reached by the keyboard (WCAG 2.1.1, technique H24)."""
    if image.has("usemap"):
        return Passed("areas")
    in_link = any(above.tag == "a" and above.has("href") for above in image.ancestors)
    return Failed("on-server") if in_link else Passed("no-link")
