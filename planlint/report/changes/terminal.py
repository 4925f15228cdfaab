"""Lines of (text, style) pieces for a terminal: broken at a width in cells, as Chinese typesetting breaks them; plain or painted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from planlint.report.full import Line, Piece, cells
from planlint.text.characters import CLOSING, OPENING

NOT_FIRST = frozenset("。，、；：！？…—·％‰℃,.;:!?%" + CLOSING + "}]")
"""Marks that may not begin a line."""

NOT_LAST = frozenset(OPENING + "{")
"""Marks that may not end a line."""

HANG = 8
"""Characters by which a break may go back to keep marks and words in one piece; what does not fit then is cut."""

STYLES = {"delete": "red strike", "insert": "green underline", "from": "magenta strike", "to": "magenta underline"}

Glyph = tuple[str, str, int]
"""One character, its style, and its width in cells."""


@lru_cache(maxsize=4096)
def _width(character: str) -> int:
    return cells(character)


def fold(pieces: Iterable[Piece], width: int) -> Iterator[Line]:
    """The pieces as lines of at most `width` cells."""
    line: list[Glyph] = []
    taken = 0
    for text, style in pieces:
        for character in text:
            size = _width(character)
            if taken + size > width and line:
                head, line = _broken(line, character)
                yield _pieces(head)
                taken = sum(g[2] for g in line)
                if taken + size > width:  # what was kept for the next line leaves no room
                    yield _pieces(line)
                    line, taken = [], 0
            line.append((character, style, size))
            taken += size
    if line:
        yield _pieces(line)


def _broken(line: list[Glyph], following: str) -> tuple[list[Glyph], list[Glyph]]:
    """A full line cut where a line may end, and what goes to the next; cut at its end where there is no such place nearby."""
    for at in range(len(line), max(len(line) // 2, len(line) - HANG, 1) - 1, -1):
        if _may_break(line[at - 1][0], line[at][0] if at < len(line) else following):
            return line[:at], line[at:]
    return line, []


def _may_break(last: str, first: str) -> bool:
    """Whether a line may end between two characters."""
    if first in NOT_FIRST or last in NOT_LAST or _width(first) == 0:
        return False
    return not (last < "\u2e80" and first < "\u2e80" and (last.isalnum() or last in "+-") and (first.isalnum() or first in "+-"))


def _pieces(line: list[Glyph]) -> Line:
    """Characters of one style put together again."""
    out: Line = []
    for character, style, _ in line:
        if out and out[-1][1] == style:
            out[-1] = (out[-1][0] + character, style)
        else:
            out.append((character, style))
    return out


def hanging(first: Line, body: Line, width: int) -> Iterator[Line]:
    """A body behind a front, folded; the lines that follow begin with as many blanks as the front is wide."""
    front = sum(cells(text) for text, _ in first)
    if front > width // 2:
        yield from fold([*first, *body], width)
        return
    for number, line in enumerate(list(fold(body, width - front)) or [[]]):
        yield [*([(" " * front, "")] if number else first), *line]


def padded(line: Line, width: int) -> Line:
    """A line filled with blanks to a width."""
    return [*line, (" " * max(0, width - sum(cells(text) for text, _ in line)), "")]


def plain(lines: Iterable[Line]) -> str:
    """Lines without their styles."""
    return "".join("".join(text for text, _ in line).rstrip() + "\n" for line in lines)


def paint(lines: Iterable[Line]) -> None:
    """Lines on the terminal, in colour."""
    from rich.console import Console  # only for a terminal: it costs more than a small comparison
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True, force_terminal=True, no_color=False, color_system="standard")
    for line in lines:
        console.print(Text.assemble(*line))
