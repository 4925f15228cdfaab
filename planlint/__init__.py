"""planlint: finds what went wrong in long Chinese official prose, explains it, and shows what changed between versions.

For programs: `planlint.check_text(text)` and `planlint.diff_texts(old, new)`; docs/python.md shows both.
"""

__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """What `planlint.api` offers, imported when it is first asked for: the command line starts without it."""
    if name not in ("check_text", "diff_texts", "Config", "Diff", "Document", "Problem", "UserError"):
        raise AttributeError(f"module 'planlint' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module("planlint.api"), name)
