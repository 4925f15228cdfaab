"""JSON Schemas (draft 7) of the configuration and of rule files, for editors; made from the tables that the loaders check against.

They say what may stand where. What only a run can know (whether a path exists, a pattern compiles, a selector means a
rule) is left to the loaders.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from planlint import activation, config, rules
from planlint.rules import Rule
from planlint.text.profile import PROFILES

Schema = dict[str, Any]

DIALECT = "http://json-schema.org/draft-07/schema#"
_ABOUT = {
    "select": "只用这些规则。Only these rules run.",
    "extend-select": "另外开启的规则。Rules that run besides those that are on by default.",
    "ignore": "不用的规则。Rules that are left out.",
    "exclude": "搜索目录时略过的文件，写法同 .gitignore。Files to leave out when folders are searched, as in .gitignore.",
    "packs": "自定义规则的目录。Folders of rules of one's own.",
    "terms": "词表文件，CSV、TOML 或 .xlsx。Files of words of one's own: CSV, TOML or .xlsx.",
    "profile": "文体，auto 由正文判断。The genre; auto lets each text decide.",
    "min-level": "显示到哪一级。What is shown.",
    "fail-on": "从哪一级起退出码为 1。What makes the exit code 1.",
    "lang": "报告的语言。The language of messages.",
    "docx-view": "Word 文件的修订怎样读：接受后、原文、两者都读。Word files: read with tracked changes accepted, as the original was, or both.",
    "preview": "开启试用的规则。Run rules that are still being tried.",
    "encoding": "文件编码，auto 自动判断。The encoding of files; auto finds out.",
    "deep": "按统计找罕见用字：只报把握大的，或也报把握较小的。Improbable characters by statistics: what is sure, or also what is less so.",
    "archive": "planlint learn 从本单位文稿学得的文件，供 deep 用。What `planlint learn` made of texts of one's own, for `deep`.",
    "rules": "各条规则的级别与选项。Severity and options of rules, by code, name or title.",
    "score": "check --score 的权重。The weights of check --score.",
    "per-file": "某些文件另有设置。Settings for some files.",
    "extends": "以预设或另一个文件为底。Settings to build on: a preset or a path.",
    "files": "通配模式，写法同 .gitignore。Patterns as in .gitignore.",
    "weights": "每处折合多少，按规则的编码、编码开头、名称或标题。What one place counts, by code, beginning of codes, name or title of a rule.",
    "cap": "同一差错在一个文件中最多计几处。How many places of one slip count at most in a file.",
}
_PLAIN: Mapping[str, Schema] = {
    "preview": {"type": "boolean"},
    "encoding": {"type": "string"},
    "archive": {"type": "string"},
    "files": {"type": "string"},
    "weights": {"type": "object", "additionalProperties": {"type": "number", "minimum": 0}},
    "cap": {"type": "integer", "minimum": 1},
}
_TYPES: Mapping[type, str] = {
    bool: "boolean", int: "integer", float: "number", str: "string", list: "array", tuple: "array", dict: "object",
}  # fmt: skip
_TEXT: Schema = {
    "type": "object",
    "properties": {"zh": {"type": "string"}, "en": {"type": "string"}},
    "required": ["zh", "en"],
    "additionalProperties": False,
}


def of_config(known: Iterable[Rule]) -> Schema:
    """The schema of planlint.toml; `known` are the rules that may be configured. Raises UserError for a rule without a checker.

    A file that takes rules from packs, or may inherit some, can name rules that are not known here.
    """
    listed = list(known)
    return {
        "$schema": DIALECT,
        "title": "planlint.toml",
        "type": "object",
        "properties": {key: _setting(key, listed) for key in config.KEYS},
        "additionalProperties": False,
        "if": {"not": {"anyOf": [{"required": ["packs"]}, {"required": ["extends"]}]}},
        "then": {"properties": {"rules": {"propertyNames": {"anyOf": [{"enum": _names(listed)}, {"pattern": _codes(listed)}]}}}},
        "definitions": {rule.code: _own(rule) for rule in listed},
    }


def of_rule() -> Schema:
    """The schema of a rule file; its options are those of the checker that it names."""
    checkers = activation.checkers()
    return {
        "$schema": DIALECT,
        "title": "planlint rule",
        "type": "object",
        "properties": {key: _field(key, checkers) for key in sorted(rules.KEYS)},
        "required": list(rules.REQUIRED),
        "additionalProperties": False,
        "allOf": [
            {"if": {"properties": {"checker": {"const": name}}}, "then": {"properties": _with_options({"$ref": f"#/definitions/{name}"})}}
            for name in checkers
        ],
        "definitions": {"text": _TEXT, **{name: _options(options) for name, options in checkers.items()}},
    }


def written(schema: Schema) -> str:
    """A schema as the text of its file."""
    import json

    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _setting(key: str, known: list[Rule]) -> Schema:
    """One key of the configuration, with what it is for."""
    return {"description": _ABOUT[key], **_value(key, known)}


def _value(key: str, known: list[Rule]) -> Schema:
    """What one key of the configuration may hold."""
    if key in config.CHOICES:
        return {"enum": list(config.CHOICES[key])}
    if key in config.LISTS:
        return {"type": "array", "items": {"type": "string"}}
    if key == "extends":
        return {"type": "string", "anyOf": [{"enum": list(config.presets())}, {}]}
    if key == "rules":
        return _rules(known)
    if key == "score":
        return {"type": "object", "properties": {part: _setting(part, known) for part in config.SCORE}, "additionalProperties": False}
    if key == "per-file":
        row = {part: _setting(part, known) for part in sorted(config.PER_FILE)}
        return {"type": "array", "items": {"type": "object", "properties": row, "required": ["files"], "additionalProperties": False}}
    return _PLAIN[key]


def _rules(known: list[Rule]) -> Schema:
    """The table [rules]: a rule by its code in any case, its name or its title."""
    return {
        "type": "object",
        "properties": {name: {"$ref": f"#/definitions/{rule.code}"} for rule in known for name in (rule.code, rule.name, rule.title["zh"])},
        "patternProperties": {_codes([rule]): {"$ref": f"#/definitions/{rule.code}"} for rule in known},
        "additionalProperties": {"type": "object", "properties": {"severity": {"enum": list(rules.SEVERITIES)}}},
    }


def _names(known: list[Rule]) -> list[str]:
    return [name for rule in known for name in (rule.code, rule.name, rule.title["zh"])]


def _codes(known: list[Rule]) -> str:
    """A pattern for the codes of rules in any case, since JSON Schema has no flag for that."""
    return f"^(?:{'|'.join(''.join(f'[{c}{c.lower()}]' if c.isalpha() else c for c in rule.code) for rule in known)})$"


def _own(rule: Rule) -> Schema:
    """The table of one rule in the configuration."""
    options = {**activation.options_of(rule), **rule.options}
    schema = _options(activation.options_of(rule), options)
    severity = {"enum": list(rules.SEVERITIES), "default": rule.severity}
    return {"description": f"{rule.title['zh']} {rule.title['en']}", **schema, "properties": {"severity": severity, **schema["properties"]}}


def _options(kinds: Mapping[str, Any], defaults: Mapping[str, Any] | None = None) -> Schema:
    """A table of options: each of the kind of its default in the checker; short defaults are given."""
    properties: Schema = {}
    for key, value in kinds.items():
        properties[key] = {"type": _TYPES[type(value)]}
        default = (defaults or kinds)[key]
        if not isinstance(default, (list, tuple, dict)) or not default:
            properties[key]["default"] = default
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _field(key: str, checkers: Iterable[str]) -> Schema:
    """What one key of a rule file may hold."""
    if key in rules.CHOICES:
        return {"enum": list(rules.CHOICES[key])}
    if key in rules.TEXTS:
        return {"$ref": "#/definitions/text"}
    if key in rules.TEXT_TABLES:
        return {"type": "object", "additionalProperties": {"$ref": "#/definitions/text"}}
    if key in rules.EXAMPLE_KEYS:
        return {"type": "array", "minItems": rules.EXAMPLES_MIN, "items": _example(key)}
    if key == "code":
        return {"type": "string", "pattern": "^[A-Z]{3}[0-9]{3}$"}
    if key == "checker":
        return {"enum": [*checkers, activation.BUILT_IN]}
    if key == "explains":
        return {"type": "array", "items": {"type": "string"}}
    if key == "profiles":
        return {"type": "object", "propertyNames": {"enum": list(PROFILES)}, "additionalProperties": _profile()}
    return {"type": "object" if key == "options" else "string"}


def _profile() -> Schema:
    """How a rule may differ in one genre."""
    properties = {key: {"enum": list(rules.CHOICES[key])} if key in rules.CHOICES else {"type": "object"} for key in sorted(rules.PROFILE_KEYS)}
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _with_options(options: Schema) -> Schema:
    """The keys of a rule file that hold options."""
    return {"options": options, "profiles": {"additionalProperties": {"properties": {"options": options}}}}


def _example(kind: str) -> Schema:
    """One [[bad]] or [[good]] example; what is reported in a bad one is marked."""
    properties: Schema = {key: {"type": "string"} for key in sorted(rules.EXAMPLE_KEYS[kind])}
    if kind == "bad":
        properties["text"]["pattern"] = "⟦"
    return {"type": "object", "properties": properties, "required": ["text"], "additionalProperties": False}
