"""`--format junit`: the XML that reports of tests are made from. A suite a file, a case a place."""

from collections.abc import Iterable, Iterator
from html import escape
from typing import NamedTuple

from planlint.report.full import clip
from planlint.report.places import Row, from_here, rows
from planlint.report.results import FileResult, Run, fails, flat

_WORDS = {
    "zh": {"text": "原文：", "reason": "原因：", "hint": "建议：", "clean": "没有发现问题"},
    "en": {"text": "text: ", "reason": "why: ", "hint": "suggestion: ", "clean": "no problems found"},
}


class Suite(NamedTuple):
    """The cases of a file as lines of XML, and how many of them there are, failed and could not run."""

    lines: list[str]
    tests: int
    failures: int
    errors: int


def render(results: Iterable[FileResult], lang: str, run: Run) -> str:
    """A problem below the level that fails is a case that passes and says what was found."""
    suites = [_suite(result, lang, run) for result in results]
    totals = _attributes(name="planlint", tests=sum(s.tests for s in suites), failures=sum(s.failures for s in suites), errors=sum(s.errors for s in suites))
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', f"<testsuites{totals}>", *(line for s in suites for line in s.lines), "</testsuites>", ""])


def _suite(result: FileResult, lang: str, run: Run) -> Suite:
    path = from_here(result.path)
    found = list(rows([result], lang))
    failures = sum(_fails(row, run) for row in found)
    lines = [f"<testcase{_attributes(classname=path, name='planlint')}><error{_attributes(message=e, type='planlint')}/></testcase>" for e in result.errors]
    for row in found:
        lines += _case(row, path, lang, run)
    if not lines:
        lines.append(f"<testcase{_attributes(classname=path, name=_WORDS[lang]['clean'])}/>")
    tests = max(1, len(found) + len(result.errors))
    head = _attributes(name=path, tests=tests, failures=failures, errors=len(result.errors))
    return Suite([f"<testsuite{head}>", *lines, "</testsuite>"], tests, failures, len(result.errors))


def _fails(row: Row, run: Run) -> bool:
    return fails([row.problem], run.fail_on)


def _case(row: Row, path: str, lang: str, run: Run) -> Iterator[str]:
    at = row.start
    name = f"{row.rule.code} {row.rule.title[lang]} {at.line}:{at.column}"
    yield f"<testcase{_attributes(classname=path, name=name, file=path, line=at.line)}>"
    text = "\n".join(escape(flat(line)) for line in _told(row, lang))
    if _fails(row, run):
        yield f"<failure{_attributes(message=row.message, type=row.rule.code)}>{text}</failure>"
    else:
        yield f"<system-out>{escape(flat(row.message))}\n{text}</system-out>"
    yield "</testcase>"


def _told(row: Row, lang: str) -> Iterator[str]:
    """What a reader wants to know besides the message."""
    words = _WORDS[lang]
    yield f"{row.path}:{row.start.line}:{row.start.column}"
    yield words["text"] + clip(row.text, 120)
    yield words["reason"] + row.problem.reason
    if row.problem.suggestions:
        yield words["hint"] + " / ".join(s or "∅" for s in row.problem.suggestions[:4])


def _attributes(**values: object) -> str:
    """Attributes of an element; what XML cannot hold is written by its number."""
    return "".join(f' {key}="{escape(flat(str(value)))}"' for key, value in values.items())
