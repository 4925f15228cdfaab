"""`--format html`: one file that needs nothing else, with the whole text as a redline, or (--columns) as a table."""

import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import NamedTuple

from planlint.diff.changes import Comparison
from planlint.report.changes import words as wording
from planlint.report.changes.rows import Row, rows
from planlint.report.changes.summary import SECTIONS, by_section, figures, notes, path, stale, told
from planlint.report.changes.table import Cell, Entry, columns, nothing, table, unchanged
from planlint.report.changes.text import is_blank
from planlint.report.changes.view import ALL, Pair, Part, View, headings, moved
from planlint.report.results import flat
from planlint.report.style import page

_LAST_BREAKS = re.compile(r"(?:<br>)+$")
_NEWLINES = re.compile(r"\r\n?|\n")
_BREAKS = re.compile(r"[\r\n]+")
_LEGEND = (("del", "", "deleted"), ("ins", "", "inserted"), ("del", ' class="move"', "moved_away"), ("ins", ' class="move"', "moved_here"))
"""Samples of what the page does to changes: tag, class, word."""


def render(pairs: Iterable[Pair], view: View) -> str:
    """All pairs as one page."""
    shown = [pair for pair in pairs if pair.comparison is not None]
    title = escape(" · ".join(f"{p.old_name} → {p.new_name}" for p in shown[:3]))
    language = "en" if view.lang == "en" else "zh-TW" if view.columns and view.layout == "tw" else "zh-CN"
    body = "\n".join(line for number, pair in enumerate(shown) for line in _pair(pair, f"p{number}-", view))
    kind = f"{'wide' if view.columns else ''} {view.layout}".strip()
    return page(language, title, "changes.css", body, kind)


def _pair(pair: Pair, prefix: str, view: View) -> Iterator[str]:
    comparison = pair.comparison
    if comparison is None:
        return
    yield from _header(pair, comparison, view)
    yield from _facts(comparison, view)
    for group in told(pair, view):
        yield f'<details class="{group.fate}"><summary>{escape(group.heading)}</summary><ul>'
        yield from (f"<li><code>{escape(place)}</code> {escape(text)}</li>" for place, text in group.rows)
        yield "</ul></details>"
    if view.columns:
        yield from _table(comparison, view)
        return
    body, targets = _redline(comparison, prefix, view)
    if len(targets) > 1:
        words = wording.WORDS[view.lang]
        yield f"<nav><h2>{words['where']}</h2><ol>"
        yield from (f'<li><a href="#{t.name}">{escape(t.title)}</a> {words["paragraphs"].format(n=t.paragraphs)}</li>' for t in targets)
        yield "</ol></nav>"
    yield "<main>"
    yield from body
    yield "</main>"


def _header(pair: Pair, comparison: Comparison, view: View) -> Iterator[str]:
    """What this is, the two versions, and how changes look."""
    words = wording.WORDS[view.lang]
    yield f"<header><h1>{words[f'{view.layout}_table' if view.columns else 'redline']}</h1><dl>"
    for which, name, document in (("old", pair.old_name, comparison.old), ("new", pair.new_name, comparison.new)):
        yield f"<dt>{words[which]}</dt><dd><b>{escape(flat(name))}</b> {words['size'].format(n=f'{len(document.text):,}')}</dd>"
    samples = (f"<{tag}{kind}>{words[word]}</{tag}>" for tag, kind, word in _LEGEND if not (kind and not comparison.moves))
    yield f'</dl><p class="facts">{" ".join(samples)}</p></header>'


def _facts(comparison: Comparison, view: View) -> Iterator[str]:
    """The summary as a list."""
    words = wording.WORDS[view.lang]
    facts = list(notes(comparison, view))
    if comparison.old.text != comparison.new.text:
        facts += figures(comparison, view)
    facts += [f"{words['renumbered']}{words['colon']}{wording.renumbering(e)}" for e in comparison.renumbered]
    facts += [f"{words['stale_here']}{words['colon']}{text}" for text in stale(comparison, view)]
    sections = by_section(comparison, view)[:SECTIONS]
    if view.columns and len(sections) > 1:
        counted = words["semicolon"].join(f"{title} {words['places'].format(n=n)}" for title, n in sections)
        facts.append(f"{words['sections']}{words['colon']}{counted}")
    yield '<ul class="facts">'
    yield from (f"<li>{escape(text)}</li>" for text in facts)
    yield "</ul>"


class Target(NamedTuple):
    """A section with changes: its anchor, its headings, and how many of its paragraphs have changes."""

    name: str
    title: str
    paragraphs: int


