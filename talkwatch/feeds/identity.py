"""What makes an entry the same entry at the next poll."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Tracking:
    """A query parameter that only says where a reader came from: its name's pattern, one it takes, one it leaves."""

    pattern: str
    takes: str
    leaves: str


TRACKING = (
    Tracking(r"utm_\w+", "utm_source", "utmost"),
    Tracking(r"(?:fb|g|dcl|ms|tw|y)clid", "fbclid", "clid"),
    Tracking(r"at_(?:medium|campaign|custom\d|bbc_team|link_\w+|format|ptr_name)", "at_medium", "at"),
    Tracking(r"(?:mc|pk|mtm|hsa|itm|vero|oly)_\w+", "mc_cid", "mc"),
    Tracking(r"ns_(?:campaign|mchannel|source|linkname|fee)", "ns_source", "ns"),
    Tracking(r"ocid|cmpid|cmp|xtor|igshid|wkey|srnd", "ocid", "id"),
    Tracking(r"maca|smid|partner|guccounter", "maca", "page"),
)
"""The parameters that publishers and social networks hang on links in feeds."""

_TRACKING = re.compile("|".join(rule.pattern for rule in TRACKING), re.IGNORECASE)


def identity(guid: str, link: str, title: str, text: str) -> str:
    """The guid, else the normalised link, else a hash of the words, with the kind before a colon (see model.Entry)."""
    if guid.strip():
        return f"guid:{guid.strip()}"
    if link.strip():
        return f"link:{normalised(link.strip())}"
    words = " ".join(f"{title}\n{text}".split())
    return f"hash:{hashlib.sha256(words.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}"


def normalised(link: str) -> str:
    """`link` as it stays while its tracking changes: host in small letters, default port and tracking out."""
    try:
        parts = urlsplit(link)
        port = parts.port
    except ValueError:
        return link
    host = (parts.hostname or "").lower()
    if port is not None and port != DEFAULT_PORTS.get(parts.scheme.lower()):
        host = f"{host}:{port}"
    kept = [pair for pair in parts.query.split("&") if not _TRACKING.fullmatch(pair.partition("=")[0])]
    path = parts.path or ("/" if host else "")
    return urlunsplit((parts.scheme.lower(), host, path, "&".join(kept), parts.fragment))
