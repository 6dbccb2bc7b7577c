"""Facts about a drawn page that probes measured; rules read them and never the browser."""

from typing import TYPE_CHECKING

from msgspec import Struct

from a11ycheck.model import LinkedPage
from a11ycheck.page.axe import SecondOpinion
from a11ycheck.page.layout import Box
from a11ycheck.page.picture import Picture

if TYPE_CHECKING:
    from a11ycheck.page.page import Page


class Outline(Struct, frozen=True):
    """The line that a page draws around what has the focus."""

    colour: str  # computed value
    offset: float  # CSS pixels between it and the element's border


class Stop(Struct, frozen=True, kw_only=True):
    """One stop of the Tab key."""

    node: int  # the element's number in the browser; see ``Page.by_node``
    box: Box  # where it was when it had the focus, from the top left corner of the window
    changed: bool | None  # something on the screen changes with the focus; None where it was not measured
    obscured: bool  # what stays in place above the page, such as a bar at its edge, covers all of it
    leaves: bool = False  # another page or window is opened as soon as it has the focus
    outline: Outline | None = None  # where nothing else shows the focus, and the browser's own outline does not


class TabWalk(Struct, frozen=True, kw_only=True):
    """The way of the Tab key through a page, from its start."""

    stops: tuple[Stop, ...]
    whole: bool  # the walk came to the end of the page within its bound
    strayed: bool = False  # the focus went in a circle, or moved on by itself: it may be trapped


class Trap(Struct, frozen=True, kw_only=True):
    """Elements that the Tab key does not get out of, in either direction."""

    nodes: tuple[int, ...]
    way_out: str  # the key that leads out all the same, such as "Escape" or "Ctrl+M"; "" where none was found
    named: str  # the key that the page names as the way out, "" where it names none
    brief: bool  # the Tab key leads on, and the page sends the focus elsewhere a moment later


class HoverTrial(Struct, frozen=True, kw_only=True):
    """What became of what shows while the pointer was really there."""

    covers: bool  # other text lies below it
    stays: bool  # it is still there when the pointer has gone over to it
    escapes: bool  # the Escape key takes it away


class Hovered(Struct, frozen=True, kw_only=True):
    """What shows while the pointer lies on something else."""

    trigger: int  # node that the pointer has to lie on
    shown: int  # node that shows; the first one where what shows is made anew each time
    by_focus: bool  # it shows, too, while the keyboard's focus is in the first one
    opener: bool  # a button stands there that may open it, or a click or key does
    tried: HoverTrial | None = None  # None where the pointer was not sent there, or nothing showed
    made: str = ""  # text of what scripts make anew each time, "" of what is there all the time


class Shortcut(Struct, frozen=True, kw_only=True):
    """A key that does something by itself, wherever the focus is."""

    key: str
    blocked: bool  # a control of the page turns it off, or asks for a modifier


class Motion(Struct, frozen=True, kw_only=True):
    """What turning or shaking the device does, where a page listens to that."""

    changes: bool  # the content changes
    controlled: bool  # controls of the page bring about the same changes
    blocked: bool  # a control of the page turns it off


class Animation(Struct, frozen=True, kw_only=True):
    """Something that moves or changes its looks by itself for longer than five seconds."""

    node: int
    changes: tuple[str, ...]  # the properties that change, as scripts call them: "backgroundPosition"
    flashes: float  # times a second that it gets dark and light again, 0 where it does not
    width: float  # CSS pixels
    height: float


class MovingImage(Struct, frozen=True, kw_only=True):
    """How an image moves, by its file."""

    seconds: float | None  # that it moves; 0 where it stands still, None where it never ends
    flashes: float  # the most times within one second that so much of it gets dark and light again as WCAG 2.3.1 counts


class Changing(Struct, frozen=True, kw_only=True):
    """A text that changes again and again by itself."""

    node: int
    text: str
    stopped: bool  # a control of the page stops, hides or slows it


