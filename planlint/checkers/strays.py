"""A sign, a letter or a digit between Han characters that nobody put there: 服务_体系, 实a施, 创新3驱动.

Signs that no text has between Han characters are found by patterns, characters of other scripts and pictures by their block. Letters and digits have their uses there (新3板,
e站): one is a stray only where it stands in the midst of a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from planlint.checkers import patterns
from planlint.checkers.torn_words import AROUND, tears
from planlint.hits import Edit, Hit
from planlint.text.characters import NOT_LATIN, han_after, han_before, is_han
from planlint.text.document import Document
from planlint.text.patterns import pattern
from planlint.text.spans import Span

OPTIONS: dict[str, Any] = patterns.OPTIONS

_LONE = pattern(rf"[a-z\d](?<={NOT_LATIN}.)(?={NOT_LATIN})")
_COUNTED = frozenset(
    "年月日时分秒季周天号期届次度级类章节条款项目版编部步倍层代星线环大小多几个元万千百十亿名位家户口人台套座栋件份册"
    "幅组队支批种样处所间片块亩吨米里斤克点县乡镇村省市区州国校厂店站车船机死伤胜负平比到至和与或以金银铜男女老少起场轮"
)
"""What a digit counts: behind one of these it is no stray."""
_LETTERS = frozenset("abcdfghjlopqrstuvwz")
"""Letters that are no word, as e (网上), and count nothing, as m and n."""
_NAMED = frozenset("项項款目点期组組类類型级級线線轴值")
"""What a letter is the name of."""


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """What the patterns of the options match, and each lone letter or digit within a word."""
    hits = [*patterns.check(document, options), *_within_words(document), *_foreign(document)]
    yield from sorted(hits, key=lambda hit: hit.span)


def _foreign(document: Document) -> Iterator[Hit]:
    """Pictures between Han characters, and characters of another script that stand there alone: 繁荣♓稳定, 发展の成果."""
    wanted = {c for c in document.unusual if _is_picture(c) or _is_foreign(c)}
    if not wanted:
        return
    prose = document.prose
    for m in re.finditer(f"[{re.escape(''.join(sorted(wanted)))}]+", prose):
        left, right = prose[m.start() - 1 : m.start()] if m.start() else "", prose[m.end() : m.end() + 1]
        alone = m.end() - m.start() == 1 or all(map(_is_picture, m.group()))
        if alone and is_han(left) and is_han(right):
            span = Span(*m.span())
            yield Hit(span, {"found": m.group()}, (Edit(span, ""),), suggestions=(left + right,), safety="suggested")


def _is_picture(character: str) -> bool:
    """Whether a character is a dingbat, an emoji or a sign that has its place behind a figure only (°)."""
    return "\u2600" <= character <= "\u27bf" or "\U0001f000" <= character <= "\U0001faff" or character == "°"


def _is_foreign(character: str) -> bool:
    """Whether a character is a letter of a script that Chinese texts do not mix with: kana, hangul, Thai, Arabic and the like."""
    return "\u0530" <= character <= "\u1cff" or ("\u3041" <= character <= "\u30fa") or "\uac00" <= character <= "\ud7a3"


def _within_words(document: Document) -> Iterator[Hit]:
    """Letters and digits that tear a word; a letter that is the only one of its kind need not."""
    prose = document.prose
    places = [m.start() for m in _LONE.finditer(prose)]
    letters = [at for at in places if prose[at] in _LETTERS]
    for at in places:
        if prose[at].isdecimal() and (prose[at + 1] in _COUNTED or prose[at - 1] == "第"):
            continue
        left, right = han_before(prose, at, AROUND), han_after(prose, at + 1, AROUND)
        if tears(left, right) or (letters == [at] and min(len(left), len(right)) > 1 and right[0] not in _NAMED):
            span = Span(at, at + 1)
            yield Hit(span, {"found": prose[at]}, (Edit(span, ""),), suggestions=(left[-2:] + right[:2],), safety="suggested")
