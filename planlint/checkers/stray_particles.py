"""A 的 or 了 that was left behind a finished clause: 开展群众性文化活动的，繁荣文艺创作.

The clause must be a plain verb and its object, and the next clause must go on with a verb. Anything that lets 的 end a
clause rightly (是…的, a condition, a passive, a statute's 有下列情形之一的) keeps it silent.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from planlint.hits import Edit, Hit
from planlint.text.characters import NOT_LATIN, han_before
from planlint.text.document import Document
from planlint.text.lexicon import lexicon
from planlint.text.patterns import pattern
from planlint.text.spans import Span

OPTIONS: dict[str, Any] = {"verbs": [], "excuses": [], "sentence-excuses": [], "nouns": [], "least": 5, "final": True}

_ENDS = pattern(rf"(?<={NOT_LATIN})[的了](?=[，,；;。])")
_CLAUSE = pattern(r"[^，。；：！？,;:!?\s]*$")
_ADVERB = "要|将|并|进一步|不断|全面|大力|积极|深入|着力|广泛|扎实|稳步|有序|持续|切实|协同|高质量|坚决|更好"
LEAD = 6
"""Characters that may stand before the verb of a clause: an adverb, or a short subject such as 国家."""


class Words(NamedTuple):
    """The word lists of the rule as patterns: the verb of a clause, the verb that the next one begins with, what excuses a final 的."""

    verb: re.Pattern[str]
    goes_on: re.Pattern[str]
    excuse: re.Pattern[str]
    sentence_excuse: re.Pattern[str]


@lru_cache(maxsize=4)
def _words(verbs: tuple[str, ...], nouns: tuple[str, ...], excuses: tuple[str, ...], sentence_excuses: tuple[str, ...]) -> Words:
    # 建设单位, 管理人员: a verb that only begins a noun is none
    verb = rf"(?:{'|'.join(verbs)})(?!{'|'.join(nouns)})" if nouns else "|".join(verbs)
    return Words(
        pattern(rf"\w{{0,{LEAD}}}?({verb})"),
        pattern(rf"(?:{_ADVERB})*({verb})"),
        pattern("|".join(excuses)),
        pattern("|".join(sentence_excuses)),
    )


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """The 的 and 了 that end a clause of verb and object for no reason."""
    settings = {**OPTIONS, **options}
    words = _words(*(tuple(settings[k]) for k in ("verbs", "nouns", "excuses", "sentence-excuses")))
    prose = document.prose
    for m in _ENDS.finditer(prose):
        clause = _CLAUSE.search(prose, max(0, m.start() - 60), m.start())
        if clause and len(clause.group()) >= settings["least"] and _is_stray(prose, clause.start(), m, words, settings["final"]):
            span = Span(m.start(), m.end())
            yield Hit(span, {"char": m.group(), "before": prose[max(clause.start(), m.start() - 6) : m.start()]}, (Edit(span, ""),))


def _is_stray(prose: str, start: int, m: re.Match[str], words: Words, final: bool) -> bool:
    """Whether the clause from `start` to the particle is verb and object, the next begins with a verb, and nothing excuses it."""
    verb = words.verb.match(prose, start, m.start())
    if verb is None or m.start() - verb.end() < 2 or words.excuse.search(prose, start, m.start()):
        return False
    if words.sentence_excuse.search(prose, _sentence_start(prose, start), start):
        return False
    goes_on = words.goes_on.match(prose, m.end() + 1)
    ends = final and prose[m.end()] == "。"
    return bool(goes_on or ends) and _is_object(prose[verb.end() : m.start()])


def _sentence_start(prose: str, at: int) -> int:
    return max(prose.rfind(mark, max(0, at - 200), at) for mark in "。；！？\n") + 1


def _is_object(text: str) -> bool:
    """Whether what stands between verb and particle ends in a noun as official prose uses it: a word of two characters or more."""
    run = han_before(text, len(text), 10)
    return bool(run) and (len(lexicon().segment(run)[-1]) >= 2 or lexicon().seen(run[-2:]) >= 2)
