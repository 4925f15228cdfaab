"""What a reader sees in a Word file is its text, and each character knows its run."""

from __future__ import annotations

import pytest
from documents import (
    ARTICLES,
    LOOKS,
    OFFICIAL,
    box,
    changed,
    docx,
    field,
    level,
    made,
    note,
    notes,
    numbering,
    paragraph,
    run,
    table,
)

from planlint import files
from planlint.text.document import Document
from planlint.text.spans import Span
from planlint.word.extract import extract
from planlint.word.numbering import written
from planlint.word.package import Package


def read(data: bytes, view: str = "accepted") -> Document:
    source = files.decode(data, "a.docx", view=view)
    return Document(source.text, "a.docx", layout=source.layout)


def text(*blocks: str, view: str = "accepted", **parts: str) -> str:
    return read(docx(*blocks, parts=parts), view).text


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        (("清河", "县"), "清河县"),
        (("甲", "<w:r><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:cr/><w:t>丁</w:t></w:r>"), "甲\t乙\n丙\n丁"),
        (("软", "<w:r><w:softHyphen/><w:noBreakHyphen/></w:r>", "硬"), "软-硬"),
        (('<w:r><w:br w:type="page"/></w:r>', "新页"), "新页"),
        (("上页", '<w:r><w:br w:type="page"/></w:r>', "下页"), "上页\n下页"),
        (("见", field("REF _x", "第三章"), "。"), "见第三章。"),
        (("见", field(f"IF {field('PAGE', '1')} = 1", "首页"), "。"), "见首页。"),
        (("共", '<w:fldSimple w:instr="NUMPAGES"><w:r><w:t>8</w:t></w:r></w:fldSimple>', "页"), "共8页"),
        (('<w:hyperlink r:id="rId9"><w:r><w:t>清河县政府</w:t></w:r></w:hyperlink>',), "清河县政府"),
        (("<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent></w:sdt>",), "控件"),
        (('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:font="Wingdings" w:char="F012"/></w:r>', "同意"), "☑▪同意"),
        (("显", run("藏", "<w:vanish/>"), "示"), "显示"),
        (("<w:r><w:t> 两头空 </w:t></w:r>", '<w:r><w:t xml:space="preserve"> 留 </w:t></w:r>'), "两头空 留 "),
        (("<w:r><w:t>行\n中</w:t></w:r>",), "行 中"),
        (("x", "<m:oMath><m:r><m:t>y=2</m:t></m:r></m:oMath>"), "xy=2"),
        (("<w:r><w:ruby><w:rt><w:r><w:t>hé</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>河</w:t></w:r></w:rubyBase></w:ruby></w:r>",), "河"),
        (('<w:commentRangeStart w:id="1"/>', "批注", '<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>'), "批注"),
    ],
)  # fmt: skip
def test_what_stands_in_a_paragraph(content: tuple[str, ...], wanted: str) -> None:
    assert text(paragraph(*content)) == wanted + "\n"


@pytest.mark.parametrize(("view", "wanted"), [("accepted", "甲新丁\n"), ("original", "甲旧丁\n"), ("both", "甲旧新丁\n")])
@pytest.mark.parametrize("kinds", [("del", "ins"), ("moveFrom", "moveTo")])
def test_tracked_changes(kinds: tuple[str, str], view: str, wanted: str) -> None:
    gone = changed(kinds[0], run("旧", tag="delText" if kinds[0] == "del" else "t"))
    assert text(paragraph("甲", gone, changed(kinds[1], run("新")), "丁"), view=view) == wanted


def test_the_end_of_a_paragraph_may_be_deleted_or_inserted() -> None:
    deleted = "<w:rPr>" + changed("del", "") + "</w:rPr>"
    inserted = "<w:rPr>" + changed("ins", "") + "</w:rPr>"
    blocks = (paragraph("甲", properties=deleted), paragraph("乙"), paragraph("丙", properties=inserted), paragraph("丁"))
    assert text(*blocks) == "甲乙\n丙\n丁\n"
    assert text(*blocks, view="original") == "甲\n乙\n丙丁\n"
    assert text(*blocks, view="both") == "甲\n乙\n丙\n丁\n"