class Slide(Struct, frozen=True, kw_only=True):
    """Something whose parts a script moves, shows and hides by turns, for longer than five seconds."""

    node: int
    text: str
    stopped: bool  # a control beside it stops it


class Message(Struct, frozen=True, kw_only=True):
    """A message that goes away by itself, or came up when a button was pressed."""

    node: int  # that bears it, or the button that brought it up where it is made anew each time
    text: str
    seconds: float | None  # after which it goes away; None where it stays


class Told(Struct, frozen=True, kw_only=True):
    """A text that came up when a button was pressed."""

    node: int  # that bears it, or the button that brought it up where it is made anew each time
    text: str
    named: bool  # its element is called a message: "toast", "notification"
    announced: bool  # in a live region, or another text there changed as well, or the focus moved


class Layer(Struct, frozen=True, kw_only=True):
    """Something with controls that came to lie over the middle of the window when a button was pressed."""

    node: int  # its own, or that of the button where it is made anew each time
    text: str
    dialog: bool  # it is one by its role, or lies in one or holds one
    inside: bool  # the focus moved into it
    covers: bool  # all corners of the window as well


class Pressed(Struct, frozen=True, kw_only=True):
    """What came of pressing the buttons of a page."""

    messages: tuple[Message, ...] = ()  # that came up
    told: tuple[Told, ...] = ()
    expanded: dict[int, bool] = {}  # by node: what opened or closed something; whether aria-expanded followed
    states: dict[int, bool] = {}  # by node: tabs and toggles that showed something else; whether their state followed
    gone: dict[int, bool] = {}  # by node: buttons that went away as they were pressed; whether the focus is elsewhere
    layers: tuple[Layer, ...] = ()


class ByTime(Struct, frozen=True, kw_only=True):
    """What timers alone do to a page."""

    slides: tuple[Slide, ...] = ()
    messages: tuple[Message, ...] = ()  # that stood there from the start
    whole: bool = True  # all controls beside were tried in time


class Trials(Struct, frozen=True, kw_only=True):
    """What single keys, the device's motion and time alone do to a page."""

    shortcuts: tuple[Shortcut, ...] = ()
    motion: Motion | None = None  # None where the page does not listen to motion
    changing: tuple[Changing, ...] = ()
    chosen: dict[int, bool] = {}  # by node: fields that were filled in; whether that left the page
    moved: dict[int, bool] = {}  # of the same: whether the focus then moved to another element
    clicked: dict[int, bool] = {}  # by node: what listens to clicks out of the keyboard's reach; whether one acts
    whole: bool = True  # all controls were tried in time


class KeyTrial(Struct, frozen=True, kw_only=True):
    """What keys do on what a script made into a control."""

    answers: bool  # Enter, the space bar, or an arrow key where it has a say, does anything at all
    clicks: bool  # a click changes what one sees, or leaves the page; False where a key does something already


class PressTrial(Struct, frozen=True, kw_only=True):
    """What a pointer does that is pressed on an element and let go elsewhere."""

    changes: bool  # what one sees changes, or the page is left, as soon as it is pressed
    leaves: bool  # the page is left, or a form sent, as soon as it is pressed
    undone: bool  # all is as before once the pointer is let go elsewhere


class Operated(Struct, frozen=True, kw_only=True):
    """What scripts made into controls, by node, and what became of it when it was operated."""

    keys: dict[int, KeyTrial] = {}
    presses: dict[int, PressTrial] = {}


class Dialog(Struct, frozen=True, kw_only=True):
    """A dialog as the keyboard met it."""

    opener: int  # node that opened it
    by_keyboard: bool  # Enter or the space bar opened it; False: only a click did
    modal: bool  # it says that nothing behind it can be used
    inside: bool  # the focus was moved into it
    leaks: bool  # the Tab key led out of it to the page behind
    escapes: bool  # Escape closed it
    closes: bool  # Escape did, or a button in it that says so
    lost: bool  # after that nothing had the focus


