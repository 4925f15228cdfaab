"""A patch is accepted by git apply and by patch, and gives the new file to the byte."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planlint import files
from planlint.diff.compare import compare
from planlint.report.changes import patch
from planlint.report.changes.view import Pair, View
from planlint.text.document import Document


def made(old: bytes | None, new: bytes | None, name: str = "方案.md") -> bytes:
    """The patch between two contents of a file."""
    texts = [files.decode(data or b"", name) for data in (old, new)]
    comparison = compare(*(Document(source.text, name, encoding=source.encoding) for source in texts))
    return patch.render([Pair(name, name, comparison, old, new, None, name)], View())


def applied(folder: Path, tool: list[str], old: bytes | None, diff: bytes, name: str = "方案.md") -> bytes | None:
    """What is there after a tool applied a patch in a folder of its own."""
    folder.mkdir()
    if old is not None:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(old)
    (folder / "the.patch").write_bytes(diff)
    run = subprocess.run([*tool, "the.patch"] if tool[0] == "git" else [*tool, "-i", "the.patch"], cwd=folder, capture_output=True, check=False)
    assert run.returncode == 0, run.stderr + run.stdout
    return (folder / name).read_bytes() if (folder / name).exists() else None


TOOLS = [pytest.param(["git", "apply"], id="git"), pytest.param(["patch", "-p1", "-s", "--binary"], id="patch")]
BIG = "".join(f"第{n}段说的是第{n}件事。\n\n" for n in range(60))
CASES = {
    "one line": ("甲乙丙\n", "甲乙丁\n"),
    "no newline at the end of the old": ("甲\n乙", "甲\n乙\n"),
    "no newline at the end of the new": ("甲\n乙\n", "甲\n乙"),
    "no newline at either end": ("甲\n乙", "甲\n丙"),
    "windows lines": ("甲\r\n乙\r\n丙\r\n", "甲\r\n丁\r\n丙\r\n"),
    "lines become windows lines": ("甲\n乙\n", "甲\r\n乙\r\n"),
    "old mac lines": ("甲\r乙\r丙", "甲\r丁\r丙"),
    "an empty file": ("", "甲\n"),
    "an emptied file": ("甲\n", ""),
    "far apart": (BIG, BIG.replace("第3件", "第三件").replace("第50段", "第五十段")),
    "moved": (BIG, BIG[60:] + BIG[:60]),
    "first and last line": ("头\n" + BIG + "尾\n", "首\n" + BIG + "末\n"),
    "a form feed and a line separator": ("甲\x0c乙\u2028丙\n丁\n", "甲\x0c乙\u2028丙\n戊\n"),
    "a line that looks like a header": ("-- 甲\n++ 乙\n@@ 丙\n", "-- 甲\n++ 丁\n@@ 丙\n"),
}


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("case", CASES)
def test_a_patch_gives_the_new_file(case: str, tool: list[str], tmp_path: Path) -> None:
    old, new = (text.encode() for text in CASES[case])
    if not shutil.which(tool[0]):
        pytest.skip(f"no {tool[0]}")
    assert applied(tmp_path / "a", tool, old, made(old, new)) == new


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("甲乙丙\n丁\n".encode("gb18030"), "甲乙己\n丁\n".encode("gb18030")),
        (b"\xef\xbb\xbf" + "甲\n乙\n".encode(), "甲\n乙\n".encode()),
        ("全县水利规划\n乙\n".encode("gb18030"), "全县水利规划\n乙\n".encode()),
        (None, "甲\n".encode()),
        ("甲\n".encode(), None),
    ],
    ids=["gb18030", "a mark is dropped", "another encoding", "a new file", "a deleted file"],
)
def test_bytes_stay_what_they_are(old: bytes | None, new: bytes | None, tool: list[str], tmp_path: Path) -> None:
    if not shutil.which(tool[0]):
        pytest.skip(f"no {tool[0]}")
    assert applied(tmp_path / "a", tool, old, made(old, new)) == new


def test_an_empty_file_comes_and_goes(tmp_path: Path) -> None:
    assert applied(tmp_path / "a", ["git", "apply"], None, made(None, b"")) == b""
    assert applied(tmp_path / "b", ["git", "apply"], b"", made(b"", None)) is None


@pytest.mark.parametrize("name", ["两个 字.md", '引"号.md', "目录/方案.md", "tab\t.md"])
def test_names_are_written_as_git_reads_them(name: str, tmp_path: Path) -> None:
    old, new = "甲\n".encode(), "乙\n".encode()
    assert applied(tmp_path / "a", ["git", "apply"], old, made(old, new, name), name) == new


def test_the_same_file_gives_no_patch() -> None:
    assert made(b"a\n", b"a\n") == b""


def rebuilt(old: bytes, diff: bytes) -> bytes:
    """The new file, by the rules of a unified diff: every line of the old one must be where a hunk says."""
    lines = old.split(b"\n")
    out: list[bytes] = []
    at = 0
    body = diff.split(b"\n")[2:-1]
    for number, line in enumerate(body):
        if m := re.match(rb"@@ -(\d+)(?:,(\d+))? \+", line):
            start = int(m[1]) - (m[2] != b"0")
            out += [part + b"\n" for part in lines[at:start]]
            at = start
            continue
        ended = number + 1 < len(body) and body[number + 1].startswith(b"\\")
        if line[:1] in (b" ", b"-"):
            assert line[1:] == lines[at]
            assert ended == (at == len(lines) - 1)
            at += 1
        if line[:1] in (b" ", b"+"):
            out.append(line[1:] + (b"" if ended else b"\n"))
    rest = b"\n".join(lines[at:])
    return b"".join(out) + rest


LINES = st.lists(st.sampled_from(["甲\n", "乙\n", "\n", "丙\r\n"]), max_size=24)


@settings(max_examples=150, deadline=None)
@given(LINES, LINES, st.sampled_from(["", "丁"]), st.sampled_from(["", "丁", "戊"]))
def test_a_patch_rebuilds_the_new_file(old: list[str], new: list[str], old_end: str, new_end: str) -> None:
    a, b = ("".join(old) + old_end).encode(), ("".join(new) + new_end).encode()
    diff = made(a, b)
    assert (rebuilt(a, diff) if diff else a) == b
