"""Fixed expressions of official prose with one character wrong, too many, missing, or two that changed places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from planlint.checkers.terms import crosses
from planlint.hits import Edit, Hit
from planlint.text.characters import is_han
from planlint.text.document import Document
from planlint.text.lexicon import lexicon
from planlint.text.literals import present
from planlint.text.spans import Span

OPTIONS: dict[str, Any] = {"phrases": [], "variants": [], "least": 6, "listed": {}}
"""`phrases` of at least `least` characters are compared, and those that `termlists` read from the user's files (`listed`);
what is itself one of the `variants`, or allowed there, is right."""

LINKS = frozenset("的和与及同暨、性化等了地得之为在")
"""Characters that come and go in a phrase without harm: 人与自然和谐共生, 人与自然的和谐共生."""


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """The stretches within one edit of a phrase, its first and its last character intact."""
    settings = {**OPTIONS, **options}
    listed = settings["listed"].get("phrases", [])
    phrases = [p for p in settings["phrases"] if len(p) >= settings["least"]] + listed
    right = frozenset((*settings["phrases"], *listed, *settings["variants"], *settings["listed"].get("allow", ())))
    found: dict[Span, str] = {}
    for half, phrase, at in _halves(document, phrases):
        for span in _near(document.prose, half, phrase, at):
            found.setdefault(span, phrase)
    found.update(_swapped(document, tuple(phrases)))
    end = 0
    for span, phrase in sorted(found.items()):
        if span.start >= end and not _legitimate(document.prose, span, phrase, right):
            end = span.end
            yield Hit(span, {"phrase": phrase}, (Edit(span, phrase),), suggestions=(phrase,))


def _halves(document: Document, phrases: list[str]) -> Iterator[tuple[int, str, int]]:
    """Where a half of a phrase stands, the phrase, and where in it the half begins: one edit within a half leaves the other as it was."""
    wanted, prose = _by_half(tuple(phrases)), document.prose
    for half in present(document, wanted):
        yield from ((start, phrase, at) for start in _places(prose, half) for phrase, at in wanted[half])


@lru_cache(maxsize=8)
def _by_half(phrases: tuple[str, ...]) -> dict[str, list[tuple[str, int]]]:
    """The phrases that have a half, by that half, and where in the phrase it begins."""
    halves: dict[str, list[tuple[str, int]]] = {}
    for phrase in phrases:
        middle = len(phrase) // 2
        halves.setdefault(phrase[:middle], []).append((phrase, 0))
        halves.setdefault(phrase[middle:], []).append((phrase, middle))
    return halves


def _swapped(document: Document, phrases: tuple[str, ...]) -> Iterator[tuple[Span, str]]:
    """Where the characters on both sides of the middle of a phrase changed places, so that neither half is as it was."""
    swapped, prose = _by_swap(phrases), document.prose
    for wrong in present(document, swapped):
        yield from ((Span(start, start + len(wrong)), swapped[wrong]) for start in _places(prose, wrong))


def _places(prose: str, words: str) -> Iterator[int]:
    """Where words stand."""
    start = prose.find(words)
    while start >= 0:
        yield start
        start = prose.find(words, start + 1)


@lru_cache(maxsize=8)
def _by_swap(phrases: tuple[str, ...]) -> dict[str, str]:
    """The phrases by what they are with the characters on both sides of the middle in each other's place."""
    middles = ((phrase, len(phrase) // 2) for phrase in phrases)
    return {p[: m - 1] + p[m] + p[m - 1] + p[m + 1 :]: p for p, m in middles if p[m] != p[m - 1]}


def _near(prose: str, half: int, phrase: str, at: int) -> Iterator[Span]:
    """The stretch that holds a half and, instead of the other half, something one edit away from it."""
    middle, size = len(phrase) // 2, len(phrase)
    if prose.startswith(phrase, max(0, half - at)) and half >= at:
        return
    for change in (0, -1, 1):
        start, end = (half, half + size + change) if at == 0 else (half - at - change, half + size - at)
        if start < 0 or end > len(prose) or prose[start] != phrase[0] or prose[end - 1] != phrase[-1]:
            continue
        other, wanted = (prose[half + middle : end], phrase[middle:]) if at == 0 else (prose[start:half], phrase[:middle])
        if other and _one_edit(other, wanted):
            yield Span(start, end)
            return


def _one_edit(found: str, wanted: str) -> bool:
    """Whether one substitution, insertion, deletion or change of places with the next makes one text of the other."""
    at = next((i for i, (a, b) in enumerate(zip(found, wanted, strict=False)) if a != b), min(len(found), len(wanted)))
    a, b = found[at:], wanted[at:]
    if len(a) == len(b):
        return a[1:] == b[1:] or (len(a) > 1 and a[0] == b[1] and a[1] == b[0] and a[2:] == b[2:])
    return a == b[1:] or a[1:] == b


def _legitimate(prose: str, span: Span, phrase: str, right: frozenset[str]) -> bool:
    """Whether a stretch is no slip: part of something listed, a link word more or less, or a turn that published texts use."""
    found = prose[span.start : span.end]
    if not all(map(is_han, found)) or any(found in listed for listed in right):
        return True
    low = next(at for at, (a, b) in enumerate(zip(found, phrase, strict=False)) if a != b)
    changed = {found[low] if len(found) >= len(phrase) else "的", phrase[low] if len(phrase) >= len(found) else "的"}
    if changed <= LINKS:
        return True
    runs = [found[at : at + 4] for at in (low - 2, low - 1) if 0 <= at <= len(found) - 4]
    return (bool(runs) and all(lexicon().seen(run) > 0 for run in runs)) or crosses(prose, span.start, span.end)
