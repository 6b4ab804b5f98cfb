"""The spaCy component "claims": sentences with two actors and a word that tells an act become claims. Plain rules over data files."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from extract.amounts import items_in
from extract.dates import Deed, date_of
from extract.items import item_entities
from extract.lexicon import shipped
from extract.model import Claim, Mention, Post
from extract.named_organisations import organisations_in
from extract.named_persons import officials_in, persons_in
from extract.ontology import ACT_TYPES, ItemKind, is_tangible
from extract.phrases import without_links
from extract.reporters import reporter_in
from extract.roles import participants
from extract.sentences import sentences
from extract.status import is_hostile, status_of
from extract.triggers import Trigger, triggers

LEAST = 0.3
"""The weight from which a word tells an act, chosen on the annotated posts for training."""
SECOND = 0.55
"""The weight from which a sentence tells a second act of another type."""
ARMED = 0.3
"""What a named weapon adds to the weight of words of giving."""
MOST_ACTORS, MOST_CLAIMS, MOST_WORDS = 6, 6, 40
WORD = re.compile(r"\S+")
APART, JOINED = re.compile(r"[.,;:!?…\n()—–]"), 30
"""Signs between two mentions that keep them apart, and the most characters between those that are joined."""


def claims_in(post: Post, mentions: Sequence[Mention], extractor: str) -> tuple[Claim, ...]:
    """The claims of a post, at most six, in its order; the same deed told twice is one claim."""
    found: dict[tuple[object, ...], Claim] = {}
    for start, end in sentences(post.text):
        inside = [m for m in mentions if start <= m.start and m.end <= end]
        for claim in _sentence(post, start, end, inside, extractor):
            key = claim.type, claim.actors
            if key not in found or found[key].confidence < claim.confidence:
                found[key] = claim
    kept = sorted(found.values(), key=lambda c: -c.confidence)[:MOST_CLAIMS]
    return tuple(sorted(kept, key=lambda c: (c.start or 0, c.type)))


def _sentence(post: Post, start: int, end: int, mentions: Sequence[Mention], extractor: str) -> Iterator[Claim]:
    named = [(actor, m) for m in mentions if (actor := shipped().actor_of(m.entity))]
    if len({actor for actor, _ in named}) < 2 or is_hostile(post.text[start:end]):
        return
    told = _weighed(triggers(post.text[start:end]), mentions)
    for number, trigger in enumerate(told[:2]):
        if trigger.weight >= (SECOND if number else LEAST):
            yield _claim(post, start, end, mentions, _nearest(named, start + trigger.start), trigger, extractor)


def _weighed(told: Sequence[Trigger], mentions: Sequence[Mention]) -> list[Trigger]:
    """A word of giving tells an arms transfer the likelier where a weapon is named."""
    armed = any(m.entity in item_entities() and item_entities()[m.entity].kind is ItemKind.WEAPON_SYSTEM for m in mentions)
    raised = [replace(t, weight=min(1.0, t.weight + ARMED)) if armed and t.type == "arms_transfer" else t for t in told]
    return sorted(raised, key=lambda t: (-t.weight, t.type))


def _nearest(named: Sequence[tuple[str, Mention]], at: int) -> list[tuple[str, Mention]]:
    """The actors that a deed has: as many as it may, the nearest to its words, in the order of the text."""
    order = dict.fromkeys(actor for actor, _ in sorted(named, key=lambda n: abs(n[1].start - at)))
    near = list(order)[:MOST_ACTORS]
    return [(actor, m) for actor, m in named if actor in near]


def _claim(
    post: Post, start: int, end: int, mentions: Sequence[Mention], named: list[tuple[str, Mention]], trigger: Trigger, extractor: str
) -> Claim:
    sentence = post.text[start:end]
    status = status_of(sentence, trigger.start, trigger.end)
    who = participants(trigger.type, sentence, named, start, trigger.start)
    things = [m for m in mentions if m.entity in item_entities()]
    words = start + trigger.start, start + trigger.end
    actors = {p.actor for p in who}
    persons = persons_in(post.text, start, end, trigger.type, mentions, actors, post.date.date())
    first, last = quote_span(post.text, start, end, [*things, *(m for _, m in named)], *words)
    return Claim(
        post=post.id,
        type=trigger.type,
        sphere=ACT_TYPES[trigger.type].sphere,
        status=status,
        tangible=is_tangible(trigger.type, status),
        participants=who,
        persons=persons,
        items=items_in(without_links(post.text), (start, end), mentions, trigger.type, words, who),
        date=date_of(without_links(post.text), Deed(words, (start, end), status, post.date.date())),
        organisations=organisations_in(post.text, start, trigger.type, who, mentions, end),
        officials=officials_in(post.text, start, end, mentions, actors, persons, post.date.date()),
        reported_by=reporter_in(post, start, end, mentions, actors),
        quote=post.text[first:last],
        start=first,
        end=last,
        confidence=trigger.weight,
        extractor=extractor,
    )


def beside(text: str, named: Iterable[tuple[str, Mention]], at: int, to: int) -> list[Mention]:
    """Of each actor or item the mention next to text[at:to], and those joined to it ("President of Belarus Alexander Lukashenko")."""
    places: dict[str, list[Mention]] = {}
    for who, mention in named:
        places.setdefault(who, []).append(mention)
    kept = []
    for mentions in places.values():
        mentions.sort(key=lambda m: max(m.start - to, at - m.end, 0))
        kept += [m for m in mentions if _is_joined(text, *sorted((m, mentions[0]), key=lambda one: one.start))]
    return kept


def _is_joined(text: str, first: Mention, second: Mention) -> bool:
    return first is second or (second.start - first.end <= JOINED and not APART.search(text[first.end : second.start]))


def quote_span(text: str, start: int, end: int, named: Sequence[Mention], at: int, to: int) -> tuple[int, int]:
    """From the first of the deed's words, actors and items to the last, widened to three words and cut at forty."""
    first = min([at, *(m.start for m in named)])
    last = max([to, *(m.end for m in named)])
    words = [(m.start() + start, m.end() + start) for m in WORD.finditer(text[start:end])]
    inside = [i for i, (a, b) in enumerate(words) if a < last and b > first]
    low, high = inside[0], max(inside[-1], min(inside[0] + 2, len(words) - 1))
    high = min(high, low + MOST_WORDS - 1)
    return words[low][0], words[high][1]


Reading = Callable[[Post, Sequence[Mention], str], tuple[Claim, ...]]
"""A post, its mentions and the extractor's name → its claims."""


class Claims:
    """Sets `doc._.claims` from `doc._.post` and `doc._.mentions`."""

    def __init__(self, reading: Reading, extractor: str) -> None:
        self.reading, self.extractor = reading, extractor
        for extension, default in (("post", None), ("claims", ())):
            if not Doc.has_extension(extension):
                Doc.set_extension(extension, default=default)

    def __call__(self, doc: Doc) -> Doc:
        post = doc._.post
        doc._.claims = self.reading(post, doc._.mentions, self.extractor) if post else ()
        return doc


@Language.factory("claims", default_config={"extractor": "rules"}, requires=["doc._.mentions"], assigns=["doc._.claims"])
def make_claims(nlp: Language, name: str, extractor: str) -> Claims:  # noqa: ARG001 - spaCy calls factories with all three
    """Make the component that reads by rules; it takes the post from `doc._.post`."""
    return Claims(claims_in, extractor)
