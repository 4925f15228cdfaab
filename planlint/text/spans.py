"""Places in a text: everything inside planlint is an offset; lines and columns are made when something is printed."""

from typing import NamedTuple


class Span(NamedTuple):
    """A half-open stretch of `Document.text`, in Unicode code points."""

    start: int
    end: int


class Position(NamedTuple):
    """A place as people name it: line and column count from 1, the offset from 0, all in code points."""

    line: int
    column: int
    offset: int
