"""What was found in a document before: kept in the cache folder, so that what has not changed is not looked at again.

One small file for each document, named by its path, overwritten whenever the document, the settings, the rules or
planlint itself have changed: so there are never more files than documents, any number of processes may read and write
at once, and one that is killed leaves the old file or the new one. They hold quotations from the documents; therefore
their folder is for the user alone.
"""

import os
import sys
from collections.abc import Iterator

from planlint import __version__, cache, rules
from planlint.config import Config

FOLDER = "results"
_MARK = 16
"""Bytes of a key, and of the sum over what is kept."""


class Recall:
    """The results that are kept, for the rules and the language of a run."""

    def __init__(self, packs: tuple[str, ...], lang: str) -> None:
        self._stamps = "\n".join((__version__, sys.version, lang, *_own_stamps(), *rules.stamps(packs)))
        self._of_settings: dict[int, tuple[Config, bytes]] = {}
        self._folder = os.path.join(cache.folder(), FOLDER)

    def key(self, name: str, data: bytes, own: Config, more: str = "") -> bytes:
        """What everything hangs on that is found in a document: its name and bytes, the settings for it, rules and planlint;
        `more` is what else leaves hits out."""
        return _sum(data, self._settings(own), f"{name}\n{more}".encode("utf-8", "surrogatepass"))

    def _settings(self, own: Config) -> bytes:
        if id(own) not in self._of_settings:  # the settings are kept beside their sum, so that no others take their id
            self._of_settings[id(own)] = own, _sum(f"{own!r}\n{_stamp(own.archive)}\n{self._stamps}".encode("utf-8", "surrogatepass"))
        return self._of_settings[id(own)][1]

    def get(self, name: str, key: bytes) -> bytes | None:
        """What was kept of a document under just this key."""
        try:
            with open(self._path(name), "rb") as f:
                kept = f.read()
        except OSError:
            return None
        found = kept[2 * _MARK :]
        return found if kept[:_MARK] == key and kept[_MARK : 2 * _MARK] == _sum(found) else None

    def put(self, name: str, key: bytes, found: bytes) -> None:
        """Keep what was found, where the folder can be written."""
        path = self._path(name)
        temporary = f"{path}.{os.getpid()}.tmp"
        try:
            try:
                f = open(temporary, "wb")  # noqa: SIM115 - closed below, whichever of the two opened it
            except FileNotFoundError:
                os.makedirs(self._folder, mode=0o700, exist_ok=True)
                os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
                f = open(temporary, "wb")  # noqa: SIM115
            with f:
                f.write(key + _sum(found) + found)
            os.replace(temporary, path)
        except OSError:
            pass

    def _path(self, name: str) -> str:
        """The file for a document, by its absolute path; two hundred folders, so that none gets too full."""
        mark = _sum(os.path.abspath(name).encode("utf-8", "surrogatepass")).hex()
        return os.path.join(self._folder, mark[:2], mark[2:])


def _stamp(path: str) -> str:
    """What changes when a file does that the settings name; "" where none is named or it is not there."""
    try:
        stat = os.stat(path) if path else None
    except OSError:
        return ""
    return f"{stat.st_size}|{stat.st_mtime_ns}" if stat else ""


def folders() -> list[str]:
    """The folders that hold results."""
    try:
        with os.scandir(os.path.join(cache.folder(), FOLDER)) as entries:
            return sorted(entry.path for entry in entries if _HEX.issuperset(entry.name) and len(entry.name) == 2)
    except OSError:
        return []


def files() -> Iterator[str]:
    """The files of all results, those that a killed run left half written among them."""
    for folder in folders():
        with os.scandir(folder) as entries:
            yield from sorted(entry.path for entry in entries if _HEX.issuperset(entry.name.partition(".")[0]))


_HEX = frozenset("0123456789abcdef")


def _sum(*parts: bytes) -> bytes:
    try:
        from _blake2 import blake2b  # what hashlib gives, without the OpenSSL that it loads
    except ImportError:
        from hashlib import blake2b
    mark = blake2b(digest_size=_MARK)
    for part in parts:
        mark.update(len(part).to_bytes(8, "little"))
        mark.update(part)
    digest: bytes = mark.digest()
    return digest


def _own_stamps() -> Iterator[str]:
    """What changes when planlint's own code or data do: of an installed one the times of its folders, of a checkout those of its files."""
    here = os.path.dirname(os.path.realpath(__file__))
    installed = rules.builtin_folder().startswith(here)
    folders = [here]
    while folders:
        folder = folders.pop()
        yield f"{folder}|{os.stat(folder).st_mtime_ns}"
        with os.scandir(folder) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if entry.is_dir():
                    if entry.name not in ("__pycache__", "rules"):
                        folders.append(entry.path)
                elif not installed and not entry.name.endswith(".pyc"):
                    stat = entry.stat()
                    yield f"{entry.name}|{stat.st_size}|{stat.st_mtime_ns}"
