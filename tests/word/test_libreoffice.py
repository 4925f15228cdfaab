"""What LibreOffice makes of the files that are written: where it is installed with its module for Python."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner
from documents import made, revised

from planlint.cli import main
from planlint.word.extract import extract
from planlint.word.package import Package

PYTHON = shutil.which("python3", path="/usr/bin:/usr/local/bin")
READY = bool(
    shutil.which("soffice") and PYTHON and subprocess.run([PYTHON, "-c", "import uno"], capture_output=True, check=False).returncode == 0
)
pytestmark = pytest.mark.skipif(not READY, reason="LibreOffice is not there, or not its module for Python")
NUMBERS = (0, 1, 2, 3, 4, 5)
REVISED = (0, 1, 4, 5, 6, 7)
_NUMBER = re.compile(r"(?m)^\s*(?:[①-⑳]|（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、|\d+\.|\(\d+\))\s*")


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("judged")
    for number in NUMBERS:
        source = folder / f"{number}.docx"
        source.write_bytes(made(number))
        for arguments in (["--format", f"docx:{folder}/{number}-c.docx"], ["--fix-suggested", "--track-changes", f"{folder}/{number}-t.docx"]):
            assert CliRunner().invoke(main, ["check", "--isolated", "--quiet", str(source), *arguments]).exit_code in (0, 1)
    for number in REVISED:
        for name, data in zip(("old", "new"), revised(number), strict=True):
            (folder / f"{number}-{name}.docx").write_bytes(data)
        arguments = ["diff", "--isolated", f"{folder}/{number}-old.docx", f"{folder}/{number}-new.docx", "--format", f"docx:{folder}/{number}-red.docx"]
        assert CliRunner().invoke(main, arguments).exit_code == 1
    assert PYTHON is not None
    subprocess.run([PYTHON, str(Path(__file__).with_name("judge.py")), str(folder)], check=True, timeout=300)
    return folder


def words(text: str) -> list[str]:
    """The lines of a text without blanks; LibreOffice shows the numbers of notes and looks for what a field refers to."""
    text = text.removeprefix("\ufeff").replace("Error: Reference source not found", "第三章").replace("\t", "\n")
    text = re.sub(r"(?<=。)(\d+|[ivx]+)(?=\D|$)", "", text)
    return [line for line in (re.sub(r"\s", "", line) for line in text.split("\n")) if line]


@pytest.mark.parametrize("number", NUMBERS)
def test_accepted_it_reads_the_new_text_and_refused_the_old(judged: Path, number: int) -> None:
    found = extract(Package((judged / f"{number}-t.docx").read_bytes(), "a.docx"))
    text = found.text
    for span, _ in reversed(found.asides):
        text = text[: span.start] + text[span.end :]
    assert words((judged / f"{number}-t.accepted.txt").read_text(encoding="utf-8")) == words(text)
    old, new = ((judged / f"{name}.original.txt").read_text(encoding="utf-8") for name in (number, f"{number}-t"))
    assert words(old) == words(new)


@pytest.mark.parametrize("number", NUMBERS)
def test_comments_stand_on_the_words(judged: Path, number: int) -> None:
    rows = json.loads((judged / f"{number}-c.comments.json").read_text(encoding="utf-8"))
    shown = [re.sub(r"\s", "", anchor) for author, _, anchor in rows if author == "planlint"]
    report = json.loads(CliRunner().invoke(main, ["check", "--isolated", "--format", "json", str(judged / f"{number}.docx")]).stdout)
    problems = report["files"][0]["problems"]
    body = [p["places"][0] for p in problems if p["places"][0]["source"]["start"]["part"] == "word/document.xml"]
    assert len(shown) == len(problems)
    missing = [place["text"] for place in body if re.sub(r"\s", "", place["text"]).lstrip("①②③④⑤（）一二三四五、().0123456789") not in shown]
    boxed = [words for words in missing if words in (judged / f"{number}.original.txt").read_text(encoding="utf-8")]
    assert boxed == [], "what is not found stands in a text box, which has its comment at its mark"


@pytest.mark.parametrize("number", REVISED)
def test_a_redline_accepted_reads_as_the_new_file_and_refused_as_the_old(judged: Path, number: int) -> None:
    """But for automatic numbers: of paragraphs that are joined, LibreOffice keeps the first one's number, Word the second one's."""

    def shown(name: str) -> list[str]:
        return words(_NUMBER.sub("", (judged / f"{number}-{name}.txt").read_text(encoding="utf-8").removeprefix("\ufeff")))

    assert shown("red.accepted") == shown("new.accepted")
    assert shown("red.original") == shown("old.accepted")
