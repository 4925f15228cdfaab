"""A text as blocks, and the mask that hides its markup without moving a single offset.

Markdown is read by lines, after CommonMark 0.31, as far as official prose uses it. In both syntaxes a line is a
paragraph: published Chinese texts put one paragraph on a line. Only where the lines were broken at one width
(`is_wrapped`) do several lines make a paragraph.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from planlint.text.characters import CLEAR, SOLID, TERMINAL
from planlint.text.numerals import Ordinal, label
from planlint.text.patterns import pattern
from planlint.text.spans import Span

HEADING_MAX = 45
"""A numbered line up to this many characters without a full stop is a heading."""


LABEL_MAX = 24
"""Characters at the head of a line in which its label is looked for."""


class Block(NamedTuple):
    """One block. `span` covers its lines without markup at the front (`## `, `> `, `- `) and without the last newline.

    `kind`: heading, paragraph, item, quote, note, table, code, front, comment, html, break. `level` is the Markdown heading
    level (0 where there is none). `ordinal` is its label, `body` the offset behind the label. `bold` says that the whole block is
    one run of strong emphasis.
    """

    kind: str
    span: Span
    level: int = 0
    ordinal: Ordinal | None = None
    body: int = 0
    bold: bool = False


# A newline in the ways files have it; \r\n is one. None of these patterns may match in two ways, or a long line takes for ever.
_NEWLINE = r"(?:\r?\n|\r(?!\n))"
_SIGNS = pattern(
    r"^#{1,6} +\S|\*\*[^*\s][^*\n]*\*\*|^(?:```|~~~)|^\|? *:?-{3,}:? *\||\]\([^()\s]+[()]|^[-*+] +\S|^> |^<!--\s|<!-- ", re.MULTILINE
)
_FRONT = pattern(
    rf"(---|\+\+\+)[ \t]*{_NEWLINE}(?=\s*(?:#|\1|[\"']?[\w-]+[\"']?[ \t]*[:=]))(?:[^\r\n]*{_NEWLINE})*?\1[ \t]*(?:{_NEWLINE}|\Z)"
)
_FENCE = pattern(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")
_HEADING = pattern(r" {0,3}(#{1,6})(?:[ \t\u3000]+|$)")
_QUOTE = pattern(r"(?: {0,3}>[ \t]?)+")
_BULLETS = "-*+•·●○■◆▪▶"
_BULLET = pattern(rf"[ \t]*[{_BULLETS}][ \t\u3000]+(?=\S)")
_BREAK = pattern(r" {0,3}(?:[-*_=][ \t]*){3,}$")
_TABLE = pattern(r"[ \t]*\|.*\||[ \t]*(?:\|[ \t]*)?:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)+\|?[ \t]*$")
_HTML_LINE = pattern(r"[ \t]*</?[A-Za-z][\w-]*(?:\s[^<>]*)?/?>[ \t]*$")
_BOLD_LINE = pattern(r"\*\*(?!\*)[^*\n]+\*\*$|__(?!_)[^_\n]+__$")
_INDENT = pattern(r"[^\S\r\n]+")
_DIRECTIVE = pattern(r"[ \t]*(?:%%[ \t]*planlint:|<!--[ \t]*planlint:(?:(?!-->)[^\r\n])*-->[ \t]*$)")
_ANY_DIRECTIVE = pattern(r"<!--[ \t]*planlint:")
_SETEXT = pattern(r" {0,3}(?:=+|-{2,})[ \t]*$")


def detect_syntax(text: str, path: str = "") -> str:
    """"markdown" or "plain", by what the text holds; the name decides only where the text shows no sign.

    A directive to planlint is no sign: what suppresses a report must not change how the text is read.
    """
    head = "\n".join(_split(text[:200_000]))
    if _front(head) or _SIGNS.search(_ANY_DIRECTIVE.sub("", head)):
        return "markdown"
    return "markdown" if path.lower().endswith((".md", ".markdown")) and "\n\n" in head else "plain"


def _front(text: str) -> re.Match[str] | None:
    """The front matter that a text begins with."""
    return _FRONT.match(text) if text.startswith(("---", "+++")) else None


def flat(text: str) -> str:
    """A text of the same length in which every line ends with a newline character, behind a space where there were two."""
    return text.replace("\r\n", " \n").replace("\r", "\n") if "\r" in text else text


def _split(text: str) -> list[str]:
    r"""The lines of a text, which end at \r\n, \r and \n only, as str.splitlines() does not have it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def is_wrapped(text: str) -> bool:
    """Whether the lines of a text were broken at one width (an e-mail, a PDF, an OCR page).

    Evidence: most lines of more than 15 characters have the same length, give or take two, and most of those do not
    end a sentence.
    """
    lines = [line.strip() for line in _split(text[:400_000])]
    lengths = Counter(len(line) for line in lines if 16 <= len(line) <= 60)
    total = sum(1 for line in lines if len(line) > 15)
    if total < 12 or not lengths:
        return False
    width = max(lengths, key=lambda n: sum(lengths[n + d] for d in (-2, -1, 0, 1, 2)))
    full = [line for line in lines if abs(len(line) - width) <= 2]
    return len(full) > total * 0.5 and sum(line[-1] not in TERMINAL for line in full) > len(full) * 0.6


