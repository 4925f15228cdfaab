"""The manual pages of rules and their index, made from the rule files alone: for the terminal in one language, as Markdown in both."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from planlint import activation, config
from planlint.report.results import flat
from planlint.rules import FAMILIES, Example, Page, Rule, family, page

INDEX = "README.md"
ITEMS_SHOWN = 5
"""Items that a page shows of a list or table that a rule has as an option."""

Texts = Mapping[str, str]
"""A text in both languages: {"zh": …, "en": …}."""
Block = tuple[str, str]
"""A piece of a page and its kind: says, item, example, becomes, fixed, note, or the language of a block of code."""

_SEVERITIES: Mapping[str, Texts] = {
    "error": {"zh": "错误", "en": "error"}, "warning": {"zh": "警告", "en": "warning"}, "info": {"zh": "提示", "en": "info"},
}  # fmt: skip
_FIXES: Mapping[str, Texts] = {
    "safe": {"zh": "安全", "en": "safe"},
    "suggested": {"zh": "建议，须人看过", "en": "suggested, wants an eye"},
    "none": {"zh": "只报不改", "en": "none"},
}
_FIXING: Mapping[str, Texts] = {
    "safe": {
        "zh": "`--fix` 就改，不动文字。把握较小之处只作建议，用 `--fix-suggested` 才改。",
        "en": "`--fix` mends it, since no wording changes. Doubtful places are suggestions, which only `--fix-suggested` takes.",
    },
    "suggested": {
        "zh": "`--fix-suggested` 才改，因为会动文字；先用 `--fix-suggested --diff` 看过再改。没有唯一改法之处只报不改。",
        "en": "Only `--fix-suggested` mends it, since wording changes; `--fix-suggested --diff` shows it first. Places without one clear remedy are only reported.",
    },
    "none": {"zh": "只报不改：怎样改要由人判断。", "en": "It is only reported: what is right has to be decided by a person."},
}
_STATES: Mapping[str, Texts] = {
    "on": {"zh": "默认开启", "en": "on by default"}, "off": {"zh": "默认关闭", "en": "off by default"},
    "preview": {"zh": "试用（--preview 开启）", "en": "preview (--preview)"}, "deprecated": {"zh": "将取消", "en": "deprecated"},
}  # fmt: skip
PROFILES: Mapping[str, Texts] = {
    "plan": {"zh": "规划报告", "en": "plan"}, "gongwen": {"zh": "公文", "en": "gongwen"}, "law": {"zh": "法规", "en": "law"},
    "news": {"zh": "新闻", "en": "news"}, "ocr": {"zh": "识别稿", "en": "ocr"},
}  # fmt: skip
_WORDS: Mapping[str, Texts] = {
    "rules": {"zh": "规则", "en": "Rules"},
    "code": {"zh": "编码", "en": "Code"}, "title": {"zh": "标题", "en": "Title"}, "name": {"zh": "名称", "en": "Name"},
    "family": {"zh": "类别", "en": "Family"}, "severity": {"zh": "级别", "en": "Severity"}, "default": {"zh": "默认", "en": "Default"},
    "fix": {"zh": "修复", "en": "Fix"}, "standard": {"zh": "依据", "en": "Basis"}, "customary": {"zh": "通行体例", "en": "customary"},
    "profiles": {"zh": "按文体", "en": "By genre"}, "explains": {"zh": "连带说明", "en": "Accounts for"},
    "merge": {"zh": "归并", "en": "Reports"}, "merged": {"zh": "全文合为一条", "en": "one for the whole document"}, "says": {"zh": "报告用语", "en": "What it says"},
    "why": {"zh": "为什么", "en": "Why"}, "bad": {"zh": "错例（⟦ ⟧ 内为报告处）", "en": "Bad (⟦ ⟧ is reported)"},
    "good": {"zh": "对例（不报）", "en": "Good (not reported)"}, "fixed": {"zh": "改为：", "en": "becomes:"}, "genre": {"zh": "文体：", "en": "genre: "},
    "settings": {"zh": "设置（所列为默认值）", "en": "Settings (with their defaults)"}, "silence": {"zh": "怎样不报", "en": "How to silence it"},
    "in-text": {
        "zh": "在文中注明（`off-next-line` 管下一行，`off` 到 `on` 管一段，`off-file` 管全文；纯文本写 `%% planlint: …`）：",
        "en": "In the text (`off-next-line` for the next line, `off` … `on` for a stretch, `off-file` for the file; in plain text `%% planlint: …`):",
    },
    "in-settings": {
        "zh": "在 planlint.toml 中不用这条规则，或只对某些文件不用：",
        "en": "In planlint.toml, for good or for some files:",
    },
    "in-baseline": {
        "zh": "把现有的报告记入基线，以后只报新的：",
        "en": "Accept the reports of today in a baseline; only new ones are reported from then on:",
    },
    "reason": {"zh": "理由", "en": "reason"},
    "index": {
        "zh": "本目录由规则文件生成：`planlint rule 编码` 显示同样的内容。",
        "en": "These pages are made from the rule files; `planlint rule CODE` shows the same.",
    },
}  # fmt: skip


def render(chosen: Iterable[Rule], lang: str, form: str, whole: bool) -> str:
    """The list of rules, or (whole) their pages, as text, JSON or Markdown, without the last newline.

    Raises UserError for a rule whose checker cannot be used.
    """
    known = list(chosen)
    if form == "json":
        import json

        return json.dumps([_data(page(r)) for r in known], ensure_ascii=False, indent=1)
    if whole:
        return "\n\n".join(_page(page(r), lang, form == "markdown") for r in known)
    if form == "markdown":
        return _index(known, lang)
    return "\n".join(f"{r.code}  {r.name:30} {r.title[lang]} [{_SEVERITIES[r.severity][lang]}, {_state(r)[lang]}]" for r in known)


def files(known: Iterable[Rule]) -> dict[str, str]:
    """The folder of pages: the text of each file by its name, one a rule and an index. Raises UserError as `render` does."""
    rules = list(known)
    pages = {f"{rule.code}.md": render([rule], "zh", "markdown", whole=True) + "\n" for rule in rules}
    return {INDEX: render(rules, "zh", "markdown", whole=False) + "\n", **pages}


def _index(known: list[Rule], lang: str) -> str:
    """The rules in tables, one a family, each with a link to its page."""
    heads = [_both(_WORDS[key], lang) for key in ("code", "title", "severity", "default", "fix")]
    lines = [f"# {_both(_WORDS['rules'], lang)}"]
    for one in _order(lang):
        lines += ["", _WORDS["index"][one]]
    for prefix in dict.fromkeys((*FAMILIES, *(r.code[:3] for r in known))):
        if rows := [r for r in known if r.code.startswith(prefix)]:
            lines += ["", f"## {prefix} {_both(family(prefix), lang)}", "", _row(heads), _row(["---"] * len(heads))]
            lines += [_entry(r, lang) for r in rows]
    return "\n".join(lines)


def _entry(rule: Rule, lang: str) -> str:
    """The line of a rule in the index."""
    title = f"{_plain(_both(rule.title, lang))} `{rule.name}`"
    return _row([f"[{rule.code}]({rule.code}.md)", title, *(_both(text, lang) for text in (_SEVERITIES[rule.severity], _state(rule), _FIXES[rule.fix]))])


def _page(page: Page, lang: str, markdown: bool) -> str:
    """One page: what the rule is, what it says and why, examples, the fix, settings, and how to silence it."""
    rule = page.rule
    other = _order(lang)[1]
    if markdown:
        lines = [f"# {rule.code} {_plain(_both(rule.title, lang, ' · '))}", "", _row(["", ""]), _row(["---", "---"])]
        lines += [_row([_both(_WORDS[key], lang), _plain(value)]) for key, value in _facts(rule, lambda text: _both(text, lang))]
    else:
        facts = dict(_facts(rule, lambda text: text[lang]))
        state = [facts.pop("severity") + ", " + facts.pop("default"), *(f"{_WORDS[key][lang]}: {facts.pop(key)}" for key in ("fix", "standard"))]
        rest = [f"{_WORDS[key][lang]}: {value}" for key, value in facts.items() if key in ("profiles", "merge", "explains")]
        lines = [f"{rule.code} {rule.title[lang]} ({rule.title[other]}, {rule.name})", "; ".join(state), *rest]
    for key, blocks in _sections(page, _order(lang) if markdown else (lang,)):
        heading = f"## {_both(_WORDS[key], lang)}" if markdown else _WORDS[key][lang]
        lines += ["", heading, *(_in_markdown(blocks) if markdown else _in_text(blocks))]
    return "\n".join(lines)


def _facts(rule: Rule, said: Callable[[Texts], str]) -> Iterator[tuple[str, str]]:
    """What a rule file says in a word each, by the key of its name."""
    yield "name", f"`{rule.name}`"
    yield "family", said(family(rule.code))
    yield "severity", said(_SEVERITIES[rule.severity])
    yield "default", said(_state(rule))
    yield "fix", said(_FIXES[rule.fix])
    yield "standard", rule.standard or said(_WORDS["customary"])
    if rule.profiles:
        yield "profiles", "; ".join(f"{said(PROFILES.get(name, {'zh': name, 'en': name}))}: {_differs(own, said)}" for name, own in rule.profiles.items())
    if rule.merge == "document":
        yield "merge", said(_WORDS["merged"])
    if rule.explains:
        yield "explains", ", ".join(rule.explains)


def _differs(own: Mapping[str, object], said: Callable[[Texts], str]) -> str:
    """How a rule differs in one genre."""
    parts = [said(_STATES[str(own["default"])])] if "default" in own else []
    parts += [said(_SEVERITIES[str(own["severity"])])] if "severity" in own else []
    options = own.get("options")
    parts += [f"`{key} = {config.written(value)}`" for key, value in options.items()] if isinstance(options, Mapping) else []
    return ", ".join(parts)


def _sections(page: Page, languages: tuple[str, ...]) -> Iterator[tuple[str, list[Block]]]:
    """The parts of a page, each with the key of its heading; `languages` are those that its own words are in."""
    rule, first = page.rule, languages[0]
    other = _order(first)[1]
    yield "says", [("item", text[one]) for text in (rule.message, *rule.variants.values()) for one in languages]
    yield "why", [("says", page.why[one].strip()) for one in (first, other)]
    yield "bad", [block for example in page.bad for block in _example(example, _marked(example), example.fixed, first)]
    yield "good", [block for example in page.good for block in _example(example, example.text, "", first)]
    yield "fix", [("says", _FIXING[rule.fix][one]) for one in languages]
    yield "settings", [("toml", _settings(rule))]
    yield "silence", [block for part in _silence(rule.code, first) for block in ([("says", part[0][one]) for one in languages] + [part[1]])]


def _example(example: Example, text: str, fixed: str, lang: str) -> Iterator[Block]:
    """An example, what it becomes, why it is no slip, and the genre that it stands for."""
    yield "example", text
    if fixed:
        yield "becomes", _WORDS["fixed"][lang]
        yield "fixed", fixed
    if example.why:
        yield "note", example.why
    if example.profile in PROFILES:
        yield "note", f"{_WORDS['genre'][lang]}{PROFILES[example.profile][lang]}"


def _settings(rule: Rule) -> str:
    """What planlint.toml may say of a rule, with the defaults; long lists are cut and commented out, and what is off is switched on."""
    runs = rule.default == "on" and rule.status == "stable"
    lines = [] if runs else [f'extend-select = ["{rule.code}"]', ""]
    lines += [f"[rules.{rule.code}]", f'severity = "{rule.severity}"']
    for key, value in _options(rule):
        if isinstance(value, (list, tuple, Mapping)) and len(value) > ITEMS_SHOWN:
            lines.append(f"# {key} = {_cut(value)}  # … {len(value)}")
        else:
            lines.append(f"{key} = {config.written(value)}")
    return "\n".join(lines)


def _options(rule: Rule) -> list[tuple[str, object]]:
    """The options of a rule that a user may want to set, with their defaults.

    A string in a rule file picks the part of a shared checker that the rule is about and is left out. Of such a
    checker only what the rule file names concerns the rule.
    """
    all_of_checker = activation.options_of(rule)
    named = {key for own in (rule.options, *(p.get("options", {}) for p in rule.profiles.values())) for key in own}
    shared = any(isinstance(value, str) for value in rule.options.values())
    options = {**all_of_checker, **rule.options}
    return [(key, value) for key, value in options.items() if not isinstance(value, str) and (key in named or not shared)]


def _cut(value: Sequence[object] | Mapping[str, object]) -> str:
    """The first items of a list or table as TOML writes them."""
    return config.written(dict(list(value.items())[:ITEMS_SHOWN]) if isinstance(value, Mapping) else value[:ITEMS_SHOWN])


def _silence(code: str, lang: str) -> Iterator[tuple[Texts, Block]]:
    """The three ways to silence a rule, each with what to write."""
    yield _WORDS["in-text"], ("markdown", f"<!-- planlint: off-next-line {code} {_WORDS['reason'][lang]} -->")
    yield _WORDS["in-settings"], ("toml", f'ignore = ["{code}"]\n\n[[per-file]]\nfiles = "archive/**"\nignore = ["{code}"]')
    yield _WORDS["in-baseline"], ("sh", "planlint baseline\nplanlint check --baseline planlint-baseline.json")


def _in_text(blocks: Iterable[Block]) -> Iterator[str]:
    """Blocks for the terminal: an example on one line, what belongs to it indented."""
    before = becomes = ""
    for kind, text in blocks:
        line = flat(text.strip("\n"))
        if kind == "says":
            yield from ([""] if before == "says" else []) + [text]
        elif kind in ("item", "example"):
            yield f"- {line}"
        elif kind == "becomes":
            becomes = line
        elif kind == "fixed":
            yield f"  {becomes} {line}"
        elif kind == "note":
            yield f"  ({line})"
        else:
            yield from (f"  {row}".rstrip() for row in text.split("\n"))
        before = kind


def _in_markdown(blocks: Iterable[Block]) -> Iterator[str]:
    """Blocks as Markdown: examples as they stand, in fences, with what is invisible written as its number."""
    before = ""
    for kind, text in blocks:
        yield from [] if kind == before == "item" else [""]
        before = kind
        if kind in ("says", "note", "becomes"):
            yield _plain(text)
        elif kind == "item":
            yield f"- {_plain(text)}"
        else:
            rows = [flat(row) for row in text.strip("\n").split("\n")]
            fence = "`" * max(3, 1 + max((len(ticks) for ticks in re.findall("`+", text)), default=0))
            yield from (fence + ("text" if kind in ("example", "fixed") else kind), *rows, fence)


def _marked(example: Example) -> str:
    """The text of an example with its marks put back."""
    out, at = "", 0
    for start, end in example.spans:
        out += f"{example.text[at:start]}⟦{example.text[start:end]}⟧"
        at = end
    return out + example.text[at:]


def _plain(text: str) -> str:
    """A text that Markdown shows as it stands: what would be markup outside `code` is escaped."""
    return "".join(part if i % 2 else re.sub(r"[<*_\[\]]", r"\\\g<0>", part) for i, part in enumerate(re.split("(`[^`]*`)", text)))


def _both(text: Texts, lang: str, sep: str = " ") -> str:
    """A text in both languages, `lang` first; once where they are the same."""
    return sep.join(dict.fromkeys(text[one] for one in _order(lang)))


def _order(lang: str) -> tuple[str, str]:
    return ("zh", "en") if lang == "zh" else ("en", "zh")


def _row(cells: Iterable[str]) -> str:
    """A row of a table; a bar inside a cell is escaped, in code too, as tables want it."""
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _state(rule: Rule) -> Texts:
    """Whether a rule runs by default."""
    return _STATES[rule.status if rule.status != "stable" else rule.default]


def _data(page: Page) -> dict[str, object]:
    rule = page.rule
    return {
        "code": rule.code, "name": rule.name, "title": dict(rule.title), "severity": rule.severity, "default": rule.default,
        "status": rule.status, "fix": rule.fix, "standard": rule.standard, "why": page.why, "options": rule.options,
        "bad": [{"text": e.text, "spans": e.spans, "fixed": e.fixed, "profile": e.profile} for e in page.bad],
        "good": [{"text": e.text, "why": e.why, "profile": e.profile} for e in page.good],
        "family": family(rule.code), "merge": rule.merge, "explains": rule.explains, "profiles": rule.profiles,
    }  # fmt: skip
