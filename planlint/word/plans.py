"""What a redline does to the parts of a file: the plan for each stretch of paragraphs and for the rows of each table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from planlint.word.imports import Imports
from planlint.word.pieces import Extract
from planlint.word.script import DELETED, INSERTED, KEPT, MARK, Step, Texts, steps
from planlint.word.stories import Block, Mark, Par, Row, Run, Story, Table, between, partners, stories

Element = Any


class Plan:
    """What is done to one stretch of paragraphs (`steps`, the block behind them, tables that go), or to the rows of a table."""

    def __init__(
        self, steps: Iterable[Step], follower: Element | None, tables: tuple[Element, ...] = (), gone: tuple[Element, ...] = (),
        come: tuple[Row, ...] = (), table: Element | None = None,
    ) -> None:  # fmt: skip
        self.steps, self.follower, self.tables = tuple(steps), follower, tables
        self.gone, self.come, self.table = gone, come, table

    def with_steps(self, steps: Iterable[Step]) -> Plan:
        """The same with other steps."""
        return Plan(steps, self.follower, self.tables, self.gone, self.come, self.table)


class Plans:
    """The plans that lead from one file to another, with the numbers of some paragraphs, by their ends, written as characters."""

    def __init__(
        self, found: Extract, wanted: Extract, imports: Imports, equal: Sequence[Run], moved: Sequence[tuple[Run, int]], literal: frozenset[int]
    ) -> None:
        self.here, self.there, self._imports, self._equal, self._moved = stories(found), stories(wanted), imports, equal, moved
        self.old_pars = {par.end: par for par in self.here.pars}
        self.new_pars = {par.end: par for par in self.there.pars}
        old, new = ([story.span for story in side.beside] for side in (self.here, self.there))
        self._beside = _with_lone(partners(old, new, equal), self.here.beside, self.there.beside)
        self._matches = {a + n: b + n for a, b, size in equal for n in range(size)} | self._paired_marks()
        self.literal = literal
        self.all = self._made()
        self.literal = self._numbered(self.all)
        if self.literal != literal:
            self.all = self._made()

    def _made(self) -> list[Plan]:
        gone = {a + n: number for (a, _, size), number in self._moved for n in range(size)}
        come = {b + n: number for (_, b, size), number in self._moved for n in range(size)}
        marks = (_before(side.marks) for side in (self.here, self.there))
        texts = Texts(self._matches, gone, come, self.literal, next(marks), next(marks), self._levels())
        plans = [plan.with_steps(_moved_whole(plan.steps)) for plan in self._all(texts)]
        kinds = Counter((s.move, s.kind) for plan in plans for s in plan.steps if s.move >= 0 and not s.ends)
        both = {number for number, kind in kinds if kinds[number, DELETED] and kinds[number, INSERTED]}
        return [plan.with_steps(s if s.move in both else s._replace(move=-1) for s in plan.steps) for plan in plans]

    def _levels(self) -> tuple[dict[int, int], dict[int, int]]:
        """The levels of the paragraphs in lists of both files."""
        old = {par.end: self._imports.level(par.element, old=True) for par in self.here.pars if par.body > par.start}
        new = {par.end: self._imports.level(par.element) for par in self.there.pars if par.body > par.start and par.end not in self.literal}
        return old, new

    def _all(self, texts: Texts) -> list[Plan]:
        plans = list(self._container(self.here.body, self.there.body, texts))
        for p, q in self._beside:
            plans += self._container(self.here.beside[p].blocks, self.there.beside[q].blocks, texts)
        return plans

    def _paired_marks(self) -> dict[int, int]:
        """The marks of the notes and text boxes that answer to each other."""
        old, new = ({mark.run: number for number, mark in reversed(list(enumerate(side.marks)))} for side in (self.here, self.there))
        rows = ((self.here.beside[p].mark, self.there.beside[q].mark) for p, q in self._beside)
        return {MARK - old[a]: MARK - new[b] for a, b in rows if a in old and b in new}

    def _container(self, old: Sequence[Block], new: Sequence[Block], texts: Texts) -> Iterator[Plan]:
        """The plans for the blocks of a body, a cell, a note, those of the tables in it too."""
        tables, others = ([b for b in blocks if isinstance(b, Table)] for blocks in (old, new))
        pairs = partners([t.span for t in tables], [t.span for t in others], self._equal)
        anchors = [(old.index(tables[p]), new.index(others[q])) for p, q in pairs]
        for rows, columns in between(anchors, len(old), len(new)):
            here, there = [old[i] for i in rows], [new[j] for j in columns]
            follower = old[rows.stop].element if rows.stop < len(old) else None
            yield Plan(steps([b for b in here if isinstance(b, Par)], there, texts), follower, tuple(b.element for b in here if isinstance(b, Table)))
        for i, j in anchors:
            yield from self._table(old[i], new[j], texts)

    def _table(self, old: Block, new: Block, texts: Texts) -> Iterator[Plan]:
        assert isinstance(old, Table), "only tables are paired so"
        assert isinstance(new, Table), "only tables are paired so"
        pairs = partners([r.span for r in old.rows], [r.span for r in new.rows], self._equal)
        pairs = [(p, q) for p, q in pairs if len(old.rows[p].cells) == len(new.rows[q].cells)]
        for rows, columns in between(pairs, len(old.rows), len(new.rows)):
            behind = old.rows[rows.stop].element if rows.stop < len(old.rows) else None
            yield Plan((), behind, (), tuple(old.rows[p].element for p in rows), tuple(new.rows[q] for q in columns), old.element)
        for p, q in pairs:
            for cell, other in zip(old.rows[p].cells, new.rows[q].cells, strict=True):
                yield from self._container(cell, other, texts)

    def _numbered(self, plans: Iterable[Plan]) -> frozenset[int]:
        """Besides those that are, the paragraphs whose automatic numbers there is no list for in the old file."""
        kept = [(self.old_pars[s.start], self.new_pars[s.other]) for plan in plans for s in plan.steps if s.kind == KEPT and s.ends]
        for par, other in kept:
            if par.body > par.start and other.body > other.start:
                self._imports.same_list(par.element, other.element)
        alone = (par for par in self.there.pars if par.body > par.start)
        return self.literal | {par.end for par in alone if not self._imports.has_list(par.element)}


def _before(marks: Sequence[Mark]) -> dict[int, list[int]]:
    """The marks by the offsets that they stand before."""
    found: dict[int, list[int]] = {}
    for number, mark in enumerate(marks):
        found.setdefault(mark.at, []).append(MARK - number)
    return found


def paragraphs(found: Sequence[Step]) -> Iterator[tuple[list[Step], str]]:
    """The steps of each paragraph, and what becomes of it: "" where some of its words stay, else whether it is deleted or inserted."""
    line: list[Step] = []
    for step in found:
        line.append(step)
        if not step.ends:
            continue
        words = {one.kind for one in line[:-1] if one.table is None}
        whole = words <= {step.kind} if step.kind != KEPT else INSERTED in words and KEPT not in words
        yield line, (INSERTED if step.kind == KEPT else step.kind) if whole else ""
        line = []
    if line:
        yield line, ""


def _moved_whole(found: Sequence[Step]) -> Iterator[Step]:
    """The steps; of a paragraph that goes or comes as a whole nothing is moved unless half of its words are."""
    for line, kind in paragraphs(found):
        words = [step for step in line if not step.ends]
        sizes = Counter[int]()
        for step in words:
            sizes[step.move] += step.end - step.start
        size = max((n for move, n in sizes.items() if move >= 0), default=0)
        few = bool(kind) and line[-1].kind != KEPT and size * 2 < sizes.total()
        yield from (step._replace(move=-1) for step in line) if few else line


def _with_lone(pairs: list[tuple[int, int]], old: Sequence[Story], new: Sequence[Story]) -> list[tuple[int, int]]:
    """The pairs and, between them, stories that share no words but are as many of the same kind."""
    out = list(pairs)
    for rows, columns in between(pairs, len(old), len(new)):
        kinds = [[story.element.tag for story in some] for some in ([old[p] for p in rows], [new[q] for q in columns])]
        if kinds[0] == kinds[1]:
            out += zip(rows, columns, strict=True)
    return sorted(out)
