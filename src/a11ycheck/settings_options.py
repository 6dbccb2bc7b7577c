"""What an option is: its words, its help, and how its text becomes a value.

Each field of ``Settings`` carries one ``Option``; the command line, the keys of the configuration files and the
environment variables are all made from it.
"""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from pathlib import Path


class Group(StrEnum):
    """Heading of ``--help`` under which an option stands."""

    PAGES = "Which pages"
    NETWORK = "How to fetch them"
    BROWSER = "How the browser shows them"
    JUDGEMENT = "What to check for"
    RESULT = "What comes out"


class Shape(Enum):
    """How many words an option takes."""

    ONE = auto()
    LIST = auto()  # repeatable
    SWITCH = auto()  # none: on or off
    VOLUME = auto()  # none: -q takes one away, each -v adds one


class Commas(Enum):
    """Where a comma separates the words of a list. A line break does so in every environment variable."""

    EVERYWHERE = auto()
    ENVIRONMENT = auto()
    NOWHERE = auto()


class NotAllowed(ValueError):  # noqa: N818 - reads as what it says
    """A text that an option does not take; says what it does take."""

    def __init__(self, allowed: str, words: tuple[str, ...] = ()) -> None:
        super().__init__(allowed)
        self.words = words  # among which the nearest may be meant


@dataclass(frozen=True, kw_only=True)
class Option:
    """The words of one field of ``Settings``."""

    group: Group
    help: str
    read: Callable[[str], object]  # one text to one value; raises NotAllowed
    metavar: str = ""
    name: str = ""  # on the command line and in files, where it is not the field's
    off: str = ""  # what turns a switch off, where it is not "no-" and the name
    short: str = ""  # "-o"
    shape: Shape = Shape.ONE
    commas: Commas = Commas.EVERYWHERE
    secret: bool = False  # its value is never shown
    table: bool = False  # a list of KEY=WORDS, which files write as a table
    local: bool = False  # a path, or formats with paths: relative to the file that names them


def on_off(group: Group, help: str, off: str = "") -> Option:  # noqa: A002 - as the field is called
    """Return the option of a switch."""
    return Option(group=group, help=help, read=switch, shape=Shape.SWITCH, off=off)


def listed(words: tuple[str, ...]) -> str:
    """Return words as a sentence lists them: ``"A, AA or AAA"``."""
    return " or ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def text(word: str) -> str:
    """Take any text but an empty one or one with control characters."""
    if not word or not word.isprintable():
        raise NotAllowed("give a text on one line")
    return word


def path(word: str) -> Path:
    """Take the path of a file or folder; ``~`` is the user's home."""
    return Path(text(word)).expanduser()


def whole(minimum: int) -> Callable[[str], int]:
    """Take a whole number from a minimum up."""

    def read(word: str) -> int:
        if not re.fullmatch(r"-?[0-9]{1,12}", word) or int(word) < minimum:
            raise NotAllowed(f"give a whole number from {minimum} up")
        return int(word)

    return read


def seconds(word: str) -> float:
    """Take a number of seconds, 0 or more."""
    if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,6})?", word):
        raise NotAllowed("give seconds, such as 0.5 or 10")
    return float(word)


def some_seconds(word: str) -> float:
    """Take a number of seconds above 0."""
    if math.isclose(seconds(word), 0):
        raise NotAllowed("give seconds above 0, such as 30")
    return seconds(word)


def size(word: str) -> int:
    """Take a number of bytes, with ``kB`` or ``MB`` (decimal) where wanted: ``10 MB``."""
    match = re.fullmatch(r"([0-9]{1,12}) ?(|kB|MB)", word, re.IGNORECASE)
    if not match or not int(match[1]):
        raise NotAllowed("give a number of bytes, such as 500000, 500kB or 10MB")
    return int(match[1]) * {"": 1, "kb": 1_000, "mb": 1_000_000}[match[2].lower()]


def one_of(*words: str) -> Callable[[str], str]:
    """Take one of some words, in capitals or not."""
    by_small_letters = {word.lower(): word for word in words}

    def read(word: str) -> str:
        if word.lower() not in by_small_letters:
            raise NotAllowed(f"use {listed(words)}", words)
        return by_small_letters[word.lower()]

    return read


def switch(word: str) -> bool:
    """Take yes or no."""
    return one_of("true", "yes", "on", "1", "false", "no", "off", "0")(word) in {"true", "yes", "on", "1"}


