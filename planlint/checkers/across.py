"""Passages of one document that stand in another document of the run too.

Every sentence of the run gets a number (a hash of its words, without marks and spaces); the numbers that stand twice are
found by sorting, so that time grows with the text and memory by eight bytes a sentence. Of more sentences than `sentences`
allows, a share is looked at that is the same in every document: those whose numbers end in so many zeros. Neighbours
with the same source make a passage. What stands in more than `boilerplate` documents is a set phrase of the trade, and
no copy of one by the other.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from planlint.hits import Hit
from planlint.text.characters import essence
from planlint.text.document import Document
from planlint.text.patterns import pattern
from planlint.text.spans import Span

OPTIONS: Mapping[str, Any] = {"min-chars": 60, "boilerplate": 5, "sentences": 4_000_000}
"""The least length of a passage, in letters and ideographs; in how many documents at the most it may stand; and how many
sentences are held in memory at once, eight bytes each."""

SHORTEST = 8
"""Letters and ideographs of a sentence; of shorter ones many are the same by chance."""

_SENTENCE = pattern(r"[^。！？；\r\n]+[。！？；]?")


class _Sentence(NamedTuple):
    """A sentence: its place, the number of its words, and how many letters and ideographs it has."""

    span: Span
    key: int
    size: int


class _Source(NamedTuple):
    """Where a sentence stands first: the document, by its index, and the place; and in how many documents it stands."""

    document: int
    span: Span
    documents: int


class Passage(NamedTuple):
    """A passage and where it stands first: the document, by its index, and the place there."""

    span: Span
    source: int
    source_span: Span


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """Nothing: a document alone has no other."""
    return iter(())


def passages(documents: Sequence[Document], options: Mapping[str, Any]) -> tuple[list[list[Passage]], int]:
    """For each document the passages that an earlier one has too, in order, and how many sentences of the run are boilerplate."""
    mask, twice = _twice(documents, options["sentences"])
    sources = _sources(documents, mask, twice)
    boilerplate = sum(source.documents > options["boilerplate"] for source in sources.values())
    copied = {key: source for key, source in sources.items() if 2 <= source.documents <= options["boilerplate"]}
    return [list(_of(at, documents, copied, options["min-chars"])) for at in range(len(documents))], boilerplate


def _sentences(document: Document) -> Iterator[_Sentence]:
    for m in _SENTENCE.finditer(document.text):
        words = essence(m.group())
        if len(words) >= SHORTEST:
            yield _Sentence(Span(*m.span()), hash(words), len(words))


def _twice(documents: Iterable[Document], most: int) -> tuple[int, set[int]]:
    """The numbers that stand twice or more in the run, and the mask of those that were looked at."""
    mask, keys = 0, array("q")
    for document in documents:
        keys.extend(s.key for s in _sentences(document) if not s.key & mask)
        while len(keys) > most:
            mask = mask << 1 | 1
            keys = array("q", (key for key in keys if not key & mask))
    return mask, {one for one, next_one in pairwise(sorted(keys)) if one == next_one}


def _sources(documents: Iterable[Document], mask: int, twice: set[int]) -> dict[int, _Source]:
    """Where each of the sentences with these numbers stands first, and in how many documents."""
    sources: dict[int, _Source] = {}
    last: dict[int, int] = {}
    for at, document in enumerate(documents):
        for sentence in _sentences(document):
            if sentence.key & mask or sentence.key not in twice or last.get(sentence.key) == at:
                continue
            known = sources.get(sentence.key)
            sources[sentence.key] = known._replace(documents=known.documents + 1) if known else _Source(at, sentence.span, 1)
            last[sentence.key] = at
    return sources


def _of(at: int, documents: Sequence[Document], copied: Mapping[int, _Source], least: int) -> Iterator[Passage]:
    """The passages of a document: sentences that follow one another, and have the same source in the same order."""
    run: list[tuple[_Sentence, _Source]] = []
    for sentence in _sentences(documents[at]):
        source = copied.get(sentence.key)
        if source is not None and source.document == at:
            source = None
        if run and (source is None or source.document != run[-1][1].document or source.span.start < run[-1][1].span.end):
            yield from _passage(run, documents, at, least)
            run = []
        if source is not None:
            run.append((sentence, source))
    yield from _passage(run, documents, at, least)


def _passage(run: list[tuple[_Sentence, _Source]], documents: Sequence[Document], at: int, least: int) -> Iterator[Passage]:
    """The passage that a run of sentences makes, where it is long enough and the words are the same indeed."""
    if sum(sentence.size for sentence, _ in run) < least:
        return
    (first, source), (last, last_source) = run[0], run[-1]
    here, there = documents[at], documents[source.document]
    if all(essence(here.slice(sentence.span)) == essence(there.slice(origin.span)) for sentence, origin in run):
        yield Passage(Span(first.span.start, last.span.end), source.document, Span(source.span.start, last_source.span.end))
