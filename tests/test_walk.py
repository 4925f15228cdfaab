"""The same results whether they are kept, worked out by several processes, or neither."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from planlint import cache, recall

CLEAN = "# 清河市防汛工作报告\n\n各县区要认真落实防汛责任，确保群众生命财产安全。\n"
BROKEN = "# 清河市防汛工作报告\n\n全市要进一步进一步加强巡查。\n\n各县区要认真落实防汛责任,确保群众生命财产安全。（下转第三版）\n"


def _planlint(*arguments: str, code: int | None = None) -> subprocess.CompletedProcess[str]:
    run = subprocess.run([sys.executable, "-m", "planlint", *arguments], capture_output=True, text=True, encoding="utf-8")
    assert code is None or run.returncode == code, run.stderr
    return run


@pytest.fixture
def archive(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Twelve documents, half of them with problems, and a cache of their own."""
    monkeypatch.setenv("PLANLINT_CACHE_DIR", str(folder / ".cache"))
    for at in range(12):
        (folder / f"{at:02}.md").write_text(BROKEN.replace("全市", f"全市{at}个县区") if at % 2 else CLEAN, encoding="utf-8")
    return folder


def _kept() -> list[Path]:
    return [Path(path) for path in recall.files()]


@pytest.mark.parametrize("form", ["full", "concise", "json", "csv"])
def test_what_is_kept_is_what_was_found(archive: Path, form: str) -> None:
    first = _planlint("check", "--isolated", "--format", form, ".", code=1)
    assert len(_kept()) == 12
    again = _planlint("check", "--isolated", "--format", form, ".", code=1)
    without = _planlint("check", "--isolated", "--format", form, "--no-cache", "--jobs", "1", ".", code=1)
    divided = _planlint("check", "--isolated", "--format", form, "--no-cache", "--jobs", "3", ".", code=1)
    assert first.stdout == again.stdout == without.stdout == divided.stdout
    assert "REP008" in first.stdout


def test_what_is_kept_is_used_and_nothing_is_worked_out(archive: Path) -> None:
    _planlint("check", "--isolated", ".")
    loaded = "import sys, os\nos._exit = sys.exit\nsys.argv = ['planlint', 'check', '--isolated', '.']\n" + (
        "from planlint.__main__ import entry\ntry: entry()\nexcept SystemExit: pass\n"
        "sys.stderr.write('\\n'.join(m for m in sys.modules if m.startswith('planlint.checkers')))\n"
    )
    run = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, encoding="utf-8")
    assert run.stderr == ""
    assert "REP008" in run.stdout


@pytest.mark.parametrize(
    ("change", "more"),
    [("text", []), ("settings", ["--ignore", "REP008"]), ("rules", []), ("language", ["--lang", "en"]), ("baseline", ["--baseline", "b.json"])],
)
def test_what_has_changed_is_looked_at_again(archive: Path, change: str, more: list[str]) -> None:
    (archive / "planlint.toml").write_text('packs = ["pack"]\n', encoding="utf-8")
    (archive / "pack").mkdir()
    _planlint("baseline", "--select", "PUN004", "-o", "b.json", "01.md", code=0)
    before = _planlint("check", "--format", "concise", "01.md", code=1).stdout
    if change == "text":
        (archive / "01.md").write_text(BROKEN.replace("进一步进一步", "进一步"), encoding="utf-8")
    if change == "rules":
        (archive / "pack" / "own.toml").write_text(OWN_RULE, encoding="utf-8")
    after = _planlint("check", "--format", "concise", *more, "01.md").stdout
    assert after != before
    assert after == _planlint("check", "--format", "concise", "--no-cache", *more, "01.md").stdout
    assert before == _planlint("check", "--format", "concise", "01.md").stdout or change in ("text", "rules")


OWN_RULE = '''
code = "XYZ001"
name = "own-rule"
checker = "patterns"
severity = "warning"
default = "on"
status = "stable"
fix = "none"
title = { zh = "自定规则", en = "own" }
message = { zh = "出现{text}", en = "{text}" }
why = { zh = "原因。", en = "why" }
options = { patterns = ["县区"] }
bad = [{ text = "各⟦县区⟧要落实。" }, { text = "全市⟦县区⟧都要落实。" }]
good = [{ text = "甲" }, { text = "乙" }]
'''


@pytest.mark.parametrize("harm", ["cut", "other", "empty", "foreign"])
def test_a_damaged_result_is_worked_out_again(archive: Path, harm: str) -> None:
    before = _planlint("check", "--isolated", "--format", "json", ".").stdout
    for path in _kept():
        data = path.read_bytes()
        path.write_bytes({"cut": data[:-5], "other": data[:40] + bytes([data[40] ^ 1]) + data[41:], "empty": b"", "foreign": os.urandom(300)}[harm])
    assert _planlint("check", "--isolated", "--format", "json", ".").stdout == before


