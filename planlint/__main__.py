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
    from planlint.cli import main  # here, because the collector would run while it is imported

    if "_PLANLINT_COMPLETE" in os.environ:
        from planlint.commands import completion  # noqa: F401 what a shell asks for
    code = 0
    try:
        main()
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    if patterns := sys.modules.get("planlint.text.patterns"):
        patterns.keep()
    with suppress(OSError):  # whoever read the output may be gone
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    entry()
