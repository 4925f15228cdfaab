"""The file of accepted problems: what stood there on the day a team began, known again wherever its words move."""

import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from planlint import __version__
from planlint.engine import CRASHED, Found
from planlint.errors import UserError
from planlint.text.characters import essence
from planlint.text.document import Document
from planlint.text.numerals import HAN_NUMERAL
from planlint.text.spans import Span

SCHEMA = "planlint.baseline/1"
FILE = "planlint-baseline.json"
AROUND = 12
"""Characters of the words on either side that tell one place from another."""

_NUMBERS = str.maketrans("", "", HAN_NUMERAL + "0123456789０１２３４５６７８９")


class Baseline(NamedTuple):
    """Accepted places: how many of each mark a file has, by its path from the folder of the baseline."""

    path: str
    accepted: Mapping[str, Counter[str]]

    def size(self, path: str) -> int:
        """How many places are accepted in a file."""
        return sum(self.accepted.get(name(self.path, path), Counter()).values())

    def known(self, document: Document, found: list[Found]) -> list[bool]:
        """Whether each hit is an accepted one; of equal ones as many as were accepted, the first first."""
        left = Counter(self.accepted.get(name(self.path, document.path), ()))
        known = []
        for f in found:
            key = mark(document, f.active.rule.code, f.hit.span)
            known.append(left[key] > 0 and f.active.rule.code != CRASHED)
            left[key] -= known[-1]
        return known


def mark(document: Document, code: str, span: Span) -> str:
    """A mark for a place: its rule and the words at it and around it, without numbers, marks and white space.

    It stays the same when the text is renumbered, its paragraphs are moved, or others are put between them.
    """
    text = document.text
    start = max(text.rfind(newline, 0, span.start) for newline in "\r\n") + 1
    end = min((at for newline in "\r\n" if (at := text.find(newline, span.end)) >= 0), default=len(text))
    before = essence(text[max(start, span.start - 6 * AROUND) : span.start]).translate(_NUMBERS)[-AROUND:]
    after = essence(text[span.end : min(end, span.end + 6 * AROUND)]).translate(_NUMBERS)[:AROUND]
    words = essence(document.slice(span)).translate(_NUMBERS)
    return "|".join((code, before, words if len(words) <= 4 * AROUND else f"{words[:AROUND]}…{words[-AROUND:]}", after))


def name(baseline: str, path: str) -> str:
    """The path of a file as the baseline has it: from the folder of the baseline, with /."""
    try:
        relative = os.path.relpath(os.path.abspath(path), os.path.dirname(os.path.abspath(baseline)))
    except ValueError:  # another drive
        relative = os.path.abspath(path)
    return relative.replace(os.sep, "/")


def load(path: str) -> Baseline:
    """The baseline in a file. Raises UserError for what is none, or one of another version."""
    remedy = "请用 planlint baseline 重新生成 (write it anew with `planlint baseline`)"
    try:
        with open(path, encoding="utf-8") as f:
            data = json.load(f)
    except OSError as error:
        raise UserError(f"{path}: 无法读取基线文件；{remedy}: {error.strerror}") from error
    except ValueError as error:
        raise UserError(f"{path}: 基线文件不完整或已损坏；{remedy}: {error}") from error
    if not isinstance(data, dict) or data.get("schema") != SCHEMA or not isinstance(data.get("files"), dict):
        raise UserError(f"{path}: 不是 {SCHEMA} 基线文件；{remedy}")
    return Baseline(path, {file: Counter({str(k): int(n) for k, n in marks.items()}) for file, marks in data["files"].items()})


def text_of(accepted: Mapping[str, Mapping[str, int]]) -> str:
    """A baseline as the text of its file, sorted, one place a line, so that its own changes can be read."""
    files: dict[str, Any] = {file: dict(sorted(marks.items())) for file, marks in sorted(accepted.items()) if marks}
    return json.dumps({"schema": SCHEMA, "version": __version__, "files": files}, ensure_ascii=False, indent=1) + "\n"


def marks(document: Document, found: Iterable[Found]) -> Counter[str]:
    """The marks of hits, with how often each occurs."""
    return Counter(mark(document, f.active.rule.code, f.hit.span) for f in found if f.active.rule.code != CRASHED)
