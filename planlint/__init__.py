"""planlint: finds what went wrong in long Chinese official prose, explains it, and shows what changed between versions."""

__version__ = "0.1.0"
