"""A finding in words: the shortest piece around it that says what stands there and what is usual."""

from typing import NamedTuple

from planlint.text.characters import han_after, han_before
from planlint.text.lexicon import Lexicon, lexicon
from planlint.text.spans import Span

_REACH, _LONGEST = 4, 4


class Piece(NamedTuple):
    """A stretch of the text, what stands there, and what is usual instead."""

    span: Span
    old: str
    new: str


def piece(text: str, span: Span, new: str) -> Piece:
    """The finding with as many of its Han neighbours as it takes to show what is unusual, at most `_LONGEST` characters."""
    before, after = han_before(text, span.start, _REACH), han_after(text, span.end, _REACH)
    old = text[span.start : span.end]
    sizes = [(left, right) for left in range(len(before) + 1) for right in range(len(after) + 1) if 2 <= left + len(new) + right <= _LONGEST]
    if not new:  # a seam must show on both sides
        sizes = [(left, right) for left, right in sizes if left and right] or sizes
    if not sizes:
        return Piece(span, old, new)
    words = lexicon()
    seams = _seams(words, before, new, after)

    def worth(size: tuple[int, int]) -> tuple[bool, int, bool, int, float]:
        """A piece says most that official texts have in the new form only, then one that begins and ends where words do."""
        left, right = before[len(before) - size[0] :], after[: size[1]]
        usual = left + new + right
        known = words.seen(usual)
        ends = (-size[0] in seams) + (len(new) + size[1] in seams)
        return known > 0 and not words.seen(left + old + right), ends, words.is_word(usual), -len(usual), known

    left, right = max(sizes, key=worth)
    start, end = span.start - left, span.end + right
    return Piece(Span(start, end), text[start:end], text[start : span.start] + new + text[span.end : end])


def _seams(words: Lexicon, before: str, new: str, after: str) -> set[int]:
    """Where words begin and end in the new form, counted from the first character that is put in."""
    at, seams = -len(before), set()
    for word in words.best(before + new + after)[1]:
        seams.add(at)
        at += len(word)
    return seams | {at}
