"""Accepted problems are known again wherever their words move, and only what changed since a revision is reported."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from planlint import baseline, engine, rules
from planlint.config import Config
from planlint.errors import UserError
from planlint.text.document import Document

RULES = rules.load()

PROSE = "全市规模以上工业企业研发投入逐年增长，创新平台不断增多，高新技术企业数量居全省前列。"
OLD = f"""# 工作要点

（一）{PROSE}要进一步进一步加强监管。

（二）修渠引水，，稳住收成。各县区要抓好落实。

（三）健全分级诊疗体系，让群众就近看病。（上接第2版）
"""


def planlint(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "planlint", *arguments, "--isolated", "--lang", "zh"]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=folder, check=False)


def codes(folder: Path, *arguments: str) -> list[str]:
    run = planlint(folder, "check", "--format", "json", *arguments)
    return [p["code"] for f in json.loads(run.stdout)["files"] for p in f["problems"]]


@pytest.fixture
def accepted(tmp_path: Path) -> Path:
    (tmp_path / "a.md").write_text(OLD, encoding="utf-8")
    run = planlint(tmp_path, "baseline", "a.md")
    assert run.returncode == 0, run.stderr
    assert "已接受 3 处" in run.stdout
    return tmp_path


def test_accepted_problems_are_left_out_and_counted(accepted: Path) -> None:
    run = planlint(accepted, "check", "--baseline", baseline.FILE, "a.md")
    assert run.returncode == 0
    assert "另有 3 处已列入基线" in run.stdout


@pytest.mark.parametrize(
    "edit",
    [
        lambda t: t.replace("# 工作要点\n", "# 工作要点\n\n新加的一段，说的是别的事情。\n"),
        lambda t: t.replace("（三）", "（五）").replace("（二）", "（四）").replace("（一）", "（三）"),
        lambda t: "\n\n".join([t.split("\n\n")[i] for i in (0, 2, 1, 3)]),
        lambda t: t.replace("\n", "\r\n"),
        lambda t: t.replace("（二）", "　　（二）"),
        lambda t: t.replace("研发投入逐年增长，创新", "研发投入逐年增长，\n创新").replace("要进一步进一步加强", "要进一步进一步\n加强"),
    ],
    ids=["inserted", "renumbered", "moved", "newlines", "indented", "wrapped"],
)
def test_no_old_problem_comes_back_when_the_text_is_edited(accepted: Path, edit: object) -> None:
    (accepted / "a.md").write_bytes(edit(OLD).encode())  # type: ignore[operator]
    assert not {"REP008", "PUN006", "EXT002"} & set(codes(accepted, "--baseline", baseline.FILE, "a.md"))


ARCHIVE = (Path(__file__).parent.parent / "examples" / "damaged-plan.md").read_text(encoding="utf-8")
NEW = "要切实切实改善民生，修渠引水，，稳住收成。（下转第5版）各县区要抓好落实，各县区要抓好落实。"
"""A paragraph with four slips of its own."""


def wrapped(text: str) -> str:
    """The paragraphs of a text in lines of 40 characters."""
    lines = (line if len(line) < 60 else "\n".join(line[at : at + 40] for at in range(0, len(line), 40)) for line in text.split("\n"))
    return "\n".join(lines)


def renumbered(text: str) -> str:
    """Every （一） and every article one further on."""
    numerals = "一二三四五六七八九十"
    return re.sub("(?m)^([^一-十]{0,4}(?:（|第))([一二三四五六七八])(?=[）条章])", lambda m: m[1] + numerals[numerals.index(m[2]) + 1], text)


def marks_of(text: str) -> Counter[str]:
    document, found = Document(text, "a.md", profile="plan"), []

    def keep(_: Document, hits: list[engine.Found]) -> list[engine.Found]:
        found.extend(hits)
        return hits

    engine.check(document, RULES, Config(), "zh", keep)
    return baseline.marks(document, found)


@pytest.mark.parametrize(
    "edit",
    [
        lambda t: t.replace("\n## 三、", "\n新加的一段，说的是别的事情。\n\n## 三、"),
        wrapped,
        renumbered,
        lambda t: wrapped(renumbered(t)),
        lambda t: t.replace("\n", "\r\n"),
    ],
    ids=["inserted", "wrapped", "renumbered", "both", "newlines"],
)
def test_of_an_archive_no_old_problem_comes_back_and_every_new_one_is_told(edit: Callable[[str], str]) -> None:
    """A place that is found before and after an edit has one mark; where the edit mends or makes a problem, one of them is missing."""
    accepted, after = marks_of(ARCHIVE), marks_of(edit(ARCHIVE))
    gone, come = (Counter(mark.split("|")[0] for mark in (a - b).elements()) for a, b in ((accepted, after), (after, accepted)))
    assert not gone & come
    new = marks_of(edit(ARCHIVE) + f"\n\n{NEW}\n") - after
    assert {mark.split("|")[0] for mark in new} >= {"REP008", "PUN006", "EXT002", "REP002"}


def test_a_new_problem_is_reported(accepted: Path) -> None:
    (accepted / "a.md").write_text(OLD + "\n（四）要切实切实改善民生。\n\n（五）要进一步进一步压实责任。\n", encoding="utf-8")
    assert codes(accepted, "--baseline", baseline.FILE, "a.md") == ["REP008", "REP008"]


def test_prune_takes_out_what_is_gone_and_accepts_nothing_new(accepted: Path) -> None:
    (accepted / "a.md").write_text(OLD.replace("，，", "，") + "\n（四）要切实切实改善民生。\n", encoding="utf-8")
    run = planlint(accepted, "check", "--baseline", baseline.FILE, "a.md")
    assert "基线中有 1 处已不再出现" in run.stdout
    planlint(accepted, "baseline", "--prune", "a.md")
    assert sum(baseline.load(str(accepted / baseline.FILE)).accepted["a.md"].values()) == 2
    assert codes(accepted, "--baseline", baseline.FILE, "a.md") == ["REP008"]


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "[]",
        '{"schema": "planlint.baseline/0", "files": {}}',
        '{"schema": "planlint.baseline/1"}',
        '{"schema": "planlint.baseline/1", "files": []}',
        '{"schema": "planlint.baseline/1", "files": {"a.md": 3}}',
        '{"schema": "planlint.baseline/1", "files": {"a.md": {"REP001|甲": "x"}}}',
        '{"schema": "planlint.baseline/1", "files": {"a.md": {"REP001|甲": 1',
    ],
)  # fmt: skip
def test_what_is_no_baseline_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "b.json").write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=r"b\.json.*planlint baseline"):
        baseline.load(str(tmp_path / "b.json"))


def test_a_baseline_that_is_not_there_is_one_clear_line(accepted: Path) -> None:
    run = planlint(accepted, "check", "--baseline", "none.json", "a.md")
    assert (run.returncode, run.stderr.count("\n")) == (2, 1)
    assert "none.json" in run.stderr


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    def git(*arguments: str) -> None:
        subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b.c", *arguments], cwd=tmp_path, check=True, capture_output=True)

    git("init", "-q")
    (tmp_path / "a.md").write_text(OLD, encoding="utf-8")
    git("add", "-A")
    git("commit", "-q", "-m", "first")
    return tmp_path


def test_since_reports_the_problems_of_changed_text_alone(checkout: Path) -> None:
    assert codes(checkout, "--since", "HEAD", "a.md") == []
    (checkout / "a.md").write_text(OLD.replace("各县区要抓好落实。", "各县区要抓紧抓紧落实。"), encoding="utf-8")
    assert codes(checkout, "--since", "HEAD", "a.md") == ["REP008"]
    assert len(codes(checkout, "a.md")) == 4


def test_since_a_paragraph_that_only_moved_is_not_new(checkout: Path) -> None:
    parts = OLD.split("\n\n")
    (checkout / "a.md").write_text("\n\n".join([parts[0], parts[2], parts[1], parts[3]]), encoding="utf-8")
    assert not {"REP008", "PUN006", "EXT002"} & set(codes(checkout, "--since", "HEAD", "a.md"))


def test_since_a_new_file_is_all_new(checkout: Path) -> None:
    (checkout / "b.md").write_text("修渠引水，，稳住收成。\n", encoding="utf-8")
    assert codes(checkout, "--since", "HEAD", "b.md") == ["PUN006"]


def commit(folder: Path, message: str) -> None:
    for arguments in (["add", "-A"], ["-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-q", "-m", message]):
        subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


def test_since_over_a_history_of_edits(checkout: Path) -> None:
    """Each revision brings in one slip, among edits that only move, wrap, renumber and rename."""
    first, second, third = OLD.split("\n\n")[1:]
    (checkout / "a.md").write_text("\n\n".join(["# 工作要点", second, first, third]), encoding="utf-8")
    commit(checkout, "moved")
    text = OLD.replace("（三）", "（四）").replace("（二）", "（三）") + "\n（五）要切实切实改善民生。\n"
    (checkout / "a.md").write_text(text, encoding="utf-8")
    commit(checkout, "renumbered, and one slip")
    (checkout / "a.md").rename(checkout / "b.md")
    commit(checkout, "renamed")
    (checkout / "b.md").write_text(text.replace("让群众就近看病", "，让群众就近看病"), encoding="utf-8")
    assert codes(checkout, "--since", "HEAD", "b.md") == ["PUN006"]
    assert set(codes(checkout, "--since", "HEAD~1", "b.md")) == {"PUN006"}
    assert set(codes(checkout, "--since", "HEAD~2", "b.md")) == {"PUN006", "REP008", "NUM001"}  # （二） is missing now
    assert len(codes(checkout, "b.md")) > 4


def test_since_without_git_is_one_clear_line(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(checkout))
    run = planlint(checkout, "check", "--since", "HEAD", "a.md")
    assert (run.returncode, run.stdout, run.stderr.count("\n")) == (2, "", 1)
    assert "--since" in run.stderr
    assert "git" in run.stderr


def test_since_outside_of_a_checkout_is_one_clear_line(folder: Path) -> None:
    (folder / "a.md").write_text(OLD, encoding="utf-8")
    run = planlint(folder, "check", "--since", "HEAD", "a.md")
    assert (run.returncode, run.stdout, run.stderr.count("\n")) == (2, "", 1)
    assert "--since: 这里不是 git 工作目录" in run.stderr


def test_since_an_unknown_revision_is_one_clear_line(checkout: Path) -> None:
    run = planlint(checkout, "check", "--since", "nowhere", "a.md")
    assert (run.returncode, run.stderr.count("\n")) == (2, 1)
    assert "--since nowhere" in run.stderr
