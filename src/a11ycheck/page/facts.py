"""Facts about a drawn page that probes measured; rules read them and never the browser."""

from msgspec import Struct

from a11ycheck.page.layout import Box
from a11ycheck.page.picture import Picture


class Stop(Struct, frozen=True, kw_only=True):
    """One stop of the Tab key."""

    node: int  # the element's number in the browser; see ``Page.by_node``
    box: Box  # where it was when it had the focus, from the top left corner of the window
    changed: bool | None  # something on the screen changes with the focus; None where it was not measured
    obscured: bool  # other content covers all of it


class TabWalk(Struct, frozen=True, kw_only=True):
    """The way of the Tab key through a page, from its start."""

    stops: tuple[Stop, ...]
    whole: bool  # the walk came to the end of the page within its bound


class Facts(Struct, frozen=True, kw_only=True):
    """What engines and probes measured. None means not collected: rules that need it are untested."""

    layout: Box | None = None  # the page's own box; with it, every element's layout is known
    backdrop: Picture | None = None  # the page without its text
    tab_walk: TabWalk | None = None

    def missing(self, needs: tuple[str, ...]) -> tuple[str, ...]:
        """Return those of a rule's needs that were not collected."""
        return tuple(need for need in needs if getattr(self, need.replace("-", "_"), None) is None)
