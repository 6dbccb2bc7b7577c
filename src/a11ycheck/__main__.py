"""``python -m a11ycheck`` is the command ``a11ycheck``."""

from a11ycheck.cli import main

if __name__ == "__main__":
    main()
