"""What the packs know: levels of runs, characters that fit between two others, characters that are taken for each other, words."""

import os
import sys
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, lru_cache, reduce
from itertools import accumulate
from math import exp, log
from operator import getitem, xor
from typing import Any, TypeVar

from planlint.deep.container import Pack, read
from planlint.deep.forest import Forest
from planlint.deep.levels import exact
from planlint.deep.tokens import SIZE, Alphabet

BASE, ARCHIVE = "official", "archive"
"""The kinds of packs: the one that is shipped, and those learned from an archive."""
BASE_PATH = os.path.join(os.path.dirname(os.path.dirname(os.path.realpath(__file__))), "data", "official.plm")

SAME_SOUND, NEAR_SOUND, SHAPE = 0x80, 0x40, 15
"""Flags of a pair of confusable characters, and the bits that hold how alike they look."""
COMMON = 60
"""Uses from which a character is common enough to be offered as one that was meant."""
SYLLABLES = 512
LEVELS = ("strict", "review")
"""The scores above which a finding is sure, and worth a look: the array `levels` of a pack."""
RARER = 0.3
"""What was never seen means less where little was read. The share of the runs of three in a text that so much other text of
its kind does not have falls with the length of that to the power of about -0.3 (measured on laws, from seventy thousand to a
million characters), and with it what speaks against a run that is not known."""

KEY_BITS = 40
"""Bits of the number by which a run is looked up."""
_SLOTS = 4
LIST_BITS = 18
"""Bits of the number of a list of characters between two."""
LISTS_TOGETHER = 32
"""Lists of which the place of the first is kept."""

Level = Callable[[int], int]
"""The level of the run with a mixed key; 0 for what is not known."""


@lru_cache(maxsize=1)
def mixers() -> tuple[list[int], ...]:
    """A random number for each token at each of four places in a run: those of its tokens together (exclusive or) are the
    mixed key of a run (tabulation hashing, Zobrist 1970)."""
    try:
        from _sha3 import shake_128  # type: ignore[import-not-found]  # what hashlib gives, without the OpenSSL that it loads
    except ImportError:
        from hashlib import shake_128
    width, count = KEY_BITS // 8, SIZE * 4
    random = shake_128(b"planlint").digest(width * count)
    numbers = bytearray(8 * count)
    for byte in range(width):
        numbers[byte if sys.byteorder == "little" else 7 - byte :: 8] = random[byte * count : (byte + 1) * count]
    whole = memoryview(numbers).cast("Q").tolist()
    return tuple(whole[at : at + SIZE] for at in range(0, count, SIZE))


def lookup(buckets: Any) -> Level:
    """What finds levels of runs by fingerprint: buckets of four slots, each of 12 bits of fingerprint and 4 bits of level.

    A run that is not there answers 0, but for one in some two thousand that look like another one.
    """
    slots = memoryview(buckets).cast("B").cast("H")
    size = len(slots) // _SLOTS

    def level(key: int) -> int:
        at = (key * size >> KEY_BITS) * _SLOTS
        mark = key & 0xFFF0
        if slots[at] ^ mark < 16:
            return slots[at] & 15
        if slots[at + 1] ^ mark < 16:
            return slots[at + 1] & 15
        if slots[at + 2] ^ mark < 16:
            return slots[at + 2] & 15
        if slots[at + 3] ^ mark < 16:
            return slots[at + 3] & 15
        return 0

    return level if size else lambda key: 0


_UTF_16 = f"utf-16-{sys.byteorder[0]}e"
_Known = TypeVar("_Known")


class _Remembered(dict[int, _Known]):
    """What a function says of numbers, asked once for each."""

    def __init__(self, function: Callable[[int], _Known]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, number: int) -> _Known:
        known = self[number] = self._function(number)
        return known


def _remembered(function: Callable[[int], _Known]) -> Callable[[int], _Known]:
    return _Remembered(function).__getitem__


def _letters(tokens: memoryview) -> str:
    return str(tokens, _UTF_16)


class _Pairs:
    """Levels of pairs: for each first token the second ones in order."""

    def __init__(self, pack: Pack) -> None:
        self._seconds, self._levels = pack.arrays["pairs"], pack.arrays["pair_levels"]
        self._starts = starts(pack.arrays["pair_sizes"])

    def level(self, left: int, right: int) -> int:
        seconds, end = self._seconds, self._starts[left + 1]
        at = bisect_left(seconds, right, self._starts[left], end)
        level: int = self._levels[at] if at < end and seconds[at] == right else 0
        return level

    def follow(self, left: int) -> str:
        """The tokens that are known to follow one."""
        return _letters(self._seconds[self._starts[left] : self._starts[left + 1]])


class _Middles:
    """Which characters stand between two tokens: lists by the hash of the two, each item with four bits to tell it from others' items."""

    def __init__(self, pack: Pack) -> None:
        self._sizes, self._items, self._firsts = (pack.arrays[name] for name in ("middle_sizes", "middles", "middle_starts"))

    def between(self, key: int) -> list[int]:
        """The characters between two tokens with the mixed key of the two."""
        number, check = key >> (KEY_BITS - LIST_BITS), key >> 8 & 15
        group = number // LISTS_TOGETHER
        start = self._firsts[group] + sum(self._sizes[group * LISTS_TOGETHER : number])
        return [item >> 4 for item in self._items[start : start + self._sizes[number]] if item & 15 == check]


def starts(sizes: Iterable[int]) -> list[int]:
    """Where stretches of these sizes begin, and where the last one ends."""
    return list(accumulate(sizes, initial=0))


