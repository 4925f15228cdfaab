"""The one error that a user sees: raised deep, shown once, always with the file, the place and what to do."""

from __future__ import annotations


class UserError(Exception):
    """Something that the user can put right; its text names file, key or place, and the remedy."""
