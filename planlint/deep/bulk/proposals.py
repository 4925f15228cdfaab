"""Where texts look unusual, and which small edits would make them usual, as `planlint.deep.proposals` has it."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from planlint.deep.bulk.model import Arrays, han
from planlint.deep.bulk.ngrams import LOG, Levels, ranks
from planlint.deep.bulk.tokens import Ints
from planlint.deep.proposals import (
    BEFORE,
    BEST,
    BOUND,
    DOUBLED_BONUS,
    GATE,
    ONE_MISSING,
    ONE_TOO_MANY,
    OTHER_CHARACTER,
    OTHER_WORD,
    SWAPPED,
    WEAK,
    WEAK_ALONE,
)  # fmt: skip
from planlint.deep.tokens import EDGE, FIRST, SIZE

Floats = NDArray[np.float64]


class Scan(NamedTuple):
    """Tokens with the levels of the runs that begin at each: `levels[n]` for runs of n."""

    ids: Ints
    levels: dict[int, Levels]


class Edits(NamedTuple):
    """Candidate edits: their kind, the token they begin at, what they put in (a token, or two packed), and their gain."""

    kind: Ints
    at: Ints
    new: Ints
    gain: Floats

    def take(self, chosen: NDArray[np.bool_] | Ints) -> "Edits":
        return Edits(self.kind[chosen], self.at[chosen], self.new[chosen], self.gain[chosen])


NO_EDITS = Edits(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))


def scan(model: Arrays, ids: Ints) -> Scan:
    """The levels of all runs of a row of tokens."""
    two, three, four = (np.zeros(len(ids), np.uint8) for _ in range(3))
    two[:-1] = model.pair(ids[:-1], ids[1:])
    three[:-2] = model.run(ids[:-2], ids[1:-1], ids[2:])
    both = np.flatnonzero((three[:-1] > 0) & (three[1:] > 0))
    four[both] = model.run(*(ids[both + step] for step in range(4)))
    levels = {2: two, 3: three, 4: four}
    return Scan(ids, levels)


def _back(levels: Levels, steps: int) -> Levels:
    """For each token, the level of the run that begins so many tokens before it."""
    moved = np.zeros_like(levels)
    moved[steps:] = levels[: len(levels) - steps]
    return moved


class Doubts(NamedTuple):
    """For each token: whether it looks unusual; whether no known run crosses the seam behind it, and it is a seam to look at."""

    unusual: NDArray[np.bool_]
    seam: NDArray[np.bool_]
    uncrossed: NDArray[np.bool_]


def doubts(seen: Scan) -> Doubts:
    """Where a text looks unusual. A token does when no run of three over it is known, or weak ones at most and none of four."""
    two, three, four = (seen.levels[order] for order in (2, 3, 4))
    character = han(seen.ids)
    covering = np.where(_of_two(character), three, 0)
    over = [covering, _back(covering, 1), _back(covering, 2)]
    best = np.maximum(np.maximum(over[0], over[1]), over[2])
    best_four = np.maximum(np.maximum(four, _back(four, 1)), np.maximum(_back(four, 2), _back(four, 3)))
    known = (over[0] > 0).astype(np.int8) + (over[1] > 0) + (over[2] > 0)
    weak = (best_four == 0) & ((best <= WEAK) | ((best <= WEAK_ALONE) & (known <= 1)))
    unusual = character & ((best == 0) | weak)
    uncrossed = np.maximum(_back(three, 1), three) == 0
    followed = np.zeros_like(character)
    followed[:-1] = character[1:]
    seam = character & followed & uncrossed & (two <= BOUND)
    for marks in (unusual, seam):
        marks[:EDGE] = marks[-EDGE - 1 :] = False
    return Doubts(unusual, seam, uncrossed)


def _of_two(character: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which runs of three hold two characters at least: one between marks says nothing about it."""
    count = character.astype(np.int8)
    count[:-1] += character[1:]
    count[:-2] += character[2:]
    return count >= 2


class _Sieve:
    """Collects edits whose gain passes the gate of their kind."""

    def __init__(self, three: Levels) -> None:
        self._sum = np.concatenate((np.zeros(1), np.cumsum(LOG[three])))
        self.kept: list[Edits] = []

    def add(self, kind: int, at: Ints, new: Ints, levels: tuple[Levels, ...], bonus: Floats | float = 0.0) -> None:
        """Edits of one kind with the levels of the runs of three that they would make."""
        after = sum(LOG[one] for one in levels) / len(levels)
        gone = BEFORE[kind]
        before = (self._sum[at + gone] - self._sum[at - 2]) / (gone + 2)
        gain = after - before + bonus
        passed = gain > GATE[kind]
        self.kept.append(Edits(np.full(int(passed.sum()), kind), at[passed], new[passed], gain[passed]))


def propose(model: Arrays, seen: Scan) -> Edits:
    """The edits worth a closer look, at most `BEST` of a kind at a place, the best first."""
    found = doubts(seen)
    sieve = _Sieve(seen.levels[3])
    at = np.flatnonzero(found.unusual)
    if len(at):
        _other_characters(model, seen.ids, at, sieve)
        _swapped(model, seen.ids, at, sieve)
        _other_words(model, seen.ids, found, sieve)
    loose = found.unusual | found.seam
    loose[1:] |= found.seam[:-1]
    at = np.flatnonzero(loose)
    if len(at):
        _too_many(model, seen.ids, at, sieve)
    at = np.flatnonzero(found.seam)
    if len(at):
        _missing(model, seen.ids, at, sieve)
    return _best(sieve.kept)


