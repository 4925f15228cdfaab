"""What leaves hits out besides suppression: a baseline of accepted problems, and text that has not changed."""

from __future__ import annotations

from planlint import baseline
from planlint.engine import Found
from planlint.text.document import Document


class Filter:
    """Leaves out hits of unchanged text and accepted ones, and counts the latter for each document."""

    def __init__(self, baseline_file: str | None, since: str | None, paths: list[str], view: str = "accepted") -> None:
        """Raises UserError for a baseline or a revision that cannot be used."""
        self._accepted = baseline.load(baseline_file) if baseline_file is not None else None
        self._since = None
        if since is not None:
            from planlint.diff.since import Since  # only where git is asked

            self._since = Since(since, paths, view)
        self._counts = (0, 0)

    def stamp(self, path: str) -> str | None:
        """The accepted places of a file; None where all hangs on git."""
        return None if self._since is not None or self._accepted is None else self._accepted.stamp(path)

    def __call__(self, document: Document, found: list[Found]) -> list[Found]:
        if self._since is not None:
            found = self._since.keep(document, found)
        if self._accepted is None:
            return found
        known = self._accepted.known(document, found)
        self._counts = (sum(known), max(0, self._accepted.size(document.path) - sum(known)) if self._since is None else 0)
        return [f for f, accepted in zip(found, known, strict=True) if not accepted]

    def counted(self) -> tuple[int, int]:
        """Of the last document: how many accepted places it had, and how many that the baseline names it no longer has."""
        return self._counts
