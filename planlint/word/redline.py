"""A redline: the old Word file with tracked changes that lead to the new one, paragraphs and rows of tables inserted and deleted
as such, moves as moves. Accepted it reads as the new file, refused as the old one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from typing import Any

from lxml import etree

from planlint.word.extract import extract
from planlint.word.imports import Imports, same
from planlint.word.names import w
from planlint.word.package import Package, written
from planlint.word.pieces import Extract
from planlint.word.plans import Plan, Plans, paragraphs
from planlint.word.runs import Runs, filled
from planlint.word.script import DELETED, INSERTED, KEPT, MARK, Step
from planlint.word.settle import settled
from planlint.word.stories import Par, Row, Run, Table
from planlint.word.tracked import TRACKED, Changes, as_deleted, end_marks

Element = Any
ATTEMPTS = 6
"""How often automatic numbers that do not come out as they are in the new file are written as characters instead."""

APART = timedelta(minutes=2)
"""Between the times of changes on both sides of the end of a paragraph that stays: LibreOffice takes those of one author and one minute
for one change, and that end for a part of it."""

_RANGES = {w(name) for name in ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "proofErr", "permStart", "permEnd")}
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
        try:
            draft = _Draft(base, before.text, target, wanted, equal, moved, literal)
        except ValueError as error:  # a table or a text box that is not made as those are that programs write
            raise NotTracked(str(error)) from error
        result = base.rewritten(draft.parts())
        again = Package(result, old[1])
        if extract(again, "original", keep=False).text != before.text:
            raise NotTracked("refused")
        text = extract(again, "accepted", keep=False).text
        if text == wanted.text:
            return result
        more = draft.literal | _misnumbered(text, wanted, draft.pars)
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
        self._wanted, self._imports = wanted, Imports(base, target, wanted)
        self._plans = Plans(self._runs.found, wanted, self._imports, equal, moved, literal)
        now = datetime.now(UTC).replace(microsecond=0, tzinfo=None)
        self._changes = Changes(self._runs.next_id(), [f"{moment.isoformat()}Z" for moment in (now, now - APART)])
        self._added: dict[str, Element] = {}
        self._movers: dict[tuple[int, str], list[Element]] = {}
        self._write()

    @property
    def pars(self) -> tuple[Par, ...]:
        """The paragraphs of the new file."""
        return self._plans.there.pars

    @property
    def literal(self) -> frozenset[int]:
        """The paragraphs whose numbers are characters."""
        return self._plans.literal

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

    def _write(self) -> None:
        for plan in self._plans.all:
            for table in plan.tables:
                for row in table.iter(w("tr")):
                    self._delete_row(row)
            for row in plan.gone:
                self._delete_row(row)
            for row in reversed(plan.come):
                self._insert_row(row, plan)
            self._paragraphs(plan)
        self._ranges()

    def _words(self, step: Step) -> Element:
        """The element that says what becomes of the words of a step; those of moves are kept in mind."""
        change = self._changes.new(_TAGS[step.kind, step.move >= 0])
        if step.move >= 0:
            self._movers.setdefault((step.move, step.kind), []).append(change)
        return change

    def _paragraphs(self, plan: Plan) -> None:
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
                if step.kind == KEPT:
                    self._changes.turn()
                here = _Place(self._plans.old_pars[step.start].element)
                self._kept_end(step, here, number in whole) if step.kind == KEPT else self._mark_end(here.paragraph, step)
            elif step.kind == INSERTED:
                self._insert(step, here, number in whole)
            elif step.kind == DELETED:
                here.right = self._delete(step)
            else:
                here.right = step.start
        gone = [step for number, step in enumerate(plan.steps) if step.ends and step.kind == DELETED and number in whole]
        for step in gone:
            paragraph = self._plans.old_pars[step.start].element
            self._delete_runs([c for c in paragraph if c.tag not in TRACKED | _RANGES | {w("pPr")} and "Range" not in str(c.tag)])
        if any(step.kind == DELETED for step in plan.steps):
            for step in plan.steps:
                if step.ends and step.kind != INSERTED:
                    self._delete_fields(self._plans.old_pars[step.start].element)

    def _delete_fields(self, paragraph: Element) -> None:
        """Of a field whose result is deleted the rest is, too: it would come back when fields are brought up to date."""
        opened: list[list[Element]] = []
        for run in [r for r in paragraph.iter(w("r")) if next(r.iterancestors(w("p"))) is paragraph]:
            kinds = [mark.get(w("fldCharType")) for mark in run.iter(w("fldChar"))]
            opened += [[] for kind in kinds if kind == "begin"]
            for field in opened:
                field.append(run)
            if "end" in kinds and opened:
                field = opened.pop()
                words = [r for r in field if r.find(w("t")) is not None or r.find(w("delText")) is not None]
                if words and all(r.getparent().tag in (w("del"), w("moveFrom")) for r in words):
                    self._delete_runs(field)

    def _mark_end(self, paragraph: Element, step: Step) -> None:
        """Mark the end of a paragraph as deleted or inserted."""
        self._runs.touch(paragraph)
        end_marks(paragraph).insert(0, self._changes.new(_TAGS[step.kind, step.move >= 0]))

    def _kept_end(self, step: Step, here: _Place, whole: bool) -> None:
        """The properties of a paragraph that stays, where it is to have another number, or other words altogether."""
        par, other = self._plans.old_pars[step.start], self._plans.new_pars[step.other]
        numbered = other.body > other.start and other.end not in self._plans.literal
        properties = self._imports.looks(other.element, numbered) if whole else self._imports.renumbered(par.element, other.element, numbered)
        if same(par.element, properties):
            return
        paragraph = par.element
        self._runs.touch(paragraph)
        before = paragraph.find(w("pPr"))
        kept = [c for c in before if c.tag in (w("rPr"), w("sectPr"))] if before is not None else []
        change = self._changes.new("pPrChange")
        change.append(etree.Element(w("pPr")))
        if before is not None:
            change[0].extend(deepcopy(c) for c in before if c.tag not in (w("rPr"), w("sectPr"), w("pPrChange")))
            paragraph.remove(before)
        properties.extend([*kept, change])
        paragraph.insert(0, properties)

    def _inserted_paragraph(self, step: Step, here: _Place, before: Sequence[Step]) -> _Place:
        """A paragraph put before the one that is at hand; where there are old words before this place, they go to it."""
        other = self._plans.new_pars[step.start]
        numbered = other.body > other.start and other.end not in self._plans.literal
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
        run = self._runs.starting(right) if right > MARK else self._plans.here.marks[MARK - right].run
        while run.getparent().tag in TRACKED:
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
            change.append(self._imports.mark(self._plans.there.marks[MARK - step.start].run, self._notes))
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
            run: Element = self._plans.here.marks[MARK - step.start].run
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
                as_deleted(run)
            at = start
        return first

    def _delete_runs(self, elements: Iterable[Element]) -> None:
        """Mark whatever these elements of a paragraph hold as deleted."""
        for element in elements:
            if element is None or element.getparent().tag in TRACKED:
                continue
            self._runs.touch(element)
            runs: list[Element] = [element] if element.tag != w("hyperlink") else list(element)
            for run in runs:
                self._changes.around(run, "del")

    def _insert_table(self, table: Table, here: _Place) -> None:
        """A table of the new file before the paragraph at hand."""
        place = here.before if here.before is not None else here.paragraph
        if place is None:
            raise NotTracked("a table with nothing behind it")
        copy = self._imports.table(table)
        for row in copy.iter(w("tr")):
            self._changes.of_row(row, "ins")
        self._runs.touch(place)
        place.addprevious(copy)
        here.before = copy

    def _insert_row(self, row: Row, plan: Plan) -> None:
        copy = self._imports.row(row)
        self._changes.of_row(copy, "ins")
        assert plan.table is not None, "rows are of a table"
        self._runs.touch(plan.table)
        if plan.follower is None:
            plan.table.append(copy)
        else:
            plan.follower.addprevious(copy)
        plan.follower = copy

    def _delete_row(self, row: Element) -> None:
        self._runs.touch(row)
        self._changes.of_row(row, "del")

    def _ranges(self) -> None:
        """The beginning and the end of each move, on both sides, by one name."""
        order = {element: at for root in self._runs.found.roots.values() for at, element in enumerate(root.iter(w("moveFrom"), w("moveTo")))}
        for (move, kind), elements in self._movers.items():
            name = "moveFrom" if kind == DELETED else "moveTo"
            start = self._changes.new(f"{name}RangeStart")
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
    whole, number = set[int](), 0
    for line, kind in paragraphs(found):
        whole.update(range(number, number + len(line)) if kind else ())
        number += len(line)
    return whole


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
