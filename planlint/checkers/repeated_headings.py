"""Two headings with the same words below the same heading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from planlint.hits import Hit, Related
from planlint.text.characters import essence
from planlint.text.document import Document
from planlint.text.outline import Node

OPTIONS: dict[str, Any] = {"least": 4}
"""`least` is the number of characters that a title must have to be compared."""


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """Headings whose words an earlier one below the same heading has, under another number; a table of contents has the same."""
    least = {**OPTIONS, **options}["least"]
    seen: dict[tuple[int, str, int, str], Node] = {}
    for node in document.outline.nodes:
        ordinal, title = node.block.ordinal, _words(node)
        if len(title) < least or node.block.kind != "heading" or not (ordinal or node.block.level):
            continue
        if ordinal and ordinal.style == "条":
            continue  # a law says what each article is about, and several are about the same
        first = seen.setdefault((node.parent, ordinal.style if ordinal else "", node.block.level, title), node)
        if first is not node and not (ordinal and first.block.ordinal and first.block.ordinal.value == ordinal.value):
            yield Hit(node.block.span, {"title": title}, related=(Related(first.block.span, "first"),))


def _words(node: Node) -> str:
    """The title of a heading without its number and marks."""
    return essence(node.title[node.block.ordinal.length :] if node.block.ordinal else node.title)
