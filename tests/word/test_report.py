"""The 校对报告 as a Word file: what was found stands in it, by place, and other readers can open it."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from documents import docx, paragraph
from lxml import etree
from test_write import Q

from planlint.cli import main
from planlint.report import report

SLIPS = "# 清河市规划\n\n## 总体要求\n\n清河市坚持稳中求进,加快补齐短板。扎实推进各项工工作，确保取得实效。\n\n## 保障措施\n\n清河市水利局负责落实，，按期完成。抓好落实,凝聚力量。\n"


def planlint(*arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments])


def body(path: str, name: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(Path(path).read_bytes())) as source:
        return etree.fromstring(source.read(name))


def tables(path: str) -> list[list[list[str]]]:
    def words(cell: etree._Element) -> str:
        return "\n".join("".join("\n" if e.tag == f"{Q}br" else e.text or "" for e in p.iter(f"{Q}t", f"{Q}br")) for p in cell.iter(f"{Q}p"))

    return [[[words(cell) for cell in row.iter(f"{Q}tc")] for row in found.iter(f"{Q}tr")] for found in body(path).iter(f"{Q}tbl")]


def lists(path: str) -> list[list[list[str]]]:
    return [found[1:] for found in tables(path) if found[0][-1] in ("核对", "Check")]


def test_every_report_is_a_row_by_place(folder: Path) -> None:
    Path("规划.md").write_text(SLIPS, encoding="utf-8")
    result = planlint("check", "--isolated", "规划.md", "--format", "report:报告.docx", "--format", "json")
    assert result.exit_code == 1
    found = json.loads(result.stdout)["files"][0]["problems"]
    (rows,) = lists("报告.docx")
    assert [row[0] for row in rows] == [str(n) for n in range(1, len(found) + 1)]
    starts = sorted((p["places"][0]["start"]["offset"], p["places"][0]["end"]["offset"], p["code"]) for p in found)
    assert [row[4].split()[0] for row in rows] == [code for *_, code in starts]
    by_code = {row[4].split()[0]: row for row in rows}
    doubled = by_code["REP009"]
    assert "第 5 行第 24 列" in doubled[1]
    assert "总体要求" in doubled[1]
    assert "各项工工作" in doubled[2]
    assert doubled[3]
    assert doubled[6] == "□ 改\n□ 不改"
    assert "等 2 处" in by_code["PUN004"][1]
    assert by_code["PUN004"][3] == "，"


def test_the_cover_says_what_was_checked_and_how(folder: Path) -> None:
    Path("规划.md").write_text(SLIPS, encoding="utf-8")
    planlint("check", "--isolated", "规划.md", "--select", "PUN,REP", "--format", "report:报告.docx")
    cover = tables("报告.docx")[:-3]
    said = {row[0]: row[1] for found in cover for row in found}
    assert "规划.md" in said["文件"]
    assert "条报告" in said["文件"]
    assert "年" in said["日期"]
    assert "/10000" in said["疑似差错密度"]
    assert said["规则范围"] == "PUN、REP"
    families = next(found for found in cover if found[0][0] == "类别")
    assert [len(row) for row in families] == [4] * len(families)
    assert {row[0][-3:] for row in families[1:]} == {"PUN", "REP"}
    text = "".join(body("报告.docx").itertext())
    assert all(words in text for words in ("校对报告", "签署", "复核", "意见"))


def test_several_files_and_word_files(folder: Path) -> None:
    Path("甲.md").write_text(SLIPS, encoding="utf-8")
    Path("乙.docx").write_bytes(docx(paragraph("总体要求", style="1"), paragraph("扎实推进各项工工作，确保取得实效。")))
    Path("丙.txt").write_text("清河市。\n", encoding="utf-8")
    assert planlint("check", "--isolated", "甲.md", "乙.docx", "丙.txt", "无.txt", "--format", "report:报告.docx").exit_code == 2
    first, second = lists("报告.docx")
    assert [int(row[0]) for row in (*first, *second)] == list(range(1, len(first) + len(second) + 1))
    assert "第 2 段第 7 字" in second[0][1]
    text = "".join(body("报告.docx").itertext())
    assert text.index("甲.md") < text.index("乙.docx")
    assert "无.txt: 文件不存在" in text


def test_it_prints_well(folder: Path) -> None:
    Path("规划.md").write_text(SLIPS, encoding="utf-8")
    planlint("check", "--isolated", "规划.md", "--format", "report:报告.docx")
    sizes = [(e.get(f"{Q}w"), e.get(f"{Q}h"), e.get(f"{Q}orient")) for e in body("报告.docx").iter(f"{Q}pgSz")]
    assert sizes == [("11906", "16838", None), ("16838", "11906", "landscape")]
    table = next(t for t in body("报告.docx").iter(f"{Q}tbl") if "核对" in "".join(t.itertext()))
    assert [row.find(f"{Q}trPr/{Q}tblHeader") is not None for row in table.iter(f"{Q}tr")][:2] == [True, False]
    assert all(row.find(f"{Q}trPr/{Q}cantSplit") is not None for row in table.iter(f"{Q}tr"))
    fonts = body("报告.docx", "word/styles.xml").findall(f".//{Q}rFonts")
    assert fonts
    assert all(font.get(f"{Q}eastAsia") in ("宋体", "黑体") for font in fonts)


def test_what_is_suppressed_and_characters_that_no_file_holds(folder: Path) -> None:
    Path("a.txt").write_text("%% planlint: off-next-line REP009 原文如此\n扎实推进各项工工作，确保取得实效。\n清河市水利局负责落\x08实，，按期<完成>。\n", encoding="utf-8")
    planlint("check", "--isolated", "a.txt", "--show-suppressed", "--format", "report:报告.docx")
    text = "".join(body("报告.docx").itertext())
    assert "原文如此" in text
    assert "<完成>" in text


def test_of_too_many_reports_the_gravest_are_listed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "ROWS_SHOWN", 3)
    Path("a.txt").write_text(SLIPS * 2, encoding="utf-8")
    planlint("check", "--isolated", "a.txt", "--format", "report:报告.docx")
    (rows,) = lists("报告.docx")
    assert [row[0] for row in rows] == ["1", "2", "3"]
    assert "只列出最重要的 3 条" in "".join(body("报告.docx").itertext())


def test_nothing_found_and_english(folder: Path) -> None:
    Path("a.txt").write_text("清河市抓好落实。\n", encoding="utf-8")
    assert planlint("check", "--isolated", "a.txt", "--lang", "en", "--format", "report:r.docx").exit_code == 0
    text = "".join(body("r.docx").itertext())
    assert all(words in text for words in ("Proofreading report", "No problems found.", "Signatures"))
    assert not lists("r.docx")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["--format", "report"], "写明新文件"), (["--format", "report:a.txt"], "正是要读的文稿"), (["--format", "report:无/r.docx"], "无法写入")],
)
def test_what_cannot_be_asked_for(folder: Path, arguments: list[str], said: str) -> None:
    Path("a.txt").write_text("清河市抓好落实。\n", encoding="utf-8")
    result = planlint("check", "--isolated", "a.txt", *arguments)
    assert result.exit_code == 2
    assert said in result.output
    assert Path("a.txt").read_text(encoding="utf-8") == "清河市抓好落实。\n"


def test_it_needs_no_extra(folder: Path) -> None:
    """In a process of its own: neither lxml nor what else reads Word files is loaded."""
    Path("a.txt").write_text(SLIPS, encoding="utf-8")
    code = (
        "import sys, os\nos._exit = sys.exit\nsys.argv = ['planlint', 'check', '--isolated', 'a.txt', '--format', 'report:r.docx']\n"
        "from planlint.cli import main\ntry: main()\nexcept SystemExit: pass\nprint('lxml' in sys.modules)"
    )
    import sys

    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "False"
    assert Path("r.docx").exists()


def test_python_docx_opens_it(folder: Path) -> None:
    reader = pytest.importorskip("docx")
    Path("a.txt").write_text(SLIPS, encoding="utf-8")
    planlint("check", "--isolated", "a.txt", "--format", "report:r.docx")
    opened = reader.Document("r.docx")
    assert any(p.style.name == "Title" and p.text == "校对报告" for p in opened.paragraphs)
    assert [section.orientation for section in opened.sections] == [0, 1]


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not there")
def test_libreoffice_prints_it(folder: Path) -> None:
    Path("a.txt").write_text(SLIPS * 20, encoding="utf-8")
    planlint("check", "--isolated", "a.txt", "--format", "report:r.docx")
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{folder.resolve()}/profile", "--convert-to", "pdf", "r.docx"],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    assert Path("r.pdf").read_bytes().count(b"/Type/Page\n") + Path("r.pdf").read_bytes().count(b"/Type/Page/") >= 3
