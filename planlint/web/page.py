"""The main text of a web page: the smallest part of it that holds nearly all of its sentences, and the title above that.

What stands around it (navigation, header, footer, related links, buttons to share and print) is counted and left out, as are scripts
and forms. Which part that is, the text itself decides, after Kohlschütter, Fankhauser and Nejdl, "Boilerplate Detection using Shallow
Text Features" (2010): sentences outside of links make a text, words in links do not. Names of classes only say what may be left out.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from lxml import etree, html

from planlint.errors import UserError
from planlint.text.layout import Layout, Line
from planlint.text.spans import Span

Element = Any

_UNSEEN = ("script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "canvas", "audio", "video", "head", "link", "meta")
_CONTROLS = ("select", "button", "input", "textarea", "datalist")
_BLOCKS = {
    "p", "div", "section", "article", "main", "header", "footer", "nav", "aside", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "figure",
    "figcaption", "center", "form", "fieldset", "legend", "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6",
    "hr", "address", "details", "summary", "body", "html",
}  # fmt: skip
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_AROUND = {
    "header": re.compile(r"(?:^|[-_\s])(?:nav|navi|navbar|navigation|menu|header|head|top|topbar|crumbs?|breadcrumbs?|position|location|weizhi|search|login|logo|banner)(?:$|[-_\s\d])"),
    "footer": re.compile(r"(?:^|[-_\s])(?:footer|foot|copyright|bottom|beian|friendlink|links?)(?:$|[-_\s\d])"),
    "related": re.compile(r"(?:^|[-_\s])(?:related?|recommend|sidebar|aside|xgyd|xglj|xgwj|xgxx|hot|rank|list_?link|prev|next|pager?|pages|pagination|comments?|attachments?_?list)(?:$|[-_\s\d])"),
    "tools": re.compile(r"(?:^|[-_\s])(?:m-share|share|bdshare\w*|social|print|toolbar|tools?|qr_?code|erweima|ewm|font_?size|size_box|collect|favou?rite|bg-code|edit(?:or)?|zrbj)(?:$|[-_\s\d])"),
}  # fmt: skip
"""What classes and ids are called that stand around a text, by what they are."""
_TAGS = {"nav": "header", "header": "header", "footer": "footer", "aside": "related", "dialog": "tools"}
_ROLES = {"navigation": "header", "banner": "header", "search": "header", "menu": "header", "contentinfo": "footer", "complementary": "related", "toolbar": "tools"}
WORDS = {
    "header": "页眉和导航", "footer": "页脚", "related": "相关链接", "tools": "分享、打印等按钮", "form": "表单", "other": "正文以外的文字",
}  # fmt: skip
_ENGLISH = {"header": "header and navigation", "footer": "footer", "related": "links", "tools": "buttons", "form": "forms", "other": "other"}
_SENTENCE = re.compile(r"[，。；：！？,.;:!?]")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_WIDE = "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
_JOINT = re.compile(rf"(?<={_WIDE})[ \t\f]*[\r\n][ \t\r\n\f]*(?={_WIDE})")
"""White space with a newline between wide characters, which is none: CSS Text Module Level 3, segment break transformation."""

MOST = 0.9
"""The share of all sentences that the main text holds."""
FEW = 0.2
"""The share of them up to which what is called like something around a text is left out."""
LINKED = 0.7
"""The share of its words in links from which on a list of links is one."""
LONGEST_CELL = 200
"""Characters of a cell above which a table is a frame for text."""


class Page:
    """Where the characters of a text stand in a page, and what was left out of it."""

    def __init__(self, places: tuple[tuple[int, str, int], ...], note: str) -> None:
        self._places = places
        self.note = note

    def place(self, span: Span) -> dict[str, Any]:
        """The element and the line of the file (from 1) at the beginning and at the end of a span."""
        return {"start": self._at(span.start), "end": self._at(max(span.start, span.end - 1))}

    def _at(self, offset: int) -> dict[str, Any] | None:
        at = bisect_right(self._places, offset, key=lambda row: row[0]) - 1
        return {"element": self._places[at][1], "line": self._places[at][2]} if at >= 0 else None


def read(text: str, path: str) -> tuple[str, Layout]:
    """The main text, and its layout. Raises UserError for what is no page that can be read."""
    tree = _parsed(text if text.strip() else "<p>", path)
    if tree.find(".//frame") is not None:
        raise UserError(f"{path}: 网页由框架拼成，正文在别的文件里，请打开正文另存 (made of frames, its text is in other files; save that)")
    body = tree.find("body")
    if body is None:
        return "", Layout((), (), Page((), ""))
    left: Counter[str] = Counter()
    _clear(body, left)
    total = _size(body)
    whole = sum(_sentences(body).values())
    main, title = _main(body, whole, tree), None
    good = _sentences(main)
    for element, kind in list(_around(main, good, whole)):
        if element.getparent() is not None:
            left[kind] += _size(element)
            element.drop_tree()
    title = _title(tree, body, main)
    reader = _Reader()
    if title is not None:
        reader.heading(title)
    reader.walk(main)
    kept = sum(1 for c in reader.text if not c.isspace())
    left["other"] += max(0, total - _size(main) - sum(n for kind, n in left.items() if kind != "form") - (_size(title) if title is not None else 0))
    for kind, size in _outside(body, main).items():
        moved = min(size, left["other"])
        left[kind] += moved
        left["other"] -= moved
    return reader.text, Layout(tuple(reader.lines), (), Page(tuple(reader.places), _note(path, kept, left)))


def _parsed(text: str, path: str) -> Element:
    """The tree of a page. Nothing outside of it is read."""
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True, no_network=True)
    try:
        tree = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text.replace("\0", "\ufffd")), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UserError(f"{path}: 不是能读的网页，请另存为文本或 .docx (no page that can be read; save it as text or .docx): {error}") from error
    if any("xcessive depth" in entry.message for entry in parser.error_log):
        raise UserError(f"{path}: 网页的标记嵌套过深，不予读取；请另存为文本 (its markup is nested too deeply; save the page as text)")
    return tree


def _clear(body: Element, left: Counter[str]) -> None:
    """Take out what no reader sees, and forms."""
    for element in [e for e in body.iter(etree.Element) if e is not body]:
        if element.getparent() is None:
            continue
        style = element.get("style", "").replace(" ", "").lower()
        hidden = element.get("hidden") is not None or "display:none" in style or "visibility:hidden" in style
        if element.tag in _UNSEEN or element.tag in _CONTROLS or hidden:
            if element.tag in _CONTROLS:
                left["form"] += _size(element)
            element.drop_tree()


def _size(element: Element) -> int:
    """The characters of an element that are no white space."""
    return sum(len("".join(text.split())) for text in element.itertext())


def _sentences(root: Element) -> dict[Element, int]:
    """Of each element with text of its own, the characters of its sentences outside of links."""
    found: dict[Element, int] = {}
    links = {e for link in root.iter("a") for e in link.iter()}
    for element in root.iter(etree.Element):
        for text, holder in ((element.text, element), (element.tail, element.getparent())):
            if text and holder is not None and holder not in links and (element is not root or text is element.text):
                words = "".join(text.split())
                if len(words) >= 10 and _SENTENCE.search(words):
                    found[holder] = found.get(holder, 0) + len(words)
    return found


def _sums(root: Element, found: dict[Element, int]) -> dict[Element, int]:
    """Of each element, what all that it holds comes to."""
    sums = dict.fromkeys(root.iter(etree.Element), 0)
    for element, size in found.items():
        while element is not None and element in sums:
            sums[element] += size
            if element is root:
                break
            element = element.getparent()
    return sums


def _main(body: Element, whole: int, tree: Element) -> Element:
    """The smallest block that holds nearly all sentences."""
    sums = _sums(body, _sentences(body))
    at = body
    while True:
        below = next((child for child in at if isinstance(child.tag, str) and child.tag in _BLOCKS and whole and sums[child] >= MOST * whole), None)
        if below is None or below.tag in ("p", "pre", "li", "tr", *_HEADINGS) or (below.tag in ("table", "ul", "ol") and at.tag != "body"):
            return at
        at = below


def _around(main: Element, good: dict[Element, int], whole: int) -> Iterator[tuple[Element, str]]:
    """What stands around the text within its own block: what is called so, and lists of links."""
    sums = _sums(main, good)
    for element in main.iterdescendants(etree.Element):
        if element.tag not in _BLOCKS and element.tag not in ("span", "a"):
            continue
        kind = _kind(element)
        if kind and sums[element] <= FEW * whole and not (kind == "header" and element.find(".//h1") is not None):
            yield element, kind
        elif element.tag in ("ul", "ol", "div", "table", "dl") and _is_links(element):
            yield element, "related"


def _kind(element: Element) -> str:
    """What an element around a text is, by its name, its role, its classes and its id; "" for none."""
    if element.tag in _TAGS or element.get("role", "").lower() in _ROLES:
        return _TAGS.get(element.tag) or _ROLES[element.get("role", "").lower()]
    names = f"{element.get('class', '')} {element.get('id', '')}".lower()
    return next((kind for kind, pattern in _AROUND.items() if names.strip() and pattern.search(names)), "")


def _is_links(element: Element) -> bool:
    """Whether a list holds hardly more than links."""
    links = [link for link in element.iter("a") if link.get("href")]
    return len(links) >= 3 and sum(_size(link) for link in links) >= LINKED * _size(element) > 0


def _outside(body: Element, main: Element) -> Counter[str]:
    """What stands outside of the block of the text, by what it is."""
    found: Counter[str] = Counter()
    above = {main, *main.iterancestors()}
    stack = [body]
    while stack:
        element = stack.pop()
        for child in element.iterchildren(etree.Element):
            if child is main:
                continue
            if child not in above and (kind := _kind(child) or ("related" if _is_links(child) else "")):
                found[kind] += _size(child)
            else:
                stack.append(child)
    return found


def _title(tree: Element, body: Element, main: Element) -> Element | None:
    """The title that stands above the block of the text: its last heading of the first level, or what the page is called."""
    if main.find(".//h1") is not None:
        return None
    before = []
    for element in body.iter(etree.Element):
        if element is main:
            break
        before.append(element)
    heads = [e for e in before if e.tag == "h1" and _size(e) and e not in set(main.iterancestors())]
    if heads:
        return heads[-1]
    named = [e.get("content", "") for e in tree.iter("meta") if e.get("name", "").lower() == "articletitle"]
    named += [e.text or "" for e in tree.iter("title")]
    wanted = {"".join(name.split()) for name in named} - {""}
    for element in reversed(before):
        words = "".join("".join(element.itertext()).split())
        if 4 <= len(words) <= 120 and any(words == name or name.startswith((f"{words}_", f"{words}-", f"{words}|", f"{words}—")) for name in wanted):
            return element
    return None


class _Open(NamedTuple):
    """A block that is open: its element, the level of a heading, the mark of an item of a list."""

    element: Element
    level: int = 0


class _Reader:
    """The lines of a text, in the order in which they are read."""

    def __init__(self) -> None:
        self._out: list[str] = []
        self._at = 0
        self.lines: list[Line] = []
        self.places: list[tuple[int, str, int]] = []
        self._pieces: list[str] = []
        self._bold: list[bool] = []
        self._blocks: list[_Open] = []
        self._strong = 0
        self._mark = ""
        self._counts: list[int] = []

    @property
    def text(self) -> str:
        """All lines."""
        return "".join(self._out)

    def heading(self, element: Element) -> None:
        """A heading of the first level that stands apart from the text."""
        self._blocks.append(_Open(element, 1))
        self._add("".join(element.itertext()))
        self._flush()
        self._blocks.pop()

    def walk(self, root: Element) -> None:
        """Read an element from its beginning to its end."""
        walker = etree.iterwalk(root, events=("start", "end"))
        skipped: Element | None = None
        for event, element in walker:
            if skipped is not None:
                if event == "end" and element is skipped:
                    skipped = None
                    self._add(element.tail or "") if element is not root else None
                continue
            if event == "start":
                if element.tag == "table" and _is_data(element):
                    self._flush()
                    self._table(element)
                    skipped = element
                else:
                    self._start(element)
            else:
                self._end(element)
                if element is not root:
                    self._add(element.tail or "")
        self._flush()

    def _start(self, element: Element) -> None:
        tag = element.tag
        if tag in _BLOCKS:
            self._flush()
            self._blocks.append(_Open(element, _HEADINGS.get(tag, 0)))
        if tag in ("ul", "ol"):
            start = element.get("start", "1")
            self._counts.append(int(start) if tag == "ol" and start.isascii() and start.isdecimal() and len(start) < 6 else 1 if tag == "ol" else 0)
        elif tag == "li":
            self._mark = self._item()
        elif tag == "br":
            self._pieces.append("\n")
            self._bold.append(True)
        elif tag in ("b", "strong"):
            self._strong += 1
        self._add(element.text or "")

    def _end(self, element: Element) -> None:
        if element.tag in _BLOCKS:
            self._flush()
            self._blocks.pop()
        if element.tag in ("ul", "ol"):
            self._counts.pop()
        elif element.tag in ("b", "strong"):
            self._strong -= 1

    def _item(self) -> str:
        """The mark before an item of a list, as browsers show it."""
        if not self._counts or not self._counts[-1]:
            return "• "
        self._counts[-1] += 1
        return f"{self._counts[-1] - 1}. "

    def _add(self, text: str) -> None:
        if not text:
            return
        if not any(open_.element.tag == "pre" for open_ in self._blocks):
            text = _JOINT.sub("", text)
            text = _BLANKS.sub(" ", text)
        self._pieces.append(text)
        self._bold.append(bool(self._strong) or not text.strip())

    def _flush(self) -> None:
        """End a line, if there is one."""
        said = "".join(self._pieces)
        bold = all(self._bold)
        self._pieces, self._bold = [], []
        rows = [re.sub(" {2,}", " ", row).strip("\ufeff\u200b").strip() for row in said.split("\n")]
        rows = [row for row in rows if row]
        if not rows or not self._blocks:
            return
        block = self._blocks[-1]
        level = next((open_.level for open_ in reversed(self._blocks) if open_.level), 0)
        mark, self._mark = self._mark, ""
        start = self._at
        self.places.append((start, block.element.tag, block.element.sourceline or 0))
        self._put(f"{mark}{rows[0]}" + "".join(f"\n{row}" for row in rows[1:]))
        if level or bold:
            self.lines.append(Line(Span(start, self._at), "heading" if level else "", level, bold))
        self._put("\n")

    def _table(self, table: Element) -> None:
        """The rows of a table, a line each, with tabs between the cells."""
        for row in table.iter("tr", "caption"):
            cells = [" ".join("".join(cell.itertext()).split()) for cell in row if cell.tag in ("td", "th")] or [" ".join("".join(row.itertext()).split())]
            if not any(cells):
                continue
            start = self._at
            self.places.append((start, row.tag, row.sourceline or 0))
            self._put("\t".join(cells))
            if row.tag == "tr":
                self.lines.append(Line(Span(start, self._at), "table"))
            self._put("\n")

    def _put(self, text: str) -> None:
        self._out.append(text)
        self._at += len(text)


def _is_data(table: Element) -> bool:
    """Whether a table is one of figures and words, and no frame for text."""
    if next(table.iterdescendants("table"), None) is not None:
        return False
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    return any(len(row) > 1 for row in rows) and all(_size(cell) <= LONGEST_CELL for row in rows for cell in row)


def _note(path: str, kept: int, left: Counter[str]) -> str:
    """What was left out, in one line; "" where nothing was."""
    found = [(kind, left[kind]) for kind in WORDS if left[kind]]
    if not found:
        return ""
    chinese = "、".join(f"{WORDS[kind]} {size:,} 字" for kind, size in found)
    english = ", ".join(f"{_ENGLISH[kind]} {size:,}" for kind, size in found)
    return f"{path}: 网页只检查正文 {kept:,} 字，略去{chinese} (main text only; characters left out: {english})"
