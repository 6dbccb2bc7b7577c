"""Finds accessibility barriers on public-sector websites and says how to mend them.

``scan`` checks websites, files and folders; ``check_html`` checks one text. What they return is in ``a11ycheck.model``.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from a11ycheck.api import check_html, scan

__all__ = ["check_html", "scan"]


def __getattr__(name: str) -> Any:
    """Import the line only once it is asked for: the command line starts without it."""
    if name in __all__:
        from a11ycheck import api  # noqa: PLC0415 - as said above

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
