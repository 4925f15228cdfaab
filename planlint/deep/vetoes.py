"""What speaks against a suspicion though the counts speak for it: taken off its score."""

import numpy as np
from numpy.typing import NDArray

from planlint.deep.features import REPEATED_NEW, REPEATED_OLD
from planlint.deep.forest import Floats
from planlint.deep.model import Model
from planlint.deep.ngrams import pack
from planlint.deep.proposals import ONE_MISSING, ONE_TOO_MANY, OTHER_CHARACTER, OTHER_WORD, SWAPPED, Edits, Scan
from planlint.deep.tokens import FIRST, SIZE

NEVER = 99.0
"""More than any score."""
_FIGURES = "一二三四五六七八九十百千万亿〇零两第甲乙丙丁戊元"
"""Figures and what goes with them: 市十二届 for 市第十二届, 五千以上 for 五千元以上. Counts say nothing about the right figure."""
_ALIKE = ("它他", "他她", "的地", "或和", "与和", "及和", "像象", "像相", "做作", "账帐", "份分", "或及", "向对", "为是", "将把", "且并", "至到", "有设", "其该", "仅不", "型性", "使施", "盈营")
"""Pairs of which the counts prefer one though both are right, or which only the meaning tells apart."""
_DISPENSABLE = "的地得了和或及与等并其应为在对中上于之以所是有不也都均各该本"
"""Function words: with or without one, the text is often right."""
_LONG_FORMS = (
    "应当", "或者", "按照", "依照", "已经", "并且", "如果", "可以", "以及", "因为", "经过", "不得", "必须", "但是", "自从", "根据", "具有", "所有",
)
"""Words of which official prose also has the short form."""
_MISSING, _DISPENSED = 0.8, 0.8
_SWAPPED_WORD = 1.5
_COINED = 3
"""So many uses in the same document make a coinage of its own."""


def penalties(model: Model, seen: Scan, edits: Edits, features: Floats) -> Floats:
    """What is taken off the score of each edit."""
    e, at, kind, new = seen.ids, edits.at, edits.kind, edits.new
    figures = _set(model, _FIGURES)
    small = _set(model, _DISPENSABLE)
    taken_out, put_in = e[at], np.where(kind == OTHER_WORD, new // SIZE, new)
    other, out, missing = kind == OTHER_CHARACTER, kind == ONE_TOO_MANY, kind == ONE_MISSING
    forms = np.array([_packed(model, word) for word in _LONG_FORMS], np.int64)
    off = np.zeros(len(kind), np.float32)
    one = other | out
    off[(one & figures[taken_out]) | ((other | missing) & figures[put_in])] = NEVER
    pair = kind == OTHER_WORD
    off[pair & (figures[taken_out] | figures[put_in] | figures[new % SIZE])] = NEVER
    alike = np.array([_packed(model, pair) for one in _ALIKE for pair in (one, one[::-1])], np.int64)
    off[other & np.isin(pack(taken_out, put_in), alike)] = NEVER
    off[missing] += _MISSING
    longer = np.isin(pack(e[at - 1], put_in), forms) | np.isin(pack(put_in, e[at]), forms)
    shorter = np.isin(pack(e[at - 1], e[at]), forms) | np.isin(pack(e[at], e[at + 1]), forms)
    off[(missing & longer) | (out & shorter)] = NEVER
    doubled = out & ((taken_out == e[at - 1]) | (taken_out == e[at + 1]))  # it leaves a run of three intact
    off[(missing & small[put_in]) | (out & small[taken_out] & ~doubled)] += _DISPENSED
    swapped = np.flatnonzero(kind == SWAPPED)
    off[swapped[model.word(e[at[swapped]], e[at[swapped] + 1])]] += _SWAPPED_WORD
    coined = ~doubled & (features[:, REPEATED_OLD] >= _COINED) & (features[:, REPEATED_OLD] * 2 >= features[:, REPEATED_NEW])
    off[coined] = NEVER
    return off


def _set(model: Model, characters: str) -> NDArray[np.bool_]:
    """Which tokens are one of these characters."""
    table = np.zeros(SIZE, np.bool_)
    table[model.alphabet.ids[[ord(c) for c in characters]]] = True
    table[:FIRST] = False
    return table


def _packed(model: Model, pair: str) -> int:
    one, other = (int(model.alphabet.ids[ord(c)]) for c in pair)
    return one * SIZE + other
