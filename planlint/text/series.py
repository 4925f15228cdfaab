"""Numbers that should count up by one, and where they do not: one wrong number is one fault, never a chain of them."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

SPAN_MAX = 50
"""Numbers further apart than this are not two neighbours of one series."""


class Fault(NamedTuple):
    """A place where a series does not count up by one.

    `at` is the index of the number at fault and `expected` what should stand there. `kind`: "gap" (numbers are left
    out), "repeat" (the number before once more), "order" (two numbers changed places, or one stands where it does not
    belong), "stray" (a number that the series can do without: it goes on as if it were not there).
    """

    at: int
    kind: str
    expected: int


def faults(values: Sequence[int]) -> Iterator[Fault]:
    """The faults of a series of numbers, in order, each with the fewest slips that explain it.

    [1, 2, 4, 5] has a gap at 4; [1, 2, 2, 4] a repeat; in [1, 3, 2, 4] two numbers changed places; in [1, 5, 3] the 5
    stands for a 2; [1, 2, 7, 3] holds a stray 7.
    """
    last = {value: at for at, value in enumerate(values)}
    moved: set[int] = set()
    at, before = 1, values[0] if values else 0
    while at < len(values):
        value, expected = values[at], before + 1
        after = values[at + 1] if at + 1 < len(values) else None
        if value == expected:
            before, at = value, at + 1
        elif value == expected + 1 and after == expected and values[at + 2 : at + 3] in ([], [expected + 2]):
            yield Fault(at, "order", expected)
            before, at = value, at + 2
        elif after == expected and value != before:
            yield Fault(at, "order" if value in moved else "stray", expected)
            at += 1
        elif after == expected + 1:
            yield Fault(at, "repeat" if value == before else "order", expected)
            before, at = expected, at + 1
        else:
            kind = _kind(value, expected, at, last, moved)
            if kind:
                yield Fault(at, kind, expected)
            before, at = value, at + 1


def _kind(value: int, expected: int, at: int, last: dict[int, int], moved: set[int]) -> str:
    """What is wrong with a number that is not the expected one; "" where the numbers left out follow later."""
    if value == expected - 1:
        return "repeat"
    if value < expected:
        return "order"
    missing = range(expected, min(value, expected + SPAN_MAX))
    if all(last.get(n, -1) > at for n in missing):
        moved.update(missing)
        return ""
    return "gap"
