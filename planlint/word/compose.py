"""Word files that are made anew: paragraphs and tables on A4, in fonts for Chinese; written without any library."""

import re
from collections.abc import Iterable, Sequence
from html import escape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from planlint.word import OWN
from planlint.word.names import RELATION, RELATIONS, TYPES, W_URI

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LONG_SIDE, _SHORT_SIDE, _MARGIN = 16838, 11906, 1134
"""A4 and its margins in twentieths of a point; 1134 are two centimetres."""

_SONG, _HEI = (f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{han}" w:cs="{latin}"/>' for latin, han in (("Times New Roman", "宋体"), ("Arial", "黑体")))
_HEADINGS = ((32, 240), (28, 200), (24, 160), (24, 120))
"""Size in half points and the space around them, of the headings by level."""

_STYLES = (
    f'<w:docDefaults><w:rPrDefault><w:rPr>{_SONG}<w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault>'
    "<w:pPrDefault/></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:qFormat/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="t"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
    '<w:top w:w="40" w:type="dxa"/><w:left w:w="85" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    f'<w:style w:type="paragraph" w:styleId="title"><w:name w:val="Title"/><w:basedOn w:val="a"/><w:pPr><w:spacing w:before="240" w:after="240"/><w:jc w:val="center"/></w:pPr>'
    f'<w:rPr>{_HEI}<w:b/><w:sz w:val="44"/><w:szCs w:val="44"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="body"><w:name w:val="Body Text"/><w:basedOn w:val="a"/><w:pPr><w:spacing w:line="360" w:lineRule="auto"/></w:pPr>'
    '<w:rPr><w:sz w:val="24"/><w:szCs w:val="24"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="blank"><w:name w:val="planlint blank"/><w:basedOn w:val="a"/><w:pPr><w:spacing w:line="120" w:lineRule="exact"/></w:pPr>'
    '<w:rPr><w:sz w:val="8"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="small"><w:name w:val="planlint small"/><w:basedOn w:val="a"/><w:pPr><w:spacing w:before="60" w:after="60"/></w:pPr>'
    '<w:rPr><w:color w:val="595959"/><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="cell"><w:name w:val="planlint cell"/><w:basedOn w:val="a"/><w:rPr><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr></w:style>'
    + "".join(
        f'<w:style w:type="paragraph" w:styleId="{n}"><w:name w:val="heading {n}"/><w:basedOn w:val="a"/><w:next w:val="a"/><w:qFormat/>'
        f'<w:pPr><w:keepNext/><w:spacing w:before="{space}" w:after="{space // 2}"/><w:outlineLvl w:val="{n - 1}"/></w:pPr>'
        f'<w:rPr>{_HEI}<w:b/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
        for n, (size, space) in enumerate(_HEADINGS, 1)
    )
)  # fmt: skip
_SETTINGS = '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
_FIELD = '<w:fldSimple w:instr=" {} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def legal(text: str) -> str:
    """A text in which what XML has no way to say is a replacement character."""
    return _NOT_XML.sub("\ufffd", text)


def run(text: str, looks: str = "") -> str:
    """Words with the looks of these properties; tabs and newlines are what they are."""
    properties = f"<w:rPr>{looks}</w:rPr>" if looks else ""
    words = (f'<w:t xml:space="preserve">{escape(piece, quote=False)}</w:t>' if piece not in ("\t", "\n") else _SIGNS[piece] for piece in re.split("([\t\n])", legal(text)) if piece)
    return f"<w:r>{properties}{''.join(words)}</w:r>"


_SIGNS = {"\t": "<w:tab/>", "\n": "<w:br/>"}


def paragraph(content: str = "", style: str = "", properties: str = "") -> str:
    """A paragraph; what is no markup in its content becomes a run."""
    runs = content if not content or content.startswith("<w:") else run(content)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{runs}</w:p>"


def cell(content: str, width: int, properties: str = "") -> str:
    """A cell of a table; what is no markup in it becomes a paragraph."""
    held = content if content.startswith("<w:p>") else paragraph(content, "cell")
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{held}</w:tc>'


def table(widths: Sequence[int], heads: Sequence[str], rows: Iterable[Sequence[str]], lines: bool = True) -> str:
    """A table whose heads are repeated on each page, and whose rows stay on one where they can; widths in twentieths of a point."""
    border = '<w:{} w:val="single" w:sz="4" w:space="0" w:color="7F7F7F"/>'
    sides = "".join(border.format(side) for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    out = [
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>{f"<w:tblBorders>{sides}</w:tblBorders>" if lines else ""}<w:tblLayout w:type="fixed"/></w:tblPr>',
        f"<w:tblGrid>{grid}</w:tblGrid>",
    ]
    if heads:
        shade = '<w:shd w:val="clear" w:color="auto" w:fill="E7EBF0"/><w:vAlign w:val="center"/>'
        named = (cell(paragraph(run(head, "<w:b/>"), "cell", '<w:keepNext/><w:jc w:val="center"/>'), width, shade) for head, width in zip(heads, widths, strict=True))
        out.append(f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(named)}</w:tr>")
    for row in rows:
        out.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cell(content, width) for content, width in zip(row, widths, strict=True))}</w:tr>")
    return "".join((*out, "</w:tbl>"))


