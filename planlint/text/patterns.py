"""Regular expressions that are compiled when they are first used.

A class of Chinese characters takes Python a tenth of a millisecond to compile, and a run over one document needs half
of planlint's patterns at the most: compiling them all would cost more than the checking does.
"""

from __future__ import annotations

import re
from typing import cast


class _Pattern:
    """Stands for a compiled pattern; the first attribute asked of it compiles it."""

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        value = getattr(re.compile(self._source, self._flags), name)
        setattr(self, name, value)  # asked once: later look-ups find the bound method itself
        return value


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern of a regular expression, compiled on first use; an error in it shows then."""
    return cast("re.Pattern[str]", _Pattern(source, flags))
