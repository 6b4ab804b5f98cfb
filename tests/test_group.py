"""Which claims are one act, and what the act then says. Sentences and deeds are invented."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from records import act, claim, post

from extract.group import group
from extract.model import Act, Claim, Json, Post
from extract.ontology import Status

Told = tuple[str, str, str, Json]


def acts(*told: Told) -> list[Act]:
    """Group (post id, day, text, act) rows; the text is the quote."""
    posts = [post(key, text, f"{day}T12:00:00+03:00") for key, day, text, _ in told]
    claims = [claim(p, raw | {"quote": p.text}) for p, (_, _, _, raw) in zip(posts, told, strict=True)]
    return group(posts, claims)


SHELLS = {"items": [{"name": "152 mm shells", "kind": "weapon_system"}]}
ONE_ACT: dict[str, tuple[Told, Told]] = {
    "copies": (
        ("a:1", "2024-05-01", "Пхеньян отправил России снаряды через порт Раджин", act("arms_transfer", "PRK>RUS", **SHELLS)),
        ("b:1", "2024-05-03", "Пхеньян отправил России снаряды через порт Раджин", act("arms_transfer", "PRK>RUS", **SHELLS)),
    ),
    "a retelling in another language": (
        ("a:1", "2024-05-01", "Пхеньян отправил России снаряды через порт Раджин", act("arms_transfer", "PRK>RUS", **SHELLS)),
        ("b:1", "2024-05-02", "North Korea has shipped shells to Russia from Rajin", act("arms_transfer", "PRK>RUS", **SHELLS)),
    ),
    "a plan and its deed of the same day": (
        ("a:1", "2024-05-01", "Лавров прилетит в Каракас 9 мая", act("visit", "RUS>VEN", "planned", date="2024-05-09")),
        ("b:1", "2024-05-09", "Лавров прилетел в Каракас", act("visit", "RUS>VEN", date="2024-05-09")),
    ),
}
TWO_ACTS: dict[str, tuple[Told, Told]] = {
    "two days": (
        ("a:1", "2024-05-01", "Бомбардировщики двух стран вышли на патруль", act("drill", "RUS=CHN", date="2024-05-01")),
        ("b:1", "2024-11-29", "Бомбардировщики двух стран вышли на патруль", act("drill", "RUS=CHN", date="2024-11-29")),
    ),
    "the other way": (
        ("a:1", "2024-05-01", "Раджин отгрузил снаряды", act("arms_transfer", "PRK>RUS")),
        ("b:1", "2024-05-01", "Зенитные комплексы ушли в Пхеньян", act("arms_transfer", "RUS>PRK")),
    ),
    "another pair": (
        ("a:1", "2024-05-01", "Лавров прилетел в Каракас", act("visit", "RUS>VEN")),
        ("b:1", "2024-05-01", "Лавров прилетел в Гавану", act("visit", "RUS>CUB")),
    ),
    "another kind of deed": (
        ("a:1", "2024-05-01", "Министры подписали договор", act("agreement", "RUS=IRN")),
        ("b:1", "2024-05-01", "Министры подписали договор", act("negotiation", "RUS=IRN")),
    ),
}


@pytest.mark.parametrize("told", ONE_ACT.values(), ids=ONE_ACT.keys())
def test_these_tell_one_act(told: tuple[Told, Told]) -> None:
    assert [a.posts for a in acts(*told)] == [("a:1", "b:1")]


@pytest.mark.parametrize("told", TWO_ACTS.values(), ids=TWO_ACTS.keys())
def test_these_tell_two_acts(told: tuple[Told, Told]) -> None:
    assert sorted(a.posts for a in acts(*told)) == [("a:1",), ("b:1",)]


def test_two_acts_of_one_post_stay_two() -> None:
    text = "Раджин отгрузил снаряды и гаубицы"
    one = post("a:1", text)
    guns = act("arms_transfer", "PRK>RUS", items=[{"name": "howitzers", "kind": "weapon_system"}], quote="гаубицы")
    found = group([one], [claim(one, act("arms_transfer", "PRK>RUS", quote="снаряды", **SHELLS)), claim(one, guns)])
    assert [a.n_posts for a in found] == [1, 1]


TEXT = "Паром с рисом из Раджина пришёл во Владивосток"
HISTORIES: dict[str, tuple[list[tuple[str, str | None]], Status, list[str]]] = {
    "planned, then done": ([("planned", None), ("done", None)], Status.DONE, []),
    "done, denied by one": ([("done", None), ("done", None), ("denied", "Кремль")], Status.DONE, ["denied"]),
    "planned, then denied by more": ([("planned", None), ("done", None), ("denied", None), ("denied", None)], Status.DENIED, ["done"]),
    "one word against another: the last counts": ([("done", None), ("denied", None)], Status.DENIED, ["done"]),
    "one source repeated is one voice": (
        [("done", None), ("denied", "Сеул"), ("denied", "Сеул"), ("done", None)],
        Status.DONE,
        ["denied", "denied"],
    ),
    "ran and ended": ([("done", None), ("ended", None)], Status.ENDED, []),
    "called done too early": ([("proposed", None), ("done", None), ("proposed", None), ("proposed", None)], Status.PROPOSED, ["done"]),
    "announced, cancelled, done all the same": ([("planned", None), ("ended", "газеты"), ("done", None)], Status.DONE, ["ended"]),
}


def own_words(n: int) -> str:
    """The deed, told within so many other words that nobody takes it for a copy."""
    return f"{TEXT}. " + " ".join(f"слово{n}-{k}" for k in range(12))


@pytest.mark.parametrize(("said", "status", "dissent"), HISTORIES.values(), ids=HISTORIES.keys())
def test_status_is_the_newest_best_supported(said: list[tuple[str, str | None]], status: Status, dissent: list[str]) -> None:
    posts = [post(f"c{n}:1", own_words(n), f"2024-05-0{n + 1}T12:00:00+03:00") for n, _ in enumerate(said)]
    claims = [
        claim(p, act("trade", "PRK>RUS", one, reported_by=who, quote=TEXT, date="2024-05", **SHELLS))
        for p, (one, who) in zip(posts, said, strict=True)
    ]
    [found] = group(posts, claims)
    statuses = {c.id: c.status.value for c in claims}
    assert (found.status, [statuses[c] for c in found.dissent], found.contradicted) == (status, dissent, bool(dissent))


def test_posts_wordings_and_origins_are_counted_apart() -> None:
    texts = [
        TEXT,
        TEXT + "!",
        "По данным Сеула, рис из КНДР доплыл до Приморья",
        "Сеул: корабль с северокорейским рисом уже у причала",
        "Рис пришёл",
    ]
    voices = [None, None, "Seoul", "Seoul", None]
    posts = [post(f"c{n % 4}:{n}", text, f"2024-05-0{n + 1}T12:00:00+03:00") for n, text in enumerate(texts)]
    rice = {"items": [{"name": "rice", "kind": "goods"}], "date": "2024-05-01"}
    claims = [claim(p, act("trade", "PRK>RUS", reported_by=v, quote=p.text, **rice)) for p, v in zip(posts, voices, strict=True)]
    [found] = group(posts, claims)
    assert (found.n_posts, found.n_channels, found.n_independent, found.n_origins) == (5, 4, 4, 3)


def test_the_most_precise_date_of_the_final_status_counts() -> None:
    posts = [post(f"c{n}:1", f"{TEXT} {n}") for n in range(3)]
    dates = ["2024", "2024-04", "2024-04-30"]
    [found] = group(posts, [claim(p, act("trade", "PRK>RUS", date=d, quote=TEXT)) for p, d in zip(posts, dates, strict=True)])
    assert (found.date, found.date_precision, found.date_source) == ("2024-04-30", "day", "text")


def test_what_is_done_has_no_date_after_the_last_post_that_says_so() -> None:
    posts = [post(f"c{n}:1", f"{TEXT} {n}", f"2024-05-0{n + 1}T12:00:00+03:00") for n in range(3)]
    told = [("planned", "2024-06"), ("done", None), ("done", "2024-06")]
    [found] = group(posts, [claim(p, act("trade", "PRK>RUS", status=s, date=d, quote=TEXT)) for p, (s, d) in zip(posts, told, strict=True)])
    assert (found.status, found.date, found.date_source) == ("done", "2024-05-02", "post")


def test_an_act_without_a_date_has_that_of_its_first_post() -> None:
    one = post("a:1", TEXT, "2024-05-01T01:00:00+10:00")
    [found] = group([one], [claim(one, act("trade", "PRK>RUS", quote=TEXT))])
    assert (found.date, found.date_precision, found.date_source) == ("2024-05-01", "day", "post")


def _some(seed: int, size: int) -> tuple[list[Post], list[Claim]]:
    rng = random.Random(seed)
    posts = [
        post(
            f"c{n % 4}:{n}",
            rng.choice([TEXT, "Сеул говорит о рисе", "Рис и уголь идут в Хасан"]),
            f"2024-05-{rng.randint(1, 28):02}T12:00:00+03:00",
        )
        for n in range(size)
    ]
    claims = [
        claim(
            p,
            act(
                rng.choice(["trade", "visit"]), rng.choice(["PRK>RUS", "RUS>PRK", "RUS=PRK"]), rng.choice(["done", "planned"]), quote=p.text
            ),
        )
        for p in posts
    ]
    return posts, claims


def _content(found: list[Act]) -> list[tuple[object, ...]]:
    return sorted((a.claims, a.type, a.status, a.participants, a.date, a.n_origins, a.dissent) for a in found)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.integers(2, 25), st.randoms())
def test_the_order_of_posts_and_claims_does_not_matter(seed: int, size: int, rng: random.Random) -> None:
    posts, claims = _some(seed, size)
    first = group(posts, claims)
    rng.shuffle(posts)
    rng.shuffle(claims)
    assert group(posts, claims) == first


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.integers(4, 25))
def test_acts_keep_their_ids_and_do_not_depend_on_what_was_before(seed: int, size: int) -> None:
    posts, claims = _some(seed, size)
    half = group(posts[: size // 2], claims[: size // 2])
    earlier = {a.id: a.claims for a in half}
    later = group(posts, claims, earlier)
    assert _content(later) == _content(group(posts, claims))
    assert len({a.id for a in later}) == len(later)
    kept = {a.id for a in later} & set(earlier)
    for found in later:
        best = [k for k, old in earlier.items() if set(old) <= set(found.claims)]
        if len(best) == 1 and set(earlier[best[0]]) == {c for c in found.claims if any(c in old for old in earlier.values())}:
            assert found.id == best[0]
    assert kept or not half
