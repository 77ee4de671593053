"""The characters of a web page's bytes, as browsers find them."""

from __future__ import annotations

import codecs
import re

HEAD = 4096
"""Bytes in which a page declares its charset (the HTML standard looks at the first 1024)."""

_IN_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w:.-]+)", re.IGNORECASE)
_IN_PAGE = re.compile(
    rb"<meta[^>]{0,300}charset\s*=\s*[\"']?\s*([\w:.-]+)|<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w:.-]+)", re.IGNORECASE
)
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))

_KNOWN = re.compile(
    r"utf-?8|utf-?16(?:-?[lb]e)?|(?:windows|cp)-?(?:125\d|874|93[26]|949|950)|iso-?8859-?\d{1,2}|koi8-[ru]|macintosh"
    r"|gb(?:2312|k|18030)|big5(?:-?hkscs)?|shift[_-]?jis|euc-(?:jp|kr)|iso-2022-jp|tis-620|ibm866|us-ascii|ascii|latin-?1",
    re.IGNORECASE,
)
"""Names of charsets that are believed: Python knows others under "charset" that are none (hex, rot13, idna)."""

_MEANT = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-9": "cp1254",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "euc-kr": "cp949",
    "macintosh": "mac-roman",
    "utf-16": "utf-16-le",
}
"""What browsers take a name for (the Encoding standard of WHATWG)."""


def decoded(body: bytes, content_type: str) -> str:
    """The page as text: by its byte order mark, its header, its own words, as UTF-8, else as Windows-1252.

    A charset that the bytes contradict is passed over; signs that no charset makes sense of are replaced.
    """
    for mark, name in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    header, page = _IN_HEADER.search(content_type), _IN_PAGE.search(body[:HEAD])
    said = [header[1] if header else "", (page[1] or page[2]).decode("ascii") if page else ""]
    for name in (*filter(_KNOWN.fullmatch, said), "utf-8"):
        try:
            return body.decode(_MEANT.get(name.lower(), name))
        except (UnicodeDecodeError, LookupError):
            continue
    declared = next((name for name in said if _KNOWN.fullmatch(name)), "cp1252")
    return body.decode(_MEANT.get(declared.lower(), declared), "replace")
