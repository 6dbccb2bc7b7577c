"""What a drawn page knows of an element beyond its tree: boxes, computed style, painted text."""

from msgspec import Struct
from msgspec.structs import replace


class Box(Struct, frozen=True):
    """A rectangle in CSS pixels, from the top left corner of the page."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of the right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of the lower edge."""
        return self.y + self.height

    def moved(self, x: float, y: float) -> "Box":
        """Return it so many CSS pixels further to the right and down."""
        return Box(self.x + x, self.y + y, self.width, self.height)

    def meets(self, other: "Box") -> bool:
        """Tell whether the two share some area."""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom


class TextRun(Struct, frozen=True):
    """A piece of text on one line, as painted."""

    text: str
    box: Box
    background: str = ""  # the blended colour behind it, as the browser computes it without images; "" where unknown
    paint_order: int = 0  # higher is painted later


class Layout(Struct, frozen=True, kw_only=True):
    """How one element is drawn."""

    box: Box
    style: dict[str, str]  # computed values, by property
    runs: tuple[TextRun, ...] = ()  # of a text node
    paint_order: int = 0
    scrolled: tuple[float, float] = (0.0, 0.0)  # width and height of all its content, in CSS pixels
    client: tuple[float, float] = (0.0, 0.0)  # width and height of the part that its scroll box shows

    def moved(self, x: float, y: float) -> "Layout":
        """Return it so many CSS pixels further to the right and down."""
        runs = tuple(replace(run, box=run.box.moved(x, y)) for run in self.runs)
        return replace(self, box=self.box.moved(x, y), runs=runs)


class Generated(str):
    """Text that a style sheet generates (``::before``, ``::after``, ``::marker``): drawn, and part of names."""

    pseudo: str
    layout: Layout | None  # with all runs of its text; None where it has no box

    def __new__(cls, text: str, pseudo: str, layout: Layout | None = None) -> "Generated":
        """Make the text of one pseudo-element."""
        made = super().__new__(cls, text)
        made.pseudo = pseudo
        made.layout = layout
        return made
