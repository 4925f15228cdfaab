"""Mending: edits that do not overlap, applied until nothing changes, written whole or not at all."""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from random import Random
from time import sleep
from typing import Any

import pytest
from click.testing import CliRunner
from conftest import Check, MakeRule, finding
from hypothesis import example, given, settings
from hypothesis import strategies as st

from planlint import engine, files, fix, rules
from planlint.cli import main
from planlint.config import Config
from planlint.errors import UserError
from planlint.hits import Edit, Hit
from planlint.text.characters import essence
from planlint.text.document import Document
from planlint.text.spans import Span

RULES = rules.load()


def find(document: Document) -> tuple[engine.Problem, ...]:
    return engine.check(document, RULES, Config())[0]


def mended(text: str, safety: str = "suggested") -> str:
    return fix.mend(Document(text), find, safety).document.text


PROSE = "全市规模以上工业企业研发投入逐年增长，创新平台不断增多。"


@pytest.mark.parametrize(
    ("text", "safe", "suggested"),
    [
        (f"{PROSE}，各县区要抓好落实。", f"{PROSE}，各县区要抓好落实。", f"{PROSE}各县区要抓好落实。"),
        ("修渠引水，。稳住收成。", "修渠引水，。稳住收成。", "修渠引水，。稳住收成。"),
        ("（一）修渠引水，。\n（二）稳住收成。", "（一）修渠引水，。\n（二）稳住收成。", "（一）修渠引水。\n（二）稳住收成。"),
        (f"“各县区抓落实。{PROSE}{PROSE}”", f"“各县区抓落实。{PROSE}{PROSE}”", f"“各县区抓落实。{PROSE}”"),
        (f"　　{PROSE}　　{PROSE}增加收入。", f"　　{PROSE}　　{PROSE}增加收入。", f"　　{PROSE}增加收入。"),
        (f"——{PROSE}——{PROSE}", f"——{PROSE}——{PROSE}", f"——{PROSE}"),
        ("要引水，修好水渠稳住收成，修好水渠稳住收成。大家鼓掌。", "要引水，修好水渠稳住收成，修好水渠稳住收成。大家鼓掌。", "要引水，修好水渠稳住收成。大家鼓掌。"),
        ("修渠引水，，稳住收成。", "修渠引水，稳住收成。", "修渠引水，稳住收成。"),
        ("修渠引水，稳住收成，增加收入,改善民生。", "修渠引水，稳住收成，增加收入，改善民生。", "修渠引水，稳住收成，增加收入，改善民生。"),
        ("粮食生产\u200b稳步增长。", "粮食生产稳步增长。", "粮食生产稳步增长。"),
        ("要进一步进一步加强监管。", "要进一步进一步加强监管。", "要进一步加强监管。"),
        (f"{PROSE}{PROSE}{PROSE}", f"{PROSE}{PROSE}{PROSE}", PROSE),
        (f"{PROSE}\n\n设立“工匠精\n\n神宣讲团”，讲好故事。", f"{PROSE}\n\n设立“工匠精神宣讲团”，讲好故事。", f"{PROSE}\n\n设立“工匠精神宣讲团”，讲好故事。"),
        (f"{PROSE}\r\n\r\n修渠,,引水，蓄水。\r\n", f"{PROSE}\r\n\r\n修渠，引水，蓄水。\r\n", f"{PROSE}\r\n\r\n修渠，引水，蓄水。\r\n"),
    ],
)
def test_what_is_mended(text: str, safe: str, suggested: str) -> None:
    assert mended(text, "safe") == safe
    assert mended(text, "suggested") == suggested


def test_what_is_suppressed_is_not_mended() -> None:
    text = "<!-- planlint: off-next-line PUN006 原文 -->\n修渠引水，，稳住收成。"
    assert mended(text) == text


FRAGMENTS = [
    "加快建设产业园区", "推动高质量发展", "（一）", "一、", "第三条 ", "一是", "二是", "“", "”", "（", "）", "《", "》", "，", "，，", "。", "。。", ",", "、",
    "\n", "\n\n", "**", "# ", "进一步进一步", "大局局", "\u200b", "（上接第1版）", "下载\n打印\n", "研发投入逐年增长，创新平台不断增多。", "- ", "`码`", "的，",
]  # fmt: skip
texts = st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=24).map("".join)


