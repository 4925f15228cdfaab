"""Asking about each place: what follows from an answer, and that files change only as was accepted, and only at the end."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from planlint import engine, fix, rules
from planlint.cli import main
from planlint.commands.interactive import ANSWERS, Decision, Session
from planlint.config import Config
from planlint.engine import Place, Problem
from planlint.hits import Edit, Hit
from planlint.report.offers import marked, narrowed
from planlint.report.results import FileResult
from planlint.text.document import Document
from planlint.text.spans import Span

RULES = rules.load()
TEXT = "# 防汛工作要点\n\n修渠引水，，稳住收成。全市要进一步进一步加强巡查，擦亮”湖畔书房“品牌，，方便群众。\n"
LOOK = partial(engine.examine, rules=RULES, config=Config(), lang="zh")


def offer(code: str, *edits: tuple[int, int, str]) -> fix.Offer:
    made = tuple(Edit(Span(start, end), text) for start, end, text in edits)
    rule = RULES[0]._replace(code=code)
    place = Place(made[0].span, made, "suggested", (), Hit(made[0].span))
    return fix.Offer(made, code, Problem(rule, "error", "", "", (), (), (), (place,)), place)


A, B = offer("AAA001", (0, 2, "")), offer("BBB001", (4, 5, "x"))
A_LATER, ACROSS = offer("AAA001", (7, 8, "")), offer("CCC001", (1, 3, ""))


@pytest.mark.parametrize(
    ("answers", "settled"),
    [
        ([], {"A": "", "A later": "", "B": "", "across": ""}),
        ([(A, "y")], {"A later": "", "B": "", "across": "n"}),
        ([(A, "n")], {"A later": "", "B": "", "across": ""}),
        ([(A, "a")], {"A later": "y", "B": "", "across": "n"}),
        ([(A, "d")], {"A later": "n", "B": "", "across": ""}),
        ([(A, "d"), (B, "a")], {"A later": "n", "across": ""}),
        ([(A, "y"), (B, "q")], {"A later": "n", "across": "n"}),
        ([(A, "q")], {"A later": "n", "B": "n", "across": "n"}),
    ],
)
def test_what_follows_from_earlier_answers(answers: list[tuple[fix.Offer, str]], settled: dict[str, str]) -> None:
    decision = Decision()
    for asked, answer in answers:
        decision = decision.after(asked, answer)
    offers = {"A": A, "A later": A_LATER, "B": B, "across": ACROSS}
    assert {name: decision.settles(offers[name]) for name in settled} == settled
    assert decision.accepted == tuple(asked for asked, answer in answers if answer in "ya")


@pytest.mark.parametrize(
    ("first", "second", "meet"),
    [
        ([(0, 2, "")], [(2, 4, "")], False),
        ([(0, 2, "")], [(1, 4, "")], True),
        ([(0, 5, "")], [(2, 2, "x")], True),
        ([(2, 2, "x")], [(2, 2, "y")], True),
        ([(2, 2, "x")], [(2, 3, "y")], False),
        ([(0, 1, ""), (8, 9, "")], [(4, 5, "")], False),
        ([(0, 1, ""), (8, 9, "")], [(8, 9, "x")], True),
    ],
)
def test_edits_that_meet(first: list[tuple[int, int, str]], second: list[tuple[int, int, str]], meet: bool) -> None:
    a, b = offer("AAA001", *first), offer("BBB001", *second)
    assert a.meets(b.edits) is b.meets(a.edits) is meet
    assert (Decision().after(a, "y").settles(b) == "n") is meet


@pytest.mark.parametrize(
    ("text", "edits", "shown"),
    [
        ("修渠引水，，稳住收成。", [(4, 6, "，")], "修渠引水，[-，-]稳住收成。"),
        ("截止三月底。", [(0, 2, "截至")], "截[-止-]{+至+}三月底。"),
        ("设立工匠精\n\n神讲团。", [(5, 7, "")], "设立工匠精[-⏎⏎-]神讲团。"),
        ("擦亮”书房“品牌", [(2, 3, "“"), (5, 6, "”")], "擦亮[-”-]{+“+}书房[-“-]{+”+}品牌"),
        ("推广“码上办服务", [(6, 6, "”")], "推广“码上办{+”+}服务"),
        ("甲" * 100, [(30, 40, "")], "…" + "甲" * 22 + "[-" + "甲" * 10 + "-]" + "甲" * 22 + "…"),
        ("粮食\u200b生产", [(2, 3, "")], "粮食[-⟨200B⟩-]生产"),
    ],
)
def test_the_edit_is_marked_character_by_character(text: str, edits: list[tuple[int, int, str]], shown: str) -> None:
    assert "".join(piece for piece, _ in marked(text, [Edit(Span(a, b), new) for a, b, new in edits])) == shown


@given(st.text("甲乙，", max_size=8), st.text("甲乙，", max_size=8), st.text("甲乙", max_size=3))
def test_a_narrowed_edit_does_the_same(old: str, new: str, around: str) -> None:
    edit = Edit(Span(len(around), len(around) + len(old)), new)
    text = around + old + around
    assert fix.apply(text, [narrowed(text, edit)]) == fix.apply(text, [edit])


def answered(text: str, answers: Iterator[str]) -> tuple[FileResult, engine.Examined]:
    document = Document(text, "a.md")
    seen = LOOK(document)
    return Session("zh", False, lambda: next(answers, "")).treat(FileResult("a.md", document, seen.problems), text.encode(), False, LOOK, seen)


@pytest.mark.parametrize(
    ("answers", "changes"),
    [
        ("y n n n n", [("，，稳", "，稳")]),
        ("n y n n", [("进一步进一步", "进一步")]),
        ("a n n", [("，，", "，")]),
        ("d y n", [("进一步进一步", "进一步")]),
        ("y q", [("，，稳", "，稳")]),
        ("q", []),
        ("", []),
        ("n n y n", [("”湖畔书房“", "“湖畔书房”")]),
        ("? x  y q", [("，，稳", "，稳")]),
        ("Ｙ Q", [("，，稳", "，稳")]),
        ("y", [("，，稳", "，稳")]),
    ],
)
def test_what_was_accepted_changes_and_nothing_else(answers: str, changes: list[tuple[str, str]]) -> None:
    result, seen = answered(TEXT, iter([f"{a}\n" for a in answers.split(" ") if answers]))
    expected = TEXT
    for old, new in changes:
        expected = expected.replace(old, new)
    assert result.document is not None
    assert result.document.text == expected
    assert result.problems == seen.problems


FRAGMENTS = ["修渠引水，", "，", "，，", "稳住收成。", "进一步进一步", "大局局", "”书房“", "“", "\n\n", "神\n", "粮食\u200b生产", "要抓好落实。要抓好落实。"]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=14).map("".join), st.lists(st.sampled_from("ynadq"), max_size=12))
def test_accepted_edits_never_meet_and_are_all_that_changes(text: str, answers: list[str]) -> None:
    document = Document(text, "a.md")
    seen, typed = LOOK(document), iter(answers)
    decision = Decision()
    for each in fix.offers(seen.problems, "suggested"):
        decision = decision.after(each, decision.settles(each) or next(typed, "q"))
    assert not any(a.meets(b.edits) for a, b in combinations(decision.accepted, 2))
    edits = sorted(edit for taken in decision.accepted for edit in taken.edits)
    assert all(a.span.end <= b.span.start for a, b in pairwise(edits))
    result, _ = answered(text, (f"{a}\n" for a in answers))
    assert result.document is not None
    assert result.document.text == (text if result.errors else fix.apply(text, edits))


def test_rules_and_the_end_are_remembered_from_file_to_file() -> None:
    typed = iter(["a\n", "q\n"])
    session = Session("zh", False, lambda: next(typed))
    texts = []
    for name, text in (("a.md", "修渠引水，，稳住收成。"), ("b.md", "修渠引水，，稳住收成。要进一步进一步加强监管。"), ("c.md", "修渠，，引水，，蓄水。")):
        document = Document(text, name)
        seen = LOOK(document)
        result, _ = session.treat(FileResult(name, document, seen.problems), text.encode(), False, LOOK, seen)
        texts.append(result.document.text if result.document else "")
    assert texts == ["修渠引水，稳住收成。", "修渠引水，稳住收成。要进一步进一步加强监管。", "修渠，，引水，，蓄水。"]


# In a terminal

pty = pytest.importorskip("pty", reason="no terminals of its own there")


def in_terminal(folder: Path, keys: str, *arguments: str) -> tuple[int, str]:
    """Exit code and output of `planlint check --interactive` with keys typed when it asks, a line each."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(folder)
        os.environ["NO_COLOR"] = "1"
        os.execv(sys.executable, [sys.executable, "-m", "planlint", "check", "--isolated", "--interactive", *arguments])
    output, waiting = "", list(keys)
    with suppress(OSError):  # the terminal is gone when the program ends
        while data := os.read(terminal, 4096):
            output += data.decode(errors="replace")
            if waiting and output.endswith("] "):
                key = waiting.pop(0)
                os.write(terminal, key.encode() + (b"" if key in "\x03\x04" else b"\n"))
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    os.close(terminal)
    return code, output


