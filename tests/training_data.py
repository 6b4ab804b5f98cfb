"""A folder of annotated posts and one of unlabelled posts for the tests of training; all sentences are invented."""

import json
from pathlib import Path

TOLD = (
    ("train", "Россия и Иран подписали соглашение о торговле.", "agreement", "economy", "done", "RUS=IRN"),
    ("train", "Лавров прибыл с визитом в Пхеньян.", "visit", "diplomacy", "done", "RUS>PRK"),
    ("train", "Путин поговорил по телефону с Мадуро.", "call", "diplomacy", "done", "RUS=VEN"),
    ("train", "Китай поставит России станки в мае.", "trade", "economy", "planned", "CHN>RUS"),
    ("train", "Белоруссия и Россия начали учения.", "drill", "military", "done", "BLR=RUS"),
    ("made", "Тегеран опроверг поставки ракет России.", "arms_transfer", "military", "denied", "IRN>RUS"),
    ("made", "Xi Jinping will visit Moscow in May.", "visit", "diplomacy", "planned", "CHN>RUS"),
    ("made", "Cuba and Venezuela signed an agreement on oil.", "agreement", "energy_infrastructure", "done", "CUB=VEN"),
    ("made", "Північна Корея передала Росії снаряди.", "arms_transfer", "military", "done", "PRK>RUS"),
    ("case", "Куба предложила России открыть рейсы.", "transport", "economy", "proposed", "CUB=RUS"),
    ("case", "Иран прекратил поставки нефти в Сирию.", "energy", "energy_infrastructure", "ended", "IRN>SYR"),
    ("case", "В Москве идёт дождь, в Пекине солнце.", "", "", "", ""),
    ("dev", "Россия и Куба подписали договор о рейсах.", "agreement", "economy", "done", "RUS=CUB"),
    ("dev", "Китай и Иран провели переговоры.", "negotiation", "diplomacy", "done", "CHN=IRN"),
)
PLAIN = (
    "Россия и Китай обсудили газ.",
    "Делегация Ирана летит в Москву на переговоры.",
    "Венесуэла ждёт танкеры из Ирана.",
    "Минск и Пекин открыли завод.",
    "Moscow and Havana plan new flights.",
    "Погода в городе хорошая, все гуляют.",
    "Китай и Иран провели переговоры.",
    "КНДР и Россия строят мост.",
)
"""The seventh is a post kept for checking, told again."""


def row(number: int, text: str) -> str:
    post = {"id": f"t:{number}", "channel": "t", "date": "2025-03-02T10:00:00+00:00", "lang": "ru", "text": text}
    return json.dumps(post, ensure_ascii=False) + "\n"


def acts(number: int, text: str, kind: str, sphere: str, status: str, who: str) -> str:
    told = []
    if kind:
        roles = ("source", "target") if ">" in who else ("party", "party")
        parts = [{"actor": a, "role": r} for a, r in zip(who.replace(">", "=").split("="), roles, strict=True)]
        told = [{"type": kind, "sphere": sphere, "status": status, "participants": parts, "quote": text[:-1]}]
    return json.dumps({"id": f"t:{number}", "acts": told}, ensure_ascii=False) + "\n"


def write(folder: Path) -> tuple[Path, Path]:
    """The folders `gold` and `posts` in `folder`."""
    gold, posts = folder / "gold", folder / "posts"
    (gold / "case").mkdir(parents=True)
    posts.mkdir()
    for number, (name, text, *told) in enumerate(TOLD):
        files = ("case/posts.jsonl", "case/claims.jsonl") if name == "case" else (f"{name}.posts.jsonl", f"{name}.jsonl")
        for file, line in zip(files, (row(number, text), acts(number, text, *told)), strict=True):
            with (gold / file).open("a", encoding="utf-8") as out:
                out.write(line)
    (posts / "plain.jsonl").write_text("".join(row(100 + n, t) for n, t in enumerate(PLAIN)), encoding="utf-8")
    return gold, posts
