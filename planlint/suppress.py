"""Suppression in the text: `<!-- planlint: off REP001 reason -->` … `on`, `off-next-line`, `off-file`; `%% planlint:` in plain text."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from planlint.rules import Rule, matches
from planlint.text.characters import SOLID
from planlint.text.document import Document
from planlint.text.patterns import pattern
from planlint.text.spans import Span

_DIRECTIVE = pattern(
    r"<!--[ \t]*planlint:[ \t]*(?P<a>(?:(?!-->|<!--)[^\r\n])*)-->|(?:(?<=[\r\n])|\A)[ \t]*%%[ \t]*planlint:(?P<b>[^\r\n]*)"
)
ACTIONS = ("off", "on", "off-next-line", "off-file")
SIDECAR = ".planlint.toml"
"""What the name of the file beside a document ends with that holds suppressions for it; `planlint.sidecar` reads it."""


class Suppression(NamedTuple):
    """One directive that switches rules off: where it stands, over which stretch, for which rules (none named: all), and why.

    `source` is the place of an entry in a sidecar file ("a.md.planlint.toml:3"), "" for a directive in the text.
    """

    span: Span
    scope: Span
    selectors: tuple[str, ...]
    action: str = "off"
    reason: str = ""
    source: str = ""


class Unknown(NamedTuple):
    """A directive that cannot be understood."""

    span: Span
    action: str


class _Directive(NamedTuple):
    span: Span
    action: str
    selectors: tuple[str, ...]
    reason: str


def directives(document: Document) -> Iterator[Suppression | Unknown]:
    """The directives of a text in order, those inside code left out; an `on` only ends others and is not among them.

    An `off` lasts to the next `on` for the same rules or for all, or to the next `off` for the same rules, which takes over.
    """
    text = document.text
    found = list(_directives(document))
    for d, end, line in zip(found, _ends(found, len(text)), _next_lines(document, found), strict=True):
        if d.action not in ACTIONS:
            yield Unknown(d.span, d.action)
        elif d.action == "off-file":
            yield Suppression(d.span, Span(0, len(text)), d.selectors, d.action, d.reason)
        elif d.action == "off-next-line":
            yield Suppression(d.span, line, d.selectors, d.action, d.reason)
        elif d.action == "off":
            yield Suppression(d.span, Span(d.span.end, end), d.selectors, d.action, d.reason)


def _directives(document: Document) -> Iterator[_Directive]:
    if "planlint:" not in document.text:
        return
    for m in _DIRECTIVE.finditer(document.text):
        if document.prose[m.start()] != SOLID:  # in code it is an example
            action, selectors, reason = _words(m["a"] if m["a"] is not None else m["b"])
            yield _Directive(Span(m.start(), m.start() + len(m.group().rstrip())), action, selectors, reason)


def _words(body: str) -> tuple[str, tuple[str, ...], str]:
    """The action and the rules of a directive; what follows them is the reason, for people."""
    action, *rest = body.split(None, 2) or [""]
    return action, tuple(s for s in rest[0].split(",") if s) if rest else (), rest[1].strip() if len(rest) > 1 else ""


def _ends(found: list[_Directive], length: int) -> list[int]:
    """For each directive, where an `off` that stands there ends."""
    ends: list[int] = []
    any_on = length
    by_rules: dict[tuple[str, ...], int] = {}
    for d in reversed(found):
        ends.append(min(any_on, by_rules.get(d.selectors, length)))
        if d.action == "on" and not d.selectors:
            any_on = d.span.start
        elif d.action in ("on", "off"):
            by_rules[d.selectors] = d.span.start
    return ends[::-1]


def _next_lines(document: Document, found: list[_Directive]) -> list[Span]:
    """For each directive, the first line below it that is neither blank nor a directive; empty where there is none."""
    numbers = [document.position(d.span.start).line for d in found]
    marked: dict[int, Span] = {}  # from the first directive of a line to its last, by the number of the line
    for number, d in zip(numbers, found, strict=True):
        marked[number] = Span(marked.get(number, d.span).start, d.span.end)
    below: dict[int, Span] = {}
    for number in reversed(marked):
        below[number] = _line_below(document, number, marked, below)
    return [below[number] for number in numbers]


def _line_below(document: Document, number: int, marked: dict[int, Span], below: dict[int, Span]) -> Span:
    """The first line below that of a number that is neither blank nor a directive; `below` knows what is below those."""
    text, starts = document.text, document.line_starts
    for at in range(number + 1, len(starts) + 1):
        start, stop = starts[at - 1], starts[at] if at < len(starts) else len(text)
        line = text[start:stop].rstrip("\r\n")
        if at in marked and not (text[start : marked[at].start] + text[marked[at].end : stop]).strip():
            return below[at]
        if line.strip():
            return Span(start, start + len(line))
    return Span(len(text), len(text))


class _Group(NamedTuple):
    """Suppressions by the same kind of directive for the same rules: they stand in order by the starts and by the ends of their scopes."""

    members: list[Suppression]
    starts: list[int]
    ends: list[int]


class Scopes:
    """Which suppressions cover a place: asked for every hit of a text, so the answer is looked up, not searched."""

    def __init__(self, suppressions: Iterable[Suppression]) -> None:
        self._groups: dict[tuple[str, tuple[str, ...], str], _Group] = {}
        for s in suppressions:
            group = self._groups.setdefault((s.action, s.selectors, s.source), _Group([], [], []))
            group.members.append(s)
            group.starts.append(s.scope.start)
            group.ends.append(s.scope.end)
        self._by_rule: dict[str, list[_Group]] = {}

    def at(self, span: Span, rule: Rule) -> list[Suppression]:
        """The suppressions that hold for a rule where a span is or begins."""
        found = []
        for group in self._of(rule):
            first = bisect_right(group.ends, span.start) if span.start < span.end else bisect_left(group.ends, span.start)
            found += group.members[first : bisect_right(group.starts, span.end)]
        return found

    def _of(self, rule: Rule) -> list[_Group]:
        """The suppressions that are for a rule."""
        if rule.code not in self._by_rule:
            groups = self._groups.items()
            self._by_rule[rule.code] = [group for (_, own, _), group in groups if not own or any(matches(rule, s) for s in own)]
        return self._by_rule[rule.code]
