"""What every process that checks pages needs, loaded once: rules, facts, word lists, and the model of languages.

The server that such processes are forked from imports this module, so that they begin at once and share its memory:
the model alone takes 100 MB and most of a second. Where a page is checked in this process, it is loaded when needed.
"""

import gc
import os
from contextlib import suppress

# One process checks pages on each core already, and a process of several threads must not fork.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from a11ycheck import examine  # noqa: F401  (after what numpy reads from the environment)
from a11ycheck.catalogue import catalogue
from a11ycheck.page.spoken import load_model

catalogue()
with suppress(OSError):  # a full disk: what raises here ends the server for ever, what raises on a page is told of
    load_model()
gc.collect()
gc.freeze()  # what is shared is never looked through again: that would copy it into each process
