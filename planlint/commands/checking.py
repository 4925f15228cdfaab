"""What `planlint check` does: settings, files, results, reports, exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

from planlint import config as configuration
from planlint import files, rules, walk
from planlint.activation import CRASHED, RuleSet
from planlint.commands.common import Outputs, check_names, in_color, refuse_overwriting, say, settings_of, tell, write
from planlint.config import Config
from planlint.errors import UserError
from planlint.report.results import ABOUT_RUN, FileResult, Run, fails
from planlint.walk import Keep, Treat, Walk

if TYPE_CHECKING:
    from planlint.report.score import Score

SCORED = ("full", "totals", "json", "statistics", "markdown", "html", "report")
"""Reports that can hold a score."""
TEXTS = ("full", "concise", "markdown", "docx", "sidecar")
"""Reports that may well be kept in a file with the suffix of a text."""
REPORT = "# planlint "
"""How a Markdown report begins."""
PROGRESS_FROM = 20
"""Files from which on a run in a terminal shows how far it is."""


def main(**options: Any) -> int:
    """Check files as the command line asks for; the exit code, with what stopped the run on standard error."""
    try:
        return run(options)
    except UserError as error:
        say(f"planlint: {error}")
        return 2


def run(options: Mapping[str, Any]) -> int:
    """The whole walk; returns the exit code. Raises UserError for what stops the run at its start or keeps a report from its file."""
    paths, outputs, color = options["paths"] or (".",), options["outputs"], options["color"]
    if options["interactive"]:
        from planlint.commands import interactive

        interactive.refuse(paths, options)
    settings = settings_of(options)
    writes_word = options["track_changes"] is not None or any(name == "docx" for name, _ in outputs)
    if writes_word:
        from planlint.commands import docx

        docx.refuse(outputs, options, settings.docx_view)
    if ("report", "") in outputs:
        raise UserError("--format report 须写明新文件，如 report:校对报告.docx (name the file to write, such as report:report.docx)")
    broken: list[UserError] = []
    known = rules.load(settings.packs, broken)
    check_names(known, settings, options, broken)
    lang = configuration.language(settings.lang, os.environ)
    root = os.path.dirname(settings.source) if settings.source else None
    found = list(files.find(list(paths), settings.exclude, options["force_exclude"], root))
    found = _without_old_reports(found, outputs, paths)
    if writes_word:
        found = docx.only(found, *docx.target_of(outputs, options["track_changes"]))
    how = Walk(
        RuleSet(known), settings, lang, options["stdin_filename"] or "-", treat_of(options),
        filter_of(options["baseline"], options["since"], found, settings.docx_view), options["show_suppressed"],
    )  # fmt: skip
    _refuse_overwriting(outputs, found)
    results = [walk.failed(error) for error in broken]
    if options["interactive"]:
        results += _asked(found, how, color, options["track_changes"])
        outputs = tuple(("totals" if name == "full" and not target else name, target) for name, target in outputs)
    else:
        results += _results(found, how, options)
    if options["across"]:
        results = _compared(results, how)
    if options["show_diff"]:
        from planlint.commands.mend import show_changes

        return show_changes(results, in_color(color), lang)
    score = score_of(results, settings, options)
    if options["statistics"]:
        outputs = tuple(("statistics" if name == "full" else name, target) for name, target in outputs)
    failing = fail_on(settings, options)
    run_of = Run(_exit_code(results, failing, score), failing, settings, known)
    quiet = options["quiet"]
    if not any(r.piped for r in results):
        _report(results, outputs, color, quiet, lang, score, run_of)
    if score is not None and score.exceeded and (quiet or not any(name in ("full", "totals", "statistics") and not target for name, target in outputs)):
        from planlint.report.score import verdict

        say(f"planlint: {verdict(score, lang)}")  # no report for people says it
    return run_of.code


def _results(found: list[str | UserError], how: Walk, options: Mapping[str, Any]) -> list[FileResult]:
    """The results of all files, from earlier runs and by several processes where that is allowed and pays."""
    if options["profile_rules"]:
        from planlint.profiling import Profiler

        how = how._replace(profiler=Profiler())
    jobs, kept = (1, False) if how.profiler else (options["jobs"], not options["no_cache"])
    results = list(_progress(_told(walk.checked(found, how, jobs, kept)), options["outputs"], options["color"]))
    if how.profiler:
        for line in how.profiler.lines():
            say(line)
    return results


def _compared(results: list[FileResult], how: Walk) -> list[FileResult]:
    """The results with the passages that stand in two files; what is boilerplate is told on standard error."""
    from planlint import across

    compared, boilerplate = across.compared(results, how)
    if boilerplate:
        zh, en = f"{boilerplate} 个句子见于多个文件，算作套话，未列", f"{boilerplate} sentences stand in many files; as boilerplate they are not listed"
        say(f"planlint: --across: {zh if how.lang == 'zh' else en}")
    return compared


def score_of(results: Iterable[FileResult], settings: Config, options: Mapping[str, Any]) -> Score | None:
    """The score, if it or a limit to it was asked for."""
    if not options["scored"] and options["max_density"] is None:
        return None
    from planlint.report.score import measure

    return measure(results, settings.score, options["max_density"])


def fail_on(settings: Config, options: Mapping[str, Any]) -> str:
    """The level that fails; with a density that is allowed, problems as such are too, unless --fail-on was set."""
    as_usual = options["max_density"] is None or options["fail_on"] is not None or "fail-on" in settings.origins
    return settings.fail_on if as_usual else "never"


def _told(results: Iterator[FileResult]) -> Iterator[FileResult]:
    """The results, with what reading their documents left out told on standard error."""
    for result in results:
        tell(result.document)
        yield result


def _asked(found: Iterable[str | UserError], how: Walk, color: str, track_changes: str | None) -> list[FileResult]:
    """The results when a person was asked about each place, and what was accepted is written. Raises UserError on Ctrl-C."""
    from planlint.commands.interactive import Session

    session = Session(how.lang, in_color(color), track_changes=track_changes)
    try:
        results = list(_told(walk.results(found, how._replace(treat=session.treat))))
    except KeyboardInterrupt as error:
        say()
        raise UserError("已中断，没有写入任何文件 (interrupted; nothing was written)") from error
    return session.written(results)


def treat_of(options: Mapping[str, Any]) -> Treat | None:
    """What mends each file, if anything is to be mended or it is to be shown how."""
    safety = "suggested" if options["fix_suggested"] else "safe" if options["fix"] or options["show_diff"] else ""
    if not safety:
        return None
    from planlint.commands.mend import mended  # only where something is mended

    return partial(mended, safety, options["show_diff"], options["track_changes"])


def filter_of(baseline: str | None, since: str | None, found: Iterable[str | UserError], view: str = "accepted") -> Keep | None:
    """What leaves hits out besides suppression, if anything does. Raises UserError."""
    if baseline is None and since is None:
        return None
    from planlint.commands.filters import Filter

    return Filter(baseline, since, [path for path in found if isinstance(path, str)] if since else [], view)


def _without_old_reports(found: list[str | UserError], outputs: Outputs, named: tuple[str, ...]) -> list[str | UserError]:
    """The files to check, without the Markdown report of an earlier run that is about to be written anew."""
    old = {os.path.realpath(target) for name, target in outputs if name == "markdown" and target and _is_report(target)}
    return [path for path in found if path in named or os.path.realpath(str(path)) not in old] if old else found


def _is_report(path: str) -> bool:
    try:
        with open(path, encoding="utf-8") as f:
            return f.read(len(REPORT)) == REPORT
    except (OSError, UnicodeDecodeError):
        return False


def _refuse_overwriting(outputs: Outputs, found: Iterable[str | UserError]) -> None:
    """Raises UserError where a report would take the place of a text, or entries for a sidecar file of those that are there."""
    refuse_overwriting(outputs, (path for path in found if isinstance(path, str)), TEXTS)
    for name, target in outputs:
        if name == "sidecar" and target and os.path.exists(target):
            raise UserError(f"{target}: 已经存在，不覆盖；请用 >> 加在末尾 (exists already; append to it with >>)")


def _progress(results: Iterator[FileResult], outputs: Outputs, color: str) -> Iterator[FileResult]:
    """The results as they come; in a terminal, a long run says on standard error how far it is."""
    if not sys.stderr.isatty() or color == "never":
        yield from results
        return
    shown = False
    for count, result in enumerate(results, 1):
        if count >= PROGRESS_FROM and count % 10 == 0:
            sys.stderr.write(f"\r\x1b[2K{count} · {result.path[-60:]}")
            sys.stderr.flush()
            shown = True
        yield result
    if shown:
        sys.stderr.write("\r\x1b[2K")


def _report(results: list[FileResult], outputs: Outputs, color: str, quiet: bool, lang: str, score: Score | None, run_of: Run) -> None:
    """Write every report that can be written. Raises UserError for the first that cannot."""
    failed: list[UserError] = []
    for name, target in outputs:
        reporter = import_module(f"planlint.report.{name}")
        more: dict[str, Any] = {"score": score} if score is not None and name in SCORED else {}
        more |= {"run": run_of} if name in ABOUT_RUN else {}
        if target:
            try:
                content = reporter.render(results, lang, **more)
                write(target, content.encode("utf-8", "replace") if isinstance(content, str) else content)
            except UserError as error:
                failed.append(error)
        elif quiet and name in ("full", "totals"):
            for error_text in (e for result in results for e in result.errors):
                say(error_text)
        elif name in ("full", "totals") and in_color(color):
            reporter.paint(results, lang, **more)
        else:
            sys.stdout.buffer.write(reporter.render(results, lang, **more).encode("utf-8", "replace"))
        try:
            if name == "github":
                _add(os.environ.get(reporter.SUMMARY, ""), reporter.summary(results, lang))
        except UserError as error:
            failed.append(error)
    if failed:
        raise failed[0]


def _add(target: str, text: str) -> None:
    """Adds a text to the end of a file, where one is named. Raises UserError."""
    if not target:
        return
    try:
        with open(target, "ab") as f:
            f.write(text.encode("utf-8", "replace"))
    except OSError as error:
        raise UserError(f"{target}: 无法写入摘要，请检查 GITHUB_STEP_SUMMARY (cannot write the summary): {error.strerror}") from error


def _exit_code(results: list[FileResult], fail_on: str, score: Score | None) -> int:
    if any(r.errors or any(p.rule.code == CRASHED for p in r.problems) for r in results):
        return 2
    if score is not None and score.exceeded:
        return 1
    return int(fails((p for r in results for p in r.problems), fail_on))
