"""`--format json`: schema planlint.diff/1, as the contract has it. Spans are half-open, in code points; lines from 1."""

from __future__ import annotations

from typing import Any

from planlint import __version__
from planlint.diff.changes import Comparison, Hunk, Relation
from planlint.text.document import Document
from planlint.text.spans import Span


def render(comparison: Comparison, ignore: frozenset[str] = frozenset()) -> str:
    """A comparison as one JSON object; hunks of the classes in `ignore` are left out of the list and still counted."""
    import json

    return json.dumps(as_data(comparison, ignore), ensure_ascii=False) + "\n"


def as_data(comparison: Comparison, ignore: frozenset[str] = frozenset()) -> dict[str, Any]:
    """A comparison as plain data."""
    c = comparison
    return {
        "schema": "planlint.diff/1", "version": __version__,
        "old": _text(c.old), "new": _text(c.new), "summary": _summary(c),
        "ops": [{"op": o.op, "old": o.old, "new": o.new} for o in c.ops],
        "hunks": [_hunk(c, h) for h in c.hunks if h.kind not in ignore],
        "moves": [{"old": m.old, "new": m.new, "similarity": m.similarity} for m in c.moves],
        "blocks": [_relation(r) for r in c.blocks],
        "stale_references": [{"new": s.new, "text": s.text, "should_be": s.should_be} for s in c.stale_references],
        "exact": c.exact,
    }  # fmt: skip


def _text(document: Document) -> dict[str, Any]:
    return {"path": document.path, "characters": len(document.text)}


def _summary(c: Comparison) -> dict[str, Any]:
    return {
        "similarity": c.similarity, "kept": c.kept, "moved": c.moved, "deleted": c.deleted, "inserted": c.inserted,
        "by_class": dict(c.by_class),
        "splits": sum(b.relation == "split" for b in c.blocks), "merges": sum(b.relation == "merge" for b in c.blocks),
        "moves": len(c.moves),
        "renumbered": [{"kind": r.kind, "old": r.old, "new": r.new, "shift": r.shift} for r in c.renumbered],
    }  # fmt: skip


def _hunk(c: Comparison, hunk: Hunk) -> dict[str, Any]:
    return {
        "class": hunk.kind, "old": _side(c.old, hunk.old), "new": _side(c.new, hunk.new), "section": hunk.section,
    }  # fmt: skip


def _side(document: Document, span: Span) -> dict[str, Any]:
    return {"span": span, "line": document.position(span.start).line, "text": document.slice(span)}


def _relation(relation: Relation) -> dict[str, Any]:
    return {"relation": relation.relation, "old": relation.old, "new": relation.new}
