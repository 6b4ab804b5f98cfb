"""Small builders of posts and claims for tests, and hypothesis strategies of all that a case can hold."""

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import strategies as st

from extract.model import Claim, Item, Json, Participant, Person, Post, claim_from_json
from extract.ontology import ACT_TYPES, ItemKind, Role, Sphere, Status


def post(key: str, text: str, day: str = "2024-05-01T12:00:00+03:00", **facts: object) -> Post:
    return Post(id=key, channel=key.partition(":")[0], date=datetime.fromisoformat(day), lang="ru", text=text, **facts)  # type: ignore[arg-type]


def act(kind: str, who: str, status: str = "done", **facts: object) -> Json:
    """`act("visit", "RUS>PRK")` or `act("agreement", "RUS=IRN")` in the shape of the gold data."""
    if ">" in who:
        source, target = who.split(">")
        participants = [{"actor": source, "role": "source"}, {"actor": target, "role": "target"}]
    else:
        participants = [{"actor": a, "role": "party"} for a in who.split("=")]
    return {"type": kind, "status": status, "participants": participants, "quote": "", **facts}


def claim(told: Post, raw: Json) -> Claim:
    return claim_from_json(raw, told, "test")


words = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40)
names = st.sampled_from(["RUS", "IRN", "PRK", "VEN", "CHN", "Houthis"])
moments = st.datetimes(datetime(2020, 1, 1), datetime(2026, 1, 1)).flatmap(
    lambda d: st.integers(-12 * 60, 14 * 60).map(lambda m: d.replace(tzinfo=timezone(timedelta(minutes=m)) if m else UTC))
)
dates = st.none() | st.sampled_from(["2022", "2022-08", "2024-11-09", "2025-01"])
posts = st.builds(
    Post,
    id=st.builds("{}:{}".format, st.sampled_from("abc"), st.integers(1, 50)),
    channel=words,
    date=moments,
    lang=st.sampled_from(["ru", "uk", "en"]),
    text=words,
    url=st.none() | words,
    views=st.none() | st.integers(0, 10**12),
    forwards=st.none() | st.integers(0, 10**6),
    forwarded_from=st.none() | words,
    edited=st.none() | moments.map(lambda d: d.astimezone(UTC)),
    file=words,
    line=st.integers(0, 10**9),
)
claims = st.builds(
    Claim,
    post=st.builds("{}:{}".format, st.sampled_from("abc"), st.integers(1, 50)),
    type=st.sampled_from(list(ACT_TYPES)),
    sphere=st.sampled_from(Sphere),
    status=st.sampled_from(Status),
    tangible=st.booleans(),
    participants=st.lists(st.builds(Participant, names, st.sampled_from(Role)), min_size=2, max_size=4, unique=True).map(tuple),
    persons=st.lists(st.builds(Person, words, names), max_size=2).map(tuple),
    items=st.lists(st.builds(Item, words, st.sampled_from(ItemKind), st.none() | words), max_size=2).map(tuple),
    date=dates,
    reported_by=st.none() | words,
    quote=words,
    start=st.none() | st.integers(0, 10**6),
    end=st.none() | st.integers(0, 10**6),
    place=st.none() | words,
    confidence=st.floats(0, 1),
    extractor=words,
)
