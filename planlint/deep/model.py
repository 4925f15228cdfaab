"""What the packs know: levels of runs, characters that fit between two others, characters that are taken for each other, words."""

import os
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from planlint.deep.container import Array, Pack, read
from planlint.deep.forest import Forest
from planlint.deep.middles import between, lists
from planlint.deep.ngrams import Keys, Levels, Table, mixed, pack
from planlint.deep.tokens import FIRST, SIZE, Alphabet, Ints, alphabet

BASE, ARCHIVE = "official", "archive"
"""The kinds of packs: the one that is shipped, and those learned from an archive."""
BASE_PATH = os.path.join(os.path.dirname(os.path.dirname(os.path.realpath(__file__))), "data", "official.plm")

SAME_SOUND, NEAR_SOUND, SHAPE = 0x80, 0x40, 15
"""Flags of a pair of confusable characters, and the bits that hold how alike they look."""
COMMON = 60
"""Uses from which a character is common enough to be offered as one that was meant."""
SYLLABLES = 512


class Model:
    """A base pack, with what an archive adds. All answers are for arrays of tokens."""

    def __init__(self, base: Pack, archive: Pack | None = None) -> None:
        arrays = base.arrays
        self.alphabet: Alphabet = alphabet(bytes(arrays["characters"]).decode())
        self.table = Table(arrays["runs"])
        self.own = Table(archive.arrays["runs"]) if archive is not None else None
        self.words = Table(arrays["words"])
        self.pairs = np.zeros(SIZE * SIZE, np.uint8)
        self._add_pairs(arrays["pairs"], arrays["pair_sizes"])
        if archive is not None:
            self._add_pairs(archive.arrays["pairs"], archive.arrays["pair_sizes"])
        self._middles = [lists(pack.arrays["middle_sizes"], pack.arrays["middles"]) for pack in (base, archive) if pack is not None]
        uses = arrays["uses"].astype(np.float64)
        self.log_uses = np.log(uses + 0.5).astype(np.float32)
        self.uses = np.exp(self.log_uses)
        self.log_total = float(np.log(uses.sum()))
        self._alike_keys = np.repeat(np.arange(SIZE), arrays["alike_sizes"]) * SIZE + arrays["alike"]
        self._alike_flags = arrays["alike_flags"]
        common = uses[arrays["alike"]] >= COMMON
        sizes = np.bincount((self._alike_keys // SIZE)[common], minlength=SIZE)
        self.offered = lists(sizes, arrays["alike"][common].astype(np.int64))
        self.syllables = arrays["syllables"].astype(np.int64)
        self.sound_keys = arrays["sound_keys"].astype(np.int64)
        self.sounds = lists(arrays["sound_sizes"], arrays["sound_words"].astype(np.int64))
        self.filter = arrays.get("filter")
        self.forest = Forest.of(arrays) if "tree_feature" in arrays else None
        self.levels: dict[str, float] = dict(base.about.get("levels", {}))

    def _add_pairs(self, entries: Array, sizes: Array) -> None:
        """Notes levels of pairs; where a pair is known, the higher one holds."""
        at = np.repeat(np.arange(SIZE) * SIZE, sizes) + (entries >> 4)
        self.pairs[at] = np.maximum(self.pairs[at], (entries & 15).astype(np.uint8))

    def pair(self, left: Ints, right: Ints) -> Levels:
        """The levels of pairs."""
        levels: Levels = self.pairs[left * SIZE + right]
        return levels

    def run(self, *tokens: Ints) -> Levels:
        """The levels of runs of three or four tokens."""
        return self.run_of(mixed(pack(*tokens), len(tokens)))

    def run_of(self, keys: Keys) -> Levels:
        """The levels of mixed runs of three or four tokens."""
        known = self.table.get(keys)
        return known if self.own is None else np.maximum(known, self.own.get(keys))

    def word(self, *tokens: Ints) -> NDArray[np.bool_]:
        """Which runs of two to four tokens are words."""
        known: NDArray[np.bool_] = self.words.get(mixed(pack(*tokens), len(tokens))) == len(tokens)
        return known

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


def shipped_alphabet() -> Alphabet:
    """The characters that have tokens of their own."""
    return alphabet(bytes(read(BASE_PATH, BASE).arrays["characters"]).decode())


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
    if own.about["alphabet"] != base.about["alphabet"]:
        from planlint.errors import UserError

        raise UserError(
            f"{archive}: 由另一版 planlint 学得，请重新生成：planlint learn {archive} -o {archive} "
            f"(learned with another version of planlint: learn it again)"
        )
    return Model(base, own)


def han(ids: Ints) -> NDArray[np.bool_]:
    """Which tokens are Han characters, rare ones included."""
    return ids >= FIRST - 2
