"""Marks that come in pairs: quotation marks, brackets, title marks. One scan finds every mark that has no partner.

A paragraph is paired with one stack for all kinds of marks. What is left over may still find its partner in a later
paragraph: a long quotation, a note or a signature goes over several, and of a quotation whose paragraphs all begin
with “ only the last one ends with ”.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Any, NamedTuple

from planlint.hits import Edit, Hit
from planlint.text.blocks import Block
from planlint.text.characters import CLEAR, is_han
from planlint.text.document import Document
from planlint.text.numerals import HAN_NUMERAL
from planlint.text.patterns import pattern
from planlint.text.spans import Span

OPTIONS = {"family": "quote"}

_FAMILIES = {"quote": "“” ‘’ 「」 『』", "bracket": "（） () 〔〕 【】 〖〗 ［］ []", "title": "《》 〈〉"}
_FAMILY = {mark: family for family, pairs in _FAMILIES.items() for mark in pairs if mark != " "}
_PARTNER = {mark: pair.strip(mark) for pairs in _FAMILIES.values() for pair in pairs.split() for mark in pair}
_OPENS = frozenset(pair[0] for pairs in _FAMILIES.values() for pair in pairs.split())
_WIDE = {"(": "（", ")": "）", "[": "［", "]": "］"}
_NARROW = {wide: narrow for narrow, wide in _WIDE.items()}
_MARK = pattern("[" + re.escape("".join(_FAMILY)) + "]")

_APOSTROPHES = frozenset("‘’")
_INDENT = f" \t\u3000{CLEAR}"
_CLAUSE = pattern("[，。；：、！？,;:!?\r\n]")
_INNER = frozenset("“‘「『《〈（【〔")
_HALF_LABEL = pattern(r"(?:\A|[\s。；，、：:;,（(])(?:[0-9０-９]{1,3}|[A-Za-z]|[ivxIVX]{2,4}|[①-⑳])\Z")
_HAN_LABEL = pattern(rf"[{HAN_NUMERAL}]{{1,3}}[)）]")
_INTERVAL = pattern(r"[(（\[［][-−+\d.,，;； ∞%％]+[)）\]］]")
_ACTS = frozenset(["通过", "批准", "公布", "发布", "印发", "修正", "修订", "施行", "生效", "废止"])
_YEAR = pattern(r"\d{4}年[^。]*\Z")
_NOTE = pattern(r"\s*[\[［]\d{1,3}[\]］] ?")
_ANGLE = pattern("[<＜]")
_BOX = frozenset("│┃║├┤")

NEAR, FAR = 3, 60
"""How many paragraphs later a mark may find its partner: in a torn paragraph, and in a long quotation or note."""
LONG = 200
"""Marks of the longest paragraph the pairing of which is remembered: others write the same few marks in the same order."""
SHORT = 30
"""The longest stretch (code points) in which two marks that face the wrong way are taken for one pair."""
GUESS = 12
"""Up to this many code points the rest of a clause is taken for a title that was not closed."""
RIGHT = 2000
"""Code points between two marks up to which the whole is shown as it should be: pairs in pairs in pairs add up."""
ENACTED = 500
"""Code points before the end of a law's enactment note in which its year is looked for."""
KNOWN = 30
"""The longest words (code points) between two marks that are known again where one of the marks is missing."""


class Mark(NamedTuple):
    """One mark: its offset, itself, and the mark that stands for it and its half-width form."""

    at: int
    char: str
    key: str

    @property
    def opens(self) -> bool:
        return self.char in _OPENS


class Fault(NamedTuple):
    """Something wrong with a pair: what (a variant of the rule), and the one or two marks that it is about."""

    variant: str
    first: Mark
    second: Mark | None = None


class Pending(NamedTuple):
    """A mark still open at the end of its paragraph, the last paragraph that may close it, and whether only the end of a sentence may."""

    mark: Mark
    until: int
    whole: bool


