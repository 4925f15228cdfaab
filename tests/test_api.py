"""planlint for programs: the two functions, what they refuse, and the examples of docs/python.md."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import planlint
from planlint import api, rules
from planlint.text.spans import Span

ROOT = Path(__file__).parent.parent
EXAMPLES = re.findall(r"```python\n(.*?)```\n\n```text\n(.*?)```", (ROOT / "docs" / "python.md").read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_the_examples_print_what_the_page_says(number: int) -> None:
    code, printed = EXAMPLES[number]
    surroundings = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True, cwd=ROOT, env=surroundings)
    assert run.stdout == printed


def test_there_are_examples() -> None:
    assert len(EXAMPLES) == 4


def test_importing_planlint_loads_nothing() -> None:
    code = "import sys, planlint; print([name for name in sys.modules if name.startswith('planlint.')])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert run.stdout == "[]\n"


def test_a_text_is_checked_by_the_rules_asked_for() -> None:
    text = "𠮷祥区构建大局局。\n\n开展工作工作。\n"
    assert [(p.rule.code, p.places[0].span) for p in planlint.check_text(text)] == [("REP009", Span(6, 8)), ("REP008", Span(13, 17))]
    assert [p.rule.code for p in planlint.check_text(text, select=["叠字"])] == ["REP009"]
    assert [p.rule.code for p in planlint.check_text(text, ignore=["REP009"])] == ["REP008"]
    assert planlint.check_text(text, select=["REP008"], lang="en")[0].message != planlint.check_text(text, select=["REP008"])[0].message


def test_what_the_text_suppresses_is_not_reported() -> None:
    assert planlint.check_text("<!-- planlint: off-next-line REP009 照录 -->\n构建大局局。\n") == []


def test_settings_come_from_a_file_or_an_object_and_from_nowhere_else(folder: Path) -> None:
    text = "构建大局局。\n"
    (folder / "planlint.toml").write_text('ignore = ["REP009"]\n[[per-file]]\nfiles = "laws/**"\nextend-select = ["REP009"]\n', encoding="utf-8")
    assert len(planlint.check_text(text)) == 1
    assert planlint.check_text(text, config="planlint.toml") == []
    assert planlint.check_text(text, config=planlint.Config(ignore=("叠字",))) == []
    (folder / "words.csv").write_text("wrong,right\n青河县,清河县\n", encoding="utf-8")
    (folder / "own.toml").write_text('terms = ["words.csv"]\n', encoding="utf-8")
    assert [p.suggestions for p in planlint.check_text("青河县全力推进。\n", config=folder / "own.toml")] == [("清河县",)]


def test_settings_of_single_files_go_by_the_path(folder: Path) -> None:
    (folder / "planlint.toml").write_text('[[per-file]]\nfiles = "archive/**"\nignore = ["ALL"]\n', encoding="utf-8")
    assert planlint.check_text("构建大局局。\n", config="planlint.toml", path="archive/a.md") == []
    assert len(planlint.check_text("构建大局局。\n", config="planlint.toml", path="b.md")) == 1


@pytest.mark.parametrize("settings", [{"select": ["REP09"]}, {"ignore": ["没有的规则"]}, {"config": "missing.toml"}])
def test_what_cannot_be_used_is_refused(settings: dict[str, object]) -> None:
    with pytest.raises(planlint.UserError):
        planlint.check_text("正文。", **settings)  # type: ignore[arg-type]


def test_an_unknown_name_is_no_attribute() -> None:
    with pytest.raises(AttributeError):
        planlint.check_texts  # type: ignore[attr-defined]  # noqa: B018
    assert rules.load()


def test_two_texts_are_compared() -> None:
    diff = planlint.diff_texts("加快发展。", "稳步推进发展。")
    assert "".join(diff.new.slice(op.new) for op in diff.ops) == "稳步推进发展。"
    assert diff.by_class == {"text": 1}
    assert planlint.diff_texts("同样。", planlint.Document("同样。")).similarity == 1.0


@pytest.mark.parametrize(("suggested", "mended"), [(False, "抓好落实，构建大局局。\n"), (True, "抓好落实，构建大局。\n")])
def test_a_text_is_mended_as_far_as_asked(suggested: bool, mended: str) -> None:
    assert planlint.fix_text("抓好落实，，构建大局局。\n", suggested=suggested) == mended
    assert planlint.fix_text("抓好落实，，构建大局局。\n", suggested=suggested, ignore=["PUN", "REP"]) == "抓好落实，，构建大局局。\n"


@pytest.mark.parametrize("form", api.FORMATS)
def test_a_report_is_what_the_command_line_writes(form: str, folder: Path) -> None:
    (folder / "a.md").write_text("# 规划\n\n抓好落实，，构建大局局。\n", encoding="utf-8")
    document = planlint.read("a.md")
    run = subprocess.run(
        [sys.executable, "-m", "planlint", "check", "--isolated", "--format", form, "a.md"], capture_output=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert planlint.render(document, planlint.check_text(document), form).encode() == run.stdout


def test_files_are_read_by_the_settings_that_are_found(folder: Path) -> None:
    (folder / "planlint.toml").write_text('encoding = "big5"\nprofile = "law"\n', encoding="utf-8")
    (folder / "laws").mkdir()
    (folder / "laws" / "a.txt").write_bytes("各縣區要認真落實防汛責任。".encode("big5"))
    config = planlint.find_config("laws")
    document = planlint.read("laws/a.txt", config=config)
    assert (document.text, document.profile, document.encoding) == ("各縣區要認真落實防汛責任。", "law", "big5")
    assert planlint.find_config(folder.parent).profile == "auto"


def test_what_cannot_be_read_or_written_is_refused(folder: Path) -> None:
    with pytest.raises(planlint.UserError, match=r"b\.md"):
        planlint.read(folder / "b.md")
    with pytest.raises(planlint.UserError, match="sarfi"):
        planlint.render(planlint.Document("正文。"), [], "sarfi")


# Many files


def test_files_have_the_results_of_the_command_line(folder: Path) -> None:
    (folder / "甲.md").write_text("# 规划\n\n抓好落实，，构建治理大格局局。\n", encoding="utf-8")
    (folder / "乙.txt").write_text("抓好落实。\n", encoding="gb18030")
    (folder / "planlint.toml").write_text('ignore = ["PUN006"]\n', encoding="utf-8")
    config = planlint.find_config(folder)
    for jobs in (1, 2):
        results = list(planlint.check_files(["甲.md", "乙.txt", "无.md"], config=config, jobs=jobs, cache=False))
        assert [(r.path, [p.rule.code for p in r.problems]) for r in results] == [("甲.md", ["REP009"]), ("乙.txt", []), ("无.md", [])]
        assert [bool(r.errors) for r in results] == [False, False, True]
        assert results[1].document is not None
        assert results[1].document.text == "抓好落实。\n"
    with pytest.raises(planlint.UserError, match="no such rule"):
        planlint.check_files(["甲.md"], config=planlint.Config(select=("NONE",)))
