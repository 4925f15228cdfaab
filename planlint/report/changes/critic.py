"""`--format critic`: the whole text in CriticMarkup. Accepting all of it gives the new text, rejecting it the old one."""

from __future__ import annotations

import re
from collections.abc import Iterable

from planlint.report.changes.view import Pair, View, parts

_OPENING = re.compile(r"\{(?=\+\+|--|~~|>>|==)")


def render(pairs: Iterable[Pair], view: View) -> str:
    """The texts with their changes marked; moves are deleted there and inserted here. Several pairs follow one another."""
    return "".join(_text(pair, view) for pair in pairs if pair.comparison is not None)


def _text(pair: Pair, view: View) -> str:
    comparison = pair.comparison
    if comparison is None:
        return ""
    out, same = [], ""
    for part in parts(comparison, view):
        if part.kind in ("equal", "hidden"):
            same += comparison.new.slice(part.new)
        else:
            out += [literal(same), marked(comparison.old.slice(part.old), comparison.new.slice(part.new))]
            same = ""
    return "".join(out) + literal(same)


def literal(text: str) -> str:
    """A text that is the same in both versions; what looks like a mark in it is put so that it resolves to itself."""
    return _OPENING.sub("{~~{~>{~~}", text)


def marked(old: str, new: str) -> str:
    """One change as CriticMarkup."""
    plain = not any(mark in old + new for mark in ("~>", "~~}", "~}")) and not old.endswith("~") and not new.endswith("~")
    if old and new and plain:
        return f"{{~~{old}~>{new}~~}}"
    return _enclosed("{--", old, "--}") + _enclosed("{++", new, "++}")


def _enclosed(opening: str, text: str, closing: str) -> str:
    """A text between its marks; cut in two wherever it holds the closing mark itself."""
    pieces = text.split(closing)
    chunks = [pieces[0]]
    for piece in pieces[1:]:  # the mark is cut behind its first character, which cannot close anything
        chunks[-1] += closing[0]
        chunks.append(closing[1:] + piece)
    return "".join(f"{opening}{chunk}{closing}" for chunk in chunks if chunk)
