"""planlint: finds what went wrong in long Chinese official prose, explains it, and shows what changed between versions.

For programs: `planlint.check_text(text)`, `planlint.fix_text(text)`, `planlint.diff_texts(old, new)` and what goes with them; see
docs/python.md.
"""

__version__ = "0.1.0"


_OFFERED = (
    "check_text", "check_files", "fix_text", "diff_texts", "read", "find_config", "render",
    "Config", "Diff", "Document", "FileResult", "Problem", "UserError",
)  # fmt: skip


def __getattr__(name: str) -> object:
    """What `planlint.api` offers, imported when it is first asked for: the command line starts without it."""
    if name not in _OFFERED:
        raise AttributeError(f"module 'planlint' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module("planlint.api"), name)
