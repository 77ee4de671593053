"""Links as they stay while what hangs on them changes: for telling entries apart, never for showing or asking."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

SCHEMES = {"http", "https"}
DEFAULT_PORTS = {None, 80, 443}


@dataclass(frozen=True, slots=True)
class Tracking:
    """A query parameter that says nothing of the page: its name's pattern, one it takes, one it leaves.

    It is only taken where `value` matches its value.
    """

    pattern: str
    takes: str
    leaves: str
    value: str = ".*"


TRACKING = (
    Tracking(r"utm_\w+", "utm_source=1", "utmost=1"),
    Tracking(r"(?:fb|g|dcl|ms|tw|y)clid|[gw]braid", "fbclid=1", "clid=1"),
    Tracking(r"at_(?:medium|campaign|custom\d|bbc_team|link_\w+|format|ptr_name)", "at_medium=1", "at=1"),
    Tracking(r"(?:mc|pk|mtm|hsa|itm|vero|oly)_\w+|__?hs\w+", "mc_cid=1", "mc=1"),
    Tracking(r"ns_(?:campaign|mchannel|source|linkname|fee)", "ns_source=1", "ns=1"),
    Tracking(r"ocid|ncid|icid|cmpid|cmp|xtor|igshid|wkey|srnd|sref|trk|spm|ito", "ocid=1", "id=1"),
    Tracking(r"maca|smid|partner|guccounter|traffic_source|ref_src|_ga|_gl|_", "maca=1", "page=2"),
    Tracking(
        r"ref|src|source|from|via|medium|feed|feed(?:type|name|id)|rss", "ref=rss", "ref=7", r"(?i).*(rss|atom|feed).*"
    ),
    Tracking(r"(?:php|asp|asp\.net_)?sess(?:ion)?_?id\w*|jsessionid|cftoken|zenid|oscsid", "PHPSESSID=a1", "session=2"),
    Tracking(r"sid|session", "sid=0123456789abcdef", "sid=24/08/12/1", r"(?=.*\d)[0-9A-Za-z]{16,}"),
    Tracking(r"amp|outputtype|output", "amp=1", "amp=volt", r"(?i)|1|true|amp"),
)
"""Parameters that publishers and social networks hang on links in feeds, sessions of a visit, and the AMP switch."""

LONGEST = 4000
"""Characters of a link that is looked at; nobody's is longer."""

_RULES = tuple((re.compile(rule.pattern, re.IGNORECASE), re.compile(rule.value)) for rule in TRACKING)
_PLAIN = re.compile(
    r"https?://(?:www\.)?((?!(?:www\d?|amp|m|mobile)\.)[a-z0-9-]+(?:\.[a-z0-9-]+)+)((?:/[A-Za-z0-9_-]+)+)"
)
"""A link that only needs another scheme; most do."""
_SERVICE = re.compile(r"(?:(?:www\d?|amp|m|mobile)\.)+(?=[^.]+\.[^.])")
_SESSION = re.compile(r";(?:jsessionid|phpsessid|sessionid|sid)=[^/]*", re.IGNORECASE)
_ENDING = re.compile(r"(?:/(?:index|default)\.(?:html?|php|aspx?)|/amp|\.amp|/)+$", re.IGNORECASE)
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")
_IDLE_FRAGMENT = re.compile(
    r"(?:xtor|utm_|at_|ref=|rss|echobox|comments?$|respond$|:~:|\.[A-Za-z0-9_-]{5,}\.\w+$|$)", re.IGNORECASE
)
"""Fragments that lead to no other text: tracking, the comments, a browser's highlight."""


def normalised(link: str) -> str:
    """`link` with scheme, host and path in one form and without tracking, sessions and AMP; the rest in order.

    http and https, with www and without, with a slash at the end and without are one page; a fragment may be another.
    """
    if len(link) > LONGEST:
        return link
    found = _PLAIN.fullmatch(link)
    if found and not _ENDING.search(found[2]):
        return f"https://{found[1]}{found[2]}"
    return _in_full(link)


def _in_full(link: str) -> str:
    try:
        parts = urlsplit(link)
        host = _host(parts)
    except ValueError:
        return link
    if not host or parts.scheme.lower() not in SCHEMES:
        return link
    path = _ESCAPE.sub(_unescaped, parts.path)
    path = _ENDING.sub("", _SESSION.sub("", path)) or "/"
    query = "&".join(sorted(pair for pair in parts.query.split("&") if pair and not _tracks(pair)))
    fragment = "" if _IDLE_FRAGMENT.match(parts.fragment) else parts.fragment
    return f"https://{host}{path}{query and '?'}{query}{fragment and '#'}{fragment}"


def _host(parts: SplitResult) -> str:
    """The host in small letters without what only names a service, with its port if that is an unusual one."""
    host = _SERVICE.sub("", (parts.hostname or "").rstrip("."), count=1)
    port = parts.port
    return host if port in DEFAULT_PORTS else f"{host}:{port}"


def _unescaped(escape: re.Match[str]) -> str:
    """An escape that need not be one as its sign (RFC 3986, 6.2.2), another in capitals."""
    sign = chr(int(escape[1], 16))
    return sign if _UNRESERVED.fullmatch(sign) else escape[0].upper()


def _tracks(pair: str) -> bool:
    name, _, value = pair.partition("=")
    return any(names.fullmatch(name) and values.fullmatch(value) for names, values in _RULES)


def is_front_page(normal: str) -> bool:
    """Whether a normalised link leads to a site's front page, which says nothing of an entry."""
    rest = normal.partition("://")[2]
    return rest.endswith("/") and rest.count("/") == 1


def page_of(normal: str) -> str:
    """A normalised link without query and fragment."""
    return normal.partition("#")[0].partition("?")[0]