def test_a_deleted_paragraph_of_a_list_does_not_count() -> None:
    gone = paragraph(changed("del", run("乙", tag="delText")), number=(0, 1), properties="<w:rPr>" + changed("del", "") + "</w:rPr>")
    blocks = (paragraph("甲", number=(0, 1)), gone, paragraph("丙", number=(0, 1)))
    assert text(*blocks, numbering=numbering(OFFICIAL)) == "一、甲\n二、丙\n"
    assert text(*blocks, numbering=numbering(OFFICIAL), view="original") == "一、甲\n二、乙\n三、丙\n"


def test_rows_that_were_inserted_or_deleted() -> None:
    rows = table(("甲", "乙"), ("丙", "丁"))
    assert text(rows.replace("<w:tr>", "<w:tr><w:trPr>" + changed("del", "") + "</w:trPr>", 1)) == "丙\t丁\n"
    assert text(rows.replace("<w:tr>", "<w:tr><w:trPr>" + changed("ins", "") + "</w:trPr>", 1), view="original") == "丙\t丁\n"


def numbered(*levels: int, lists: str = OFFICIAL) -> list[str]:
    lines = text(*(paragraph("文", number=(at, 1)) for at in levels), numbering=numbering(lists)).split("\n")
    return [line.removesuffix("文") for line in lines[:-1]]


def test_numbers_as_displayed() -> None:
    assert numbered(0, 1, 1, 2, 3, 4, 4, 1, 0, 1) == ["一、", "（一）", "（二）", "1. ", "(1)", "①", "②", "（三）", "二、", "（一）"]


def test_a_level_that_was_passed_over_counts_as_begun() -> None:
    assert numbered(1, 1, 0, 2, 1) == ["（一）", "（二）", "二、", "1. ", "（二）"]


def test_articles_count_on_through_chapters() -> None:
    assert numbered(0, 1, 1, 0, 1, lists=ARTICLES) == ["第一章 ", "第一条 ", "第二条 ", "第二章 ", "第三条 "]


def test_numbers_of_several_levels() -> None:
    lists = level(0, "upperRoman", "%1") + level(1, "decimal", "%1.%2") + level(2, "decimal", "%1.%2.%3", "<w:isLgl/>")
    assert numbered(0, 1, 1, 2, 0, 1, lists=lists) == ["I ", "I.1 ", "I.2 ", "1.2.1 ", "II ", "II.1 "]


def test_bullets_and_numbers_that_are_not_shown() -> None:
    assert numbered(0, lists=level(0, "bullet", "\uf06c")) == ["• "]
    assert numbered(0, lists=level(0, "none", "")) == [""]
    assert numbered(0, lists=level(0, "decimal", "%1.", '<w:suff w:val="nothing"/>', start=5)) == ["5."]


def test_a_list_that_begins_anew() -> None:
    numbers = (
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>'
    )
    lines = text(*(paragraph("文", number=(0, n)) for n in (1, 1, 2, 2, 3)), numbering=numbering(OFFICIAL, numbers=numbers))
    assert lines == "一、文\n二、文\n一、文\n二、文\n三、文\n"


def test_the_number_of_a_style() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="1"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    blocks = (paragraph("总则", style="1"), paragraph("目的", style="2"), paragraph("不编号", style="2", number=(0, 0)))
    assert text(*blocks, styles=styles, numbering=numbering(ARTICLES)) == "第一章 总则\n第一条 目的\n不编号\n"


@pytest.mark.parametrize(
    ("form", "number", "wanted"),
    [
        ("chineseCounting", 21, "二十一"), ("chineseCountingThousand", 103, "一百零三"), ("ideographDigital", 20, "二〇"),
        ("chineseLegalSimplified", 12, "壹拾贰"), ("ideographLegalTraditional", 6, "陸"), ("ideographTraditional", 3, "丙"),
        ("ideographZodiac", 12, "亥"), ("decimalEnclosedCircle", 20, "⑳"), ("decimalEnclosedCircle", 21, "21"),
        ("decimalEnclosedParen", 2, "⑵"), ("decimalEnclosedFullstop", 3, "⒊"), ("decimalFullWidth", 12, "１２"), ("decimalZero", 7, "07"),
        ("upperRoman", 1994, "MCMXCIV"), ("lowerRoman", 4, "iv"), ("upperLetter", 28, "BB"), ("lowerLetter", 1, "a"),
        ("none", 1, ""), ("unknown", 9, "9"), ("chineseCounting", 0, "0"),
    ],
)  # fmt: skip
def test_forms_of_numbers(form: str, number: int, wanted: str) -> None:
    assert written(number, form) == wanted