@pytest.mark.skipif(os.name == "nt", reason="a folder is not made read-only so")
def test_a_folder_that_cannot_be_written_is_no_hindrance(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANLINT_CACHE_DIR", "/proc/none")
    assert "REP008" in _planlint("check", "--isolated", ".", code=1).stdout


@pytest.mark.parametrize("more", [["--no-cache"], ["--fix", "--diff"], ["--show-suppressed"], ["--profile-rules"]], ids=" ".join)
def test_nothing_is_kept_of_a_run_that_is_about_more(archive: Path, more: list[str]) -> None:
    _planlint("check", "--isolated", *more, ".")
    assert _kept() == []


def test_what_was_mended_is_looked_at_again(archive: Path) -> None:
    assert "REP008" in _planlint("check", "--isolated", "01.md", code=1).stdout
    _planlint("check", "--isolated", "--fix-suggested", "01.md", code=0)
    assert "REP008" not in _planlint("check", "--isolated", "01.md", code=0).stdout


def test_quotations_are_for_the_user_alone(archive: Path) -> None:
    _planlint("check", "--isolated", ".")
    if os.name != "nt":
        assert (Path(cache.folder()) / recall.FOLDER).stat().st_mode & 0o077 == 0


def test_the_cache_is_emptied_of_what_is_planlint_s(archive: Path) -> None:
    _planlint("check", "--isolated", ".")
    folder = Path(cache.folder())
    (folder / "mine.txt").write_text("x", encoding="utf-8")
    (_kept()[0].with_suffix(".123.tmp")).write_bytes(b"half")
    assert "files" in _planlint("cache", code=0).stdout
    assert "files removed" in _planlint("cache", "clean", code=0).stdout
    assert [p.name for p in folder.iterdir()] == ["mine.txt"]
    assert "0 files" in _planlint("cache", code=0).stdout


def test_two_runs_at_once_do_not_disturb_each_other(archive: Path) -> None:
    command = [sys.executable, "-m", "planlint", "check", "--isolated", "--format", "json", "."]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(3)]
    told = {run.communicate() for run in runs}
    assert len(told) == 1
    assert _planlint("check", "--isolated", "--no-cache", "--format", "json", ".").stdout.encode() == told.pop()[0]


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
@pytest.mark.parametrize("jobs", ["1", "3"])
def test_a_run_that_is_killed_leaves_nothing_that_misleads(archive: Path, jobs: str) -> None:
    import time

    wanted = _planlint("check", "--isolated", "--no-cache", "--format", "json", ".").stdout
    for wait in (0.05, 0.1, 0.15, 0.2, 0.3):
        run = subprocess.Popen([sys.executable, "-m", "planlint", "check", "--isolated", "--jobs", jobs, "."], stdout=subprocess.DEVNULL)
        time.sleep(wait)
        run.kill()
        run.wait()
        assert _planlint("check", "--isolated", "--format", "json", ".").stdout == wanted


# Several processes


def test_a_rule_that_cannot_be_used_is_told_once_and_the_others_run(archive: Path) -> None:
    (archive / "planlint.toml").write_text('packs = ["pack"]\n', encoding="utf-8")
    (archive / "pack").mkdir()
    (archive / "pack" / "own.toml").write_text(OWN_RULE.replace('checker = "patterns"', 'checker = "nothing_like_it"'), encoding="utf-8")
    one = _planlint("check", "--format", "concise", "--jobs", "1", "--no-cache", ".", code=2)
    several = _planlint("check", "--format", "concise", "--jobs", "3", ".", code=2)
    again = _planlint("check", "--format", "concise", "--jobs", "3", ".", code=2)
    assert sorted(one.stdout.split("\n")) == sorted(several.stdout.split("\n")) == sorted(again.stdout.split("\n"))
    assert several.stdout.count("nothing_like_it") == 1


def test_a_process_that_dies_takes_no_result_with_it(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from planlint import files, rules, walk, workers
    from planlint.activation import RuleSet
    from planlint.config import Config

    monkeypatch.setattr(workers, "_look", _die)
    known = RuleSet(rules.load())
    several = workers.Workers(2, known, Config(), "zh")
    try:
        results = list(walk.results(files.find(["."]), walk.Walk(known, Config(), "zh", workers=several)))
    finally:
        several.close()
    assert [len(r.problems) > 0 for r in results] == [False, True] * 6


def _die(*_: object) -> None:
    os._exit(9)


@pytest.mark.parametrize(("size", "jobs"), [(10, 1), (4_000_000, None)])
def test_a_long_run_is_divided(folder: Path, monkeypatch: pytest.MonkeyPatch, size: int, jobs: int | None) -> None:
    from planlint import workers

    for name in ("a.md", "b.md"):
        (folder / name).write_bytes(b"a" * size)
    monkeypatch.setattr(workers, "WORTH", 1_000_000)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    assert workers.number(None, ["a.md", "b.md", "missing.md"]) == (jobs or min(3, cores))


# Profile of the rules


def test_what_each_rule_costs(archive: Path) -> None:
    run = _planlint("check", "--isolated", "--format", "json", "--profile-rules", ".", code=1)
    rows = [line.split() for line in run.stderr.strip().split("\n")]
    assert rows[0][:2] == ["rule", "ms"]
    by_name = {row[0]: row for row in rows[1:]}
    assert {"blocks", "sentences", "REP008", "total"} <= set(by_name)
    assert by_name["REP008"][-1] == "6"
    assert run.stdout == _planlint("check", "--isolated", "--format", "json", "--no-cache", ".").stdout
    assert float(by_name["total"][1]) == pytest.approx(sum(float(row[1]) for name, row in by_name.items() if name != "total"), abs=0.5)
