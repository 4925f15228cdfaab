"""Where two versions come from: two files, two folders paired file by file, or the revisions of a git checkout."""

import os
import sys
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from planlint import files
from planlint.errors import UserError

ALIKE = 0.6
"""Similarity from which on two files with different names are taken for one that was renamed."""

SAMPLE = 4000
"""Characters of a file that are looked at to find the file that it became."""

CANDIDATES = 20_000
"""Pairs of files that are compared so at most; in greater folders only files of the same name are paired across folders."""


class Version(NamedTuple):
    """One version of a file: its name, what it is called in a report, its bytes (None: there is no such file)."""

    name: str
    label: str
    data: bytes | None


class Pair(NamedTuple):
    """Two versions of one file."""

    old: Version
    new: Version


def of_paths(old: str, new: str, exclude: tuple[str, ...] = (), root: str | None = None) -> Iterator[Pair | UserError]:
    """The pairs that two paths stand for; a UserError in the place of a file that cannot be read.

    A file and a folder: the file of the same name in the folder.
    """
    if os.path.isdir(old) and os.path.isdir(new):
        yield from _of_folders(old, new, exclude, root)
        return
    if os.path.isdir(old) and new != "-":
        old = os.path.join(old, os.path.basename(new))
    elif os.path.isdir(new) and old != "-":
        new = os.path.join(new, os.path.basename(old))
    if old == new == "-":
        raise UserError("-: 标准输入只能读一次，请给出一个文件 (standard input can be read only once; name a file)")
    yield Pair(_file(old), _file(new))


def _file(path: str, name: str = "") -> Version:
    """A file or standard input (-) as it is; the null device, which git names for what does not exist, is no file. Raises UserError."""
    if path in (os.devnull, "/dev/null"):
        return Version(name or path, path, None)
    if path == "-":
        if sys.stdin is None:
            raise UserError("-: 没有标准输入 (there is no standard input)")
        return Version("-", "-", sys.stdin.buffer.read())
    return Version(name or path, name or path, files.read_bytes(path))


def for_git(path: str, old: str, new: str, new_path: str = "") -> Pair:
    """The pair of a call as GIT_EXTERNAL_DIFF: a name and two temporary files. Raises UserError."""
    return Pair(_file(old, path), _file(new, new_path or path))


def _of_folders(old: str, new: str, exclude: tuple[str, ...], root: str | None) -> Iterator[Pair | UserError]:
    """The files of two folders, those of the same path first of all, then those that are alike."""
    errors: list[UserError] = []
    before, after = _names(old, exclude, root, errors), _names(new, exclude, root, errors)
    yield from errors
    pairs: list[tuple[str | None, str | None]] = [(n, n) for n in before if n in after]
    gone, come = [n for n in before if n not in after], [n for n in after if n not in before]
    renamed = _renamed(old, gone, new, come)
    pairs += renamed
    pairs += [(n, None) for n in gone if n not in dict(renamed)]
    pairs += [(None, n) for n in come if n not in {b for _, b in renamed}]
    for a, b in sorted(pairs, key=lambda pair: pair[1] or pair[0] or ""):
        try:
            yield Pair(_member(old, a, new, b), _member(new, b, old, a))
        except UserError as error:
            yield error


def _names(folder: str, exclude: tuple[str, ...], root: str | None, errors: list[UserError]) -> dict[str, None]:
    """The files below a folder, by their paths in it."""
    found = list(files.find([folder], exclude, root=root))
    names = {os.path.relpath(path, folder): None for path in found if isinstance(path, str)}
    if names or not os.access(folder, os.R_OK | os.X_OK):  # an empty folder is a version too
        errors += [path for path in found if isinstance(path, UserError)]
    return names


def _member(folder: str, name: str | None, other: str, other_name: str | None) -> Version:
    if name is not None:
        return _file(os.path.join(folder, name))
    path = os.path.join(folder, other_name or "")
    return Version(path, path, None)


def _renamed(old: str, gone: list[str], new: str, come: list[str]) -> list[tuple[str | None, str | None]]:
    """Pairs of files that are alike though they have different paths, the most alike first; each file once."""
    if not gone or not come:
        return []
    from rapidfuzz import fuzz  # only where there is something to pair

    few = len(gone) * len(come) <= CANDIDATES
    samples = {n: _sample(os.path.join(new, n)) for n in come}
    scores: list[tuple[float, str, str]] = []
    for a in gone:
        text = _sample(os.path.join(old, a))
        for b in come:
            if few or os.path.basename(a) == os.path.basename(b):
                score = fuzz.ratio(text, samples[b], score_cutoff=ALIKE * 100)
                if score and text and samples[b]:
                    scores.append((-score, a, b))
    pairs: list[tuple[str | None, str | None]] = []
    taken: set[tuple[str, str]] = set()
    for _, a, b in sorted(scores):
        if ("old", a) not in taken and ("new", b) not in taken:
            taken |= {("old", a), ("new", b)}
            pairs.append((a, b))
    return pairs


def _sample(path: str) -> str:
    """The beginning of a file; "" where it is no text."""
    try:
        return files.read(path).text[:SAMPLE]
    except UserError:
        return ""


