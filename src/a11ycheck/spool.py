"""Values kept on disk while a scan runs, so that its memory does not grow with the site."""

import os
import tempfile
from collections.abc import Iterator

import msgspec
from msgspec import Struct

_LENGTH = 4  # bytes before each value that say how long it is


class Spool[T: Struct]:
    """A list of values in a temporary file, which goes when the spool does: append, then read as often as needed."""

    def __init__(self, kind: type[T]) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  (lives as long as the spool)
        self._encode = msgspec.msgpack.Encoder().encode
        self._decode = msgspec.msgpack.Decoder(kind).decode
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def __del__(self) -> None:
        self._file.close()

    def append(self, value: T) -> None:
        """Add a value at the end."""
        data = self._encode(value)
        self._file.seek(0, 2)
        self._file.write(len(data).to_bytes(_LENGTH, "big") + data)
        self._count += 1

    def __iter__(self) -> Iterator[T]:
        self._file.flush()
        place = 0
        for _ in range(self._count):
            length = int.from_bytes(self._read(_LENGTH, place), "big")
            yield self._decode(self._read(length, place + _LENGTH))
            place += _LENGTH + length

    def _read(self, length: int, place: int) -> bytes:
        """Read without moving the place in the file, which copies of this process share, where the system can."""
        if hasattr(os, "pread"):
            return os.pread(self._file.fileno(), length, place)
        self._file.seek(place)
        return self._file.read(length)
