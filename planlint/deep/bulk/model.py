"""What the packs know, for arrays of tokens; see `planlint.deep.model`."""

import numpy as np
from numpy.typing import NDArray

from planlint.deep.bulk.middles import between, lists
from planlint.deep.bulk.ngrams import Keys, Levels, Table, mixed
from planlint.deep.bulk.tokens import Ints
from planlint.deep.model import LOG_COMMON, SYLLABLES, Model
from planlint.deep.tokens import HAN, SIZE


class Arrays:
    """A model that answers for arrays of tokens."""

    def __init__(self, known: Model) -> None:
        self.known = known
        packs = [{name: np.asarray(values) for name, values in pack.arrays.items()} for pack in known.packs]
        arrays = packs[0]
        self._tables = [Table(pack["runs"]) for pack in packs]
        self.pairs = np.zeros(SIZE * SIZE, np.uint8)
        for pack in packs:
            at = np.repeat(np.arange(SIZE) * SIZE, pack["pair_sizes"]) + pack["pairs"]
            self.pairs[at] = np.maximum(self.pairs[at], pack["pair_levels"])
        self._middles = [lists(pack["middle_sizes"], pack["middles"]) for pack in packs]
        self.log_uses = np.array(known.log_uses)
        self._alike_keys = np.repeat(np.arange(SIZE), arrays["alike_sizes"]) * SIZE + arrays["alike"]
        self._alike_flags = arrays["alike_flags"]
        common = self.log_uses[arrays["alike"]] >= LOG_COMMON
        sizes = np.bincount((self._alike_keys // SIZE)[common], minlength=SIZE)
        self.offered = lists(sizes, arrays["alike"][common].astype(np.int64))
        self.syllables = arrays["syllables"].astype(np.int64)
        self.sound_keys = arrays["sound_keys"].astype(np.int64)
        self.sounds = lists(np.diff(arrays["sound_starts"].astype(np.int64)), arrays["sound_words"].astype(np.int64))

    def pair(self, left: Ints, right: Ints) -> Levels:
        """The levels of pairs."""
        levels: Levels = self.pairs[left * SIZE + right]
        return levels

    def run(self, *tokens: Ints) -> Levels:
        """The levels of runs of three or four tokens."""
        return self.level(mixed(*tokens))

    def level(self, keys: Keys) -> Levels:
        """The levels of runs of three or four tokens by their mixed keys."""
        first, *more = (table.get(keys) for table in self._tables)
        return np.maximum(first, more[0]) if more else first

    def between(self, left: Ints, right: Ints) -> tuple[Ints, Ints]:
        """For places between two tokens: which of them, and the character, of all that are known to stand there, some twice."""
        found = [between(known, left, right) for known in self._middles]
        owner, character = (np.concatenate(parts) for parts in zip(*found, strict=True))
        return owner, character

    def alike(self, one: Ints, other: Ints) -> Levels:
        """The flags of pairs of confusable characters; 0 for others."""
        keys = one * SIZE + other
        if not len(self._alike_keys):
            return np.zeros(keys.shape, np.uint8)
        at = np.minimum(np.searchsorted(self._alike_keys, keys), len(self._alike_keys) - 1)
        return np.where(self._alike_keys[at] == keys, self._alike_flags[at], 0).astype(np.uint8)

    def of_same_sound(self, first: Ints, second: Ints) -> tuple[Ints, Ints]:
        """For pairs of characters: which of them, and the packed word of two, of all words that sound like it."""
        keys = self.syllables[first] * SYLLABLES + self.syllables[second]
        at = np.minimum(np.searchsorted(self.sound_keys, keys), len(self.sound_keys) - 1)
        there = np.flatnonzero(self.sound_keys[at] == keys)
        owner, place = self.sounds.of(at[there])
        return there[owner], self.sounds.items[place]


def han(ids: Ints) -> NDArray[np.bool_]:
    """Which tokens are Han characters, rare ones included."""
    return ids >= HAN
