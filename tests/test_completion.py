"""Completion in shells, as docs/guide.md says to switch it on: bash, zsh and fish themselves are asked what Tab would do."""

from __future__ import annotations

import os
import re
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name == "nt", reason="shells of Unix")
if os.name != "nt":
    import pty

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8").split("Tab 补全\n", 1)[1]

LINES = [
    ("che", ["check"]),
    ("check --statis", ["--statistics"]),
    ("check --format s", ["sarif", "sidecar"]),
    ("check --fail-on w", ["warning"]),
    ("check --select re", ["REP"]),
    ("check --select REP00", [f"REP00{n}" for n in range(1, 10)]),
    ("check --ignore PUN004,REP01", ["PUN004,REP010", "PUN004,REP011"]),
    ("diff --format c", ["critic"]),
    ("diff --ignore-changes w", ["width"]),
    ("rule chr00", [f"CHR00{n}" for n in (1, 2, 3, 4, 5, 6, 8, 9)]),
]
"""What is typed, and what may come of its last word."""


def switched_on(shell: str) -> str:
    """What the guide says to put into the shell's own file."""
    found = re.search(rf"\| {shell} \| [^|]+ \| `([^`]+)` \|", PAGE)
    assert found, f"docs/guide.md says nothing about {shell}"
    return found[1]


@pytest.fixture
def program(folder: Path) -> dict[str, str]:
    """Surroundings in which `planlint` is the program as it stands here, in a folder with a file."""
    (folder / "bin").mkdir()
    (folder / "规划.md").touch()
    script = folder / "bin" / "planlint"
    script.write_text(f"#!{sys.executable}\nimport sys\nsys.path.insert(0, {str(ROOT)!r})\nfrom planlint.__main__ import entry\nentry()\n", encoding="utf-8")
    script.chmod(0o755)
    own = {"PATH": f"{script.parent}{os.pathsep}{os.environ['PATH']}", "HOME": str(folder), "TERM": "dumb", "LC_ALL": "C.UTF-8"}
    return {key: value for key, value in os.environ.items() if not key.startswith("XDG_")} | own


def _there(shell: str) -> str:
    return shutil.which(shell) or pytest.skip(f"{shell} is not there: apt-get install {shell}")


def _bash(line: str, surroundings: dict[str, str]) -> list[str]:
    typed = ["planlint", *line.split(" ")]
    listed = " ".join(f"'{word}'" for word in typed)
    script = f'{switched_on("bash")}; COMP_WORDS=({listed}); COMP_CWORD={len(typed) - 1}; _planlint_completion planlint; printf "%s\\n" "${{COMPREPLY[@]}}"'
    run = subprocess.run([_there("bash"), "-c", script], capture_output=True, encoding="utf-8", check=True, env=surroundings)
    return run.stdout.split()


def _fish(line: str, surroundings: dict[str, str]) -> list[str]:
    script = f'{switched_on("fish")}; complete --do-complete "planlint {line}"'
    run = subprocess.run([_there("fish"), "-c", script], capture_output=True, encoding="utf-8", check=True, env=surroundings)
    return [entry.split("\t")[0] for entry in run.stdout.splitlines()]


def _zsh(line: str, surroundings: dict[str, str]) -> str:
    """The line after Tab was pressed, and what zsh listed under it, from a terminal."""
    zsh = _there("zsh")
    (Path(surroundings["HOME"]) / ".zshrc").write_text(f"PS1='%% '; unsetopt zle_bracketed_paste\n{switched_on('zsh')}\n", encoding="utf-8")
    child, terminal = pty.fork()
    if not child:
        os.execve(zsh, [zsh, "--no-global-rcs", "-i"], surroundings)
    try:
        _until(terminal, "% ")
        os.write(terminal, f"planlint {line}\t\t".encode())  # the second lists what the first cannot decide between
        shown = _until(terminal, None)
        os.write(terminal, b"\x15exit\r")
        return shown
    finally:
        os.close(terminal)
        os.waitpid(child, 0)


def _until(terminal: int, mark: str | None) -> str:
    """What a terminal shows until a mark, or until nothing more comes for a second."""
    shown, end = "", time.monotonic() + 20
    while time.monotonic() < end and not (mark and mark in shown):
        if not select.select([terminal], [], [], 20 if mark else 1)[0]:
            break
        shown += os.read(terminal, 4096).decode("utf-8", "replace")
    return shown


@pytest.mark.parametrize(("line", "completed"), LINES)
def test_bash_completes(line: str, completed: list[str], program: dict[str, str]) -> None:
    assert _bash(line, program) == completed


@pytest.mark.parametrize(("line", "completed"), LINES)
def test_fish_completes(line: str, completed: list[str], program: dict[str, str]) -> None:
    assert sorted(_fish(line, program)) == completed


@pytest.mark.parametrize(("line", "completed"), LINES)
def test_zsh_completes(line: str, completed: list[str], program: dict[str, str]) -> None:
    shown = _zsh(line, program)
    assert all(word in shown for word in completed), shown


def test_bash_and_fish_offer_files_where_files_are_meant(program: dict[str, str]) -> None:
    script = f'{switched_on("bash")}; COMP_WORDS=(planlint check 规); COMP_CWORD=2; compopt() {{ echo "asked: $*"; }}; _planlint_completion planlint'
    run = subprocess.run([_there("bash"), "-c", script], capture_output=True, encoding="utf-8", check=True, env=program)
    assert run.stdout.split() == ["asked:", "-o", "default"]
    if shutil.which("fish"):
        assert _fish("check 规", program) == ["规划.md"]


def test_a_configuration_that_cannot_be_used_is_no_error_in_a_shell(program: dict[str, str], folder: Path) -> None:
    (folder / "planlint.toml").write_text("ignroe = []\n", encoding="utf-8")
    assert _bash("check --select REP00", program) == []
