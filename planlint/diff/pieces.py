"""A gap between equal blocks as the changes of single paragraphs, where it reaches over breaks."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from planlint.diff.edges import cluster
from planlint.diff.refine import Block, common_prefix, common_suffix, joined
from planlint.diff.stretches import Stretches
from planlint.text.spans import Span

_BREAK = re.compile(r"[^\S\r\n]*[\r\n]\s*")
_END = re.compile(r"[^\w\s]{1,3}(?=[^\S\r\n]*(?:[\r\n]|\Z))")
_LETTER = re.compile(r"\w")
_LINE = re.compile(r"[^\r\n]*")
_NUMBERED = re.compile(r"[\s>*#]*(?:第\w{1,7}[编編篇章节節条條款]|[（(]?[〇零一二三四五六七八九十百\d]{1,4}[）)、.．])\s*")
_ANSWERS = 0.5
"""Words that have less in common than this share of the shorter do not answer to each other."""

_LONGEST = 2000

_LOOK = 400
_PAST_LABEL = 12
"""So far behind the beginning of a line there is no label any more."""

_ENDS_LINE = re.compile(r"[\r\n]")
_BLANKS = " \t\u3000\xa0"


class Rough(NamedTuple):
    """A change before it is classified. `left` and `right`: how much equal text stands beside it on both sides."""

    a0: int
    a1: int
    b0: int
    b1: int
    left: int
    right: int


def gaps(blocks: Sequence[Block], old_size: int, new_size: int) -> Iterator[Rough]:
    """What lies between blocks, before the first and behind the last, where it is not empty on both sides."""
    a = b = left = 0
    for i, j, n in [*blocks, (old_size, new_size, 0)]:
        if i > a or j > b:
            yield Rough(a, i, b, j, left, n)
        a, b, left = i + n, j + n, n


def settled(blocks: Sequence[Block], old: str, new: str, gone: Stretches, come: Stretches) -> list[Block]:
    """The blocks of equal text where those at the edges of a gap belong to paragraphs that answer to each other.

    A longest common subsequence does not care to which of several paragraphs a full stop or a few words belong. Gaps
    that something moved from or to stay as they are.
    """
    once = joined(list(_settled(_without_stray_breaks(blocks, old, new), old, new, gone, come)))
    return once if once == blocks else joined(list(_settled(once, old, new, gone, come)))  # two gaps may have become one


def _without_stray_breaks(blocks: Sequence[Block], old: str, new: str) -> list[Block]:
    """The blocks without breaks between paragraphs that are all strangers: those of the one text went, those of the other came."""
    between = list(gaps(blocks, len(old), len(new)))
    ends, starts = {g[1:4:2]: g for g in between}, {g[0:3:2]: g for g in between}
    kept = []
    for a, b, n in blocks:
        before, behind = ends.get((a, b)), starts.get((a + n, b + n))
        if before and behind and old[a : a + n].isspace() and _BREAK.search(old, a, a + n) and _strange(before, behind, old, new):
            continue
        kept.append((a, b, n))
    return kept


def _strange(one: Rough, two: Rough, old: str, new: str) -> bool:
    """Whether two gaps hold whole paragraphs without a common label, and some of either text."""
    if any(in_midst(gap, old, new) or in_midst_at_end(gap, old, new) for gap in (one, two)):
        return False
    went = old[one.a0 : one.a1].strip() or old[two.a0 : two.a1].strip()
    came = new[one.b0 : one.b1].strip() or new[two.b0 : two.b1].strip()
    return bool(went and came)


def _settled(blocks: Sequence[Block], old: str, new: str, gone: Stretches, come: Stretches) -> Iterator[Block]:
    a = b = 0
    for gap in gaps(blocks, len(old), len(new)):
        pieces = [gap]
        if gone.spare(Span(gap.a0, gap.a1)) and come.spare(Span(gap.b0, gap.b1)):
            pieces = [part for piece in by_paragraph(_with_end(gap, old, new), old, new) for part in _trimmed(piece, old, new)]
        for piece in pieces:
            yield a, b, piece.a0 - a
            a, b = piece.a1, piece.b1
    yield a, b, len(old) - a


def by_paragraph(gap: Rough, old: str, new: str) -> Iterator[Rough]:
    """A gap as the changes of its first paragraph, of its last one, and of the whole paragraphs between them.

    A gap that begins in the midst of a paragraph changes that paragraph as far as the first break on either side; one
    that ends in the midst of a paragraph changes it from the last break on. What lies between came or went as a whole.
    """
    x, y = old[gap.a0 : gap.a1], new[gap.b0 : gap.b1]
    if gap.left > _PAST_LABEL and not _ENDS_LINE.search(old[gap.a0 - _PAST_LABEL : gap.a0] + x + y):
        yield gap
        return
    left = in_midst(gap, old, new)
    if not x.strip() or not y.strip():
        yield from _with_labels(gap, old, new)
        return
    right = in_midst_at_end(gap, old, new)
    here, there = list(_BREAK.finditer(x)), list(_BREAK.finditer(y))
    if not (here or there):
        yield from _label_apart(gap, old, new) if left or right else _rewritten(gap, old, new)
        return
    if left and right and not (here and there):
        if not (before := _alike(here, there, x, y)):
            yield from _split_or_merged(gap, old, new)
            return
        if before < 0:
            gap = _from_first_words(gap, old, new)
            x, y = old[gap.a0 : gap.a1], new[gap.b0 : gap.b1]
            here, there = list(_BREAK.finditer(x)), list(_BREAK.finditer(y))
        left, right = before > 0, before < 0
    a0, a1, b0, b1 = gap[:4]
    if left:
        a0 += here[0].start() if here else len(x)
        b0 += there[0].start() if there else len(y)
        yield Rough(gap.a0, a0, gap.b0, b0, gap.left, 0)
    if right:
        a1 = gap.a0 + (here[-1].end() if here else _indent(x, left))
        b1 = gap.b0 + (there[-1].end() if there else _indent(y, left))
    middle = Rough(a0, a1, b0, b1, 0 if left else gap.left, 0 if right else gap.right)
    yield from _whole_paragraphs(_from_line_start(middle, old, new), old, new)
    if right:
        yield Rough(a1, gap.a1, b1, gap.b1, 0, gap.right)


def _alike(here: Sequence[re.Match[str]], there: Sequence[re.Match[str]], x: str, y: str) -> int:
    """Whether words on the one side answer to those before the breaks on the other (1), behind them (-1), or neither (0)."""
    one, other, breaks = (x, y, there) if there else (y, x, here)
    before = _share(one, other[: breaks[0].start()])
    behind = _share(one, other[breaks[-1].end() :])
    return (before > behind) - (before < behind)


def _share(x: str, y: str) -> float:
    """How much of the shorter of two texts stands in the other in order, from 0 to 1; 0 where that says nothing."""
    shorter = min(len(x), len(y))
    if shorter < 2 or max(len(x), len(y)) > _LONGEST:
        return 0.0
    from rapidfuzz.distance import LCSseq

    share = LCSseq.similarity(x, y) / shorter
    return share if share >= _ANSWERS else 0.0


def _from_first_words(gap: Rough, old: str, new: str) -> Rough:
    """A gap with the words before it in its line, where the paragraph behind the breaks begins with the same."""
    line = _line_start(old, gap.a0)
    label = _NUMBERED.match(old, line, gap.a0)
    n = gap.a0 - (label.end() if label else line)
    own = old[gap.a0 - n : gap.a0]
    begins = any(text.startswith(own, _line_start(text, end)) for text, end in ((old, gap.a1), (new, gap.b1)))
    return gap._replace(a0=gap.a0 - n, b0=gap.b0 - n, left=gap.left - n) if begins and n <= gap.left else gap


def _with_labels(gap: Rough, old: str, new: str) -> Iterator[Rough]:
    """Paragraphs that went or came, each with its label: not from behind one label as far as behind the next."""
    text, start, end = (new, gap.b0, gap.b1) if gap.a0 == gap.a1 else (old, gap.a0, gap.a1)
    last = max(text.rfind("\n", start, end), text.rfind("\r", start, end)) + 1
    if not last:
        yield gap
        return
    own, following = text[_line_start(text, start) : start], text[last:end]
    if not (len(own) <= gap.left and _NUMBERED.fullmatch(own) and _NUMBERED.fullmatch(following)):
        yield gap
        return
    n, k = len(own), len(following)
    if gap.a0 == gap.a1:
        yield Rough(gap.a0 - n, gap.a0 - n, gap.b0 - n, gap.b1 - k, gap.left - n, 0)
        yield Rough(gap.a0 - n, gap.a1, gap.b1 - k, gap.b1, 0, gap.right)
    else:
        yield Rough(gap.a0 - n, gap.a1 - k, gap.b0 - n, gap.b0 - n, gap.left - n, 0)
        yield Rough(gap.a1 - k, gap.a1, gap.b0 - n, gap.b1, 0, gap.right)


def _with_end(gap: Rough, old: str, new: str) -> Rough:
    """A gap over breaks on one side alone, and the full stop behind it: that belongs to the paragraph that came or went."""
    x, y = old[gap.a0 : gap.a1], new[gap.b0 : gap.b1]
    if bool(_ENDS_LINE.search(x)) == bool(_ENDS_LINE.search(y)) or not (x + y).strip() or not in_midst(gap, old, new):
        return gap
    m = _END.match(old, gap.a1)
    n = len(m.group()) if m else 0
    return gap._replace(a1=gap.a1 + n, b1=gap.b1 + n, right=gap.right - n) if 0 < n <= gap.right else gap


def _label_apart(gap: Rough, old: str, new: str) -> Iterator[Rough]:
    """A change of a label and of the first words behind it (第五条 办理, 第八条 申请) as two changes."""
    a, b = _line_start(old, gap.a0), _line_start(new, gap.b0)
    one, two = _NUMBERED.match(old, a, gap.a1), _NUMBERED.match(new, b, gap.b1)
    ahead = gap.a0 - a
    if (
        one and two and old[a : gap.a0] == new[b : gap.b0] and ahead <= gap.left
        and gap.a0 < one.end() and gap.b0 < two.end() and (one.end() < gap.a1 or two.end() < gap.b1)
        and one.group().rstrip()[-1] == two.group().rstrip()[-1]
    ):  # fmt: skip
        yield Rough(a, one.end(), b, two.end(), gap.left - ahead, 0)
        yield Rough(one.end(), gap.a1, two.end(), gap.b1, 0, gap.right)
    else:
        yield gap


def _rewritten(gap: Rough, old: str, new: str) -> Iterator[Rough]:
    """A paragraph in place of another that it has nothing in common with.

    Where the paragraphs around it stayed, or its label did, it was rewritten. Among others that changed as much the two
    stand in the same place by chance: the one went, the other came.
    """
    kept_before = gap.a0 == 0 or _LETTER.search(old, gap.a0 - min(gap.left, _LOOK), gap.a0)
    kept_behind = gap.a1 == len(old) or _LETTER.search(old, gap.a1, gap.a1 + min(gap.right, _LOOK))
    if kept_before and kept_behind:
        yield gap
    else:
        yield from _whole_paragraphs(gap, old, new)


def _whole_paragraphs(gap: Rough, old: str, new: str) -> Iterator[Rough]:
    """The paragraphs that went, and those that came; under the same label they are the same, though rewritten."""
    gap = _without_space(gap, old, new)
    x, y = old[gap.a0 : gap.a1], new[gap.b0 : gap.b1]
    cut = cluster(old, gap.a0) or cluster(new, gap.b0) or cluster(old, gap.a1) or cluster(new, gap.b1)
    if cut or not x.strip() or not y.strip() or _same_label(gap, old, new):
        yield gap
        return
    yield gap._replace(b1=gap.b0, right=0)
    yield gap._replace(a0=gap.a1, left=0)


def _trimmed(gap: Rough, old: str, new: str) -> Iterator[Rough]:
    """A change without what both sides have in common at their ends, if anything is left."""
    a0, a1, b0, b1 = gap[:4]
    x, y = old[a0:a1], new[b0:b1]
    if x == y:
        return
    head = common_prefix(x, y)
    while head and (cluster(old, a0 + head) or cluster(new, b0 + head)):
        head -= 1
    tail = common_suffix(x[head:], y[head:])
    while tail and (cluster(old, a1 - tail) or cluster(new, b1 - tail)):
        tail -= 1
    yield Rough(a0 + head, a1 - tail, b0 + head, b1 - tail, gap.left + head, gap.right + tail)


def _from_line_start(gap: Rough, old: str, new: str) -> Rough:
    """A change that is an insertion or a deletion behind an indentation, and ends with the next one, from the line's start."""
    if (gap.a0 == gap.a1) == (gap.b0 == gap.b1):
        return gap
    text, start, end = (new, gap.b0, gap.b1) if gap.a0 == gap.a1 else (old, gap.a0, gap.a1)
    changed = text[start:end]
    n = min(gap.left, _LOOK, common_suffix(text[max(0, start - _LOOK) : start], changed), len(changed) - len(changed.rstrip(_BLANKS)))
    return Rough(gap.a0 - n, gap.a1 - n, gap.b0 - n, gap.b1 - n, gap.left - n, gap.right + n)


