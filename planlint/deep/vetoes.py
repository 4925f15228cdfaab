"""What speaks against a suspicion though the counts speak for it: taken off its score."""

from collections.abc import Sequence

from planlint.deep.features import REPEATED_NEW, REPEATED_OLD
from planlint.deep.model import Model
from planlint.deep.proposals import ONE_MISSING, ONE_TOO_MANY, OTHER_CHARACTER, OTHER_WORD, SWAPPED, Edit, Scan
from planlint.deep.windows import middle_of

NEVER = 99.0
"""More than any score."""
_FIGURES = "一二三四五六七八九十百千万亿〇零两第甲乙丙丁戊元"
"""Figures and what goes with them: 市十二届 for 市第十二届, 五千以上 for 五千元以上. Counts say nothing about the right figure."""
_ALIKE = (
    "它他", "他她", "的地", "或和", "与和", "及和", "像象", "像相", "做作", "账帐", "份分", "或及", "向对", "为是", "将把",
    "且并", "至到", "有设", "其该", "仅不", "型性", "使施", "盈营", "有立", "递提", "定订", "显见", "齐集",
)
"""Pairs of which the counts prefer one though both are right, or which only the meaning tells apart."""
_EITHER = frozenset((*_ALIKE, *(pair[::-1] for pair in _ALIKE)))
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


def penalty(model: Model, seen: Scan, edit: Edit, features: Sequence[float]) -> float:
    """What is taken off the score of an edit."""
    letter, kind, at = model.alphabet.letter, edit.kind, edit.at
    left, here, following = (letter(token) or " " for token in seen.ids[at - 1 : at + 2])
    put_in = "".join(map(letter, middle_of(seen.ids, edit))) if kind != SWAPPED else ""
    taken_out = here if kind in (OTHER_CHARACTER, ONE_TOO_MANY, OTHER_WORD) else ""
    before, token, after = seen.ids[at - 1 : at + 2]
    doubled = kind == ONE_TOO_MANY and token in (before, after)  # it leaves a run of three intact
    own, fixed = features[REPEATED_OLD], features[REPEATED_NEW]
    if (
        any(figure in _FIGURES for figure in taken_out + put_in)
        or (kind == OTHER_CHARACTER and taken_out + put_in in _EITHER)
        or (kind == ONE_MISSING and (left + put_in in _LONG_FORMS or put_in + here in _LONG_FORMS))
        or (kind == ONE_TOO_MANY and (left + here in _LONG_FORMS or here + following in _LONG_FORMS))
        or (not doubled and own >= _COINED and own * 2 >= fixed)
    ):
        return NEVER
    if kind == SWAPPED:
        return _SWAPPED_WORD if model.word(seen.ids[at : at + 2]) else 0.0
    dispensed = _DISPENSED if (put_in + taken_out) in _DISPENSABLE and kind in (ONE_MISSING, ONE_TOO_MANY) and not doubled else 0.0
    return dispensed + (_MISSING if kind == ONE_MISSING else 0.0)
