"""Comments stand on the words they are about; tracked changes accepted give the new text, refused the old one; all else stays."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Iterator

import pytest
from documents import FONT, OFFICIAL, W, box, changed, docx, field, made, note, notes, numbering, paragraph, run, table
from lxml import etree

from planlint import files
from planlint.errors import UserError
from planlint.fix import apply
from planlint.hits import Edit
from planlint.text.document import Document
from planlint.text.layout import composed
from planlint.text.spans import Span
from planlint.word.comments import Comment, commented
from planlint.word.extract import extract
from planlint.word.package import Package
from planlint.word.revise import tracked

Q = f"{{{W}}}"


def read(data: bytes, view: str = "accepted") -> Document:
    source = files.decode(data, "a.docx", view=view)
    return Document(source.text, "a.docx", layout=source.layout)


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return source.read(name)


def names(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        assert source.testzip() is None
        return source.namelist()


def root(data: bytes, name: str = "word/document.xml") -> etree._Element:
    return etree.fromstring(part(data, name))


def covered(data: bytes) -> dict[str, str]:
    """What each comment stands on, by its first line, read by another hand: runs between the marks, in order."""
    said = {c.get(f"{Q}id"): "".join(c.find(f"{Q}p").itertext()) for c in root(data, "word/comments.xml") if c.get(f"{Q}author") == "planlint"}
    body = root(data)
    open_: dict[str, list[str]] = {}
    done: dict[str, str] = {}
    for element in body.iter():
        key = element.get(f"{Q}id")
        if element.tag == f"{Q}commentRangeStart" and key in said:
            assert key not in open_
            open_[key] = []
        elif element.tag == f"{Q}commentRangeEnd" and key in said:
            done[said[key]] = "".join(open_.pop(key))
        elif element.tag in (f"{Q}t", f"{Q}footnoteReference", f"{Q}endnoteReference", f"{Q}tab", f"{Q}br"):
            for words in open_.values():
                words.append(element.text or f"[{etree.QName(element).localname}]")
    references = [r.get(f"{Q}id") for r in body.iter(f"{Q}commentReference")]
    assert sorted(said) == sorted(r for r in references if r in said)
    assert not open_
    return done


def comment(data: bytes, *words: str) -> bytes:
    text = read(data).text
    spans = [Span(text.index(word), text.index(word) + len(word)) for word in words]
    return commented(data, "a.docx", "accepted", text, [Comment(s, (w, "理由")) for s, w in zip(spans, words, strict=True)])


MIXED = paragraph("清河", run("县水", "<w:b/>"), run("利局负", FONT), "责落实。")


@pytest.mark.parametrize("words", ["清河县水利局负责落实。", "县水", "河县", "水利局", "局", "责落实。", "清"])
def test_a_comment_stands_on_the_exact_characters(words: str) -> None:
    data = docx(paragraph("前文。"), MIXED, paragraph("后文。"))
    out = comment(data, words)
    assert covered(out) == {words: words}
    assert read(out).text == read(data).text
    assert {name for name in names(data) if part(out, name) != part(data, name)} == {"word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}


def test_a_run_that_is_split_keeps_its_looks() -> None:
    out = root(comment(docx(MIXED), "水利"))
    looks = [("".join(r.itertext()), [c.tag for c in r.find(f"{Q}rPr")]) for r in out.iter(f"{Q}r") if r.find(f"{Q}t") is not None]
    assert looks == [("清河", []), ("县", [f"{Q}b"]), ("水", [f"{Q}b"]), ("利", [f"{Q}rFonts"]), ("局负", [f"{Q}rFonts"]), ("责落实。", [])]


def test_comments_that_overlap_meet_and_nest() -> None:
    words = ("清河县水利局", "县水利局负责", "水利", "水", "负责落实", "清河县")
    assert covered(comment(docx(MIXED), *words)) == {w: w for w in words}


def test_comments_in_a_table_and_across_paragraphs() -> None:
    data = docx(paragraph("甲乙"), paragraph("丙丁"), table(("产量", "万吨"), ("三十", paragraph("四十") + paragraph("（力争）"))))
    assert covered(comment(data, "乙\n丙", "量", "万吨", "（力争）")) == {"乙\n丙": "乙丙", "量": "量", "万吨": "万吨", "（力争）": "（力争）"}


def test_comments_on_notes_stand_at_their_marks() -> None:
    blocks = (paragraph("清河", note("footnote", 1), "县", note("endnote", 1)), paragraph("文", box(paragraph("框中字"))))
    data = docx(*blocks, parts={"footnotes": notes("footnote", "脚注的字。"), "endnotes": notes("endnote", "尾注的字。")})
    out = comment(data, "脚注", "尾注", "框中")
    assert covered(out) == {"脚注": "[footnoteReference]", "尾注": "[endnoteReference]", "框中": "框中字框中字"}
    assert part(out, "word/footnotes.xml") == part(data, "word/footnotes.xml")


def test_a_comment_on_a_number_or_an_empty_paragraph() -> None:
    data = docx(paragraph("总则", number=(0, 1)), paragraph(), paragraph("文"), parts={"numbering": numbering(OFFICIAL)})
    text = read(data).text
    assert text == "一、总则\n\n文\n"
    rows = [Comment(Span(0, 2), ("号",)), Comment(Span(5, 5), ("空",)), Comment(Span(len(text), len(text)), ("末",))]
    assert covered(commented(data, "a.docx", "accepted", text, rows)) == {"号": "总", "空": "", "末": "文"}


def test_comments_are_added_to_those_that_are_there() -> None:
    data = made(4)
    out = comment(data, "第十五个五年规划")
    old, new = root(data, "word/comments.xml"), root(out, "word/comments.xml")
    assert [etree.tostring(c) for c in new][: len(old)] == [etree.tostring(c) for c in old]
    assert part(out, "[Content_Types].xml") == part(data, "[Content_Types].xml")
    assert covered(out) == {"第十五个五年规划": "第十五个五年规划"}


def test_comments_in_what_was_inserted_and_beside_what_was_deleted() -> None:
    data = docx(paragraph("甲", changed("del", run("旧", tag="delText")), changed("ins", run("新词") + run("新句")), "乙"))
    out = comment(data, "词新", "甲新")
    assert covered(out) == {"词新": "词新", "甲新": "甲新"}
    assert read(out, "original").text == "甲旧乙\n"


def test_a_file_that_has_changed_is_not_written() -> None:
    with pytest.raises(UserError, match="被改动"):
        commented(docx(MIXED), "a.docx", "accepted", "别的文字", [])


@pytest.mark.parametrize("number", range(10))
def test_comments_anywhere_in_whole_documents(number: int) -> None:
    chance, data = random.Random(number), made(number)
    found = extract(Package(data, "a.docx"))
    asides = [span for span, _ in found.asides]
    rows = []
    for at in range(60):
        start = chance.randrange(len(found.text) - 1)
        span = Span(start, min(len(found.text), start + chance.randint(0, 40)))
        if not any(a.start < span.end and span.start < a.end for a in asides):
            rows.append(Comment(span, (f"第{at}条",)))
    out = commented(data, "a.docx", "accepted", found.text, rows)
    assert extract(Package(out, "a.docx")).text == found.text
    words = covered(out)
    nodes = {at for piece, node in zip(found.pieces, found.nodes, strict=True) if node is not None for at in range(piece.start, piece.end)}
    for row in rows:
        wanted = "".join(found.text[at] for at in range(*row.span) if at in nodes)
        if wanted:
            got = re.sub(r"\[(footnote|endnote)Reference\]|框中字", "", words[row.lines[0]]).replace("[tab]", "\t").replace("[br]", "\n")
            assert got.startswith(wanted) or "专栏" in got, (row, wanted, got)


# Tracked changes, accepted and refused by a few lines of their own.


def resolved(data: bytes, accept: bool) -> bytes:
    """The file when all changes of its body are accepted or refused in the XML itself."""
    body = root(data)
    gone, kept = (("del", "moveFrom"), ("ins", "moveTo")) if accept else (("ins", "moveTo"), ("del", "moveFrom"))
    for row in [e.getparent().getparent() for kind in gone for e in body.iter(f"{Q}{kind}") if e.getparent().tag == f"{Q}trPr"]:
        holder = row.getparent()
        holder.remove(row)
        if holder.find(f"{Q}tr") is None:
            holder.getparent().remove(holder)
    for change in list(body.iter(f"{Q}pPrChange")):
        properties = change.getparent()
        properties.remove(change)
        if not accept:
            for child in [c for c in properties if c.tag not in (f"{Q}rPr", f"{Q}sectPr")]:
                properties.remove(child)
            properties[:0] = list(change[0])
    for paragraph_ in reversed(list(body.iter(f"{Q}p"))):
        if any(paragraph_.find(f"{Q}pPr/{Q}rPr/{Q}{kind}") is not None for kind in gone):
            after = paragraph_.getnext()
            if after is not None and after.tag == f"{Q}p":
                at = 1 if after.find(f"{Q}pPr") is not None else 0
                for child in reversed([c for c in paragraph_ if c.tag != f"{Q}pPr"]):
                    after.insert(at, child)
            paragraph_.getparent().remove(paragraph_)
    for element in [e for kind in gone for e in body.iter(f"{Q}{kind}")]:
        if element.getparent() is not None:
            element.getparent().remove(element)
    for element in [e for kind in kept for e in body.iter(f"{Q}{kind}")]:
        parent = element.getparent()
        at = parent.index(element)
        for child in reversed(list(element)):
            parent.insert(at, child)
        parent.remove(element)
    for element in body.iter(f"{Q}delText"):
        element.tag = f"{Q}t"
    for element in body.iter(f"{Q}delInstrText"):
        element.tag = f"{Q}instrText"
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(name, etree.tostring(body) if name == "word/document.xml" else source.read(name))
    return out.getvalue()


def edited(data: bytes, *edits: tuple[str, str]) -> tuple[bytes, str]:
    """A file with each first words replaced by the second, and the text it is to have."""
    text = read(data).text
    rows = tuple(sorted((Span(text.index(a), text.index(a) + len(a)), b) for a, b in edits))
    new = apply(text, [Edit(*row) for row in rows])
    return tracked(data, "a.docx", text, new, rows), new


@pytest.mark.parametrize(
    "edits",
    [
        (("县", "市"),), (("河县水利", "江市"),), (("清河", ""),), (("落实。", "落实到位。"),), (("清", "大清"),), (("局", ""), ("负责", "牵头"), ("水", "水水")),
        (("清河县水利局负责落实。", ""),), (("前文。\n", ""),), (("。\n清河", "，清河"),), (("\n清河县水利局负责落实。", ""),), (("实。\n后", ""),), (("责落实。\n", "\n"),),
    ],
)  # fmt: skip
def test_accepted_it_is_the_new_text_and_refused_the_old(edits: tuple[tuple[str, str], ...]) -> None:
    data = docx(MIXED, paragraph("前文。"), MIXED, paragraph("后文。")) if edits[0][0].startswith(("。", "\n")) else docx(paragraph("前文。"), MIXED, paragraph("后文。"))
    out, new = edited(data, *edits)
    assert read(resolved(out, True), "both").text == new
    assert read(resolved(out, False), "both").text == read(data).text
    assert {name for name in names(data) if part(out, name) != part(data, name)} == {"word/document.xml"}


def looks(data: bytes, kind: str) -> list[tuple[str, list[str]]]:
    return [("".join(r.itertext()), [etree.QName(c).localname for c in r.find(f"{Q}rPr")]) for r in root(data).findall(f".//{Q}{kind}/{Q}r")]


def test_changes_look_like_what_they_stand_in_and_are_small() -> None:
    out, _ = edited(docx(MIXED), ("县水利局负", "县水务局负"), ("落实", "落实好"))
    assert looks(out, "del") == [("利", ["rFonts"])]
    assert looks(out, "ins") == [("务", ["rFonts"]), ("好", [])]
    assert {e.get(f"{Q}author") for e in root(out).iter(f"{Q}ins", f"{Q}del")} == {"planlint"}
    ids = [e.get(f"{Q}id") for e in root(out).iter(f"{Q}ins", f"{Q}del")]
    assert len(ids) == len(set(ids))


def test_what_others_changed_stays_theirs() -> None:
    data = docx(paragraph("甲", changed("del", run("旧", tag="delText")), changed("ins", run("新新词")), "乙"))
    out, _ = edited(data, ("新新词", "新词好"))
    assert read(out).text == "甲新词好乙\n"
    assert read(out, "original").text == "甲旧乙\n"
    assert not root(out).findall(f".//{Q}ins/{Q}ins")


def test_changes_in_tables_notes_text_boxes_fields_and_links() -> None:
    link = '<w:hyperlink r:id="rId9"><w:r><w:t>链接字</w:t></w:r></w:hyperlink>'
    blocks = (paragraph("文", note("footnote", 1), box(paragraph("框中字"))), table(("单元格", "数")), paragraph("见", field("REF a", "第三章"), link))
    data = docx(*blocks, parts={"footnotes": notes("footnote", "脚注字字。")})
    out, new = edited(data, ("框中", "箱中"), ("单元", "单"), ("三章", "四章"), ("接字", "接"), ("字字", "字"))
    assert read(out).text == new
    assert read(out, "original").text == read(data).text


def test_numbers_ends_of_cells_and_new_lines_cannot_be_edited() -> None:
    data = docx(
        paragraph("总则", number=(0, 1)), paragraph("文"), table(("甲", "乙")), paragraph("末段"), paragraph("尾", "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>"),
        parts={"numbering": numbering(OFFICIAL)},
    )  # fmt: skip
    document = read(data)
    text = document.text
    assert text == "一、总则\n文\n甲\t乙\n末段\n尾x\n"

    def may(start: int, end: int, new: str = "") -> bool:
        return document.allows(((Span(start, end), new),))

    assert may(2, 3)
    assert may(2, 2, "大")
    assert may(text.index("段") + 1, text.index("段") + 2), "the end of a paragraph"
    assert not may(4, 5), "the end of a numbered paragraph"
    assert may(text.index("段"), text.index("段"), "末")
    assert not may(0, 1)
    assert not may(0, 0, "第")
    assert not may(1, 1, "第")
    assert not may(6, 7), "a table follows"
    assert not may(8, 9), "the end of a cell"
    assert not may(3, 3, "\n")
    assert not may(text.index("x"), text.index("x") + 1), "a formula"


@pytest.mark.parametrize("number", range(20))
def test_changes_anywhere_in_whole_documents(number: int) -> None:
    chance, data = random.Random(number), made(number)
    document = read(data)
    edits: list[tuple[Span, str]] = []
    at = 0
    while at < len(document.text):
        start = at + chance.randint(0, 25)
        end = start + chance.choice((0, 1, 1, 2, 7, 30))
        new = chance.choice(("", "", "改", "改成这样", "　"))
        if end <= len(document.text) and (end > start or new) and document.allows(((Span(start, end), new),)):
            edits.append((Span(start, end), new))
        at = end + 1
    assert len(edits) > 20
    new = apply(document.text, [Edit(*e) for e in edits])
    out = tracked(data, "a.docx", document.text, new, edits)
    assert read(out).text == new
    assert read(out, "original").text == read(data, "original").text
    assert covered_ids(out) == covered_ids(data)


def covered_ids(data: bytes) -> list[str | None]:
    """The marks of comments, notes and bookmarks, which changes leave where they are."""
    kept = {f"{Q}commentReference", f"{Q}footnoteReference", f"{Q}endnoteReference", f"{Q}bookmarkStart"}
    return [e.get(f"{Q}id") for e in root(data).iter() if e.tag in kept]


def _random_edits(chance: random.Random, length: int) -> Iterator[Edit]:
    at = 0
    while at <= length:
        start = at + chance.randint(0, 4)
        end = start + chance.choice((0, 0, 1, 3))
        if end > length:
            return
        new = chance.choice(("", "a", "bcd"))
        if new or end > start:
            yield Edit(Span(start, end), new)
        at = end + 1


@pytest.mark.parametrize("seed", range(200))
def test_edits_of_edits_are_edits(seed: int) -> None:
    chance = random.Random(seed)
    text = "".join(chance.choices("甲乙丙丁", k=chance.randint(0, 25)))
    first = tuple(_random_edits(chance, len(text)))
    middle = apply(text, first)
    second = tuple(_random_edits(chance, len(middle)))
    whole = composed(first, second, len(middle))
    assert apply(text, [Edit(*e) for e in whole]) == apply(middle, second)
