"""Changes of a page that leave a defect what it is, and changes that make another of it.

Each takes a page with one element marked by the attribute ``x``, the defect, and returns another page. Pages are those
of the made-up region, dressed as build tools and content systems dress theirs.
"""

import re
import string
import uuid
from collections.abc import Callable, Iterator
from functools import cache
from random import Random

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from tests.site.build import Site
from tests.site.pages import load_pages

HOST = "https://www.jarvilakeus.example"
OTHER_HOST = "http://testi.jarvilakeus-staging.example:8080"
TARGETS = ["a", "button", "h1", "h2", "h3", "img", "input", "select", "table", "textarea", "iframe", "p", "summary"]
_INLINE = "a abbr b button em i img input label q select small span strong svg time".split()
_WRAPPED = [
    "div",
    "p",
    "ul",
    "ol",
    "dl",
    "section",
    "article",
    "nav",
    "form",
    "table",
    "h1",
    "h2",
    "h3",
    "header",
    "main",
]

Mutation = Callable[[BeautifulSoup, Random], None]


@cache
def pages() -> tuple[tuple[str, str], ...]:
    """Return the path and the HTML of each page of the region that has content: a frameset has none."""
    site = Site(load_pages(), HOST)
    rendered = ((page.path, site.render(page)) for page in site.pages)
    return tuple((path, html) for path, html in rendered if "<frameset" not in html)


def read(html: str) -> BeautifulSoup:
    """Parse a page for a mutation."""
    return BeautifulSoup(html, "html.parser")


def targets(soup: BeautifulSoup) -> list[Tag]:
    """Return the elements that may be defects."""
    return soup.find_all(TARGETS)


def damage(element: Tag) -> None:
    """Take away what names an element, as in a defect."""
    for name in ("alt", "aria-label", "title"):
        del element[name]
    if element.name in ("a", "button", "summary"):
        for text in element.find_all(string=True):
            text.extract()


def _chance(rng: Random, soup: BeautifulSoup) -> Tag:
    """Return the defect or an element around it half of the time, else any element of the body."""
    defect = _defect(soup)
    around = [
        defect,
        *(node for node in defect.parents if isinstance(node, Tag) and node.name not in ("html", "[document]")),
    ]
    return rng.choice(around if rng.random() < 0.5 else soup.find_all(True))


def _defect(soup: BeautifulSoup) -> Tag:
    return next(node for node in soup.find_all(True) if node.has_attr("x"))


def _value(element: Tag, name: str) -> str:
    return str(element[name])


def reorder(soup: BeautifulSoup, rng: Random) -> None:
    """Shuffle the children of an element, or move one to another place among its siblings."""
    parent, defect = _chance(rng, soup), _defect(soup)
    if parent is defect or defect in parent.parents:
        return
    children = list(parent.contents)
    if rng.random() < 0.5 and len(children) > 1:
        children.insert(rng.randrange(len(children)), children.pop(rng.randrange(len(children))))
    else:
        rng.shuffle(children)
    if parent.name not in ("html", "head", "details", "table", "fieldset"):  # whose first child has a meaning
        parent.extend([child.extract() for child in children])


def wrap(soup: BeautifulSoup, rng: Random) -> None:
    """Put an element, or all that is inside one, into a wrapper with or without a class."""
    element = _chance(rng, soup)
    classes = rng.choice([{}, {"class": "wrapper"}, {"class": "o-outer-box"}, {"class": _hashed("box", rng)}])
    if element.name in ("div", "section", "article") and rng.random() < 0.5:
        wrapper = soup.new_tag("div", attrs=classes)
        wrapper.extend([child.extract() for child in list(element.contents)])
        element.append(wrapper)
    elif element.name in _INLINE and element.find_parent("svg") is None:
        element.wrap(soup.new_tag("span", attrs=classes))
    elif element.name in _WRAPPED:
        element.wrap(soup.new_tag("div", attrs=classes))


def rewrite(soup: BeautifulSoup, rng: Random) -> None:
    """Change the text of other elements."""
    defect = _defect(soup)
    own = {
        id(text) for node in (defect, *defect.find_all(["caption", "legend"])) for text in node.find_all(string=True)
    }
    if defect.name in ("p", "table"):
        own = {id(text) for text in own_texts(defect)}
    for text in soup.find_all(string=True):
        if type(text) is NavigableString and id(text) not in own and text.strip() and rng.random() < 0.5:
            text.replace_with("".join(rng.choices("aeiou lmnrst", k=rng.randrange(1, 90))))


def own_texts(element: Tag) -> Iterator[NavigableString]:
    """Yield the texts that name an element which speaks through others."""
    yield from (child for child in element.children if isinstance(child, NavigableString))
    caption = element.find("caption")
    if isinstance(caption, Tag):
        yield from caption.find_all(string=True)


def rehash(soup: BeautifulSoup, rng: Random) -> None:
    """Give every class the form that a build tool gives it, with a new hash."""
    for element in soup.find_all(class_=True):
        tool = _TOOLS[len(element["class"][0]) % len(_TOOLS)]
        element["class"] = " ".join(tool(name, rng) for name in element["class"])


def _code(rng: Random, alphabet: str, length: int) -> str:
    return "".join(rng.choices(alphabet, k=length))


_BASE64 = string.ascii_letters + string.digits + "_-"
_BASE36 = string.ascii_lowercase + string.digits


