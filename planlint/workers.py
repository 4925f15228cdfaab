"""Other processes that look at documents, where a run is long enough to pay for them."""

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from planlint.errors import UserError

if TYPE_CHECKING:
    from concurrent.futures import Future

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


class _Group:
    """Documents that a process is given at once, and what waits for its answers once it has them."""

    def __init__(self) -> None:
        self.texts: list[tuple[str, str, str]] = []
        self.size = 0
        self.answers: Future[list[Answer]] | None = None
        self.given = False


BATCH = 100_000
"""Characters of documents that a process is given at once where statistics are asked for, whose cost is by the batch."""


class Workers:
    """Processes with the rules and settings of a run. One that dies takes no result with it: who asked looks at the document itself."""

    def __init__(self, jobs: int, rules: "RuleSet", settings: "Config", lang: str) -> None:
        from concurrent.futures import ProcessPoolExecutor  # only for long runs
        from multiprocessing import get_context

        grouped = settings.deep != "off"
        self.ahead = (16 if grouped else 4) * jobs
        """Documents that may wait for an answer: enough to keep all at work, and no more in memory."""
        self._least = BATCH if grouped else 0
        self._group = _Group()
        self._pool = ProcessPoolExecutor(
            jobs, get_context("fork" if FORKS else "spawn"), initializer=_begin, initargs=(tuple(rules), settings, lang, os.getpid())
        )

    def ask(self, document: "Document", name: str) -> "Callable[[], Answer | None]":
        """Have a document looked at, and get what waits for the answer (None: there is none)."""
        from concurrent.futures.process import BrokenProcessPool

        group = self._group
        number = len(group.texts)
        group.texts.append((document.text, name, document.encoding))
        group.size += len(document.text)
        if group.size >= self._least:
            self._give(group)

        def answer() -> Answer | None:
            self._give(group)
            try:
                return group.answers.result()[number] if group.answers else None
            except BrokenProcessPool:
                return None

        return answer

    def _give(self, group: _Group) -> None:
        """Has the documents of a group looked at, unless they are already; nobody is there to do it where processes have died."""
        from concurrent.futures.process import BrokenProcessPool

        if group.given:
            return
        group.given = True
        self._group = _Group()
        with suppress(BrokenProcessPool):
            group.answers = self._pool.submit(_look, group.texts)
        group.texts = []

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


def _look(texts: list[tuple[str, str, str]]) -> list[Answer]:
    """What is wrong with some texts, each with its name and encoding, in a process of ours."""
    from planlint import config as configuration
    from planlint.text import patterns
    from planlint.text.document import Document

    assert _task is not None, "a process begins with its task"
    settings = _task.settings
    owns = [configuration.for_file(settings, name) for _, name, _ in texts]
    documents = [Document(text, name, encoding=encoding, profile=own.profile) for (text, name, encoding), own in zip(texts, owns, strict=True)]
    if settings.deep != "off":
        from planlint.deep.findings import findings

        with suppress(UserError):  # which the rule tells
            reader = findings(settings.archive)
            for document in documents:
                reader.expect(document)
    answers = [_answer(document, own) for document, own in zip(documents, owns, strict=True)]
    patterns.keep()
    return answers


def _answer(document: "Document", own: "Config") -> Answer:
    from planlint import engine
    from planlint.activation import UnusableRuleError
    from planlint.packed import Kept, packed

    global _task
    assert _task is not None, "a process begins with its task"
    while True:
        try:
            seen = engine.examine(document, _task.rules, own, _task.lang)
            break
        except UnusableRuleError as error:
            _task = _task._replace(rules=_task.rules.without(error.code), errors=(*_task.errors, str(error)))
    return Answer(packed(Kept(seen.problems, (len(seen.suppressed), 0, 0), document.profile, document.syntax)), _task.errors)
