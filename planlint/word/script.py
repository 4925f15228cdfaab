"""What is to be done to the paragraphs of one text so that they become those of another: kept, deleted, inserted, characters and ends."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from planlint.word.stories import Par, Table

KEPT, DELETED, INSERTED = "kept", "deleted", "inserted"


MARK = -(1 << 40)
"""The mark of note or text box n is the character MARK - n: it has no room in the text."""


class Step(NamedTuple):
    """One step, in the order of the text: characters from `start` to `end`, or the `ends` of a paragraph, or a whole table.

    Offsets are of the old text, of what is inserted of the new one. `other` is the offset in the new text of an end that is kept;
    `move` is the number of the move that the characters belong to, -1 for none.
    """

    kind: str
    start: int
    end: int
    ends: bool = False
    other: int = -1
    move: int = -1
    table: Table | None = None


class Texts(NamedTuple):
    """What the steps are made from: where each old character stands in the new text, which moves characters belong to, the new
    paragraphs, by the offsets of their ends, whose automatic numbers are to be characters, the marks before an offset of each,
    and of each the levels of paragraphs in lists, by the offsets of their ends."""

    matches: dict[int, int]
    gone: dict[int, int]
    come: dict[int, int]
    literal: frozenset[int]
    old_marks: dict[int, list[int]]
    new_marks: dict[int, list[int]]
    levels: tuple[dict[int, int], dict[int, int]]


def steps(old: Sequence[Par], new: Sequence[Par | Table], texts: Texts) -> list[Step]:
    """The steps for paragraphs between two tables or the ends of a story; the last end of the one stays the last of the other."""
    here = [at for par in old for at in _with_marks(range(par.body, par.end + 1), texts.old_marks)]
    there = list(_offsets(new, texts))
    ends = {par.end for par in old}, {block.end for block in new if isinstance(block, Par)}
    tables = {-1 - block.span.start: block for block in new if isinstance(block, Table)}
    pairs = _slid(_paired(_matched(here, there, ends, texts), here, there, ends, texts), here, there, ends)
    return list(_grouped(_stepwise(pairs, here, there, ends, texts, tables)))


def _with_marks(offsets: range, marks: dict[int, list[int]]) -> Iterator[int]:
    """The characters of a stretch with the marks before them."""
    for at in offsets:
        if at in marks:
            yield from marks[at]
        yield at


def _offsets(new: Iterable[Par | Table], texts: Texts) -> Iterator[int]:
    """The offsets of the characters and ends of paragraphs; a table stands as a number below 0, its first offset turned over."""
    for block in new:
        if isinstance(block, Table):
            yield -1 - block.span.start
        else:
            yield from _with_marks(range(block.start if block.end in texts.literal else block.body, block.end + 1), texts.new_marks)


Ends = tuple[set[int], set[int]]
Pairs = list[tuple[int, int]]
"""Numbers of characters that stay what they are, in order."""


def _matched(here: list[int], there: list[int], ends: Ends, texts: Texts) -> Pairs:
    """What is equal, ends with ends only, and the last ends of both."""
    numbers = {offset: number for number, offset in enumerate(there)}
    pairs: Pairs = []
    for i, offset in enumerate(here):
        other = texts.matches.get(offset, -1)
        j = numbers.get(other, -1)
        if j >= 0 and (offset in ends[0]) == (other in ends[1]) and (not pairs or pairs[-1][1] < j):
            pairs.append((i, j))
    pairs = list(_without_odd_joints(pairs, _owners(here, ends[0]), _owners(there, ends[1]), texts.levels))
    if here and there and there[-1] in ends[1]:
        last = len(here) - 1, len(there) - 1
        return [*((i, j) for i, j in pairs if i < last[0] and j < last[1]), last]
    return pairs


def _owners(tokens: list[int], ends: set[int]) -> list[int]:
    """Of each character, the end of its paragraph."""
    found, end = [0] * len(tokens), -1
    for at in range(len(tokens) - 1, -1, -1):
        end = tokens[at] if tokens[at] in ends else end
        found[at] = end
    return found


def _without_odd_joints(pairs: Pairs, here: list[int], there: list[int], levels: tuple[dict[int, int], dict[int, int]]) -> Iterator[tuple[int, int]]:
    """The pairs without those that would join or divide paragraphs of lists with others: programs do not agree which number stays.

    Of paragraphs that share words, but are not all on one level of a list, only those stay together that share most.
    """
    shared = Counter((here[i], there[j]) for i, j in pairs)
    best: dict[tuple[int, int], tuple[int, tuple[int, int]]] = {}
    for cell, size in shared.items():
        for key in ((0, cell[0]), (1, cell[1])):
            best[key] = max(best.get(key, (0, cell)), (size, cell))
    kept: set[tuple[int, int]] = set()
    group: list[tuple[int, int]] = []
    for cell in [*sorted(shared), (-1, -1)]:
        if group and group[-1][0] != cell[0] and group[-1][1] != cell[1]:
            kinds = {levels[0].get(a, -1) for a, _ in group} | {levels[1].get(b, -1) for _, b in group}
            kept.update(one for one in group if len(kinds) == 1 or best[0, one[0]][1] == one == best[1, one[1]][1])
            group = []
        group.append(cell)
    yield from ((i, j) for i, j in pairs if (here[i], there[j]) in kept)


def _gaps(pairs: Pairs, here: list[int], there: list[int]) -> Iterator[tuple[range, range, tuple[int, int] | None]]:
    """What lies before each pair, with the pair, and what lies behind all."""
    i = j = 0
    for a, b in pairs:
        yield range(i, a), range(j, b), (a, b)
        i, j = a + 1, b + 1
    yield range(i, len(here)), range(j, len(there)), None


def _paired(pairs: Pairs, here: list[int], there: list[int], ends: Ends, texts: Texts) -> Pairs:
    """With the ends of paragraphs that are replaced by others, one by one; what moves keeps its own."""
    out: Pairs = []
    for rows, columns, pair in _gaps(pairs, here, there):
        gone = [i for i in rows if here[i] in ends[0] and here[i] - 1 not in texts.gone]
        come = [j for j in columns if there[j] in ends[1] and there[j] - 1 not in texts.come]
        out += [*zip(gone, come, strict=False), *([pair] if pair else [])]
    return out


def _slid(pairs: Pairs, here: list[int], there: list[int], ends: Ends) -> Pairs:
    """What is inserted or deleted from the end of a paragraph to that of the next one is the next one whole."""
    out: Pairs = []
    for rows, columns, pair in _gaps(pairs, here, there):
        if pair is None:
            break
        i, j = pair
        last = i == len(here) - 1 or j == len(there) - 1
        if here[i] in ends[0] and not last:
            if not rows and columns and there[columns[0]] in ends[1]:
                pair = i, columns[0]
            elif rows and not columns and here[rows[0]] in ends[0]:
                pair = rows[0], j
        out.append(pair)
    return out


def _stepwise(
    pairs: Pairs, here: list[int], there: list[int], ends: Ends, texts: Texts, tables: dict[int, Table]
) -> Iterator[Step]:
    """The steps of single characters."""
    for rows, columns, pair in _gaps(pairs, here, there):
        move = -1
        for offset in (here[i] for i in rows):
            move = texts.gone.get(offset, -1) if offset not in ends[0] else move
            yield Step(DELETED, offset, offset + 1, offset in ends[0], -1, move)
            move = -1 if offset in ends[0] else move
        for offset in (there[j] for j in columns):
            move = texts.come.get(offset, -1) if offset not in ends[1] else move
            yield Step(INSERTED, offset, offset + 1, offset in ends[1], -1, move, tables.get(offset))
            move = -1 if offset in ends[1] else move
        if pair:
            start, other = here[pair[0]], there[pair[1]]
            yield Step(KEPT, start, start + 1, start in ends[0], other)


def _grouped(single: Iterable[Step]) -> Iterator[Step]:
    """The steps with characters that follow each other made one."""
    last: Step | None = None
    for step in single:
        if (
            last is not None and last.end == step.start and last.kind == step.kind and last.move == step.move
            and not (last.ends or step.ends or last.table or step.table)
        ):  # fmt: skip
            last = last._replace(end=step.end)
            continue
        if last is not None:
            yield last
        last = step
    if last is not None:
        yield last


