"""Word files from the command line: check, folders, diff, baseline, sidecar, comments, tracked changes."""

from __future__ import annotations

import io
import json
import re
import zipfile
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from documents import OFFICIAL, docx, numbering, paragraph, run, table

from planlint import engine, files, rules, word
from planlint.cli import main
from planlint.commands.interactive import Session
from planlint.config import Config
from planlint.report.results import FileResult

SLIP = "清河县要加快完善善后处置机制，扎实推进各项工工作，确保取得实效。"
PLAN = docx(
    paragraph("清河县第十五个五年规划", style="t"),
    paragraph("总体要求", style="1"),
    paragraph("坚持稳中求进,加快", run("补齐短板，", "<w:b/>"), "扎实推进各项工", run("工作。", "<w:i/>"), number=(1, 1)),
    paragraph("清河县水利局负责落实，，按期完成。"),
    paragraph("保障措施", style="1"),
    paragraph("加强领导，统筹推进。"),
    parts={"numbering": numbering(OFFICIAL)},
)


def planlint(*arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments])


def text(path: Path | str, view: str = "accepted") -> str:
    return files.decode(Path(path).read_bytes(), str(path), view=view).text


@pytest.fixture
def plan(folder: Path) -> Path:
    (folder / "规划.docx").write_bytes(PLAN)
    return folder


def test_check_reports_sections_and_sources(plan: Path) -> None:
    result = planlint("check", "规划.docx", "--format", "json")
    assert result.exit_code == 1
    file = json.loads(result.stdout)["files"][0]
    assert (file["syntax"], file["characters"], file["errors"]) == ("plain", len(text("规划.docx")), [])
    found = {p["code"]: p for p in file["problems"]}
    assert set(found) >= {"PUN004", "PUN006", "REP009"}
    assert found["REP009"]["section"][0] == "总体要求"
    source = found["REP009"]["places"][0]["source"]
    assert (source["start"]["paragraph"], source["start"]["run"], source["end"]["run"]) == (3, 3, 4)


def test_folders_hold_word_files_but_not_the_locks_of_word(plan: Path) -> None:
    (plan / "~$规划.docx").write_bytes(b"lock")
    (plan / "说明.txt").write_text("清河县。\n", encoding="utf-8")
    result = planlint("check", "--format", "json", ".")
    assert sorted(Path(f["path"]).name for f in json.loads(result.stdout)["files"]) == ["规划.docx", "说明.txt"]


def test_without_the_extra_folders_leave_word_files_out_and_one_line_says_what_is_missing(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word, "installed", lambda: False)
    (plan / "说明.txt").write_text("清河县。\n", encoding="utf-8")
    assert planlint("check", ".").exit_code == 0
    result = planlint("check", "规划.docx")
    assert result.exit_code == 2
    assert "规划.docx: " in result.stdout
    assert "planlint[docx]" in result.stdout


def test_the_view_of_tracked_changes_is_an_option_and_a_setting(folder: Path) -> None:
    gone = '<w:del w:id="1" w:author="甲">' + run("，，", tag="delText") + "</w:del>"
    (folder / "a.docx").write_bytes(docx(paragraph("清河县水利局负责", gone, "落实，按期完成。")))
    assert planlint("check", "a.docx").exit_code == 0
    assert planlint("check", "a.docx", "--docx-view", "original").exit_code == 1
    (folder / "planlint.toml").write_text('docx-view = "both"\n', encoding="utf-8")
    assert planlint("check", "a.docx").exit_code == 1
    assert planlint("check", "a.docx", "--docx-view", "accepted").exit_code == 0


