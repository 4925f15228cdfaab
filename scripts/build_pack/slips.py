"""Slips put into clean text at random, of the kinds that people and machines make, and what an edit does to them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

import numpy as np
from corpus import Pair
from numpy.typing import NDArray

from planlint.deep.model import NEAR_SOUND, SAME_SOUND, SHAPE, Model
from planlint.deep.tokens import FIRST

SHAPE_OF_SLIPS = 8
_NEAR = 4


class Slip(NamedTuple):
    """A slip in a text: where it stands, what stands there, what should, and of which kind it is."""

    start: int
    wrong: str
    right: str
    kind: str


def slips_of(pair: Pair) -> list[Slip]:
    """What was corrected in a pair of sentences."""
    if len(pair.wrong) == len(pair.right):
        return _same_length(pair)
    codes = SequenceMatcher(None, pair.wrong, pair.right, autojunk=False).get_opcodes()
    return [Slip(a, pair.wrong[a:b], pair.right[c:d], "real") for tag, a, b, c, d in codes if tag != "equal"]


def _same_length(pair: Pair) -> list[Slip]:
    found, start = [], 0
    size = len(pair.wrong)
    while start < size:
        end = start
        while end < size and pair.wrong[end] != pair.right[end]:
            end += 1
        if end > start:
            found.append(Slip(start, pair.wrong[start:end], pair.right[start:end], "real"))
        start = end + 1
    return found


def confusions(real: Iterable[Pair]) -> dict[str, Counter[str]]:
    """For each character the ones that were written for it in real slips."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for pair in real:
        for slip in slips_of(pair):
            if len(slip.wrong) == len(slip.right) == 1 and "\u4e00" <= slip.wrong <= "\u9fff" and "\u4e00" <= slip.right <= "\u9fff":
                found[slip.right][slip.wrong] += 1
    return found


class Slipper:
    """Makes slips. `every` is how many characters apart they stand on average."""

    def __init__(self, model: Model, alike: Mapping[str, NDArray[np.generic]], real: Mapping[str, Counter[str]], seed: int, every: int = 60) -> None:
        self.random = np.random.default_rng(seed)
        self.every = every
        self.model = model
        letters = model.alphabet.characters
        self.letters = letters
        self.token = {c: n + FIRST for n, c in enumerate(letters)}
        flags, items = alike["alike_flags"], alike["alike"].astype(np.int64)
        starts = np.concatenate(([0], np.cumsum(alike["alike_sizes"], dtype=np.int64)))
        self.groups: dict[str, list[NDArray[np.int64]]] = {"same": [], "near": [], "shape": []}
        for token in range(FIRST + len(letters)):
            own, them = flags[starts[token] : starts[token + 1]], items[starts[token] : starts[token + 1]]
            self.groups["same"].append(them[(own & SAME_SOUND) > 0])
            self.groups["near"].append(them[(own & (SAME_SOUND | NEAR_SOUND)) == NEAR_SOUND])
            self.groups["shape"].append(them[(own & SHAPE) >= SHAPE_OF_SLIPS])
        self.uses = np.exp(np.array(model.log_uses))
        uses = self.uses[FIRST : FIRST + len(letters)]
        self.frequent = np.cumsum(uses / uses.sum())
        self.real = {c: (list(n), np.cumsum(np.array(list(n.values())) / n.total())) for c, n in real.items()}

    def slipped(self, text: str) -> tuple[str, list[Slip]]:
        """A text with slips, and where they are."""
        out, slips, done, size = [], [], 0, 0
        following = int(self.random.integers(10, 2 * self.every))
        while following < len(text) - 2:
            at = following
            made = self._slip(text, at) if self._ready(text, at) else None
            if made is None:
                following = at + 1
                continue
            right, wrong, kind = made
            out += [text[done:at], wrong]
            size += at - done
            slips.append(Slip(size, wrong, right, kind))
            size += len(wrong)
            done = at + len(right)
            following = done + int(self.random.integers(self.every // 2, self.every * 3 // 2))
        return "".join((*out, text[done:])), slips

    def _ready(self, text: str, at: int) -> bool:
        return text[at] in self.token and text[at - 1] in self.token and "\u4e00" <= text[at + 1] <= "\u9fff"

    def _slip(self, text: str, at: int) -> tuple[str, str, str] | None:
        """What should stand at a place, what stands there instead, and the kind; None where the die falls on what cannot be."""
        right, after = text[at], text[at + 1]
        token = self.token[right]
        die = self.random.random()
        if die < 0.06:
            return self._word(right + after)
        if die < 0.26:
            return self._other(right, self.groups["same" if self.random.random() < 0.75 else "near"][token], "sound", 0.6)
        if die < 0.46:
            return self._other(right, self.groups["shape"][token], "shape", 0.0)
        if die < 0.56:
            wrong, chances = self.real.get(right, ([], None))
            chosen = wrong[min(int(np.searchsorted(chances, self.random.random())), len(wrong) - 1)] if wrong else right
            return (right, chosen, "real") if chosen != right else None
        if die < 0.62:
            chosen = self._any()
            return (right, chosen, "random") if chosen != right else None
        if die < 0.77:
            return (right, "", "missing") if after != right and text[at - 1] != right else None
        if die < 0.87:
            return (right, right * 2, "doubled") if after != right and text[at - 1] != right else None
        if die < 0.92:
            return right, right + self._any(), "extra"
        return (right + after, after + right, "swapped") if after in self.token and after != right else None

    def _other(self, right: str, group: NDArray[np.int64], kind: str, weight: float) -> tuple[str, str, str] | None:
        if not len(group):
            return None
        chances = np.cumsum(self.uses[group] ** weight + 1)
        chosen = int(group[min(int(np.searchsorted(chances, self.random.random() * chances[-1])), len(group) - 1)])
        wrong = self.letters[chosen - FIRST]
        return (right, wrong, kind) if wrong != right else None

    def _word(self, right: str) -> tuple[str, str, str] | None:
        if right[1] not in self.token:
            return None
        first, second = self.token[right[0]], self.token[right[1]]
        words = [word for word in self.model.of_same_sound(first, second) if word[0] != first and word[1] != second]
        if not words:
            return None
        chosen = words[int(self.random.choice(len(words)))]
        return right, "".join(map(self.model.alphabet.letter, chosen)), "word"

    def _any(self) -> str:
        return self.letters[min(int(np.searchsorted(self.frequent, self.random.random())), len(self.letters) - 1)]


def judged(text: str, start: int, end: int, new: str, slips: Sequence[Slip], starts: NDArray[np.int64]) -> tuple[int, int]:
    """What an edit does: 1 if it undoes a slip, -1 if it touches one without, 0 elsewhere; and the number of the slip (-1: none)."""
    at = int(np.searchsorted(starts, start))
    touched = -1
    for number in (at - 1, at):
        if 0 <= number < len(slips):
            slip = slips[number]
            behind = slip.start + len(slip.wrong)
            if start < behind + _NEAR and end > slip.start - _NEAR:
                low, high = max(0, min(start, slip.start) - _NEAR), max(end, behind) + _NEAR
                undone = text[low : slip.start] + slip.right + text[behind:high]
                if undone == text[low:start] + new + text[end:high]:
                    return 1, number
                touched = number
    return (-1, touched) if touched >= 0 else (0, -1)