def _without_space(gap: Rough, old: str, new: str) -> Rough:
    """A change without the white space that both sides begin with, or end with."""
    x, y = old[gap.a0 : gap.a1], new[gap.b0 : gap.b1]
    head = common_prefix(x[: _indent(x)], y[: _indent(y)])
    tail = common_suffix(x[len(x.rstrip()) :], y[len(y.rstrip()) :]) if x.strip() and y.strip() else 0
    return Rough(gap.a0 + head, gap.a1 - tail, gap.b0 + head, gap.b1 - tail, gap.left + head, gap.right + tail)


def _indent(text: str, inside: bool = False) -> int:
    """How much white space a text begins with; one that begins inside a line has no indentation."""
    return 0 if inside else len(text) - len(text.lstrip())


def _same_label(gap: Rough, old: str, new: str) -> bool:
    one, two = _NUMBERED.match(old, gap.a0, gap.a1), _NUMBERED.match(new, gap.b0, gap.b1)
    return one is not None and two is not None and one.group().strip() == two.group().strip()


def in_midst(gap: Rough, old: str, new: str) -> bool:
    """Whether the first words of a gap belong to one paragraph: it begins behind others of its words, or with one label."""
    return (_has_letters_before(old, gap.a0) and _has_letters_before(new, gap.b0)) or _same_label(gap, old, new)


