r"""A text as tokens that tile it: sentences, labels at the head of a line, and the breaks between lines.

Chinese prose has a paragraph on a line and no spaces, so that neither lines nor words are units a comparison can
begin with: sentences are. A label (第十三条) is a token of its own, since it changes when its sentence does not; so is
a break, since paragraphs are split and merged.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from planlint.text.document import Document

TEXT, LABEL, BREAK = 0, 1, 2

LONG = 1000
"""A sentence of more code points is cut into pieces: text without punctuation must have anchors too."""

_SHORTEST_PIECE, _LONGEST_PIECE = 12, 400
_TOKEN = re.compile(
    r"([ \t\u3000\xa0]*+[\r\n]\s*+)"
    r"|[^。！？；!?;\r\n]++(?:[。！？；!?;]+[”’」』）)*]*)?"
    r"|[。！？；!?;]+[”’」』）)*]*"
)
_SPACES = re.compile(r"[ \t\u3000\xa0]*")
_NARROW = re.compile(r"[\s!-~＊＃]+")
_FOLD = str.maketrans({i: i + 0xFEE0 for i in range(0x21, 0x7F)} | dict.fromkeys(map(ord, " \t\n\r\v\f\u3000\xa0*#＊＃")))


class Tokens(NamedTuple):
    """The tokens of one text, field by field.

    Token `i` is `text[starts[i]:starts[i + 1]]`; `kinds[i]` is TEXT, LABEL or BREAK. `keys[i]` is a number that two
    tokens share when they differ by width, spaces and emphasis alone; 0 is the key of a token without anything else.
    """

    text: str
    starts: list[int]
    kinds: bytearray
    keys: list[int]

    def __len__(self) -> int:
        return len(self.kinds)

    def slice(self, i: int) -> str:
        """The text of a token."""
        return self.text[self.starts[i] : self.starts[i + 1]]

    def size(self, i: int) -> int:
        """The length of a token in code points."""
        return self.starts[i + 1] - self.starts[i]


def folded(text: str) -> str:
    """A text without spaces and emphasis, in full width, as most of it is: what the key of a token stands for."""
    return _NARROW.sub(_wide, text)


def _wide(m: re.Match[str]) -> str:
    return m.group().translate(_FOLD)


def tokenize(document: Document, keys: dict[str, int]) -> Tokens:
    """The tokens of a text; `keys` numbers the folded texts and is shared by the two texts of a comparison."""
    keys.setdefault("", 0)
    text = document.text
    starts, kinds, numbers = [], bytearray(), []
    for start, end, kind in _pieces(text, _label_ends(document)):
        starts.append(start)
        kinds.append(kind)
        if kind == BREAK:
            key = "\n"
        else:
            key = folded(text[start:end])
            if kind == LABEL:
                key = "\x01" + key
        numbers.append(keys.setdefault(key, len(keys)))
    starts.append(len(text))
    return Tokens(text, starts, kinds, numbers)


def _label_ends(document: Document) -> list[int]:
    """Where the labels at the head of blocks end, in order."""
    return [b.body for b in document.blocks if b.ordinal is not None]


def _pieces(text: str, label_ends: list[int]) -> Iterator[tuple[int, int, int]]:
    """Start, end and kind of each token."""
    at, of_labels = 0, len(label_ends)
    head = True
    for m in _TOKEN.finditer(text):
        start, end = m.span()
        if m.lastindex:
            yield start, end, BREAK
            head = True
            continue
        while at < of_labels and label_ends[at] <= start:
            at += 1
        if head and at < of_labels and label_ends[at] <= end:
            cut = min(_SPACES.match(text, label_ends[at]).end(), end)  # type: ignore[union-attr]
            yield start, cut, LABEL
            start = cut
        head = False
        if end - start > LONG:
            yield from _chunks(text, start, end)
        elif start < end:
            yield start, end, TEXT


def _chunks(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """A long stretch cut behind certain characters, chosen by their code points: an insertion moves no later cut for long."""
    chosen = "".join(sorted(c for c in set(text[start:end]) if (ord(c) * 2654435761 >> 7) % 29 == 0))
    body = rf"[^{re.escape(chosen)}]{{0,{_LONGEST_PIECE}}}+[{re.escape(chosen)}]?" if chosen else rf".{{1,{_LONGEST_PIECE}}}"
    pattern = re.compile(rf".{{{_SHORTEST_PIECE}}}{body}|.+", re.DOTALL)
    for m in pattern.finditer(text, start, end):
        if m.end() > m.start():
            yield m.start(), m.end(), TEXT
