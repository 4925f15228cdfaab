"""Headings, sentences and paragraphs that are longer than a reader can hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from planlint.hits import Hit
from planlint.text.characters import NOT_WORD
from planlint.text.document import Document
from planlint.text.spans import Span

OPTIONS: dict[str, Any] = {"unit": "sentence", "max": 150, "title-max": 80, "clauses": 8}
"""`max`: letters and ideographs, marks left out. `title-max`: the same for the first heading of a text. `clauses`: a sentence
counts as long only with at least so many clauses."""

_SHOWN = 24


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """One hit for each "heading" (STR006), "sentence" (STR007) or "paragraph" (STR008) that is too long, at its beginning."""
    settings = {**OPTIONS, **options}
    spans = {"heading": _headings, "sentence": _sentences, "paragraph": _paragraphs}[settings["unit"]]
    for span, most in spans(document, settings):
        if span.end - span.start <= most:
            continue  # marks only make it longer
        length = len(NOT_WORD.sub("", document.prose[span.start : span.end]))
        if length > most:
            shown = Span(span.start, min(span.end, span.start + _SHOWN))
            yield Hit(shown, {"length": length, "max": most})


def _headings(document: Document, settings: Mapping[str, Any]) -> Iterator[tuple[Span, int]]:
    """The marked headings, each with the length it may have; names in 《》 make a title long, and so the first one may be longer."""
    first = True
    for block in document.blocks:
        if block.level:
            yield block.span, settings["title-max"] if first or "《" in document.slice(block.span) else settings["max"]
            first = False


def _sentences(document: Document, settings: Mapping[str, Any]) -> Iterator[tuple[Span, int]]:
    """The sentences that have many clauses; a semicolon ends one, so that a list of items is no long sentence."""
    for sentence in document.sentences:
        long = sentence.span.end - sentence.span.start > settings["max"]
        if long and document.prose.count("，", *sentence.span) + 1 >= settings["clauses"]:
            yield sentence.span, settings["max"]


def _paragraphs(document: Document, settings: Mapping[str, Any]) -> Iterator[tuple[Span, int]]:
    """The paragraphs of running text."""
    return ((b.span, settings["max"]) for b in document.paragraphs if b.kind != "heading")
