"""A small case for Neo4j Browser's tour: drones from Iran over Russia to North Korea, one delivery denied, a treaty; all is invented."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import orjson
from records import act

from extract.readers import ReadOptions
from graph.build import Source, build
from graph.case import Case
from graph.given import read_given

Told = tuple[str, str, str, dict[str, Any]]
HOSTILE = "</slide><img src=x onerror=\"document.title='owned'\"> $one ${case}'"
SHAHED = {"items": [{"name": "Shahed-136", "kind": "weapon_system", "quantity": "40"}]}
TOLD = [
    ("north:1", "2024-05-01", "Иран отдал России 40 «Шахедов»", act("arms_transfer", "IRN>RUS", date="2024-05", **SHAHED)),
    ("south:1", "2024-05-03", "Тегеран передал Москве дроны", act("arms_transfer", "IRN>RUS", date="2024-05", **SHAHED)),
    ("south:2", "2024-05-09", "Иран этого не делал", act("arms_transfer", "IRN>RUS", "denied", date="2024-05", **SHAHED)),
    ("north:2", "2024-07-01", "Иран и Россия подписали договор", act("agreement", "IRN=RUS", date="2024-07-01")),
    ("north:3", "2024-09-01", f"Москва отправит Пхеньяну {HOSTILE}", act("arms_transfer", "RUS>PRK", "planned", date="2025-01", **SHAHED)),
    ("south:3", "2024-10-01", "Глава МИД Кубы прибыл в Москву", act("visit", "CUB>RUS", date="2024-10-01")),
]


def tour_case(folder: Path, name: str = "case", told: Sequence[Told] = TOLD) -> Case:
    """Each post tells one act, whose words are the post's; one more tells nothing."""
    posts, acts = folder / "posts.jsonl", folder / "acts.jsonl"
    rows = [
        {"id": key, "channel": key.partition(":")[0], "date": f"{day}T12:00:00+00:00", "lang": "ru", "text": text}
        for key, day, text, _ in [*told, ("south:9", "2024-12-01", "Сегодня дождь", None)]
    ]
    posts.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
    acts.write_bytes(b"".join(orjson.dumps({"id": key, "acts": [facts | {"quote": text}]}) + b"\n" for key, _, text, facts in told))
    build(Case.create(folder / name), [Source(posts, "posts.jsonl", ReadOptions())], given=read_given(acts))
    return Case(folder / name)
