"""Two or more punctuation marks where one is meant: ，， 。， 、； and the like."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from planlint.hits import Edit, Hit
from planlint.text.characters import CLEAR, is_han
from planlint.text.document import Document
from planlint.text.patterns import pattern
from planlint.text.spans import Span

OPTIONS: dict[str, Any] = {}

_ANY = "，。；：、！？,;:!?"
_RUN = pattern(rf"[{_ANY}.](?=[{_ANY}.{CLEAR} ])(?:(?<=[{_ANY}])(?:[{CLEAR} ]{{0,9}}[{_ANY}.])+|(?<=\.)[。，][.。，]*)")
_SEEN = pattern(f"[^{CLEAR}]+")
_BLANK = pattern(f"[{CLEAR} ]+")
_FULL = str.maketrans(",;:!?.", "，；：！？。")
_EXCLAIMED = pattern("[！？]{1,3}")
_CLOSES = frozenset("”’」』）)》〉】〕％%")
_LEADER = 8
"""From this many equal marks on a run is a line of dots."""


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """One hit for each run of marks; ！！, ？！ and runs of up to three of these are right."""
    prose = document.prose
    for m in _RUN.finditer(prose):
        marks = _BLANK.sub("", m.group()).translate(_FULL)
        if _is_right(m.group(), marks) or not _in_prose(prose, m.start(), m.end()):
            continue
        yield _hit(document, m, marks)


def _is_right(raw: str, marks: str) -> bool:
    """Whether a run is what its writer meant."""
    if len(marks) < 2 or _EXCLAIMED.fullmatch(marks):
        return True
    if (len(set(marks)) == 1 and len(marks) >= _LEADER) or "、、、" in marks:
        return True  # a line of dots, a form with blanks to be filled in
    if "?" in raw and (set(marks) - set("！？") or not raw.strip("?")):
        return True  # a character that was lost when the text was converted
    if _BLANK.search(raw) and raw.isascii():
        return True
    return not any(mark in raw for mark in "，。；：、！？") and len(set(marks)) > 1  # ":;" and the like belong to code and smileys


def _in_prose(prose: str, start: int, end: int) -> bool:
    """Whether a run follows Chinese text; 、、 also needs it behind, since forms leave blanks between such marks."""
    before = prose[max(0, start - 9) : start].rstrip(CLEAR)[-1:]
    if not (_is_chinese(before) or (before.isalpha() and prose[start] in "，。；：、！？")):
        return False
    return "、、" not in prose[start:end] or _is_chinese(prose[end : end + 9].lstrip(CLEAR)[:1])


def _is_chinese(character: str) -> bool:
    return is_han(character) or character in _CLOSES or character.isdigit()


def _hit(document: Document, m: re.Match[str], marks: str) -> Hit:
    """A run as a hit: equal marks lose all but one, of different ones the strongest stays, to be looked at.

    Of a comma or semicolon and a full stop in the middle of a paragraph either may be the one that was left over: no edit.
    """
    span = Span(m.start(), m.end())
    kinds = list(dict.fromkeys(marks))
    fields = {"marks": document.slice(span).replace(CLEAR, "")}
    if set(marks) == {"。"} and len(marks) > 2:
        return Hit(span, fields, _keep(m, "……"), suggestions=("……", "。"), safety="suggested", variant="ellipsis")
    if len(kinds) == 1 and kinds[0] not in "！？":
        return Hit(span, {**fields, "right": kinds[0]}, _keep(m, kinds[0]), suggestions=(kinds[0],))
    right = _kept(document, span, marks)
    others = tuple(k for k in kinds if k != right and k not in "！？")
    open_ = marks[0] in "，；" and marks[-1] == "。" and not _at_end(document.text, span.end)
    edits = () if open_ else _keep(m, right)
    return Hit(span, {**fields, "right": right}, edits, suggestions=(right, *others), safety="suggested", variant="mixed")


def _at_end(text: str, at: int) -> bool:
    return text[at : at + 1] in ("", "\n", "\r")


def _kept(document: Document, span: Span, marks: str) -> str:
    """The mark that most likely was meant: ！！！ of a longer run of these; before a new line ； or ：; else the strongest."""
    if set(marks) <= set("！？"):
        return marks[:3] if len(set(marks)) == 1 else marks[0] + next(c for c in marks if c != marks[0])
    order = "；：！？。，、" if _at_end(document.text, span.end) and marks[0] in "；：" else "！？。：；，、"
    return min(set(marks), key=order.index)


def _keep(m: re.Match[str], right: str) -> tuple[Edit, ...]:
    """Edits that leave one mark and the hidden markup of a run."""
    edits, at, rest = [], m.start(), right
    for piece in _SEEN.finditer(m.group()):
        edits.append(Edit(Span(at + piece.start(), at + piece.end()), rest))
        rest = ""
    return tuple(edits)