class Enclosed(NamedTuple):
    """Words that stand between both marks of a pair, and how many code points those have, the longest first, by the first two and
    by the last two characters."""

    words: set[str]
    by_head: dict[str, list[int]]
    by_tail: dict[str, list[int]]


class Paired(NamedTuple):
    """The marks of one paragraph, paired as far as they can be."""

    pairs: list[tuple[Mark, Mark]]
    nested: list[tuple[Mark, Mark, Mark]]
    left: list[Mark]


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """One hit for each mark of the family that lacks its partner, faces the wrong way or has the wrong partner."""
    for fault in document.once(faults):
        if _FAMILY[fault.first.char] == options["family"]:
            yield _hit(document, fault)


def faults(document: Document) -> tuple[Fault, ...]:
    """Everything wrong with the pairs of a document."""
    prose, found = document.prose, list[Fault]()
    pending: list[Pending] = []
    boxes = [box for box in _BOX if box in prose]
    for index, block in enumerate(document.paragraphs):
        if pending:
            found.extend(Fault("unclosed", p.mark) for p in pending if p.until < index)
            pending = [p for p in pending if p.until >= index]
        shape = "".join(_MARK.findall(prose, *block.span))
        if not shape or (not pending and _is_paired(shape)) or any(prose.find(box, *block.span) >= 0 for box in boxes):
            continue
        marks = list(_marks(prose, block.span))
        if not marks:
            continue
        paired = pair(marks)
        found.extend(Fault("mixed", a, b) for a, b in paired.pairs if _PARTNER[a.char] != b.char)
        found.extend(Fault("nested", a, b) for o, a, b in paired.nested if not _ANGLE.search(document.text, o.at, a.at))
        pending = _continued(prose, block, marks, paired, pending)
        left = [m for m in _closed_by(prose, paired.left, pending) if not _no_mark(document, block, m)]
        turned, left = _turned(marks, left)
        found.extend(turned)
        for mark in left:
            if mark.opens:
                pending.append(_pending(prose, block, mark, index))
            else:
                found.append(Fault("unopened", mark))
    found.extend(Fault("unclosed", p.mark) for p in pending)
    return tuple(sorted(found, key=lambda f: f.first.at))


@lru_cache(maxsize=1 << 12)
def _is_paired(shape: str) -> bool:
    """Whether the marks of a paragraph, one behind the other, are complete pairs of one width; what may be an apostrophe is none."""
    if len(shape) > LONG or not _APOSTROPHES.isdisjoint(shape):
        return False
    paired = pair([Mark(at, char, _WIDE.get(char, char)) for at, char in enumerate(shape)])
    return not paired.left and not paired.nested and all(_PARTNER[a.char] == b.char for a, b in paired.pairs)


def _marks(prose: str, span: Span) -> Iterator[Mark]:
    """The marks of a stretch; apostrophes are none."""
    for m in _MARK.finditer(prose, *span):
        char = m.group()
        if char in _APOSTROPHES and _apostrophe(prose, m.start(), char):
            continue
        yield Mark(m.start(), char, _WIDE.get(char, char))


def _apostrophe(prose: str, at: int, char: str) -> bool:
    """Whether a single quotation mark is an apostrophe (Moody’s, ’25, 29°33’)."""
    before, after = prose[at - 1 : at], prose[at + 1 : at + 2]
    if char == "‘":
        return bool(before) and before.isascii() and before.isalpha()
    if before.isascii() and before.isalpha():
        return (after.isascii() and after.isalpha()) or "‘" not in prose[max(0, at - 200) : at]
    return (before.isdigit() and "°" in prose[max(0, at - 8) : at]) or (after.isdigit() and not is_han(before))


