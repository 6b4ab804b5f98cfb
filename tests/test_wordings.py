"""Copies, near copies and forwards have one wording; retellings have their own."""

import random

import pytest
from records import post

from extract.model import Post
from extract.wordings import wordings

ORIGINAL = "Третий паром с вагонами риса вышел из Раджина во Владивосток, сообщили в порту; следующий ждут в пятницу вечером"
COPIES = {
    "word for word": ORIGINAL,
    "other emoji and a link": f"⚡️🚢 {ORIGINAL} https://example.org/a",
    "other case and ё": ORIGINAL.upper(),
    "markdown": ORIGINAL.replace("Третий паром", "**Третий паром**"),
    "a number changed": ORIGINAL.replace("Третий", "Четвёртый"),
    "a signature": f"{ORIGINAL} [Подписаться](https://t.me/+abc)",
    "a word left out": ORIGINAL.replace("вечером", ""),
}
OTHERS = {
    "a retelling": "Ещё одно судно с северокорейским рисом ушло к российскому берегу",
    "another deed in like words": "Третий эшелон с углём вышел из Хасана в Туманган, сообщили на дороге; следующий будет в среду",
    "nothing": "",
}


@pytest.mark.parametrize("text", COPIES.values(), ids=COPIES.keys())
def test_a_copy_has_the_wording_of_its_original(text: str) -> None:
    assert wordings([post("a:1", ORIGINAL), post("b:2", text)]) == {"a:1": "a:1", "b:2": "a:1"}


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS.keys())
def test_other_words_are_another_wording(text: str) -> None:
    assert wordings([post("a:1", ORIGINAL), post("b:2", text)]) == {"a:1": "a:1", "b:2": "b:2"}


def test_the_order_of_posts_does_not_matter() -> None:
    some: list[Post] = [post(f"c:{n}", text) for n, text in enumerate([*COPIES.values(), *OTHERS.values()])]
    first = wordings(some)
    for seed in range(5):
        random.Random(seed).shuffle(some)
        assert wordings(some) == first
