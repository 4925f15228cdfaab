"""`--format patch`: a unified diff of lines that git apply and patch accept, exact to the byte; made of bytes, so that encodings stay."""

from __future__ import annotations

import os
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import accumulate

from planlint.diff.changes import Comparison
from planlint.errors import UserError
from planlint.report.changes.view import Pair, View

CONTEXT = 3
"""Lines around a change, as everywhere."""

SMALL = 1_000_000
"""Lines of a gap on both sides, multiplied, up to which difflib looks for what stayed in it."""

Opcode = tuple[str, int, int, int, int]


def render(pairs: Iterable[Pair], view: View) -> bytes:
    """The patch that turns the old files into the new ones. Both sides of a pair of names are called as the old one.

    Raises UserError for Word files and web pages, which are no lines of text.
    """
    del view  # a patch is exact or it is none
    pairs = tuple(pairs)
    for pair in pairs:
        if pair.comparison is not None and (pair.comparison.old.layout or pair.comparison.new.layout):
            raise UserError(f"{pair.new_name}: Word 文件和网页不能写成补丁，请用其他格式 (no patch can be made of Word files and web pages; use another format)")
    return b"".join(piece for pair in pairs for piece in _file(pair))


def _file(pair: Pair) -> Iterator[bytes]:
    if pair.old_bytes == pair.new_bytes:
        return
    name = _name(pair.name or (pair.new_name if pair.old_bytes is None else pair.old_name))
    old, new = _quoted("a/" + name), _quoted("b/" + name)
    if pair.old_bytes is None or pair.new_bytes is None:  # only here: for a file with another name git wants to know of the renaming
        yield b"diff --git " + old + b" " + new + b"\n"
        yield b"new file mode 100644\n" if pair.old_bytes is None else b"deleted file mode 100644\n"
    body = list(_hunks(pair))
    if body:
        yield b"--- " + (b"/dev/null" if pair.old_bytes is None else _tabbed(old)) + b"\n"
        yield b"+++ " + (b"/dev/null" if pair.new_bytes is None else _tabbed(new)) + b"\n"
        yield from body


def _name(name: str) -> str:
    """A file name as a patch has it: from the current folder on where the file lies below it, with /."""
    if os.path.isabs(name):
        relative = os.path.relpath(name)
        name = relative if not relative.startswith(os.pardir) else os.path.splitdrive(name)[1]
    parts = [p for p in name.replace(os.sep, "/").split("/") if p not in ("", ".", "..")]
    return "/".join(parts)


def _quoted(name: str) -> bytes:
    """A name in quotation marks where git would put it there: a quotation mark, a backslash or a control character in it."""
    raw = os.fsencode(name)
    if not any(b < 32 or b in (34, 92, 127) for b in raw):
        return raw
    return b'"' + b"".join(b"\\%03o" % b if b < 32 or b == 127 else b"\\" + bytes([b]) if b in (34, 92) else bytes([b]) for b in raw) + b'"'


def _tabbed(name: bytes) -> bytes:
    """A name that ends where it ends: patch takes what follows a blank for a date."""
    return name + b"\t" if b" " in name else name


def _hunks(pair: Pair) -> Iterator[bytes]:
    """The body of a unified diff."""
    old, new = _lines(pair.old_bytes or b""), _lines(pair.new_bytes or b"")
    for group in _grouped(_opcodes(old, new, pair.comparison)):
        yield b"@@ -%s +%s @@\n" % (_range(group[0][1], group[-1][2]), _range(group[0][3], group[-1][4]))
        for tag, i1, i2, j1, j2 in group:
            if tag == "equal":
                yield from (_line(b" ", line) for line in old[i1:i2])
            else:
                yield from (_line(b"-", line) for line in old[i1:i2])
                yield from (_line(b"+", line) for line in new[j1:j2])


