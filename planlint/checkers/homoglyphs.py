"""Cyrillic and Greek letters inside Latin words: they look the same and are not found by a search."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from planlint.hits import Edit, Hit
from planlint.text.document import Document
from planlint.text.patterns import pattern
from planlint.text.spans import Span

OPTIONS: dict[str, Any] = {}

_TWINS = dict(zip("АВЕЅІЈКМНОРСТХУаеорсухѕіј" "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABESIJKMHOPCTXYaeopcyxsij" "ABEZHIKMNOPTYXo", strict=True))
_WORD = pattern(r"[A-Za-z0-9\u0370-\u03ff\u0400-\u04ff]+")


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """One hit for each word of Latin letters, half at least, in which all other letters are look-alikes."""
    prose = document.prose
    if document.unusual.isdisjoint(_TWINS):
        return
    for m in _WORD.finditer(prose):
        word = m.group()
        strange = [c for c in word if c > "\u024f"]
        latin = sum(1 for c in word if c.isascii() and c.isalpha())
        if not strange or latin < len(strange) or any(c not in _TWINS for c in strange):
            continue
        right = "".join(_TWINS.get(c, c) for c in word)
        edits = tuple(Edit(Span(m.start() + i, m.start() + i + 1), _TWINS[c]) for i, c in enumerate(word) if c in _TWINS)
        fields = {"found": word, "right": right, "letters": "、".join(dict.fromkeys(strange))}
        yield Hit(Span(m.start(), m.end()), fields, edits, suggestions=(right,))
