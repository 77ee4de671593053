"""What makes an entry the same entry at the next poll: the names that it goes by."""

from __future__ import annotations

import hashlib

from talkwatch.feeds.links import is_front_page, normalised


def identity(guid: str, link: str, title: str, text: str) -> str:
    """The guid, else the normalised link, else a hash of the words, with the kind before a colon (see model.Entry).

    The front page of a site, which some feeds give every entry for a link, is none.
    """
    if guid.strip():
        return f"guid:{guid.strip()}"
    return (link.strip() and link_identity(link)) or words_identity(title, text)


def link_identity(link: str) -> str:
    """The identity that a link gives, "" for a front page or no link at all."""
    normal = normalised(link.strip())
    return f"link:{normal}" if normal and not is_front_page(normal) else ""


def words_identity(title: str, text: str) -> str:
    """The identity that words give; their spacing does not matter."""
    words = " ".join(f"{title}\n{text}".split())
    return f"hash:{hashlib.sha256(words.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}"