@pytest.fixture
def two(folder: Path) -> Path:
    for name in ("a.md", "b.md"):
        (folder / name).write_text(TEXT, encoding="utf-8")
    return folder


def read(folder: Path) -> list[str]:
    return [(folder / name).read_text(encoding="utf-8") for name in ("a.md", "b.md")]


def test_in_a_terminal_accepted_edits_are_written(two: Path) -> None:
    code, output = in_terminal(two, "ydnnyq", "--lang", "zh", "a.md", "b.md")
    once = TEXT.replace("，，稳", "，稳")
    assert (code, read(two)) == (1, [once, once])
    assert "已选的照改" in output
    assert "修渠引水，[-，-]稳住收成" in output
    assert "已改 2 处" in output
    assert "标点连用" in output


def test_in_english(two: Path) -> None:
    _, output = in_terminal(two, "q", "--lang", "en", "a.md")
    assert all(meaning in output for meaning in ANSWERS["en"].values())
    assert "mend this?" in output


@pytest.mark.parametrize(("keys", "written", "code"), [("yq", True, 1), ("y\x04", True, 1), ("y\x03", False, 2), ("\x03", False, 2)])
def test_quitting_keeps_what_was_accepted_and_interrupting_writes_nothing(two: Path, keys: str, written: bool, code: int) -> None:
    ended, output = in_terminal(two, keys, "--lang", "zh", "a.md")
    assert (read(two)[0] != TEXT, ended) == (written, code)
    assert ("没有写入任何文件" in output) is not written


