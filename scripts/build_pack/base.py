"""From counts to the arrays of the shipped pack."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
from confusables import words_by_sound
from numpy.typing import NDArray

from planlint.deep.bulk.counts import ORDERS, Counts, counted, distinct, merged, summed
from planlint.deep.bulk.middles import middles
from planlint.deep.bulk.ngrams import level, mixed, table, unpack
from planlint.deep.bulk.tokens import Ints, tokens
from planlint.deep.model import log_uses
from planlint.deep.tokens import FIRST, RARE, SIZE, Alphabet
from planlint.text.lexicon import lexicon

RUN_BYTES = 2_700_000
"""Size of the table of runs of three and four."""
CROWDED = 1.3
"""How many runs are offered for each of its slots, so that its buckets are full."""
FOUR_BEHIND = 0.6
"""By how much a run of four comes behind one of three of the same count (in powers of two)."""
WORD_LOAD = 0.85
MEANT_LEAST = 20
"""Uses in the texts from which a character may be what was meant."""
Arrays = dict[str, NDArray[np.generic]]
_HAN = re.compile("[\u4e00-\u9fff]{2,8}")


def characters(texts: Iterable[str], words: Mapping[str, int]) -> str:
    """The characters of the texts, the most frequent first, and as many of the dictionary's as there is room for.

    Those of the dictionary are what a slip may have put in the place of another one.
    """
    uses: Counter[str] = Counter()
    for text in texts:
        uses.update(text)
    own = sorted((c for c, n in uses.items() if n >= 2 and "\u4e00" <= c <= "\u9fff"), key=lambda c: (-uses[c], c))
    others: Counter[str] = Counter()
    for word, times in words.items():
        others.update(dict.fromkeys(word, times))
    simplified = lexicon().simplified
    more = sorted((c for c in others.keys() - set(own) if simplified(c) == c and "\u4e00" <= c <= "\u9fff"), key=lambda c: (-others[c], c))
    return "".join((own + more)[: SIZE - FIRST])


def dictionary(path: Path) -> dict[str, int]:
    """The words of jieba's dictionary with how often it has met them."""
    rows = (line.split() for line in path.read_text(encoding="utf-8").splitlines())
    return {word: int(times) for word, times, *_ in rows}


def ranked(words: Mapping[str, int]) -> dict[str, int]:
    """The words of two to eight characters with how common they are, 1 to 3."""
    return {w: 1 if n < 5 else 2 if n < 200 else 3 for w, n in words.items() if _HAN.fullmatch(w)}


def of_words(words: Mapping[str, int], letters: Alphabet) -> dict[int, Counts]:
    """The dictionary as counts, so that a word counts as if so many units held it."""
    parts: dict[int, list[Counts]] = {order: [] for order in ORDERS}
    for weight in (1, 2, 3):
        text = "\n".join(sorted(w for w, n in words.items() if n == weight))
        ids = tokens(letters, text, np.zeros(len(text), np.int64)).ids
        for order in ORDERS:
            keys = distinct(ids, order)
            ends = unpack(keys, order)
            keys = keys[(ends[0] >= RARE) & (ends[-1] >= RARE)]
            counts = summed(keys)
            parts[order].append(Counts(counts.keys, counts.counts * weight))
    return {order: merged(parts[order]) for order in ORDERS}


def arrays_of(counts: Mapping[int, Counts], uses: Ints, letters: str, fixed: Mapping[str, NDArray[np.generic]], run_bytes: int = RUN_BYTES) -> Arrays:
    """The arrays of a model without its filter and trees; `fixed` are those that do not depend on counts."""
    arrays: Arrays = {"characters": np.frombuffer(letters.encode(), np.uint8), "log_uses": np.array(log_uses(uses.tolist()), "<f4")}
    two = counts[2].at_least(2)
    left, right = unpack(two.keys, 2)
    arrays["pairs"], arrays["pair_levels"] = right.astype("<u2"), level(two.counts)
    arrays["pair_sizes"] = np.bincount(left, minlength=SIZE).astype("<u2")
    arrays["runs"] = runs_table({order: counts[order].at_least(2) for order in (3, 4)}, run_bytes // 2)
    three = counts[3].at_least(2)
    arrays |= middles(three.keys, three.counts)
    return arrays | dict(fixed)


def runs_table(counts: Mapping[int, Counts], slots: int) -> NDArray[np.uint64]:
    """The table of runs, those that most units hold first."""
    keys = np.concatenate([mixed(*unpack(counts[order].keys, order)) for order in (3, 4)])
    levels = np.concatenate([level(counts[order].counts) for order in (3, 4)])
    weight = np.concatenate([np.log2(counts[order].counts + 1.0) - (FOUR_BEHIND if order == 4 else 0) for order in (3, 4)])
    first = np.argsort(-weight, kind="stable")[: int(slots * CROWDED)]
    return table(keys[first], levels[first], slots // 4).buckets


def fixed_arrays(letters: str, words: Mapping[str, int]) -> Arrays:
    """What does not depend on the texts: words, and words by sound."""
    common = sorted(w for w, n in words.items() if n >= 2)
    token = {c: n + FIRST for n, c in enumerate(letters)}
    keys, sizes = [], []
    for size in (2, 3, 4):
        rows = np.array([[token[c] for c in w] for w in common if len(w) == size and all(c in token for c in w)], np.int64)
        keys.append(mixed(*rows.T))
        sizes.append(np.full(len(rows), size, np.uint8))
    whole, levels = np.concatenate(keys), np.concatenate(sizes)
    return {
        "words": table(whole, levels, int(len(whole) / WORD_LOAD / 4)).buckets,
        **words_by_sound(letters, common),
    }


def common_only(alike: Arrays, uses: Ints) -> Arrays:
    """The confusable characters less those that are too rare to be meant: nobody is advised to write them."""
    common = uses[alike["alike"]] >= MEANT_LEAST
    owner = np.repeat(np.arange(SIZE), alike["alike_sizes"])
    sizes = np.bincount(owner[common], minlength=SIZE).astype("<u2")
    return {"alike_sizes": sizes, "alike": alike["alike"][common], "alike_flags": alike["alike_flags"][common]}


class Shards:
    """Counts by fold, so that each fold can be judged by the others."""

    def __init__(self, texts: Mapping[int, list[str]], letters: str, words: Mapping[str, int]) -> None:
        known = Alphabet(letters)
        self._folds = {fold: counted(own, known) for fold, own in sorted(texts.items())}
        self._words = of_words(words, known)

    def without(self, fold: int | None) -> tuple[dict[int, Counts], Ints]:
        """The counts of all folds but one, and the uses of tokens in them."""
        kept = [counts for own, counts in self._folds.items() if own != fold]
        total = {order: merged([*(counts[order] for counts, _ in kept), self._words[order]]) for order in ORDERS}
        return total, np.sum([uses for _, uses in kept], axis=0)
