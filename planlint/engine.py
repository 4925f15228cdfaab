"""Runs rules over a document: hits, suppression, one report for one cause. The only module that imports checkers."""

import os
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple

from planlint import suppress
from planlint.config import DEEP, Config
from planlint.errors import UserError
from planlint.hits import Edit, Hit
from planlint.rules import SAFETIES, SEVERITIES, Rule, builtin_folder, matches
from planlint.text.document import Document
from planlint.text.patterns import Foreign, RefusedPatternError
from planlint.text.spans import Span

if TYPE_CHECKING:
    from planlint.sidecar import Entry, Sidecar

UNUSED, CRASHED = "LNT001", "LNT900"
BUILT_IN = "engine"
"""What rule files name as their checker when the engine itself reports them."""

FLOOD = 100
"""Reports of one rule in one document; more are one report with all their places."""
VALUES_SHOWN = 4
"""Values of a field that the message of a report with many places names."""


class UnusableRuleError(UserError):
    """A rule file, or what the configuration says of a rule, cannot be used; all other rules can."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


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


class Active(NamedTuple):
    """A rule as it runs on one document: with the severity and options of profile and configuration.

    `named` when it was selected on purpose; `configured` are the options that the file `source` sets.
    """

    rule: Rule
    severity: str
    options: Mapping[str, Any]
    named: bool
    configured: frozenset[str] = frozenset()
    source: str = ""


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
    document: Document, rules: Iterable[Rule], config: Config, lang: str = "zh", keep: Keep | None = None, sidecar: "Sidecar | None" = None
) -> tuple[tuple[Problem, ...], int]:
    """The problems of a document in order of place, and how many hits were suppressed. As `examine`."""
    examined = examine(document, rules, config, lang, keep, sidecar)
    return examined.problems, len(examined.suppressed)


def examine(
    document: Document, rules: Iterable[Rule], config: Config, lang: str = "zh", keep: Keep | None = None, sidecar: "Sidecar | None" = None
) -> Examined:
    """What is wrong with a document, and what is suppressed in its text and beside it.

    `keep` may leave out hits that are not suppressed (accepted ones, those of unchanged text) before one explains another.
    Raises UnusableRuleError for a checker or an option that does not exist; a checker that crashes becomes a problem of its own.
    """
    rules = tuple(rules)
    active = [a for rule in rules if (a := activate(rule, config, document.profile))]
    found = [f for a in active for f in _hits(document, a, rules, config.preview)]
    partial = bool(config.select) and "ALL" not in config.select
    kept, suppressed, idle = _suppressed(document, sidecar, found, active, rules, partial)
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


def activate(rule: Rule, config: Config, profile: str) -> Active | None:
    """The rule as configured for a profile, or None where it is switched off."""
    by_profile = rule.profiles.get(profile, {})
    selected = (*config.select, *config.extend_select)
    named = any(matches(rule, s) for s in selected)
    exact = any(means(rule, s) for s in selected)
    default = by_profile.get("default", rule.default) == "on" and not config.select
    ready = rule.status == "stable" or exact or (rule.status == "preview" and config.preview)
    ignored = any(means(rule, s) if exact else matches(rule, s) for s in config.ignore)
    if rule.code == CRASHED or (rule.code == DEEP and not exact) or not (named or default) or not ready or ignored:
        return None
    own = {k: v for name, table in config.rules.items() if means(rule, name) for k, v in table.items()}
    severity = own.pop("severity", by_profile.get("severity", rule.severity))
    if severity not in SEVERITIES:
        raise UnusableRuleError(rule.code, f"{rule.path}: severity = {severity!r} 不可用；可用值 (allowed): {', '.join(SEVERITIES)}")
    shipped = rule.path.startswith(builtin_folder())
    options = {**rule.options, **by_profile.get("options", {})}
    options = {**(options if shipped else _foreign(options)), **_foreign(own)}
    return Active(rule, severity, options, named, frozenset(own), config.source)


def _foreign(options: Mapping[str, Any]) -> dict[str, Any]:
    """Options that planlint did not ship, with what may be a pattern marked: it could search for ever."""

    def marked(value: Any) -> Any:
        if isinstance(value, list):
            return [marked(one) for one in value]
        return Foreign(value) if isinstance(value, str) else value

    return {option: marked(value) for option, value in options.items()}


def means(rule: Rule, selector: str) -> bool:
    """Whether a selector names just this rule: by its code, name or title, not by the beginning of codes."""
    return selector in (rule.name, rule.title["zh"]) or selector.upper() == rule.code


def _hits(document: Document, active: Active, rules: tuple[Rule, ...], preview: bool) -> Iterator[Found]:
    """The hits of one rule; a crash becomes a hit of LNT900. Raises UnusableRuleError."""
    if active.rule.checker == BUILT_IN:
        return
    try:
        hits = list(_checker(active).check(document, active.options))
    except UserError:
        raise
    except Exception as error:  # whatever a rule does, the other rules and files go on
        if isinstance(error, re.error | RefusedPatternError):
            _refuse_patterns(active, error)
        crash = next((r for r in rules if r.code == CRASHED), None)
        if crash is None:
            raise
        fields = {"rule": active.rule.code, "error": f"{type(error).__name__}: {error}"}
        yield Found(Active(crash, crash.severity, {}, True), Hit(Span(0, 0), fields))
        return
    keep_preview = preview or active.rule.status == "preview"
    yield from (Found(active, hit) for hit in hits if keep_preview or hit.status != "preview")


def _checker(active: Active) -> ModuleType:
    """The module of a rule's checker. Raises UnusableRuleError for an unknown checker or option."""
    rule = active.rule
    module = _module(rule)
    for option, value in active.options.items():
        if option not in module.OPTIONS:
            allowed = ", ".join(sorted(module.OPTIONS)) or "-"
            raise UnusableRuleError(rule.code, f"{_where(active, option)} 没有这个选项 (no such option)；可用 (allowed): {allowed}")
        if wanted := _wanted(value, module.OPTIONS[option]):
            raise UnusableRuleError(rule.code, f"{_where(active, option)} = {value!r} 类型不对，应为{wanted}")
    return module