def test_nothing_is_written_before_the_end(two: Path) -> None:
    """While b.md is asked about, a.md is as it was, though all its edits were accepted; then it changes, and is left alone."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(two)
        os.execv(sys.executable, [sys.executable, "-m", "planlint", "check", "--isolated", "--interactive", "--select", "PUN006", "a.md", "b.md"])
    output, seen, asked = "", [], 0
    with suppress(OSError):
        while data := os.read(terminal, 4096):
            output += data.decode(errors="replace")
            if output.count("?] ") > asked:
                asked += 1
                seen.append(read(two) == [TEXT, TEXT])
                if asked == 4:
                    (two / "a.md").write_text("改过了。", encoding="utf-8")
                os.write(terminal, b"y\n")
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 2
    os.close(terminal)
    assert seen == [True] * 4
    assert read(two) == ["改过了。", TEXT.replace("，，", "，")]
    assert "被改动" in output


def test_select_says_what_is_asked_about(two: Path) -> None:
    code, output = in_terminal(two, "y", "--lang", "zh", "--select", "REP", "a.md")
    assert (code, read(two)[0]) == (0, TEXT.replace("进一步进一步", "进一步"))
    assert "(1/1)" in output


def test_a_text_without_fixes_asks_nothing(folder: Path) -> None:
    (folder / "a.md").write_text("修渠引水，稳住收成。\n", encoding="utf-8")
    code, output = in_terminal(folder, "", "--lang", "zh", "a.md")
    assert (code, "没有发现问题" in output) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["a.md"], "--fix-suggested"),
        (["--fix", "a.md"], "--fix "),
        (["--fix-suggested", "a.md"], "--fix-suggested "),
        (["--diff", "a.md"], "--diff "),
        (["-"], "标准输入"),
    ],
)
def test_where_nobody_can_be_asked_one_line_says_what_to_do(two: Path, arguments: list[str], words: str) -> None:
    result = CliRunner().invoke(main, ["check", "--isolated", "--interactive", *arguments], input=TEXT)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert words in result.stderr
    assert read(two) == [TEXT, TEXT]
