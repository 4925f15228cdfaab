"""Help: it fits 80 columns, every option stands under a heading that says what it is about, and its examples run."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest

from planlint.cli import COMMANDS, EXAMPLES, main
from planlint.commands.help import HEADINGS, Command
from planlint.report.full import cells

ROOT = Path(__file__).parent.parent


def command_of(name: str) -> Command:
    found = import_module(f"planlint.commands.{name}").command
    assert isinstance(found, Command)
    return found


def help_of(name: str, columns: int = 80) -> str:
    with click.Context(main, info_name="planlint", terminal_width=columns) as outer:
        if not name:
            return main.get_help(outer)
        with click.Context(command_of(name), parent=outer, info_name=name) as inner:
            return inner.command.get_help(inner)


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_fits_eighty_columns(name: str) -> None:
    lines = help_of(name).splitlines()
    assert [line for line in lines if cells(line) > 80] == []
    assert lines[-1].startswith("  planlint "), "examples end the page, each on one line"


@pytest.mark.parametrize("name", COMMANDS)
def test_what_is_said_about_an_option_begins_in_one_column(name: str) -> None:
    options = [line for line in help_of(name).splitlines() if line.startswith("  -")]
    assert options
    assert {line[27] for line in options} == {" "}
    assert all(line[28] != " " for line in options), "no option is so long that its text begins on the next line"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_stands_under_a_heading(name: str) -> None:
    listed = {option for options in HEADINGS.values() for option in options}
    own = {p.name for p in command_of(name).params if isinstance(p, click.Option)}
    assert own - listed <= ({"pre_commit", "github", "gitlab"} if name == "init" else set())


def test_an_option_means_the_same_in_every_command() -> None:
    said: dict[str, set[str]] = {}
    for name in COMMANDS:
        for p in command_of(name).params:
            if isinstance(p, click.Option) and p.name not in ("outputs", "form", "baseline"):
                said.setdefault(p.opts[0], set()).add(p.help or "")
    assert {flag: texts for flag, texts in said.items() if len(texts) > 1} == {}


def _examples() -> list[str]:
    return [line for name in COMMANDS for line, _ in command_of(name).ending["Examples"]] + [line for line, _ in EXAMPLES]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A git repository with the files that the examples speak of."""
    folder = tmp_path_factory.mktemp("project")
    for name in ("plan.md", "old.md", "new.md", "drafts/a.md", "final/a.md", "laws/water.md"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(f"# 规划\n\n构建治理大格局。\n\n见 {name}。\n", encoding="utf-8")
    docx = pytest.importorskip("docx", reason="python-docx is not there: pip install -e '.[dev]'")
    docx.Document().save(str(folder / "report.docx"))
    git = ("git", "-c", "user.name=a", "-c", "user.email=a@example.org")
    for words in (("init", "--quiet", "--initial-branch=main"), ("add", "."), ("commit", "--quiet", "--message=all")):
        subprocess.run([*git, *words], cwd=folder, check=True, capture_output=True)
    learn = ["learn", "drafts", "final", "-o", "own.plm"]
    subprocess.run([sys.executable, "-m", "planlint", *learn], cwd=folder, check=True, capture_output=True, env=_surroundings())
    subprocess.run([sys.executable, "-m", "planlint", "baseline"], cwd=folder, check=True, capture_output=True, env=_surroundings())
    return folder


def _surroundings() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


@pytest.mark.parametrize("line", sorted(set(_examples())))
def test_the_examples_run(line: str, project: Path) -> None:
    words, _, _target = line.partition(" > ")
    (project / "planlint.toml").unlink(missing_ok=True)
    run = subprocess.run(
        [sys.executable, "-m", *shlex.split(words)], cwd=project, capture_output=True, encoding="utf-8", check=False, env=_surroundings()
    )
    assert run.returncode in (0, 1), run.stderr
    assert "Traceback" not in run.stderr
