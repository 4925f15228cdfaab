"""Regular expressions that are compiled when they are first used, and once for all runs.

A class of Chinese characters takes Python a tenth of a millisecond to compile, and a run over one document needs a
hundred patterns: compiling them would cost more than the checking does. So a pattern is compiled when something is
asked of it, and its code, the list of numbers that Python's compiler makes of it, is kept in the cache folder. Python
checks such code before it runs it, as it does with a pickled pattern's source; a code that it refuses, or that another
version of Python made, is made again.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, cast

from planlint import cache

_MOST = 500
"""Patterns kept at the most: those of a user's rules come and go."""


class _Store:
    """The patterns of this run and the codes of all by source and flags, these from the cache folder; `grown` when there are new ones to keep."""

    def __init__(self) -> None:
        self.codes: dict[tuple[str, int], tuple[Any, ...]] | None = None
        self.grown = False
        self.made: dict[tuple[str, int], re.Pattern[str]] = {}

    def compiled(self, source: str, flags: int) -> re.Pattern[str]:
        key = source, int(flags)
        if key not in self.made:
            self.made[key] = self._compiled(key)
        return self.made[key]

    def _compiled(self, key: tuple[str, int]) -> re.Pattern[str]:
        source, flags = key
        if made := _revived(source, self._known().get(key)):
            return made
        code = _code(*key)
        made = _revived(source, code)
        if made is None:
            return re.compile(source, flags)
        self._known()[key] = cast("tuple[Any, ...]", code)
        self.grown = True
        return made

    def _known(self) -> dict[tuple[str, int], tuple[Any, ...]]:
        if self.codes is None:
            self.codes = cache.read("patterns", _KEY) or {}
        return self.codes

    def head(self, source: str, flags: int) -> str:
        key = source, int(flags)
        if key not in self._known():
            self.compiled(source, flags)
        return _head(self._known().get(key))

    def keep(self) -> None:
        if self.grown and self.codes is not None:
            cache.write("patterns", _KEY, dict(list(self.codes.items())[-_MOST:]))
            self.grown = False


_KEY = [sys.version]
_STORE = _Store()


def _code(source: str, flags: int) -> tuple[Any, ...] | None:
    """What Python's compiler makes of a pattern, as plain values; None where it has another shape than we know."""
    try:
        from re import _compiler, _parser  # type: ignore[attr-defined]  # private, therefore tested and guarded

        parsed = _parser.parse(source, flags)
        code = _compiler._code(parsed, flags)
        names = parsed.state.groupdict
        by_number: list[str | None] = [None] * parsed.state.groups
        for name, number in names.items():
            by_number[number] = name
        numbers = b"".join(n.to_bytes(4, sys.byteorder) for n in code)
        return flags | parsed.state.flags, numbers, parsed.state.groups - 1, dict(names), tuple(by_number)
    except (ImportError, AttributeError, OverflowError, TypeError):
        return None


def _revived(source: str, kept: tuple[Any, ...] | None) -> re.Pattern[str] | None:
    """The pattern of a kept code, without compiling; None where there is none or Python refuses it."""
    if kept is None:
        return None
    try:
        import _sre  # type: ignore[import-not-found]

        flags, numbers, groups, names, by_number = kept
        return cast("re.Pattern[str]", _sre.compile(source, flags, memoryview(numbers).cast("I").tolist(), groups, names, by_number))
    except (ImportError, AttributeError, RuntimeError, TypeError, ValueError, OverflowError):
        return None


def _head(kept: tuple[Any, ...] | None) -> str:
    """The characters that each match of a kept code begins with, which Python's compiler notes at its beginning."""
    try:
        from re._constants import INFO, SRE_INFO_PREFIX  # type: ignore[import-not-found]

        code: Any = memoryview(kept[1]).cast("I") if kept else (0, 0, 0)
        return "".join(map(chr, code[7 : 7 + code[5]])) if code[0] == INFO and code[2] & SRE_INFO_PREFIX else ""
    except (ImportError, AttributeError):
        return ""


def compiled(source: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern of a regular expression, made from its kept code where there is one. Raises re.error."""
    return _STORE.compiled(source, flags)


@lru_cache(maxsize=_MOST)
def head(source: str, flags: int = 0) -> str:
    """The characters that each match of a pattern begins with, as far as they are known; where they do not stand it need not be run."""
    return "" if isinstance(source, Foreign) else _STORE.head(source, flags)


def keep() -> None:
    """Write what was compiled in this run to the cache folder, for the next one."""
    _STORE.keep()


class Foreign(str):
    """A pattern that planlint did not ship: from a pack or a configuration. It may not match nothing, nor search for ever."""

    __slots__ = ()


class RefusedPatternError(ValueError):
    """A foreign pattern that cannot be used, and why: "empty" or "slow"."""

    def __init__(self, source: str, fault: str) -> None:
        super().__init__(f"{fault}: {source}")
        self.source = source
        self.fault = fault


SECONDS = 2.0
"""How long a foreign pattern may search one stretch of text; those that do not backtrack for ever need milliseconds."""


def either(sources: Iterable[str]) -> str:
    """One source for several patterns of which any may match; foreign if one of them is."""
    known = list(sources)
    joined = "|".join(known)
    return Foreign(joined) if any(isinstance(source, Foreign) for source in known) else joined


class _Guarded:
    """A foreign pattern, run by the `regex` library, which can stop; has what planlint asks of a pattern and no more.

    Raises re.error for a pattern that cannot be compiled, RefusedPatternError for one that matches the empty string or
    does not come to an end.
    """

    def __init__(self, source: str, flags: int) -> None:
        import regex  # type: ignore[import-untyped]  # only for patterns that planlint did not ship

        re.compile(source, flags)  # what is written in rule files is Python's own syntax, and so are the errors
        self._source = source
        self._compiled = regex.compile(source, flags)
        if self._compiled.search("", timeout=SECONDS):
            raise RefusedPatternError(source, "empty")

    def finditer(self, text: str, *span: int) -> Iterator[Any]:
        try:
            yield from self._compiled.finditer(text, *span, timeout=SECONDS)
        except TimeoutError as error:
            raise RefusedPatternError(self._source, "slow") from error

    def search(self, text: str, *span: int) -> Any:
        try:
            return self._compiled.search(text, *span, timeout=SECONDS)
        except TimeoutError as error:
            raise RefusedPatternError(self._source, "slow") from error

    @property
    def groupindex(self) -> Any:
        return self._compiled.groupindex


class _Pattern:
    """Stands for a compiled pattern; the first attribute asked of it compiles it."""

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        value = getattr(compiled(self._source, self._flags), name)
        setattr(self, name, value)  # asked once: later look-ups find the bound method itself
        return value


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern of a regular expression, compiled on first use; an error in it shows then.

    For the patterns of planlint and of rule files; one that is made from a document is not worth keeping. A `Foreign`
    source is guarded: it raises RefusedPatternError where it matches the empty string or does not come to an end.
    """
    if isinstance(source, Foreign):
        return cast("re.Pattern[str]", _Guarded(source, flags))
    return cast("re.Pattern[str]", _Pattern(source, flags))
