"""`planlint check`: parse, read, run, report, exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from planlint import config as configuration
from planlint import engine, files, rules
from planlint.commands.common import (
    Keep,
    Opened,
    Outputs,
    Treat,
    check_names,
    completing,
    in_color,
    max_density,
    outputs_of,
    reading,
    settings_of,
    sidecar_of,
    split,
    write,
)
from planlint.config import Config
from planlint.errors import UserError
from planlint.report.results import FileResult, Run
from planlint.text.profile import PROFILES

if TYPE_CHECKING:
    from planlint.report.score import Score
    from planlint.text.document import Document

FORMATS = ("full", "concise", "json", "sarif", "github", "gitlab", "junit", "rdjson", "markdown", "csv", "html", "sidecar", "docx")
SCORED = ("full", "totals", "json", "statistics", "markdown", "html")
"""Reports that can hold a score."""
ABOUT_RUN = ("sarif", "junit", "html")
"""Reports that say how the run ended or with what settings."""
PROGRESS_FROM = 20
"""Files from which on a run in a terminal shows how far it is."""


class _Command(click.Command):
    """`--deep` takes a value only behind "=": what follows it is a path."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        end = args.index("--") if "--" in args else len(args)
        return super().parse_args(ctx, [*("--deep=strict" if arg == "--deep" else arg for arg in args[:end]), *args[end:]])


