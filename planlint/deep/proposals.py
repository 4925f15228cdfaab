"""Where a text looks unusual, and which small edits would make it usual.

An edit replaces one or two tokens by up to two. It is worth a closer look when the runs of three over it become much
better known than those that stand there. This is the way for short texts; `bulk.proposals` does the same for many at once.
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from planlint.deep.levels import LOG_COUNT
from planlint.deep.model import LOG_COMMON, Model
from planlint.deep.tokens import EDGE, FIRST, HAN, SIZE

OTHER_CHARACTER, ONE_TOO_MANY, ONE_MISSING, SWAPPED, OTHER_WORD = range(5)
"""The kinds of edits: another character, one character out, one character in, two swapped, two others of the same sound."""
BEFORE = (1, 1, 0, 2, 2)
"""How many tokens an edit of each kind takes out."""
AFTER = (1, 0, 1, 2, 2)
"""How many it puts in."""

GATE = (1.2, 1.7, 2.2, 1.4, 1.4)
"""How much better known the runs must become, in nats on average."""
BEST = 2
"""Edits of one kind that are kept at a place."""
DOUBLED_BONUS = 1.5
"""Credit for taking out one of two equal characters: a doubled character leaves one old run intact."""
WEAK, WEAK_ALONE = 3, 5
"""Levels up to which a run of three is no proof of a character; the higher one where it stands alone."""
BOUND = 9
"""The level from which on a pair is no seam, whatever stands around it."""


class Edit(NamedTuple):
    """A candidate: its kind, the token it begins at, what it puts in (a token, or two packed), and its gain."""

    kind: int
    at: int
    new: int
    gain: float


class Levels(Protocol):
    """The level of the run that begins at each token."""

    def __getitem__(self, at: int, /) -> int: ...


class Scan(NamedTuple):
    """Tokens with the levels of the runs of two, three and four that begin at each; a run of four is known only where both
    of its runs of three are."""

    ids: Sequence[int]
    two: Levels
    three: bytes
    four: Levels


class _Asked(dict[int, int]):
    """Levels that are looked up when they are asked for: most are not."""

    def __init__(self, level: Callable[[int], int]) -> None:
        super().__init__()
        self._level = level

    def __missing__(self, at: int) -> int:
        level = self[at] = self._level(at)
        return level


def scan(model: Model, ids: Sequence[int]) -> Scan:
    """The levels of the runs of a row of tokens."""
    a, b, c, _ = model.mixers
    level = model.level
    return scan_of(model, ids, bytes([level(a[x] ^ b[y] ^ c[z]) for x, y, z in zip(ids, ids[1:], ids[2:], strict=False)]) + bytes(2))


def scan_of(model: Model, ids: Sequence[int], three: bytes) -> Scan:
    """A scan, of which the levels of the runs of three are given."""
    def four(at: int) -> int:
        return model.run(ids[at : at + 4]) if three[at] and three[at + 1] else 0

    return Scan(ids, _Asked(lambda at: model.pair(ids[at], ids[at + 1])), three, _Asked(four))


class Doubts(NamedTuple):
    """Tokens that look unusual; those behind which there is a seam that no known run crosses, to be looked at; and where
    two characters follow each other that may both be wrong. Each in order."""

    unusual: list[int]
    seams: list[int]
    both: list[int]


_MOSTLY_MARKS = re.compile(rb"(?=\0\0|\0.\0|.\0\0)", re.DOTALL)
_NOT_STRONG = re.compile(rb"(?=[^\xff]{3})")
_UNKNOWN = re.compile(rb"(?=\0\0)")
_STRONG = bytes(level if level <= WEAK_ALONE else 255 for level in range(256))


def doubts(seen: Scan) -> Doubts:
    """Where a text looks unusual. A token does when no run of three over it is known, or weak ones at most and none of four."""
    e, two, last = seen.ids, seen.two, len(seen.ids) - EDGE - 2
    character = bytes([token >= HAN for token in e])
    three = bytearray(seen.three)
    for mostly in _MOSTLY_MARKS.finditer(character):
        three[mostly.start()] = 0  # one character between marks says nothing about it
    maybe = (found.start() + 2 for found in _NOT_STRONG.finditer(three.translate(_STRONG)))
    unusual = [at for at in maybe if character[at] and EDGE <= at <= last and _unusual(three, seen.four, at)]
    uncrossed = [found.start() + 1 for found in _UNKNOWN.finditer(seen.three)]
    seams = [at for at in uncrossed if EDGE <= at <= last and character[at] and character[at + 1] and two[at] <= BOUND]
    second = {*unusual, *uncrossed}
    first = {*unusual, *(at + 1 for at in uncrossed)}
    return Doubts(unusual, seams, sorted(at for at in first if at + 1 in second and EDGE <= at < last and e[at] >= FIRST and e[at + 1] >= FIRST))


def _unusual(three: Sequence[int], four: Levels, at: int) -> bool:
    over = three[at - 2], three[at - 1], three[at]
    best = max(over)
    if not best:
        return True
    if best > WEAK and over.count(0) < 2:
        return False
    return not (four[at] or four[at - 1] or four[at - 2] or four[at - 3])


class _Sieve:
    """Collects edits whose gain passes the gate of their kind."""

    def __init__(self, three: Sequence[int]) -> None:
        self._three = three
        self.kept: list[Edit] = []

    def before(self, kind: int, at: int) -> float:
        """How well the runs of three are known that an edit takes out, on average."""
        three, gone = self._three, BEFORE[kind] + 2
        return sum([LOG_COUNT[three[first]] for first in range(at - 2, at - 2 + gone)]) / gone

    def add(self, kind: int, at: int, new: int, levels: tuple[int, ...], before: float, bonus: float = 0.0) -> None:
        """An edit with the levels of the runs of three that it would make."""
        gain = sum([LOG_COUNT[level] for level in levels]) / len(levels) - before + bonus
        if gain > GATE[kind]:
            self.kept.append(Edit(kind, at, new, gain))


def propose(model: Model, seen: Scan) -> list[Edit]:
    """The edits worth a closer look, at most `BEST` of a kind at a place, in order of place and kind, the best first."""
    found = doubts(seen)
    sieve = _Sieve(seen.three)
    _other_characters(model, seen.ids, found.unusual, sieve)
    _swapped(model, seen.ids, found.unusual, sieve)
    _other_words(model, seen.ids, found.both, sieve)
    _too_many(model, seen.ids, sorted({*found.unusual, *found.seams, *(at + 1 for at in found.seams)}), sieve)
    _missing(model, seen.ids, found.seams, sieve)
    kept: list[Edit] = []
    for edit in sorted(sieve.kept, key=lambda edit: (edit.at, edit.kind, -edit.gain, edit.new)):
        if not (len(kept) >= BEST and kept[-BEST].at == edit.at and kept[-BEST].kind == edit.kind):
            kept.append(edit)
    return kept


def _other_characters(model: Model, e: Sequence[int], places: Sequence[int], sieve: _Sieve) -> None:
    """Characters that stand between the neighbours in official texts, and those that are taken for the one that stands there.

    Of the runs on both sides, both must be known, or one where the characters are alike.
    """
    a, b, c, _ = model.mixers
    level, follow, between, alikes, uses = model.level, model.follow, model.between, model.alikes, model.log_uses
    for q in places:
        here, left, right = e[q], e[q - 1], e[q + 1]
        fitting = between(left, right)
        usual, known, behind = follow(left), alikes(here), chr(right)
        alike = [ord(letter) for letter in known if letter in usual]
        fitting.update([other for other in alike if other not in fitting and uses[other] >= LOG_COMMON and behind in follow(other)])
        fitting.discard(here)
        start, end = a[e[q - 2]] ^ b[left], b[right] ^ c[e[q + 2]]
        before = sieve.before(OTHER_CHARACTER, q) if fitting else 0.0
        for other in fitting:
            first = level(start ^ c[other])
            if other < FIRST or not (first or chr(other) in known):
                continue
            last = level(a[other] ^ end)
            if (first and last) or ((first or last) and chr(other) in known):
                sieve.add(OTHER_CHARACTER, q, other, (first, level(a[left] ^ b[other] ^ c[right]), last), before)


def _swapped(model: Model, e: Sequence[int], places: Sequence[int], sieve: _Sieve) -> None:
    a, b, c, _ = model.mixers
    level, pair = model.level, model.pair
    for q in places:
        one, other = e[q], e[q + 1]
        if one != other and other >= HAN and pair(other, one):
            left, right = level(a[e[q - 1]] ^ b[other] ^ c[one]), level(a[other] ^ b[one] ^ c[e[q + 2]])
            if left and right:
                first, last = level(a[e[q - 2]] ^ b[e[q - 1]] ^ c[other]), level(a[one] ^ b[e[q + 2]] ^ c[e[q + 3]])
                sieve.add(SWAPPED, q, 0, (first, left, right, last), sieve.before(SWAPPED, q))


def _other_words(model: Model, e: Sequence[int], places: Sequence[int], sieve: _Sieve) -> None:
    """Two characters for two that sound alike, where both may be wrong."""
    a, b, c, _ = model.mixers
    level = model.level
    for q in places:
        one, other, left = e[q], e[q + 1], e[q - 1]
        usual = model.follow(left)
        for x, y in model.of_same_sound(one, other):
            if x != one and y != other and (left < FIRST or chr(x) in usual):
                second, third = level(a[left] ^ b[x] ^ c[y]), level(a[x] ^ b[y] ^ c[e[q + 2]])
                if second or third:
                    first, last = level(a[e[q - 2]] ^ b[left] ^ c[x]), level(a[y] ^ b[e[q + 2]] ^ c[e[q + 3]])
                    sieve.add(OTHER_WORD, q, x * SIZE + y, (first, second, third, last), sieve.before(OTHER_WORD, q))


def _too_many(model: Model, e: Sequence[int], places: Sequence[int], sieve: _Sieve) -> None:
    """Both runs that come together must be known, or one where a character stands twice."""
    a, b, c, _ = model.mixers
    level = model.level
    for q in places:
        before, after = e[q - 1], e[q + 1]
        doubled = e[q] in (before, after)
        left = level(a[e[q - 2]] ^ b[before] ^ c[after])
        if not (left or doubled):
            continue
        right = level(a[before] ^ b[after] ^ c[e[q + 2]])
        if (left and right) or ((left or right) and doubled):
            sieve.add(ONE_TOO_MANY, q, 0, (left, right), sieve.before(ONE_TOO_MANY, q), DOUBLED_BONUS if doubled else 0.0)


def _missing(model: Model, e: Sequence[int], places: Sequence[int], sieve: _Sieve) -> None:
    """Characters that stand between two others in official texts; the runs on both sides must be known."""
    a, b, c, _ = model.mixers
    level = model.level
    for at in places:
        q, left, right = at + 1, e[at], e[at + 1]
        start, end = a[e[at - 1]] ^ b[left], b[right] ^ c[e[at + 2]]
        for other in model.between(left, right):
            first = other >= FIRST and level(start ^ c[other])
            last = first and level(a[other] ^ end)
            if first and last:
                sieve.add(ONE_MISSING, q, other, (first, level(a[left] ^ b[other] ^ c[right]), last), sieve.before(ONE_MISSING, q))
