"""A sentence that stands again with a character or two more, fewer or other: both versions of a change were kept.

Sentences of one build are no slip: 东部地区…。西部地区…。, or 到二〇三〇年…。到二〇三五年…。 differ in a whole word or in a
number. What is looked for is a difference that makes no new statement.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from planlint.hits import Hit, Related
from planlint.text.characters import is_han
from planlint.text.document import Document
from planlint.text.sentences import Sentence

OPTIONS: dict[str, Any] = {"min-chars": 18, "window": 3, "max-difference": 3, "long": 40, "far": 40, "formulas": False}
"""Sentences of fewer characters are not compared, nor are those more than `window` sentences apart; up to
`max-difference` characters may be added or left out, and one may be another. Sentences of `long` characters, of which no two are built alike, may stand `far`
apart, and up to `max-difference` characters may be others. In a genre of `formulas`, such as laws with
their penalties, sentences differ in a word on purpose, and every hit is one for --preview."""

_TELLING = frozenset("一二两三四五六七八九十百千万亿零〇○0123456789０１２３４５６７８９上下左右前后东西南北中内外大小多少高低长短增减正副第首末甲乙丙丁男女老新旧不未无非没勿")
"""Characters in which two true statements may differ."""


EDGE = 8
"""Characters at the beginning or at the end that two long sentences share."""


class Difference(NamedTuple):
    """What two texts have between their common beginning and their common end."""

    one: str
    two: str


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """One hit for the later sentence of each pair that is nearly the same."""
    settings = {**OPTIONS, **options}
    least, window, most = settings["min-chars"], settings["window"], settings["max-difference"]
    status = "preview" if settings["formulas"] else ""
    sentences = document.sentences
    long = [(at, key) for at, key in enumerate(sentences.keys) if len(key) >= least]
    far = {} if settings["formulas"] else dict(_far_pairs(sentences.keys, settings["long"], settings["far"], most))
    yield from (_hit(sentences[at], sentences[earlier], difference, "") for at, (earlier, difference) in far.items())
    for n in sorted(_alike([key for _, key in long], window, most)):
        at, key = long[n]
        if at in far:
            continue
        for earlier, before in reversed(long[max(0, n - window) : n]):
            difference = _difference(before, key, most)
            if difference is not None and _says_the_same(difference):
                yield _hit(sentences[at], sentences[earlier], difference, status)
                break


def _far_pairs(keys: Sequence[str], least: int, far: int, most: int) -> Iterator[tuple[int, tuple[int, Difference]]]:
    """The long sentences that nearly repeat one before them, each with that one and what differs."""
    last: dict[tuple[bool, str], int] = {}
    for at, key in enumerate(keys):
        if len(key) < least:
            continue
        edges = (True, key[:EDGE]), (False, key[-EDGE:])
        for earlier in sorted({last[edge] for edge in edges if edge in last and at - last[edge] <= far}, reverse=True):
            difference = _difference(keys[earlier], key, most)
            if difference is not None and _tells_nothing(difference):
                yield at, (earlier, difference)
                break
        last.update(dict.fromkeys(edges, at))


def _hit(sentence: Sentence, earlier: Sentence, difference: Difference, status: str) -> Hit:
    return Hit(sentence.span, {"one": difference.one, "two": difference.two}, related=(Related(earlier.span, "first"),), status=status)


def _alike(keys: list[str], window: int, most: int) -> set[int]:
    """The keys, by index, that have about the length of another one of those before them and its first or its last character."""
    return {
        n
        for distance in range(1, window + 1)
        for n, (one, two) in enumerate(zip(keys, keys[distance:], strict=False), distance)
        if (one[0] == two[0] or one[-1] == two[-1]) and -most <= len(one) - len(two) <= most and one != two
    }


def _difference(one: str, two: str, most: int) -> Difference | None:
    """Where two keys differ, if they do, and by no more than `most` characters on either side."""
    short = min(len(one), len(two))
    half = max(1, (short - most + 1) // 2)  # what differs lies behind the first half of what is the same, or before the second
    if one == two or abs(len(one) - len(two)) > most or (one[:half] != two[:half] and one[-half:] != two[-half:]):
        return None
    head = bisect_left(range(1, short + 1), True, key=lambda n: one[:n] != two[:n])
    tail = bisect_left(range(1, short - head + 1), True, key=lambda n: one[-n:] != two[-n:])
    difference = Difference(one[head : len(one) - tail], two[head : len(two) - tail])
    return difference if max(map(len, difference)) <= most else None


def _says_the_same(difference: Difference) -> bool:
    """Whether a difference makes no other statement: characters added or left out, or one that is another."""
    one, two = difference
    return _tells_nothing(difference) and (not one or not two or len(one) == len(two) == 1)


def _tells_nothing(difference: Difference) -> bool:
    """Whether what differs is Han characters alone, of which none makes another statement by itself."""
    both = difference.one + difference.two
    return _TELLING.isdisjoint(both) and all(map(is_han, both))