def volume(word: str) -> int:
    """Take how much to say, from -1 to 2."""
    return int(one_of("-1", "0", "1", "2")(word))


def header(word: str) -> tuple[str, str]:
    """Take an HTTP header, ``Name: value``, as a pair (RFC 9110, sections 5.1 and 5.5)."""
    name, colon, value = word.partition(":")
    if not colon or not re.fullmatch(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", name) or not _is_header_value(value.strip()):
        raise NotAllowed("give a header as 'Name: value'")
    return name, value.strip()


def cookie(word: str) -> tuple[str, str]:
    """Take a cookie, ``name=value``, as a pair (RFC 6265, section 4.1.1)."""
    name, equals, value = word.partition("=")
    if not equals or not re.fullmatch(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", name) or not re.fullmatch(r"[!-:<-~]*", value):
        raise NotAllowed("give a cookie as name=value")
    return name, value


def user_and_password(word: str) -> tuple[str, str]:
    """Take ``user:password`` as a pair (RFC 7617, section 2)."""
    user, colon, password = word.partition(":")
    if not colon or not user or not word.isprintable():
        raise NotAllowed("give user:password")
    return user, password


def host(word: str) -> str:
    """Take the name of a host, with a port where it has one, in small letters."""
    if not re.fullmatch(r"[\w.-]+(:[0-9]{1,5})?", word):
        raise NotAllowed("give a host alone, such as kirjasto.example.fi")
    return word.lower()


def pages_or_share(word: str) -> str:
    """Take a number of pages, ``3``, or a share of them, ``5%``."""
    if not re.fullmatch(r"[0-9]{1,9}|(100|[0-9]{1,2}(\.[0-9]{1,3})?)%", word):
        raise NotAllowed("give a number of pages, such as 3, or a share of them, such as 5%")
    return word


def address(word: str) -> str:
    """Take the address of a server; none with user and password, which lists of processes would show."""
    if not re.fullmatch(r"https?://[^/?#@\s]+(/\S*)?", word):
        raise NotAllowed("give an address, such as http://grid.example:4444")
    return word.rstrip("/")


def gate_word(word: str) -> str:
    """Take an outcome that fails a build, ``failed`` or ``cantTell`` with levels (``failed:A,AA``) where wanted."""
    outcome, colon, levels = word.partition(":")
    outcome = one_of("failed", "cantTell", "best-practice", "none")(outcome)
    if not colon:
        return outcome
    if outcome not in {"failed", "cantTell"}:
        raise NotAllowed("only failed and cantTell have levels")
    level = one_of("A", "AA", "AAA")
    return outcome + ":" + ",".join(level(each.strip()) for each in levels.split(","))


def override(word: str) -> tuple[str, tuple[str, ...]]:
    """Take what is named and the words of ``gate_word`` for it: ``/arkisto/*=failed:A,best-practice``."""
    name, _, words = word.rpartition("=")
    if not name.strip():
        raise NotAllowed("give what is named, =, and words of fail-on, such as /arkisto/*=none")
    read = tuple(gate_word(each) for each in split(words))
    if not read or ("none" in read and len(read) > 1):
        raise NotAllowed("after = stands none or other words of fail-on")
    return text(name.strip()), read


def file_format(*names: str) -> Callable[[str], str]:
    """Take a format, such as ``sarif``, or one with its file: ``sarif=out/code.sarif``; - is standard output."""

    def read(word: str) -> str:
        name, equals, file = word.partition("=")
        name = one_of(*names)(name)
        if equals and not file.strip():
            raise NotAllowed(f"name a file after =, such as {name}=report.{name}")
        if file.strip() == "-" and name == "html":
            raise NotAllowed("html is a file with a folder beside it, and - is standard output")
        return f"{name}={path(file.strip())}" if equals else name

    return read


def revision(word: str) -> str:
    """Take a revision of git, such as ``main`` or ``HEAD~3``, which must not look like one of its options."""
    if not re.fullmatch(r"[^-\s]\S*", word) or not word.isprintable():
        raise NotAllowed("give a revision, such as origin/main or HEAD~1")
    return word


def split(text: str) -> list[str]:
    """Return the words of a list with commas. One before a level does not separate: ``failed:A,AA``."""
    return [word for each in re.split(r",(?!\s*A{1,3}\s*(?:,|$))", text, flags=re.IGNORECASE) if (word := each.strip())]


def _is_header_value(value: str) -> bool:
    return value.isascii() and value.isprintable()
