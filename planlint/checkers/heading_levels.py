"""Marked headings that skip a level on the way down: ## and then ####, or in Word style 2 and then style 4."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from planlint.hits import Edit, Hit, Related
from planlint.text.document import Document
from planlint.text.spans import Span

OPTIONS: dict[str, Any] = {}


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """One hit for each heading more than one level below the heading before it; the first heading may have any level.

    Headings that follow with the same level after a skip belong to it and are not reported again.
    """
    if document.syntax != "markdown" and document.layout is None:
        return
    above: list[tuple[int, Span]] = []  # the headings that a heading can stand below, with their levels
    for block in document.blocks:
        if not block.level:
            continue
        sibling = False
        while above and above[-1][0] >= block.level:
            sibling = above.pop()[0] == block.level
        if above and not sibling and block.level - above[-1][0] > 1:
            yield _hit(document, block.span, block.level, above[-1])
        above.append((block.level, block.span))


def _hit(document: Document, title: Span, level: int, above: tuple[int, Span]) -> Hit:
    """A heading as a hit at its hashes; one that is a heading by its style, as a whole."""
    if document.layout is not None:
        style = above[0] + 1
        return Hit(
            title, {"level": level, "above": above[0], "wanted": {"zh": f"标题 {style}", "en": f"Heading {style}"}},
            related=(Related(above[1], "above"),),
        )  # fmt: skip
    end = document.text.rfind("#", 0, title.start) + 1
    span, wanted = Span(end - level, end), "#" * (above[0] + 1)
    fields = {"level": level, "above": above[0], "wanted": wanted}
    return Hit(span, fields, (Edit(span, wanted),), (Related(above[1], "above"),), (wanted,))
