"""The texts of a long run: the last ones in memory, the others in a file without a name, so that a run needs no more memory than a part of it."""

from __future__ import annotations

from collections import deque
from functools import partial
from typing import IO, TYPE_CHECKING

from planlint import cache

if TYPE_CHECKING:
    from planlint.text.document import Document

MOST = 300_000
"""Code points whose documents stay in memory, with all that is known about them."""


class Shelf:
    """Keeps documents; those that were asked for longest ago lie in a file and are read again when someone asks for their text.

    The file has no name, or goes when the run ends; it is there because the document itself may have changed meanwhile.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._loaded: deque[tuple[Document, int, tuple[int, int] | None]] = deque()
        self._size = 0
        self._file: IO[bytes] | None = None

    def put(self, document: Document) -> None:
        """Take a document; others may be put away for it."""
        self._take(document, len(document.text), None)

    def _take(self, document: Document, size: int, place: tuple[int, int] | None) -> None:
        """Take a document of so many code points, which has its place in the file already or not."""
        self._loaded.append((document, size, place))
        self._size += size
        while self._size > self._most and len(self._loaded) > 1:
            oldest, its_size, its_place = self._loaded.popleft()
            self._size -= its_size
            oldest.put_away(partial(self._read, oldest, its_place or self._written(oldest.text)))

    def _written(self, text: str) -> tuple[int, int]:
        file = self._opened()
        data = text.encode("utf-8", "surrogatepass")
        start = file.seek(0, 2)
        file.write(data)
        return start, len(data)

    def _read(self, document: Document, place: tuple[int, int]) -> str:
        file = self._opened()
        file.seek(place[0])
        text = file.read(place[1]).decode("utf-8", "surrogatepass")
        self._take(document, len(text), place)
        return text

    def _opened(self) -> IO[bytes]:
        if self._file is None:
            import os
            from tempfile import TemporaryFile  # only for runs that are long

            folder: str | None = cache.folder()
            try:
                os.makedirs(str(folder), exist_ok=True)  # not in memory, as the folder for temporary files often is
            except OSError:
                folder = None
            self._file = TemporaryFile(dir=folder, prefix="texts.", suffix=".tmp")  # noqa: SIM115 - open as long as the run
        return self._file
