"""`--format docx:OUT.docx`: the redline, the old Word file with tracked changes that lead to the new one; of texts that are no Word
files, a Word file made for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from planlint import word
from planlint.diff.changes import Comparison
from planlint.errors import UserError
from planlint.report.changes.view import Pair, View, moved
from planlint.text.document import Document
from planlint.word import compose

_NEWLINE = re.compile(r"\r\n?")


def render(pairs: Iterable[Pair], view: View) -> bytes:
    """The redline of one pair. Raises UserError for more, and where the changes cannot be tracked so that both texts come back."""
    found = [pair for pair in pairs if pair.comparison is not None]
    if len(found) != 1 or found[0].comparison is None:
        raise UserError(f"--format docx 须只比较一对文件，这里有 {len(found)} 对 (needs just one pair of files)")
    if not word.installed():
        raise UserError("--format docx 须安装 lxml：pip install 'planlint[docx]' (needs the extra docx)")
    from planlint.word.redline import NotTracked, redline

    pair, comparison = found[0], found[0].comparison
    old, new = _source(comparison.old, pair.old_bytes), _source(comparison.new, pair.new_bytes)
    if old is not None and new is not None:
        try:
            return redline(old, new, *_changes(comparison, view))
        except NotTracked:
            pass  # what has no tracked change in these files has one in a file of their words
    made, plain = _plain(comparison)
    try:
        return redline(*made, *_changes(plain, view))
    except NotTracked as error:
        raise UserError(f"{pair.new_name}: 这些改动无法写成修订，未写入；请用其他格式 (cannot be written as tracked changes; use another format)") from error


Source = tuple[bytes, str, str]
"""A Word file: its bytes, its path, the view of its tracked changes."""

Stretch = tuple[int, int, int]
"""Where a text begins in the old and in the new one, and its length."""


def _source(document: Document, data: bytes | None) -> Source | None:
    """The Word file that a document was read from, with its path and the view of its changes; None for another text."""
    if document.layout is None or data is None:
        return None
    from planlint.word.pieces import Map

    origin = document.layout.origin
    return (data, document.path, origin.view) if isinstance(origin, Map) else None


def _changes(comparison: Comparison, view: View) -> tuple[list[Stretch], list[tuple[Stretch, int]]]:
    """The text that is equal, and that which moved, with the numbers of the moves."""
    equal = [(op.old.start, op.new.start, op.old.end - op.old.start) for op in comparison.ops if op.op == "equal"]
    moves = range(len(comparison.moves)) if view.moves else ()
    parts = ((part, at) for at in moves for part in moved(comparison, at) if part.kind == "equal")
    return equal, [((part.old.start, part.new.start, part.old.end - part.old.start), at) for part, at in parts]


def _plain(comparison: Comparison) -> tuple[tuple[Source, Source], Comparison]:
    """Both texts as Word files that hold their lines as paragraphs, and their comparison."""
    from planlint.diff.compare import compare

    old, new = _cleaned(comparison.old), _cleaned(comparison.new)
    if (old.text, new.text) != (comparison.old.text, comparison.new.text):
        comparison = compare(old, new)
    return (_made(old), _made(new)), comparison


def _cleaned(document: Document) -> Document:
    """A document without characters that a Word file cannot hold, its lines ended in one way."""
    text = _NEWLINE.sub("\n", compose.legal(document.text))
    return document if text == document.text else Document(text, document.path, profile=document.profile, syntax=document.syntax)


def _made(document: Document) -> Source:
    return compose.document(_paragraphs(document)), document.path, "accepted"


def _paragraphs(document: Document) -> Iterator[str]:
    """Each line as a paragraph; those of headings look like them, and empty ones are narrow."""
    levels = {block.span.start: max(1, min(block.level, 4)) for block in document.blocks if block.kind == "heading"}
    start = 0
    for line in document.text.removesuffix("\n").split("\n"):
        style = str(levels[start]) if start in levels else "body" if line.strip() else "blank"
        yield compose.paragraph(compose.run(line) if line else "", style)
        start += len(line) + 1