def _module(rule: Rule) -> ModuleType:
    """The module that a rule names as its checker. Raises UnusableRuleError where there is none."""
    try:
        return import_module(f"planlint.checkers.{rule.checker}")
    except ModuleNotFoundError as error:
        if not (error.name or "").startswith("planlint.checkers"):
            raise
        raise UnusableRuleError(rule.code, f"{rule.path}: checker = {rule.checker!r} 不存在，请检查拼写 (no such checker)") from error


def checkers() -> dict[str, Mapping[str, Any]]:
    """The options of every checker with their defaults, by its name."""
    folder = os.path.join(os.path.dirname(os.path.realpath(__file__)), "checkers")
    names = sorted(name.removesuffix(".py") for name in os.listdir(folder) if name.endswith(".py") and not name.startswith("_"))
    return {name: import_module(f"planlint.checkers.{name}").OPTIONS for name in names}


def options_of(rule: Rule) -> Mapping[str, Any]:
    """Every option that a rule's checker takes, with the default of the checker. Raises UnusableRuleError."""
    options: Mapping[str, Any] = {} if rule.checker == BUILT_IN else _module(rule).OPTIONS
    return options


_KINDS: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (bool, " true 或 false (must be true or false)"),
    (int, "整数 (must be a whole number)"),
    (float, "数 (must be a number)"),
    (str, "字符串 (must be a string)"),
    ((list, tuple), "列表 (must be a list)"),
    (dict, "表 (must be a table)"),
)


def _wanted(value: object, default: object) -> str:
    """What an option must be, in words, where its value is of another kind than its default; else ""."""
    for kind, words in _KINDS:
        if isinstance(default, kind):
            whole = kind is float and type(value) is int
            right = whole or (isinstance(value, kind) and (kind is bool or not isinstance(value, bool)))
            return "" if right else words
    return ""


def _where(active: Active, option: str) -> str:
    """The file and the table that set an option of a rule."""
    if option in active.configured:
        return f"{active.source}: [rules.{active.rule.code}] {option}"
    return f"{active.rule.path}: [options] {option}"


def _refuse_patterns(active: Active, error: Exception) -> None:
    """Raises UnusableRuleError for the option whose pattern cannot be used; all are fine where a checker made its own."""
    for option, value in active.options.items():
        for source in value if isinstance(value, list) else [value]:
            if wrong := _fault(source, error):
                where = _where(active, option) + _line(active, option, source)
                raise UnusableRuleError(active.rule.code, f"{where}: 正则表达式 {str(source)!r} {wrong}") from error


def _fault(source: object, error: Exception) -> str:
    """What is wrong with a pattern, and what to do; "" where it is another one or none."""
    if not isinstance(source, str):
        return ""
    if isinstance(error, RefusedPatternError):
        return _REFUSED[error.fault] if source and source in error.source else ""
    try:
        re.compile(source)
    except re.error as fault:
        return f"有误，请改正 (not a regular expression): {fault}"
    return ""


_REFUSED = {
    "empty": "能匹配空串，请至少要求一个字符，如把 * 改为 + (matches the empty string; ask for one character at least)",
    "slow": "匹配超时已停止，请去掉嵌套的重复，如 (a+)+ (searches for ever and was stopped; take out nested repetition)",
}


def _line(active: Active, option: str, source: str) -> str:
    """The line of a file where a pattern stands, as ":12"; "" where it cannot be told."""
    path = active.source if option in active.configured else active.rule.path
    try:
        with open(path, encoding="utf-8-sig") as f:
            lines = [at for at, line in enumerate(f, 1) if source in line or source.replace("\\", "\\\\") in line]
    except (OSError, UnicodeDecodeError):
        return ""
    return f" (line {lines[0]})" if lines else ""