class FieldError(Struct, frozen=True, kw_only=True):
    """What became of a required field when its form was to be sent without it."""

    node: int
    looks: bool  # its colours or lines change, or those around it
    signs: bool  # a picture beside it, or what a style sheet writes there, changes
    tied: str  # new text of its label or of what describes it, "" where there is none
    beside: str  # new text beside it that nothing ties to it


class EmptyForm(Struct, frozen=True, kw_only=True):
    """What a page does when a form is to be sent whose required fields are empty."""

    node: int
    stopped: bool  # a script of the page keeps it from being sent
    by_browser: bool  # the browser does, with its own words at the first field
    waits: bool  # the page asked a server first, which it never got an answer of
    text: str  # all text that is new on the page, or in a box of the browser
    announced: bool  # the focus moves, or some of the text stands where changes are read out
    fields: tuple[FieldError, ...]


# Fields of which a value is plainly wrong; their labels are listed in rules/words/ as fields_of_...
KINDS_OF_VALUES = ("email", "phone", "postcode", "date")


class WrongForm(EmptyForm, frozen=True, kw_only=True):
    """What a page does when a form is to be sent with values that are plainly wrong, such as an address without @."""

    accepts: bool  # with right values the form would have been sent


class Media(Struct, frozen=True, kw_only=True):
    """A recording as a browser plays it."""

    node: int
    seconds: float | None  # None where it cannot be played, or has no end
    address: str  # of the source that the browser chose
    muted: bool
    sound: bool | None  # it holds sound that is not known to be silence; None where it did not play
    speech: bool | None = None  # somebody speaks in it, or nobody at any time; None where that is uncertain


class PlaceholderText(Struct, frozen=True):
    """How the text that stands in an empty field is drawn."""

    colour: str  # computed value
    opacity: float  # of the text alone, from 0 to 1


class ReadWord(Struct, frozen=True):
    """A word that was read in a picture."""

    text: str
    certainty: int  # of 100


class Facts(Struct, frozen=True, kw_only=True):
    """What engines and probes measured. None means not collected: rules that need it are untested."""

    layout: Box | None = None  # the page's own box; with it, every element's layout is known
    backdrop: Picture | None = None  # the page without its text
    tab_walk: TabWalk | None = None
    animations: tuple[Animation, ...] | None = None
    moving_images: dict[int, MovingImage] | None = None  # by node: images whose file was read, still ones as well
    hover: tuple[Hovered, ...] | None = None
    trials: Trials | None = None
    operated: Operated | None = None
    by_time: ByTime | None = None
    messages: Pressed | None = None
    dialogs: tuple[Dialog, ...] | None = None
    errors: tuple[EmptyForm, ...] | None = None
    wrong_values: tuple[WrongForm, ...] | None = None
    focus_traps: tuple[Trap, ...] | None = None
    rotations: dict[int, tuple[float, float]] | None = None  # by node: degrees in a broad and in a high window
    zoomed: "Page | None" = None  # the page in a window of 640 by 512, which is 1280 by 1024 at 200 %
    narrow: "Page | None" = None  # the page in a window 320 wide, which is 1280 at 400 %
    spaced: "Page | None" = None  # the page with the text spacing of WCAG 1.4.12
    placeholders: dict[int, PlaceholderText] | None = None  # by node: fields whose placeholder shows
    picture_texts: dict[int, tuple[ReadWord, ...]] | None = None  # by node: what was read in pictures
    media: tuple[Media, ...] | None = None
    second_opinion: SecondOpinion | None = None  # of axe-core; no rule reads it
    linked_pages: dict[str, LinkedPage] | None = None  # by address: pages of the same site that the page links to

    def missing(self, needs: tuple[str, ...]) -> tuple[str, ...]:
        """Return those of a rule's needs that were not collected."""
        return tuple(need for need in needs if getattr(self, need.replace("-", "_"), None) is None)
