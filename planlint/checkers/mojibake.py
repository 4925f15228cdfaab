"""Text that was decoded with the wrong encoding: the replacement character, 锟斤拷, 鍏充簬 for 关于, ä¸­å›½ for 中国."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import chain, product
from typing import Any

from planlint.hits import Edit, Hit
from planlint.text.document import Document
from planlint.text.patterns import pattern
from planlint.text.spans import Span

OPTIONS: dict[str, Any] = {}

_LOST = pattern("\ufffd+")
# What programs leave behind: U+FFFD read as GBK, and the filling of fresh memory read as GBK.
_DEBRIS = pattern("(?:锟斤拷|锟斤|斤拷锟)+锟?|烫{4,}|屯{4,}|(?:锘縹|锘匡|锘)+(?=\\W|$)")
_CP1252 = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_TAIL = f"\x80-\xbf{_CP1252}"
_LATIN_UTF8 = pattern(f"(?:[\xc2-\xdf][{_TAIL}]|[\xe0-\xef][{_TAIL}]{{2}})+")
_LATIN_GBK = pattern("(?:[\xb0-\xf7][\xa1-\xfe]){2,}")
_LATIN_RUN = pattern(f"[\xb0-\xf7][\xa1-\xff{_TAIL}]+")
_QUOTED = ("“”", "‘’", "「」", "（）", "()", '""')


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """One hit for each stretch that was decoded wrongly, with what it was where that can be told; those of a line are one report."""
    for hit in _hits(document.prose, document.unusual):
        yield hit._replace(cluster=document.position(hit.span.start).line)


def _hits(prose: str, unusual: frozenset[str]) -> Iterator[Hit]:
    if "\ufffd" in unusual:
        yield from (_lost(m) for m in _LOST.finditer(prose) if not _spoken_of(prose, m))
    if any(needle in prose for needle in "锟烫屯锘"):
        yield from (_hit(Span(*m.span()), m.group(), "", "debris") for m in _DEBRIS.finditer(prose) if not _spoken_of(prose, m))
    if any("\xb0" <= c <= "\xf7" for c in unusual):
        yield from _latin(prose)
    yield from _as_gbk(prose, unusual)


def _lost(m: re.Match[str]) -> Hit:
    return Hit(Span(m.start(), m.end()), {"text": "�" * min(3, len(m.group()))}, variant="lost")


def _spoken_of(prose: str, m: re.Match[str]) -> bool:
    """Whether a stretch stands alone in quotation marks or brackets: a text about such damage."""
    return prose[m.start() - 1 : m.start()] + prose[m.end() : m.end() + 1] in _QUOTED


def _hit(span: Span, garbled: str, right: str, variant: str) -> Hit:
    edits = (Edit(span, right),) if right else ()
    return Hit(span, {"text": garbled[:20], "right": right[:20]}, edits, suggestions=(right,) if right else (), variant=variant)


def _latin(prose: str) -> Iterator[Hit]:
    """Chinese in UTF-8 or GBK that was read as Latin-1 or its Windows variant."""
    for run in _LATIN_RUN.finditer(prose):
        hits = list(_latin_utf8(prose, run.start(), run.end()))
        yield from hits or _latin_gbk(prose, run.start(), run.end())


def _latin_utf8(prose: str, start: int, end: int) -> Iterator[Hit]:
    for m in _LATIN_UTF8.finditer(prose, start, end):
        right = _decoded(_as_bytes(m.group()), "utf-8")
        if right and max(right) <= "\xff":  # read wrongly twice
            right = _decoded(right.encode("latin-1"), "utf-8")
        alone = len(right) == 1 and (_is_letter(prose[m.start() - 1 : m.start()]) or _is_letter(prose[m.end() : m.end() + 1]))
        if right and _is_plain_chinese(right) and not alone:
            yield _hit(Span(*m.span()), m.group(), right, "decoded")


def _is_letter(char: str) -> bool:
    return char.isalpha() and char < "\u0250"


def _latin_gbk(prose: str, start: int, end: int) -> Iterator[Hit]:
    for m in _LATIN_GBK.finditer(prose, start, end):
        letters = sum(1 for c in m.group() if c >= "\xc0" and c not in "×÷")
        likely = len(set(m.group())) > 2 and letters and (letters * 3 >= len(m.group()) or len(m.group()) >= 8)
        right = _decoded(m.group().encode("latin-1"), "gbk") if likely else ""
        if right and _is_plain_chinese(right):
            yield _hit(Span(*m.span()), m.group(), right, "decoded")


def _as_bytes(text: str) -> bytes:
    """The bytes that Windows-1252, with Latin-1 for what it lacks, shows as `text`."""
    return b"".join(c.encode("latin-1") if c <= "\xff" else c.encode("cp1252") for c in text)


def _decoded(data: bytes, encoding: str) -> str:
    """The text of bytes, or "" where they are none."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return ""


def _is_plain_chinese(text: str) -> bool:
    """Whether a text is made of common Han characters (level 1 of GB 2312) and Chinese marks, with at least one of these."""
    common = 0
    for c in text:
        try:
            code = c.encode("gb2312")
        except UnicodeEncodeError:
            return False
        if len(code) == 2:
            if not (0xA1 <= code[0] <= 0xA3 or 0xB0 <= code[0] <= 0xD7):
                return False
            common += 1
    return common > 0


@cache
def _triples() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """The first, second and third of three characters of GBK whose six bytes are two characters of UTF-8.

    Those have a first byte E2-E9 or EF, then two of 80-BF, twice; 80 begins no character of GBK.
    """
    leads, tails = (*range(0xE2, 0xEA), 0xEF), range(0x80, 0xC0)
    trails = tails[1:]

    def among(first: Iterable[int], second: Iterable[int]) -> frozenset[str]:
        # GB 18030 gives every pair a character, so that none of the later ones slips by a byte
        return frozenset(bytes(chain.from_iterable(product(first, second))).decode("gb18030"))

    return among(leads, tails), among(trails, leads), among(trails, tails)


def _as_gbk(prose: str, unusual: frozenset[str]) -> Iterator[Hit]:
    """Chinese in UTF-8 that was read as GBK: each pair of characters became three, most of them rare."""
    first, second, third = _triples()
    done = 0
    for start in sorted(_places(prose, first & unusual)):
        if start < done:
            continue
        end = start
        while prose[end : end + 1] in first and prose[end + 1 : end + 2] in second and prose[end + 2 : end + 3] in third:
            end += 3
        if end == start:
            continue
        done = end
        garbled = prose[start:end]
        right = _decoded(garbled.encode("gb18030"), "utf-8")
        if right and _is_plain_chinese(right) and not _is_plain_chinese(garbled):
            yield _hit(Span(start, end), garbled, right, "decoded")


def _places(prose: str, characters: Iterable[str]) -> Iterator[int]:
    """The offsets at which any of a few characters stands."""
    for character in characters:
        at = prose.find(character)
        while at >= 0:
            yield at
            at = prose.find(character, at + 1)
