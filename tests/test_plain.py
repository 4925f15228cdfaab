"""A plain command line is read as click reads it, and what is not plain is left to click."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint.commands import plain
from planlint.commands.check import command


def _by_click(arguments: list[str]) -> dict[str, Any] | None:
    """The options as click reads them; None where it refuses."""
    try:
        return command.make_context("check", list(arguments)).params
    except click.ClickException:
        return None


def test_the_defaults_are_those_of_click() -> None:
    assert plain.read([]) == _by_click([]) == plain.DEFAULTS


PLAIN = [
    ["草案.md"],
    ["a.md", "-", "目录/b.txt"],
    ["--fix", "a.md", "--diff"],
    ["--select", "REP,EXT001", "--select=整句重复", "--ignore", " PUN , CHR", "a.md"],
    ["--format", "json", "--format", "html:报告.html", "--quiet"],
    ["-q", "--format=concise", "--config=x.toml", "--config", "y.toml"],
    ["--jobs", "2", "--no-cache"],
    ["--deep", "a.md"],
    ["--deep=review", "a.md", "--deep=off"],
    ["--jobs=auto", "--statistics", "--isolated", "--force-exclude", "--fix-suggested"],
    ["--baseline", "b.json", "--extend-select", "STR", "--stdin-filename", "稿.md", "-"],
]


@pytest.mark.parametrize("arguments", PLAIN, ids=" ".join)
def test_a_plain_command_line_means_what_click_says(arguments: list[str]) -> None:
    assert plain.read(arguments) == _by_click(arguments)


NOT_PLAIN = [
    ["--help"], ["-h"], ["--lang", "en"], ["--preview"], ["--", "-a.md"], ["--sel", "REP"], ["-qh"], ["--fix=yes"], ["--select"], ["--select", "--fix"],
    ["--format", "xml"], ["--format", "json", "--format", "csv"], ["--jobs", "0"], ["--jobs", "many"], ["--select="], ["--unknown"], ["--deep=max"], ["--deep="],
]  # fmt: skip


@pytest.mark.parametrize("arguments", NOT_PLAIN, ids=" ".join)
def test_what_is_not_plain_is_left_to_click(arguments: list[str]) -> None:
    assert plain.read(arguments) is None


WORDS = st.sampled_from(
    ["a.md", "-", "目录", "--fix", "--fix-suggested", "--diff", "--select", "--select=REP", "REP,PUN", "--ignore", "--format", "json", "json:a.json",
     "csv", "full", "--format=sarif:s.sarif", "--jobs", "2", "--jobs=auto", "--quiet", "-q", "--deep", "--deep=review", "--isolated", "--config", "", "--", "--lang", "zh", "--color=never"]
)  # fmt: skip


@given(st.lists(WORDS, max_size=7))
def test_no_command_line_is_read_otherwise_than_by_click(arguments: list[str]) -> None:
    options = plain.read(arguments)
    assert options is None or options == _by_click(arguments)


def test_completion_is_left_to_click(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_PLANLINT_COMPLETE", "bash_complete")
    assert plain.read(["a.md"]) is None


@pytest.mark.parametrize("more", [[], ["--color", "never"]], ids=["plain", "by click"])
def test_both_ways_lead_to_the_same_run(folder: Path, more: list[str]) -> None:
    (folder / "稿.md").write_text("# 清河市方案\n\n全市要进一步进一步加强巡查。\n", encoding="utf-8")
    run = subprocess.run([sys.executable, "-m", "planlint", "check", "--isolated", *more, "稿.md", "无.md"], capture_output=True, text=True, encoding="utf-8")
    assert (run.returncode, "REP008" in run.stdout, "无.md" in run.stdout) == (2, True, True)
    run = subprocess.run([sys.executable, "-m", "planlint", "check", "--isolated", "--select", "XYZ", *more], capture_output=True, text=True, encoding="utf-8")
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.startswith("planlint: --select: 没有名为 'XYZ'")


def test_a_closed_pipe_is_no_error_to_speak_of(folder: Path) -> None:
    (folder / "稿.md").write_text("# 清河市方案\n\n全市要进一步进一步加强巡查。\n" * 2000, encoding="utf-8")
    run = subprocess.run(
        f"{sys.executable} -m planlint check --isolated --format json 稿.md | head -c 10", shell=True, capture_output=True, text=True, encoding="utf-8"
    )
    assert run.stderr == ""
