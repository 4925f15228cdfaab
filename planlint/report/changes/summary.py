"""`--format summary`: how much changed, of which class and in which section; what moved, was split, merged or renumbered."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from planlint.diff.changes import CLASSES as KINDS
from planlint.diff.changes import Comparison
from planlint.engine import Problem
from planlint.report.changes import words as wording
from planlint.report.changes.terminal import hanging, plain
from planlint.report.changes.view import ALL, Pair, View, different, headings, within
from planlint.report.full import Line
from planlint.report.results import flat
from planlint.text.document import Document

UNLIKE = 0.08
"""Similarity below which two long texts are not versions of each other, and a list of changes says nothing."""

LONG = 2000

REORDERED = 0.3
"""Share of moved text from which on the order of the whole was changed."""

SECTIONS = 12
"""Sections listed, those with the most changes first."""


def render(pairs: Iterable[Pair], view: View) -> str:
    """The counts of each pair as plain text."""
    return plain(lines(pairs, view))


def lines(pairs: Iterable[Pair], view: View) -> Iterator[Line]:
    """The counts of each pair, folded at the width."""
    return framed(pairs, view)


Listing = Callable[[Comparison, View], Iterator[Line]]
"""What lists the changes of a comparison one by one."""


def framed(pairs: Iterable[Pair], view: View, changes: Listing | None = None) -> Iterator[Line]:
    """Each pair with its heading, its changes as `changes` lists them, its counts and problems; a line over all pairs at the end."""
    all_pairs = list(pairs)
    for pair in all_pairs:
        yield from heading(pair, view)
        if pair.comparison is not None:
            if changes is not None and _are_versions(pair.comparison, view):
                yield from changes(pair.comparison, view)
            elif changes is not None and different(pair.comparison, view):
                yield from hanging([], [(wording.WORDS[view.lang]["unlike"], "bold")], view.width)
            yield from counts(pair.comparison, view)
            yield from problems(pair, view)
        if len(all_pairs) > 1:
            yield []
    if len(all_pairs) > 1:
        yield from total(all_pairs, view)


def _are_versions(comparison: Comparison, view: View) -> bool:
    """Whether there are changes to be shown, and the texts are alike enough to list them one by one."""
    both = comparison.old.text and comparison.new.text
    unlike = both and comparison.similarity < UNLIKE and len(comparison.new.text) + len(comparison.old.text) > LONG
    return different(comparison, view) and not (unlike and view.context < ALL)


def heading(pair: Pair, view: View) -> Iterator[Line]:
    """The names of the two versions, with their sizes."""
    words = wording.WORDS[view.lang]
    comparison = pair.comparison
    for sign, name, document, data in (
        ("---", pair.old_name, comparison and comparison.old, pair.old_bytes),
        ("+++", pair.new_name, comparison and comparison.new, pair.new_bytes),
    ):
        size = "" if document is None else words["none"] if data is None else f"  {words['size'].format(n=f'{len(document.text):,}')}"
        yield from hanging([(f"{sign} ", "bold")], [(flat(name), "bold"), (size, "dim")], view.width)


def notes(comparison: Comparison, view: View) -> Iterator[str]:
    """What a reader must know about the comparison itself."""
    words = wording.WORDS[view.lang]
    old, new = comparison.old, comparison.new
    if old.text and new.text and _encoding(old) != _encoding(new):
        yield words["encodings"].format(old=old.encoding, new=new.encoding)
    if old.text == new.text:
        yield words["same"]
    elif not different(comparison, view):
        yield words["elsewhere" if view.section else "ignored"]
    if not comparison.exact:
        yield words["coarse"]
    if comparison.moved > REORDERED * max(1, len(new.text)):
        yield words["reordered"]


def _encoding(document: Document) -> str:
    return document.encoding.lower().replace("_", "-")


def counts(comparison: Comparison, view: View) -> Iterator[Line]:
    """The figures of one comparison."""
    words = wording.WORDS[view.lang]
    for note in notes(comparison, view):
        yield from hanging([], [(note, "bold")], view.width)
    if comparison.old.text == comparison.new.text:
        return
    for text in figures(comparison, view):
        yield from hanging([], [(text, "")], view.width)
    for entry in comparison.renumbered:
        yield from hanging([(f"{words['renumbered']}{words['colon']}", "dim")], [(wording.renumbering(entry), "")], view.width)
    if comparison.stale_references:
        yield [(words["stale"].format(n=len(comparison.stale_references)) + words["colon"].rstrip(), "bold yellow")]
    for text in stale(comparison, view):
        yield from hanging([("  ", "")], [(text, "")], view.width)
    sections = by_section(comparison, view)
    if len(sections) > 1:
        yield [(words["sections"] + words["colon"].rstrip(), "dim")]
        for title, n in sections[:SECTIONS]:
            yield from hanging([(f"{n:>5} ", "")], [(title, "")], view.width)
        if len(sections) > SECTIONS:
            yield [(f"{sum(n for _, n in sections[SECTIONS:]):>5} …", "dim")]


def figures(comparison: Comparison, view: View) -> Iterator[str]:
    """Similarity, changes by class, relations of paragraphs, each as one line."""
    words, names = wording.WORDS[view.lang], wording.CLASSES[view.lang]
    yield words["similar"].format(
        percent=wording.percent(comparison.similarity), kept=f"{comparison.kept:,}", moved=f"{comparison.moved:,}",
        deleted=f"{comparison.deleted:,}", inserted=f"{comparison.inserted:,}",
    )  # fmt: skip
    found = comparison.by_class
    kinds = [f"{names[k]} {found[k]}{words['hidden'] if k in view.ignored else ''}" for k in KINDS if k in found]
    number = words["changes"].format(n=len(comparison.hunks))
    yield f"{number}{words['colon']}{words['sep'].join(kinds)}" if kinds else number
    relations = Counter(r.relation for r in comparison.blocks)
    moved = (("moves", len(comparison.moves)), ("splits", relations["split"]), ("merges", relations["merge"]))
    if any(n for _, n in moved):
        yield words["sep"].join(words[key].format(n=n) for key, n in moved if n)


def stale(comparison: Comparison, view: View) -> Iterator[str]:
    """The references that point elsewhere now."""
    for entry in comparison.stale_references:
        line = comparison.new.position(entry.new.start).line
        yield wording.WORDS[view.lang]["stale_one"].format(line=line, text=flat(entry.text), should_be=flat(entry.should_be))


def by_section(comparison: Comparison, view: View) -> list[tuple[str, int]]:
    """How many changes and moves each section has, by the outermost heading, the most first."""
    places = [h.section for h in comparison.hunks if h.kind not in view.ignored]
    if view.moves:
        places += [comparison.new.section(m.new.start) for m in comparison.moves]
    found = Counter(path(headings(comparison, section)[:1], view) for section in places if within(section, view))
    return sorted(found.items(), key=lambda row: -row[1])


def path(section: Iterable[str], view: View) -> str:
    """The headings above a place on one line."""
    clipped = (flat(s) if len(s) <= 30 else flat(s[:29]) + "…" for s in section)
    return " › ".join(clipped) or wording.WORDS[view.lang]["top"]


class Told(NamedTuple):
    """Problems that came, stayed or went: a heading with their number, and each with its places and its words."""

    fate: str
    heading: str
    rows: tuple[tuple[str, str], ...]


def told(pair: Pair, view: View) -> Iterator[Told]:
    """With --lint: the problems that came ("new"), stayed ("remaining") and went ("fixed")."""
    if pair.lint is None or pair.comparison is None:
        return
    for fate, document, found in (
        ("new", pair.comparison.new, pair.lint.new),
        ("remaining", pair.comparison.new, pair.lint.remaining),
        ("fixed", pair.comparison.old, pair.lint.fixed),
    ):
        heading = f"{wording.WORDS[view.lang][f'{fate}_problems']} {sum(len(p.places) for p in found)}"
        yield Told(fate, heading, tuple(_row(problem, document, view) for problem in found))


def _row(problem: Problem, document: Document, view: View) -> tuple[str, str]:
    at = ", ".join(f"{p.line}:{p.column}" for p in (document.position(place.span.start) for place in problem.places[:3]))
    more = "…" if len(problem.places) > 3 else ""
    return f"{at}{more} {problem.rule.code}", f"{problem.rule.title[view.lang]}  {flat(problem.message)}"


_FATES = {"new": "bold red", "remaining": "bold yellow", "fixed": "bold green"}


def problems(pair: Pair, view: View) -> Iterator[Line]:
    """The problems of --lint as lines."""
    for group in told(pair, view):
        yield [(group.heading, _FATES[group.fate])]
        for place, words in group.rows:
            yield from hanging([(f"  {place} ", "dim")], [(words, "")], view.width)


def total(pairs: list[Pair], view: View) -> Iterator[Line]:
    """One line over all pairs."""
    changed = sum(p.comparison is None or different(p.comparison, view) for p in pairs)
    yield from hanging([], [(wording.WORDS[view.lang]["total"].format(n=len(pairs), changed=changed), "bold")], view.width)
