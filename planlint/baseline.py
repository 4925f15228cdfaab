"""The file of accepted problems: what stood there on the day a team began, known again wherever its words move."""

import json
import os
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any, NamedTuple

from planlint import __version__
from planlint.activation import CRASHED
from planlint.engine import Found
from planlint.errors import UserError
from planlint.text.characters import essence
from planlint.text.document import Document
from planlint.text.numerals import HAN_NUMERAL
from planlint.text.patterns import pattern
from planlint.text.spans import Span

SCHEMA = "planlint.baseline/1"
FILE = "planlint-baseline.json"
AROUND = 12
"""Characters of the words on either side that tell one place from another."""

SHORT = 20
"""A line of fewer characters than this is no line that was wrapped."""

_ENDS = "。！？；："
_CLOSED = frozenset(_ENDS)
_BEGINS = pattern(rf"[#|>*＊·•-]|第?[（(]?[{HAN_NUMERAL}0-9０-９]{{1,4}}[、.．）)编章节条款项]")
_NUMBERS = str.maketrans("", "", HAN_NUMERAL + "0123456789０１２３４５６７８９")


class Baseline(NamedTuple):
    """Accepted places: how many of each mark a file has, by its path from the folder of the baseline."""

    path: str
    accepted: Mapping[str, Counter[str]]

    def size(self, path: str) -> int:
        """How many places are accepted in a file."""
        return sum(self.accepted.get(name(self.path, path), Counter()).values())

    def stamp(self, path: str) -> str:
        """What changes when the accepted places of a file do."""
        return repr(sorted(self.accepted.get(name(self.path, path), Counter()).items()))

    def known(self, document: Document, found: list[Found]) -> list[bool]:
        """Whether each hit is an accepted one; of equal ones as many as were accepted, the first first.

        What is not known by its whole mark may be by the same words with more or less around them: a blank line that
        was put in or taken out moves the edge of the paragraph.
        """
        left = Counter(self.accepted.get(name(self.path, document.path), ()))
        keys = [mark(document, f.active.rule.code, f.hit.span) for f in found]
        known = []
        for f, key in zip(found, keys, strict=True):
            known.append(left[key] > 0 and f.active.rule.code != CRASHED)
            left[key] -= known[-1]
        rest: dict[tuple[str, str], list[str]] = {}
        for key in (+left).elements():
            rest.setdefault(_core(key), []).append(key)
        for at, key in enumerate(keys):
            if not known[at] and (alike := next((old for old in rest.get(_core(key), ()) if _alike(old, key)), None)):
                known[at] = True
                rest[_core(key)].remove(alike)
        return known


def _core(key: str) -> tuple[str, str]:
    """The rule and the words of a mark, without what stands around them."""
    code, _, words, _ = key.split("|")
    return code, words


def _alike(one: str, two: str) -> bool:
    """Whether what stands around two places is the same as far as it is known of both."""
    _, before, _, after = one.split("|")
    _, left, _, right = two.split("|")
    return (before.endswith(left) or left.endswith(before)) and (after.startswith(right) or right.startswith(after))


def mark(document: Document, code: str, span: Span) -> str:
    """A mark for a place: its rule and the words at it and around it, without numbers, marks and white space.

    It stays the same when the text is renumbered or wrapped anew, its paragraphs are moved, or others are put between them.
    """
    text = document.text
    start, end = _around(document, span)
    before = essence(text[max(start, span.start - 6 * AROUND) : span.start]).translate(_NUMBERS)[-AROUND:]
    after = essence(text[span.end : min(end, span.end + 6 * AROUND)]).translate(_NUMBERS)[:AROUND]
    words = essence(document.slice(span)).translate(_NUMBERS)
    return "|".join((code, before, words if len(words) <= 4 * AROUND else f"{words[:AROUND]}…{words[-AROUND:]}", after))


def _around(document: Document, span: Span) -> Span:
    """The sentence and the paragraph that a span is in: how far the words around it belong to it.

    A newline in the middle of a sentence does not end it, since a text may be wrapped anew; where a new line begins a
    paragraph or an item, another may be put in front of it.
    """
    text, ends = document.text, document.once(_line_ends)
    at = bisect_right(ends, span.start)
    start = max(ends[at - 1] if at else 0, *(text.rfind(mark, 0, span.start) + 1 for mark in _ENDS))
    if text[start : span.end].rstrip()[-1:] in _CLOSED:
        return Span(start, span.end)
    at = bisect_left(ends, span.end)
    end = ends[at] if at < len(ends) else len(text)
    return Span(start, min((found for mark in _ENDS if (found := text.find(mark, span.end, end)) >= 0), default=end))


def _line_ends(document: Document) -> list[int]:
    """Where lines end that do not go on in the next: short ones, and those before a blank line, a heading or an item."""
    ends, starts = [], (*document.line_starts, len(document.text))
    lines = [document.text[a:b].strip() for a, b in pairwise(starts)]
    for line, below, end in zip(lines, (*lines[1:], ""), starts[1:], strict=True):
        if len(line) < SHORT or not below or _BEGINS.match(below):
            ends.append(end)
    return ends


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
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise UserError(f"{path}: 不是 {SCHEMA} 基线文件；{remedy}")
    try:
        return Baseline(path, {file: Counter({k: int(n) for k, n in marks.items()}) for file, marks in data["files"].items()})
    except (LookupError, AttributeError, TypeError, ValueError) as error:
        raise UserError(f"{path}: 基线文件不完整或已损坏；{remedy}: {error!r}") from error


def text_of(accepted: Mapping[str, Mapping[str, int]]) -> str:
    """A baseline as the text of its file, sorted, one place a line, so that its own changes can be read."""
    files: dict[str, Any] = {file: dict(sorted(marks.items())) for file, marks in sorted(accepted.items()) if marks}
    return json.dumps({"schema": SCHEMA, "version": __version__, "files": files}, ensure_ascii=False, indent=1) + "\n"


def marks(document: Document, found: Iterable[Found]) -> Counter[str]:
    """The marks of hits, with how often each occurs."""
    return Counter(mark(document, f.active.rule.code, f.hit.span) for f in found if f.active.rule.code != CRASHED)
