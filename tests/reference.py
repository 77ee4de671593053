"""Writes the reference of all verbs into README.md, and the schemas that ship, from the code. `poe reference`."""

from __future__ import annotations

import json
import re
from pathlib import Path

import talkwatch.digest
from talkwatch.cli.help import COMPLETION, pages
from talkwatch.digest.schema import SCHEMAS, schema

SHIPPED = Path(talkwatch.digest.__file__).parent / "schemas"
README = Path(__file__).resolve().parents[1] / "README.md"
BEGIN, END = "<!-- reference: written by `poe reference` -->\n", "<!-- end of reference -->"


def reference() -> str:
    """All verbs' help, and how each shell completes them."""
    body = "\n".join(words for _, words in pages())
    return f"{BEGIN}\n```text\n{body}```\n\nShell completion:\n\n```text\n{COMPLETION}```\n\n{END}"


def written(readme: str) -> str:
    """The README with the reference of these verbs between its marks."""
    return re.sub(f"{re.escape(BEGIN)}.*?{re.escape(END)}", lambda _: reference(), readme, flags=re.DOTALL)


if __name__ == "__main__":
    README.write_text(written(README.read_text(encoding="utf-8")), encoding="utf-8")
    for name in SCHEMAS:
        words = json.dumps(schema(name), ensure_ascii=False, indent=1)
        (SHIPPED / f"{name}.json").write_text(f"{words}\n", encoding="utf-8")
