"""Where a text may be cut: the stretches that no reader would cut, and how good a seam each place is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from planlint.text.characters import CLOSING, OPENING, han_after, han_before, is_han
from planlint.text.lexicon import SEAMS, lexicon

_WINDOW = 8
_LONGEST_WORD = 4
_LONGEST_TITLE = 60
_NUMERALS = "〇零一二三四五六七八九十百千万亿两"
_NUMBER = re.compile(
    rf"第[ \u3000]?(?:[{_NUMERALS}]+|[0-9０-９]+)[ \u3000]?[编篇章节条款项目届次号個个]?(?:之[{_NUMERALS}]+)?"
    r"|[0-9０-９]+年(?:[0-9０-９]+月(?:[0-9０-９]+日)?)?"
    r"|[0-9０-９]+(?:[.．,，:：/-][0-9０-９]+)*(?:[%％‰]|[万亿]*(?:元|吨|亩|人|公里|个百分点)?)"
    r"|[A-Za-zÀ-ɏ]+(?:['’-][A-Za-zÀ-ɏ]+)*"
    rf"|百分之[{_NUMERALS}点]+|[{_NUMERALS}]{{2,}}(?:点[{_NUMERALS}]+)?"
)
_BEFORE_A_CUT = frozenset(f"第\u3000０１２３４５６７８９{_NUMERALS}编篇章节条款项目届次号個个之年月点分公．，：’")
"""What can stand in a number or a date before another character of it, besides Latin letters, digits and marks."""

_TITLE_MARK = re.compile(r"[《》\r\n]")
_JOINS = "\u200d"
_EXTENDS = range(0xFE00, 0xFE10)
_SKIN = range(0x1F3FB, 0x1F400)
_ENDS = "。！？；!?;…"
_PAUSES = "，、：,:"


def seam(text: str, at: int) -> int:
    """How well a text can be cut at a place, from 1 (between two characters) to 8 (between lines); words are not asked for."""
    if at <= 0 or at >= len(text):
        return 8
    before, after = text[at - 1], text[at]
    if before in "\n\r":
        return 2 if after in "\n\r" else 8
    if after in "\n\r":
        return 5
    if before in CLOSING and at > 1:
        before = text[at - 2] if text[at - 2] in _ENDS else before
    if before in _ENDS:
        return 1 if after in CLOSING or after in _ENDS else 6
    if before in _PAUSES:
        return 4
    if before.isspace() or after in OPENING or before in CLOSING:
        return 3
    if after in _ENDS or after in _PAUSES:
        return 2
    return 1


def inside_word(text: str, at: int) -> tuple[int, int] | None:
    """The word of two to four characters that a cut at `at` would divide, or None."""
    if not (is_han(text[at - 1]) and is_han(text[at])):
        return None
    cost, left, right = lexicon().cost, han_before(text, at, _LONGEST_WORD - 1), han_after(text, at, _LONGEST_WORD - 1)
    if all(cost(left[-n:] + right[:m]) is None for n, m in SEAMS):
        return None  # no short word lies here, so none would be divided, however the rest is cut
    left, right = han_before(text, at, _WINDOW), han_after(text, at, _WINDOW)
    end = at - len(left)
    for word in lexicon().best(left + right)[1]:
        start, end = end, end + len(word)
        if start < at < end:
            return (start, end) if len(word) <= _LONGEST_WORD else None
        if end >= at:
            return None
    return None


def whole(text: str, at: int) -> tuple[int, int] | None:
    """The stretch around a place that is not to be cut there: a character with its marks, a number, a title, a word."""
    return whole_sign(text, at) or (inside_word(text, at) if 0 < at < len(text) else None)


def whole_sign(text: str, at: int) -> tuple[int, int] | None:
    """As `whole`, for all but words."""
    if at <= 0 or at >= len(text):
        return None
    return cluster(text, at) or _markup(text, at) or _number(text, at) or _title(text, at)


def cluster(text: str, at: int) -> tuple[int, int] | None:
    """The character with what belongs to it (accents, joiners, \\r\\n) that a cut at `at` would divide, or None."""
    if not 0 < at < len(text) or not _glued(text[at - 1], text[at]):
        return None
    start, end = at - 1, at + 1
    while start > 0 and _glued(text[start - 1], text[start]):
        start -= 1
    while end < len(text) and _glued(text[end - 1], text[end]):
        end += 1
    return start, end


def _glued(before: str, after: str) -> bool:
    if after < "\u0300":
        return before == "\r" and after == "\n"
    return (
        before == _JOINS or after == _JOINS or ord(after) in _EXTENDS or ord(after) in _SKIN
        or (unicodedata.combining(after) != 0 and before not in "\r\n")
    )  # fmt: skip


def _markup(text: str, at: int) -> tuple[int, int] | None:
    """The run of asterisks, hashes or dashes that a cut would divide."""
    mark = text[at]
    if mark != text[at - 1] or mark not in "*_#~`—…":
        return None
    start, end = at - 1, at + 1
    while start > 0 and at - start < 8 and text[start - 1] == mark:
        start -= 1
    while end < len(text) and end - at < 8 and text[end] == mark:
        end += 1
    return start, end


def _number(text: str, at: int) -> tuple[int, int] | None:
    """The number, date, ordinal or Latin word that a cut would divide."""
    if (before := text[at - 1]) > "\u024f" and before not in _BEFORE_A_CUT:
        return None
    low, high = max(0, at - 24), min(len(text), at + 24)
    for m in _NUMBER.finditer(text, low, high):
        if m.start() >= at:
            return None
        if m.end() > at:
            return m.span()
    return None


def _title(text: str, at: int) -> tuple[int, int] | None:
    """The title with its marks 《…》 that a cut would divide."""
    opened = text.rfind("《", max(0, at - _LONGEST_TITLE), at)
    if opened < 0 or _TITLE_MARK.search(text, opened + 1, at):
        return None
    m = _TITLE_MARK.search(text, at, opened + _LONGEST_TITLE)
    return (opened, m.end()) if m and m.group() == "》" else None


_PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』", "《": "》", "（": "）", "(": ")", "**": "**"}
_MARKS = re.compile(r"[“”‘’「」『』《》（）()]|\*\*")
_PARTNER_WITHIN = 30


def unpaired(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The short pairs of marks of which a stretch holds one mark and not the other, as spans."""
    stack: list[tuple[str, int]] = []
    for m in _MARKS.finditer(text, max(0, start - _PARTNER_WITHIN), min(len(text), end + _PARTNER_WITHIN)):
        mark = m.group()
        if stack and mark == _PAIRS.get(stack[-1][0]):
            opened = stack.pop()[1]
            first, last = start <= opened < end, start <= m.start() < end
            if first != last and "\n" not in text[opened : m.end()]:
                yield opened, m.end()
        elif mark in _PAIRS:
            stack.append((mark, m.start()))
