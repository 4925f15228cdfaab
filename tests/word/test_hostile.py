"""What is no Word file, or one made to do harm: a clear refusal or a text, in little time and room, and nothing outside is read."""

from __future__ import annotations

import io
import random
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from documents import NAMESPACES, docx, made, numbering, paragraph

from planlint import files
from planlint.errors import UserError
from planlint.text.document import Document
from planlint.word import package

TEXT = docx(paragraph("清河县。"))


def with_entry(name: str, content: bytes | str, base: bytes = TEXT) -> bytes:
    """A Word file with an entry replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(base)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            if entry.filename != name:
                target.writestr(entry, source.read(entry))
        target.writestr(name, content)
    return out.getvalue()


def body(content: str, head: str = "") -> bytes:
    return with_entry("word/document.xml", f'{head}<w:document {NAMESPACES}><w:body>{content}</w:body></w:document>')


def claiming(data: bytes, size: int) -> bytes:
    """A Word file whose first entry of a text says that it has this size unpacked."""
    at = data.index(b"PK\x01\x02")
    while not data[at + 46 :].startswith(b"word/document.xml"):
        at = data.index(b"PK\x01\x02", at + 4)
    return data[: at + 24] + size.to_bytes(4, "little") + data[at + 28 :]


def encrypted(data: bytes) -> bytes:
    at = data.index(b"PK\x01\x02")
    while not data[at + 46 :].startswith(b"_rels/.rels"):
        at = data.index(b"PK\x01\x02", at + 4)
    return data[: at + 8] + b"\x01\x00" + data[at + 10 :]


def without(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(TEXT)) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.infolist():
            if entry.filename != name:
                target.writestr(entry, source.read(entry))
    return out.getvalue()


RELATIONS = TEXT and zipfile.ZipFile(io.BytesIO(TEXT)).read("word/_rels/document.xml.rels").decode()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", ["不是 Word 文件"]),
        ("清河县。".encode(), ["不是 Word 文件", "另存为 .docx"]),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), [".doc", "密码"]),
        (TEXT[: len(TEXT) // 2], ["压缩包不完整"]),
        (TEXT[:-30], ["压缩包不完整"]),
        (encrypted(TEXT), ["密码"]),
        (without("word/document.xml"), ["没有 Word 正文"]),
        (without("_rels/.rels"), ["没有 Word 正文"]),
        (with_entry("../../etc/passwd", "x"), ["越界路径"]),
        (with_entry("/etc/passwd", "x"), ["越界路径"]),
        (with_entry("word\\..\\..\\x", "x"), ["越界路径"]),
        (with_entry("C:/x", "x"), ["越界路径"]),
        (with_entry("word/./../../x", "x"), ["越界路径"]),
        (claiming(TEXT, 0xFFFF_FFF0), ["过大", "MiB"]),
        (body("<w:p>" * 10_000 + "</w:p>" * 10_000), ["不是正确的 XML"]),
        (body("<w:p>"), ["不是正确的 XML"]),
        (with_entry("word/document.xml", "<w/>"), ["不是 Word 文档"]),
        (with_entry("word/document.xml", f"<w:document {NAMESPACES}/>"), ["没有正文"]),
        (with_entry("word/document.xml", '<x:document xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main"/>'), ["严格"]),
        (body("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), ["文档类型声明"]),
        (body("<w:p/>", '<!DOCTYPE w SYSTEM "http://example.invalid/x.dtd">'), ["文档类型声明"]),
        (body("<w:p/>", "<!DOCTYPE w [" + '<!ENTITY a "哈哈">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "&a;" * 10}">' for n in range(9)) + "]>"), ["文档类型声明"]),
    ],
)  # fmt: skip
def test_a_clear_refusal(data: bytes, words: list[str]) -> None:
    with pytest.raises(UserError) as error:
        files.decode(data, "甲.docx")
    said = str(error.value)
    assert said.startswith("甲.docx: ")
    assert "\n" not in said
    assert all(word in said for word in words), said


@pytest.mark.parametrize("name", ["甲.txt", "甲.doc", "-"])
def test_an_old_word_file_is_known_whatever_its_name(name: str) -> None:
    with pytest.raises(UserError, match=r"旧式 \.doc"):
        files.decode(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), name)


def test_an_entry_that_is_there_twice_is_refused() -> None:
    out = io.BytesIO(TEXT)
    with zipfile.ZipFile(out, "a") as target, pytest.warns(UserWarning, match="Duplicate"):
        target.writestr("word/document.xml", "<x/>")
    with pytest.raises(UserError, match="有两个"):
        files.decode(out.getvalue(), "甲.docx")


def test_what_unpacks_to_more_than_it_says_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = body("<w:p/>" + " " * 3_000_000)
    monkeypatch.setattr(package, "MOST_BYTES", 1_000_000)
    with pytest.raises(UserError, match="过大"):
        files.decode(bomb, "甲.docx")
    with pytest.raises(UserError, match=r"过大|已损坏"):
        files.decode(claiming(bomb, 500), "甲.docx")


def test_too_much_markup_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MOST_NODES", 10_000)
    with pytest.raises(UserError, match="标记过多"):
        files.decode(body("<w:p/>" * 10_000), "甲.docx")


def test_addresses_are_not_followed_and_macros_not_minded() -> None:
    far = RELATIONS.replace('Target="styles.xml"', 'Target="http://example.invalid/styles.xml" TargetMode="External"')
    assert files.decode(with_entry("word/_rels/document.xml.rels", far), "甲.docx").text == "清河县。\n"
    near = RELATIONS.replace('Target="styles.xml"', 'Target="../../../../etc/passwd"')
    assert files.decode(with_entry("word/_rels/document.xml.rels", near), "甲.docx").text == "清河县。\n"
    assert files.decode(with_entry("word/vbaProject.bin", b"\0" * 100), "甲.docm").text == "清河县。\n"


def test_styles_and_lists_that_go_in_circles() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="x"><w:basedOn w:val="y"/></w:style><w:style w:type="paragraph" w:styleId="y"><w:basedOn w:val="x"/></w:style>'
    lists = '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="z"/></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    styles += '<w:style w:type="numbering" w:styleId="z"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    data = docx(paragraph("清河县。", style="x", number=(0, 1)), parts={"styles": styles, "numbering": lists})
    assert files.decode(data, "甲.docx").text == "清河县。\n"


def test_much_of_the_same_is_not_looked_at_again_and_again() -> None:
    """Each of these would take hours if every paragraph or word looked at all of it."""
    many = 60_000
    fields = '<w:r><w:fldChar w:fldCharType="begin"/><w:fldChar w:fldCharType="separate"/></w:r>' * many
    assert len(files.decode(docx(paragraph(fields, "<w:r><w:t>字</w:t></w:r>" * many)), "甲.docx").text) == many + 1
    styles = "".join(f'<w:style w:type="paragraph" w:styleId="s{n}"><w:basedOn w:val="s{n + 1}"/></w:style>' for n in range(many))
    assert files.decode(docx(paragraph("文", style="s0"), parts={"styles": styles}), "甲.docx").text == "文\n"
    overrides = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>' * many
    numbers = f'<w:num w:numId="1"><w:abstractNumId w:val="1"/>{overrides}</w:num>'
    lists = numbering('<w:lvl w:ilvl="0"><w:lvlText w:val="%1."/><w:pStyle w:val="y"/></w:lvl>' * many, numbers=numbers)
    data = docx(*[paragraph("文", number=(0, 1))] * many, parts={"numbering": lists})
    assert files.decode(data, "甲.docx").text.endswith(f"{many}. 文\n")
    gone = paragraph("文", properties='<w:rPr><w:del w:id="1" w:author="甲"/></w:rPr>')
    assert len(files.decode(docx(*[gone] * many, paragraph("末")), "甲.docx").text) == many + 2


def test_a_number_that_is_a_book_is_cut() -> None:
    lists = f'<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:lvlText w:val="{"长" * 10_000}"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    assert len(files.decode(docx(paragraph("文", number=(0, 1)), parts={"numbering": lists}), "甲.docx").text) < 200


def test_a_bomb_of_ten_gigabytes_takes_little_room(tmp_path: Path) -> None:
    """In a process of its own, whose peak can be measured: a part of zeros that says it is small, and one of tags."""
    many = body("<w:p/>" * 20_000_000)
    (tmp_path / "甲.docx").write_bytes(claiming(with_entry("word/document.xml", bytes(300 << 20)), 0xFFFF_0000))
    (tmp_path / "乙.docx").write_bytes(many)
    del many
    code = (
        "import resource, sys\nfrom planlint import files\nfrom planlint.errors import UserError\n"
        "for name in sys.argv[1:]:\n"
        "    try: files.read(name)\n"
        "    except UserError as error: assert '拆分' in str(error), error\n"
        "    else: raise SystemExit('read')\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    ran = subprocess.run([sys.executable, "-c", code, *map(str, tmp_path.glob("*.docx"))], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    unit = 1 if sys.platform == "darwin" else 1024
    assert int(ran.stdout) * unit < 1 << 30


def mutated(data: bytes, chance: random.Random) -> bytes:
    """A valid file with bytes changed, in the zip file or in one of its parts."""
    if chance.random() < 0.3:
        return _spoiled(data, chance)
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        name = chance.choice(source.namelist())
        content = source.read(name)
    return with_entry(name, _spoiled(content, chance) if chance.random() < 0.5 else _shuffled(content, chance), data)


def _spoiled(data: bytes, chance: random.Random) -> bytes:
    spoiled = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
    return bytes(spoiled[: chance.randrange(len(spoiled))] if chance.random() < 0.2 else spoiled)


def _shuffled(content: bytes, chance: random.Random) -> bytes:
    """XML with a name, a value or an element out of its place; often still well formed."""
    from lxml import etree

    root = etree.fromstring(content)
    nodes = list(root.iter())
    for _ in range(chance.randint(1, 6)):
        node, other = chance.choice(nodes), chance.choice(nodes)
        match chance.randrange(4):
            case 0:
                node.tag = other.tag
            case 1:
                for key in node.attrib:
                    node.set(key, chance.choice(["", "-1", "99999999999", "x", "0"]))
            case 2 if node is not root and node not in other.iterancestors() and node is not other:
                other.append(node)
            case 3 if node is not root and node.getparent() is not None:
                node.getparent().remove(node)
    return etree.tostring(root)


@pytest.mark.parametrize("seed", range(30))
def test_mutated_files_give_a_text_or_a_clear_error(seed: int) -> None:
    chance = random.Random(seed)
    data = made(seed)
    for _ in range(12):
        view = chance.choice(["accepted", "original", "both"])
        assert said(mutated(data, chance), view)[:8] in ("", "甲.docx: ")


def said(data: bytes, view: str) -> str:
    """What is wrong with a file; "" where it has a text, of which everything is known that rules ask for."""
    try:
        source = files.decode(data, "甲.docx", view=view)
    except UserError as error:
        return str(error)
    document = Document(source.text, layout=source.layout)
    assert document.outline is not None
    assert len(document.prose) == len(document.text)
    return ""
