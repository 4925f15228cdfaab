"""Labels at the heads of lines that do not count up by one: numbers left out, repeated, or out of order.

Headings (一、（一）1.), chapters and articles, items and Markdown headings go through one machine. A number that seems
to be missing is first looked for inside the paragraphs before: a heading that has lost its line break is not lost.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from planlint.hits import Hit, Related
from planlint.text.characters import CLEAR, SOLID
from planlint.text.document import Document
from planlint.text.enumeration import Mark, Series, series
from planlint.text.numerals import CIRCLED, DIGITS, HAN_NUMERAL, number, renumbered, to_han
from planlint.text.patterns import pattern
from planlint.text.series import Fault, faults
from planlint.text.spans import Span

OPTIONS = {"fault": "gap", "labels": "any"}

MISSING_MAX = 20
"""More numbers than this are not lost at one place: what follows is another text."""

_KINDS = "编章节条"
_TRADITIONAL = {"编": "編篇", "节": "節", "条": "條"}
_SPACE = rf"[ \t\u3000\xa0{CLEAR}]"


_LABEL = rf"[第（(]\s*[{HAN_NUMERAL}\d]{{1,7}}\s*[编編篇章节節条條）)]"
_TOGETHER = pattern(rf"^{_SPACE}*{_LABEL}(?:\s*[、和及與与至到—–~～-]\s*{_LABEL})+", re.MULTILINE)
_ONE = pattern(rf"[第（(]\s*([{HAN_NUMERAL}\d]{{1,7}})\s*[编編篇章节節条條）)]\s*([、和及與与至到—–~～-]?)")


class _Finding(NamedTuple):
    """A fault in its series. `missing` holds the numbers that are nowhere to be found, `before` is the label before.

    `kind` is "gap", "repeat" or "order"; `variant` and `status` are those of the hit.
    """

    kind: str
    lawlike: bool
    span: Span
    before: Mark | None
    expected: str
    missing: tuple[str, ...]
    variant: str
    status: str


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """The faults of one kind, among the labels of laws ("article"), of other texts ("heading") or of both ("any")."""
    for f in document.once(_findings):
        if f.kind != options["fault"] or options["labels"] not in ("any", "article" if f.lawlike else "heading"):
            continue
        fields = {
            "found": _plain(document, f.span),
            "expected": f.expected,
            "missing": _listed(f.missing),
            "previous": _plain(document, f.before.span) if f.before else "",
        }
        related = (Related(f.before.span, "previous"),) if f.before else ()
        yield Hit(f.span, fields, related=related, variant=f.variant, status=f.status)


def _findings(document: Document) -> tuple[_Finding, ...]:
    """The faults of all series in order of place; a lost chapter is one gap, not another one for its articles."""
    found = sorted((f for s in document.once(series) for f in _judged(document, s)), key=lambda f: f.span)
    return tuple(f for at, f in enumerate(found) if not _part_of_larger(f, found[max(0, at - 3) : at]))


def _part_of_larger(f: _Finding, earlier: list[_Finding]) -> bool:
    """Whether this gap begins inside another one: what took the chapter took its articles."""
    if f.kind != "gap" or f.variant or f.before is None:
        return False
    at = f.before.span.start
    return any(e.kind == "gap" and not e.variant and e.before and e.before.span.start < at < e.span.start for e in earlier)


def _judged(document: Document, s: Series) -> Iterator[_Finding]:
    """The faults of one series that can be told from another way of counting."""
    main = [m for m in s.marks if not m.sub]
    values = [m.value for m in main]
    if s.above < 0 and len(main) == len(s.marks) and values == list(range(values[0], values[-1] + 1)):
        return  # as nearly all
    if main and s.above >= 0:
        yield from _first(document, s, main[0])
    found = list(faults(values))
    if found and _counts_up(values, len(found), s.style):
        for fault in found:
            if fault.kind != "stray":
                yield from _fault(document, s, main, fault)
    yield from _inserted(document, s)


def _counts_up(values: list[int], wrong: int, style: str) -> bool:
    """Whether the numbers are a series at all: most of them stand where they should; in an excerpt of articles few do."""
    right = len(values) - 1 - wrong
    if not right:
        return values == [1, 3] and style not in ("1.", "1.1")
    return wrong < 3 or right >= 2 * wrong


def _fault(document: Document, s: Series, main: list[Mark], fault: Fault) -> Iterator[_Finding]:
    mark, before = main[fault.at], main[fault.at - 1]
    if fault.kind == "gap":
        yield from _gap(document, s, before, mark, range(fault.expected, mark.value), before.span.end)
        return
    if fault.kind == "repeat" and _same_text(document, before, mark):
        return
    after = main[fault.at + 1].value if fault.at + 1 < len(main) else 0
    doubtful = fault.kind == "order" and mark.value < before.value and after == mark.value + 1
    expected = renumbered(_plain(document, mark.span), fault.expected)
    variant = "moved" if fault.kind == "order" and mark.value < before.value else ""
    yield _Finding(fault.kind, s.lawlike, mark.span, before, expected, (), variant, "preview" if doubtful else "")


def _first(document: Document, s: Series, mark: Mark) -> Iterator[_Finding]:
    """A series that should have begun with 1 and does not."""
    for f in _gap(document, s, None, mark, range(1, mark.value), s.above):
        yield f._replace(variant=f.variant or "first")


def _inserted(document: Document, s: Series) -> Iterator[_Finding]:
    """The faults among 第十条之一, 第十条之二 …"""
    groups: dict[int, list[Mark]] = {}
    for mark in s.marks:
        if mark.sub:
            groups.setdefault(mark.value, []).append(mark)
    for group in groups.values():
        for fault in faults([0, *(m.sub for m in group)]):
            mark, before = group[fault.at - 1], group[fault.at - 2] if fault.at > 1 else None
            if fault.kind == "stray" or before is None:
                continue
            text = _plain(document, mark.span)
            wanted = tuple(renumbered(text, mark.value, n) for n in range(fault.expected, mark.sub))
            yield _Finding(fault.kind, True, mark.span, before, renumbered(text, mark.value, fault.expected), wanted, "", "")


def _gap(
    document: Document, s: Series, before: Mark | None, mark: Mark, numbers: range, start: int
) -> Iterator[_Finding]:
    """A gap, or where the numbers stand inside a paragraph, the first that has lost its line break."""
    if len(numbers) > MISSING_MAX:
        return
    label = _plain(document, mark.span)
    prefix = re.sub(r"\d+\D*$", "", label) if s.style == "1.1" else ""
    lost, glued = [], None
    named = _named_together(document.prose, start, mark.span.start)
    for value in numbers:
        if value in named:
            continue
        m = _pattern(s.style, value, prefix).search(document.prose, start, mark.span.start)
        if m is None:
            lost.append(renumbered(label, value))
        elif glued is None and m["glue"]:
            glued = Span(m.end("glue"), m.end())
    if lost:
        yield _Finding("gap", s.lawlike, mark.span, before, lost[0], tuple(lost), "", "")
    elif glued is not None:
        yield _Finding("gap", s.lawlike, glued, before, _plain(document, glued), (), "glued", "")


def _named_together(prose: str, start: int, end: int) -> set[int]:
    """The numbers that lines between two offsets name together: 第二条至第五条（删去）, （三）、（四）略."""
    found: set[int] = set()
    for line in _TOGETHER.finditer(prose, start, end):
        values = [number(m[1]) or 0 for m in _ONE.finditer(line.group())]
        marks = [m[2] for m in _ONE.finditer(line.group())]
        found.update(values)
        for a, b, mark in zip(values, values[1:], marks, strict=False):
            if mark in "至到—–-~～" and mark:
                found.update(range(a, min(b, a + MISSING_MAX + 1)))
    return found


@lru_cache(maxsize=512)
def _pattern(style: str, value: int, prefix: str = "") -> re.Pattern[str]:
    """Where a number stands as a label: at the head of a line, torn or with another mark, or behind the end of a sentence.

    `glue` is the end of the sentence, or the wide space, that a label inside a line stands behind. `prefix` is what a
    label of several parts has before its last number (1.2. in 1.2.3).
    """
    n = _spellings(style, value)
    if style in _KINDS:
        kind = f"[{style}{_TRADITIONAL.get(style, '')}]"
        head, inside = rf"[第笫苐弟]\s*{n}\s*{kind}", rf"第\s*{n}\s*{kind}"  # a mistyped 第 is no missing label
    elif style in ("（一）", "（1）"):
        head, inside = rf"(?:[（(]\s*{n}(?!\d)|{n}\s*[）)])", rf"[（(]\s*{n}\s*[）)](?![项項款、])"
    elif style == "①":
        head = inside = n
    elif style == "1.1":
        head = inside = rf"{re.escape(prefix)}\s*{n}(?!\d)"
    else:
        head, inside = rf"{n}\s*[、.．，,:：\s]", rf"{n}\s*[、.．，]"
    # A run of spaces is tried only from its beginning, so that long runs stay linear.
    glue = rf"[。；：！？;:!?.”）]{_SPACE}*|(?<!{_SPACE})(?:{_SPACE}{{2,}}|\u3000)"
    return re.compile(rf"(?P<glue>{glue}){inside}|^{_SPACE}*(?:[#*>-]{_SPACE}*)*{head}", re.MULTILINE)


def _spellings(style: str, value: int) -> str:
    """A pattern for the ways to write a number: 十, 一〇, 10, １０, or ⑩ in a series of circled numbers."""
    if style == "①":
        return CIRCLED[value - 1] if value <= len(CIRCLED) else str(value)
    digits = str(value)
    wide = digits.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    spelled = "".join(DIGITS[int(c)] for c in digits).replace("零", "[零〇○]")
    return f"(?:{to_han(value)}|{spelled}|(?<!\\d){digits}|{wide})"


def _same_text(document: Document, a: Mark, b: Mark) -> bool:
    """Whether two blocks with the same number are one paragraph printed twice, which is a repetition, not a wrong number."""
    one, two = (document.slice(document.blocks[m.block].span) for m in (a, b))
    return one == two and len(one) > 20


def _plain(document: Document, span: Span) -> str:
    """A label as it reads."""
    return document.prose[span.start : span.end].replace(CLEAR, "").replace(SOLID, "").strip()


def _listed(labels: tuple[str, ...]) -> dict[str, str]:
    """Labels as a list: all up to three, else the first and the last."""
    if len(labels) > 1:
        labels = tuple(x.rstrip("、.．") for x in labels)
    if len(labels) > 3:
        return {"zh": f"{labels[0]}至{labels[-1]}", "en": f"{labels[0]} to {labels[-1]}"}
    return {"zh": "、".join(labels), "en": ", ".join(labels)}