def _best(kept: list[Edits]) -> Edits:
    if not kept:
        return NO_EDITS
    edits = Edits(*(np.concatenate(parts) for parts in zip(*kept, strict=True)))
    group = edits.at * 8 + edits.kind
    order = np.lexsort((edits.new, -edits.gain, group))
    return edits.take(order[ranks(group[order]) < BEST])


def _other_characters(model: Arrays, e: Ints, at: Ints, sieve: _Sieve) -> None:
    """Characters that stand between the neighbours in official texts, and those that are taken for the one that stands there."""
    owner, fitting = model.between(e[at - 1], e[at + 1])
    places = at[owner]
    owner, item = model.offered.of(e[at])
    q, c = at[owner], model.offered.items[item]
    good = model.pair(e[q - 1], c) > 0
    q, c = q[good], c[good]
    good = model.pair(c, e[q + 1]) > 0
    both = _once(np.concatenate((places * SIZE + fitting, q[good] * SIZE + c[good])))
    q, c = both // SIZE, both % SIZE
    good = (c != e[q]) & (c >= FIRST)
    q, c = q[good], c[good]
    left, right = model.run(e[q - 2], e[q - 1], c), model.run(c, e[q + 1], e[q + 2])
    good = (left > 0) & (right > 0)
    one = np.flatnonzero((left > 0) ^ (right > 0))
    good[one] = model.alike(e[q[one]], c[one]) > 0
    q, c, left, right = q[good], c[good], left[good], right[good]
    sieve.add(OTHER_CHARACTER, q, c, (left, model.run(e[q - 1], c, e[q + 1]), right))


def _once(numbers: Ints) -> Ints:
    """The numbers in order, each once (`np.unique` is several times as slow)."""
    ordered = np.sort(numbers)
    return ordered[np.concatenate(([True], ordered[1:] != ordered[:-1]))] if len(ordered) else ordered


def _swapped(model: Arrays, e: Ints, at: Ints, sieve: _Sieve) -> None:
    q = at[(e[at] != e[at + 1]) & han(e[at + 1])]
    q = q[model.pair(e[q + 1], e[q]) > 0]
    left, right = model.run(e[q - 1], e[q + 1], e[q]), model.run(e[q + 1], e[q], e[q + 2])
    good = (left > 0) & (right > 0)
    q, left, right = q[good], left[good], right[good]
    first, last = model.run(e[q - 2], e[q - 1], e[q + 1]), model.run(e[q], e[q + 2], e[q + 3])
    sieve.add(SWAPPED, q, np.zeros(len(q), np.int64), (first, left, right, last))


def _other_words(model: Arrays, e: Ints, found: Doubts, sieve: _Sieve) -> None:
    """Two characters for two that sound alike, as in 一街衔接 for 一节... where both are wrong."""
    own = e >= FIRST
    first = found.unusual.copy()
    first[1:] |= found.uncrossed[:-1]
    second = found.unusual | found.uncrossed
    both = first & own
    both[:-1] &= second[1:] & own[1:]
    both[:EDGE] = both[-EDGE - 2 :] = False
    q = np.flatnonzero(both)
    owner, word = model.of_same_sound(e[q], e[q + 1])
    q, a, b = q[owner], word // SIZE, word % SIZE
    good = (a != e[q]) & (b != e[q + 1]) & ((model.pair(e[q - 1], a) > 0) | (e[q - 1] < FIRST))
    q, a, b = q[good], a[good], b[good]
    left, right = model.run(e[q - 1], a, b), model.run(a, b, e[q + 2])
    good = (left > 0) | (right > 0)
    q, a, b, left, right = q[good], a[good], b[good], left[good], right[good]
    ends = model.run(e[q - 2], e[q - 1], a), model.run(b, e[q + 2], e[q + 3])
    sieve.add(OTHER_WORD, q, a * SIZE + b, (ends[0], left, right, ends[1]))


def _too_many(model: Arrays, e: Ints, q: Ints, sieve: _Sieve) -> None:
    left, right = model.run(e[q - 2], e[q - 1], e[q + 1]), model.run(e[q - 1], e[q + 1], e[q + 2])
    doubled = (e[q] == e[q - 1]) | (e[q] == e[q + 1])
    good = np.where(doubled, (left > 0) | (right > 0), (left > 0) & (right > 0))
    q, left, right, doubled = q[good], left[good], right[good], doubled[good]
    sieve.add(ONE_TOO_MANY, q, np.zeros(len(q), np.int64), (left, right), DOUBLED_BONUS * doubled)


def _missing(model: Arrays, e: Ints, at: Ints, sieve: _Sieve) -> None:
    owner, c = model.between(e[at], e[at + 1])
    both = _once(at[owner] * SIZE + c)
    q, c = both // SIZE + 1, both % SIZE
    q, c = q[c >= FIRST], c[c >= FIRST]
    left, right = model.run(e[q - 2], e[q - 1], c), model.run(c, e[q], e[q + 1])
    good = (left > 0) & (right > 0)
    q, c, left, right = q[good], c[good], left[good], right[good]
    sieve.add(ONE_MISSING, q, c, (left, model.run(e[q - 1], c, e[q]), right))
