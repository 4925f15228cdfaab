"""The plainest command lines of `planlint check`, read without click, which would take a quarter of a small run to load.

A hook or an editor calls planlint with a few files and flags, many times a day. Whatever is not plain, and every
mistake, is left to click, which reads it all over again: so there is one place that explains, and the two agree (tests
compare them).
"""

import os
from typing import Any

from planlint.commands.common import FORMATS, jobs_from, outputs_from, separate

DEFAULTS: dict[str, Any] = {
    "paths": (), "fix": False, "fix_suggested": False, "show_diff": False, "track_changes": None, "interactive": False,
    "select": (), "extend_select": (), "ignore": (), "profile": None, "preview": None, "outputs": (("full", ""),),
    "min_level": None, "fail_on": None, "baseline": None, "since": None, "exclude": (), "force_exclude": False,
    "stdin_filename": None, "encoding": None, "docx_view": None, "config_file": None, "isolated": False, "lang": None,
    "jobs": None, "no_cache": False, "show_suppressed": False, "statistics": False, "scored": False, "max_density": None,
    "deep": None, "profile_rules": False, "across": False, "color": "auto", "quiet": False,
}  # fmt: skip
"""What holds for an option that is not given."""

FLAGS = {
    "--fix": "fix", "--fix-suggested": "fix_suggested", "--diff": "show_diff", "--force-exclude": "force_exclude",
    "--isolated": "isolated", "--across": "across", "--no-cache": "no_cache", "--statistics": "statistics", "--quiet": "quiet", "-q": "quiet",
}  # fmt: skip
DEEP = ("off", "strict", "review")
"""What `--deep` may be; without a value it is strict."""
LISTS = {"--select": "select", "--extend-select": "extend_select", "--ignore": "ignore"}
WORDS = {"--baseline": "baseline", "--config": "config_file", "--stdin-filename": "stdin_filename"}


def read(arguments: list[str]) -> dict[str, Any] | None:
    """The options of `planlint check` in a list of arguments behind the command's name; None for what click is to read."""
    if "_PLANLINT_COMPLETE" in os.environ:
        return None  # a shell asks what may stand here
    if os.name == "nt" and any(c in argument for argument in arguments for c in "*?["):
        return None  # click finds the files, since the shell there does not
    options, paths = dict(DEFAULTS), []
    values: dict[str, tuple[str, ...]] = {}
    rest = iter(arguments)
    for argument in rest:
        name, joined, value = argument.partition("=") if argument.startswith("--") else (argument, "", "")
        if argument == "-" or not argument.startswith("-"):
            paths.append(argument)
        elif name in FLAGS and not joined:
            options[FLAGS[name]] = True
        elif name == "--deep" and (not joined or value in DEEP):
            options["deep"] = value or "strict"
        elif name in LISTS or name in WORDS or name in ("--format", "--jobs"):
            value = value if joined else next(rest, "")
            if not value or value.startswith("-"):
                return None
            values[name] = (*values.get(name, ()), value)
        else:
            return None
    try:
        for name, given in values.items():
            key, worth = _worth(name, given)
            options[key] = worth
    except ValueError:
        return None
    return options | {"paths": tuple(paths)}


def _worth(name: str, given: tuple[str, ...]) -> tuple[str, Any]:
    """An option with a value: its name in `DEFAULTS`, and what its values mean. Raises ValueError for a wrong one."""
    if name in LISTS:
        return LISTS[name], separate(given)
    if name in WORDS:
        return WORDS[name], given[-1]
    return ("outputs", outputs_from(given, FORMATS)) if name == "--format" else ("jobs", jobs_from(given[-1]))
