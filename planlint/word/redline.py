"""A redline: the old Word file with tracked changes that lead to the new one, paragraphs and rows of tables inserted and deleted
as such, moves as moves. Accepted it reads as the new file, refused as the old one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from typing import Any

from lxml import etree

from planlint.word.extract import Extract, extract
from planlint.word.imports import Imports, same
from planlint.word.names import w
from planlint.word.package import Package, written
from planlint.word.runs import AUTHOR, Runs, filled
from planlint.word.script import DELETED, INSERTED, KEPT, MARK, Step, Texts, steps
from planlint.word.settle import settled
from planlint.word.stories import Block, Mark, Par, Row, Run, Story, Table, between, partners, stories

Element = Any
ATTEMPTS = 6
"""How often automatic numbers that do not come out as they are in the new file are written as characters instead."""

_RANGES = {w(name) for name in ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "proofErr", "permStart", "permEnd")}
_TRACKED = {w(name) for name in ("ins", "del", "moveFrom", "moveTo")}
_TAGS = {(DELETED, False): "del", (DELETED, True): "moveFrom", (INSERTED, False): "ins", (INSERTED, True): "moveTo"}


class NotTracked(Exception):  # noqa: N818
    """A change that this way of writing has no tracked change for."""


def redline(old: tuple[bytes, str, str], new: tuple[bytes, str, str], equal: Sequence[Run], moved: Sequence[tuple[Run, int]]) -> bytes:
    """The old file with tracked changes. Each file: its bytes, its path, the view of its own tracked changes, which are settled first.

    `equal` is the text that both have, in order; `moved` the text that stands elsewhere now, with the number of its move.
    Raises NotTracked where the changes cannot all be tracked, UserError for a file that cannot be read.
    """
    base, target = (settled(Package(data, path), view) for data, path, view in (old, new))
    wanted, before = extract(target), extract(base)
    literal: frozenset[int] = frozenset()
    for _ in range(ATTEMPTS):
        draft = _Draft(base, before.text, target, wanted, equal, moved, literal)
        result = base.rewritten(draft.parts())
        again = Package(result, old[1])
        if extract(again, "original", keep=False).text != before.text:
            raise NotTracked("refused")
        text = extract(again, "accepted", keep=False).text
        if text == wanted.text:
            return result
        more = draft.literal | _misnumbered(text, wanted, draft.there.pars)
        if more == literal:
            break
        literal = more
    raise NotTracked("accepted")


def _misnumbered(text: str, wanted: Extract, pars: Iterable[Par]) -> frozenset[int]:
    """The paragraphs, by their ends, whose lines have another number than they should."""
    lines, start, found = text.splitlines(keepends=False), 0, set[int]()
    rows = wanted.text.splitlines(keepends=False)
    if len(lines) != len(rows):
        return frozenset()
    starts: dict[int, int] = {}
    for number, row in enumerate(rows):
        starts[start] = number
        start += len(row) + 1
    for par in pars:
        number = starts.get(par.start, -1)
        if par.body > par.start and number >= 0 and lines[number] != rows[number]:
            found.add(par.end)
    return frozenset(found)


class _Draft:
    """One attempt, with the numbers of these paragraphs written as characters."""

    def __init__(
        self, base: Package, text: str, target: Package, wanted: Extract, equal: Sequence[Run], moved: Sequence[tuple[Run, int]], literal: frozenset[int]
    ) -> None:
        self._runs = Runs(base, "accepted", text)
        self._wanted, self._equal = wanted, equal
        self._here, self.there = stories(self._runs.found), stories(wanted)
        self._imports = Imports(base, target, wanted)
        self._new_pars = {par.end: par for par in self.there.pars}
        self._old_pars = {par.end: par for par in self._here.pars}
        old, new = ([story.span for story in side.beside] for side in (self._here, self.there))
        self._beside = _with_lone(partners(old, new, equal), self._here.beside, self.there.beside)
        self._matches = {a + n: b + n for a, b, size in equal for n in range(size)} | self._paired_marks()
        self._moved = moved
        self._id = self._runs.next_id()
        self._added: dict[str, Element] = {}
        self._movers: dict[tuple[int, str], list[Element]] = {}
        self.literal = literal
        plans = self._plans()
        self.literal = self._numbered(plans)
        if self.literal != literal:
            plans = self._plans()
        self._write(plans)

    def parts(self) -> dict[str, bytes]:
        """The parts of the file that changed."""
        return self._runs.parts() | {name: written(root) for name, root in self._added.items()}

    def _notes(self, kind: str) -> Element:
        """The part that holds the footnotes or endnotes of the old file, into which something is put."""
        package, found = self._runs.package, self._runs.found
        name = package.related(package.main, kind)
        if not name:
            raise NotTracked("a note where there were none")
        if name not in found.roots:
            self._added.setdefault(name, package.xml(name))
            return self._added[name]
        self._runs.touch(found.roots[name])
        return found.roots[name]

    # What is to be done.

    def _plans(self) -> list[_Plan]:
        gone = {a + n: number for (a, _, size), number in self._moved for n in range(size)}
        come = {b + n: number for (_, b, size), number in self._moved for n in range(size)}
        marks = (_before(side.marks) for side in (self._here, self.there))
        plans = self._all(Texts(self._matches, gone, come, self.literal, *marks))
        kinds = Counter((s.move, s.kind) for plan in plans for s in plan.steps if s.move >= 0 and not s.ends)
        both = {number for number, kind in kinds if kinds[number, DELETED] and kinds[number, INSERTED]}
        return [plan.with_moves(both) for plan in plans]

    def _all(self, texts: Texts) -> list[_Plan]:
        plans = list(self._container(self._here.body, self.there.body, texts))
        for p, q in self._beside:
            plans += self._container(self._here.beside[p].blocks, self.there.beside[q].blocks, texts)
        return plans

    def _paired_marks(self) -> dict[int, int]:
        """The marks of the notes and text boxes that answer to each other."""
        old, new = ({mark.run: number for number, mark in reversed(list(enumerate(side.marks)))} for side in (self._here, self.there))
        rows = ((self._here.beside[p].mark, self.there.beside[q].mark) for p, q in self._beside)
        return {MARK - old[a]: MARK - new[b] for a, b in rows if a in old and b in new}

    def _container(self, old: Sequence[Block], new: Sequence[Block], texts: Texts) -> Iterator[_Plan]:
        """The plans for the blocks of a body, a cell, a note, those of the tables in it too."""
        tables, others = ([b for b in blocks if isinstance(b, Table)] for blocks in (old, new))
        pairs = partners([t.span for t in tables], [t.span for t in others], self._equal)
        anchors = [(old.index(tables[p]), new.index(others[q])) for p, q in pairs]
        for rows, columns in between(anchors, len(old), len(new)):
            here, there = [old[i] for i in rows], [new[j] for j in columns]
            follower = old[rows.stop].element if rows.stop < len(old) else None
            yield _Plan(steps([b for b in here if isinstance(b, Par)], there, texts), follower, tuple(b.element for b in here if isinstance(b, Table)))
        for i, j in anchors:
            yield from self._table(old[i], new[j], texts)

    def _table(self, old: Block, new: Block, texts: Texts) -> Iterator[_Plan]:
        assert isinstance(old, Table), "only tables are paired so"
        assert isinstance(new, Table), "only tables are paired so"
        pairs = partners([r.span for r in old.rows], [r.span for r in new.rows], self._equal)
        pairs = [(p, q) for p, q in pairs if len(old.rows[p].cells) == len(new.rows[q].cells)]
        for rows, columns in between(pairs, len(old.rows), len(new.rows)):
            behind = old.rows[rows.stop].element if rows.stop < len(old.rows) else None
            yield _Plan((), behind, (), tuple(old.rows[p].element for p in rows), tuple(new.rows[q] for q in columns), old.element)
        for p, q in pairs:
            for cell, other in zip(old.rows[p].cells, new.rows[q].cells, strict=True):
                yield from self._container(cell, other, texts)

    def _numbered(self, plans: Iterable[_Plan]) -> frozenset[int]:
        """Besides those that are, the paragraphs whose automatic numbers there is no list for in the old file."""
        kept = [(self._old_pars[s.start], self._new_pars[s.other]) for plan in plans for s in plan.steps if s.kind == KEPT and s.ends]
        for par, other in kept:
            if par.body > par.start and other.body > other.start:
                self._imports.same_list(par.element, other.element)
        alone = (par for par in self.there.pars if par.body > par.start)
        return self.literal | {par.end for par in alone if not self._imports.has_list(par.element)}

    # What is done, from the end of each stretch to its beginning.

    def _write(self, plans: Iterable[_Plan]) -> None:
        for plan in plans:
            for table in plan.tables:
                for row in table.iter(w("tr")):
                    self._delete_row(row)
            for row in plan.gone:
                self._delete_row(row)
            for row in reversed(plan.come):
                self._insert_row(row, plan)
            self._paragraphs(plan)
        self._ranges()

    def _change(self, name: str) -> Element:
        self._id += 1
        return etree.Element(w(name), {w("id"): str(self._id - 1), w("author"): AUTHOR})

    def _words(self, step: Step) -> Element:
        """The element that says what becomes of the words of a step; those of moves are kept in mind."""
        change = self._change(_TAGS[step.kind, step.move >= 0])
        if step.move >= 0:
            self._movers.setdefault((step.move, step.kind), []).append(change)
        return change

    def _paragraphs(self, plan: _Plan) -> None:
        """The steps of one stretch, from its end."""
        here = _Place(None, plan.follower)
        whole = _wholes(plan.steps)
        for number in range(len(plan.steps) - 1, -1, -1):
            step = plan.steps[number]
            if step.table is not None:
                self._insert_table(step.table, here)
            elif step.ends and step.kind == INSERTED:
                here = self._inserted_paragraph(step, here, plan.steps[:number])
            elif step.ends:
                here = _Place(self._old_pars[step.start].element)
                self._kept_end(step, here, number in whole) if step.kind == KEPT else self._mark_end(here.paragraph, step)
            elif step.kind == INSERTED:
                self._insert(step, here, number in whole)
            elif step.kind == DELETED:
                here.right = self._delete(step)
            else:
                here.right = step.start
        gone = [step for number, step in enumerate(plan.steps) if step.ends and step.kind == DELETED and number in whole]
        for step in gone:
            paragraph = self._old_pars[step.start].element
            self._delete_runs([c for c in paragraph if c.tag not in _TRACKED | _RANGES | {w("pPr")} and "Range" not in str(c.tag)])

    def _mark_end(self, paragraph: Element, step: Step) -> None:
        """Mark the end of a paragraph as deleted or inserted."""
        self._runs.touch(paragraph)
        properties = paragraph.find(w("pPr"))
        if properties is None:
            paragraph.insert(0, properties := etree.Element(w("pPr")))
        marks = properties.find(w("rPr"))
        if marks is None:
            marks = etree.Element(w("rPr"))
            last = next((child for child in properties if child.tag in (w("sectPr"), w("pPrChange"))), None)
            properties.append(marks) if last is None else last.addprevious(marks)
        marks.insert(0, self._change(_TAGS[step.kind, step.move >= 0]))

    def _kept_end(self, step: Step, here: _Place, whole: bool) -> None:
        """The properties of a paragraph that stays, where it is to have another number, or other words altogether."""
        par, other = self._old_pars[step.start], self._new_pars[step.other]
        numbered = other.body > other.start and other.end not in self.literal
        properties = self._imports.looks(other.element, numbered) if whole else self._imports.renumbered(par.element, other.element, numbered)
        if same(par.element, properties):
            return
        paragraph = par.element
        self._runs.touch(paragraph)
        before = paragraph.find(w("pPr"))
        kept = [c for c in before if c.tag in (w("rPr"), w("sectPr"))] if before is not None else []
        change = self._change("pPrChange")
        change.append(etree.Element(w("pPr")))
        if before is not None:
            change[0].extend(deepcopy(c) for c in before if c.tag not in (w("rPr"), w("sectPr"), w("pPrChange")))
            paragraph.remove(before)
        properties.extend([*kept, change])
        paragraph.insert(0, properties)

    def _inserted_paragraph(self, step: Step, here: _Place, before: Sequence[Step]) -> _Place:
        """A paragraph put before the one that is at hand; where there are old words before this place, they go to it."""
        other = self._new_pars[step.start]
        numbered = other.body > other.start and other.end not in self.literal
        old, right = here.source
        divides = old is not None and _divides(before)
        front = etree.Element(w("p"))
        front.append(self._imports.renumbered(old, other.element, numbered) if divides else self._imports.looks(other.element, numbered))
        place = here.before if here.before is not None else here.paragraph
        if place is None:
            raise NotTracked("a paragraph with nothing behind it")
        self._runs.touch(place)
        place.addprevious(front)
        if divides:
            self._divide(old, self._element(right), front)
        self._mark_end(front, step)
        return _Place(front, rest=None if divides else (old, right))

    def _element(self, right: Element | int | None) -> Element | None:
        """What stands right of a place: an old character's run as it begins there, an element, None for the end of the paragraph."""
        if not isinstance(right, int):
            return right
        run = self._runs.starting(right) if right > MARK else self._here.marks[MARK - right].run
        while run.getparent().tag in _TRACKED:
            run = run.getparent()
        return run

    def _divide(self, paragraph: Element, right: Element, front: Element) -> None:
        """Move what a paragraph holds left of an element, None for its end, to another one."""
        if right is None:
            front.extend([c for c in paragraph if c.tag != w("pPr")])
            return
        while right.getparent() is not paragraph:
            holder = right.getparent()
            left = etree.Element(holder.tag, dict(holder.attrib))
            left.extend(reversed(list(right.itersiblings(preceding=True))))
            if len(left):
                holder.addprevious(left)
            right = holder
        front.extend(reversed([c for c in right.itersiblings(preceding=True) if c.tag != w("pPr")]))

    def _insert(self, step: Step, here: _Place, whole: bool) -> None:
        """Put words at the place: in the looks that they have in the new file where their paragraph is new, else as what stands there."""
        paragraph = here.paragraph
        if paragraph is None:
            raise NotTracked("words outside of a paragraph")
        self._runs.touch(paragraph)
        change = self._words(step)
        right: Element = self._element(here.right)
        if step.start <= MARK:
            change.append(self._imports.mark(self.there.marks[MARK - step.start].run, self._notes))
        elif whole:
            change.extend(self._imports.runs(step.start, step.end))
        else:
            like = _beside(right, paragraph)
            change.append(filled(self._wanted.text[step.start : step.end], deepcopy(like.find(w("rPr"))) if like is not None else None))
        if right is None:
            paragraph.append(change)
        else:
            holder = right.getparent()
            while holder.tag in (w("hyperlink"), w("fldSimple"), w("smartTag")) and right.getprevious() is None:
                right, holder = holder, holder.getparent()
            right.addprevious(change)
        here.right = change

    def _delete(self, step: Step) -> Element:
        """Mark old words as deleted, or the mark of a note; the first of the elements that hold them."""
        if step.start <= MARK:
            run: Element = self._here.marks[MARK - step.start].run
            self._delete_runs([run])
            return run.getparent()
        first: Element | None = None
        at = step.end
        while at > step.start:
            piece = self._runs.found.pieces[self._runs.number(at - 1)]
            start = max(step.start, piece.start)
            if self._runs.node(start) is None:
                raise NotTracked("a formula")
            self._runs.ending(at - 1)
            run = self._runs.starting(start)
            if first is None or run.getnext() is not first:
                first = self._words(step)
                run.addprevious(first)
            first.insert(0, run)
            if step.move < 0:
                for text in run.findall(w("t")):
                    text.tag = w("delText")
            at = start
        return first

    def _delete_runs(self, elements: Iterable[Element]) -> None:
        """Mark whatever these elements of a paragraph hold as deleted."""
        for element in elements:
            if element is None or element.getparent().tag in _TRACKED:
                continue
            self._runs.touch(element)
            runs: list[Element] = [element] if element.tag != w("hyperlink") else list(element)
            for run in runs:
                change = self._change("del")
                run.addprevious(change)
                change.append(run)
                for text in change.iter(w("t")):
                    text.tag = w("delText")

    def _insert_table(self, table: Table, here: _Place) -> None:
        """A table of the new file before the paragraph at hand."""
        place = here.before if here.before is not None else here.paragraph
        if place is None:
            raise NotTracked("a table with nothing behind it")
        copy = self._imports.table(table)
        for row in copy.iter(w("tr")):
            self._mark_row(row, "ins")
        self._runs.touch(place)
        place.addprevious(copy)
        here.before = copy

    def _insert_row(self, row: Row, plan: _Plan) -> None:
        copy = self._imports.row(row)
        self._mark_row(copy, "ins")
        assert plan.table is not None, "rows are of a table"
        self._runs.touch(plan.table)
        if plan.follower is None:
            plan.table.append(copy)
        else:
            plan.follower.addprevious(copy)
        plan.follower = copy

    def _delete_row(self, row: Element) -> None:
        self._runs.touch(row)
        self._mark_row(row, "del")

    def _mark_row(self, row: Element, name: str) -> None:
        """Mark a row and all that it holds as inserted or deleted."""
        properties = row.find(w("trPr"))
        if properties is None:
            properties = etree.Element(w("trPr"))
            before = row.find(w("tblPrEx"))
            row.insert(0, properties) if before is None else before.addnext(properties)
        properties.append(self._change(name))
        for paragraph in row.iter(w("p")):
            for run in [c for c in paragraph.iter(w("r")) if not any(a.tag == w("r") for a in c.iterancestors())]:
                change = self._change(name)
                run.addprevious(change)
                change.append(run)
                if name == "del":
                    for text in run.iter(w("t")):
                        text.tag = w("delText")

    def _ranges(self) -> None:
        """The beginning and the end of each move, on both sides, by one name."""
        order = {element: at for root in self._runs.found.roots.values() for at, element in enumerate(root.iter(w("moveFrom"), w("moveTo")))}
        for (move, kind), elements in self._movers.items():
            name = "moveFrom" if kind == DELETED else "moveTo"
            start = self._change(f"{name}RangeStart")
            start.set(w("name"), f"planlint{move + 1}")
            min(elements, key=order.__getitem__).addprevious(start)
            max(elements, key=order.__getitem__).addnext(etree.Element(w(f"{name}RangeEnd"), {w("id"): start.get(w("id"))}))