def test_diff_of_two_word_files_and_of_one_with_a_text(plan: Path) -> None:
    (plan / "新.docx").write_bytes(docx(paragraph("甲县。"), paragraph("乙。")))
    (plan / "新.md").write_text("甲县。\n乙。\n", encoding="utf-8")
    assert planlint("diff", "新.docx", "新.md").exit_code == 0
    result = planlint("diff", "规划.docx", "新.docx", "--format", "json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["old"]["characters"] == len(text("规划.docx"))
    result = planlint("diff", "规划.docx", "新.docx", "--format", "patch")
    assert result.exit_code == 2, result.output
    assert "patch" in result.output


def test_baseline_and_sidecar(plan: Path) -> None:
    assert planlint("baseline", "规划.docx").exit_code == 0
    assert planlint("check", "规划.docx", "--baseline", "planlint-baseline.json").exit_code == 0
    entries = planlint("check", "规划.docx", "--format", "sidecar").stdout
    (plan / "规划.docx.planlint.toml").write_text(entries, encoding="utf-8")
    assert planlint("check", "规划.docx").exit_code == 0


def test_comments(plan: Path) -> None:
    result = planlint("check", "规划.docx", "--format", "docx:批注.docx", "--format", "concise")
    assert result.exit_code == 1
    assert text("批注.docx") == text("规划.docx")
    with zipfile.ZipFile("批注.docx") as out:
        said = re.findall(r"<w:comment [^>]*>.*?</w:comment>", out.read("word/comments.xml").decode())
    assert len(said) == len(result.stdout.splitlines())
    doubled = next(s for s in said if "REP009" in s)
    assert all(word in doubled for word in ("planlint", "叠字", "建议：“推进各项工作”" if "推进各项工作" in doubled else "建议：", "一个字多打了一次"))


def test_a_report_of_many_places_is_one_comment_that_says_how_many(folder: Path) -> None:
    (folder / "a.docx").write_bytes(docx(*(paragraph(f"清河县第{n}年抓好落实,按期完成全部任务。") for n in "一二三四五")))
    assert planlint("check", "a.docx", "--format", "docx:b.docx", "--quiet").exit_code == 1
    with zipfile.ZipFile("b.docx") as out:
        comments = out.read("word/comments.xml").decode()
    assert comments.count("<w:comment ") == 1
    assert "共 5 处" in comments


def test_tracked_changes(plan: Path) -> None:
    result = planlint("check", "规划.docx", "--fix-suggested", "--track-changes", "修订.docx", "--format", "json")
    assert result.exit_code in (0, 1)
    assert Path("规划.docx").read_bytes() == PLAN
    assert text("修订.docx", "original") == text("规划.docx")
    new = text("修订.docx")
    assert "稳中求进，加快" in new
    assert "各项工作" in new
    assert "落实，按期" in new
    shown = json.loads(result.stdout)["files"][0]
    assert shown["characters"] == len(new)


def test_the_rounds_of_mending_come_together(plan: Path) -> None:
    """What is reported after mending stands where it stood in the file."""
    result = planlint("check", "规划.docx", "--fix", "--track-changes", "修订.docx", "--format", "json")
    places = {p["code"]: p["places"][0] for p in json.loads(result.stdout)["files"][0]["problems"]}
    source = places["REP009"]["source"]
    assert (source["start"]["paragraph"], source["start"]["run"]) == (3, 3)


def test_diff_shows_what_would_be_tracked(plan: Path) -> None:
    result = planlint("check", "规划.docx", "--fix", "--diff")
    assert result.exit_code == 1
    assert "[-，-]" in result.stdout or "{+，+}" in result.stdout
    assert Path("规划.docx").read_bytes() == PLAN


def test_without_track_changes_a_word_file_is_not_mended_and_a_line_says_so(plan: Path) -> None:
    (plan / "说明.txt").write_text("清河县要统一思想,凝聚力量。\n", encoding="utf-8")
    result = planlint("check", "--fix", ".")
    assert result.exit_code == 1, "the problems of the Word file remain"
    assert "规划.docx: Word 文件不直接改写，原文未改" in result.stderr
    assert "--track-changes" in result.stderr
    assert Path("规划.docx").read_bytes() == PLAN
    assert "统一思想，凝聚" in Path("说明.txt").read_text(encoding="utf-8")
    (plan / "好.docx").write_bytes(docx(paragraph("清河县凝聚力量。")))
    assert planlint("check", "--fix", "好.docx").stderr == ""


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["规划.docx", "--track-changes", "b.docx"], ["--fix"]),
        (["规划.docx", "--fix", "--diff", "--track-changes", "b.docx"], ["--diff"]),
        (["规划.docx", "--fix", "--track-changes", "规划.docx"], ["不能写回原文件"]),
        (["规划.docx", "--fix", "--track-changes", ""], ["写明新文件"]),
        (["规划.docx", "--fix", "--track-changes", "b.docx", "--docx-view", "both"], ["--docx-view accepted"]),
        (["规划.docx", "--fix", "--track-changes", "b.docx", "--format", "docx:c.docx"], ["分两次"]),
        (["规划.docx", "--format", "docx"], ["写明新文件"]),
        (["规划.docx", "--format", "docx:规划.docx"], ["不能写回原文件"]),
        (["规划.docx", "--format", "docx:b.docx", "--fix"], ["--fix"]),
        (["规划.docx", "说明.txt", "--format", "docx:b.docx"], ["2 个文件"]),
        (["说明.txt", "--format", "docx:b.docx"], ["一个 .docx"]),
        (["无.docx", "--format", "docx:b.docx"], ["文件不存在"]),
        (["坏.docx", "--format", "docx:b.docx"], ["坏.docx", "压缩包"]),
        (["坏.docx", "--fix", "--track-changes", "b.docx"], ["压缩包"]),
        (["规划.docx", "--format", "docx:无此目录/b.docx"], ["无法写入"]),
    ],
)
def test_what_cannot_be_asked_for(plan: Path, arguments: list[str], words: list[str]) -> None:
    (plan / "说明.txt").write_text("清河县。\n", encoding="utf-8")
    (plan / "坏.docx").write_bytes(PLAN[:500])
    result = planlint("check", *arguments)
    assert result.exit_code == 2, result.output
    assert all(word in result.output for word in words), result.output
    assert not Path("b.docx").exists()
    assert Path("规划.docx").read_bytes() == PLAN


