"""Whose word it is: wordings that go back to one claimant or one linked source are one origin."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from extract.alike import Telling
from extract.model import Post
from extract.wordings import Clusters

LINK = re.compile(r"https?://[^\s)\]>\"']+")
OWN = ("t.me", "telegram.me")
"""Links into Telegram are mostly a channel's own signature, not a source."""


def origins(members: Sequence[Telling], posts: Mapping[str, Post]) -> dict[str, str]:
    """Wording → origin, among the claims of one act."""
    clusters = Clusters(t.wording for t in members)
    shared: defaultdict[str, list[str]] = defaultdict(list)
    for t in members:
        if t.claim.reported_by:
            shared["voice:" + t.claim.reported_by.casefold()].append(t.wording)
        for link in sources(posts[t.claim.post].text):
            shared["link:" + link].append(t.wording)
    for wordings in shared.values():
        clusters.join_all(wordings)
    return clusters.names()


def sources(text: str) -> set[str]:
    """Pages that a post links to, as host and path; a bare host is a signature, not a source."""
    pages = (urlsplit(link.rstrip(".,;:!?*_")) for link in LINK.findall(text))
    return {
        host + page.path.rstrip("/")
        for page in pages
        if page.path.strip("/") and (host := (page.hostname or "").removeprefix("www.")) not in OWN
    }
