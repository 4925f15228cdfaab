"""`--format sarif`: SARIF 2.1.0, for GitHub code scanning and whatever else reads it. One result a place, columns in code points."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

from planlint import __version__
from planlint.report import pages
from planlint.report.places import HOME, Row, errors, from_here, page_of, rows
from planlint.report.results import FileResult, Run
from planlint.rules import Rule, family, page
from planlint.text.document import Document
from planlint.text.spans import Span

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_FIX = {"zh": {"safe": "安全修复", "suggested": "建议修复，须人看过"}, "en": {"safe": "safe fix", "suggested": "suggested fix, wants an eye"}}


def render(results: Iterable[FileResult], lang: str, run: Run) -> str:
    """All results as one log with one run."""
    import json

    looked_at = list(results)
    table = list(rows(looked_at, lang, kept_back=True))
    rules = sorted({row.rule.code: row.rule for row in table}.values(), key=lambda rule: rule.code)
    numbers = {rule.code: at for at, rule in enumerate(rules)}
    failed = [_notification(path, error) for path, error in errors(looked_at)]
    driver = {
        "name": "planlint", "version": __version__, "semanticVersion": __version__, "informationUri": HOME,
        "language": _language(lang), "rules": [_rule(rule, lang) for rule in rules],
    }  # fmt: skip
    told = {
        "tool": {"driver": driver},
        "language": _language(lang),
        "invocations": [{"executionSuccessful": run.code != 2, "exitCode": run.code, "toolExecutionNotifications": failed}],
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "artifacts": [_artifact(r.path, r.document) for r in looked_at if r.document is not None],
        "results": [_result(row, numbers[row.rule.code], lang) for row in table],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [told]}, ensure_ascii=False) + "\n"


def _language(lang: str) -> str:
    return "zh-CN" if lang == "zh" else "en-US"


def _rule(rule: Rule, lang: str) -> dict[str, Any]:
    """A rule with the texts of its file; the same page as `planlint rule` prints is its help."""
    address = page_of(rule)
    return {
        "id": rule.code, "name": _name(rule.name), "shortDescription": {"text": rule.title[lang]}, "fullDescription": {"text": rule.reason[lang]},
        "help": {"text": page(rule).why[lang].strip(), "markdown": pages.render([rule], lang, "markdown", whole=True)},
        **({"helpUri": address} if address else {}),
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {"tags": [family(rule.code)["en"], rule.name], **({"standard": rule.standard} if rule.standard else {})},
    }  # fmt: skip


def _name(name: str) -> str:
    """A name in the form that SARIF asks for: RepeatedSentence."""
    return "".join(word.capitalize() for word in name.split("-"))


def _artifact(path: str, document: Document) -> dict[str, Any]:
    return {"location": {"uri": _uri(path)}, "encoding": document.encoding.removesuffix("-sig"), "properties": {"profile": document.profile}}


def _result(row: Row, number: int, lang: str) -> dict[str, Any]:
    related = [
        {"id": at, "message": {"text": note.message}, "physicalLocation": _physical(row, note.span)}
        for at, note in enumerate(row.place.related, 1)
    ]
    told: dict[str, Any] = {
        "ruleId": row.rule.code, "ruleIndex": number, "level": LEVELS[row.problem.severity], "message": {"text": row.message},
        "locations": [{"physicalLocation": _physical(row, row.place.span), **_section(row)}],
        "partialFingerprints": {"planlint/v1": row.mark},
    }  # fmt: skip
    if related:
        told["relatedLocations"] = related
    if row.place.edits:
        told["fixes"] = [_fix(row, lang)]
    if row.kept_back is not None:
        by = row.kept_back.by
        told["suppressions"] = [{"kind": "external" if by.source else "inSource", **({"justification": by.reason} if by.reason else {})}]
    return told


def _section(row: Row) -> dict[str, Any]:
    """The headings above a place."""
    names = row.problem.section
    return {"logicalLocations": [{"name": names[-1], "fullyQualifiedName": " › ".join(names)}]} if names else {}


def _fix(row: Row, lang: str) -> dict[str, Any]:
    changes = [{"deletedRegion": _region(row.document, e.span), "insertedContent": {"text": e.text}} for e in row.place.edits]
    return {
        "description": {"text": _FIX[lang][row.place.safety]},
        "artifactChanges": [{"artifactLocation": {"uri": _uri(row.path)}, "replacements": changes}],
        "properties": {"safety": row.place.safety},
    }


def _physical(row: Row, span: Span) -> dict[str, Any]:
    return {"artifactLocation": {"uri": _uri(row.path)}, "region": {**_region(row.document, span), "snippet": {"text": row.document.slice(span)}}}


def _region(document: Document, span: Span) -> dict[str, int]:
    start, end = document.position(span.start), document.position(span.end)
    return {
        "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column,
        "charOffset": span.start, "charLength": span.end - span.start,
    }  # fmt: skip


def _notification(path: str, error: str) -> dict[str, Any]:
    """What could not be used; it may be an option and not a file, so no place is given but for a file that is there."""
    where = [{"physicalLocation": {"artifactLocation": {"uri": _uri(path)}}}] if os.path.isfile(path) else []
    return {"level": "error", "message": {"text": error}, **({"locations": where} if where else {})}


def _uri(path: str) -> str:
    """A path as an address: relative below the current folder, with the bytes of the file's name."""
    from urllib.parse import quote

    name = from_here(path)
    return ("file://" if os.path.isabs(name) else "") + quote(os.fsencode(name))