def in_midst_at_end(gap: Rough, old: str, new: str) -> bool:
    """Whether the last words of a gap belong to one paragraph: others of its words follow."""
    return _has_letters_behind(old, gap.a1) and _has_letters_behind(new, gap.b1)


def _has_letters_before(text: str, at: int) -> bool:
    """Whether a place is in the midst of a paragraph, behind some of its words."""
    return _LETTER.search(text, _line_start(text, at), at) is not None


def _line_start(text: str, at: int) -> int:
    """Where the line begins that a place is in, or a place so far before it that it does not matter."""
    low = max(0, at - _LOOK)
    low = max(low, text.rfind("\n", low, at) + 1)
    return max(low, text.rfind("\r", low, at) + 1)


def _has_letters_behind(text: str, at: int) -> bool:
    """Whether a place is in the midst of a paragraph, before some of its words."""
    m = _LINE.match(text, at, at + _LOOK)
    return m is not None and _LETTER.search(m.group()) is not None


def _split_or_merged(gap: Rough, old: str, new: str) -> Iterator[Rough]:
    """A replacement with a break added or removed at its end or at its front, as two changes."""
    x, y = old[gap.a0 : gap.a1], new[gap.b0 : gap.b1]
    lead = (len(x) - len(x.lstrip()), len(y) - len(y.lstrip()))
    tail = (len(x.rstrip()), len(y.rstrip()))
    if any(lead) and ("\n" in x[: lead[0]] or "\n" in y[: lead[1]]):
        yield Rough(gap.a0, gap.a0 + lead[0], gap.b0, gap.b0 + lead[1], gap.left, 0)
        yield Rough(gap.a0 + lead[0], gap.a1, gap.b0 + lead[1], gap.b1, 0, gap.right)
    elif "\n" in x[tail[0] :] or "\n" in y[tail[1] :]:
        yield Rough(gap.a0, gap.a0 + tail[0], gap.b0, gap.b0 + tail[1], gap.left, 0)
        yield Rough(gap.a0 + tail[0], gap.a1, gap.b0 + tail[1], gap.b1, 0, gap.right)
    else:
        yield gap
