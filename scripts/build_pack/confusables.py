"""Which characters are taken for each other: the same or nearly the same sound (pypinyin), a similar shape (a font under the OFL).

Only numbers are kept: flags of pairs, and how alike two shapes are on a scale of 16.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from pypinyin import Style, lazy_pinyin, pinyin

from planlint.deep.model import NEAR_SOUND, SAME_SOUND, SHAPE, SYLLABLES
from planlint.deep.tokens import FIRST, SIZE

SHAPE_LEAST = 7
"""From which likeness on a pair counts as similar in shape."""
_GRID, _SHIFT = 24, 0.3
_UNSTRETCHED = "一二三十"


def fuzzy(syllable: str) -> str:
    """A syllable without what many speakers do not tell apart: zh/z, ng/n, l/n, f/h."""
    syllable = syllable.replace("zh", "z").replace("ch", "c").replace("sh", "s")
    if syllable.endswith(("ang", "eng", "ing")):
        syllable = syllable[:-1]
    return {"l": "n", "f": "h"}.get(syllable[:1], syllable[:1]) + syllable[1:]


def shapes(characters: str, font_file: str, index: int) -> NDArray[np.uint8]:
    """How alike each two characters look, 0 to 15: the correlation of their blurred pictures."""
    font = ImageFont.truetype(font_file, 40, index=index)
    rows = np.zeros((len(characters), _GRID * _GRID), np.float32)
    for number, character in enumerate(characters):
        picture = Image.new("L", (48, 48), 0)
        ImageDraw.Draw(picture).text((4, -6), character, font=font, fill=255)
        if character not in _UNSTRETCHED:
            picture = picture.crop(picture.getbbox() or (0, 0, 48, 48)).resize((48, 48))
        blurred = picture.filter(ImageFilter.GaussianBlur(1.6)).resize((_GRID, _GRID), Image.Resampling.BOX)
        row = np.asarray(blurred, np.float32).ravel()
        row -= row.mean()
        rows[number] = row / (np.linalg.norm(row) + 1e-6)
    alike = np.round(rows.astype(np.float64) @ rows.T.astype(np.float64), 6)
    np.fill_diagonal(alike, 0)
    return np.clip((alike - _SHIFT) / (1 - _SHIFT) * SHAPE, 0, SHAPE).astype(np.uint8)


def confusable(characters: str, font_file: str, index: int) -> dict[str, NDArray[np.generic]]:
    """The pairs of confusable characters as arrays of a pack: `alike_sizes`, `alike`, `alike_flags`."""
    size = len(characters)
    flags = shapes(characters, font_file, index)
    sounds = [set(pinyin(c, style=Style.NORMAL, heteronym=True)[0]) for c in characters]
    for flag, groups in ((SAME_SOUND, sounds), (NEAR_SOUND, [{fuzzy(s) for s in one} for one in sounds])):
        flags |= np.where(_share(groups, size), np.uint8(flag), np.uint8(0))
    np.fill_diagonal(flags, 0)
    one, other = np.nonzero((flags >= NEAR_SOUND) | ((flags & SHAPE) >= SHAPE_LEAST))
    sizes = np.bincount(one + FIRST, minlength=SIZE)
    return {"alike_sizes": sizes.astype("<u2"), "alike": (other + FIRST).astype("<u2"), "alike_flags": flags[one, other]}


def _share(groups: Sequence[Iterable[str]], size: int) -> NDArray[np.bool_]:
    """Which two characters have a sound in common."""
    members = defaultdict(list)
    for number, sounds in enumerate(groups):
        for sound in sounds:
            members[sound].append(number)
    table = np.zeros((size, size), np.bool_)
    for group in members.values():
        table[np.ix_(group, group)] = True
    return table


def words_by_sound(characters: str, words: Iterable[str]) -> dict[str, NDArray[np.generic]]:
    """Words of two characters by how they sound: `syllables` of the tokens, and `sound_keys`, `sound_sizes`, `sound_words`."""
    token = {c: n + FIRST for n, c in enumerate(characters)}
    numbers: dict[str, int] = {}
    syllables = np.zeros(SIZE, "<u2")
    for character, own in token.items():
        syllables[own] = numbers.setdefault(fuzzy(lazy_pinyin(character)[0]), len(numbers) + 1)
    assert len(numbers) < SYLLABLES
    rows = sorted(
        (int(syllables[token[w[0]]]) * SYLLABLES + int(syllables[token[w[1]]]), token[w[0]] * SIZE + token[w[1]])
        for w in words
        if len(w) == 2 and w[0] in token and w[1] in token
    )
    keys, sizes = np.unique(np.array([key for key, _ in rows]), return_counts=True)
    return {
        "syllables": syllables, "sound_keys": keys.astype("<u4"), "sound_starts": np.concatenate(([0], np.cumsum(sizes))).astype("<u4"),
        "sound_words": np.array([word for _, word in rows], "<u4"),
    }  # fmt: skip
