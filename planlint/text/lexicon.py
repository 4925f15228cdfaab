"""Words and short character runs of official Chinese, from one memory-mapped table.

The table (`planlint/data/lexicon.marisa`, made by `scripts/build_lexicon.py`) maps a key to two bytes: how many units
of published official text hold the key, and what the key costs as a word. Both are quantised: 0 says "not known".
Keys of other kinds start with a control character: `TOTAL` (the sum of the counts of single characters) and
`VARIANT` + a traditional character (the code point of its simplified form, in the same two bytes).
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Protocol

FORMAT = "<BB"
TOTAL = "\x01"
VARIANT = "\x02"
EDGE = "$"
"""Stands in a counted key for whatever is no Han character: punctuation, a digit, the end of a line."""

LONGEST_WORD = 7
STEPS_PER_NAT = 8
SEAMS = ((1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (2, 2))
"""How many characters left and right of a seam are asked for as one run."""
SEEN_OFTEN = math.log2(1 + 5)

UNKNOWN_COST = 18.0
"""Nats for a character that the table does not know: dearer than every word it knows."""

_DATA = os.path.join(os.path.dirname(os.path.dirname(os.path.realpath(__file__))), "data", "lexicon.marisa")
_COUNTS = tuple(math.log2(1 + 2 ** ((level - 1) / 2)) if level else 0.0 for level in range(256))


class Table(Protocol):
    """What a lexicon reads from: a `marisa_trie.RecordTrie`, or a dict in tests."""

    def get(self, key: str, /) -> list[tuple[int, int]] | None: ...


def best_path(run: str, cost: Callable[[str], float | None]) -> tuple[float, list[str]]:
    """The cheapest way to cut `run` into words, and its cost; an unknown single character costs `UNKNOWN_COST`."""
    size = len(run)
    best = [0.0] + [math.inf] * size
    start = [0] * (size + 1)
    for begin in range(size):
        sofar = best[begin]
        for end in range(begin + 1, min(size, begin + LONGEST_WORD) + 1):
            price = cost(run[begin:end])
            if price is None:
                if end > begin + 1:
                    continue
                price = UNKNOWN_COST
            if sofar + price < best[end]:
                best[end] = sofar + price
                start[end] = begin
    words = []
    end = size
    while end:
        words.append(run[start[end] : end])
        end = start[end]
    return best[size], words[::-1]


class Lexicon:
    """Answers about words and counts; every answer is remembered, up to a bound, but for those of `listed`.

    `listed` is what the table holds of a key, nothing for most: for keys that few texts will ask for again.
    """

    def __init__(self, table: Table) -> None:
        self._get = self.listed = table.get
        self.record = lru_cache(maxsize=1 << 17)(self._record)
        self.cost = lru_cache(maxsize=1 << 17)(self._cost)
        self.best = lru_cache(maxsize=1 << 13)(self._best)
        self.simplified = lru_cache(maxsize=1 << 14)(self._simplified)

    def _record(self, key: str) -> tuple[int, int]:
        found = self._get(key)
        return found[0] if found else (0, 0)

    def _cost(self, word: str) -> float | None:
        """The negative natural logarithm of the word's probability, or None when it is no known word."""
        found = self._get(word)  # not by `record`: one answer need not be remembered twice
        return found[0][1] / STEPS_PER_NAT if found and found[0][1] else None

    def _best(self, run: str) -> tuple[float, tuple[str, ...]]:
        """Cost and words of the best segmentation of a run of Han characters."""
        total, words = best_path(run, self.cost)
        return total, tuple(words)

    def is_word(self, text: str) -> bool:
        """Whether `text` is a known word of two or more characters, or a known single character."""
        return self.cost(text) is not None

    def seen(self, text: str) -> float:
        """log2(1 + n), where n units of official text hold `text` (up to four characters; `EDGE` may end them)."""
        return _COUNTS[self.record(text)[0]]

    def segment(self, run: str) -> list[str]:
        """The words of a run of Han characters, by the best product of word probabilities."""
        return best_path(run, self.cost)[1]

    def joined(self, left: str, right: str) -> bool:
        """Whether a word lies across the seam between `left` and `right`, or a set phrase, as in 公益|诉讼."""
        if self._has_word_across(left, right):  # most seams have none, and need no cutting
            end = 0
            for word in self.best(left + right)[1]:
                if end < len(left) < end + len(word):
                    return True
                end += len(word)
        return any(self._bound(left[-n:], right[:m]) for n, m in SEAMS if n <= len(left) and m <= len(right))

    def _has_word_across(self, left: str, right: str) -> bool:
        """Whether the end of `left` and the beginning of `right` make a known word."""
        sizes = ((n, m) for n in range(1, LONGEST_WORD) for m in range(1, LONGEST_WORD - n + 1) if n <= len(left) and m <= len(right))
        return any(self.is_word(left[-n:] + right[:m]) for n, m in sizes)

    def _bound(self, left: str, right: str) -> bool:
        """Whether one of two runs stands mostly beside the other: half of the time or more, in five units at least."""
        both = self.seen(left + right)
        return both >= SEEN_OFTEN and both >= min(self.seen(left), self.seen(right)) - 1

    def _simplified(self, character: str) -> str:
        """The simplified form of a traditional character; any other character comes back as it is."""
        low, high = self.record(VARIANT + character)
        return chr(low | high << 8) if low or high else character

    def simple(self, text: str) -> str:
        """A text in simplified characters, as the words of the lexicon are written."""
        return "".join(map(self.simplified, text))


@cache
def lexicon() -> Lexicon:
    """The shipped lexicon, mapped into memory on the first call."""
    import marisa_trie  # type: ignore[import-not-found]  # here, because most runs of most commands never ask for a word

    table = marisa_trie.RecordTrie(FORMAT)
    table.mmap(_DATA)
    return Lexicon(table)