def of_revisions(spec: str, paths: Iterable[str]) -> Iterator[Pair | UserError]:
    """The files that differ between two revisions (A..B) or between one and the working tree (A), among the paths, if any.

    Raises UserError for a revision or a path that git does not know, and outside of a checkout.
    """
    wanted = list(paths)
    git = _Git(wanted)
    first, dots, second = spec.partition("..")
    old = git.commit(first or "HEAD")
    new = git.commit(second or "HEAD") if dots else ""
    named = {os.path.realpath(p) for p in wanted if not os.path.isdir(p)}
    changes = list(git.changes(old, new, wanted))
    git.check_paths(old, new, wanted)
    for a, b in [*changes, *git.untracked(named, {b for _, b in changes}, new)]:
        full = os.path.realpath(os.path.join(git.top, b or a))
        if full not in named and not (b or a).lower().endswith(files.suffixes()):
            continue
        try:
            before = git.version(old, first or "HEAD", a, b)
            yield Pair(before, git.version(new, second or "HEAD", b, a) if new else _in_tree(git.top, a, b))
        except UserError as error:
            yield error


def _in_tree(top: str, old: str, new: str) -> Version:
    """A file of the working tree, called as it lies from the current folder."""
    name = new or old
    shown = os.path.relpath(os.path.join(top, name))
    return Version(name, shown, files.read_bytes(os.path.join(top, name)) if new else None)


class _Git:
    """Questions to the git of the checkout in which the paths (or the current folder) lie."""

    def __init__(self, paths: list[str]) -> None:
        folder = paths[0] if paths and os.path.isdir(paths[0]) else os.path.dirname(paths[0]) if paths else ""
        self.top = folder if os.path.isdir(folder) else "."
        code, out = self.ask("rev-parse", "--show-toplevel")
        if code:
            raise UserError(
                "--rev: 这里不是 git 工作目录，请在检出的目录中运行 (not in a git checkout; run it in one)"
            )
        self.top = os.fsdecode(out.rstrip(b"\r\n"))

    def ask(self, *arguments: str) -> tuple[int, bytes]:
        """What git answers, and its exit code. Raises UserError where there is no git."""
        import subprocess

        try:
            run = subprocess.run(["git", "-C", self.top, *arguments], capture_output=True, check=False)
        except OSError as error:
            raise UserError(f"--rev: 没有找到 git，请先安装 (git cannot be run): {error.strerror}") from error
        return run.returncode, run.stdout

    def commit(self, name: str) -> str:
        """The hash of a revision."""
        code, out = self.ask("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
        if code:
            raise UserError(f"--rev {name}: git 不认识这个版本，git log --oneline 列出已有的版本 (git does not know this revision)")
        return out.decode().strip()

    def changes(self, old: str, new: str, paths: list[str]) -> Iterator[tuple[str, str]]:
        """Old and new path of each file that differs, from the top of the checkout; "" where there is none.

        A file that is new among the paths may have been moved there from outside of them.
        """
        revisions = [old, new] if new else [old]
        found = self._differing(revisions, paths)
        if paths and not all(a for a, _ in found):
            moved = {b: a for a, b in self._differing(revisions, [])}
            found = [(a or moved.get(b, ""), b) for a, b in found]
        yield from found

    def _differing(self, revisions: list[str], paths: list[str]) -> list[tuple[str, str]]:
        full = [os.path.abspath(p) for p in paths]
        code, out = self.ask("diff", "--no-ext-diff", "--name-status", "-z", "-M", *revisions, "--", *full)
        if code:
            raise UserError(f"--rev: {'、'.join(paths)}: 不在这个 git 工作目录中 (not in this git checkout)")
        found, words = [], iter(os.fsdecode(out).split("\0"))
        for status in words:
            if status.startswith(("R", "C")):
                found.append((next(words), next(words)))
            elif status:
                name = next(words)
                found.append(("" if status == "A" else name, "" if status == "D" else name))
        return found

    def check_paths(self, old: str, new: str, paths: list[str]) -> None:
        """Raises UserError for a path that is neither in the revisions nor in the working tree."""
        for path in paths:
            if new or not os.path.exists(path):
                full = os.path.abspath(path)
                if not any(self.ask("ls-tree", "-r", "--name-only", commit, "--", full)[1] for commit in (old, new) if commit):
                    raise UserError(f"{path}: 这些版本中没有这个文件，请检查路径 (no such file in these revisions)")

    def untracked(self, named: set[str], known: set[str], new: str) -> Iterator[tuple[str, str]]:
        """Files named on the command line that git does not keep yet: they are new in the working tree."""
        for path in sorted(named) if not new else []:
            name = os.path.relpath(path, os.path.realpath(self.top)).replace(os.sep, "/")
            if name not in known and os.path.isfile(path) and self.ask("ls-files", "--error-unmatch", "--", path)[0]:
                yield "", name

    def version(self, commit: str, revision: str, name: str, other: str) -> Version:
        """A file as it was in a revision, with the line ends that a checkout would give it."""
        label = f"{revision}:{name or other}"
        if not name:
            return Version(other, label, None)
        code, out = self.ask("cat-file", "--filters", f"{commit}:{name}")
        if code:
            raise UserError(f"{label}: git 无法给出这个文件 (git cannot show this file)")
        return Version(name, label, out)
