"""Completion in shells: the scripts that click makes, with the real shells."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
pytestmark = pytest.mark.skipif(os.name == "nt", reason="shells of Unix")


@pytest.fixture
def program(folder: Path) -> dict[str, str]:
    """Surroundings in which `planlint` is the program as it stands here."""
    script = folder / "planlint"
    script.write_text(f"#!{sys.executable}\nimport sys\nsys.path.insert(0, {str(ROOT)!r})\nfrom planlint.__main__ import entry\nentry()\n", encoding="utf-8")
    script.chmod(0o755)
    return {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}


def _said(shell: str, script: str, surroundings: dict[str, str]) -> str:
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not there")
    run = subprocess.run([shell, "-c", script], capture_output=True, encoding="utf-8", check=False, env=surroundings)
    assert run.returncode == 0, run.stderr
    return run.stdout


@pytest.mark.parametrize(
    ("words", "completed"),
    [
        ("che", ["check"]),
        ("", ["check", "diff", "baseline", "learn", "init", "config", "rule"]),
        ("check --statis", ["--statistics"]),
        ("check --format s", ["sarif", "sidecar"]),
        ("check --fail-on w", ["warning"]),
        ("diff --format c", ["critic"]),
    ],
)
def test_bash_completes(words: str, completed: list[str], program: dict[str, str]) -> None:
    typed = ["planlint", *words.split(" ")]
    listed = " ".join(f"'{word}'" for word in typed)
    script = f'eval "$(_PLANLINT_COMPLETE=bash_source planlint)"; COMP_WORDS=({listed}); COMP_CWORD={len(typed) - 1}; _planlint_completion planlint; echo "${{COMPREPLY[*]}}"'
    assert _said("bash", script, program).split() == completed


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_the_scripts_for_other_shells_can_be_read(shell: str, program: dict[str, str]) -> None:
    flag = "--no-execute" if shell == "fish" else "-n"
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not there")
    script = subprocess.run(["planlint"], capture_output=True, encoding="utf-8", check=False, env={**program, "_PLANLINT_COMPLETE": f"{shell}_source"}).stdout
    assert "_PLANLINT_COMPLETE" in script
    subprocess.run([shell, flag], input=script, encoding="utf-8", check=True)