def _lines(data: bytes) -> list[bytes]:
    r"""The lines of a file with their ends; they end at \n only, as git and patch have it."""
    lines = [line + b"\n" for line in data.split(b"\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]


def _line(sign: bytes, line: bytes) -> bytes:
    return sign + line if line.endswith(b"\n") else sign + line + b"\n\\ No newline at end of file\n"


def _range(start: int, end: int) -> bytes:
    """Lines as a hunk's header has them: those of an empty stretch begin with the line in front of it."""
    size = end - start
    return b"%d" % (start + 1) if size == 1 else b"%d,%d" % (start + (size > 0), size)


def _opcodes(old: list[bytes], new: list[bytes], comparison: Comparison | None) -> list[Opcode]:
    """What stays and what goes, by lines. What the comparison found equal is a frame, so that no input costs more than its size."""
    codes: list[Opcode] = []
    i = j = 0
    for a, b, size in [*_anchors(old, new, comparison), (len(old), len(new), 0)]:
        codes += _gap(old, new, (i, a, j, b))
        if size:
            codes.append(("equal", a, a + size, b, b + size))
        i, j = a + size, b + size
    return _merged(codes)


def _anchors(old: list[bytes], new: list[bytes], comparison: Comparison | None) -> Iterator[tuple[int, int, int]]:
    """Runs of lines that lie within an equal stretch of the comparison and have the same bytes: old line, new line, number."""
    if comparison is None:
        return
    starts, targets = _starts(comparison.old.text), _starts(comparison.new.text)
    if len(starts) - 1 != len(old) or len(targets) - 1 != len(new):
        return  # an encoding in which newlines are no bytes of their own
    n = m = 0
    run = (0, 0, 0)
    for op in comparison.ops:
        if op.op != "equal":
            continue
        shift = op.new.start - op.old.start
        n = bisect_left(starts, op.old.start, n)
        while n < len(old) and starts[n + 1] <= op.old.end:
            while m < len(new) and targets[m] < starts[n] + shift:
                m += 1
            if m < len(new) and targets[m] == starts[n] + shift and old[n] == new[m]:
                if (run[0] + run[2], run[1] + run[2]) != (n, m):
                    if run[2]:
                        yield run
                    run = (n, m, 0)
                run = (run[0], run[1], run[2] + 1)
            n += 1
    if run[2]:
        yield run


def _starts(text: str) -> list[int]:
    """The offsets at which lines begin, and the length of the text."""
    starts = list(accumulate((len(line) + 1 for line in text.split("\n")), initial=0))
    if starts[-2] == len(text):  # behind the last newline
        starts.pop()
    else:
        starts[-1] -= 1
    return starts


def _gap(old: list[bytes], new: list[bytes], place: tuple[int, int, int, int]) -> Iterator[Opcode]:
    """The lines between two anchors: equal ones at both ends, then difflib's finds where the gap is small."""
    i, i_end, j, j_end = place
    head = 0
    while i + head < i_end and j + head < j_end and old[i + head] == new[j + head]:
        head += 1
    if head:
        yield "equal", i, i + head, j, j + head
    i, j = i + head, j + head
    if (i_end - i) * (j_end - j) <= SMALL:
        for tag, a, b, c, d in SequenceMatcher(None, old[i:i_end], new[j:j_end], autojunk=False).get_opcodes():
            yield tag, i + a, i + b, j + c, j + d
    elif i < i_end or j < j_end:
        yield "replace", i, i_end, j, j_end


def _merged(codes: Iterable[Opcode]) -> list[Opcode]:
    """Neighbours of one kind made one: equal, or changed."""
    out: list[Opcode] = []
    for tag, i1, i2, j1, j2 in codes:
        kind = "equal" if tag == "equal" else "replace"
        if out and out[-1][0] == kind:
            out[-1] = (kind, out[-1][1], i2, out[-1][3], j2)
        else:
            out.append((kind, i1, i2, j1, j2))
    return out


def _grouped(codes: list[Opcode]) -> Iterator[list[Opcode]]:
    """The codes as hunks with `CONTEXT` lines around them."""
    group: list[Opcode] = []
    for number, (tag, i1, i2, j1, j2) in enumerate(codes):
        if tag != "equal":
            group.append((tag, i1, i2, j1, j2))
            continue
        size, last = i2 - i1, number == len(codes) - 1
        if group and (last or size > 2 * CONTEXT):
            n = min(CONTEXT, size)
            yield [*group, ("equal", i1, i1 + n, j1, j1 + n)]
            group = []
        if not last:
            n = min(CONTEXT, size) if not group else size
            group.append(("equal", i2 - n, i2, j2 - n, j2))
    if any(code[0] != "equal" for code in group):
        yield group