class _Place:
    """Where the next step to the left is taken: in which paragraph, what stands right of it, and what a new paragraph is put before.

    `right` is an element, an offset of the old text, or None for the end of the paragraph. Where the paragraph is all new, `rest` is
    the one that still holds the old words left of it, with what stands right of those.
    """

    def __init__(
        self, paragraph: Element | None, before: Element | None = None, rest: tuple[Element | None, Element | int | None] | None = None
    ) -> None:
        self.paragraph, self.before, self.rest = paragraph, before, rest
        self.right: Element | int | None = None

    @property
    def source(self) -> tuple[Element | None, Element | int | None]:
        """The paragraph that holds the old words left of the place, and what stands right of them."""
        return self.rest if self.rest is not None else (self.paragraph, self.right)


class _Plan:
    """What is done to one stretch of paragraphs (`steps`, the block behind them, tables that go), or to the rows of a table."""

    def __init__(
        self, steps: Iterable[Step], follower: Element | None, tables: tuple[Element, ...] = (), gone: tuple[Element, ...] = (),
        come: tuple[Row, ...] = (), table: Element | None = None,
    ) -> None:  # fmt: skip
        self.steps, self.follower, self.tables = tuple(steps), follower, tables
        self.gone, self.come, self.table = gone, come, table

    def with_moves(self, known: set[int]) -> _Plan:
        """The same with only these moves as moves."""
        kept = (s if s.move in known else s._replace(move=-1) for s in self.steps)
        return _Plan(kept, self.follower, self.tables, self.gone, self.come, self.table)


