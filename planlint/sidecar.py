"""Suppressions in a file of their own, for a document that must not carry comments: `plan.md.planlint.toml` beside `plan.md`.

A file beside each document, not one for the project: it travels with the document when that is moved, copied or sent, two
editors of two documents never edit the same file, and a document without one costs a look at the folder. An entry names
what it is about by quoting it, with a few characters before and behind, never by the number of a line:

    [[suppress]]
    rules  = ["REP001"]
    text   = "修渠引水，还水于田。"
    before = "稳住收成。"
    after  = "各乡镇"
    reason = "领导讲话原文"

A quotation is compared without white space and without the numbers of headings, articles and items, its context by words
alone, so an entry stays true when the document is wrapped anew, renumbered, or its paragraphs are moved.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Any, NamedTuple

from planlint.errors import UserError
from planlint.suppress import SIDECAR, Suppression
from planlint.text.characters import essence
from planlint.text.document import Document
from planlint.text.numerals import HAN_NUMERAL
from planlint.text.spans import Span

AROUND = (8, 16, 24)
"""Characters of context that an entry is written with: the least of these that tell its place from all others."""

MARKS = 40
"""Marks and numbers (code points) in which a context of the document may exceed the one that an entry names."""

_REQUIRED = ("rules", "text", "reason")
_KEYS = ("rules", "text", "before", "after", "reason")
_HEADER = re.compile(r"^[ \t]*\[\[[ \t]*suppress[ \t]*\]\][^\r\n]*", re.MULTILINE)
_DIGITS = HAN_NUMERAL + "0-9０-９"
_NUMBERS = str.maketrans("", "", HAN_NUMERAL + "0123456789０１２３４５６７８９")
_ORDINAL = re.compile(rf"(?<=第)[{_DIGITS}]+(?=[编篇章节条款项])|[{_DIGITS}]+(?=[、）)]|[.．](?![0-9]))")


class Entry(NamedTuple):
    """One suppression: where it stands in its file, for which rules, what it quotes, what stands around that, and why."""

    span: Span
    selectors: tuple[str, ...]
    text: str
    before: str
    after: str
    reason: str


class Sidecar(NamedTuple):
    """The suppressions beside a document, and the file that they stand in."""

    document: Document
    entries: tuple[Entry, ...]

    def source(self, entry: Entry) -> str:
        """The place of an entry, as path and line."""
        return f"{self.document.path}:{self.document.position(entry.span.start).line}"


def load(path: str) -> Sidecar:
    """The suppressions beside the document of a path. Raises UserError that names file, line and remedy."""
    import tomllib

    path += SIDECAR
    try:
        with open(path, encoding="utf-8-sig", newline="") as f:
            text = f.read()
        table = tomllib.loads(text.replace("\r\n", "\n"))
    except OSError as error:
        raise UserError(f"{path}: 无法读取，请检查文件权限 (cannot be read): {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise UserError(f"{path}: 第 {error.start + 1} 字节不是 UTF-8，请另存为 UTF-8 (is not UTF-8; save it as UTF-8)") from error
    except tomllib.TOMLDecodeError as error:
        raise UserError(f"{path}: 不是正确的 TOML，请按提示的行列改正 (not valid TOML): {error}") from error
    document = Document(text, path, profile="plan", syntax="plain")
    if unknown := [key for key in table if key != "suppress"]:
        raise UserError(f"{path}: 不认识的键 (unknown key) {unknown[0]!r}；每一条写成 [[suppress]] (entries are [[suppress]])")
    rows = table.get("suppress", [])
    headers = [Span(*m.span()) for m in _HEADER.finditer(text)]
    if not isinstance(rows, list) or len(headers) != len(rows):  # suppress = [{…}], which has no line for each entry
        raise UserError(f"{path}: 每一条须以单独一行 [[suppress]] 开头 (each entry begins with a line [[suppress]])")
    return Sidecar(document, tuple(_entry(document, span, row) for span, row in zip(headers, rows, strict=True)))


def _entry(document: Document, span: Span, row: Any) -> Entry:
    """A table of the file as an entry. Raises UserError."""
    if wrong := _wrong(row):
        raise UserError(f"{document.path}:{document.position(span.start).line}: {wrong}")
    rules = [row["rules"]] if isinstance(row["rules"], str) else row["rules"]
    return Entry(span, tuple(rules), row["text"], row.get("before", ""), row.get("after", ""), row["reason"].strip())


def _wrong(row: Any) -> str:
    """What is wrong with a table of the file, in words; "" if nothing is."""
    if not isinstance(row, dict):
        return "每一条应为 [[suppress]] 表 (each entry is a table)"
    if unknown := [key for key in row if key not in _KEYS]:
        return f"不认识的键 (unknown key) {unknown[0]!r}；可用 (allowed): {', '.join(_KEYS)}"
    if missing := [key for key in _REQUIRED if key not in row]:
        return f"缺少 (missing key) {missing[0]!r}；每一条须有 rules、text、reason"
    rules = row["rules"]
    names = rules if isinstance(rules, list) else [rules]
    if not names or not all(isinstance(name, str) and name for name in names):
        return 'rules 应为规则列表，如 ["REP001"] (a list of rules)'
    if not all(isinstance(row.get(key, ""), str) for key in _KEYS[1:]):
        return "text、before、after、reason 应为字符串 (must be strings)"
    if not row["reason"].strip():
        return "reason 不能为空，请写明为什么不报 (say why)"
    if not reading(row.get("before", "") + row["text"] + row.get("after", "")).text:
        return "text 为空时须写 before 或 after (without text, before or after must say where)"
    return ""


class Reading(NamedTuple):
    """A text as quotations are compared, without white space and without the numbers of headings and items; where each character stood."""

    text: str
    offsets: list[int]


def reading(text: str) -> Reading:
    """A text as quotations are compared."""
    solid = [at for at, c in enumerate(text) if not c.isspace()]
    compact = "".join(text[at] for at in solid)
    numbers = {at for m in _ORDINAL.finditer(compact) for at in range(*m.span())}
    kept = [at for at in range(len(compact)) if at not in numbers]
    return Reading("".join(compact[at] for at in kept), [solid[at] for at in kept])


def _read(document: Document) -> Reading:
    return reading(document.text)


def places(document: Document, entry: Entry) -> Iterator[Span]:
    """Where a document says what an entry quotes, with the blank space and the number in front of it."""
    read, quoted = document.once(_read), reading(entry.before + entry.text + entry.after)
    first, last = (bisect_left(quoted.offsets, len(cut)) for cut in (entry.before, entry.before + entry.text))
    text, before, after = quoted.text[first:last], quoted.text[:first], quoted.text[last:]
    needle, shift = (text, 0) if text else (quoted.text, first)  # a blank is where its neighbours meet
    for m in re.finditer(f"(?={re.escape(needle)})", read.text):
        start, end = m.start() + shift, m.start() + shift + len(text)
        ahead, behind = read.text[max(0, start - len(before) - MARKS) : start], read.text[end : end + len(after) + MARKS]
        if _words(ahead).endswith(_words(before)) and _words(behind).startswith(_words(after)):
            yield Span(
                read.offsets[start - 1] + 1 if start else 0,
                read.offsets[end] if end < len(read.offsets) else len(document.text),
            )


def _words(text: str) -> str:
    """What of a context is compared: neither marks nor numbers, which are corrected without a change of sense."""
    return essence(text).translate(_NUMBERS)


def suppressions(sidecar: Sidecar, entry: Entry, document: Document) -> Iterator[Suppression]:
    """What an entry switches off in a document: one suppression for each place that it quotes."""
    for span in places(document, entry):
        yield Suppression(span, span, entry.selectors, "sidecar", entry.reason, sidecar.source(entry))


def written(document: Document, codes: tuple[str, ...], span: Span, reason: str) -> str:
    """An entry for rules at a place as the lines of a file, with no more context than it takes to tell it from other places.

    The context stays in the line, since paragraphs are moved, unless it is not enough.
    """
    text = document.text
    line = Span(
        max(text.rfind(newline, 0, span.start) for newline in "\r\n") + 1,
        min((at for newline in "\r\n" if (at := text.find(newline, span.end)) >= 0), default=len(text)),
    )
    for within, around in ((within, around) for within in (line, Span(0, len(text))) for around in AROUND):
        before, after = text[max(within.start, span.start - around) : span.start], text[span.end : min(within.end, span.end + around)]
        entry = Entry(span, codes, document.slice(span), before.lstrip(), after.rstrip(), reason)
        if len(list(places(document, entry))) == 1:
            break
    rows = (("text", entry.text), ("before", entry.before), ("after", entry.after), ("reason", reason))
    return "".join((f"[[suppress]]\nrules = [{', '.join(map(_quoted, codes))}]\n", *(f"{key} = {_quoted(value)}\n" for key, value in rows)))


def _quoted(text: str) -> str:
    """A text as a TOML string."""
    escaped = "".join(_ESCAPES.get(c) or (c if c.isprintable() or c == "\u3000" else f"\\U{ord(c):08X}") for c in text)
    return f'"{escaped}"'


_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
