"""Where the data lies that the package reads: packed into the wheel, or in the checkout beside ``src``."""

from pathlib import Path

PACKED = Path(__file__).parent / "_data"
CHECKOUT = Path(__file__).parents[2]


def rules_folder() -> Path:
    """Return the folder of rules, criteria, roles and word lists."""
    packed = PACKED / "rules"
    return packed if packed.is_dir() else CHECKOUT / "rules"


def reports_folder() -> Path:
    """Return the folder of templates, style sheet and texts of reports."""
    packed = PACKED / "reports"
    return packed if packed.is_dir() else CHECKOUT / "reports"


def examples_folder() -> Path:
    """Return the folder of the rules' example pages, which lie among the tests in a checkout."""
    packed = PACKED / "examples"
    return packed if packed.is_dir() else CHECKOUT / "tests" / "rules"
