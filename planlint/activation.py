"""Which rules run on a document, and with what: severity and options of profile and configuration, checked before they are used."""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from planlint.config import DEEP, Config, with_deep
from planlint.errors import UserError
from planlint.rules import SEVERITIES, Rule, builtin_folder, matches
from planlint.text.patterns import Foreign, RefusedPatternError

if TYPE_CHECKING:
    from planlint.hits import Hit
    from planlint.text.document import Document

Check = Callable[["Document", Mapping[str, Any]], Iterator["Hit"]]
"""What a checker is: the hits of a document under options."""

CRASHED = "LNT900"
BUILT_IN = "engine"
"""What rule files name as their checker when the engine itself reports them."""


class UnusableRuleError(UserError):
    """A rule file, or what the configuration says of a rule, cannot be used; all other rules can."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


class Active:
    """A rule as it runs on documents: with the severity and options of a profile and a configuration.

    `named` when it was selected on purpose; `configured` are the options that the file `source` sets. `preview` says
    whether hits of the preview tier are shown.
    """

    def __init__(
        self, rule: Rule, severity: str, options: Mapping[str, Any], named: bool, configured: frozenset[str] = frozenset(), source: str = "",
        preview: bool = True,
    ) -> None:  # fmt: skip
        self.rule = rule
        self.severity = severity
        self.options = options
        self.named = named
        self.configured = configured
        self.source = source
        self.preview = preview

    @cached_property
    def check(self) -> Check:
        """The checker of the rule, its options looked at once. Raises UnusableRuleError for an unknown checker or option.

        Without preview it looks for nothing that only the preview tier reports, where it knows options for that (`STABLE`).
        """
        module = _module(self.rule)
        for option, value in self.options.items():
            if option not in module.OPTIONS:
                allowed = ", ".join(sorted(module.OPTIONS)) or "-"
                raise UnusableRuleError(self.rule.code, f"{_where(self, option)} 没有这个选项 (no such option)；可用 (allowed): {allowed}")
            if wanted := _wanted(value, module.OPTIONS[option]):
                raise UnusableRuleError(self.rule.code, f"{_where(self, option)} = {value!r} 类型不对，应为{wanted}")
        check: Check = module.check
        stable: Mapping[str, Any] = getattr(module, "STABLE", {})
        if self.preview or not stable:
            return check
        return lambda document, options: check(document, {**options, **stable})


class RuleSet:
    """The rules of a run, each made ready once for all documents of a profile and a configuration."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = tuple(rules)
        self._active: dict[tuple[int, str], tuple[Config, tuple[Active, ...]]] = {}

    def __iter__(self) -> Iterator[Rule]:
        return iter(self._rules)

    def without(self, code: str) -> "RuleSet":
        """The other rules."""
        return RuleSet(rule for rule in self._rules if rule.code != code)

    def active(self, config: Config, profile: str) -> tuple[Active, ...]:
        """The rules that run on a document of a profile. Raises UnusableRuleError."""
        key = id(config), profile  # the configuration is kept beside what was made of it, so that no other takes its id
        if key not in self._active:
            self._active[key] = config, tuple(a for rule in self._rules if (a := activate(rule, config, profile)))
        return self._active[key][1]


def given(settings: Config) -> Config:
    """Settings with what they name for certain rules given to these: word lists, and what `deep` asks for. Raises UserError."""
    if settings.terms:
        from planlint import termlists  # only where there are word lists

        settings = termlists.applied(settings)
    return with_deep(settings)


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
    return Active(rule, severity, options, named, frozenset(own), config.source, config.preview or rule.status == "preview")


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


def refuse_patterns(active: Active, error: Exception) -> None:
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


