"""Paragraphs as sentences and clauses, as Chinese official prose divides them.

What most rules ask is whether two of them say the same. So one scan yields the keys of all (`keys`), and places are worked
out only in the paragraphs of those that are asked for (`Parts`).
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
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
_END = pattern(rf"[。！？；!?;….](?:{_STRONG}|{_FULL_STOP})[。！？；!?;…]*[{_CLOSE}]*", re.MULTILINE)
_CLAUSE_END = pattern(rf"[。！？；!?;…，：,:—.](?:{_STRONG}|{_COMMA}|{_FULL_STOP}){_AFTER}", re.MULTILINE)
_APART = "\x1e"
"""Stands between two paragraphs: white space that is part of no word and no mark."""
_DIVIDER = pattern(rf"([。！？；!?;…，：,:—.{_APART}](?:(?<={_APART})|(?:{_STRONG}|{_COMMA}|{_FULL_STOP}){_AFTER}))", re.MULTILINE)
_TITLE = pattern(rf"《[^《》\n{_APART}]*(?:《[^《》\n{_APART}]*》[^《》\n{_APART}]*)*》")
BLANK = f" \t\u3000\r\n{CLEAR}"
"""What may stand before the first word of a sentence and is no part of it."""


Part = TypeVar("Part", Sentence, Clause)


class Parts(Generic[Part]):
    """The sentences or the clauses of a text in order: all their keys, and each of them when it is asked for.

    `made` yields those of one paragraph, by its index and their keys; `firsts` is the index of the first one of each paragraph.
    """

    def __init__(self, keys: list[str], firsts: list[int], made: Callable[[int, list[str]], Iterable[Part]]) -> None:
        self.keys = keys
        self._firsts = firsts
        self._made: Callable[[int, list[str]], Iterable[Part]] = made
        self._known: dict[int, tuple[Part, ...]] = {}

    def __len__(self) -> int:
        return len(self.keys)

    def paragraph(self, index: int) -> int:
        """The paragraph that one of them is in."""
        return bisect_right(self._firsts, index) - 1

    def __getitem__(self, index: int) -> Part:
        paragraph = self.paragraph(index)
        return self.of(paragraph)[index - self._firsts[paragraph]]

    def between(self, start: int, stop: int) -> Iterator[Part]:
        """Those from one index to another."""
        for paragraph in range(self.paragraph(start), bisect_left(self._firsts, stop)):
            first = self._firsts[paragraph]
            yield from self.of(paragraph)[max(0, start - first) : stop - first]

    def of(self, paragraph: int) -> tuple[Part, ...]:
        """Those of one paragraph."""
        if paragraph not in self._known:
            self._known[paragraph] = tuple(self._of(paragraph))
        return self._known[paragraph]

    def _of(self, paragraph: int) -> Iterable[Part]:
        first, behind = self._firsts[paragraph], self._firsts[paragraph + 1 : paragraph + 2]
        return self._made(paragraph, self.keys[first : behind[0] if behind else None])

    def __iter__(self) -> Iterator[Part]:
        for paragraph in range(len(self._firsts)):
            yield from self._of(paragraph)


class Keys(NamedTuple):
    """The keys of the clauses and of the sentences of a text, with the index of the first one of each paragraph.

    `lists` holds the clauses with a 、 in them, by their places.
    """

    clauses: list[str]
    first_clauses: list[int]
    sentences: list[str]
    first_sentences: list[int]
    lists: list[Span]


def keys(prose: str, spans: Sequence[Span]) -> Keys:
    """The keys of all that `clauses` and `sentences` yield for the paragraphs of a text, which are divided as one."""
    if not spans:
        return Keys([], [], [], [], [])
    prose = prose.replace(_APART, " ")
    starts = [_behind_mark(prose, span) if prose.startswith(_LOOK_BEHIND, span.start) else span.start for span in spans]
    texts = [prose[start : span.end] for start, span in zip(starts, spans, strict=True)]
    body = _APART.join(texts)
    if "《" in body:
        body = _TITLE.sub(_unmarked, body)
    parts = _DIVIDER.split(body)
    words, marks = parts[::2], [*parts[1::2], _APART]
    own = _essences(words)
    known = [0, *accumulate(map(bool, own))]
    final = set(filter(_ends_sentence, set(marks)))
    stops = [at for at, mark in enumerate(marks, 1) if mark in final]
    whole = ["".join(own[start:stop]) for start, stop in pairwise((0, *stops))]
    told = [0, *accumulate(map(bool, whole))]
    ends = [at for at, stop in enumerate(stops) if marks[stop - 1] == _APART]
    return Keys(
        list(filter(None, own)), [0, *(known[stops[at]] for at in ends[:-1])],
        list(filter(None, whole)), [0, *(told[at + 1] for at in ends[:-1])],
        _lists(body, words, texts, starts),
    )  # fmt: skip


def _essences(words: list[str]) -> list[str]:
    """The `essence` of each word; what most of them have to lose is taken out of all at once."""
    text = _APART.join(words)
    for mark in _USUAL:
        text = text.replace(mark, "")
    return [word if not word or word.isalnum() else essence(word) for word in text.split(_APART)]


_USUAL = f"{CLEAR}、 （）“”"
"""What most words with a mark in them have."""

_LOOK_BEHIND = (".", ",", ":")
"""Marks that end something or not by the character before them: at the head of a paragraph that is one of another."""


def _behind_mark(prose: str, span: Span) -> int:
    """Where the text of a paragraph begins, a mark at its head left out."""
    m = _CLAUSE_END.match(prose, *span)
    return m.end() if m else span.start


def _unmarked(title: re.Match[str]) -> str:
    """A title without the marks that would end a clause."""
    return title.group() if _DIVIDING.isdisjoint(title.group()) else _ANY_DIVIDING.sub(" ", title.group())


_DIVIDING = frozenset("。！？；!?;…，：,:—.")
_ANY_DIVIDING = pattern("[。！？；!?;…，：,:—.]")


def _lists(body: str, words: list[str], texts: list[str], starts: list[int]) -> list[Span]:
    """The places of the words with a 、 in texts that begin at these offsets and stand one behind the other in `body`."""
    within = [0, *accumulate(len(text) + 1 for text in texts)]
    found, at = [], 0
    for word in [word for word in words if "、" in word]:
        at = body.index(word, at) + len(word)
        paragraph = bisect_right(within, at) - 1
        end = at - within[paragraph] + starts[paragraph]
        found.append(Span(end - len(word.lstrip(BLANK)), end))
    return found


def _ends_sentence(mark: str) -> bool:
    """Whether the end of a clause is the end of a sentence."""
    return mark[0] == "." or not _ENDS.isdisjoint(mark)


_ENDS = frozenset("。！？；!?;…" + _APART)


def sentences(prose: str, span: Span, paragraph: int, own: Iterable[str]) -> Iterator[Sentence]:
    """The sentences of one paragraph, of which `own` are the keys; 。！？； inside 《…》 end none."""
    told = iter(own)
    for start, end, _ in _pieces(prose, span, _END):
        if _says(prose, start, end):
            yield Sentence(Span(start, end), next(told), paragraph)


def clauses(prose: str, span: Span, paragraph: int, own: Iterable[str]) -> Iterator[Clause]:
    """The clauses of one paragraph, of which `own` are the keys."""
    told = iter(own)
    for start, end, at in _pieces(prose, span, _CLAUSE_END):
        if _says(prose, start, at):
            yield Clause(Span(start, at), next(told), paragraph, prose[at:end].strip(_NO_MARK)[:1])


def _says(prose: str, start: int, end: int) -> bool:
    """Whether a piece has an essence: nearly every one begins with it."""
    return start < end and (prose[start].isalnum() or essence(prose[start:end]) != "")


_NO_MARK = BLANK + SOLID


def _pieces(prose: str, span: Span, end: re.Pattern[str]) -> Iterator[tuple[int, int, int]]:
    """Start, end and beginning of the end mark of each piece between two end marks, white space at the front left out."""
    titles = _titles(prose, span) if prose.find("《", span.start, span.end) >= 0 else []
    start = span.start
    for m in end.finditer(prose, span.start, span.end):
        at, behind = m.span()
        if titles and _in_title(titles, at):
            continue
        if start < at:
            yield _trim(prose, start, at) if prose[start] in BLANK else start, behind, at
        start = behind
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
    return [(m.start(), m.end() - 1) for m in _TITLE.finditer(prose, span.start, span.end)]
