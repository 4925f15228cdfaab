"""Word lists of the user: read from CSV and TOML, refused with file, line and remedy, and used by the rules."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from planlint import termlists
from planlint.cli import main
from planlint.errors import UserError

CSV = "wrong,right,reason,phrase,allow\n青河县,清河县,县名\n,,,清河灌区提升行动,\n# 注\n\n,,,,青河县志\n"
TOML = 'phrases = ["清河灌区提升行动"]\nallow = ["青河县志"]\n\n[[term]]\nwrong = "青河县"\nright = "清河县"\nreason = "县名"\n'
WANTED = {"terms": {"青河县": ["清河县", "县名"]}, "phrases": ["清河灌区提升行动"], "allow": ["青河县志"]}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", CSV.encode()),
        ("a.csv", CSV.encode("utf-8-sig")),
        ("a.csv", CSV.encode("gb18030")),
        ("a.csv", CSV.replace("\n", "\r\n").encode()),
        ("a.csv", CSV.replace("wrong,right,reason,phrase,allow", "错误,正确,理由,固定表述,允许").encode()),
        ("a.toml", TOML.encode()),
    ],
)
def test_a_list_is_read_as_editors_keep_it(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    assert termlists.load([str(tmp_path / name)]) == WANTED


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("a.csv", "", ["第 1 行", "head line"]),
        ("a.csv", "bad,good\n", ["bad", "head line"]),
        ("a.csv", "wrong,right\n甲乙,甲丙,多了\n", ["line 2", "too many columns"]),
        ("a.csv", 'wrong,right\n甲乙,"甲丙\n', ["line 2", "CSV"]),
        ("a.csv", "wrong,right\n,甲丙\n", ["line 2", "no wrong form"]),
        ("a.csv", "wrong,right\n甲乙,甲乙\n", ["line 2", "the same"]),
        ("a.csv", "wrong,right\n甲乙,甲丙\n丁,戊\n甲乙,甲丙\n", ["line 4", "stands twice", "line 2"]),
        ("a.csv", "wrong,right\n甲乙,甲丙\n甲乙,甲丁\n", ["line 3", "another right form", "line 2"]),
        ("a.csv", "wrong,right\n甲乙,甲丙\n甲丙,甲乙\n", ["line 2", "said to be wrong", "line 3"]),
        ("a.csv", "phrase\n三个字\n", ["line 2", "4"]),
        ("a.toml", 'phrases = ["甲"]\n', ["line 1", "4"]),
        ("a.toml", "phrases = [\n", ["TOML"]),
        ("a.toml", 'words = ["甲"]\n', ["unknown key", "words"]),
        ("a.toml", 'phrases = "甲乙丙丁"\n', ["phrases", "list of strings"]),
        ("a.toml", '\n[[term]]\nwrong = "甲"\nwhy = "乙"\n', ["line 3", "why"]),
    ],
)
def test_a_faulty_list_is_refused_with_file_and_line(tmp_path: Path, name: str, text: str, words: list[str]) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(UserError) as error:
        termlists.load([str(tmp_path / name)])
    assert all(word in str(error.value) for word in [str(tmp_path / name), *words])


def _workbook(path: Path, *rows: tuple[object, ...]) -> str:
    from openpyxl import Workbook

    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.create_sheet("备注").append(("不读",))
    book.save(path)
    return str(path)


def test_a_workbook_is_read_as_its_csv(tmp_path: Path) -> None:
    rows = [tuple(line.split(",")) if line else () for line in CSV.rstrip("\n").split("\n")]
    assert termlists.load([_workbook(tmp_path / "a.xlsx", *rows)]) == WANTED
    wide = [("错误", "正确", "", None), ("青河县", "清河县", None, " "), ("第1期", 2.0)]
    assert termlists.load([_workbook(tmp_path / "b.xlsx", *wide)])["terms"] == {"青河县": ["清河县", ""], "第1期": ["2", ""]}


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([("坏", "好")], ["坏", "head line"]),
        ([("wrong", "right"), (), ("甲乙", "甲乙")], ["line 3", "the same"]),
        ([("wrong", "right"), ("甲乙", "甲丙", "多了")], ["line 2", "too many columns"]),
    ],
)
def test_a_faulty_workbook_is_refused_with_file_and_line(tmp_path: Path, rows: list[tuple[object, ...]], words: list[str]) -> None:
    path = _workbook(tmp_path / "a.xlsx", *rows)
    with pytest.raises(UserError) as error:
        termlists.load([path])
    assert all(word in str(error.value) for word in [path, *words])


def test_what_is_no_workbook_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04 damaged")
    with pytest.raises(UserError, match=r"a\.xlsx.*另存"):
        termlists.load([str(tmp_path / "a.xlsx")])
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(UserError, match=r"planlint\[xlsx\]"):
        termlists.load([str(tmp_path / "a.xlsx")])
    with pytest.raises(UserError, match=r"none\.xlsx.*无法读取"):
        termlists.load([str(tmp_path / "none.xlsx")])


def test_a_list_that_is_not_there_or_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"none\.csv"):
        termlists.load([str(tmp_path / "none.csv")])
    (tmp_path / "a.csv").write_bytes(b"\xff\xff\x00\x81\xff")
    with pytest.raises(UserError, match="GB18030"):
        termlists.load([str(tmp_path / "a.csv")])


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "planlint.toml").write_text('terms = ["words.csv"]\n', encoding="utf-8")
    (tmp_path / "words.csv").write_text(CSV, encoding="utf-8")
    return tmp_path


def test_the_rules_use_the_list_and_give_its_reason(project: Path) -> None:
    (project / "a.txt").write_text("青河县推进清河灌区提开行动，编修《青河县志》。\n", encoding="utf-8")
    run = CliRunner().invoke(main, ["check", "--format", "concise", "a.txt"])
    lines = run.stdout.splitlines()
    assert run.exit_code == 1
    assert ["TRM001" in lines[0], "县名" in lines[0], "TRM004" in lines[1], "清河灌区提升行动" in lines[1]] == [True] * 4
    assert len([line for line in lines if line.startswith("a.txt:")]) == 2, "the county's annals are allowed"


def test_a_faulty_list_stops_the_run_with_its_place(project: Path) -> None:
    (project / "words.csv").write_text("wrong,right\n甲乙,甲乙\n", encoding="utf-8")
    run = CliRunner().invoke(main, ["check", "a.txt"])
    assert run.exit_code == 2
    assert "words.csv" in run.stderr
    assert "line 2" in run.stderr


def test_lists_of_a_file_that_is_extended_are_read_too(project: Path) -> None:
    (project / "base").mkdir()
    (project / "base" / "planlint.toml").write_text('terms = ["more.csv"]\n', encoding="utf-8")
    (project / "base" / "more.csv").write_text("wrong,right\n老渠道,东干渠\n", encoding="utf-8")
    (project / "planlint.toml").write_text('extends = "base/planlint.toml"\nterms = ["words.csv"]\n', encoding="utf-8")
    (project / "a.txt").write_text("青河县清淤老渠道。\n", encoding="utf-8")
    run = CliRunner().invoke(main, ["check", "--statistics", "a.txt"])
    assert "2" in run.stdout.split()[0]
