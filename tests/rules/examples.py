"""The example pages of rules, which lie in this folder."""

from a11ycheck.examples import Example, all_examples, read
from a11ycheck.files import examples_folder

__all__ = ["FOLDER", "Example", "all_examples", "read"]

FOLDER = examples_folder()
