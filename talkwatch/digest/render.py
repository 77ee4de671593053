"""One door to all formats of the digest."""

from __future__ import annotations

from datetime import tzinfo

from talkwatch.digest.compose import Digest


def render(digest: Digest, kind: str, zone: tzinfo | None) -> bytes:
    """The digest as "md", "html", "json", "txt" or "ics", in UTF-8.

    Times are those of the zone (None: the machine's).
    """
    if kind == "html":
        from talkwatch.digest.html import html  # noqa: PLC0415 - a format is loaded when it is asked for

        return html(digest, zone).encode()
    if kind == "json":
        return (digest.model_dump_json(indent=1) + "\n").encode()
    if kind == "txt":
        from talkwatch.digest.plain import plain  # noqa: PLC0415 - as above

        return plain(digest, zone).encode()
    if kind == "ics":
        from talkwatch.digest.ics import ics  # noqa: PLC0415 - icalendar takes 0.1 s to load

        return ics(digest)
    from talkwatch.digest.markdown import markdown  # noqa: PLC0415 - as above

    return markdown(digest, zone).encode()