def page_break() -> str:
    """The end of a page."""
    return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


def width(landscape: bool = False) -> int:
    """How wide the text of a page is, in twentieths of a point."""
    return (_LONG_SIDE if landscape else _SHORT_SIDE) - 2 * _MARGIN


def section(landscape: bool = False) -> str:
    """The end of a stretch of pages that lie so, without a foot: what is behind begins on a new page."""
    return f"<w:p><w:pPr>{_section(landscape, foot=False)}</w:pPr></w:p>"


def _section(landscape: bool, foot: bool = True) -> str:
    size = f'w:w="{_LONG_SIDE}" w:h="{_SHORT_SIDE}" w:orient="landscape"' if landscape else f'w:w="{_SHORT_SIDE}" w:h="{_LONG_SIDE}"'
    sides = " ".join(f'w:{side}="{_MARGIN}"' for side in ("top", "right", "bottom", "left"))
    reference = '<w:footerReference w:type="default" r:id="rId3"/>' if foot else ""
    return f'<w:sectPr>{reference}<w:pgSz {size}/><w:pgMar {sides} w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'


def document(body: Iterable[str], title: str = "", landscape: bool = False) -> bytes:
    """A Word file with these paragraphs and tables; `title` and the number of the page stand at the foot."""
    foot = run(f"{title}  " if title else "") + _FIELD.format("PAGE") + run(" / ") + _FIELD.format("NUMPAGES")
    relations = {"styles": "styles.xml", "settings": "settings.xml", "footer": "footer1.xml"}
    kinds = {"document": "document.main", "styles": "styles", "settings": "settings", "footer1": "footer"}
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{TYPES[1:-1]}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(f'<Override PartName="/word/{name}.xml" ContentType="{_MAIN}.{kind}+xml"/>' for name, kind in kinds.items()) + "</Types>",
        "_rels/.rels": _relations({"officeDocument": "word/document.xml"}),
        "word/_rels/document.xml.rels": _relations(relations),
        "word/document.xml": _part("document", f"<w:body>{''.join(body)}{_section(landscape)}</w:body>"),
        "word/styles.xml": _part("styles", _STYLES),
        "word/settings.xml": _part("settings", _SETTINGS),
        "word/footer1.xml": _part("ftr", paragraph(foot, "small", '<w:jc w:val="center"/>')),
    }  # fmt: skip
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as target:
        target.comment = OWN
        for name, content in parts.items():
            target.writestr(ZipInfo(name, (1980, 1, 1, 0, 0, 0)), _HEAD + content, ZIP_DEFLATED)
    return out.getvalue()


def _part(name: str, content: str) -> str:
    return f'<w:{name} xmlns:w="{W_URI}" xmlns:r="{RELATION}">{content}</w:{name}>'


def _relations(rows: dict[str, str]) -> str:
    named = (f'<Relationship Id="rId{n}" Type="{RELATION}/{kind}" Target="{target}"/>' for n, (kind, target) in enumerate(rows.items(), 1))
    return f'<Relationships xmlns="{RELATIONS[1:-1]}">{"".join(named)}</Relationships>'