@settings(max_examples=150, deadline=None)
@given(texts)
@example("一、**\n，**加快建设产业园区")
@example("“《”，")
def test_mending_twice_changes_no_more_than_once(text: str) -> None:
    try:
        once = mended(text)
    except UserError:
        return  # refused, as it would bring in an error
    assert mended(once) == once


@settings(max_examples=150, deadline=None)
@given(texts)
def test_safe_mending_leaves_every_character_of_the_wording(text: str) -> None:
    without_markers = text.replace("（上接第1版）", "")
    try:
        assert essence(mended(without_markers, "safe")) == essence(without_markers)
    except UserError:
        return


@settings(max_examples=100, deadline=None)
@given(texts, st.sampled_from(["safe", "suggested"]))
def test_chosen_edits_are_in_order_disjoint_and_can_be_taken_back(text: str, safety: str) -> None:
    edits = [edit for offer in fix.disjoint(find(Document(text)), safety) for edit in offer.edits]
    assert all(a.span.end <= b.span.start for a, b in pairwise(edits))
    new, back, shift = fix.apply(text, edits), [], 0
    for edit in edits:
        start = edit.span.start + shift
        back.append(Edit(Span(start, start + len(edit.text)), text[edit.span.start : edit.span.end]))
        shift += len(edit.text) - (edit.span.end - edit.span.start)
    assert fix.apply(new, back) == text


def replacing(old: str, new: str) -> Check:
    """A check whose fix puts one word for another."""

    def check(document: Document, options: object) -> Iterator[Hit]:
        yield from (Hit(Span(*m.span()), edits=(Edit(Span(*m.span()), new),)) for m in re.finditer(old, document.text))

    return check


@pytest.mark.parametrize(
    ("fixes", "text", "new", "left_out"),
    [
        ({"XYZ001": ("甲", "乙")}, "甲甲", "乙乙", ""),
        ({"XYZ001": ("甲", "乙"), "XYZ002": ("丙", "错")}, "甲丙", "乙丙", "XYZ002"),
        ({"XYZ001": ("甲", "乙"), "XYZ002": ("丙", "错")}, "丙", "丙", "XYZ002"),
        ({"XYZ001": ("甲", "乙"), "XYZ002": ("丙", "丁")}, "错甲丙", "错乙丁", ""),
        ({"XYZ001": ("甲", "丙"), "XYZ002": ("丙", "错")}, "甲", "甲", "XYZ001"),
    ],
)
def test_fixes_that_bring_in_an_error_are_left_out(
    make_rule: MakeRule, fixes: dict[str, tuple[str, str]], text: str, new: str, left_out: str
) -> None:
    known = [make_rule(code, replacing(*pair), fix="safe", severity="warning") for code, pair in fixes.items()]
    known.append(make_rule("ERR001", finding("错")))
    document, _, without = fix.mend(Document(text), lambda d: engine.check(d, known, Config())[0], "safe")
    assert (document.text, without) == (new, left_out)


def test_errors_that_no_single_rule_brings_in_are_refused(make_rule: MakeRule) -> None:
    known = [make_rule(code, replacing(word, "错"), fix="safe", severity="warning") for code, word in (("XYZ001", "甲"), ("XYZ002", "丙"))]
    known.append(make_rule("ERR001", finding("错")))
    with pytest.raises(UserError, match=r"a\.md.*ERR001.*原文未改"):
        fix.mend(Document("甲丙", "a.md"), lambda d: engine.check(d, known, Config())[0], "safe")