class Model:
    """A base pack, with what an archive adds."""

    def __init__(self, base: Pack, archive: Pack | None = None) -> None:
        packs = (base,) if archive is None else (base, archive)
        self.packs = tuple(pack._replace(arrays={name: memoryview(values) for name, values in pack.arrays.items()}) for pack in packs)
        self._arrays = arrays = self.packs[0].arrays
        self.alphabet = Alphabet(bytes(arrays["characters"]).decode())
        self.mixers = mixers()
        self.log_uses: list[float] = arrays["log_uses"].tolist()
        self.levels: dict[str, float] = dict(zip(LEVELS, arrays.get("levels", ()), strict=False))
        self._pairs = [_Pairs(pack) for pack in self.packs]
        self._middles = [_Middles(pack) for pack in self.packs]
        self._word = lookup(arrays["words"])
        self._alike, self._alike_flags, self._alike_starts = arrays["alike"], arrays["alike_flags"], starts(arrays["alike_sizes"])

    @cached_property
    def alone(self) -> "Model | None":
        """The base without the archive; None where there is none."""
        return Model(self.packs[0]) if len(self.packs) > 1 else None

    @cached_property
    def discount(self) -> float:
        """What is taken off a score for what only the archive says, see `RARER`."""
        if len(self.packs) == 1:
            return 0.0
        return max(0.0, RARER * (self.log_total - log(max(1, self.packs[1].arrays["size"][0]))))

    @cached_property
    def level(self) -> Level:
        """What finds the level of a run of three or four by its mixed key."""
        known, *more = (lookup(pack.arrays["runs"]) for pack in self.packs)
        if not more:
            return known
        own = more[0]
        return lambda key: max(known(key), own(key))

    def run(self, tokens: Sequence[int]) -> int:
        """The level of a run of two to four tokens."""
        return self.pair(*tokens) if len(tokens) == 2 else self.level(self.key(tokens))

    def key(self, tokens: Sequence[int]) -> int:
        """The mixed key of a run."""
        return reduce(xor, map(getitem, self.mixers, tokens))

    @cached_property
    def pair(self) -> Callable[[int, int], int]:
        """What finds the level of a pair; where both packs know it, the higher one holds."""
        first, *more = self._pairs
        if not more:
            return first.level
        own = more[0]
        return lambda left, right: max(first.level(left, right), own.level(left, right))

    @cached_property
    def follow(self) -> Callable[[int], str]:
        """What finds the tokens that are known to follow one, each as a character: nothing is found quicker than that in a string."""
        first, *more = self._pairs
        return _remembered(lambda left: first.follow(left) + more[0].follow(left)) if more else _remembered(first.follow)

    def word(self, tokens: Sequence[int]) -> bool:
        """Whether a run of two to four tokens is a word."""
        return self._word(self.key(tokens)) == len(tokens)

    def between(self, left: int, right: int) -> set[int]:
        """All characters that are known to stand between two tokens."""
        key = self.mixers[0][left] ^ self.mixers[1][right]
        return {character for known in self._middles for character in known.between(key)}

    def alike(self, one: int, other: int) -> int:
        """The flags of a pair of confusable characters; 0 for others."""
        end = self._alike_starts[one + 1]
        at = bisect_left(self._alike, other, self._alike_starts[one], end)
        return int(self._alike_flags[at]) if at < end and self._alike[at] == other else 0

    @cached_property
    def alikes(self) -> Callable[[int], str]:
        """What finds the tokens that are taken for one, each as a character."""
        alike, first = self._alike, self._alike_starts
        return _remembered(lambda token: _letters(alike[first[token] : first[token + 1]]))

    def of_same_sound(self, first: int, second: int) -> list[tuple[int, int]]:
        """The words of two characters that sound like a pair of characters."""
        arrays = self._arrays
        syllables, keys, places = arrays["syllables"], arrays["sound_keys"], arrays["sound_starts"]
        key = syllables[first] * SYLLABLES + syllables[second]
        at = bisect_left(keys, key)
        if at == len(keys) or keys[at] != key:
            return []
        return [divmod(word, SIZE) for word in arrays["sound_words"][places[at] : places[at + 1]]]

    @cached_property
    def filter(self) -> list[float]:
        """The weights of the quick filter, its constant last; none in a pack that is being built."""
        return self._arrays["filter"].tolist() if "filter" in self._arrays else []

    @cached_property
    def forest(self) -> Forest | None:
        return Forest.of(self._arrays) if "tree_feature" in self._arrays else None

    @cached_property
    def log_total(self) -> float:
        return exact(log(sum(exp(one) - 0.5 for one in self.log_uses)))


def log_uses(uses: Iterable[float]) -> list[float]:
    """How the uses of characters are kept."""
    return [exact(log(count + 0.5)) for count in uses]


LOG_COMMON = log_uses((COMMON,))[0]


def shipped_alphabet() -> Alphabet:
    """The characters that have tokens of their own."""
    return Alphabet(bytes(read(BASE_PATH, BASE).arrays["characters"]).decode())


def model(archive: str = "") -> Model:
    """The shipped model, with an archive where one is named. Raises UserError for a pack that cannot be used."""
    try:
        stat = os.stat(archive or BASE_PATH)
    except OSError:
        return _model(archive, (0, 0))  # which says what is wrong
    return _model(archive, (stat.st_size, stat.st_mtime_ns))


@lru_cache(maxsize=2)
def _model(archive: str, _stamp: tuple[int, int]) -> Model:
    """The model with an archive as it is now: a file that has been learned anew is read again."""
    base = read(BASE_PATH, BASE)
    if not archive:
        return Model(base)
    own = read(archive, ARCHIVE)
    if own.arrays["alphabet"] != base.arrays["alphabet"]:
        from planlint.errors import UserError

        raise UserError(
            f"{archive}: 由另一版 planlint 学得，请重新生成：planlint learn {archive} -o {archive} "
            f"(learned with another version of planlint: learn it again)"
        )
    return Model(base, own)
