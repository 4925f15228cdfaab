"""One place that can be mended, as a person is asked about it: the report in short, and the edit in its text, character by character."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planlint.fix import Offer
from planlint.hits import Edit
from planlint.report.full import AROUND, SEVERITY, STYLES, Line, clip, window
from planlint.report.results import flat
from planlint.text.characters import shared_start
from planlint.text.document import Document
from planlint.text.spans import Span

LONG = 60
"""Characters shown of what goes or comes; of more, the beginning and the end."""

_WORDS = {
    "zh": {"reason": "原因", "safe": "不动文字", "suggested": "请看准再改"},
    "en": {"reason": "why", "safe": "leaves the wording alone", "suggested": "look closely"},
}


def lines(document: Document, offer: Offer, message: str, counted: str, lang: str) -> Iterator[Line]:
    """The lines of a question: where, what is wrong, the text with the edit marked, and why; `counted` says how many there are."""
    words, rule, style = _WORDS[lang], offer.problem.rule, STYLES[offer.problem.severity]
    at = document.position(offer.place.span.start)
    yield [
        (f"{counted} ", "dim"), (f"{document.path}:{at.line}:{at.column}", "bold"), (": ", ""), (rule.code, style), (f" {rule.title[lang]}", "bold"),
        (f" [{SEVERITY[lang][offer.problem.severity]}]", style), (f" {flat(message)}", ""),
    ]  # fmt: skip
    yield [("  │ ", "dim"), *marked(document.text, offer.edits)]
    yield [(f"  = {words['reason']}: ", "dim"), (offer.problem.reason, ""), (f" ({words[offer.place.safety]})", "dim")]


def marked(text: str, edits: Iterable[Edit]) -> Line:
    """The edits in a short stretch of text: [-what goes-]{+what comes+}."""
    rows = [narrowed(text, edit) for edit in edits]
    before, _, after = window(text, Span(rows[0].span.start, rows[-1].span.end))
    pieces: Line = [(before, "")]
    at = rows[0].span.start
    for edit in rows:
        pieces.append((clip(flat(text[at : edit.span.start]), 2 * AROUND), ""))
        gone, come = (clip(flat(words), LONG) for words in (text[edit.span.start : edit.span.end], edit.text))
        pieces += [(f"[-{gone}-]", "red")] * bool(gone) + [(f"{{+{come}+}}", "green")] * bool(come)
        at = edit.span.end
    return [*pieces, (after, "")]


def narrowed(text: str, edit: Edit) -> Edit:
    """An edit without the characters at its beginning and end that stay as they are."""
    old, new = text[edit.span.start : edit.span.end], edit.text
    first = shared_start((old, new))
    last = shared_start((old[first:][::-1], new[first:][::-1]))
    return Edit(Span(edit.span.start + first, edit.span.end - last), new[first : len(new) - last])