def parse(text: str, syntax: str, wrapped: bool) -> tuple[tuple[Block, ...], str]:
    """The blocks of a text, and its prose: the text with markup replaced by fillers of the same length."""
    masks: list[tuple[int, int, str]] = []
    lines = _markdown_lines(text, masks) if syntax == "markdown" else _plain_lines(text, masks)
    blocks = tuple(_join(text, lines) if wrapped else lines)
    masks.extend(_inline_masks(text, syntax))
    return blocks, _masked(text, masks)


def _lines(text: str, start: int = 0) -> Iterator[tuple[int, str]]:
    """Start and words of each line from an offset on, white space at its end left out; blank lines are left out too."""
    for line in flat(text[start:] if start else text).split("\n"):
        if bare := line.rstrip():
            yield start, bare
        start += len(line) + 1


def _plain_lines(text: str, masks: list[tuple[int, int, str]]) -> Iterator[Block]:
    first, directed = True, "planlint:" in text
    for start, line in _lines(text):
        if directed and "planlint:" in line and _DIRECTIVE.match(line):
            masks.append((start, start + len(line), CLEAR))
            yield Block("comment", Span(start, start + len(line)))
            continue
        block = _prose_block(start, line) if _begins_with_words(line) else _block(text, start, start + len(line), bullet=True)
        if first and block.kind == "paragraph" and _is_title(line):
            block = block._replace(kind="heading", level=1)
        first = False
        yield block


def _is_title(line: str) -> bool:
    """Whether the first line of a plain text is its title: short, and without a mark that divides sentences."""
    return len(line) <= HEADING_MAX and not any(c in line for c in "，。；,;") and line[-1] not in "：:！？!?…"


def _markdown_lines(text: str, masks: list[tuple[int, int, str]]) -> Iterator[Block]:
    """Blocks of Markdown line by line; what is no prose as a whole goes into `masks`."""
    start = 0
    if front := _front(text):
        start = front.end()
        masks.append((0, start, SOLID))
        yield Block("front", Span(0, start))
    fence, hidden = "", start  # the fence of the code that is open, and where the last comment ends
    for a, line in _lines(text, start):
        if a >= hidden and not fence and _begins_with_words(line):
            yield _prose_block(a, line)
            continue
        b = a + len(line)
        a = max(a, hidden)
        line = text[a:b]
        if not line or line.isspace():
            continue
        before, fence = fence, _fence_after(line, fence)
        if before or fence:
            masks.append((a, b, SOLID))
            yield Block("code", Span(a, b))
            continue
        if line.lstrip().startswith("<!--"):
            end = text.find("-->", a)
            hidden = len(text) if end < 0 else end + 3
            masks.append((a, hidden, CLEAR))
            yield Block("comment", Span(a, hidden))
            a, line = hidden, text[hidden:b]
        elif "planlint:" in line and _DIRECTIVE.match(line):
            masks.append((a, b, CLEAR))
            yield Block("comment", Span(a, b))
            continue
        if line and not line.isspace():
            yield _markdown_block(text, a, b, line, masks)


def _fence_after(line: str, fence: str) -> str:
    """The fence of the code block that is open behind a line; "" where none is."""
    m = _FENCE.match(line) if "```" in line or "~~~" in line else None
    if m is None or not fence:
        return fence if m is None else m[1]
    return "" if m[1].startswith(fence) and len(line) == m.end() else fence


