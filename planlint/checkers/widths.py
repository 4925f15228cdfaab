"""Full-width letters and digits (ＧＤＰ, １０９．０８％) in a text that has the others in half width."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from planlint.hits import Edit, Hit
from planlint.text.characters import is_han
from planlint.text.document import Document
from planlint.text.patterns import pattern
from planlint.text.spans import Span

OPTIONS: dict[str, Any] = {"share": 0.2}
"""Full-width letters and digits are the odd ones out up to this share of all letters and digits of a text."""

_WIDE = pattern("[０-９Ａ-Ｚａ-ｚ]+(?:[．－～，][０-９Ａ-Ｚａ-ｚ]+)*")
_HALF = pattern("[0-9A-Za-z]")
_SAME = frozenset("～，")
"""Marks inside a run that keep their width: they are right between half-width digits too."""
_SHIFT = 0xFEE0


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """One hit for each run of full-width letters and digits, where they are few beside the half-width ones."""
    if not any("０" <= c <= "ｚ" and c.isalnum() for c in document.unusual):
        return
    prose = document.prose
    runs = list(_WIDE.finditer(prose))
    wide = sum(m.end() - m.start() for m in runs)
    half = sum(1 for _ in _HALF.finditer(prose))
    if wide > {**OPTIONS, **options}["share"] * (wide + half):
        return
    for m in runs:
        if not _is_name(prose, m):
            span = Span(m.start(), m.end())
            right = narrow(m.group())
            yield Hit(span, {"found": m.group(), "right": right}, (Edit(span, right),), suggestions=(right,))


def _is_name(prose: str, m: re.Match[str]) -> bool:
    """Whether a single letter stands for a name between Han characters (某Ａ公司), or for the zero of Chinese numerals (一五Ｏ)."""
    letter = m.group()
    if not letter.strip("Ｏ．"):
        return True
    return len(letter) == 1 and letter.isalpha() and is_han(prose[m.end() : m.end() + 1]) and is_han(prose[m.start() - 1 : m.start()])


def narrow(text: str) -> str:
    """A run with its letters, digits, points and hyphens in half width."""
    return "".join(chr(ord(c) - _SHIFT) if "！" <= c <= "～" and c not in _SAME else c for c in text)
