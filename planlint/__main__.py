"""The program: `planlint` and `python -m planlint`."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from typing import NoReturn


def entry() -> NoReturn:
    """Runs the command line and ends the process.

    The collector of cycles is off, since planlint makes none that are worth collecting, and the interpreter is not
    taken apart at the end, since nothing is left to clean up: together a tenth of a small run.
    """
    gc.disable()
    code = _run(sys.argv[1:])
    if patterns := sys.modules.get("planlint.text.patterns"):
        patterns.keep()
    with suppress(OSError):  # whoever read the output may be gone
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


def _run(arguments: list[str]) -> int:
    """The exit code of a command line; a plain check is run without click."""
    try:
        if arguments[:1] == ["check"] and (code := _plain_check(arguments[1:])) is not None:
            return code
        from planlint.cli import main  # here, because the collector would run while it is imported

        if "_PLANLINT_COMPLETE" in os.environ:
            from planlint.commands import completion  # noqa: F401 what a shell asks for
        main()
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    except BrokenPipeError:  # whoever read the output is gone; click says the same
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("\nAborted!\n")
        return 1
    return 0


def _plain_check(arguments: list[str]) -> int | None:
    """The exit code of `planlint check` with these arguments; None where they are not plain."""
    from planlint.commands import plain

    options = plain.read(arguments)
    if options is None:
        return None
    from planlint.commands import checking

    return checking.main(**options)


if __name__ == "__main__":
    entry()
