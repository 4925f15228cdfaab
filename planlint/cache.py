"""What planlint can make again and keeps so that it need not: small files in the user's cache folder.

Each is bound to a key; a file with another key, a damaged one and one that cannot be read count as absent, and a run
does not fail for want of a cache.
"""

import os
import re
import sys
from typing import Any

_OURS = r"(rules-[0-9a-f]{8}|patterns)\.[a-z]+-[0-9]+(\.[0-9]+\.tmp)?$|texts\..*\.tmp$"


def folder() -> str:
    """Where planlint may keep files: $PLANLINT_CACHE_DIR, or the user's cache folder."""
    if own := os.environ.get("PLANLINT_CACHE_DIR"):
        return own
    if os.name == "nt" and (local := os.environ.get("LOCALAPPDATA")):
        return os.path.join(local, "planlint", "cache")
    return os.path.join(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"), "planlint")


def read(name: str, key: list[Any]) -> Any:
    """What was written under this name with exactly this key, else None."""
    import marshal  # what .pyc files are made of: nothing is quicker to load

    try:
        with open(_path(name), "rb") as f:
            kept = marshal.load(f)
        return kept["value"] if kept["key"] == key else None
    except (OSError, EOFError, ValueError, KeyError, TypeError):
        return None


def write(name: str, key: list[Any], value: Any) -> None:
    """Keep a value of plain types, if the folder can be written; a reader sees the old file or the new one, whole."""
    import marshal

    path = _path(name)
    temporary = f"{path}.{os.getpid()}.tmp"
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(temporary, "wb") as f:
            marshal.dump({"key": key, "value": value}, f)
        os.replace(temporary, path)
    except OSError:
        pass


def files() -> list[str]:
    """The files that were written here, by this version of Python or another, those that a killed run left among them."""
    try:
        with os.scandir(folder()) as entries:
            return sorted(entry.path for entry in entries if re.match(_OURS, entry.name) and entry.is_file())
    except OSError:
        return []


def _path(name: str) -> str:
    """The file of a name; each version of Python has its own, since `marshal` belongs to it."""
    return os.path.join(folder(), f"{name}.{sys.implementation.cache_tag}")
