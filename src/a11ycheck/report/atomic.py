"""Writes files so that a reader never meets half of one."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

STDOUT = Path("-")


class CannotWriteError(OSError):
    """A report cannot be written; the message says what to do."""

    def __init__(self, path: Path, error: OSError) -> None:
        super().__init__(error.errno, error.strerror or str(error), str(path))

    def __str__(self) -> str:
        return f"Cannot write {self.filename}: {self.strerror}. Choose a folder that you may write to with --output."


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Open a new file beside ``path`` that takes its place once all is written, and vanishes on any error.

    ``STDOUT`` stands for standard output, which likewise gets all or nothing. The folder is made where it is missing.
    ``CannotWriteError`` where the system refuses.
    """
    if path == STDOUT:
        with tempfile.TemporaryFile() as kept:
            yield kept
            kept.seek(0)
            shutil.copyfileobj(kept, sys.stdout.buffer)
            sys.stdout.flush()
        return
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        if not path.parent.is_dir():
            path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with temporary.open("wb") as file:
                yield file
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise CannotWriteError(path, error) from error
