"""A word or phrase that follows itself at once: 要进一步进一步加强, 推动推动产业升级; an adverb also across a comma."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from planlint.hits import Edit, Hit
from planlint.text.characters import han_after, han_before, is_han
from planlint.text.document import Document
from planlint.text.echoes import Echoes, echoes
from planlint.text.lexicon import lexicon
from planlint.text.patterns import either, pattern
from planlint.text.spans import Span

OPTIONS: dict[str, Any] = {"allow": [], "adverbs": [], "reduplicated": []}

AROUND = 12
"""Characters on either side that segmentation is given to decide whether both copies are words."""

_SUFFIXES = frozenset("物者费员团长器品長權权議议員費團")
"""Characters that make a noun of the word before them: 妥善保管保管物, 缴纳纳税人."""

_BEHIND_NOUN = ("", *"的和与與及或应應由须須不在")

_SIGNS = "%％‰℃"

SHORTEST, LONGEST = 2, 12
"""Characters of the words and phrases that are looked for."""
# Ideographs and nothing else are judged; the wider class is there because it compiles and runs faster.
_WORD = pattern(r"\w+")
_TWICE = pattern(rf"(\w{{{SHORTEST},{LONGEST}}}?)\1")
# A word may be said twice on purpose with a numeral (一步一步, 十年十年) or by halves of a list of years (一九一九).
_COUNTED = pattern(r"^[一二三四五六七八九十两几半每各数千百万〇零]")
_FUNCTION_EDGE = pattern(r"^[的地得之和与及或是了有在为不]|[的地得之和与及或是了着在]$")
# 推动高质量发展高质量发展是… is a heading that ran into its text: the copies belong to two sentences.
_SUBJECT = pattern(r".{0,4}是")


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """Words and phrases of 2 to 12 characters that stand twice in a row."""
    if not document.punctuated:
        return
    settings = {**OPTIONS, **options}
    allowed = pattern(either(settings["allow"])) if settings["allow"] else None
    prose = document.prose
    hits = [h for m in _twice(prose, document.once(echoes)) if (h := _judge(prose, m, allowed, settings))]
    hits.extend(_across_commas(document, settings["adverbs"]))
    hits.extend(_signs(prose))
    yield from sorted(hits, key=lambda h: h.span)


def _twice(prose: str, known: Echoes) -> Iterator[re.Match[str]]:
    """What `_TWICE.finditer` yields, sought only where a stretch follows that is equal."""
    places = sorted(
        (start, end - size + 1)
        for size in range(SHORTEST, LONGEST + 1)
        for start, end in known.at(size, size)
        if _WORD.fullmatch(prose, start, start + size)  # what is no word goes round and round in the whole stretch
    )
    at = 0
    for start, stop in places:
        at = max(at, start)
        while at < stop:
            m = _TWICE.match(prose, at) if at + 1 == stop else _TWICE.search(prose, at, stop - 1 + 2 * LONGEST)
            if m is None or m.start() >= stop:
                break
            yield m
            at = m.end()


def _judge(prose: str, m: re.Match[str], allowed: re.Pattern[str] | None, settings: Mapping[str, Any]) -> Hit | None:
    word, start, end = m[1], m.start(), m.end()
    counted = _COUNTED.match(word) and not prose[start - 1 : start].isdecimal()  # but 3万元万元 is a unit that stands twice
    if not all(map(is_han, word)) or len(set(word)) == 1 or counted or _FUNCTION_EDGE.search(word):
        return None
    if _SUBJECT.match(prose, end) or not _both_words(prose, m):
        return None
    # asked last: the list takes longer to compile than most texts to be judged without it
    if allowed is not None and any(a.start() < end and a.end() > start for a in allowed.finditer(prose, max(0, start - 8), end + 8)):
        return None
    middle = start + len(word)
    status = "preview" if word in settings["reduplicated"] or _quoted(prose, start, end) else ""
    return Hit(Span(start, end), {"word": word}, (Edit(Span(middle, end), ""),), suggestions=(word,), status=status)


def _both_words(prose: str, m: re.Match[str]) -> bool:
    """Whether the best segmentation of the text around cuts before, between and behind the two copies, or could."""
    before = han_before(prose, m.start(), AROUND)
    wanted = (len(before), len(before) + len(m[1]), len(before) + 2 * len(m[1]))
    at = 0
    run = before + m.group() + han_after(prose, m.end(), AROUND)
    for word in lexicon().segment(run):
        if at == wanted[2] and word in _SUFFIXES and run[at + 1 : at + 2] in _BEHIND_NOUN:
            return False
        if any(at < cut < at + len(word) and not _divides(word, cut - at) for cut in wanted):
            return False
        at += len(word)
    return len(m[1]) > 2 or lexicon().is_word(m[1])


def _divides(word: str, at: int) -> bool:
    """Whether a compound may be cut there: 管理|机构 is two words, 出版|物 is one."""
    return min(at, len(word) - at) >= 2 and lexicon().is_word(word[:at]) and lexicon().is_word(word[at:])


def _quoted(prose: str, start: int, end: int) -> bool:
    """Whether a place stands in a short quotation, where words are coined and slogans repeat."""
    before, after = prose[max(0, start - AROUND) : start], prose[end : end + AROUND]
    return before.rfind("“") > before.rfind("”") and "”" in after.partition("“")[0]


def _signs(prose: str) -> Iterator[Hit]:
    """A sign of a quantity behind a figure, and again: 达到40%%左右."""
    for sign in _SIGNS:
        at = prose.find(sign * 2)
        while at > 0:
            if prose[at - 1].isdecimal() and prose[at + 2 : at + 3] != sign:
                yield Hit(Span(at, at + 2), {"word": sign}, (Edit(Span(at + 1, at + 2), ""),), suggestions=(sign,))
            at = prose.find(sign * 2, at + 2)


def _across_commas(document: Document, adverbs: Sequence[str]) -> Iterator[Hit]:
    """An adverb before a comma and again behind it: 要进一步，进一步加强."""
    prose = document.prose
    places = sorted(
        (at, at + size)
        for size in set(map(len, filter(None, adverbs)))
        for start, end in document.once(echoes).at(size + 1, size)
        for at in range(start, end - size + 1)
        if prose[at + size] in "，,、" and prose[at : at + size] in adverbs
    )
    done = 0
    for start, end in places:
        if start >= done:
            done = 2 * end - start + 1
            yield Hit(Span(start, done), {"word": prose[start:end]}, (Edit(Span(end, done), ""),), suggestions=(prose[start:end],))
