"""Blanks between the Han characters of a sentence: 高质 量发展.

A blank is right in a title of two halves, behind a label and beside a name; so only running text counts, and there a
blank within a word, or one in the midst of a long clause behind a mark, outside quotation marks. A wide blank (U+3000),
a tab or several blanks count as one does.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING, Any

from planlint.hits import Edit, Hit
from planlint.text.characters import CLEAR, han_after, han_before
from planlint.text.document import Document
from planlint.text.lexicon import lexicon
from planlint.text.numerals import goes_on
from planlint.text.patterns import pattern
from planlint.text.spans import Span

if TYPE_CHECKING:
    from planlint.text.blocks import Block

OPTIONS: dict[str, Any] = {"least": 3}
"""`least`: Han characters that have to stand on either side of a blank that tears no word; names and labels have fewer."""

AROUND = 8
"""Characters on either side of a blank that are looked at for a word across it."""
LEAST_TORN = 2
GAIN = 2.0
"""Nats by which a word across the blank has to be more likely than two words beside it."""
MOST = 5
"""Blanks from which on a paragraph is set in columns or spaced on purpose."""
SENTENCE = 120
"""Characters on either side in which the marks of the sentence and its quotation marks are looked for."""

_RARE = "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f"
"""Blanks of a certain width, from typesetting."""
_BLANKS = f" \t\xa0\u3000{_RARE}"
_INSIDE = r"[^\x00-\u024f\u3000]"
_BLANK = {blank: pattern(rf"{blank}(?<={_INSIDE}{blank})[{_BLANKS}]{{0,3}}(?={_INSIDE})") for blank in _BLANKS}
"""Up to four blanks between two characters, by the first of them."""
_YEAR = pattern(r"年(?<=\d[\d ]{3}\d年)")
_PAIRS = ("“”", "《》", "（）", "‘’", "「」", "【】")
_MARKS = "，。；、："
_BYLINE = pattern(r"记者|通讯员|摄|作者|编辑|供图")


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """One hit for each blank in the midst of a sentence; titles, labels, names, quotations and columns are left alone."""
    prose, least = document.prose, {**OPTIONS, **options}["least"]
    if document.wrapped:
        return
    if " " in prose:
        yield from _years(prose)
    for block, found in _by_paragraph(document):
        if block.kind == "heading" or len(found) > MOST:
            continue
        ended = prose.find("。", *block.span) >= 0
        for start, end in found if ended else _wide(prose, block.span, found):
            left, right = han_before(prose, start, AROUND), han_after(prose, end, AROUND)
            shorter = min(len(left), len(right))
            torn = shorter >= LEAST_TORN and tears(left, right)
            in_clause = ended and shorter >= least and _in_clause(prose, block.span, start, end)
            if (torn or in_clause) and not _is_quoted(prose, block.span, start):
                yield _hit(prose, start, end)


def _wide(prose: str, span: Span, found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """What counts of the blanks of a paragraph without a full stop, which may be a title: 清明祭英烈 奋进新征程；"""
    wide = [(start, end) for start, end in found if prose[start:end] != " "]
    return wide if wide and any(prose.find(mark, *span) >= 0 for mark in _MARKS) else []


def _years(prose: str) -> Iterator[Hit]:
    """Years with a blank between their digits: 20 26年."""
    for m in _YEAR.finditer(prose):
        torn = prose[m.start() - 5 : m.start()]
        year = torn.replace(" ", "")
        if len(year) == 4 and year.startswith(("19", "20")) and not goes_on(prose[m.start() - 6 : m.start() - 5]):
            at = m.start() - 5 + torn.index(" ")
            span = Span(at, at + 1)
            yield Hit(span, {"joined": f"{year}年", "torn": f"{torn}年"}, (Edit(span, ""),), suggestions=(f"{year}年",))


def _by_paragraph(document: Document) -> Iterator[tuple[Block, list[tuple[int, int]]]]:
    """The paragraphs with blanks between characters behind their labels, each with start and end of the blanks."""
    prose, paragraphs = document.prose, document.paragraphs
    starts = [b.span.start for b in paragraphs]
    runs = [[m.span() for m in _BLANK[blank].finditer(prose)] for blank in _BLANKS if blank in (document.unusual if blank in _RARE else prose)]
    at, body, stop, found = -1, 0, 0, list[tuple[int, int]]()
    for start, end in sorted(chain.from_iterable(runs)) if len(runs) > 1 else chain.from_iterable(runs):
        if start >= stop:
            if found:
                yield paragraphs[at], found
            at, found = bisect_right(starts, start) - 1, []
            if at >= 0:
                body, stop = paragraphs[at].body, paragraphs[at].span.end
        if body < start and end < stop:
            found.append((start, end))
    if found:
        yield paragraphs[at], found


def _is_quoted(prose: str, span: Span, at: int) -> bool:
    """Whether a pair of marks opens before an offset and closes behind it, or emphasis with no sentence in it."""
    before, after = prose[max(span.start, at - SENTENCE) : at], prose[at : min(span.end, at + SENTENCE)]
    if CLEAR in before and CLEAR in after and not any(m in before.rpartition(CLEAR)[2] + after.partition(CLEAR)[0] for m in "，。；"):
        return True
    return any(before.rfind(pair[0]) > before.rfind(pair[1]) and pair[1] in after for pair in _PAIRS)


def _in_clause(prose: str, span: Span, start: int, end: int) -> bool:
    """Whether a blank lies behind a mark and before another one in a line, and beside no byline."""
    before, after = prose[max(span.start, start - SENTENCE) : start], prose[end : min(span.end, end + SENTENCE)]
    clause = max(map(before.rfind, _MARKS))
    rest = before[clause + 1 :]
    return clause >= 0 and any(m in after for m in _MARKS) and before.count("。", clause) == 0 and not _BYLINE.search(rest + after[:12])


def tears(left: str, right: str) -> bool:
    """Whether a word lies across the blank, and the two sides are better off together."""
    words = lexicon()
    if not words.joined(left, right):
        return False
    apart = words.best(left)[0] + words.best(right)[0]
    return words.best(left + right)[0] < apart - GAIN


def _hit(prose: str, start: int, end: int) -> Hit:
    span, left, right = Span(start, end), han_before(prose, start, 2), han_after(prose, end, 2)
    return Hit(span, {"joined": left + right, "torn": f"{left} {right}"}, (Edit(span, ""),), suggestions=(left + right,))