def _markdown_block(text: str, a: int, b: int, line: str, masks: list[tuple[int, int, str]]) -> Block:
    """One line of Markdown, from `a` to `b`, as a block; its markup goes into `masks`.

    The first character says which patterns can match, so that a line of prose meets none of them.
    """
    mark = line.lstrip()[0]
    if mark == "#" and (m := _HEADING.match(line)):
        start, end = a + m.end(), a + max(m.end(), _without_hashes(line))
        masks.extend(((a, start, CLEAR), (end, b, CLEAR)))
        return _block(text, start, end)._replace(kind="heading", level=len(m[1]))
    if mark in "-*_=" and not line.strip("-*_= \t") and (_BREAK.match(line) or _SETEXT.match(line)):
        masks.append((a, b, SOLID))
        return Block("break", Span(a, b))
    if mark in "|:-" and _TABLE.match(line):
        masks.extend((m.start(), m.end(), SOLID) for m in _BAR.finditer(text, a, b))
        return Block("table", Span(a, b))
    if mark == "<" and _HTML_LINE.match(line):
        masks.append((a, b, SOLID))
        return Block("html", Span(a, b))
    if mark == ">" and (m := _QUOTE.match(line)):
        masks.append((a, a + m.end(), CLEAR))
        return _block(text, a + m.end(), b)._replace(kind="quote") if m.end() < len(line) else Block("break", Span(a, b))
    if mark in "-*+" and not line.startswith("**") and (m := _BULLET.match(line)):
        masks.append((a, a + m.end(), CLEAR))
        return _block(text, a + m.end(), b)._replace(kind="item")
    return _block(text, a, b, bullet=True)


def _begins_with_words(line: str) -> bool:
    """Whether no markup can stand at the head of a line: so begin nearly all lines of prose."""
    return line[0].isalnum() or line[0] in "（(《“"


def _prose_block(start: int, line: str) -> Block:
    """A line that begins with words as a heading or a paragraph; as `_block`, without the questions that only markup raises."""
    span, ordinal = Span(start, start + len(line)), label(line[:LABEL_MAX])
    if ordinal is None:
        return Block("paragraph", span, 0, None, start)
    kind = "heading" if is_heading(line, ordinal, False) else "paragraph"
    return Block(kind, span, 0, ordinal, start + ordinal.length)


_BAR = pattern(r"\|")


def _without_hashes(line: str) -> int:
    """Where the text of a Markdown heading ends, the hashes that may close it left out."""
    bare = line.rstrip("#")
    return len(bare.rstrip()) if bare != line and bare[-1:].isspace() else len(line)


def _block(text: str, start: int, end: int, bullet: bool = False) -> Block:
    """A line of prose as a heading, an item or a paragraph, with the label that it begins with."""
    if start < end and text[start].isspace() and (m := _INDENT.match(text, start, end)):
        start = m.end()
    kind = "paragraph"
    if bullet and text[start : start + 1] in _BULLETS and text[start + 1 : start + 2].isspace() and (b := _BULLET.match(text, start, end)):
        start, kind = b.end(), "item"
    if "\u2500" <= text[start : start + 1] <= "\u257f":
        kind = "table"  # drawn with lines: ┌──┬──┐
    line = text[start:end]
    bold = line.startswith(("**", "__")) and _BOLD_LINE.match(line) is not None
    skip = len(line) - len(line.lstrip("*_ "))
    ordinal = label(line[skip : skip + LABEL_MAX]) if line else None
    body = start + skip + (ordinal.length if ordinal else 0)
    if kind == "paragraph" and is_heading(line, ordinal, bold):
        kind = "heading"
    return Block(kind, Span(start, end), 0, ordinal, body, bold)


def is_heading(line: str, ordinal: Ordinal | None, bold: bool) -> bool:
    """Whether an unmarked line is a heading: a label or bold type, short, no full stop."""
    bare = line.rstrip("*_ ")
    if len(bare) > HEADING_MAX or not bare or bare[-1] in "。；，：、！？,;:!?…" or "。" in bare:
        return False
    return bold or (ordinal is not None and ordinal.style not in ("①", "1）", "款", "项", "目"))


def _join(text: str, lines: Iterator[Block]) -> Iterator[Block]:
    """Lines of one width joined to paragraphs: a line goes on while it is full and the next begins nothing new."""
    whole = list(lines)
    lengths = sorted(b.span.end - b.span.start for b in whole if b.kind == "paragraph")
    width = lengths[int(len(lengths) * 0.8)] if lengths else 0
    current: Block | None = None
    full = False
    passed: list[Block] = []  # comments behind `current`: they break no paragraph, and one that goes on takes them in
    for block in whole:
        if block.kind == "comment" and current is not None:
            passed.append(block)
            continue
        joins = current is not None and full and _goes_on(text, current, block, len(passed))
        full = block.span.end - block.span.start >= width - 3
        if joins and current is not None:
            kind = "paragraph" if current.kind == "heading" else current.kind
            current, passed = current._replace(kind=kind, span=Span(current.span.start, block.span.end)), []
            continue
        if current is not None:
            yield current
            yield from passed
        current, passed = block, []
    if current is not None:
        yield current
        yield from passed


def _goes_on(text: str, current: Block, block: Block, between: int) -> bool:
    """Whether a line goes on with the paragraph before it, `between` lines of comment left out.

    A line that looks like a heading is the first one of a paragraph where the next begins with an indent or a point.
    """
    if current.kind not in ("paragraph", "item", "heading") or block.kind != "paragraph" or block.ordinal is not None:
        return False
    gap = text[current.span.end : block.span.start]
    if current.kind == "heading" and (current.level or not (gap[-1] in " \t\u3000" or text[block.span.start] in "，。、；：）」』”")):
        return False
    return "\u3000\u3000" not in gap and len(_split(gap)) <= 2 + between


