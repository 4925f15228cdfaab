"""What a rule file's own regular expressions match."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from planlint.hits import Edit, Hit
from planlint.text.document import Document
from planlint.text.literals import any_stands, present
from planlint.text.patterns import head, pattern
from planlint.text.spans import Span

OPTIONS: dict[str, Any] = {"patterns": [], "needles": [], "replacement": "", "remove": False, "except": []}
"""`patterns` are searched one by one; a group named `flag` narrows what is reported.

Nothing is compiled unless one of the `needles` stands in the text (no needles: always). `replacement` takes the place of
what is reported and may refer to groups (`\\1`, `\\g<name>`); `remove` takes it away. A match of an `except` pattern
that touches a hit excuses it.
"""

AROUND = 40
"""How far from a hit what excuses it may begin or end."""


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """The places that a pattern matches and no exception excuses; of places that overlap the first."""
    settings = {**OPTIONS, **options}
    prose, needles = document.prose, settings["needles"]
    if needles and not any_stands(document, needles):
        return
    excuses = [pattern(source, re.MULTILINE) for source in settings["except"]]
    end = 0
    for span, m in sorted(_matches(document, settings["patterns"]), key=lambda found: found[0]):
        if span.start >= end and not any(_excuses(excuse, prose, span) for excuse in excuses):
            end = span.end
            yield _hit(document, span, m, settings)


def _matches(document: Document, sources: list[str]) -> Iterator[tuple[Span, re.Match[str]]]:
    """What is flagged in each match, empty places left out; a pattern is searched where what its matches begin with stands."""
    prose, heads = document.prose, [head(source, re.MULTILINE) for source in sources]
    standing = set(present(document, [begin for begin in heads if len(begin) > 1]))
    for source, begin in zip(sources, heads, strict=True):
        if len(begin) > 1 and begin not in standing:
            continue
        compiled = pattern(source, re.MULTILINE)
        group: str | int = "flag" if "flag" in compiled.groupindex else 0
        for m in compiled.finditer(prose):
            if m.end(group) > m.start(group):
                yield Span(*m.span(group)), m


def _excuses(excuse: re.Pattern[str], prose: str, span: Span) -> bool:
    near = excuse.finditer(prose, max(0, span.start - AROUND), min(len(prose), span.end + AROUND))
    return any(m.start() < span.end and m.end() > span.start for m in near)


def _hit(document: Document, span: Span, m: re.Match[str], settings: Mapping[str, Any]) -> Hit:
    """A hit with its edit; the fields are the text and the named groups that took part."""
    fields = {"found": document.slice(span), **{name: text for name, text in m.groupdict().items() if text is not None}}
    if settings["remove"]:
        return Hit(span, fields, (Edit(span, ""),))
    if not settings["replacement"]:
        return Hit(span, fields)
    right = m.expand(settings["replacement"])
    return Hit(span, {**fields, "right": right}, (Edit(span, right),), suggestions=(right,))