def pair(marks: list[Mark]) -> Paired:
    """Pairs the marks of a paragraph with a stack; an open mark that a later close of another kind passes over is left."""
    stack: list[Mark] = []
    opened: dict[str, int] = {}
    out = Paired([], [], [])
    for mark in marks:
        partner = _PARTNER[mark.key]
        if mark.opens:
            stack.append(mark)
            opened[mark.key] = opened.get(mark.key, 0) + 1
        elif not opened.get(partner):
            out.left.append(mark)
        else:
            while stack[-1].key != partner:
                passed = stack.pop()
                opened[passed.key] -= 1
                out.left.append(passed)
            first = stack.pop()
            opened[partner] -= 1
            out.pairs.append((first, mark))
            if stack and stack[-1].key == partner and partner in "“‘《":
                out.nested.append((stack[-1], first, mark))
    out.left.extend(stack)
    out.left.sort()
    if stack:  # “ inside “ is bad nesting only where every pair is complete; else it shows that a mark is missing
        out.nested.clear()
    return out


def _no_mark(document: Document, block: Block, mark: Mark) -> bool:
    """Whether a mark without a partner is none: a label such as 1), half a smiley, an interval, an ornament."""
    if _FAMILY[mark.char] == "quote":
        return False
    prose, at = document.prose, mark.at
    before, after = prose[max(block.span.start, at - 6) : at], prose[at + 1 : at + 2]
    if mark.char in ")）":
        if _HALF_LABEL.search(before):
            return True
        if _HAN_LABEL.match(prose, block.span.start, at + 1) and document.once(_han_half_labels) > 1:
            return True
    if mark.char in "）)" and not after.strip() and before[-2:] in _ACTS and _YEAR.search(prose[max(block.span.start, at - ENACTED) : at - 2]):
        return True  # the last line of a law's enactment note, whose first line often lost its bracket
    if mark.char in _WIDE:
        inside = prose[at + 1 : at + 20].lstrip()[:1] if mark.opens else prose[max(0, at - 20) : at].rstrip()[-1:]
        return inside != "" and not (is_han(inside) or inside in _PARTNER)
    if mark.char in "（［" and _INTERVAL.match(prose, at):
        return True
    if mark.char in "《》〈〉":
        bare = at - block.span.start < 20 and not prose[block.span.start : at].strip(_INDENT)
        doubled = mark.char in (before[-1:], after)
        return doubled or (not mark.opens and bare) or (before[-1:].isdigit() and after.isdigit())
    return False


def _han_half_labels(document: Document) -> int:
    """How many paragraphs begin with a label such as 一）."""
    return sum(1 for b in document.paragraphs if _HAN_LABEL.match(document.prose, b.span.start, b.span.end))


def _continued(prose: str, block: Block, marks: list[Mark], paired: Paired, pending: list[Pending]) -> list[Pending]:
    """What still waits for its partner when this paragraph goes on with a quotation: each of its paragraphs begins with “."""
    first = marks[0]
    if first.char not in "“‘「『" or prose[block.span.start : first.at].strip(_INDENT):
        return pending
    waiting = next((p for p in reversed(pending) if p.mark.char == first.char), None)
    if waiting is None:
        return pending
    close = next((b.at for a, b in paired.pairs if a == first), None)
    ends = close is None or prose[close - 1] in "。！？…；" or not prose[close + 1 : block.span.end].strip(f"{_INDENT}。；，！？）)")
    return [p for p in pending if p is not waiting] if ends else pending


def _closed_by(prose: str, left: list[Mark], pending: list[Pending]) -> list[Mark]:
    """The marks that remain when closing ones have found their partners among the pending, the latest first; these are taken out."""
    remaining = []
    waiting: dict[str, list[Pending]] = {}
    for p in pending:
        waiting.setdefault(p.mark.key, []).append(p)
    done = set()
    for mark in left:
        partners = [] if mark.opens else waiting.get(_PARTNER[mark.key], [])
        if partners and not (partners[-1].whole and prose[mark.at - 1] not in "。！？…\n\r\u3000"):
            done.add(partners.pop())
        else:
            remaining.append(mark)
    if done:
        pending[:] = [p for p in pending if p not in done]
    return remaining


