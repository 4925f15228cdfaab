"""From files to results: each is read, looked at and, where asked, mended; what was found before is not looked for again."""

import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, partial
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from planlint import config as configuration
from planlint import engine, files
from planlint.activation import RuleSet, UnusableRuleError
from planlint.config import Config
from planlint.errors import UserError
from planlint.packed import Kept, packed, unpacked
from planlint.report.results import FileResult
from planlint.shelf import Shelf
from planlint.suppress import SIDECAR
from planlint.text.document import Document

if TYPE_CHECKING:
    from planlint.deep.findings import Findings
    from planlint.profiling import Profiler
    from planlint.recall import Recall
    from planlint.sidecar import Sidecar
    from planlint.workers import Answer, Workers


class Keep(Protocol):
    """Leaves out hits besides suppression, and counts them for each document: accepted ones, and accepted ones that are gone."""

    def stamp(self, path: str) -> str | None:
        """What changes when other hits of a file are left out; None where that hangs on more than can be told."""

    def __call__(self, document: Document, found: list[engine.Found], /) -> list[engine.Found]: ...

    def counted(self) -> tuple[int, int]: ...


Look = Callable[[Document], engine.Examined]
"""What is wrong with a text of a file."""

Treat = Callable[[FileResult, bytes, bool, Look, engine.Examined], tuple[FileResult, engine.Examined]]
"""Mends a file: its result, its bytes as they were read, whether it came from standard input, what looks at a text, and
what that found. The result after mending, and what was found then."""


class Walk(NamedTuple):
    """How files are looked at.

    `treat` mends a file that was looked at, `keep` leaves hits out besides suppression; `recall` knows what was found
    before, `workers` are other processes that look at files, `profiler` takes the time of each rule.
    """

    rules: RuleSet
    settings: Config
    lang: str
    stdin_name: str = "-"
    treat: Treat | None = None
    keep: Keep | None = None
    show_suppressed: bool = False
    recall: "Recall | None" = None
    workers: "Workers | None" = None
    profiler: "Profiler | None" = None


def checked(found: list[str | UserError], walk: Walk, jobs: int | None, kept: bool) -> Iterator[FileResult]:
    """The `results` of a list of paths by so many processes (None: as many as pay), from earlier runs where these may be `kept`."""
    if kept:
        from planlint.recall import Recall

        walk = walk._replace(recall=Recall(walk.settings.packs, walk.lang))
    workers = _workers([path for path in found if isinstance(path, str) and path != "-"], walk, jobs)
    try:
        yield from results(found, walk._replace(workers=workers))
    finally:
        if workers:
            workers.close()


def _workers(paths: list[str], walk: Walk, jobs: int | None) -> "Workers | None":
    """The processes that look at these files besides this one; None where there are to be none, or it would not pay."""
    if len(paths) < 2 or jobs == 1:
        return None
    from planlint.workers import Workers, number  # only for several files

    count = number(jobs, paths)
    return Workers(count, walk.rules, walk.settings, walk.lang) if count > 1 else None


def results(found: Iterable[str | UserError], walk: Walk) -> Iterator[FileResult]:
    """One result for each file in order, and one for each path or rule that cannot be used; such a rule is left out from there on.

    A file with a sidecar file has a second result where an entry there suppresses nothing. The documents of earlier
    results may have been put away, see `Shelf`.
    """
    looker, shelf = _Looker(walk), Shelf()
    told: set[str] = set()
    for ticket in _ahead(map(looker.ticket, found), walk.workers.ahead if walk.workers else looker.batch):
        for result in ticket:
            if result.document is not None:
                shelf.put(result.document)
            elif told.issuperset(result.errors):
                continue  # a rule that cannot be used, of which another process has told
            told.update(result.errors)
            yield result


T = TypeVar("T")


def _ahead(items: Iterator[T], count: int) -> Iterator[T]:
    """The same items, each asked for when so many before it are still to come."""
    waiting: deque[T] = deque()
    for item in items:
        waiting.append(item)
        if len(waiting) > count:
            yield waiting.popleft()
    yield from waiting


class _Opened(NamedTuple):
    """A file that was read: its name in reports, the settings for it, its bytes, its text, the suppressions beside it, and the
    key under which its result is kept (b"": it is not)."""

    name: str
    own: Config
    data: bytes
    document: Document
    beside: "Sidecar | None"
    piped: bool
    key: bytes


