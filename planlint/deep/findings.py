"""The findings of documents; of many small ones at once, since each batch has a cost of its own."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from typing import TypeVar
from weakref import WeakKeyDictionary

from planlint.deep.finder import Finding, find
from planlint.deep.model import Model, model
from planlint.deep.passages import passages
from planlint.text.document import Document

BATCH = 100_000
"""Characters that are read at once; a single document may have more."""

T = TypeVar("T")


class Findings:
    """What a model finds in documents, for `Document.once`."""

    def __init__(self, known: Model) -> None:
        self.model = known
        self._ready: WeakKeyDictionary[Document, list[Finding]] = WeakKeyDictionary()

    def __call__(self, document: Document) -> list[Finding]:
        """All findings down to the level of review, in order of place."""
        if document not in self._ready:
            self.ahead([document])
        return self._ready.pop(document)

    def ahead(self, documents: Sequence[Document]) -> None:
        """Reads several documents as one batch and keeps what is found until it is asked for."""
        found = find(self.model, [passages(document) for document in documents], self.model.levels["review"])
        for number, document in enumerate(documents):
            self._ready[document] = [one for one in found if one.owner == number]


def findings(archive: str = "") -> Findings:
    """With the shipped model and an archive, if one is named. Raises UserError for a pack that cannot be used."""
    return _of(model(archive))


@lru_cache(maxsize=2)
def _of(known: Model) -> Findings:
    return Findings(known)


def read_ahead(items: Iterable[tuple[T, Document | None]], archive: str = "") -> Iterator[tuple[T, Document | None]]:
    """The same items, those with small documents held back until a batch of them has been read."""
    reader = findings(archive)
    held: list[tuple[T, Document | None]] = []
    size = 0
    for item in items:
        held.append(item)
        size += len(item[1].text) if item[1] is not None else 0
        if size >= BATCH:
            yield from _read(reader, held)
            held, size = [], 0
    yield from _read(reader, held)


def _read(reader: Findings, held: list[tuple[T, Document | None]]) -> list[tuple[T, Document | None]]:
    documents = [document for _, document in held if document is not None and document.punctuated]
    if len(documents) > 1:
        with suppress(Exception):  # each document is read by itself then, and the one that cannot be is reported
            reader.ahead(documents)
    return held
