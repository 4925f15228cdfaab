"""`check --deep` on the command line, and what it needs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from planlint.cli import main

SLIP = "全面推进乡村振星，加快农业农村现代化。"


def _check(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["check", *arguments])


def _found(*arguments: str) -> list[tuple[str, str]]:
    data = json.loads(_check("--format", "json", *arguments).stdout)
    return [(Path(f["path"]).name, place["text"]) for f in data["files"] for p in f["problems"] if p["code"] == "CHR016" for place in p["places"]]


@pytest.fixture
def files(folder: Path) -> Path:
    for number in range(5):
        (folder / f"{number}.md").write_text(f"# 第{number}号报告\n\n{SLIP}\n", encoding="utf-8")
    (folder / "bad.md").write_bytes(b"\x00\x01\xff" * 100)
    return folder


EVERY = [(f"{number}.md", "振星") for number in range(5)]


@pytest.mark.parametrize("deep", ["--deep", "--deep=strict", "--deep=review"])
def test_deep_takes_a_value_only_behind_an_equals_sign(files: Path, deep: str) -> None:
    assert _found("--isolated", deep, "0.md") == EVERY[:1]
    assert _found("--isolated", "0.md", deep) == EVERY[:1]


def test_many_files_are_read_as_one_and_a_bad_one_stops_nothing(files: Path) -> None:
    result = _check("--isolated", "--deep", "--format", "json", ".")
    assert result.exit_code == 2
    assert [(Path(f["path"]).name, len(f["errors"])) for f in json.loads(result.stdout)["files"] if f["errors"]] == [("bad.md", 1)]
    assert _found("--isolated", "--deep", ".") == EVERY


def test_several_processes_read_in_groups_and_find_the_same(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from planlint import workers

    monkeypatch.setattr(workers, "BATCH", 100)  # so that there are several groups, and a last one that is not full
    for number in range(40):
        (files / f"more-{number}.md").write_text(f"# 第{number}号报告\n\n{'清河市推动高质量发展。' * (number % 7)}{SLIP}\n", encoding="utf-8")
    one, two = (_check("--isolated", "--no-cache", "--deep=review", "--format", "json", "--jobs", jobs, ".").stdout for jobs in ("1", "2"))
    assert one == two
    assert one.count("振星") > 40


def test_the_configuration_may_say_so_and_the_command_line_wins(files: Path) -> None:
    (files / "planlint.toml").write_text('deep = "strict"\n', encoding="utf-8")
    assert _found("0.md") == EVERY[:1]
    assert _found("--deep=off", "0.md") == []


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ('deep = "max"', ["deep", "strict", "review"]),
        ("deep = true", ["deep", "strict", "review"]),
        ('deep = "strict"\narchive = 1', ["archive"]),
        ('deep = "strict"\narchive = "none.plm"', ["none.plm"]),
        ('deep = "strict"\narchive = "0.md"', ["0.md", "is no pack"]),
    ],
)
def test_a_setting_that_cannot_be_used_is_refused(files: Path, setting: str, words: list[str]) -> None:
    (files / "planlint.toml").write_text(setting, encoding="utf-8")
    result = _check("0.md")
    assert result.exit_code == 2
    assert all(word in result.stderr for word in words)


def _learned(*arguments: str) -> None:
    pytest.importorskip("numpy", reason="the extra [deep] is not installed")
    assert CliRunner().invoke(main, ["learn", "--isolated", *arguments]).exit_code == 0


def test_an_archive_makes_its_wording_usual(files: Path) -> None:
    text = "清河市乡村振星计划启动。"
    for number in range(3):
        (files / "own").mkdir(exist_ok=True)
        (files / "own" / f"{number}.md").write_text(f"第{number}号：全面推进乡村振星，加快农业农村现代化。{text}", encoding="utf-8")
    _learned("own", "-o", "own.plm")
    (files / "planlint.toml").write_text('deep = "review"\narchive = "own.plm"\n', encoding="utf-8")
    assert _found("0.md") == []
    (files / "planlint.toml").write_text('deep = "review"\n', encoding="utf-8")
    assert _found("0.md") == EVERY[:1]


def test_an_archive_that_was_learned_anew_is_asked_anew(files: Path) -> None:
    (files / "planlint.toml").write_text('deep = "review"\narchive = "own.plm"\n', encoding="utf-8")
    for words, found in (("乡村振星计划启动", []), ("乡村振兴计划启动", EVERY[:1])):
        (files / "own").mkdir(exist_ok=True)
        for number in range(3):
            (files / "own" / f"{number}.md").write_text(f"第{number}号：全面推进{words}，清河市加快农业农村现代化。", encoding="utf-8")
        _learned("own", "-o", "own.plm")
        assert _found("0.md") == found
        assert _found("0.md") == found, "from the cache"


WITHOUT = "import sys; sys.modules['numpy'] = None; from planlint.cli import main; main()"


def _without_numpy(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", WITHOUT, *arguments], capture_output=True, text=True, encoding="utf-8", check=False, cwd=folder)


def test_texts_are_read_without_numpy_long_ones_too(files: Path) -> None:
    (files / "0.md").write_text(f"{SLIP}\n" + "清河市坚持稳中求进工作总基调，推动高质量发展。\n" * 2000, encoding="utf-8")
    run = _without_numpy(files, "check", "--isolated", "--deep", "--format", "json", "0.md")
    assert (run.returncode, run.stderr) == (1, "")
    assert [p["code"] for f in json.loads(run.stdout)["files"] for p in f["problems"]].count("CHR016") == 1


def test_to_learn_without_numpy_one_line_says_what_to_install(files: Path) -> None:
    run = _without_numpy(files, "learn", "--isolated", ".", "-o", "own.plm")
    assert run.returncode == 2
    assert "pip install 'planlint[deep]'" in run.stderr
    assert "Traceback" not in run.stderr
    assert len(run.stderr.strip().split("\n")) == 1


@pytest.mark.parametrize(("copies", "loaded"), [(1, False), (3000, True)])
def test_a_short_run_does_not_load_numpy(files: Path, copies: int, loaded: bool) -> None:
    pytest.importorskip("numpy", reason="the extra [deep] is not installed")
    (files / "0.md").write_text(f"{SLIP}\n" * copies, encoding="utf-8")
    code = "import sys, os; os._exit = lambda code: sys.exit('numpy' in sys.modules); from planlint.__main__ import entry; entry()"
    run = subprocess.run([sys.executable, "-c", code, "check", "--isolated", "--deep", "0.md"], capture_output=True, check=False, cwd=files)
    assert run.returncode == int(loaded)
