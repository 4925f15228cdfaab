"""Word files for the tests: a bare package of raw XML, and whole documents about an invented county with all that editors put into them."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" mc:Ignorable="wps"'
)
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

STYLES = "".join(
    (
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>',
        '<w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/><w:basedOn w:val="a"/></w:style>',
        *(
            f'<w:style w:type="paragraph" w:styleId="{n}"><w:name w:val="heading {n}"/><w:basedOn w:val="a"/>'
            f'<w:pPr><w:outlineLvl w:val="{n - 1}"/></w:pPr></w:style>'
            for n in range(1, 5)
        ),
        '<w:style w:type="paragraph" w:styleId="own"><w:name w:val="清河标题"/><w:basedOn w:val="2"/></w:style>',
    )
)
LEVELS = (
    ("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3."), ("decimal", "(%4)"),
    ("decimalEnclosedCircle", "%5"),
)  # fmt: skip


def level(at: int, form: str, text: str, more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(*lists: str, numbers: str = "") -> str:
    """The definitions of lists; list n is number n unless `numbers` says otherwise."""
    definitions = "".join(f'<w:abstractNum w:abstractNumId="{n}">{levels}</w:abstractNum>' for n, levels in enumerate(lists, 1))
    return definitions + (numbers or "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(1, len(lists) + 1)))


OFFICIAL = "".join(level(at, form, text) for at, (form, text) in enumerate(LEVELS))
ARTICLES = level(0, "chineseCountingThousand", "第%1章") + level(1, "chineseCountingThousand", "第%2条", '<w:lvlRestart w:val="0"/>')


def run(text: str, properties: str = "", tag: str = "t") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def paragraph(*content: str, style: str = "", properties: str = "", number: tuple[int, int] | None = None) -> str:
    """A paragraph; what is no markup in its content becomes a run."""
    runs = "".join(c if c.startswith("<") else run(c) for c in content)
    style = f'<w:pStyle w:val="{style}"/>' if style else ""
    numbered = f'<w:numPr><w:ilvl w:val="{number[0]}"/><w:numId w:val="{number[1]}"/></w:numPr>' if number else ""
    return f"<w:p><w:pPr>{style}{numbered}{properties}</w:pPr>{runs}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    """A table; what is no markup in a cell becomes a paragraph."""
    cells = ("".join(f"<w:tc>{c if c.startswith('<') else paragraph(c)}</w:tc>" for c in row) for row in rows)
    return f"<w:tbl><w:tblPr/>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def changed(kind: str, content: str) -> str:
    """A tracked change."""
    return f'<w:{kind} w:id="900" w:author="张三">{content}</w:{kind}>'


def box(*paragraphs: str) -> str:
    """A run with a text box, as Word writes it: for new programs and once more for old ones."""
    inside = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><wp:extent cx="2000000" cy="900000"/><wp:docPr id="1" name="框"/>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr>'
        '<a:xfrm><a:off x="0" y="0"/><a:ext cx="2000000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
        f"<wps:txbx>{inside}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def note(kind: str, number: int) -> str:
    """The mark of a note."""
    return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'


def notes(kind: str, *texts: str) -> str:
    """The notes of a document, from 1, behind the separator that Word puts before them."""
    plain = "".join(f'<w:{kind} w:id="{n}">{paragraph(f"<w:r><w:{kind}Ref/></w:r>", text)}</w:{kind}>' for n, text in enumerate(texts, 1))
    return f'<w:{kind} w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:{kind}>{plain}'


def field(instruction: str, result: str) -> str:
    """A field with its instruction and its result."""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


SECTION = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1800" w:bottom="1440" w:left="1800" w:header="851" w:footer="992" w:gutter="0"/></w:sectPr>'


def docx(*blocks: str, parts: Mapping[str, str] | None = None, extra: Mapping[str, bytes] | None = None) -> bytes:
    """A Word file with these blocks; `parts` are styles, numbering, footnotes, endnotes, comments, each the content of its root."""
    parts = {"styles": STYLES, **(parts or {})}
    roots = {"comments": "comments", "styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "endnotes": "endnotes"}
    files = {
        "[Content_Types].xml": f'<Types xmlns="{TYPES}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{MAIN_TYPE}.document.main+xml"/>'
        + "".join(f'<Override PartName="/word/{name}.xml" ContentType="{MAIN_TYPE}.{name}+xml"/>' for name in parts)
        + "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{''.join(blocks)}{SECTION}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{RELATIONS}">'
        + "".join(f'<Relationship Id="rId{n}" Type="{OFFICE}/{name}" Target="{name}.xml"/>' for n, name in enumerate(parts, 1))
        + "</Relationships>",
        **{f"word/{name}.xml": f"<w:{roots[name]} {NAMESPACES}>{content}</w:{roots[name]}>" for name, content in parts.items()},
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in files.items():
            target.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), HEAD + content, zipfile.ZIP_DEFLATED)
        for name, data in (extra or {}).items():
            target.writestr(name, data)
    return out.getvalue()


TITLES = ("总体要求", "重点任务", "产业发展", "乡村振兴", "民生保障", "生态环境", "组织实施", "防汛抗旱", "城乡建设", "教育医疗")
SENTENCES = (
    "清河县坚持稳中求进，加快补齐基础设施短板。", "推进清河灌区续建配套，新增恢复灌溉面积三万亩。", "支持县职业学校与企业共建实训基地。",
    "完善县乡村三级卫生服务网络，方便群众就近看病。", "整治河道二十六公里，建成沿河步道。", "改造老旧小区四十二个，惠及居民八千户。",
    "健全粮食收储制度，稳定粮食播种面积。", "开展安全生产专项检查，消除隐患三百处。", "引导农户发展林下经济，拓宽增收渠道。",
)  # fmt: skip
SLIPS = (
    "扎实推进各项工工作，确保取得实效。", "加快建设现代代化产业园区。", "全县上下要统一思想,凝聚力量。", "清河县水利局负责落实，，按期完成。",
    "提升基层治理水平水平，服务群众。",
)  # fmt: skip
FONT = '<w:rFonts w:ascii="Times New Roman" w:eastAsia="仿宋_GB2312" w:hAnsi="Times New Roman"/>'
LOOKS = ("", FONT, "<w:b/>", '<w:i/><w:sz w:val="32"/>', '<w:color w:val="FF0000"/>', f'{FONT}<w:u w:val="single"/>')


class Maker:
    """Whole documents, the same for the same number."""

    def __init__(self, number: int) -> None:
        self.chance = random.Random(number)
        self.footnotes: list[str] = []
        self.endnotes: list[str] = []

    def text(self, slips: bool = True) -> str:
        chosen = self.chance.sample(SENTENCES, self.chance.randint(1, 4))
        if slips and self.chance.random() < 0.5:
            chosen.insert(self.chance.randrange(len(chosen) + 1), self.chance.choice(SLIPS))
        return "".join(chosen)

    def runs(self, text: str) -> str:
        """A text in runs of many looks that break it anywhere."""
        out = ""
        while text:
            size = self.chance.randint(1, 18)
            out += self.chance.choice(('<w:bookmarkStart w:id="7" w:name="b7"/><w:bookmarkEnd w:id="7"/>', "", "", '<w:proofErr w:type="spellStart"/>'))
            out += run(text[:size], self.chance.choice(LOOKS))
            text = text[size:]
        return out

    def block(self) -> str:
        kind = self.chance.choice(("plain",) * 5 + ("heading", "list", "list", "table", "footnote", "endnote", "box", "field", "changes", "break", "frame"))
        match kind:
            case "heading":
                return paragraph(self.chance.choice(TITLES), style=self.chance.choice(("1", "2", "3", "own")))
            case "list":
                return "".join(paragraph(self.runs(self.text()), number=(self.chance.randrange(5), 1)) for _ in range(self.chance.randint(2, 5)))
            case "table":
                return table(("指标", "单位", "二〇三〇年"), ("粮食总产量", "万吨", paragraph("四十") + paragraph("（力争）")), (self.text(), "个", "12"))
            case "footnote":
                self.footnotes.append(self.text())
                return paragraph(self.runs(self.text()), note("footnote", len(self.footnotes)), self.text())
            case "endnote":
                self.endnotes.append(self.text())
                return paragraph(self.text(), note("endnote", len(self.endnotes)))
            case "box":
                return paragraph(self.text(), box(paragraph("专栏：" + self.chance.choice(TITLES)), paragraph(self.text())))
            case "field":
                return paragraph("详见", field(" REF _a \\h ", "第三章"), self.text())
            case "changes":
                return paragraph(
                    self.text(), changed("del", run("原来的说法", tag="delText")), changed("ins", run("新的说法", FONT)), self.text(),
                    '<w:commentRangeStart w:id="5"/>', self.text(), '<w:commentRangeEnd w:id="5"/><w:r><w:commentReference w:id="5"/></w:r>',
                )  # fmt: skip
            case "break":
                return paragraph(self.text(), "<w:r><w:br/></w:r>", self.text(), "<w:r><w:tab/></w:r>", self.text())
            case "frame":
                return table((paragraph(self.text()) + paragraph(self.text()),))
        return paragraph(self.runs(self.text()))

    def document(self) -> bytes:
        blocks = [paragraph("清河县第十五个五年规划纲要", style="t"), *(self.block() for _ in range(self.chance.randint(12, 30))), paragraph(self.text(False))]
        comment = f'<w:comment w:id="5" w:author="李四">{paragraph("请核实")}</w:comment>'
        parts = {"numbering": numbering(OFFICIAL), "comments": comment}
        if self.footnotes:
            parts["footnotes"] = notes("footnote", *self.footnotes)
        if self.endnotes:
            parts["endnotes"] = notes("endnote", *self.endnotes)
        return docx(*blocks, parts=parts)


def made(number: int) -> bytes:
    """A whole document."""
    return Maker(number).document()


REWORDED = (
    ("清河县", "清河市"), ("加快补齐", "补齐补强"), ("二十六公里", "三十公里"), ("惠及居民八千户", "惠及居民九千余户"), ("健全", "完善"), ("，稳定粮食播种面积", ""),
    ("农户", "农民"), ("专栏", "专题"), ("指标", "主要指标"), ("万吨", "千吨"), ("四十", "四十五"),
)  # fmt: skip


def revised(number: int) -> tuple[bytes, bytes]:
    """Two versions of a whole document: the new one with paragraphs, rows of tables and notes put in, taken out, moved, divided, reworded."""
    maker, chance = Maker(number), random.Random(number + 1000)
    blocks = [maker.block() for _ in range(maker.chance.randint(12, 30))]
    last = paragraph(maker.text(False))
    old = _whole(maker, blocks, last)
    for _ in range(chance.randint(2, 7)):
        at = chance.randrange(len(blocks))
        match chance.choice(("delete", "insert", "move", "divide", "row", "heading", "reword", "reword", "reword")):
            case "delete":
                del blocks[at]
            case "insert":
                blocks.insert(at, maker.block())
            case "move":
                block = blocks.pop(at)
                blocks.insert(chance.randrange(len(blocks) + 1), block)
            case "divide" if not any(word in blocks[at] for word in ("w:del ", "txbx", "fldChar", "w:tbl")):
                blocks[at] = blocks[at].replace("。", "。</w:t></w:r></w:p><w:p><w:r><w:t>", 1)
            case "row" if "<w:tbl>" in blocks[at]:
                row = chance.choice(blocks[at].split("<w:tr>")[1:]).split("</w:tr>")[0]
                new = "".join(f"<w:tc>{paragraph(words)}</w:tc>" for words in ("城镇化率", "%", "六十七")[: row.count("<w:tc>")])
                blocks[at] = blocks[at].replace(f"<w:tr>{row}</w:tr>", f"<w:tr>{row}</w:tr><w:tr>{new}</w:tr>" if chance.random() < 0.6 else "", 1)
            case "heading" if blocks[at].startswith("<w:p><w:pPr><w:p") is False:
                blocks[at] = blocks[at].replace("<w:pPr>", '<w:pPr><w:pStyle w:val="2"/>', 1)
            case _:
                blocks[at] = blocks[at].replace(*chance.choice(REWORDED))
    return old, _whole(maker, blocks, last)


def _whole(maker: Maker, blocks: list[str], last: str) -> bytes:
    parts = {"numbering": numbering(OFFICIAL), "comments": f'<w:comment w:id="5" w:author="李四">{paragraph("请核实")}</w:comment>'}
    parts |= {kind: notes(kind.removesuffix("s"), *texts) for kind, texts in (("footnotes", maker.footnotes), ("endnotes", maker.endnotes)) if texts}
    return docx(paragraph("清河县第十五个五年规划纲要", style="t"), *blocks, last, parts=parts)
