"""The browser engine: a page as it is drawn, as the same kind of tree that HTML alone makes."""
