"""Bold type in Markdown: `**` that no renderer takes for bold, and whole lines of bold that stand in for headings.

Emphasis is judged by the rules of CommonMark 0.31: every run of asterisks or underscores is left-flanking, right-flanking, both or
neither, and a stack of these delimiters pairs them. A full stop before a closing `**` that is followed by a Han
character makes that run no closing one: `**一、目标。**到` stays as it is, asterisks and all.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from unicodedata import category

from planlint.hits import Edit, Hit
from planlint.text.blocks import Block, detect_syntax
from planlint.text.document import Document
from planlint.text.patterns import pattern
from planlint.text.spans import Span

OPTIONS: dict[str, Any] = {"kind": "not-rendered", "max-chars": 45}

_OPAQUE = r"\\[!-/:-@\[-`{-~]|(?<!`)(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)|<[A-Za-z/!?][^<>]*>|\]\((?:[^()\s]|\([^()\s]*\)){0,400}\)"
_TOKEN = pattern(rf"(?P<opaque>{_OPAQUE})|(?P<run>\*+|_+)", re.DOTALL)
_PLAIN = r"[^*_`\\<\]]*"
_SOUND = pattern(rf"(?:{_PLAIN}\*\*(?=\w){_PLAIN}(?<=\w)\*\*)+{_PLAIN}")
"""Bold type as nearly all is: words between asterisks, all marks outside, no other markup; such pairs are always rendered."""
_ORDERED = pattern(r" {0,3}\d{1,9}[.)](?=[ \t]|$)")
_CLOSING_MARKS = "。．，；：！？、…—.,;:!?"
_CLOSERS = {"“": "”", "‘": "’", "「": "」", "『": "』", "《": "》", "〈": "〉", "（": "）", "【": "】", "〔": "〕", "(": ")"}
_HEADING_LEVEL = {
    "编": 2, "篇": 2, "章": 2, "一、": 2, "一.": 2, "节": 3, "（一）": 3, "条": 4, "1.": 4, "1、": 4, "1.1": 4, "（1）": 5, "1）": 5,
}  # fmt: skip
_NO_TITLE = pattern(r"[\d\s年月日.\-/—:：]*|[（(【〔《“].*[）)】〕》”]|附件?\s*\d*|.{0,3}")


class Run(NamedTuple):
    """A run of delimiters: where it stands, how long, whether it may open and close emphasis."""

    start: int
    length: int
    char: str
    opens: bool
    closes: bool


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """One hit for each pair of `**` that stays literal, or for each line of bold that is a heading, as `kind` says."""
    settings = {**OPTIONS, **options}
    if document.syntax != "markdown" or "**" not in document.text:
        return
    if settings["kind"] == "heading":
        yield from _headings(document, settings["max-chars"])
    else:
        for region in regions(document):
            if document.text.find("**", *region) >= 0 and not _SOUND.fullmatch(document.text, *region):
                yield from _not_rendered(document, region)


def regions(document: Document) -> Iterator[Span]:
    """The stretches in which emphasis may pair: lines of one paragraph of Markdown belong together."""
    text = document.text
    start = end = -1
    for block in document.blocks:
        if block.kind not in ("paragraph", "item", "quote", "heading"):
            continue
        if start >= 0 and block.kind in ("paragraph", "heading") and block.level == 0 and _goes_on(text, end, block):
            end = block.span.end
            continue
        if start >= 0:
            yield Span(start, end)
        start, end = block.span
        if block.level or _is_code(document, start):
            if block.level:
                yield Span(start, end)
            start = -1
    if start >= 0:
        yield Span(start, end)


def _goes_on(text: str, end: int, block: Block) -> bool:
    """Whether a line continues the paragraph that ended at `end`."""
    if text.startswith("\n\n", end):
        return False
    between = text[end : block.span.start]
    line = between[between.rfind("\n") + 1 :] + text[block.span.start : block.span.start + 12]
    return between.count("\n") + between.count("\r") - between.count("\r\n") == 1 and _ORDERED.match(line) is None


def _is_code(document: Document, start: int) -> bool:
    """Whether a line that begins a paragraph is indented code."""
    text = document.text
    if text[start - 1 : start] in ("", "\n", "\r"):
        return False
    line = document.line_start(start)
    return text[line:start].expandtabs(4).startswith("    ") and text[line - 2 : line - 1] in ("", "\n", "\r")


def runs(text: str, span: Span) -> list[Run]:
    """The delimiter runs of a stretch; what stands in code, tags, addresses or behind a backslash is none."""
    found = []
    for m in _TOKEN.finditer(text, span.start, span.end):
        if m["run"]:
            before = text[m.start() - 1] if m.start() > span.start else "\n"
            after = text[m.end()] if m.end() < span.end else "\n"
            opens, closes = flanking(before, after, m["run"][0])
            found.append(Run(m.start(), m.end() - m.start(), m["run"][0], opens, closes))
    return found


def flanking(before: str, after: str, char: str) -> tuple[bool, bool]:
    """Whether a delimiter run between two characters may open emphasis, and whether it may close it."""
    space_before, space_after = before.isspace(), after.isspace()
    mark_before, mark_after = category(before)[0] in "PS", category(after)[0] in "PS"
    left = not space_after and (not mark_after or space_before or mark_before)
    right = not space_before and (not mark_before or space_after or mark_after)
    if char == "*":
        return left, right
    return left and (not right or mark_before), right and (not left or mark_after)


def literal(found: list[Run]) -> list[int]:
    """How many characters of each run stay literal when the delimiter stack has paired what it can."""
    left = [run.length for run in found]
    bottom: dict[tuple[str, int, bool], int] = {}
    stack: list[int] = []  # runs that may still open, by index
    for at, run in enumerate(found):
        if run.closes:
            _close(found, left, stack, bottom, at)
        if run.opens and left[at]:
            stack.append(at)
    return left


def _close(found: list[Run], left: list[int], stack: list[int], bottom: dict[tuple[str, int, bool], int], at: int) -> None:
    """Lets run `at` close what it can. `bottom` keeps, for each kind of closer, below which run no opener was found: so all is linear."""
    run = found[at]
    key = (run.char, run.length % 3, run.opens)
    while left[at]:
        depth = len(stack) - 1
        lowest = bottom.get(key, -1)
        while depth >= 0 and stack[depth] > lowest and not _match(found[stack[depth]], run):
            depth -= 1
        if depth < 0 or stack[depth] <= lowest:
            bottom[key] = at - 1
            return
        del stack[depth + 1 :]
        opener = stack[depth]
        used = 2 if left[opener] >= 2 and left[at] >= 2 else 1
        left[opener] -= used
        left[at] -= used
        if not left[opener]:
            stack.pop()


def _match(opener: Run, closer: Run) -> bool:
    """Whether two runs may pair; the "rule of three" keeps **foo*bar* apart."""
    if opener.char != closer.char:
        return False
    both = opener.closes or closer.opens
    return not (both and (opener.length + closer.length) % 3 == 0 and (opener.length % 3 or closer.length % 3))


def _not_rendered(document: Document, region: Span) -> Iterator[Hit]:
    """A hit for each two literal `**` that were meant as a pair, and for each that has no partner."""
    text = document.text
    found = runs(text, region)
    pairs = zip(found, literal(found), strict=True)
    lost = [r for r, rest in pairs if r.char == "*" and rest >= 2 and r.length <= 3 and not _is_a_sign(text, r, region)]
    at = 0
    while at < len(lost):
        run = lost[at]
        partner = lost[at + 1] if at + 1 < len(lost) else None
        if partner is not None and partner.length == run.length and _is_pair(text, run, partner):
            yield _pair_hit(document, region, run, partner)
            at += 2
            continue
        at += 1
        yield Hit(Span(run.start, run.start + run.length), {"text": "*" * run.length}, variant="lonely")


def _stays_markdown(document: Document) -> bool:
    """Whether a text is Markdown without its asterisks too: in a plain one a tag would be a remnant."""
    return detect_syntax(document.text.replace("**", ""), document.path) == "markdown"


def _is_pair(text: str, run: Run, partner: Run) -> bool:
    """Whether two literal runs have something between them that was to be bold."""
    inside = text[run.start + run.length : partner.start]
    return bool(inside.strip()) and not (inside[0].isspace() and inside[-1].isspace())


def _is_a_sign(text: str, run: Run, region: Span) -> bool:
    """Whether a run stands by itself, as a sign of its own (2 ** 3) or an ornament."""
    before = text[run.start - 1 : run.start] if run.start > region.start else " "
    after = text[run.start + run.length : run.start + run.length + 1] if run.start + run.length < region.end else " "
    return (before.isspace() and after.isspace()) or ((before + after).isalnum() and (before + after).isascii())


def _pair_hit(document: Document, region: Span, run: Run, partner: Run) -> Hit:
    """A pair that stays literal, mended by moving marks at its ends out of the bold type, or by HTML where nothing else helps."""
    text = document.text
    stars = "*" * run.length
    span = Span(run.start, partner.start + partner.length)
    inside = text[run.start + run.length : partner.start]
    before = text[run.start - 1] if run.start > region.start else "\n"
    after = text[span.end] if span.end < region.end else "\n"
    mended = _moved(before, inside, after, stars)
    if mended is None:
        html = (Edit(span, f"<strong>{inside}</strong>"),) if document.once(_stays_markdown) else ()
        return Hit(span, {"text": _short(inside)}, html, safety="suggested" if html else "")
    head, core, tail = mended
    edits = []
    if head or inside[: len(inside) - len(core) - len(tail)] != head:
        edits.append(Edit(Span(run.start, run.start + run.length + len(head)), head + stars))
    edits.append(Edit(Span(partner.start - len(tail), span.end), stars + tail))
    # other asterisks in between may pair with these once the marks have moved
    safe = not head and all(c in _CLOSING_MARKS for c in tail) and "*" not in inside
    return Hit(span, {"text": _short(inside)}, tuple(edits), safety="" if safe else "suggested")


def _moved(before: str, inside: str, after: str, stars: str) -> tuple[str, str, str] | None:
    """What moves out in front, what stays bold, what moves out behind, so that both runs flank as they should; None if nothing helps.

    A stop moves out behind; quotation marks and brackets move only as a pair that encloses all; blanks move too.
    """
    head, tail = "", ""
    core = inside
    for _ in range(8):
        opens = flanking(head[-1:] or before, core[:1] or " ", "*")[0]
        closes = flanking(core[-1:] or " ", tail[:1] or after, "*")[1]
        if opens and closes:
            return head, core, tail
        if not core:
            return None
        if not closes and (core[-1] in _CLOSING_MARKS or core[-1].isspace()):
            tail, core = core[-1] + tail, core[:-1]
        elif not opens and core[0].isspace():
            head, core = head + core[0], core[1:]
        elif len(core) > 2 and _CLOSERS.get(core[0]) == core[-1] and core[0] not in core[1:-1]:
            head, core, tail = head + core[0], core[1:-1], core[-1] + tail
        else:
            return None
    return None


def _short(text: str) -> str:
    return text if len(text) <= 20 else f"{text[:12]}…{text[-6:]}"


def _headings(document: Document, longest: int) -> Iterator[Hit]:
    """A hit for each line of its own that is bold as a whole and reads like a title."""
    blocks = document.blocks
    deepest = 1
    for i, block in enumerate(blocks):
        if block.kind == "heading" and block.level:
            deepest = min(block.level + 1, 6)
        if not block.bold or block.level or block.kind not in ("heading", "paragraph"):
            continue
        inside = document.text[block.span.start + 2 : block.span.end - 2].strip()
        if not _is_title(document, block, inside, longest) or not _heads_something(document, blocks, i):
            continue
        style = block.ordinal.style if block.ordinal else ""
        level = _HEADING_LEVEL.get(style) or min(max(deepest, 3), 6)
        marks = (Edit(Span(block.span.start, block.span.start + 2), "#" * level + " "), Edit(Span(block.span.end - 2, block.span.end), ""))
        yield Hit(block.span, {"text": _short(inside), "heading": "#" * level}, marks, suggestions=(f"{'#' * level} {inside}",))


def _is_title(document: Document, block: Block, inside: str, longest: int) -> bool:
    """Whether bold words are a title: numbered or short, no full stop, no signature, date or note."""
    if not inside or inside[-1] in "。；：，、！？…,;:!?" or "。" in inside or _NO_TITLE.fullmatch(inside):
        return False
    if block.ordinal is not None:
        return len(inside) <= longest * 2
    return len(inside) <= longest and category(inside[0])[0] in "LN"


def _heads_something(document: Document, blocks: tuple[Block, ...], i: int) -> bool:
    """Whether the line stands by itself and running text or another heading comes after it."""
    text, span = document.text, blocks[i].span
    alone = i == 0 or _blank_lines(text, blocks[i - 1].span.end, span.start) or bool(blocks[i - 1].level)
    if not alone or i + 1 == len(blocks) or not _blank_lines(text, span.end, blocks[i + 1].span.start):
        return False
    return any(not b.bold and b.kind in ("paragraph", "item", "quote", "table", "heading") for b in blocks[i + 1 : i + 3])


def _blank_lines(text: str, start: int, end: int) -> bool:
    between = text[start:end]
    return max(between.count("\n"), between.count("\r")) > 1
