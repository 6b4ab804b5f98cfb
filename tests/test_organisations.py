"""Organisations in an act: which part they have, by the deed and by what stands before their name; and chains that go through one."""

from pathlib import Path

import pytest
from chain_graphs import edge
from click.testing import CliRunner

from extract.automaton import find_mentions
from extract.model import Participant
from extract.named_organisations import organisations_in
from extract.ontology import Role
from graph.actors import organisation_called
from graph.chains import chains
from graph.commands import main

SENTENCES = [
    ("Рособоронэкспорт поставил Ирану партию вертолётов", "arms_transfer", "RUS>IRN", ["Rosoboronexport: supplier"]),
    ("Iran shipped the drones to Russia through Mahan Air", "arms_transfer", "IRN>RUS", ["Mahan Air: intermediary"]),
    ("Іран відправив дрони до Росії через авіакомпанію «Махан Ейр»", "arms_transfer", "IRN>RUS", ["Mahan Air: intermediary"]),
    ("Росатом и Узбекистан подписали контракт", "agreement", "RUS=UZB", ["Rosatom: signatory"]),
    ("Chinese firms sold the chips to Rostec", "trade", "CHN>RUS", ["Rostec: buyer"]),
    ("Иран передал Ростеху чертежи, беспилотник собирают в России", "production", "IRN>RUS", ["Rostec: maker"]),
    ("Делегация Росатома побывала в Минске", "visit", "RUS>BLR", ["Rosatom: party"]),
    ("Сбербанк поздравил всех с праздником, а Китай продал зерно Ирану", "trade", "CHN>IRN", []),
    ("Китай продал Ирану станки через Сбербанк", "trade", "CHN>IRN", ["Sberbank: intermediary"]),
]


def who(text: str) -> tuple[Participant, ...]:
    """ "RUS>IRN" or "RUS=UZB" """
    first, second = text.replace("=", ">").split(">")
    roles = (Role.PARTY, Role.PARTY) if "=" in text else (Role.SOURCE, Role.TARGET)
    return Participant(first, roles[0]), Participant(second, roles[1])


@pytest.mark.parametrize(("text", "kind", "actors", "expected"), SENTENCES)
def test_organisations_and_their_parts(text: str, kind: str, actors: str, expected: list[str]) -> None:
    found = organisations_in(text, 0, kind, who(actors), find_mentions(text))
    assert [f"{o.name}: {o.part}" for o in found] == expected


def test_a_chain_goes_through_an_act_of_each_set() -> None:
    edges = [edge(f"{act} {who} 2024") for act, who in (("a1", "IRN>RUS"), ("a2", "IRN>RUS"), ("b1", "RUS>VEN"), ("b2", "RUS>VEN"))]
    ways = [[hop.edge.act_id for hop in chain.hops] for chain in chains(edges, "IRN", "VEN", through=[{"a2", "b2"}, {"b1", "a1"}], limit=5)]
    assert sorted(ways) == [["a1", "b2"], ["a2", "b1"]]
    assert chains(edges, "IRN", "VEN", through=[{"nowhere"}], limit=5) == []


def test_commands_show_organisations_and_trace_by_them(tmp_path: Path) -> None:
    posts, acts, case = tmp_path / "posts.jsonl", tmp_path / "acts.jsonl", str(tmp_path / "case")
    text = "Iran shipped Shahed-136 drones to Russia through the carrier Mahan Air"
    posts.write_text(f'{{"id": "p:1", "channel": "p", "date": "2024-11-09T10:00:00+03:00", "lang": "en", "text": "{text}"}}\n')
    acts.write_text(
        '{"id": "p:1", "acts": [{"type": "arms_transfer", "status": "done", "participants": [{"actor": "IRN", "role": "source"}, '
        '{"actor": "RUS", "role": "target"}], "items": [{"name": "Shahed-136", "kind": "weapon_system"}], "organisations": '
        f'[{{"name": "Mahan Air", "country": "IRN", "part": "intermediary"}}], "quote": "{text}"}}]}}\n'
    )
    run = CliRunner().invoke
    assert run(main, ["build", case, str(posts), "--acts", str(acts)]).exit_code == 0
    traced = run(main, ["trace", case, "--from", "IRN", "--to", "RUS", "--via", "махан эйр"])
    assert "      with Mahan Air (IRN, intermediary)\n" in traced.output
    assert run(main, ["trace", case, "--from", "IRN", "--to", "RUS", "--via", "Rosatom"]).exit_code == 1
    assert "arms_transfer done 1" in run(main, ["show", case, "Mahan Air"]).output
    asked = run(main, ["ask", case, "acts-of-pair", "one=IRN", "other=RUS", "-f", "json"])
    assert asked.exit_code == 0


@pytest.mark.parametrize(
    ("text", "kind", "actors", "found"),
    [
        ("Акции «Газпрома» выросли после звонка из Пекина.", "call", "RUS=CHN", []),
        ("Капитализация «Газпрома» выросла.", "energy", "RUS>CHN", []),
        ("«Газпром» поставит Китаю газ.", "energy", "RUS>CHN", ["Gazprom"]),
        ("Италия отправит Киеву ракеты, — глава Минобороны Италии Крозетто.", "arms_transfer", "ITA>UKR", []),
        ("Минобороны Италии отправит Киеву ракеты.", "arms_transfer", "ITA>UKR", ["Ministry of Defence of Italy"]),
    ],
)
def test_shares_and_speakers_take_no_part(text: str, kind: str, actors: str, found: list[str]) -> None:
    assert [o.name for o in organisations_in(text, 0, kind, who(actors), find_mentions(text))] == found


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("МИД Ирана", "Ministry of Foreign Affairs of Iran"),
        ("Iran's foreign ministry", "Ministry of Foreign Affairs of Iran"),
        ("міноборони Білорусі", "Ministry of Defence of Belarus"),
        ("махан эйр", "mahan-air"),
        ("Неведомая контора", "Неведомая контора"),
        ("МИД Ирана и МИД Китая", "МИД Ирана и МИД Китая"),
    ],
)
def test_a_user_may_name_an_organisation_in_any_words(name: str, called: str) -> None:
    assert organisation_called(name) == called
