"""What `planlint check` needs for an answer inside a Word file: just one file, and another one to write to."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import Any

from planlint import word
from planlint.commands.common import Outputs
from planlint.errors import UserError


def target_of(outputs: Outputs, track_changes: str | None) -> tuple[str, str]:
    """What asks for a Word file to be written, and the file to write; "" and "" where nothing does."""
    if track_changes is not None:
        return "--track-changes", track_changes
    return next((("--format docx", target) for name, target in outputs if name == "docx"), ("", ""))


def refuse(outputs: Outputs, options: Mapping[str, Any], view: str) -> None:
    """Raises UserError for options that do not go together where a Word file is to be written."""
    flag, target = target_of(outputs, options["track_changes"])
    mends = options["fix"] or options["fix_suggested"]
    others = [name for name in ("fix", "fix_suggested", "interactive", "show_diff") if options[name]]
    if not target:
        raise UserError(f"{flag} 须写明新文件，如 docx:批注.docx (name the file to write, such as docx:out.docx)")
    if options["track_changes"] is not None:
        if any(name == "docx" for name, _ in outputs):
            raise UserError("--track-changes 不能与 --format docx 同用，请分两次运行 (run twice: one is about the text before, the other after)")
        if not (mends or options["interactive"]) or options["show_diff"]:
            raise UserError(
                "--track-changes 须与 --fix、--fix-suggested 或 --interactive 同用，不与 --diff 同用 (goes with --fix, --fix-suggested or --interactive only)"
            )
        if view != "accepted":
            raise UserError("--track-changes 只能用于 --docx-view accepted (needs the view in which changes are accepted)")
    elif others:
        name = "--" + others[0].replace("show_", "").replace("_", "-")
        raise UserError(f"--format docx 不能与 {name} 同用，请去掉一个 (does not go with {name}; leave one out)")


def only(found: Iterable[str | UserError], flag: str, target: str) -> list[str | UserError]:
    """The file that is checked. Raises UserError where there are more, where it is no Word file, or where it would be written over."""
    paths = list(found)
    errors = [path for path in paths if isinstance(path, UserError)]
    if errors:
        raise errors[0]
    if len(paths) != 1 or not str(paths[0]).lower().endswith(word.SUFFIX):
        raise UserError(f"{flag} 须只检查一个 .docx 文件，这里有 {len(paths)} 个文件 (needs just one .docx)")
    if os.path.realpath(str(paths[0])) == os.path.realpath(target):
        raise UserError(f"{flag} {target}: 不能写回原文件，请另取文件名 (would write over the original; name another file)")
    return paths