def _suppressed(
    document: Document, sidecar: "Sidecar | None", found: list[Found], active: list[Active], rules: tuple[Rule, ...], partial: bool
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
        without = (d for d in directives if d not in used and (isinstance(d, suppress.Unknown) or _judged(d, active, rules, partial)))
        kept += [Found(unused, _idle(d)) for d in without if not any(_names_unused(s) for s in scopes.at(d.span, unused.rule))]
        idle = [
            Found(unused, _idle_entry(entry, bool(group)))
            for entry, group in beside.items()
            if used.isdisjoint(group) and _judged(entry, active, rules, partial)
        ]
    return kept, suppressed, idle


def _beside(document: Document, sidecar: "Sidecar") -> "dict[Entry, list[suppress.Suppression]]":
    """The entries of a sidecar file with what each of them suppresses."""
    from planlint.sidecar import suppressions  # only where there is one

    return {entry: list(suppressions(sidecar, entry, document)) for entry in sidecar.entries}


def _judged(directive: "suppress.Suppression | Entry", active: list[Active], rules: tuple[Rule, ...], partial: bool) -> bool:
    """Whether a directive that suppressed nothing is one too many: not if it names a rule that did not run, or LNT001 itself."""
    if _names_unused(directive):
        return False
    if not directive.selectors:
        return not partial
    return all(
        any(matches(a.rule, s) for a in active) or not any(matches(r, s) for r in rules)  # what names no rule does nothing
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
    hidden, codes = _explained(found, lowest)
    groups: dict[object, list[int]] = {}
    for at, f in enumerate(found):
        if at not in hidden:
            groups.setdefault(_group(f, at), []).append(at)
    made = []
    for group in _dammed(groups, found):
        if any(_shown(found[at], lowest) for at in group):
            explained = sorted(set().union(*(codes.get(at, ()) for at in group)))
            members = sorted((found[at] for at in group), key=lambda f: f.hit.span)
            made.append(_problem(document, members, tuple(explained), lang))
    yield from sorted(made, key=lambda p: (p.places[0].span, p.rule.code))


def _dammed(groups: Mapping[object, list[int]], found: list[Found]) -> Iterator[list[int]]:
    """The groups, those of a rule with very many as one: what goes wrong hundreds of times goes wrong for one reason."""
    by_code: dict[str, list[list[int]]] = {}
    for group in groups.values():
        by_code.setdefault(found[group[0]].active.rule.code, []).append(group)
    for own in by_code.values():
        yield from own if len(own) <= FLOOD else [[at for group in own for at in group]]


def _shown(found: Found, lowest: int) -> bool:
    """Whether a hit is grave enough to be shown, or its rule was asked for."""
    return found.active.named or SEVERITIES.index(_severity([found])) <= lowest


def _group(found: Found, at: int) -> object:
    """What the hits of one report have in common."""
    code = found.active.rule.code
    if found.active.rule.merge == "document":
        return code
    return (code, at) if found.hit.cluster is None else (code, "cluster", found.hit.cluster)


def _explained(found: list[Found], lowest: int) -> tuple[set[int], dict[int, set[str]]]:
    """Which hits another one accounts for, and which codes each cause took in, all by index into `found`.

    What is not shown accounts for nothing, and of two hits that account for each other the first does.
    """
    causes: dict[int, set[int]] = {}
    codes: dict[int, set[str]] = {}
    by_code: dict[str, list[tuple[int, int, int]]] = {}
    for at, f in enumerate(found):
        by_code.setdefault(f.active.rule.code, []).append((f.hit.span.start, f.hit.span.end, at))
    for rows in by_code.values():
        rows.sort()
    longest = {code: max(end - start for start, end, _ in rows) for code, rows in by_code.items()}
    for at, f in enumerate(found):
        reach = f.hit.reach or f.hit.span
        for code in f.active.rule.explains if _shown(f, lowest) else ():
            rows = by_code.get(code, [])
            low = bisect_left(rows, (reach.start - longest.get(code, 0),))
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
    return Problem(
        rule, _severity(group), _message(rule, first, _common(document, group), lang), rule.reason[lang],
        tuple(dict.fromkeys(s for f in group for s in f.hit.suggestions)), document.section(first.span.start),
        explained, tuple(_place(document, f, lang) for f in group),
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
    """The gravest of the hits; a hit may lower what its rule says, never raise it."""
    rank = SEVERITIES.index
    return SEVERITIES[min(max(rank(f.active.severity), rank(f.hit.severity or f.active.severity)) for f in group)]


def _short(text: str) -> str:
    flat = text.replace("\r\n", "⏎").replace("\n", "⏎").replace("\r", "⏎")
    return flat if len(flat) <= 30 else f"{flat[:14]}…{flat[-14:]}"


def _place(document: Document, found: Found, lang: str) -> Place:
    rule, hit = found.active.rule, found.hit
    edits = hit.edits if document.allows(hit.edits) else ()
    safety = max(hit.safety or rule.fix, rule.fix, key=SAFETIES.index) if edits else "none"
    notes = tuple(
        Note(r.span, _worded(rule, rule.related.get(r.key, {}), {"line": document.position(r.span.start).line}, lang)) for r in hit.related
    )
    return Place(hit.span, edits if safety != "none" else (), safety, notes, hit)


def message_at(document: Document, problem: Problem, place: Place, lang: str) -> str:
    """The message of a problem in the words for one of its places."""
    return _message(problem.rule, place.hit, _fields(document, place.hit, len(problem.places)), lang)