# A comment ends before the next one and at a blank line, an address before the mark or the bracket that follows it.
_URL_CHARACTER = r"[!-'*-;=?-~]"
_COMMON = (
    r"(?P<comment><!--(?:(?!<!--|\n[ \t]*\r?\n|\r[ \t]*\r).)*?-->)"
    rf"|(?P<url>(?:https?|ftp)://(?:{_URL_CHARACTER}|\({_URL_CHARACTER}*\)){{1,2000}}(?<![.,;:!?'\"])"
    r"|<[\w.+-]+@[\w.-]+>|www\.[A-Za-z0-9./?=&%_#~:@+-]*[A-Za-z0-9/=_#~&%+-])"
    r"|(?P<tag></?[A-Za-z][A-Za-z0-9-]*(?:[ \t][^<>\r\n]*)?/?>)"
    r"|(?P<entity>&(?:[A-Za-z]{2,8}|\#\d{1,6}|\#x[0-9A-Fa-f]{1,6});)"
)
_PLAIN_INLINE = pattern(_COMMON, re.DOTALL)
_INLINE = pattern(
    r"(?P<code>(?<!`)(`+)(?!`)[^\r\n]{0,1000}?(?<!`)\2(?!`))"
    r"|(?P<image>!\[[^\[\]\r\n]*\]\([^()\r\n]*\))"
    r"|(?P<link>\]\((?:[^()\r\n]|\([^()\r\n]*\))*\))"
    r"|(?P<note>\[\^[^\[\]\s]{1,40}\]:?)"
    rf"|{_COMMON}"
    r"|(?P<strong>\*{1,3}|(?<!_)__(?!_)|~~)",
    re.DOTALL,
)
# What these begin with: one look at each character of a text, where the patterns themselves would take five.
_PLAIN_SIGN = pattern("[<&hfw]")
_INLINE_SIGN = pattern(r"[<&hfw*_`~!\[\]]")
_FILLERS = {
    "code": SOLID, "image": SOLID, "url": SOLID, "entity": SOLID,
    "comment": CLEAR, "link": CLEAR, "note": CLEAR, "tag": CLEAR, "strong": CLEAR,
}  # fmt: skip
_LINK_TEXT = pattern(r"\[(?=[^\[\]\r\n]*\]\()")


def _inline_masks(text: str, syntax: str) -> Iterator[tuple[int, int, str]]:
    """Emphasis, code, links, addresses, tags and comments inside lines."""
    signs, inline = (_INLINE_SIGN, _INLINE) if syntax == "markdown" else (_PLAIN_SIGN, _PLAIN_INLINE)
    end = 0
    for sign in signs.finditer(text):
        m = inline.match(text, sign.start()) if sign.start() >= end else None
        if m is None:
            continue
        end, kind = m.end(), m.lastgroup
        assert kind is not None
        if kind == "strong" and m.group() == "*" and _lone_asterisk(text, m.start()):
            continue
        yield m.start(), m.end(), _FILLERS[kind]
    if syntax == "markdown" and "](" in text:
        for m in _LINK_TEXT.finditer(text):
            yield m.start(), m.end(), CLEAR


EMPHASIS_MAX = 2000
"""Characters in which an asterisk of emphasis has another one."""


def _lone_asterisk(text: str, at: int) -> bool:
    """Whether an asterisk is a sign of its own, not emphasis: between blanks (3 * 4), or without another one in its paragraph."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if (not before or before.isspace()) and (not after or after.isspace()):
        return True
    around = text[max(0, at - EMPHASIS_MAX) : at].rpartition("\n\n")[2] + text[at + 1 : at + 1 + EMPHASIS_MAX].partition("\n\n")[0]
    return "*" not in around


def _masked(text: str, masks: list[tuple[int, int, str]]) -> str:
    """The text with the masked stretches filled; newlines inside them stay, so that lines stay lines.

    Where masks overlap, the one that begins first holds, and of two that begin together the longer.
    """
    if not masks:
        return text
    out, at = [], 0
    for start, end, filler in sorted(masks, key=lambda mask: (mask[0], -mask[1])):
        start = max(start, at)
        if start >= end:
            continue
        out.append(text[at:start])
        out.extend(piece if piece[0] in "\r\n" else filler * len(piece) for piece in _RUN.findall(text, start, end))
        at = end
    out.append(text[at:])
    return "".join(out)


_RUN = pattern(r"[^\r\n]+|[\r\n]+")
