"""The part of `planlint check` that mends: write back, write to standard output, or show what would change."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from planlint import files, fix
from planlint.commands.common import not_written_back, say, write
from planlint.engine import Examined
from planlint.errors import UserError
from planlint.report.results import FileResult
from planlint.text.document import Document
from planlint.walk import Look


def mended(
    safety: str, show: bool, track_changes: str | None, result: FileResult, data: bytes, piped: bool, look: Look, seen: Examined
) -> tuple[FileResult, Examined]:
    """The result of a file after mending, and what was found then; written back, or to standard output where it came from standard input.

    `data` are the bytes of the file as it was read. Where it is only to `show`, the result keeps both texts. A Word file is
    never written back, but to another one, with its changes tracked.
    """
    old = result.document
    assert old is not None, "what could not be read is not mended"
    if old.layout is not None and not show and track_changes is None:
        if fix.offers(seen.problems, safety):
            say(f"planlint: {result.path}: {not_written_back(result.path)}")
        return result, seen
    look = _remembering(look, old, seen)
    try:
        new, places, left_out = fix.mend(old, lambda document: look(document).problems, safety)
        if left_out:
            say(f"planlint: {result.path}: {left_out} 的修复会带来新的错误，这条规则的各处未改 (its fixes would bring in new errors)")
        if show:
            return result._replace(mended=places, revised=new), seen
        if track_changes is not None:
            track(track_changes, data, old, new)
        elif piped:
            sys.stdout.buffer.write(new.text.encode(old.encoding))
        elif places:
            files.write(result.path, new.text, old.encoding, data)
    except UserError as error:
        return result._replace(errors=(str(error),)), seen
    seen = look(new)
    return FileResult(result.path, new, seen.problems, (), len(seen.suppressed), mended=places, piped=piped), seen


def _remembering(look: Look, old: Document, seen: Examined) -> Look:
    """What looks at texts, but not again at the one that was looked at first or last."""
    last = (old, seen)

    def remembered(document: Document) -> Examined:
        nonlocal last
        if document is old:
            return seen
        if document is not last[0]:
            last = document, look(document)
        return last[1]

    return remembered


def track(target: str, data: bytes, old: Document, new: Document) -> None:
    """Write a Word file as a new one that leads from one text to the other by tracked changes. Raises UserError."""
    from planlint.word.revise import tracked

    assert new.layout is not None, "only a Word file has changes to track"
    write(target, tracked(data, old.path, old.text, new.text, new.layout.edits))


def show_changes(results: Iterable[FileResult], colored: bool, lang: str) -> int:
    """Print what mending would change, as `planlint diff` shows it; the exit code is 1 where anything would."""
    from planlint.diff.compare import compare
    from planlint.report.changes import text
    from planlint.report.changes.terminal import paint
    from planlint.report.changes.view import Pair, View

    code, pairs = 0, []
    for r in results:
        for error in r.errors:
            say(error)
            code = 2
        if r.document and r.revised and r.revised.text != r.document.text:
            pairs.append(Pair(r.path, r.path, compare(r.document, r.revised), b"", b""))
    view = View(lang=lang)
    if pairs and colored:
        paint(text.lines(pairs, view))
    elif pairs:
        sys.stdout.buffer.write(text.render(pairs, view).encode("utf-8", "replace"))
    return code or int(bool(pairs))