def test_tables_are_rows_and_one_column_is_a_frame() -> None:
    document = read(docx(paragraph("表前。"), table(("指标", "单位"), ("产量", paragraph("万吨") + paragraph("（干重）"))), table(("框中一段话。",)), paragraph("表后。")))
    assert document.text == "表前。\n指标\t单位\n产量\t万吨\n（干重）\n框中一段话。\n表后。\n"
    assert [b.kind for b in document.blocks] == ["paragraph", "table", "table", "table", "paragraph", "paragraph"]
    assert "\t" not in document.prose


def test_notes_follow_the_text_and_belong_to_the_section_of_their_mark() -> None:
    blocks = (
        paragraph("总则", style="1"), paragraph("清河", note("endnote", 1), "县", note("footnote", 2), "。"),
        paragraph("附则", style="1"), paragraph("施行", note("footnote", 1), "。"),
    )  # fmt: skip
    document = read(docx(*blocks, parts={"footnotes": notes("footnote", "注一。", "注二。"), "endnotes": notes("endnote", "尾注。")}))
    assert document.text == "总则\n清河县。\n附则\n施行。\n注二。\n注一。\n尾注。\n"
    assert [b.kind for b in document.blocks][-3:] == ["note", "note", "note"]
    assert [document.section(document.text.index(words)) for words in ("注二", "注一", "尾注")] == [("总则",), ("附则",), ("总则",)]


def test_text_boxes_once_and_behind_their_paragraph() -> None:
    assert text(paragraph("框前", box(paragraph("框内一"), paragraph("框内二")), "框后"), paragraph("下段")) == "框前框后\n框内一\n框内二\n下段\n"


def test_headings_by_style_by_what_it_is_based_on_and_by_outline() -> None:
    blocks = (
        paragraph("清河县规划", style="t"), paragraph("总体要求", style="1"), paragraph("主要目标", style="own"),
        paragraph("自设级别", properties='<w:outlineLvl w:val="2"/>'), paragraph("正文。" * 40, style="1"), paragraph("不是标题", style="1", properties='<w:outlineLvl w:val="9"/>'),
    )  # fmt: skip
    assert [(b.kind, b.level) for b in read(docx(*blocks)).blocks] == [
        ("heading", 1), ("heading", 1), ("heading", 2), ("heading", 3), ("paragraph", 0), ("paragraph", 0),
    ]  # fmt: skip


def test_a_heading_of_two_lines_is_one() -> None:
    document = read(docx(paragraph("清河县", "<w:r><w:br/></w:r>", "规划纲要", style="1"), paragraph("正文。")))
    assert document.slice(document.blocks[0].span) == "清河县\n规划纲要"
    assert len(document.blocks) == 2


def test_headers_and_footers_are_no_part_of_the_text() -> None:
    data = docx(paragraph("正文。"), extra={"word/header1.xml": b"<w:hdr/>"})
    assert read(data).text == "正文。\n"


@pytest.mark.parametrize("number", range(12))
def test_every_character_knows_its_run(number: int) -> None:
    found = extract(Package(made(number), "a.docx"))
    assert [p.start for p in found.pieces] == [0, *(p.end for p in found.pieces)][:-1]
    assert found.pieces[-1].end == len(found.text)
    for piece, node in zip(found.pieces, found.nodes, strict=True):
        if node is not None and node.text:
            assert found.text[piece.start : piece.end] == node.text[piece.lead : piece.lead + piece.end - piece.start]
    assert list(found.locks) == sorted(found.locks)
    assert list(found.lines) == sorted(found.lines)


def test_the_source_of_a_place() -> None:
    document = read(docx(paragraph("第一段。"), paragraph("清河", run("县", LOOKS[2]), run("政府", LOOKS[1]), number=(0, 1)), parts={"numbering": numbering(OFFICIAL)}))
    assert document.text == "第一段。\n一、清河县政府\n"
    at = document.text.index("河县政")
    assert document.layout is not None
    assert document.layout.source(Span(at, at + 3)) == {
        "start": {"part": "word/document.xml", "paragraph": 2, "run": 1, "offset": 1},
        "end": {"part": "word/document.xml", "paragraph": 2, "run": 3, "offset": 1},
    }
    assert document.layout.source(Span(5, 6))["start"]["run"] is None, "an automatic number stands in no run"
