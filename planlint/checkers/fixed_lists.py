"""Lists whose members and order are fixed (创新、协调、绿色、开放、共享的新发展理念), with one left out, replaced or out of order."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from planlint.hits import Edit, Hit
from planlint.text.document import Document
from planlint.text.literals import present
from planlint.text.spans import Span

OPTIONS: dict[str, Any] = {"lists": []}
"""Each list is a table: `items` in order, and `heads`, the names of the whole, one of which has to stand near."""

NEAR = 60
"""How far from the name of the whole a list may begin or end, within one line."""
LINKS = frozenset(("、", "和", "与", "”、“", "、“", "”“"))
STRANGER_MAX = 6
"""An item of up to this many characters may stand in the place of another one."""


class Member(NamedTuple):
    """One item of a list as it stands in the text; -1 is an item that the list does not have."""

    at: int
    span: Span


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """The enumerations near the name of a fixed list that hold all of its items but one, or all in another order."""
    prose, found = document.prose, dict[Span, Hit]()
    named = [(head, table["items"]) for table in options.get("lists", ()) for head in table["heads"]]
    standing = set(present(document, [head for head, _ in named]))
    for head, items in named:
        at = prose.find(head) if head in standing else -1
        while at >= 0:
            if hit := _judge(prose, at, head, items):
                found.setdefault(hit.span, hit)
            at = prose.find(head, at + len(head))
    yield from (found[span] for span in sorted(found))


def _judge(prose: str, at: int, head: str, items: list[str]) -> Hit | None:
    """The fault of the longest enumeration of these items around a name; None where it is complete, or too little of it."""
    start = max(prose.rfind("\n", 0, at) + 1, at - NEAR)
    stop = prose.find("\n", at)
    end = min(len(prose) if stop < 0 else stop, at + len(head) + NEAR)
    chain = max(_chains(prose, start, end, items), key=lambda c: sum(m.at >= 0 for m in c), default=())
    order = [m.at for m in chain]
    known = [n for n in order if n >= 0]
    if not chain or known == list(range(len(items))) or len(set(known)) < max(3, len(items) - 1):
        return None
    span = Span(chain[0].span.start, chain[-1].span.end)
    missing = [item for n, item in enumerate(items) if n not in known]
    if missing and known != sorted(known):
        return None
    whole = "、".join(items)
    edits = (Edit(span, whole),) if "“" not in prose[span.start : span.end] else ()
    fields = {"name": head, "missing": "、".join(missing), "whole": whole}
    return Hit(span, fields, edits, suggestions=(whole,), variant="" if missing else "order")


def _chains(prose: str, start: int, end: int, items: list[str]) -> Iterator[tuple[Member, ...]]:
    """The stretches in which items of the list follow each other, at most one stranger between two of them."""
    chain: list[Member] = []
    for member in _members(prose, start, end, items):
        gap = prose[chain[-1].span.end : member.span.start] if chain else ""
        if chain and gap not in LINKS:
            if _is_stranger(gap):
                chain.append(Member(-1, Span(chain[-1].span.end + 1, member.span.start - 1)))
            else:
                yield tuple(chain)
                chain = []
        chain.append(member)
    yield tuple(chain)


def _is_stranger(gap: str) -> bool:
    """Whether what stands between two items is one other item."""
    return 3 <= len(gap) <= STRANGER_MAX + 2 and gap[0] == gap[-1] == "、" and not any(c in "、，。；：" for c in gap[1:-1])


def _members(prose: str, start: int, end: int, items: list[str]) -> list[Member]:
    """The places of the items between two offsets, in order."""
    found = []
    for n, item in enumerate(items):
        at = prose.find(item, start, end)
        while at >= 0:
            found.append(Member(n, Span(at, at + len(item))))
            at = prose.find(item, at + len(item), end)
    return sorted(found, key=lambda m: m.span)
