"""What the pages say holds: links lead somewhere, the commands shown run, and every setting, class and preset is named."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from planlint import config
from planlint.diff.changes import CLASSES

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
_LINK = re.compile(r"(?<!!)\[[^\]\n]*\]\(([^)\s]+)\)")
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.DOTALL | re.MULTILINE)


def _anchors(page: Path) -> set[str]:
    """The names that GitHub gives to the headings of a page."""
    heads = re.findall(r"(?m)^#+ (.*)$", _FENCE.sub("", page.read_text(encoding="utf-8")))
    return {re.sub(r"[^\w\- ]", "", head.strip().lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page: Path) -> None:
    for link in _LINK.findall(_FENCE.sub("", page.read_text(encoding="utf-8"))):
        path, _, anchor = link.partition("#")
        if "://" in path:
            continue
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), f"{page.name}: {link}"
        assert not anchor or anchor in _anchors(target), f"{page.name}: {link}"


def _commands() -> Iterator[tuple[str, str]]:
    """Every planlint command that a page shows, without its comment and what it is piped into."""
    for page in PAGES:
        for kind, block in _FENCE.findall(page.read_text(encoding="utf-8")):
            for line in block.split("\n") if kind in ("sh", "console") else ():
                if line.startswith("planlint "):
                    yield page.name, re.split(r" #| \| ", line)[0].strip()


COMMANDS = sorted(set(_commands()))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout with the files that the pages speak of."""
    folder = tmp_path_factory.mktemp("project")
    old, new = ((ROOT / "examples" / name).read_text(encoding="utf-8") for name in ("repaired-plan.md", "revised-plan.md"))
    third = "\n\n第三章　附则\n\n本办法自公布之日起施行。\n"
    (folder / "page.html").write_text(f"<h1>清河市</h1><p>{old[:400]}</p>", encoding="utf-8")
    for name in ("plan.md", "规划.md", "old.md", "旧稿.md", "report.txt", "报告.txt", "drafts/a.md", "征求意见稿/a.md"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(old + third, encoding="utf-8")
    for name in ("new.md", "新稿.md", "final/a.md", "送审稿/a.md"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(new + third, encoding="utf-8")
    for text, names in ((new, ("plan.docx", "规划.docx", "new.docx", "新稿.docx")), (old, ("old.docx", "旧稿.docx"))):
        word = docx.Document()
        for line in filter(None, (text + third).split("\n")):
            word.add_paragraph(line)
        for name in names:
            word.save(str(folder / name))
    for name in ("drafts/b.md", "征求意见稿/b.md"):
        (folder / name).write_text(new, encoding="utf-8")

    def git(*words: str) -> None:
        subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@example.org", *words], cwd=folder, check=True, capture_output=True)

    git("init", "--quiet", "--initial-branch=main")
    git("add", ".")
    git("commit", "--quiet", "--message=first")
    for name in ("plan.md", "规划.md", "plan.md"):
        (folder / name).write_text(new + third, encoding="utf-8")
        git("commit", "--quiet", "--all", "--allow-empty", "--message=next")
    git("update-ref", "refs/remotes/origin/main", "HEAD~2")
    learn = ["learn", "--isolated", "征求意见稿", "送审稿", "-o", "archive.plm"]
    subprocess.run([sys.executable, "-m", "planlint", *learn], cwd=folder, check=True, capture_output=True, env=_surroundings())
    subprocess.run([sys.executable, "-m", "planlint", "baseline"], cwd=folder, check=True, capture_output=True, env=_surroundings())
    return folder


def _surroundings() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


@pytest.mark.skipif(not shutil.which("git"), reason="git is not there")
@pytest.mark.parametrize(("page", "command"), COMMANDS, ids=[f"{page}: {command}" for page, command in COMMANDS])
def test_the_commands_shown_run(page: str, command: str, project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "project"
    shutil.copytree(project, folder)
    words = shlex.split(command)[1:]
    if "--interactive" in words:
        pytest.skip("it asks in a terminal; test_interactive.py answers")
    target = re.search(r" (>>?) ?(\S+)$", command)
    words = words[: -2 if target else None]
    run = subprocess.run(
        [sys.executable, "-m", "planlint", *words], cwd=folder, capture_output=True, encoding="utf-8", check=False, env=_surroundings(), stdin=subprocess.DEVNULL
    )
    assert run.returncode in (0, 1), run.stderr
    assert "Traceback" not in run.stderr


def test_every_setting_and_preset_is_on_the_page() -> None:
    page = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"(?m)^\| `([a-z-]+)` \|", page)) == sorted(config.KEYS)
    assert sorted(re.findall(r'(?m)^\| `"(\w+)"` \|', page)) == sorted(config.presets())


def test_every_class_of_change_is_on_the_page() -> None:
    page = (ROOT / "docs" / "diff.md").read_text(encoding="utf-8")
    assert tuple(re.findall(r"(?m)^\| `(\w+)` \|", page)) == CLASSES


def test_both_guides_show_the_same_commands() -> None:
    def shown(name: str) -> list[str]:
        blocks = _FENCE.findall((ROOT / "docs" / name).read_text(encoding="utf-8"))
        lines = [line for kind, block in blocks if kind == "sh" for line in block.splitlines()]
        names = {
            "规划.md": "plan.md", "旧稿.md": "old.md", "新稿.md": "new.md", "改动.html": "changes.html", "规划.docx": "plan.docx",
            "批注.docx": "commented.docx", "修订.docx": "revised.docx", "校对报告.html": "report.html", "校对单.csv": "report.csv",
        }  # fmt: skip
        for chinese, english in {**names, "整句重复": "REP001"}.items():
            lines = [line.replace(chinese, english) for line in lines]
        return lines

    assert shown("guide.md") == shown("guide.en.md")
