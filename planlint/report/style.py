"""The look that the HTML reports share: one file each, with everything in it and nothing fetched."""

import os

_ASSETS = os.path.join(os.path.dirname(os.path.realpath(__file__)), "assets")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
"""What a browser may load for a report: nothing."""


def asset(name: str) -> str:
    """A style sheet or a script that becomes part of a report."""
    with open(os.path.join(_ASSETS, name), encoding="utf-8") as f:
        return f.read()


def page(language: str, title: str, own: str, body: str, kind: str = "", script: str = "") -> str:
    """A whole page: `title` and `body` are HTML, `own` is the style sheet that the report has besides the shared one."""
    ending = f"<script>\n{asset(script)}</script>\n" if script else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n<meta name="generator" content="planlint">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        f"<style>\n{asset('base.css')}{asset(own)}</style>\n</head>\n"
        f'<body class="{kind}">\n{body}\n{ending}</body>\n</html>\n'
    )
