"""Headings as a tree: marked ones by their level, numbered ones by how their labels nest."""

from bisect import bisect_right
from typing import NamedTuple

from planlint.text.blocks import Block
from planlint.text.characters import CLEAR, SOLID

TITLE_MAX = 120
"""A title is cut to so many characters: it stands beside every problem of its section, and a whole text may be one heading."""

RUN_IN_MAX = 45
"""A numbered sentence at the head of a paragraph is its title up to this many characters (35. 完善交通体系。加快…)."""

# The order in which GB/T 9704 and the drafting rules of laws nest their labels; only the order matters.
_RANKS = {
    "编": 1, "篇": 1, "章": 2, "节": 3, "条": 4, "一、": 5, "一.": 5, "（一）": 6, "1.": 7, "1、": 7, "1.1": 8,
    "（1）": 9, "1）": 9, "①": 10,
}  # fmt: skip


class Node(NamedTuple):
    """One heading: its block, its title with the label, and the index of the heading above it (-1 at the top)."""

    block: Block
    title: str
    parent: int


class Outline(NamedTuple):
    """The headings of a document in order, as a tree by `Node.parent`."""

    nodes: tuple[Node, ...]
    starts: tuple[int, ...]

    def section(self, offset: int) -> tuple[str, ...]:
        """The titles of the headings above a place, outermost first."""
        at = bisect_right(self.starts, offset) - 1
        path = []
        while at >= 0:
            path.append(self.nodes[at].title)
            at = self.nodes[at].parent
        return tuple(reversed(path))


def build(blocks: tuple[Block, ...], prose: str) -> Outline:
    """The tree of all headings and of all paragraphs that begin with a label and a short title."""
    nodes: list[Node] = []
    stack: list[tuple[int, int]] = []  # (rank, index of the node)
    for block in blocks:
        if block.kind != "heading" and (block.ordinal is None or block.kind not in ("paragraph", "item")):
            continue
        title = _title(block, prose)
        if not title:
            continue
        rank = _rank(block, stack)
        while stack and stack[-1][0] >= rank:
            stack.pop()
        nodes.append(Node(block, title, stack[-1][1] if stack else -1))
        stack.append((rank, len(nodes) - 1))
    return Outline(tuple(nodes), tuple(n.block.span.start for n in nodes))


def _rank(block: Block, stack: list[tuple[int, int]]) -> int:
    """The depth of a heading as a number that only compares: marked headings first, then labels in their usual order."""
    if block.level:
        return block.level
    if block.ordinal is not None:
        return 10 + _RANKS.get(block.ordinal.style, 9)
    return max((rank for rank, _ in stack if rank < 10), default=0) + 1


def _title(block: Block, prose: str) -> str:
    """The title of a heading, or of a labelled paragraph whose first sentence is one; "" for all others."""
    text = prose[block.span.start : min(block.span.end, block.span.start + 2 * TITLE_MAX)].replace(CLEAR, "").replace(SOLID, "").strip()
    if block.kind == "heading":
        return text if len(text) <= TITLE_MAX else f"{text[:TITLE_MAX]}…"
    assert block.ordinal is not None
    if block.ordinal.style == "条":
        return text[: block.ordinal.length]
    stop = text.find("。", 0, RUN_IN_MAX)
    return text[:stop] if stop > 0 else ""
