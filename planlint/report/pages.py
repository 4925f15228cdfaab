"""The manual pages of rules, made from the rule files alone."""

from __future__ import annotations

from planlint.rules import Example, Page, Rule, page

_SEVERITIES = {
    "zh": {"error": "错误", "warning": "警告", "info": "提示"},
    "en": {"error": "error", "warning": "warning", "info": "info"},
}
_FIXES = {
    "zh": {"safe": "安全", "suggested": "建议，须人看过", "none": "只报不改"},
    "en": {"safe": "safe", "suggested": "suggested, wants an eye", "none": "none"},
}
_WORDS = {
    "zh": {
        "why": "为什么", "bad": "错例（⟦ ⟧ 内为报告处）", "good": "对例（不报）", "fixed": "改为", "standard": "依据",
        "customary": "通行体例", "silence": "怎样不报", "fix": "修复", "options": "选项",
        "on": "默认开启", "off": "默认关闭", "preview": "试用（--preview 开启）", "deprecated": "将取消",
        "how": (
            "行内：<!-- planlint: off-next-line {code} 理由 -->（纯文本：%% planlint: off-next-line {code} 理由）；"
            '全局：planlint.toml 中 ignore = ["{code}"]'
        ),
    },
    "en": {
        "why": "Why", "bad": "Bad (⟦ ⟧ is reported)", "good": "Good (not reported)", "fixed": "becomes", "standard": "Basis",
        "customary": "customary", "silence": "How to silence it", "fix": "Fix", "options": "Options",
        "on": "on by default", "off": "off by default", "preview": "preview (--preview)", "deprecated": "deprecated",
        "how": (
            "in the text: <!-- planlint: off-next-line {code} reason --> (plain text: %% planlint: off-next-line {code} reason); "
            'for good: ignore = ["{code}"] in planlint.toml'
        ),
    },
}  # fmt: skip


def render(chosen: list[Rule], lang: str, form: str, whole: bool) -> str:
    """The list of rules, or (whole) their pages, as text, JSON or Markdown."""
    if form == "json":
        import json

        return json.dumps([_data(page(r)) for r in chosen], ensure_ascii=False, indent=1)
    if whole:
        return "\n\n".join(_page(page(r), lang, form == "markdown") for r in chosen)
    if form == "markdown":
        rows = [f"| {r.code} | `{r.name}` | {r.title['zh']} | {r.title['en']} | {r.severity} | {_state(r, 'en')} |" for r in chosen]
        return "\n".join(["| code | name | 标题 | title | severity | default |", "|---|---|---|---|---|---|", *rows])
    return "\n".join(f"{r.code}  {r.name:30} {r.title[lang]} [{_SEVERITIES[lang][r.severity]}, {_state(r, lang)}]" for r in chosen)


def _state(rule: Rule, lang: str) -> str:
    """Whether a rule runs by default."""
    return _WORDS[lang][rule.status if rule.status != "stable" else rule.default]


def _page(page: Page, lang: str, markdown: bool) -> str:
    """One page: what the rule is, why, its examples, its options, and how to silence it."""
    rule, words = page.rule, _WORDS[lang]
    other = "en" if lang == "zh" else "zh"
    head = "## " if markdown else ""
    state = f"{_SEVERITIES[lang][rule.severity]}, {_state(rule, lang)}"
    basis = f"{words['standard']}: {rule.standard or words['customary']}"
    out = [
        f"{'# ' if markdown else ''}{rule.code} {rule.title[lang]} ({rule.title[other]}, {rule.name})",
        f"{state}; {words['fix']}: {_FIXES[lang][rule.fix]}; {basis}",
        "", f"{head}{words['why']}", page.why[lang].strip(), "", page.why[other].strip(),
        "", f"{head}{words['bad']}",
        *(f"- {_marked(e)}" + (f"\n  {words['fixed']}: {_flat(e.fixed)}" if e.fixed else "") for e in page.bad),
        "", f"{head}{words['good']}", *(f"- {_flat(e.text)}" + (f"\n  ({e.why})" if e.why else "") for e in page.good),
    ]  # fmt: skip
    if rule.options:
        out += ["", f"{head}{words['options']}", *(f"- {k} = {v!r}" for k, v in rule.options.items())]
    out += ["", f"{head}{words['silence']}", words["how"].format(code=rule.code)]
    return "\n".join(out)


def _flat(text: str) -> str:
    return text.strip("\n").replace("\n", "⏎")


def _marked(example: Example) -> str:
    """The text of an example with its marks put back."""
    out, at = "", 0
    for start, end in example.spans:
        out += f"{example.text[at:start]}⟦{example.text[start:end]}⟧"
        at = end
    return _flat(out + example.text[at:])


def _data(page: Page) -> dict[str, object]:
    rule = page.rule
    return {
        "code": rule.code, "name": rule.name, "title": rule.title, "severity": rule.severity, "default": rule.default,
        "status": rule.status, "fix": rule.fix, "standard": rule.standard, "why": page.why, "options": rule.options,
        "bad": [{"text": e.text, "spans": e.spans, "fixed": e.fixed} for e in page.bad],
        "good": [{"text": e.text, "why": e.why} for e in page.good],
    }  # fmt: skip
