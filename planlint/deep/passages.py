"""Which parts of a document are read: running text in simplified characters. Not tables, code, lists of contents, traditional script."""

from collections.abc import Iterator

from planlint.deep.tokens import Passages
from planlint.text.document import Document
from planlint.text.lexicon import lexicon
from planlint.text.patterns import pattern

MOST = 1_000_000
"""Characters that are read at once, so that the longest text takes no more memory."""
_CONTENTS = pattern(r"(?:[.．…·]{3,}|[ \t\u3000]{2,})[ \t\u3000]*[-—(（]?\d+[-—)）]?[ \t\u3000]*$")
_TRADITIONAL_LEAST, _TRADITIONAL_SHARE = 3, 0.04
"""A passage is in traditional script when so many, and such a share, of its characters have a simplified form."""
_TRADITIONAL_TEXT = 0.1
"""A text is when such a share has: then its short passages are, too, whatever is in them."""
_HEAD = 200_000
"""Characters at the beginning that decide it."""
_ENTRY_MOST = 80
"""Characters of the longest entry of a list of contents."""


def passages(document: Document) -> Iterator[Passages]:
    """The passages of a document, at most `MOST` characters at a time.

    The lines of a paragraph that was broken at one width are joined: their newlines are left out.
    """
    prose = document.prose
    old = _OldScript(prose)
    head = prose[:_HEAD]
    if head and old.count(head) >= _TRADITIONAL_TEXT * len(head):
        return
    parts: list[str] = []
    runs: list[tuple[int, int]] = []
    size = 0
    for start, end in _stretches(document):
        text = prose[start:end]
        if not text or old.is_script_of(text) or _is_contents(text):
            continue
        if size + len(text) > MOST and parts:
            yield Passages("".join(parts), tuple(runs))
            parts, runs, size = [], [], 0
        size += len(text) + 1
        if "\n" in text:
            at = start
            for line in text.split("\n"):
                parts.append(line)
                runs.append((at, len(line)))
                at += len(line) + 1
            parts.append("\n")
        else:
            parts += (text, "\n")
            runs.append((start, end - start))
        runs.append((-1, 1))
    if parts:
        yield Passages("".join(parts), tuple(runs))


def _stretches(document: Document) -> Iterator[tuple[int, int]]:
    """Where the paragraphs stand; one that is too long is cut."""
    for block in document.paragraphs:
        start, end = block.span.start, block.span.end
        for at in range(start, end, MOST):
            yield at, min(at + MOST, end)


def _is_contents(text: str) -> bool:
    """Whether a line is an entry of a list of contents."""
    return len(text) < _ENTRY_MOST and text[-1].isdigit() and _CONTENTS.search(text) is not None


class _OldScript:
    """The traditional characters of a text."""

    def __init__(self, text: str) -> None:
        simplified = lexicon().simplified
        letters = "".join(set(text))
        unusual = set(letters).difference(letters.encode("gb2312", "ignore").decode("gb2312"))  # which has the simplified ones
        self._letters = {letter for letter in unusual if "\u3400" <= letter < "\ufb00" and simplified(letter) != letter}

    def count(self, text: str) -> int:
        """How many stand in a part of the text."""
        letters = self._letters
        return 0 if not letters or letters.isdisjoint(text) else sum(map(letters.__contains__, text))

    def is_script_of(self, text: str) -> bool:
        """Whether a passage is in traditional script."""
        count = self.count(text)
        return count >= _TRADITIONAL_LEAST and count >= _TRADITIONAL_SHARE * len(text)