def _before(marks: Sequence[Mark]) -> dict[int, list[int]]:
    """The marks by the offsets that they stand before."""
    found: dict[int, list[int]] = {}
    for number, mark in enumerate(marks):
        found.setdefault(mark.at, []).append(MARK - number)
    return found


def _divides(before: Sequence[Step]) -> bool:
    """Whether there are old words of a paragraph left of a place."""
    for step in reversed(before):
        if step.ends or step.table:
            return False
        if step.kind != INSERTED:
            return True
    return False


def _wholes(found: Sequence[Step]) -> set[int]:
    """The numbers of the steps of paragraphs in which all is deleted, or all of the words are inserted."""
    whole: set[int] = set()
    line: list[int] = []
    for number, step in enumerate(found):
        line.append(number)
        if not step.ends:
            continue
        words = {found[n].kind for n in line[:-1] if found[n].table is None}
        ends = step.kind
        if (ends == DELETED and words <= {DELETED}) or (ends == INSERTED and words <= {INSERTED}) or (ends == KEPT and INSERTED in words and KEPT not in words):
            whole.update(line)
        line = []
    return whole


def _with_lone(pairs: list[tuple[int, int]], old: Sequence[Story], new: Sequence[Story]) -> list[tuple[int, int]]:
    """The pairs and, between them, stories that share no words but are as many of the same kind."""
    out = list(pairs)
    for rows, columns in between(pairs, len(old), len(new)):
        kinds = [[story.element.tag for story in some] for some in ([old[p] for p in rows], [new[q] for q in columns])]
        if kinds[0] == kinds[1]:
            out += zip(rows, columns, strict=True)
    return sorted(out)


def _beside(right: Element | None, paragraph: Element) -> Element | None:
    """The run whose looks words have that are put left of an element: the one before, else the one behind."""
    before = right.itersiblings(preceding=True) if right is not None else paragraph.iterchildren(reversed=True)
    for element in before:
        if (run := _a_run(element)) is not None:
            return run
    return None if right is None else _a_run(right)


def _a_run(element: Element) -> Element | None:
    if element.tag == w("r"):
        return element if element.find(w("t")) is not None or element.find(w("delText")) is not None else None
    return next((r for r in element.iter(w("r")) if r.find(w("t")) is not None or r.find(w("delText")) is not None), None)
