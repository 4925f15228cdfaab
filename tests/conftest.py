"""What holds for all tests: no file of the user is read or written, and messages are Chinese whatever the machine speaks."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from time import process_time
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import settings

from planlint.hits import Hit
from planlint.rules import Rule
from planlint.text.document import Document
from planlint.text.spans import Span

settings.register_profile("ci", derandomize=True)  # the same examples each time: a failure in CI can be had again
if os.environ.get("CI"):
    settings.load_profile("ci")


@pytest.fixture(scope="session", autouse=True)
def _own_surroundings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    kept = dict(os.environ)
    os.environ["PLANLINT_CACHE_DIR"] = str(tmp_path_factory.mktemp("cache"))
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE", "NO_COLOR", "FORCE_COLOR"):
        os.environ.pop(name, None)
    yield
    os.environ.clear()
    os.environ.update(kept)


@contextmanager
def bounded(seconds: float = 30) -> Iterator[None]:
    """A guard against work that grows with the square of the text: that takes minutes of CPU where it should take a moment.

    It counts the CPU of this process, so that a busy machine does not matter, and the bound is no measure of speed.
    """
    begun = process_time()
    yield
    assert process_time() - begun < seconds, "does this grow with the square of the text?"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, which is the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


Check = Callable[[Document, Mapping[str, Any]], Iterator[Hit]]
MakeRule = Callable[..., Rule]


def finding(pattern: str, **hit: Any) -> Check:
    """A checker that hits every match of a pattern in the text."""

    def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
        yield from (Hit(Span(*m.span()), **hit) for m in re.finditer(pattern, document.text))

    return check


@pytest.fixture
def make_rule(monkeypatch: pytest.MonkeyPatch) -> MakeRule:
    """Makes a rule with a checker of its own: make_rule("REP001", finding("甲")); all else may be given by name."""

    def make(code: str, check: Check, allowed: Mapping[str, Any] | None = None, **changes: Any) -> Rule:
        module = SimpleNamespace(OPTIONS=dict(allowed or {}), check=check)
        monkeypatch.setitem(sys.modules, f"planlint.checkers.fake_{code.lower()}", module)
        fields: dict[str, Any] = {
            "code": code, "name": f"name-{code.lower()}", "checker": f"fake_{code.lower()}", "severity": "error", "default": "on",
            "status": "stable", "fix": "suggested", "merge": "never", "explains": (), "standard": None, "profiles": {}, "options": {},
            "title": {"zh": f"标题{code}", "en": f"title {code}"}, "message": {"zh": "见{text}", "en": "see {text}"},
            "reason": {"zh": "原因", "en": "reason"}, "variants": {}, "related": {}, "path": f"rules/{code}.toml",
        }  # fmt: skip
        return Rule(**{**fields, **changes})

    return make
