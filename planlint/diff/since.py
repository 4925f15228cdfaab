"""Only what a revision touched: the hits in text that has changed since, seen through the alignment of both versions."""

from __future__ import annotations

import os
from bisect import bisect_left
from collections.abc import Callable, Iterable

from planlint import files
from planlint.diff import versions
from planlint.diff.changes import Comparison
from planlint.diff.compare import compare
from planlint.engine import Found
from planlint.errors import UserError
from planlint.text.document import Document


def touched(comparison: Comparison) -> Callable[[Found], bool]:
    """Whether a hit in the new text touches a change. What only moved has not changed; where text went, its neighbours count."""
    spans = sorted(h.new for h in comparison.hunks)
    longest = max((s.end - s.start for s in spans), default=0)

    def touches(found: Found) -> bool:
        start, end = found.hit.span
        at = bisect_left(spans, (start - longest,))
        while at < len(spans) and spans[at].start <= end:
            if spans[at].end >= start:
                return True
            at += 1
        return False

    return touches


class Since:
    """The files of a checkout as they were in a revision."""

    def __init__(self, revision: str, paths: Iterable[str], view: str = "accepted") -> None:
        """`view` is that of tracked changes in Word files. Raises UserError for a revision that git does not know, and outside of a checkout."""
        self._view = view
        self._old: dict[str, bytes | None] = {}
        try:
            for pair in versions.of_revisions(revision, [p for p in paths if p != "-"]):
                if isinstance(pair, UserError):
                    raise pair
                self._old[os.path.realpath(pair.new.name)] = pair.old.data
        except UserError as error:
            raise UserError(str(error).replace("--rev", "--since")) from error

    def keep(self, document: Document, found: list[Found]) -> list[Found]:
        """The hits that touch text which is not as it was in the revision."""
        path = os.path.realpath(document.path)
        if path not in self._old:
            return []
        data = self._old[path]
        if data is None:
            return found
        old = files.decode(data, document.path, view=self._view)
        touches = touched(compare(Document(old.text, document.path, encoding=old.encoding, layout=old.layout), document))
        return [f for f in found if touches(f)]