def _redline(comparison: Comparison, prefix: str, view: View) -> tuple[list[str], list[Target]]:
    """The whole text with its changes, unchanged stretches folded; and the sections with changes, for the navigation."""
    out: list[str] = []
    targets: list[Target] = []
    heads = {comparison.new.position(block.span.start).line for block in comparison.new.blocks if block.kind == "heading"}
    still: list[str] = []
    section: tuple[str, ...] | None = None
    words = wording.WORDS[view.lang]

    def flush() -> None:
        if len(still) > 3 and view.context < ALL:
            out.append(f"<details><summary>⋮ {escape(words['fold'].format(n=len(still)))}</summary>")
            out.extend([*still, "</details>"])
        else:
            out.extend(still)
        still.clear()

    for row in rows(comparison, view):
        if is_blank(row, comparison) and not row.changed:
            continue
        if not row.changed:
            kind = ' class="h"' if row.new_line in heads else ""
            still.append(f"<p{kind}>{_paragraph(row, comparison, prefix)}</p>")
            continue
        flush()
        name = ""
        if headings(comparison, row.section) != section:
            section, name = headings(comparison, row.section), f"{prefix}s{len(targets)}"
            targets.append(Target(name, path(section[-3:], view), 0))
        targets[-1] = targets[-1]._replace(paragraphs=targets[-1].paragraphs + 1)
        anchor = f' id="{name}"' if name else ""
        line = words["line"].format(n=row.new_line or row.old_line)
        kind = "changed h" if row.new_line in heads else "changed"
        out.append(f'<p class="{kind}"{anchor} title="{escape(line)}">{_paragraph(row, comparison, prefix)}</p>')
    flush()
    return out, targets


def _paragraph(row: Row, comparison: Comparison, prefix: str) -> str:
    return _LAST_BREAKS.sub("", "".join(_part(part, comparison, prefix) for part in row.parts)).strip()


def _part(part: Part, comparison: Comparison, prefix: str) -> str:
    """One part as HTML; a moved one links to its other place."""
    old, new = comparison.old.slice(part.old), comparison.new.slice(part.new)
    if part.kind in ("equal", "hidden"):
        return _text(new, shown=False)
    if part.kind in ("from", "to"):
        return _move(part, comparison, prefix)
    return _tag("del", old, part.label) + _tag("ins", new, part.label)


def _tag(name: str, text: str, label: str = "") -> str:
    """A deletion or an insertion, with its class; "" for none."""
    kind = f' data-class="{escape(label)}"' if label else ""
    return f"<{name}{kind}>{_text(text)}</{name}>" if text else ""


def _move(part: Part, comparison: Comparison, prefix: str) -> str:
    move = comparison.moves[part.at]
    if part.kind == "from":
        own, other, tag = f"{prefix}from{part.at}", f"{prefix}to{part.at}", "del"
        first, text = part.old.start == move.old.start, _text(comparison.old.slice(part.old), shown=False)
    else:
        own, other, tag = f"{prefix}to{part.at}", f"{prefix}from{part.at}", "ins"
        first, text = part.new.start == move.new.start, _moved(part, comparison)
    anchor = f' id="{own}"' if first else ""
    link = f'<a href="#{other}">{"⇢" if part.kind == "from" else "⇠"}</a>' if first else ""
    return f'{link}<{tag} class="move"{anchor}>{text}</{tag}>'


def _moved(part: Part, comparison: Comparison) -> str:
    """A part of a moved stretch as it arrived, with what was edited on the way."""
    if comparison.moves[part.at].similarity >= 1:
        return _text(comparison.new.slice(part.new), shown=False)
    out = []
    for piece in moved(comparison, part.at):
        start, end = max(piece.new.start, part.new.start), min(piece.new.end, part.new.end)
        if piece.kind == "equal" and start < end:
            out.append(_text(comparison.new.text[start:end], shown=False))
        elif piece.kind == "change" and part.new.start <= piece.new.start <= part.new.end and start <= end:
            out.append(_tag("del", comparison.old.slice(piece.old)) + _tag("ins", comparison.new.text[start:end]))
    return "".join(out)


def _text(text: str, shown: bool = True) -> str:
    """A text as HTML; its line breaks too, and where a break is what changed, a sign for it."""
    kept = escape(text.rstrip("\r\n") if text.strip() else text)
    if not shown:
        return _NEWLINES.sub("<br>", kept)
    return _BREAKS.sub(lambda found: "⏎" * len(_NEWLINES.findall(found[0])) + "<br>", kept)


def _table(comparison: Comparison, view: View) -> Iterator[str]:
    """The 修订对照表."""
    found, heads = table(comparison, view), columns(view)
    yield f"<table>\n<thead><tr>{''.join(f'<th>{escape(h)}</th>' for h in heads)}</tr></thead>\n<tbody>"
    for entry in found.entries:
        yield _row(entry, view, len(heads))
    if not found.entries:
        yield f'<tr><td colspan="{len(heads)}">{escape(nothing(view))}</td></tr>'
    yield "</tbody></table>"
    if left := unchanged(found.unchanged, view):
        yield f"<footer>{escape(left)}</footer>"


def _row(entry: Entry, view: View, size: int) -> str:
    cells = [_cell(entry.old), _cell(entry.new)]
    if view.layout == "tw":
        cells.reverse()
    out = [f"<td>{cell}</td>" for cell in cells]
    if size > 2:
        place = f"{escape(path(entry.section[-2:], view))}<br>" if entry.section else ""
        out.append(f'<td class="note">{place}{escape(entry.note)}</td>')
    return f"<tr>{''.join(out)}</tr>"


_TAGS = {
    "": "{}", "delete": "<del>{}</del>", "insert": "<ins>{}</ins>",
    "from": '<del class="move">{}</del>', "to": '<ins class="move">{}</ins>',
}  # fmt: skip


def _cell(cell: Cell) -> str:
    return "".join(_TAGS[kind].format(_NEWLINES.sub("<br>", escape(text))) for text, kind in cell)
