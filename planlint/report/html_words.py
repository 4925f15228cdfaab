"""The words of the HTML report, Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping

Words = Mapping[str, str]

WORDS: Mapping[str, Words] = {
    "zh": {
        "title": "校对报告", "language": "zh-CN", "summary": "概况", "clean": "没有发现问题", "reports": "条报告", "places": "处", "colon": "：", "sep": "、", "comma": "，",
        "family": "类别", "count": "报告", "share": "每万字", "density": "疑似差错密度", "density_text": "{n}/10000（正文 {characters} 字，不含空白和标记）",
        "note": "疑似差错密度由规则推算，不作为质量合格与否的结论。",
        "settings": "版本与设置", "version": "planlint 版本", "rules": "规则集", "rules_text": "{n} 条，版本 {mark}", "profile": "文体", "select": "规则范围",
        "default": "默认规则", "ignore": "不用", "extend": "另开", "preview": "试用规则", "on": "开", "off": "关", "min_level": "显示级别", "fail_on": "不通过级别",
        "never": "不论", "config": "设置文件", "none": "无", "result": "检查结果", "passed": "没有需要处理的问题", "failed": "有需要处理的问题", "broken": "有文件或设置不能检查",
        "file_facts": "{characters} 字，{encoding}，文体 {profile}", "problems": "{n} 条报告、{places} 处", "clean_files": "没有发现问题的文件 {n} 个",
        "kept": "另有 {n} 处已注明不报。", "accepted": "另有 {n} 处已列入基线。", "failed_title": "不能检查",
        "cut_text": "文件共 {n} 字，篇幅过长：只显示问题所在的段落，其余略去。", "gap": "⋮ 略去 {n} 字",
        "cut_list": "共 {n} 条报告、{places} 处，只列出最重要的 {shown} 条、{places_shown} 处；--format json 或 csv 列出全部。",
        "list": "问题列表", "filters": "筛选", "levels": "级别", "all_families": "全部类别", "all_rules": "全部规则", "sort": "排序", "by_place": "按位置",
        "by_severity": "按级别", "by_rule": "按规则", "search": "搜索", "previous": "上一条", "next": "下一条", "clear": "全部显示",
        "shown": "显示 {n} / {all} 条", "nothing": "没有符合条件的问题。", "text": "正文",
        "keys": "<kbd>J</kbd> <kbd>K</kbd> 下一条、上一条 <kbd>Enter</kbd> 回到正文 <kbd>/</kbd> 搜索 <kbd>Esc</kbd> 全部显示",
        "why": "原因", "suggestion": "建议", "delete": "删去", "standard": "依据", "related": "相关", "explains": "连带", "line": "第 {n} 行",
        "safe": "可自动修复", "suggested": "可修复，须人看过",
        "sign": "签署", "author": "校对", "reviewer": "复核", "date": "日期", "opinion": "意见",
    },
    "en": {
        "title": "Proofreading report", "language": "en", "summary": "Summary", "clean": "No problems found", "reports": "reports", "places": "places",
        "colon": ": ", "sep": ", ", "comma": ", ", "family": "Family", "count": "Reports", "share": "per 10,000", "density": "Density of suspected slips",
        "density_text": "{n}/10000 ({characters} characters, no white space, no markup)",
        "note": "The density is inferred by rules and is no verdict on quality.",
        "settings": "Version and settings", "version": "planlint version", "rules": "Rule set", "rules_text": "{n} rules, version {mark}", "profile": "Genre",
        "select": "Rules", "default": "default", "ignore": "left out", "extend": "added", "preview": "Preview rules", "on": "on", "off": "off",
        "min_level": "Shown from", "fail_on": "Fails from", "never": "never", "config": "Configuration", "none": "none", "result": "Result",
        "passed": "nothing to deal with", "failed": "problems to deal with", "broken": "some files or settings could not be used",
        "file_facts": "{characters} characters, {encoding}, genre {profile}", "problems": "{n} reports, {places} places",
        "clean_files": "{n} files without problems", "kept": "{n} more places are suppressed.", "accepted": "{n} more places are accepted in the baseline.",
        "failed_title": "Could not be checked",
        "cut_text": "The files hold {n} characters, too many to show: only the paragraphs with problems are here.", "gap": "⋮ {n} characters left out",
        "cut_list": "Of {n} reports with {places} places only the gravest {shown} with {places_shown} are listed; --format json or csv lists all.",
        "list": "Problems", "filters": "Filters", "levels": "Severity", "all_families": "All families", "all_rules": "All rules", "sort": "Order",
        "by_place": "by place", "by_severity": "by severity", "by_rule": "by rule", "search": "Search", "previous": "Previous", "next": "Next",
        "clear": "Show all", "shown": "{n} of {all} shown", "nothing": "No problem fits.", "text": "Text",
        "keys": "<kbd>J</kbd> <kbd>K</kbd> next, previous <kbd>Enter</kbd> to the text <kbd>/</kbd> search <kbd>Esc</kbd> show all",
        "why": "Why", "suggestion": "Suggestion", "delete": "delete", "standard": "Basis", "related": "See", "explains": "Accounts for", "line": "line {n}",
        "safe": "mended by --fix", "suggested": "mended by --fix-suggested",
        "sign": "Signatures", "author": "Proofread by", "reviewer": "Reviewed by", "date": "Date", "opinion": "Remarks",
    },
}  # fmt: skip