def test_safe_fixes_come_first(make_rule: MakeRule) -> None:
    """What a suggested fix would do to 甲乙 is settled by the safe one on 乙."""
    known = [make_rule("XYZ001", replacing("甲乙", "丙"), fix="suggested"), make_rule("XYZ002", replacing("乙", "丁"), fix="safe")]
    assert fix.mend(Document("甲乙"), lambda d: engine.check(d, known, Config())[0], "suggested").document.text == "甲丁"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("修渠引水，，稳住收成。\r\n".encode(), "utf-8"),
        (b"\xef\xbb\xbf" + "修渠引水，，稳住收成。".encode(), "utf-8-sig"),
        ("修渠引水，，稳住收成，增加收入。各县区要抓好落实。".encode("gb18030"), "gb18030"),
        (b"\xff\xfe" + "修渠引水，，稳住收成。".encode("utf-16-le"), "utf-16"),
        (b"\xfe\xff" + "修渠引水，，稳住收成。".encode("utf-16-be"), "utf-16"),
    ],
)
def test_encoding_mark_newline_mode_and_link_survive(tmp_path: Path, data: bytes, encoding: str) -> None:
    file, link = tmp_path / "a.md", tmp_path / "link.md"
    file.write_bytes(data)
    file.chmod(0o640)
    link.symlink_to(file)
    source = files.read(str(link))
    assert source.encoding == encoding
    files.write(str(link), source.text.replace("，，", "，"), source.encoding, data)
    two = "，，".encode(encoding.removesuffix("-sig")).removeprefix(b"\xff\xfe") if encoding != "utf-16" else None
    if two is not None:
        assert file.read_bytes() == data.replace(two, "，".encode(encoding.removesuffix("-sig")))
    assert files.read(str(file))[:2] == (source.text.replace("，，", "，"), encoding)
    assert file.read_bytes()[:2] == data[:2]
    assert link.is_symlink()
    assert file.stat().st_mode & 0o777 == 0o640
    assert [p.name for p in sorted(tmp_path.iterdir())] == ["a.md", "link.md"]


def test_an_encoding_that_was_named_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes("修渠引水，，穩住收成。".encode("big5"))
    assert planlint("--fix", "--select", "PUN", "--encoding", "big5", str(file)).returncode == 0
    assert file.read_bytes() == "修渠引水，穩住收成。".encode("big5")


@pytest.mark.parametrize("data", [b"\xef\xbb\xbf\xef\xbb\xbf" + "修渠，，引水。".encode()])
def test_bytes_that_no_edit_is_about_never_change(tmp_path: Path, data: bytes) -> None:
    """A second byte order mark is not read, so it could not be written back."""
    file = tmp_path / "a.md"
    file.write_bytes(data)
    source = files.read(str(file))
    with pytest.raises(UserError, match="原文未改"):
        files.write(str(file), source.text, source.encoding, data)
    assert file.read_bytes() == data