def _turned(marks: list[Mark], left: list[Mark]) -> tuple[list[Fault], list[Mark]]:
    """Faults of two neighbouring marks that would make a pair if one or both were turned or exchanged, and the marks that remain."""
    place = {mark.at: i for i, mark in enumerate(marks)} if len(left) > 1 else {}
    turned: list[Fault] = []
    remaining: list[Mark] = []
    at = 0
    while at < len(left):
        a, b = left[at], left[at + 1] if at + 1 < len(left) else None
        near = b is not None and place[b.at] == place[a.at] + 1 and b.at - a.at <= SHORT
        variant = _variant(a, b) if near and b is not None else ""
        if variant:
            turned.append(Fault(variant, a, b))
            at += 2
        else:
            remaining.append(a)
            at += 1
    return turned, remaining


def _variant(a: Mark, b: Mark) -> str:
    """What two neighbouring marks without partners are together, "" if nothing."""
    if a.key == _PARTNER[b.key] and b.opens:
        return "reversed"
    if a.key == b.key:
        return "second-turned" if a.opens else "first-turned"
    if a.opens and not b.opens and _FAMILY[a.char] == _FAMILY[b.char]:
        return "mismatched"
    return ""


def _pending(prose: str, block: Block, mark: Mark, index: int) -> Pending:
    """A mark that may be closed in a later paragraph: soon where its own was torn, much later where a long quotation or note begins."""
    before = prose[max(block.span.start, mark.at - 20) : mark.at].strip(_INDENT)
    long = mark.char not in "《〈" and (not before or before[-1] in "：:“‘")
    torn = prose[max(mark.at, block.span.end - 20) : block.span.end].rstrip(_INDENT)[-1:] not in "。！？"
    return Pending(mark, index + (FAR if long else NEAR), not long and not torn)


def _hit(document: Document, fault: Fault) -> Hit:
    """A fault as a hit, with its mend where the place is certain enough."""
    a, b = fault.first, fault.second
    if b is None:
        return _lonely(document, fault)
    text, span = document.text, Span(a.at, b.at + 1)
    fields = {"first": a.char, "second": b.char, "pair": _pair_of(a.char), "text": text[span.start : min(span.end, span.start + 40)]}
    if fault.variant == "mixed":
        return Hit(span, fields, edits=_one_width(document, a, b), severity="warning", variant="mixed")
    new_a, new_b = _right_pair(fault.variant, a.char)
    edits = tuple([Edit(Span(m.at, m.at + 1), new) for m, new in ((a, new_a), (b, new_b)) if m.char != new])
    right = (new_a + text[a.at + 1 : b.at] + new_b,) if b.at - a.at <= RIGHT else ()
    return Hit(span, fields, edits, suggestions=right, safety="suggested", variant=fault.variant)


@cache
def _pair_of(char: str) -> str:
    """A mark and its partner as they stand."""
    return char + _PARTNER[char] if char in _OPENS else _PARTNER[char] + char


@cache
def _right_pair(variant: str, first: str) -> tuple[str, str]:
    """The two marks of a fault as they should be, by the first one."""
    opening = {"“": "‘", "‘": "“", "《": "〈"}[first] if variant == "nested" else _pair_of(first)[0]
    return opening, _PARTNER[opening]


def _one_width(document: Document, a: Mark, b: Mark) -> tuple[Edit, ...]:
    """Turns the half-width mark of a pair into the full-width one, or the other way round where the document is half-width."""
    table = _NARROW if document.once(_narrow) else _WIDE
    return tuple(Edit(Span(m.at, m.at + 1), table[m.char]) for m in (a, b) if m.char in table)


def _narrow(document: Document) -> bool:
    """Whether the brackets of a document are half-width."""
    return document.text.count("(") > 2 * document.text.count("（")