def _hashed(name: str, rng: Random) -> str:
    return f"styles_{name}__{_code(rng, _BASE64, 5)}"


_TOOLS: list[Callable[[str, Random], str]] = [
    _hashed,  # CSS modules in Next.js
    lambda name, rng: f"_{name}_{_code(rng, _BASE36, 5)}_{rng.randrange(1, 300)}",  # CSS modules in Vite
    lambda name, rng: f"{name} css-{_code(rng, _BASE36, 6)}",  # Emotion
    lambda name, rng: f"{name} svelte-{_code(rng, _BASE36, 7)}",
    lambda _, rng: f"sc-{_code(rng, string.ascii_letters, 6)} {_code(rng, string.ascii_letters, 6)}",
    lambda name, rng: f"makeStyles-{name}-{rng.randrange(10, 400)}",  # JSS
    lambda _, rng: f"jss{rng.randrange(1, 400)}",
    lambda _, rng: f"_{_code(rng, _BASE64, 8)}",  # CSS modules with the hash alone
]


def new_ids(soup: BeautifulSoup, rng: Random) -> None:
    """Give elements new GUIDs as ids; labels and in-page links follow."""
    for element in soup.find_all(id=True):
        made = str(uuid.UUID(int=rng.getrandbits(128), version=4))
        made = rng.choice([made, made.upper(), made.replace("-", "")]) if rng.random() < 0.5 else made
        for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
            for other in soup.select(f'[{name}="{element["id"]}"]'):
                other[name] = f"id-{made}"
        for link in soup.find_all(href=f"#{element['id']}"):
            link["href"] = f"#id-{made}"
        element["id"] = f"id-{made}"


def bust(soup: BeautifulSoup, rng: Random) -> None:
    """Add parameters against caches to what has an address, or change them."""
    for element in soup.find_all(["img", "link", "script", "iframe", "a", "input"]):
        for name in ("src", "href"):
            if element.has_attr(name) and not _value(element, name).startswith(("#", "mailto:", "tel:")):
                separator = "&" if "?" in element[name] else "?"
                element[name] = _value(element, name) + separator + _buster(rng)


def _buster(rng: Random) -> str:
    number, code = rng.randrange(10**9, 10**13), f"{rng.getrandbits(64):016x}"
    choices = [
        f"v={rng.randrange(99)}",
        f"t={number}",
        f"_={number}",
        f"ver=6.{rng.randrange(9)}",
        f"{number}",
        f"rev={code}",
    ]
    return rng.choice(choices)


def rehost(soup: BeautifulSoup, rng: Random) -> None:  # noqa: ARG001 - as every mutation
    """Move the site to another host, its absolute addresses with it."""
    for element in soup.find_all(True):
        for name in ("src", "href", "action", "content"):
            if element.has_attr(name):
                element[name] = _value(element, name).replace(HOST, OTHER_HOST)


def everything(soup: BeautifulSoup, rng: Random) -> None:
    """Make all changes at once."""
    for mutation in (rewrite, rehash, bust, new_ids, rehost, reorder, wrap):
        mutation(soup, rng)


KEEPING: dict[str, Mutation] = {
    "siblings moved and re-ordered": reorder,
    "wrappers added": wrap,
    "text of other elements": rewrite,
    "hashed class names": rehash,
    "GUID ids": new_ids,
    "cache-busting queries": bust,
    "another host": rehost,
    "all of these": everything,
}
# Made on both pages, each with codes of its own: what changes is the code, not that there is one.
_DRESSING = (rehash, new_ids, bust)


def kept(name: str, rng: Random) -> tuple[str, str, str, str]:
    """Return the path of a page, the page with a defect, the same after a change, and the host of the second."""
    while True:
        path, before, after, host = _changed(KEEPING[name], rng)
        if before != after or host != HOST:
            return path, before, after, host


def _changed(mutation: Mutation, rng: Random) -> tuple[str, str, str, str]:
    path, html = rng.choice(pages())
    before = read(html)
    chosen = rng.choice(targets(before))
    damage(chosen)
    chosen["x"] = ""
    after = read(str(before))
    if mutation in (*_DRESSING, everything):
        for dress in _DRESSING if mutation is everything else (mutation,):
            dress(before, rng)
    mutation(after, rng)
    host = OTHER_HOST if mutation in (rehost, everything) else HOST
    return path, str(before), str(after), host


def swapped(rng: Random) -> tuple[str, str, str] | None:
    """Return a page with a defect at one element and the same page with it at another one of its kind instead.

    None where nothing but their place sets the two apart: they have the same source.
    """
    path, html = rng.choice(pages())
    first, second = read(html), read(html)
    kind = rng.choice(targets(first)).name
    count = len(first.find_all(kind))
    one, other = rng.randrange(count), rng.randrange(count)
    here, there = first.find_all(kind)[one], second.find_all(kind)[other]
    damage(here)
    damage(there)
    if str(here) == str(there):
        return None
    here["x"] = there["x"] = ""
    return path, str(first), str(second)


def doubled(rng: Random) -> tuple[str, str, str]:
    """Return a page with a defect and the same page with a second element of the same defect beside it."""
    path, html = rng.choice(pages())
    page = read(html)
    chosen = rng.choice(targets(page))
    damage(chosen)
    chosen["x"] = ""
    before = str(page)
    chosen.insert_after(read(re.sub(r' id="[^"]*"', "", str(chosen))))
    return path, before, str(page)
