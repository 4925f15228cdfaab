"""One name written in two ways: “强基层、促治理” here and “强基层·促治理” there.

Names are what stands between quotation marks or title marks. Two of them that differ in nothing but the marks inside are
one; two that differ in one character may be (`substitutions`), but a series (一期工程、二期工程) looks the same.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from planlint.hits import Edit, Hit, Related
from planlint.text.characters import CLEAR, SOLID, essence, is_han
from planlint.text.document import Document
from planlint.text.patterns import pattern
from planlint.text.spans import Span

OPTIONS: dict[str, Any] = {"least": 4, "substitutions": True}
"""Characters of the shortest name; whether names that differ in one character are reported, for --preview."""
STABLE = {"substitutions": False}

_NAMED = pattern(r"“([^“”]{3,40})”"), pattern(r"《([^《》]{3,60})》")
"""Two patterns that begin with one character each: such a one is looked for ten times faster than one of several."""
_BREAK = pattern(r"\s*[\r\n]\s*")
_ENDS = "，。；：！？、,;:!? "
_NARROW = {"（": "(", "）": ")", "：": ":", "，": ",", "—": "-", "－": "-", "–": "-", "~": "-", "～": "-", "•": "·", "・": "·"}
_SENTENCE = frozenset("，。；：！？,;")
_TELLING = frozenset("一二两三四五六七八九十百千万亿零〇○上下左右前后东西南北中内外大小多少高低长短增减正副首末甲乙丙丁省市县区乡镇村国州京沪津渝美英法德俄苏日韩印欧全选")


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """One hit for each place where the rarer of two forms stands; of two that are as frequent, one report with all places."""
    settings = {**OPTIONS, **options}
    places = _places(document, settings["least"])
    by_key: dict[str, list[str]] = defaultdict(list)
    for form in places:
        by_key[essence(form)].append(form)
    for forms in by_key.values():
        if len(forms) > 1:
            usual = max(forms, key=lambda form: (len(places[form]), -places[form][0].start))
            for form in forms:
                if form != usual and _differ_in_marks(form, usual):
                    yield from _variants(places, form, usual)
    if settings["substitutions"]:
        yield from _substitutions(places)


def _variants(places: Mapping[str, list[Span]], form: str, usual: str) -> Iterator[Hit]:
    """The places of a form that is rarer than the usual one; where it is not, nobody can tell which is meant."""
    if len(places[form]) < len(places[usual]):
        yield from (_hit(span, form, usual, places[usual][0]) for span in places[form])
        return
    for one, two in ((usual, form), (form, usual)):
        for span in places[one]:
            yield Hit(span, {"form": one, "usual": two}, related=(Related(places[two][0], "usual"),), cluster=usual)


def _places(document: Document, least: int) -> dict[str, list[Span]]:
    """Where each name stands, in order; names with markup inside and whole sentences are left out."""
    found: dict[str, list[Span]] = defaultdict(list)
    done = 0
    for m in sorted((m for named in _NAMED for m in named.finditer(document.prose)), key=re.Match.start):
        if m.start() < done:
            continue
        done = m.end()
        torn = m[1].rstrip(_ENDS)
        form = torn if torn.isalnum() else _BREAK.sub("", torn)
        if CLEAR not in form and SOLID not in form and len(form) >= least and not (m[0][0] == "“" and _SENTENCE.intersection(form)):
            found[form].append(Span(m.start(1), m.start(1) + len(torn)))
    return found


def _differ_in_marks(one: str, two: str) -> bool:
    """Whether two forms with the same letters have other marks between them; blanks and the width of marks are other rules' business."""
    if one.startswith(two) or two.startswith(one) or not all(map(is_han, essence(one))):
        return False
    return _marks(one) != _marks(two)


def _marks(form: str) -> list[str]:
    return [_NARROW.get(c, c) for c in form if not c.isalnum() and not c.isspace()]


def _substitutions(places: Mapping[str, list[Span]]) -> Iterator[Hit]:
    """Names that stand once and differ in one character from one that stands three times or more."""
    usual = {form for form, spans in places.items() if len(spans) >= 3}
    sizes = set(map(len, usual))
    shapes: dict[tuple[int, str, str], list[str]] = defaultdict(list)
    for form in usual:
        for at in range(len(form)):
            shapes[at, form[:at], form[at + 1 :]].append(form)
    for form, spans in places.items():
        if len(spans) > 1 or len(form) < 6 or len(form) not in sizes:
            continue
        near = {other for at in range(len(form)) for other in shapes.get((at, form[:at], form[at + 1 :]), ()) if other != form}
        if len(near) == 1 and _is_slip(form, other := near.pop()):
            hit = _hit(spans[0], form, other, places[other][0])
            yield hit._replace(status="preview")


def _is_slip(form: str, usual: str) -> bool:
    """Whether the one character in which two forms differ makes no other name of it."""
    one, two = next((a, b) for a, b in zip(form, usual, strict=True) if a != b)
    return is_han(one) and is_han(two) and one not in _TELLING and two not in _TELLING


def _hit(span: Span, form: str, usual: str, first: Span) -> Hit:
    return Hit(span, {"form": form, "usual": usual}, (Edit(span, usual),), (Related(first, "usual"),), (usual,))