def test_a_file_that_changed_meanwhile_is_not_written(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("新的内容。", encoding="utf-8")
    with pytest.raises(UserError, match=r"a\.md.*改动"):
        files.write(str(file), "改后。", "utf-8", "原来的内容。".encode())
    assert file.read_text(encoding="utf-8") == "新的内容。"


def test_nothing_is_left_behind_where_the_file_cannot_be_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.md"
    file.write_text("原文。", encoding="utf-8")
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(UserError, match="No space left"):
        files.write(str(file), "改后。", "utf-8", "原文。".encode())
    assert [p.name for p in tmp_path.iterdir()] == ["a.md"]
    assert file.read_text(encoding="utf-8") == "原文。"


class FullDisk:
    """A file that takes five bytes and no more."""

    def __init__(self, *arguments: Any) -> None:
        self.stream = open(*arguments)  # noqa: SIM115

    def __enter__(self) -> FullDisk:
        return self

    def __exit__(self, *_: object) -> None:
        self.stream.close()

    def write(self, data: bytes) -> None:
        self.stream.write(data[:5])
        no_space()


def no_space(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("call", ["write", "fsync", "replace", "chmod"])
def test_a_full_disk_leaves_every_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text("修渠引水，，稳住收成。", encoding="utf-8")
    if call == "write":
        monkeypatch.setattr(files, "open", lambda *a: (FullDisk if "x" in a[1] else open)(*a), raising=False)
    else:
        monkeypatch.setattr(os, call, no_space)
    result = CliRunner().invoke(main, ["check", "--isolated", "--lang", "zh", "--fix", "--format", "concise", str(tmp_path)])
    assert result.exit_code == 2
    told = [line for line in result.stdout.splitlines() if "No space left" in line]
    assert [("原文未改" in line, name in line) for line, name in zip(told, ("a.md", "b.md"), strict=True)] == [(True, True)] * 2
    assert {p.name: p.read_text(encoding="utf-8") for p in tmp_path.iterdir()} == dict.fromkeys(("a.md", "b.md"), "修渠引水，，稳住收成。")


def test_a_read_only_file_is_left_alone_and_the_others_are_mended(tmp_path: Path) -> None:
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text("修渠引水，，稳住收成。", encoding="utf-8")
    (tmp_path / "a.md").chmod(0o444)
    run = planlint("--fix", "--lang", "zh", "--format", "concise", str(tmp_path))
    assert run.returncode == 2
    assert "a.md: 文件只读" in run.stdout.decode()
    assert [(tmp_path / name).read_text(encoding="utf-8") for name in ("a.md", "b.md")] == ["修渠引水，，稳住收成。", "修渠引水，稳住收成。"]


def test_a_file_that_changes_while_it_is_checked_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.md"
    file.write_text("修渠引水，，稳住收成。", encoding="utf-8")
    real = fix.mend

    def meanwhile(*arguments: Any) -> fix.Mended:
        file.write_text("别人刚存的新稿，，还没有看过。", encoding="utf-8")
        return real(*arguments)

    monkeypatch.setattr(fix, "mend", meanwhile)
    result = CliRunner().invoke(main, ["check", "--isolated", "--lang", "zh", "--fix", "--format", "concise", str(file)])
    assert result.exit_code == 2
    assert "被改动" in result.stdout
    assert file.read_text(encoding="utf-8") == "别人刚存的新稿，，还没有看过。"


@pytest.mark.skipif(os.name == "nt", reason="no such signal there")
def test_killed_at_any_moment_every_file_is_whole(tmp_path: Path) -> None:
    old = "# 要点\n\n" + f"{PROSE}修渠引水，，稳住收成。\n"
    new = old.replace("，，", "，")
    paths = [tmp_path / f"{n:03}.md" for n in range(200)]
    for path in paths:
        path.write_text(old, encoding="utf-8")
    chance = Random(5)
    command = [sys.executable, "-m", "planlint", "check", "--isolated", "--quiet", "--fix", str(tmp_path)]

    def mended() -> int:
        texts = [path.read_text(encoding="utf-8") for path in paths]
        assert set(texts) <= {old, new}
        return texts.count(new)

    done = 0
    for _ in range(8):
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
            while process.poll() is None and paths[min(done, 199)].stat().st_size == len(old.encode()):
                pass  # files are mended in order
            sleep(chance.uniform(0, 0.02))
            process.kill()
        done = mended()
        assert [str(path) for path in paths] == list(files.find([str(tmp_path)])), "what a killed run left behind is no document"
    assert subprocess.run(command, check=False).returncode == 0
    assert mended() == len(paths)


def planlint(*arguments: str, text: str | None = None) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "planlint", "check", "--isolated", *arguments]
    return subprocess.run(command, capture_output=True, input=text.encode() if text else None, check=False)


DAMAGED = f"# 要点\n\n{PROSE}，，各县区要抓好落实。\n\n要进一步进一步加强监管。\n"


def test_fix_writes_what_is_safe_and_reports_what_remains(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text(DAMAGED.replace("。，，", "，，"), encoding="utf-8")
    run = planlint("--fix", "--format", "concise", str(file))
    assert run.returncode == 1
    assert "REP008" in run.stdout.decode()
    assert "，，" not in file.read_text(encoding="utf-8")
    run = planlint("--fix-suggested", str(file))
    assert run.returncode == 0
    assert "已改 1 处" in run.stdout.decode()
    assert "进一步进一步" not in file.read_text(encoding="utf-8")


def test_select_says_what_is_mended(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("修渠引水，，稳住收成。粮食生产\u200b稳步增长。", encoding="utf-8")
    planlint("--fix", "--select", "CHR", str(file))
    assert file.read_text(encoding="utf-8") == "修渠引水，，稳住收成。粮食生产稳步增长。"


def test_diff_shows_and_writes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("修渠引水，，稳住收成。", encoding="utf-8")
    run = planlint("--diff", "--lang", "zh", str(file))
    assert run.returncode == 1
    assert "[-，-]" in run.stdout.decode()
    assert file.read_text(encoding="utf-8") == "修渠引水，，稳住收成。"
    file.write_text("修渠引水，稳住收成。", encoding="utf-8")
    run = planlint("--diff", str(file))
    assert (run.returncode, run.stdout) == (0, b"")


def test_standard_input_goes_to_standard_output() -> None:
    run = planlint("--fix", "-", text="修渠引水，，稳住收成。\n")
    assert (run.returncode, run.stdout.decode()) == (0, "修渠引水，稳住收成。\n")