@click.command("check", cls=_Command, context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--fix", is_flag=True, help="Mend what can be mended without touching the wording.")
@click.option("--fix-suggested", is_flag=True, help="Mend what wants an eye too: repetitions, broken paragraphs.")
@click.option("--diff", "show_diff", is_flag=True, help="Show what --fix or --fix-suggested would change; write nothing.")
@click.option("--track-changes", metavar="OUT.docx", help="With --fix or --fix-suggested: mend a Word file by tracked changes in a new one.")
@click.option("--interactive", is_flag=True, help="Ask about each place that can be mended; write at the end.")
@click.option(
    "--select", multiple=True, callback=split, metavar="RULE,…",
    help="Run only these rules: code, beginning of codes, ALL, name or Chinese title.",
)
@click.option("--extend-select", multiple=True, callback=split, metavar="RULE,…", help="Run these rules too.")
@click.option("--ignore", multiple=True, callback=split, metavar="RULE,…", help="Leave these rules out.")
@click.option("--profile", type=click.Choice(["auto", *PROFILES]), help="The genre; auto lets the text decide.")
@click.option("--preview/--no-preview", default=None, help="Run rules that are still being tried.")
@click.option(
    "--deep", type=click.Choice(configuration.CHOICES["deep"]), metavar="[=strict|review]",
    help="Look for improbable characters by statistics: what is sure (strict), or also what is less so. Needs planlint[deep].",
)
@click.option(
    "--format", "outputs", multiple=True, callback=outputs_of(FORMATS), shell_complete=completing(FORMATS), metavar="F[:FILE]",
    help=f"{', '.join(FORMATS)}; repeatable.",
)
@click.option("--min-level", type=click.Choice(rules.SEVERITIES), help="What is shown (default: warning).")
@click.option("--fail-on", type=click.Choice([*rules.SEVERITIES, "never"]), help="What makes the exit code 1 (default: warning).")
@click.option("--baseline", metavar="FILE", help="Leave out the problems accepted in this file (see `planlint baseline`).")
@click.option("--since", metavar="REV", help="Only problems that touch what has changed since a git revision.")
@click.option("--exclude", multiple=True, metavar="GLOB", help="Leave these out when searching folders, as in .gitignore.")
@click.option("--force-exclude", is_flag=True, help="Apply exclusions to files named on the command line too.")
@click.option("--stdin-filename", metavar="NAME", help="The name of what comes from standard input.")
@reading
@click.option(
    "--lang", type=click.Choice(["zh", "en", "auto"]), help="The language of messages (default: Chinese unless the locale is English)."
)
@click.option("--show-suppressed", is_flag=True, help="Show what suppressions keep back, with their reasons; it counts for nothing.")
@click.option("--statistics", is_flag=True, help="Print one line a rule instead of the reports.")
@click.option("--score", "scored", is_flag=True, help="Add the density of suspected slips per 10 000 characters.")
@click.option(
    "--max-density", callback=max_density, metavar="N/10000",
    help="--score, and exit code 1 above this density; problems alone then fail only if --fail-on is set.",
)
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Colour in the terminal.")
@click.option("--quiet", "-q", is_flag=True, help="Print nothing to standard output but what --format asks for.")
def command(paths: tuple[str, ...], outputs: Outputs, color: str, quiet: bool, **options: Any) -> None:
    """Find problems in files, folders or standard input (-). 检查文本。

    Exit codes: 0 nothing at or above --fail-on, 1 problems (after --fix: what remains; with --diff: something would
    change), 2 something could not be used.
    """
    try:
        code = run(paths or (".",), outputs, color, quiet, **options)
    except UserError as error:
        click.echo(f"planlint: {error}", err=True)
        code = 2
    sys.exit(code)


def run(paths: Iterable[str], outputs: Outputs, color: str, quiet: bool, **options: Any) -> int:
    """The whole walk; returns the exit code. Raises UserError for what stops the run at its start or keeps a report from its file."""
    if options["interactive"]:
        from planlint.commands import interactive

        interactive.refuse(tuple(paths), options)
    settings = settings_of(options)
    writes_word = options["track_changes"] is not None or any(name == "docx" for name, _ in outputs)
    if writes_word:
        from planlint.commands import docx

        docx.refuse(outputs, options, settings.docx_view)
    broken: list[UserError] = []
    known = rules.load(settings.packs, broken)
    check_names(known, settings, options, broken)
    lang = configuration.language(settings.lang, os.environ)
    root = os.path.dirname(settings.source) if settings.source else None
    found: Iterable[str | UserError] = files.find(list(paths), settings.exclude, options["force_exclude"], root)
    if writes_word:
        found = docx.only(found, *docx.target_of(outputs, options["track_changes"]))
    safety = "suggested" if options["fix_suggested"] else "safe" if options["fix"] or options["show_diff"] else ""
    files_found = list(found) if options["since"] else found
    left_out = filter_of(options["baseline"], options["since"], files_found, settings.docx_view)
    results = [_failed(error) for error in broken]
    _refuse_overwriting(outputs)
    look_at = partial(
        results_of, files_found, known, settings, lang, options["stdin_filename"] or "-", keep=left_out, show_suppressed=options["show_suppressed"]
    )
    if options["interactive"]:
        results += _asked(look_at, lang, color)
        outputs = tuple(("totals" if name == "full" and not target else name, target) for name, target in outputs)
    else:
        results += _progress(look_at(treat=treat_of(safety, options["show_diff"], options["track_changes"])), outputs, color)
    if options["show_diff"]:
        from planlint.commands.mend import show_changes

        return show_changes(results, in_color(color), lang)
    score = score_of(results, settings, options)
    if options["statistics"]:
        outputs = tuple(("statistics" if name == "full" else name, target) for name, target in outputs)
    failing = fail_on(settings, options)
    run_of = Run(_exit_code(results, failing, score), failing, settings, known)
    if not any(r.piped for r in results):
        _report(results, outputs, color, quiet, lang, score, run_of)
    if score is not None and score.exceeded and (quiet or not any(name in ("full", "totals", "statistics") and not target for name, target in outputs)):
        from planlint.report.score import verdict

        click.echo(f"planlint: {verdict(score, lang)}", err=True)  # no report for people says it
    return run_of.code


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


def _asked(look_at: Callable[..., Iterator[FileResult]], lang: str, color: str) -> list[FileResult]:
    """The results when a person was asked about each place, and what was accepted is written. Raises UserError on Ctrl-C."""
    from planlint.commands.interactive import Session

    session = Session(lang, in_color(color))
    try:
        results = list(look_at(treat=session.treat))
    except KeyboardInterrupt as error:
        click.echo()
        raise UserError("已中断，没有写入任何文件 (interrupted; nothing was written)") from error
    return session.written(results)


def treat_of(safety: str, show: bool, track_changes: str | None = None) -> Treat | None:
    """What mends each file: fixes of this safety and better ("" for none), which may only be shown; a Word file is written as a new one."""
    if not safety:
        return None
    from planlint.commands.mend import mended  # only where something is mended

    return partial(mended, safety, show, track_changes)


def filter_of(baseline: str | None, since: str | None, found: Iterable[str | UserError], view: str = "accepted") -> Keep | None:
    """What leaves hits out besides suppression, if anything does. Raises UserError."""
    if baseline is None and since is None:
        return None
    from planlint.commands.filters import Filter

    return Filter(baseline, since, [path for path in found if isinstance(path, str)] if since else [], view)


def results_of(
    found: Iterable[str | UserError],
    known: tuple[rules.Rule, ...],
    settings: Config,
    lang: str,
    stdin_name: str = "-",
    treat: Treat | None = None,
    keep: Keep | None = None,
    show_suppressed: bool = False,
) -> Iterator[FileResult]:
    """One result for each file, and one for each path or rule that cannot be used; such a rule is left out from there on.

    `treat` mends a file that was looked at. A file with a sidecar file has a second result where an entry there suppresses nothing.
    """
    opened: Iterable[tuple[Opened, Document | None]] = _opened(found, settings, stdin_name)
    if settings.deep != "off":
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # for numpy, which would spend more on starting threads than they save here
        from planlint.deep.findings import read_ahead

        opened = read_ahead(opened, settings.archive)
    for (name, data, piped, own, beside, failed), document in opened:
        if failed is not None or document is None:
            yield from (failed,) if failed else ()
            continue
        while True:
            look = partial(engine.examine, rules=known, config=own, lang=lang, keep=keep, sidecar=beside)
            try:
                seen = look(document)
                break
            except engine.UnusableRuleError as error:
                yield _failed(error)
                known = tuple(rule for rule in known if rule.code != error.code)
        result = FileResult(name, document, seen.problems, (), len(seen.suppressed), *(keep.counted() if keep else ()))
        if treat:
            result, seen = treat(result, data, piped, look, seen)
        if show_suppressed and result.document:
            result = result._replace(hidden=engine.hidden(result.document, seen.suppressed, own, lang))
        yield result
        if beside and seen.idle:
            yield FileResult(beside.document.path, beside.document, engine.told(beside.document, list(seen.idle), own, lang, keep))


def _opened(found: Iterable[str | UserError], settings: Config, stdin_name: str) -> Iterator[tuple[Opened, Document | None]]:
    """Each file with its document, or without one where it cannot be used."""
    for path in found:
        name = stdin_name if path == "-" else str(path)
        own = configuration.for_file(settings, name)
        try:
            if isinstance(path, UserError):
                raise path
            data = _stdin(name) if path == "-" else files.read_bytes(path)
            yield Opened(name, data, path == "-", own, sidecar_of(name)), files.document(data, name, own)
        except UserError as error:
            yield Opened(name, failed=_failed(error, "" if isinstance(path, UserError) else name)), None


def _refuse_overwriting(outputs: Outputs) -> None:
    """Raises UserError where entries for a sidecar file would take the place of those that are there."""
    for name, target in outputs:
        if name == "sidecar" and target and os.path.exists(target):
            raise UserError(f"{target}: 已经存在，不覆盖；请用 >> 加在末尾 (exists already; append to it with >>)")


def _stdin(name: str) -> bytes:
    if sys.stdin is None:
        raise UserError(f"{name}: 没有标准输入 (there is no standard input)")
    return sys.stdin.buffer.read()


def _failed(error: UserError, path: str = "") -> FileResult:
    """The result for what cannot be used; its errors begin with the path."""
    return FileResult(path or str(error).split(": ", 1)[0], None, (), (str(error),))


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
                click.echo(error_text, err=True)
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
    if any(r.errors or any(p.rule.code == engine.CRASHED for p in r.problems) for r in results):
        return 2
    if score is not None and score.exceeded:
        return 1
    if fail_on == "never":
        return 0
    rank = rules.SEVERITIES.index
    return int(any(rank(p.severity) <= rank(fail_on) for r in results for p in r.problems))