class _Looker:
    """Looks at the files of a walk, with the rules that can be used."""

    def __init__(self, walk: Walk) -> None:
        self._walk = walk
        self._rules = walk.rules
        self._by_code = {rule.code: rule for rule in walk.rules}
        self._plain = not (walk.treat or walk.show_suppressed or walk.profiler)
        """Whether the result of a file hangs on nothing but the file, the settings, the rules and what `keep` leaves out."""
        self.batch = _BATCH if walk.settings.deep != "off" else 0
        """Files that are read before the first of them is looked at, so that the statistics have them all at once."""

    def ticket(self, path: str | UserError) -> Iterator[FileResult]:
        """The results of a path, worked out when they are asked for; another process may be at work on them meanwhile."""
        walk = self._walk
        try:
            opened = self._opened(path)
        except UserError as error:
            return iter((failed(error, "" if isinstance(path, UserError) else walk.stdin_name if path == "-" else path),))
        if opened.key and walk.recall and (kept := walk.recall.get(opened.name, opened.key)):
            return iter((self._unpacked(opened, kept),))
        alone = opened.beside is None and opened.document.layout is None and self._plain and walk.keep is None
        if walk.workers and alone:
            return self._answered(opened, walk.workers.ask(opened.document, opened.name))
        if self.batch:
            self._findings.expect(opened.document)
        return self._looked_at(opened)

    @cached_property
    def _findings(self) -> "Findings":
        """What reads documents for the rule that `deep` is about. Raises UserError."""
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # for numpy, which would spend more on starting threads than they save here
        from planlint.deep.findings import findings

        return findings(self._walk.settings.archive)

    def _opened(self, path: str | UserError) -> _Opened:
        """A file with all that belongs to it. Raises UserError."""
        if isinstance(path, UserError):
            raise path
        walk = self._walk
        name = walk.stdin_name if path == "-" else path
        own = configuration.for_file(walk.settings, name)
        data = _stdin(name) if path == "-" else files.read_bytes(path)
        document = files.document(data, name, own)
        beside = sidecar_of(name)
        stamp = walk.keep.stamp(name) if walk.keep else ""
        kept = walk.recall and self._plain and path != "-" and beside is None and stamp is not None
        key = walk.recall.key(name, data, own, stamp or "") if walk.recall and kept else b""
        return _Opened(name, own, data, document, beside, path == "-", key)

    def _looked_at(self, opened: _Opened) -> Iterator[FileResult]:
        """The results of a file by this process."""
        walk, name, document = self._walk, opened.name, opened.document
        look = partial(self._examined, own=opened.own, beside=opened.beside)
        while True:
            try:
                if walk.profiler:
                    walk.profiler.measure(document, self._rules, opened.own)
                seen = look(document)
                break
            except UnusableRuleError as error:
                yield failed(error)
                self._rules = self._rules.without(error.code)
        counts = len(seen.suppressed), *(walk.keep.counted() if walk.keep else (0, 0))
        result = FileResult(name, document, seen.problems, (), *counts)
        complete = self._rules is walk.rules  # what a run finds that leaves a rule out is not what the next one would
        if opened.key and walk.recall and complete and (found := packed(Kept(seen.problems, counts, document.profile, document.syntax))):
            walk.recall.put(name, opened.key, found)
        if walk.treat:
            result, seen = walk.treat(result, opened.data, opened.piped, look, seen)
        if walk.show_suppressed and result.document:
            result = result._replace(hidden=engine.hidden(result.document, seen.suppressed, opened.own, walk.lang))
        yield result
        if opened.beside and seen.idle:
            own_text = opened.beside.document
            yield FileResult(own_text.path, own_text, engine.told(own_text, list(seen.idle), opened.own, walk.lang, walk.keep))

    def _examined(self, document: Document, own: Config, beside: "Sidecar | None") -> engine.Examined:
        return engine.examine(document, self._rules, own, self._walk.lang, self._walk.keep, beside)

    def _answered(self, opened: _Opened, answer: "Callable[[], Answer | None]") -> Iterator[FileResult]:
        """The results of a file by another process; by this one where that did not answer."""
        got = answer()
        if got is None or got.found is None:
            yield from self._looked_at(opened)
            return
        for error in got.errors:
            yield failed(UserError(error))
        if opened.key and self._walk.recall and not got.errors:
            self._walk.recall.put(opened.name, opened.key, got.found)
        yield self._unpacked(opened, got.found)

    def _unpacked(self, opened: _Opened, found: bytes) -> FileResult:
        kept = unpacked(found, self._by_code)
        opened.document.know(kept.profile, kept.syntax)
        return FileResult(opened.name, opened.document, kept.problems, (), *kept.counts)


_BATCH = 32


def failed(error: UserError, path: str = "") -> FileResult:
    """The result for what cannot be used; its errors begin with the path."""
    return FileResult(path or str(error).split(": ", 1)[0], None, (), (str(error),))


def sidecar_of(name: str) -> "Sidecar | None":
    """The suppressions in a file beside a document, if there is one. Raises UserError."""
    if name == "-" or not os.path.exists(name + SIDECAR):
        return None
    from planlint import sidecar

    return sidecar.load(name)


def _stdin(name: str) -> bytes:
    if sys.stdin is None:
        raise UserError(f"{name}: 没有标准输入 (there is no standard input)")
    return sys.stdin.buffer.read()
