"""Words that have to be written otherwise: a table of wrong forms, each with its right one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from planlint.errors import UserError
from planlint.hits import Edit, Hit
from planlint.text.characters import han_after, han_before
from planlint.text.document import Document
from planlint.text.lexicon import lexicon
from planlint.text.literals import present
from planlint.text.spans import Span

OPTIONS: dict[str, Any] = {"terms": {}, "words": "", "allow": [], "whole": False, "listed": {}}
"""`terms` is a table wrong -> right; "" for a right form means that none is known. `words` holds a long list in short:
wrong=right, with spaces between the pairs; a rule has its own list there, and what a user puts into `terms` adds to it.
`listed` is what `termlists` read from the user's files, with a reason for each word.

`allow` lists longer words in which a wrong form may stand. With `whole`, a wrong form that runs across the edge of a
word is none: 必竟 in 想必竟然.
"""

AROUND = 8
"""Characters on either side that segmentation is given to tell the words around a wrong form."""


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """The places of the wrong forms; of two that overlap the one that begins first, and of those the longest."""
    settings = {**OPTIONS, **options}
    listed = settings["listed"].get("terms", {})
    table = _listed(settings["words"])
    if listed or settings["terms"]:
        table = {**table, **{wrong: right for wrong, (right, _) in listed.items()}, **settings["terms"]}
    if not table:
        return
    _refuse(settings["terms"])
    if allowed := settings["listed"].get("allow"):
        settings["allow"] = [*settings["allow"], *allowed]
    end = 0
    for start, wrong in sorted(_places(document, table), key=lambda place: (place[0], -len(place[1]))):
        if start >= end and not _excused(document.prose, start, wrong, table[wrong], settings):
            end = start + len(wrong)
            yield _hit(Span(start, end), wrong, table[wrong], listed[wrong][1] if wrong in listed else "")


@cache
def _listed(words: str) -> dict[str, str]:
    """The pairs of a list such as `布署=部署 按排=安排`."""
    return {wrong: right for wrong, _, right in (pair.partition("=") for pair in words.split())}


def _refuse(table: Mapping[str, object]) -> None:
    """Raises UserError for an entry that is not a pair of words."""
    for wrong, right in table.items():
        if not wrong or not isinstance(right, str):
            raise UserError(f'terms: {wrong!r} = {right!r} 应写成 "错" = "对" (must be "wrong" = "right")')


def _hit(span: Span, wrong: str, right: str, reason: str) -> Hit:
    because = f"（{reason}）" if reason else ""
    if not right:
        advice = {"zh": f"应改用其他说法{because}", "en": f"should be put in other words{because}"}
        return Hit(span, {"wrong": wrong, "right": "", "advice": advice})
    advice = {"zh": f"应作“{right}”{because}", "en": f"should be “{right}”{because}"}
    return Hit(span, {"wrong": wrong, "right": right, "advice": advice}, (Edit(span, right),), suggestions=(right,))


def _places(document: Document, terms: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Start of each place where one of the terms stands."""
    for term in present(document, terms):
        start = document.prose.find(term)
        while start >= 0:
            yield start, term
            start = document.prose.find(term, start + len(term))


def _excused(prose: str, start: int, wrong: str, right: str, settings: Mapping[str, Any]) -> bool:
    """Whether a wrong form stands within its own right form, within a word that is allowed, or across the edges of words."""
    longer = (right, *settings["allow"]) if len(right) > len(wrong) else settings["allow"]
    if any(_within(prose, start, wrong, word) for word in longer):
        return True
    return bool(settings["whole"]) and crosses(prose, start, start + len(wrong))


def _within(prose: str, start: int, wrong: str, word: str) -> bool:
    """Whether the wrong form that begins at `start` is part of the longer `word`."""
    at = word.find(wrong)
    while at >= 0:
        if start >= at and prose.startswith(word, start - at):
            return True
        at = word.find(wrong, at + 1)
    return False


def crosses(prose: str, start: int, end: int) -> bool:
    """Whether the best segmentation holds a word that begins inside the stretch and ends outside, or the other way round."""
    before = han_before(prose, start, AROUND)
    low, high = len(before), len(before) + end - start
    at = 0
    for word in lexicon().segment(before + prose[start:end] + han_after(prose, end, AROUND)):
        if at < low < at + len(word) or at < high < at + len(word):
            return True
        at += len(word)
    return False
