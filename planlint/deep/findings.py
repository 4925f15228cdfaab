"""The findings of documents; of many small ones at once, since each batch has a cost of its own."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from weakref import WeakKeyDictionary

from planlint.deep.finder import Finding, find
from planlint.deep.model import Model, model
from planlint.deep.passages import passages
from planlint.deep.tokens import Passages
from planlint.text.document import Document

BATCH = 100_000
"""Characters from which on documents are read, whatever is still to come."""


class Findings:
    """What a model finds in documents, for `Document.once`."""

    def __init__(self, known: Model) -> None:
        self.model = known
        self._expected: list[Document] = []
        self._ready: WeakKeyDictionary[Document, list[Finding]] = WeakKeyDictionary()

    def __call__(self, document: Document) -> list[Finding]:
        """All findings down to the level of review, in order of place."""
        if document not in self._ready:
            self._read_expected()
        if document not in self._ready:
            self._read([document])
        return self._ready.pop(document)

    def expect(self, document: Document) -> None:
        """Says that a document will be asked about: it is read together with others."""
        self._expected.append(document)
        if sum(len(one.text) for one in self._expected) >= BATCH:
            self._read_expected()

    def _read_expected(self) -> None:
        expected, self._expected = [document for document in self._expected if document.punctuated], []
        if len(expected) > 1:
            with suppress(Exception):  # each document is read by itself then, and the one that cannot be is reported
                self._read(expected)

    def _read(self, documents: Sequence[Document]) -> None:
        owners: list[Document] = []

        def batch() -> Iterator[Passages]:
            for document in documents:
                for read in passages(document):
                    owners.append(document)
                    yield read

        found: dict[Document, list[Finding]] = {document: [] for document in documents}
        for finding in find(self.model, batch(), self.model.levels["review"]):
            found[owners[finding.owner]].append(finding)
        self._ready.update(found)


def findings(archive: str = "") -> Findings:
    """With the shipped model and an archive, if one is named. Raises UserError for a pack that cannot be used."""
    return _of(model(archive))


@lru_cache(maxsize=2)
def _of(known: Model) -> Findings:
    return Findings(known)
