"""How usual a run of characters is: sixteen levels in the place of counts, and the logarithms that are worked with.

All logarithms are multiples of 2**-16, so that sums of them are exact and do not hang on the order in which they are made:
the two ways to read a text (see `finder`) agree to the last bit.
"""

from math import log


def exact(value: float) -> float:
    """A number as the nearest multiple of 2**-16."""
    return round(value * 65536) / 65536


FLOORS = (1, 2, 3, 4, 6, 9, 14, 22, 36, 60, 100, 180, 340, 700, 2000)
"""The lowest count of each level from 1 on; level 0 is "not seen"."""
_COUNT = (0.35, 1, 2, 3, 5, 7, 11, 17, 28, 46, 77, 135, 250, 490, 1200, 4000)
"""A count in the middle of each level; what was not seen counts as a third."""
LOG_COUNT = tuple(exact(log(count)) for count in _COUNT)