def test_a_gap_in_headings_is_told_in_the_words_of_word(folder: Path) -> None:
    (folder / "a.docx").write_bytes(docx(paragraph("总则", style="1"), paragraph("清河县适用本规划。"), paragraph("范围", style="3"), paragraph("全县。")))
    result = planlint("check", "a.docx", "--select", "STR001")
    assert "标题 2" in result.stdout


def test_python_docx_reads_what_was_written(plan: Path) -> None:
    """Another reader, which was not made for planlint, finds the same words under the comments."""
    docx_ = pytest.importorskip("docx")
    planlint("check", "规划.docx", "--format", "docx:批注.docx", "--quiet")
    opened = docx_.Document(io.BytesIO(Path("批注.docx").read_bytes()))
    assert "".join(p.text for p in opened.paragraphs) == "".join(p.text for p in docx_.Document("规划.docx").paragraphs)
    assert {c.author for c in opened.comments} == {"planlint"}


def test_the_example_as_a_word_file_has_the_findings_of_the_markdown(folder: Path) -> None:
    """But for those about marks of Markdown, which a Word file does not have."""
    source = (Path(__file__).parents[2] / "examples" / "damaged-plan.md").read_text(encoding="utf-8")
    blocks = []
    for line in filter(str.strip, source.split("\n")):
        m = re.match(r"(#+) (.*)", line)
        words = (m[2] if m else line).replace("&", "&amp;").replace("<", "&lt;")
        pieces = [run(piece, "<w:b/>" if at % 2 else "") for at, piece in enumerate(words.split("**")) if piece]
        blocks.append(paragraph(*pieces, style=str(len(m[1])) if m else ""))
    (folder / "a.docx").write_bytes(docx(*blocks))
    (folder / "a.md").write_text(source, encoding="utf-8")

    def found(name: str) -> list[tuple[str, str]]:
        problems = json.loads(planlint("check", name, "--format", "json").stdout)["files"][0]["problems"]
        return sorted((p["code"], place["text"].replace("\n\n", "\n")) for p in problems for place in p["places"] if p["code"] not in ("STR001", "STR003", "STR010"))

    assert found("a.docx") == found("a.md")


def test_a_document_in_a_table_and_a_table_of_figures(folder: Path) -> None:
    rows = [("指标", "单位", "二〇三〇年"), *((f"指标{n}", "亿元", str(n)) for n in range(1, 8))]
    (folder / "a.docx").write_bytes(docx(paragraph("清河县主要指标"), table(*rows), table((SLIP,))))
    problems = json.loads(planlint("check", "a.docx", "--format", "json").stdout)["files"][0]["problems"]
    assert {p["code"] for p in problems} == {"REP009"}


def test_a_text_is_not_looked_at_twice_in_a_row(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each look at three hundred pages takes half a second."""
    looked: list[str] = []
    examine = engine.examine
    monkeypatch.setattr(engine, "examine", lambda document, *options: looked.append(document.text) or examine(document, *options))
    planlint("check", "规划.docx", "--fix-suggested", "--track-changes", "修订.docx", "--quiet")
    assert len(looked) > 1
    assert all(a != b for a, b in pairwise(looked))
    assert looked.count(text("规划.docx")) == 1


def test_answers_go_into_tracked_changes(plan: Path) -> None:
    answers = iter("n\ny\nn\n".splitlines(keepends=True))
    look = partial(engine.examine, rules=rules.load(), config=Config(), lang="zh")
    document = files.document(PLAN, "规划.docx", Config())
    seen = look(document)
    session = Session("zh", False, lambda: next(answers, ""), track_changes="修订.docx")
    result, _ = session.treat(FileResult("规划.docx", document, seen.problems), PLAN, False, look, seen)
    assert not Path("修订.docx").exists(), "nothing is written before the end"
    assert result.mended == 1
    assert session.written([result]) == [result]
    assert text("修订.docx", "original") == text("规划.docx")
    assert text("修订.docx") == result.document.text != text("规划.docx")
    assert Path("规划.docx").read_bytes() == PLAN


def test_where_nobody_can_answer_a_line_says_so(plan: Path) -> None:
    result = planlint("check", "规划.docx", "--interactive", "--track-changes", "修订.docx")
    assert result.exit_code == 2
    assert "终端" in result.output
