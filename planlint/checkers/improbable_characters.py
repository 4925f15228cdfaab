"""A character that official prose does not have in such a place: 落到各处 for 实处, 气侯, a doubled, swapped or lost one.

The work is done in planlint/deep, which is loaded when the rule runs, and it runs only where it is named or --deep is given.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from planlint.checkers.doubled_characters import suspicion
from planlint.hits import Hit, Related
from planlint.text.document import Document
from planlint.text.lexicon import lexicon
from planlint.text.spans import Span

if TYPE_CHECKING:
    from planlint.deep.finder import Finding

OPTIONS: dict[str, Any] = {"level": "strict", "archive": "", "allow": [], "listed": {}}
DOUBLED_LEAST = -0.5
"""Log-odds of REP009 from which a doubled character may be a slip: lower than its own levels, since the counts agree here."""
_NEVER, _SELDOM = {"zh": "从未见过", "en": "was never seen"}, {"zh": "少见", "en": "is rare"}
_NOT_HERE = {"zh": "", "en": ""}
_VARIANTS = ("", "doubled", "missing", "swapped", "")
"""The wording of each kind of edit in planlint.deep.proposals."""


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """What looks wrong by the counts: above the level of strict as the rule says, down to the level of review as info."""
    if not document.punctuated:
        return
    from planlint.deep.findings import findings  # a pack of 6 MB

    reader = findings(str(options.get("archive", "")))
    firm = reader.model.levels["strict"]
    listed = options.get("listed") or {}
    allow = (*options.get("allow", ()), *listed.get("allow", ()), *listed.get("phrases", ()), *(right for right, _ in listed.get("terms", {}).values()))
    for finding in document.once(reader):
        sure = finding.score > firm
        if not (sure or options.get("level") == "review") or _covered(document.prose, finding.span, allow):
            continue
        old_script = lexicon().simple(document.slice(finding.span)) == finding.new  # which is the subject of CHR006
        if not old_script and (finding.new or not doubled_by_right(document.prose, finding.span)):
            yield _hit(document, finding, sure)


def doubled_by_right(text: str, span: Span) -> bool:
    """Whether the character of a span is one of several equal ones, and the words around it say that it belongs there."""
    start, end = span.start, span.end
    while start > 0 and text[start - 1] == text[span.start]:
        start -= 1
    while end < len(text) and text[end] == text[span.start]:
        end += 1
    return end - start > 1 and suspicion(text, start, end, DOUBLED_LEAST) is None


def _covered(text: str, span: Span, words: Sequence[str]) -> bool:
    """Whether one of the words lies over a span."""
    return any(text.find(word, max(0, span.end - len(word)), span.start + len(word)) >= 0 for word in words if word)


def _hit(document: Document, finding: "Finding", sure: bool) -> Hit:
    from planlint.deep.wording import piece

    prose = document.prose
    shown = piece(prose, finding.span, finding.new)
    times = prose.count(shown.new) if shown.new else 0
    elsewhere = prose.find(shown.new) if times else -1
    here = {"zh": f"，本文另有 {times} 次", "en": f", {times} times elsewhere in the document"} if times else _NOT_HERE
    known = _SELDOM if lexicon().seen(shown.old) else _NEVER
    return Hit(
        shown.span,
        {"text": shown.old, "usual": shown.new, "known": known, "here": here, "score": f"{finding.score:.1f}"},
        related=(Related(Span(elsewhere, elsewhere + len(shown.new)), "elsewhere"),) if times else (),
        suggestions=(shown.new,) if shown.new else (),
        severity="" if sure else "info",
        variant=_VARIANTS[finding.kind],
    )