def _lonely(document: Document, fault: Fault) -> Hit:
    """A hit for a mark whose partner is nowhere, with a word about where it probably belongs.

    A title that is not closed mostly ends with its clause. A quotation does not, nor does what lost its opening mark
    begin with its clause: there an edit is only made where the same words stand between both marks elsewhere.
    """
    mark, prose = fault.first, document.prose
    missing = _PARTNER[mark.char]
    span = Span(mark.at, mark.at + 1)
    fields: dict[str, object] = {"mark": mark.char, "missing": missing}
    inside = _known_inside(document, mark) or _title(prose, mark)
    if inside and any(c in _PARTNER for c in document.slice(inside)):
        inside = None  # a mark put behind another one's twin would close nothing
    edits = (Edit(Span(inside.end, inside.end) if mark.opens else Span(inside.start, inside.start), missing),) if inside else ()
    pair = _pair_of(mark.char)
    suggestions = (pair[0] + document.slice(inside) + pair[1],) if inside else ()
    if fault.variant == "unopened":
        line = prose[max(0, mark.at - 40) : mark.at]
        start = max((m.end() for m in _CLAUSE.finditer(line)), default=0)
        fields["where"] = _where(document.slice(inside) if inside else line[start:], "前", "before")
        # [1]〕 [2]〕 …: what went wrong in every note is one report.
        label = prose[max(0, mark.at - 8) : mark.at].rpartition("\n")[2]
        cluster = mark.char if _NOTE.fullmatch(label) else None
        return Hit(span, fields, edits, suggestions=suggestions, safety="suggested", variant="unopened", cluster=cluster)
    m = _CLAUSE.search(prose, mark.at + 1, mark.at + 60)
    end = m.start() if m else min(len(prose), mark.at + 16)
    fields["where"] = _where(document.slice(inside) if inside else document.text[mark.at + 1 : end], "后", "after")
    return Hit(span, fields, edits, suggestions=suggestions, safety="suggested", variant="unclosed")


def _title(prose: str, mark: Mark) -> Span | None:
    """The rest of the clause behind a title mark that is not closed, where it is short and holds no other marks."""
    m = _CLAUSE.search(prose, mark.at + 1, mark.at + 2 + GUESS) if mark.char in "《〈" else None
    span = Span(mark.at + 1, m.start()) if m else Span(0, 0)
    return span if span.start < span.end and not _INNER.intersection(prose[span.start : span.end]) else None


def _known_inside(document: Document, mark: Mark) -> Span | None:
    """What a mark without its partner encloses, by the same words between both marks elsewhere, the longest; None if there are none."""
    prose, at = document.prose, mark.at
    known = document.once(_enclosed).get(mark.key if mark.opens else _PARTNER[mark.key])
    if known is None:
        return None
    two = prose[at + 1 : at + 3] if mark.opens else prose[max(0, at - 2) : at]
    for size in (known.by_head if mark.opens else known.by_tail).get(two, ()):
        start = at + 1 if mark.opens else at - size
        if 0 <= start <= len(prose) - size and prose[start : start + size] in known.words:
            return Span(start, start + size)
    return None


def _enclosed(document: Document) -> Mapping[str, Enclosed]:
    """The words that stand between both marks of a pair somewhere in the document, by the opening mark in its wide form."""
    found: dict[str, set[str]] = {}
    for block in document.paragraphs:
        for a, b in pair(list(_marks(document.prose, block.span))).pairs:
            if 2 < b.at - a.at <= KNOWN + 1:
                found.setdefault(a.key, set()).add(document.prose[a.at + 1 : b.at])
    return {key: Enclosed(words, _sizes((w[:2], len(w)) for w in words), _sizes((w[-2:], len(w)) for w in words)) for key, words in found.items()}


def _sizes(rows: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    """The different lengths that stand beside each pair of characters, the longest first."""
    sizes: dict[str, set[int]] = {}
    for two, size in rows:
        sizes.setdefault(two, set()).add(size)
    return {two: sorted(own, reverse=True) for two, own in sizes.items()}


def _where(words: str, side: str, english: str) -> dict[str, str]:
    """Where a missing mark probably belongs, as words to be put at the end of a message."""
    words = words.replace(CLEAR, "").strip()[:20]
    if not words:
        return {"zh": "", "en": ""}
    return {"zh": f"，可能缺在“{words}”之{side}", "en": f"; it probably belongs {english} “{words}”"}
