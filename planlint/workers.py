"""Other processes that look at documents, where a run is long enough to pay for them."""

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from planlint.activation import RuleSet
    from planlint.config import Config
    from planlint.rules import Rule
    from planlint.text.document import Document

FORKS = sys.platform.startswith("linux")
"""Whether a process can be had as a copy of this one, for some milliseconds; elsewhere it starts anew, for a quarter of a second."""

WORTH = 2_000_000 if FORKS else 10_000_000
"""Bytes of documents from which on a run is divided."""


def number(asked: int | None, paths: list[str]) -> int:
    """How many processes look at these files: as many as asked for, else what pays, which is 1 for a short run and otherwise
    one for each core that this process may use."""
    if asked is not None:
        return min(asked, len(paths))
    if sum(map(_size, paths)) < WORTH:
        return 1
    return min(len(paths), len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size
    except OSError:
        return 0


class Answer(NamedTuple):
    """What another process found in a document, packed (None: that had no bytes), and what was wrong with the rules that it
    has left out since it began."""

    found: bytes | None
    errors: tuple[str, ...]


class Workers:
    """Processes with the rules and settings of a run. One that dies takes no result with it: who asked looks at the document itself."""

    def __init__(self, jobs: int, rules: "RuleSet", settings: "Config", lang: str) -> None:
        from concurrent.futures import ProcessPoolExecutor  # only for long runs
        from multiprocessing import get_context

        self.ahead = 4 * jobs
        """Documents that may wait for an answer: enough to keep all at work, and no more in memory."""
        self._pool = ProcessPoolExecutor(
            jobs, get_context("fork" if FORKS else "spawn"), initializer=_begin, initargs=(tuple(rules), settings, lang, os.getpid())
        )

    def ask(self, document: "Document", name: str) -> "Callable[[], Answer | None] | None":
        """Have a document looked at, and get what waits for the answer (None: there is none); None where nobody is there to ask."""
        from concurrent.futures.process import BrokenProcessPool

        try:
            future = self._pool.submit(_look, document.text, name, document.encoding)
        except BrokenProcessPool:
            return None

        def answer() -> Answer | None:
            try:
                return future.result()
            except BrokenProcessPool:
                return None

        return answer

    def close(self) -> None:
        """Let the processes end; what nobody waits for is not begun."""
        self._pool.shutdown(wait=True, cancel_futures=True)


class _Task(NamedTuple):
    """What a process of ours needs for every document."""

    rules: "RuleSet"
    settings: "Config"
    lang: str
    errors: tuple[str, ...] = ()


_task: _Task | None = None


def _begin(rules: "tuple[Rule, ...]", settings: "Config", lang: str, parent: int) -> None:
    """The beginning of a process: no collector of cycles, as in the first one, and no answer to Ctrl-C, which is that one's."""
    import gc
    import signal
    from threading import Thread

    from planlint.activation import RuleSet

    global _task
    gc.disable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _task = _Task(RuleSet(rules), settings, lang)
    Thread(target=_outlive_nobody, args=(parent,), daemon=True).start()


def _outlive_nobody(parent: int) -> None:
    """End when the first process does, even if it was killed and could tell nobody."""
    from time import sleep

    while os.getppid() == parent:
        sleep(1)
    os._exit(1)


def _look(text: str, name: str, encoding: str) -> Answer:
    """What is wrong with a text, in a process of ours."""
    from planlint import config as configuration
    from planlint import engine
    from planlint.activation import UnusableRuleError
    from planlint.packed import Kept, packed
    from planlint.text import patterns
    from planlint.text.document import Document

    global _task
    assert _task is not None, "a process begins with its task"
    own = configuration.for_file(_task.settings, name)
    document = Document(text, name, encoding=encoding, profile=own.profile)
    while True:
        try:
            seen = engine.examine(document, _task.rules, own, _task.lang)
            break
        except UnusableRuleError as error:
            _task = _task._replace(rules=_task.rules.without(error.code), errors=(*_task.errors, str(error)))
    patterns.keep()
    return Answer(packed(Kept(seen.problems, (len(seen.suppressed), 0, 0), document.profile, document.syntax)), _task.errors)
