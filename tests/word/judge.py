"""Opens Word files in LibreOffice, accepts or refuses all changes, and says what text there is and where the comments stand.

Run by a Python that has LibreOffice's module uno: judge.py FOLDER writes NAME.accepted.txt, NAME.original.txt and NAME.comments.json.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue


def option(name: str, value: Any) -> PropertyValue:
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def connected(pipe: str) -> Any:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(120):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:
            time.sleep(0.5)
    raise SystemExit("LibreOffice does not answer")


def main(folder: Path) -> None:
    pipe = folder.name
    office = subprocess.Popen(
        ["soffice", "--headless", "--norestore", f"-env:UserInstallation=file://{folder}/profile", f"--accept=pipe,name={pipe};urp;"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        context = connected(pipe)
        desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        dispatcher = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
        for file in sorted(folder.glob("*.docx")):
            for command, ending in (("Accept", "accepted"), ("Reject", "original")):
                document = desktop.loadComponentFromURL(f"file://{file}", "_blank", 0, (option("Hidden", True),))
                if ending == "accepted":
                    fields = list(document.TextFields)
                    notes = [f for f in fields if f.supportsService("com.sun.star.text.TextField.Annotation")]
                    rows = [(note.Author, note.Content.split("\n")[0], note.Anchor.String) for note in notes]
                    file.with_suffix(".comments.json").write_text(json.dumps(rows), encoding="utf-8")
                dispatcher.executeDispatch(document.CurrentController.Frame, f".uno:{command}AllTrackedChanges", "", 0, ())
                target = file.with_suffix(f".{ending}.txt")
                document.storeToURL(f"file://{target}", (option("FilterName", "Text (encoded)"), option("FilterOptions", "UTF8,LF,,,")))
                document.close(True)
        desktop.terminate()
    finally:
        try:
            office.wait(30)
        except subprocess.TimeoutExpired:
            office.kill()


main(Path(sys.argv[1]))
