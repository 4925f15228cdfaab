"""Runs rules over a document: hits, suppression, one report for one cause."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from planlint import suppress
from planlint.activation import BUILT_IN, CRASHED, Active, RuleSet, UnusableRuleError, refuse_patterns
from planlint.config import Config
from planlint.errors import UserError
from planlint.hits import Edit, Hit, Related
from planlint.rules import SAFETIES, SEVERITIES, Rule, matches
from planlint.text.document import Document
from planlint.text.patterns import RefusedPatternError
from planlint.text.spans import Span

if TYPE_CHECKING:
    from planlint.sidecar import Entry, Sidecar

UNUSED = "LNT001"

FLOOD = 100
"""Reports of one rule in one document; more are one report with all their places."""
VALUES_SHOWN = 4
"""Values of a field that the message of a report with many places names."""


class Note(NamedTuple):
    """A second place that explains a problem, with its words."""

    span: Span
    message: str


class Place(NamedTuple):
    """One place of a problem, with the edits that mend it, how safe they are ("none" without edits), and the hit it came from."""

    span: Span
    edits: tuple[Edit, ...]
    safety: str
    related: tuple[Note, ...]
    hit: Hit


class Problem(NamedTuple):
    """One report: what is wrong, why, and every place where it is."""

    rule: Rule
    severity: str
    message: str
    reason: str
    suggestions: tuple[str, ...]
    section: tuple[str, ...]
    explained: tuple[str, ...]
    places: tuple[Place, ...]


class Found(NamedTuple):
    """A hit and the rule that found it."""

    active: Active
    hit: Hit


class Examined(NamedTuple):
    """What was found in a document: its problems in order of place, the suppressed hits with what suppresses them, and
    a hit for each entry of the sidecar file that suppresses nothing, at its place in that file."""

    problems: tuple[Problem, ...]
    suppressed: "tuple[tuple[Found, suppress.Suppression], ...]"
    idle: tuple[Found, ...]


class Hidden(NamedTuple):
    """A report that a suppression keeps back."""

    problem: Problem
    by: suppress.Suppression


Keep = Callable[[Document, list[Found]], list[Found]]


def check(
    document: Document, rules: Iterable[Rule] | RuleSet, config: Config, lang: str = "zh", keep: Keep | None = None, sidecar: "Sidecar | None" = None
) -> tuple[tuple[Problem, ...], int]:
    """The problems of a document in order of place, and how many hits were suppressed. As `examine`."""
    examined = examine(document, rules, config, lang, keep, sidecar)
    return examined.problems, len(examined.suppressed)


def examine(
    document: Document, rules: Iterable[Rule] | RuleSet, config: Config, lang: str = "zh", keep: Keep | None = None, sidecar: "Sidecar | None" = None
) -> Examined:
    """What is wrong with a document, and what is suppressed in its text and beside it.

    `keep` may leave out hits that are not suppressed (accepted ones, those of unchanged text) before one explains another.
    Raises UnusableRuleError for a checker or an option that does not exist; a checker that crashes becomes a problem of its own.
    For many documents give a `RuleSet`: it makes each rule ready once.
    """
    known = rules if isinstance(rules, RuleSet) else RuleSet(rules)
    active = known.active(config, document.profile)
    found = list(chain.from_iterable(_hits(document, a, known, config.preview) for a in active))
    partial = bool(config.select) and "ALL" not in config.select
    kept, suppressed, idle = _suppressed(document, sidecar, found, active, known, partial)
    return Examined(told(document, kept, config, lang, keep), tuple(suppressed), tuple(idle))


def told(document: Document, found: list[Found], config: Config, lang: str, keep: Keep | None = None) -> tuple[Problem, ...]:
    """Hits as problems in order of place, those left out that `keep` leaves out."""
    return tuple(problems(document, found if keep is None else keep(document, found), config, lang))


def hidden(document: Document, suppressed: Iterable[tuple[Found, suppress.Suppression]], config: Config, lang: str) -> tuple[Hidden, ...]:
    """What suppressions keep back, as it would be reported, in order of place."""
    groups: dict[suppress.Suppression, list[Found]] = {}
    for found, by in suppressed:
        groups.setdefault(by, []).append(found)
    rows = (Hidden(problem, by) for by, group in groups.items() for problem in problems(document, group, config, lang))
    return tuple(sorted(rows, key=lambda row: (row.problem.places[0].span, row.problem.rule.code)))


def _hits(document: Document, active: Active, known: RuleSet, preview: bool) -> list[Found]:
    """The hits of one rule; a crash becomes a hit of LNT900. Raises UnusableRuleError."""
    if active.rule.checker == BUILT_IN:
        return []
    try:
        hits = list(active.check(document, active.options))
    except UserError:
        raise
    except Exception as error:  # whatever a rule does, the other rules and files go on
        if isinstance(error, re.error | RefusedPatternError):
            refuse_patterns(active, error)
        crash = next((r for r in known if r.code == CRASHED), None)
        if crash is None:
            raise
        fields = {"rule": active.rule.code, "error": f"{type(error).__name__}: {error}"}
        return [Found(Active(crash, crash.severity, {}, True), Hit(Span(0, 0), fields))]
    keep_preview = preview or active.rule.status == "preview"
    return [Found(active, hit) for hit in hits if keep_preview or hit.status != "preview"]


def _suppressed(
    document: Document, sidecar: "Sidecar | None", found: list[Found], active: tuple[Active, ...], known: RuleSet, partial: bool
) -> tuple[list[Found], list[tuple[Found, suppress.Suppression]], list[Found]]:
    """The hits that nothing suppresses, with one more for each directive that does nothing; the others, each with what suppresses
    it; and a hit for each entry of the sidecar file that does nothing.

    `partial` says that only some of the rules were selected.
    """
    directives = list(suppress.directives(document))
    if not directives and sidecar is None:
        return found, [], []
    beside = _beside(document, sidecar) if sidecar else {}
    scopes = suppress.Scopes((*(d for d in directives if isinstance(d, suppress.Suppression)), *(s for group in beside.values() for s in group)))
    used: set[suppress.Suppression] = set()
    kept, suppressed = [], []
    for f in found:
        by = scopes.at(f.hit.span, f.active.rule) if f.active.rule.code != CRASHED else []
        used.update(by)
        if by:
            suppressed.append((f, by[0]))
        else:
            kept.append(f)
    idle: list[Found] = []
    if unused := next((a for a in active if a.rule.code == UNUSED), None):
        without = (d for d in directives if d not in used and (isinstance(d, suppress.Unknown) or _judged(d, active, known, partial)))
        kept += [Found(unused, _idle(d)) for d in without if not any(_names_unused(s) for s in scopes.at(d.span, unused.rule))]
        idle = [
            Found(unused, _idle_entry(entry, bool(group)))
            for entry, group in beside.items()
            if used.isdisjoint(group) and _judged(entry, active, known, partial)
        ]
    return kept, suppressed, idle


def _beside(document: Document, sidecar: "Sidecar") -> "dict[Entry, list[suppress.Suppression]]":
    """The entries of a sidecar file with what each of them suppresses."""
    from planlint.sidecar import suppressions  # only where there is one

    return {entry: list(suppressions(sidecar, entry, document)) for entry in sidecar.entries}


def _judged(directive: "suppress.Suppression | Entry", active: tuple[Active, ...], known: RuleSet, partial: bool) -> bool:
    """Whether a directive that suppressed nothing is one too many: not if it names a rule that did not run, or LNT001 itself."""
    if _names_unused(directive):
        return False
    if not directive.selectors:
        return not partial
    return all(
        any(matches(a.rule, s) for a in active) or not any(matches(r, s) for r in known)  # what names no rule does nothing
        for s in directive.selectors
    )


def _names_unused(suppression: "suppress.Suppression | Entry") -> bool:
    return any(UNUSED.startswith(s.upper()) for s in suppression.selectors)


def _idle(directive: suppress.Suppression | suppress.Unknown) -> Hit:
    """The hit of a directive that does nothing."""
    if isinstance(directive, suppress.Unknown):
        return Hit(directive.span, {"action": directive.action}, variant="unknown")
    return Hit(directive.span, {"rules": "、".join(directive.selectors) or "*"}, edits=(Edit(directive.span, ""),))


def _idle_entry(entry: "Entry", stands: bool) -> Hit:
    """The hit of an entry of a sidecar file that does nothing, though what it quotes `stands` in the document or not."""
    fields = {"rules": "、".join(entry.selectors), "quoted": _short(entry.text or entry.before + entry.after)}
    return Hit(entry.span, fields, variant="sidecar" if stands else "sidecar-gone")


def problems(document: Document, found: list[Found], config: Config, lang: str) -> Iterator[Problem]:
    """Hits as reports, in order of place: explained hits folded into their cause, clusters and merged rules into one."""
    lowest = SEVERITIES.index(config.min_level)
    by_code: dict[str, list[int]] = {}
    for at, f in enumerate(found):
        by_code.setdefault(f.active.rule.code, []).append(at)
    hidden, codes = _explained(found, by_code, lowest)
    made = []
    for own in by_code.values():
        for group in _groups(found, [at for at in own if at not in hidden] if hidden else own):
            if any(_shown(found[at], lowest) for at in group):
                explained = sorted({code for at in group for code in codes.get(at, ())}) if codes else ()
                members = sorted((found[at] for at in group), key=lambda f: f.hit.span)
                made.append(_problem(document, members, tuple(explained), lang))
    yield from sorted(made, key=lambda p: (p.places[0].span, p.rule.code))


def _groups(found: list[Found], own: list[int]) -> list[list[int]]:
    """The hits of one rule by their reports; very many are one: what goes wrong hundreds of times goes wrong for one reason."""
    if not own or found[own[0]].active.rule.merge == "document":
        return [own] if own else []
    groups: dict[object, list[int]] = defaultdict(list)
    for at in own:
        cluster = found[at].hit.cluster
        groups[at if cluster is None else (cluster,)].append(at)
    return list(groups.values()) if len(groups) <= FLOOD else [[at for group in groups.values() for at in group]]


def _shown(found: Found, lowest: int) -> bool:
    """Whether a hit is grave enough to be shown, or its rule was asked for."""
    return found.active.named or _rank(found) <= lowest


def _explained(found: list[Found], by_code: Mapping[str, list[int]], lowest: int) -> tuple[set[int], dict[int, set[str]]]:
    """Which hits another one accounts for, and which codes each cause took in, all by index into `found`.

    What is not shown accounts for nothing, and of two hits that account for each other the first does.
    """
    explains = {code: by_code.keys() & found[own[0]].active.rule.explains for code, own in by_code.items()}
    told = {code: sorted((*found[at].hit.span, at) for at in by_code[code]) for code in set().union(*explains.values())}
    longest = {code: max(end - start for start, end, _ in rows) for code, rows in told.items()}
    causes: dict[int, set[int]] = {}
    codes: dict[int, set[str]] = {}
    for at in sorted(at for code, others in explains.items() if others for at in by_code[code]):
        f = found[at]
        reach = f.hit.reach or f.hit.span
        for code in explains[f.active.rule.code] if _shown(f, lowest) else ():
            rows = told[code]
            low = bisect_left(rows, (reach.start - longest[code],))
            high = bisect_right(rows, (reach.end, 1 << 60, 0))
            touched = [i for _, end, i in rows[low:high] if end >= reach.start and i != at and i not in causes.get(at, ())]
            for i in touched:
                causes.setdefault(i, set()).add(at)
            if touched:
                codes.setdefault(at, set()).add(code)
    return set(causes), codes


def _problem(document: Document, group: list[Found], explained: tuple[str, ...], lang: str) -> Problem:
    """One report from the hits that belong together, which stand in order. Raises UnusableRuleError."""
    active, first = group[0].active, group[0].hit
    rule = active.rule
    notes: dict[tuple[Related, ...], tuple[Note, ...]] = {}  # ten thousand copies have the same first one
    return Problem(
        rule, _severity(group), _message(rule, first, _common(document, group), lang), rule.reason[lang],
        tuple(dict.fromkeys(s for f in group for s in f.hit.suggestions)), document.section(first.span.start),
        explained, tuple(_place(document, f, lang, notes) for f in group),
    )  # fmt: skip


def _message(rule: Rule, hit: Hit, fields: Mapping[str, object], lang: str) -> str:
    return _worded(rule, rule.variants.get(hit.variant, {}) if hit.variant else rule.message, fields, lang)


def _fields(document: Document, hit: Hit, count: int) -> dict[str, object]:
    """What fills the message of one place of a report that has `count` of them."""
    return {"count": count, "text": _short(document.slice(hit.span)), **hit.fields}


def _common(document: Document, group: list[Found]) -> dict[str, object]:
    """What fills the message of a whole report: of short fields that differ from place to place the first few values."""
    first = group[0].hit
    alike = [f.hit.fields for f in group if f.hit.variant == first.variant]
    return _fields(document, first, len(group)) | {key: _joined([fields.get(key, "") for fields in alike]) for key in first.fields}


def _joined(values: list[object]) -> object:
    distinct = list(dict.fromkeys(v for v in values if isinstance(v, str)))
    if len(distinct) < 2 or max(map(len, distinct)) > 4:  # of longer words the first is example enough
        return values[0]
    return "、".join(distinct[:VALUES_SHOWN]) + ("…" if len(distinct) > VALUES_SHOWN else "")


def _worded(rule: Rule, text: Mapping[str, str], fields: Mapping[str, object], lang: str) -> str:
    """A text of a rule file with its fields filled in. Raises UnusableRuleError where a field is not given."""
    try:
        return text[lang].format(**{k: v[lang] if isinstance(v, dict) else v for k, v in fields.items()})
    except (LookupError, ValueError, AttributeError) as error:
        raise UnusableRuleError(
            rule.code,
            f"{rule.path}: 提示文字 {text.get(lang, '')!r} 缺少或无法填写，可用的字段见同类规则 (cannot be filled in): {error!r}",
        ) from error


def _severity(group: list[Found]) -> str:
    """The gravest of the hits."""
    return SEVERITIES[min(map(_rank, group))]


def _rank(found: Found) -> int:
    """How grave a hit is, by its place in `SEVERITIES`; it may lower what its rule says, never raise it."""
    own, rank = found.hit.severity, SEVERITIES.index(found.active.severity)
    return max(rank, SEVERITIES.index(own)) if own else rank


def _short(text: str) -> str:
    flat = text.replace("\r\n", "⏎").replace("\n", "⏎").replace("\r", "⏎")
    return flat if len(flat) <= 30 else f"{flat[:14]}…{flat[-14:]}"


def _place(document: Document, found: Found, lang: str, notes: dict[tuple[Related, ...], tuple[Note, ...]]) -> Place:
    """A place of a report; `notes` remembers the notes of the places before it."""
    rule, hit = found.active.rule, found.hit
    edits = hit.edits if document.allows(hit.edits) else ()
    safety = "none" if not edits else rule.fix if hit.safety in ("", rule.fix) else max(hit.safety, rule.fix, key=SAFETIES.index)
    if hit.related not in notes:
        notes[hit.related] = tuple(_note(document, rule, related, lang) for related in hit.related)
    return Place(hit.span, edits if safety != "none" else (), safety, notes[hit.related], hit)


def _note(document: Document, rule: Rule, related: Related, lang: str) -> Note:
    line = document.position(related.span.start).line
    return Note(related.span, _worded(rule, rule.related.get(related.key, {}), {"line": line}, lang))


def message_at(document: Document, problem: Problem, place: Place, lang: str) -> str:
    """The message of a problem in the words for one of its places."""
    return _message(problem.rule, place.hit, _fields(document, place.hit, len(problem.places)), lang)
