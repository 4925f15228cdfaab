"""Paragraphs as sentences and clauses, as Chinese official prose divides them.

What most rules ask is whether two of them say the same. So one scan yields the keys of all (`keys`), and places are worked
out only in the paragraphs of those that are asked for (`Parts`).
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from planlint.text.characters import CLEAR, CLOSING, NOT_LATIN, SOLID, essence
from planlint.text.patterns import pattern
from planlint.text.spans import Span


class Sentence(NamedTuple):
    """A sentence with its final marks and closing quotes; `key` is its essence, `paragraph` the index of its paragraph."""

    span: Span
    key: str
    paragraph: int


class Clause(NamedTuple):
    """A clause without the marks around it; `mark` is what ends it ("" at the end of a paragraph)."""

    span: Span
    key: str
    paragraph: int
    mark: str


_CLOSE = re.escape(CLOSING) + CLEAR
# A half-width full stop ends a sentence only between Han characters: 3.5, GB/T 1.1 and a.m. are no ends. In each pattern
# the first class holds all that an end can begin with, because Python searches for a class five times faster than for
# several alternatives; what stands there is looked at from behind.
_FULL_STOP = rf"(?<={NOT_LATIN}\.)(?=$|\s|{NOT_LATIN}|[{_CLOSE}])"
_COMMA = r"(?<=[，：])|(?<=—)—|(?<=[,:])(?:(?<!\d[,:])|(?!\d))"
_STRONG = "(?<=[。！？；!?;…])"
_AFTER = rf"[。！？；，：!?;,…]*[{_CLOSE}]*"
_IN_TITLE = r"[^《》\n]*(?:《[^《》\n]*》[^《》\n]*)*》"
_END = pattern(rf"[。！？；!?;….](?:{_STRONG}|{_FULL_STOP})[。！？；!?;…]*[{_CLOSE}]*", re.MULTILINE)
_CLAUSE_END = pattern(rf"[。！？；!?;…，：,:—.](?:{_STRONG}|{_COMMA}|{_FULL_STOP}){_AFTER}", re.MULTILINE)
_DIVIDER = pattern(rf"([《。！？；!?;…，：,:—.](?:(?:{_STRONG}|{_COMMA}|{_FULL_STOP}){_AFTER}|(?<=《){_IN_TITLE}))", re.MULTILINE)
"""The end of a clause, or a title as a whole, since what stands in it ends nothing."""
_TITLE = pattern(f"《{_IN_TITLE}")
BLANK = f" \t\u3000\r\n{CLEAR}"
"""What may stand before the first word of a sentence and is no part of it."""


Part = TypeVar("Part", Sentence, Clause)


class Parts(Generic[Part]):
    """The sentences or the clauses of a text in order: all their keys, and each of them when it is asked for.

    `made` yields those of one paragraph, `firsts` the index of the first one of each paragraph.
    """

    def __init__(self, keys: list[str], firsts: list[int], made: Callable[[int], Iterable[Part]]) -> None:
        self.keys = keys
        self._firsts = firsts
        self._made: Callable[[int], Iterable[Part]] = made
        self._known: dict[int, tuple[Part, ...]] = {}

    def __len__(self) -> int:
        return len(self.keys)

    def __getitem__(self, index: int) -> Part:
        paragraph = bisect_right(self._firsts, index) - 1
        return self.of(paragraph)[index - self._firsts[paragraph]]

    def of(self, paragraph: int) -> tuple[Part, ...]:
        """Those of one paragraph."""
        if paragraph not in self._known:
            self._known[paragraph] = tuple(self._made(paragraph))
        return self._known[paragraph]

    def __iter__(self) -> Iterator[Part]:
        for paragraph in range(len(self._firsts)):
            yield from self._made(paragraph)


class Keys(NamedTuple):
    """The keys of the clauses and of the sentences of a text, with the index of the first one of each paragraph.

    `lists` holds the clauses with a 、 in them, each as it reads, with the index of its paragraph.
    """

    clauses: list[str]
    first_clauses: list[int]
    sentences: list[str]
    first_sentences: list[int]
    lists: list[tuple[int, str]]


def keys(prose: str, spans: Iterable[Span]) -> Keys:
    """The keys of all that `clauses` and `sentences` yield for the paragraphs of a text."""
    found = Keys([], [], [], [], [])
    for paragraph, span in enumerate(spans):
        found.first_clauses.append(len(found.clauses))
        found.first_sentences.append(len(found.sentences))
        sentence = ""
        for words, mark in _divided(prose, span):
            if words and (key := words if words.isalnum() else essence(words)):
                found.clauses.append(key)
                sentence += key
                if key is not words and "、" in words:
                    found.lists.append((paragraph, words))
            if sentence and _ends_sentence(mark):
                found.sentences.append(sentence)
                sentence = ""
    return found


def _divided(prose: str, span: Span) -> Iterable[tuple[str, str]]:
    """The clauses of a paragraph as they read, each with the mark behind it; behind the last a full stop is given."""
    text = prose[span.start : span.end]
    parts = _DIVIDER.split(text) if text[:1] not in _LOOK_BEHIND else _parts(prose, span)
    parts.append("。")
    return zip(parts[::2], parts[1::2], strict=True) if "《" not in text else _with_titles(parts)


_LOOK_BEHIND = frozenset(".,:")
"""Marks that end something or not by the character before them: at the head of a paragraph that is one of another."""


def _parts(prose: str, span: Span) -> list[str]:
    """What `split` yields of a paragraph, what stands before it seen."""
    parts, start = [], span.start
    for m in _DIVIDER.finditer(prose, span.start, span.end):
        parts += [prose[start : m.start()], m.group()]
        start = m.end()
    return [*parts, prose[start : span.end]]


def _with_titles(parts: list[str]) -> Iterator[tuple[str, str]]:
    """Words and marks in turn, those titles that were taken for marks put back among the words."""
    words = ""
    for at in range(0, len(parts), 2):
        words += parts[at]
        if parts[at + 1][0] == "《":
            words += parts[at + 1]
        else:
            yield words, parts[at + 1]
            words = ""


@lru_cache(maxsize=1 << 10)
def _ends_sentence(mark: str) -> bool:
    """Whether the end of a clause is the end of a sentence."""
    return mark[0] == "." or not _ENDS.isdisjoint(mark)


_ENDS = frozenset("。！？；!?;…")


def sentences(prose: str, span: Span, paragraph: int) -> Iterator[Sentence]:
    """The sentences of one paragraph; 。！？； inside 《…》 end none."""
    for start, end, _ in _pieces(prose, span, _END):
        key = essence(prose[start:end])
        if key:
            yield Sentence(Span(start, end), key, paragraph)


def clauses(prose: str, span: Span, paragraph: int) -> Iterator[Clause]:
    """The clauses of one paragraph."""
    for start, end, at in _pieces(prose, span, _CLAUSE_END):
        key = essence(prose[start:at])
        if key:
            yield Clause(Span(start, at), key, paragraph, prose[at:end].strip(BLANK + SOLID)[:1])


def _pieces(prose: str, span: Span, end: re.Pattern[str]) -> Iterator[tuple[int, int, int]]:
    """Start, end and beginning of the end mark of each piece between two end marks, white space at the front left out."""
    titles = _titles(prose, span)
    start = span.start
    for m in end.finditer(prose, span.start, span.end):
        if titles and _in_title(titles, m.start()):
            continue
        if start < m.start():
            yield _trim(prose, start, m.start()), m.end(), m.start()
        start = m.end()
    if start < span.end:
        yield _trim(prose, start, span.end), span.end, span.end


def _in_title(titles: list[tuple[int, int]], at: int) -> bool:
    before = bisect_left(titles, (at,)) - 1
    return before >= 0 and at < titles[before][1]


def _trim(prose: str, start: int, end: int) -> int:
    """Where a piece begins, white space and invisible markup left out."""
    while start < end and prose[start] in BLANK:
        start += 1
    return start


def _titles(prose: str, span: Span) -> list[tuple[int, int]]:
    """Start and closing mark of each 《…》 of a paragraph, in order; one within another belongs to the outer one."""
    if prose.find("《", span.start, span.end) < 0:
        return []
    return [(m.start(), m.end() - 1) for m in _TITLE.finditer(prose, span.start, span.end)]
