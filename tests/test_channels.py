"""Whose voice: a CSV of channels is read strictly and kept in the case; pages, chains, JSON and both graph stores tell the sides."""

from collections.abc import Callable
from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner, Result
from records import act

from extract.errors import InputError
from extract.ontology import Role
from graph.case import Case
from graph.channels import read_channels
from graph.commands import main
from graph.rows import graph_of
from graph.store import Store, canonical

PORT, LOG, DIGEST = "Порты и суда", "Северный лог", "Сводка"
POSTS = {
    "porty:1": (PORT, "2024-05-01", "Иран передал России сорок дронов."),
    "sevlog:1": (LOG, "2024-05-02", "Тегеран отрицает передачу дронов Москве."),
    "svodka:1": (DIGEST, "2024-05-03", "Дроны из Ирана уже в России."),
    "sevlog:2": (LOG, "2024-06-18", "Делегация России прилетела в Пхеньян."),
    "porty:2": (PORT, "2024-07-01", "Россия отгрузила дроны в Каракас."),
    "sevlog:3": (LOG, "2024-07-02", "Дроны ушли из России в Венесуэлу."),
    "svodka:2": (DIGEST, "2024-08-01", "Куба купила у России зерно."),
}
DRONES = {"items": [{"name": "drones", "kind": "weapon_system"}]}
TOLD = {
    "porty:1": act("arms_transfer", "IRN>RUS", date="2024-05", quote="Иран передал России сорок дронов", **DRONES),
    "sevlog:1": act("arms_transfer", "IRN>RUS", "denied", date="2024-05", quote="Тегеран отрицает передачу дронов Москве", **DRONES),
    "svodka:1": act("arms_transfer", "IRN>RUS", date="2024-05", quote="Дроны из Ирана уже в России", **DRONES),
    "sevlog:2": act("visit", "RUS>PRK", date="2024-06-18", quote="Делегация России прилетела в Пхеньян"),
    "porty:2": act("arms_transfer", "RUS>VEN", date="2024-07", quote="Россия отгрузила дроны в Каракас", **DRONES),
    "sevlog:3": act("arms_transfer", "RUS>VEN", date="2024-07", quote="Дроны ушли из России в Венесуэлу", **DRONES),
    "svodka:2": act("trade", "RUS>CUB", date="2024-08", quote="Куба купила у России зерно"),
}
CHANNELS = "channel,side,country,owner\n@Porty,Ukrainian,UKR,\nсеверный ЛОГ,pro-Kremlin,rus,Log Media\n"
Rows = list[dict[str, str | None]]


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(w) for w in words])


def small_case(folder: Path, channels: str | None = CHANNELS) -> Path:
    """Three channels, of which two have a side, one by its username, one by its title; seven posts, four acts."""
    posts, acts, table = folder / "posts.jsonl", folder / "acts.jsonl", folder / "channels.csv"
    rows = [
        {"id": key, "channel": title, "date": f"{day}T12:00:00+03:00", "lang": "ru", "text": text}
        for key, (title, day, text) in POSTS.items()
    ]
    posts.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
    acts.write_bytes(b"".join(orjson.dumps({"id": key, "acts": [told]}) + b"\n" for key, told in TOLD.items()))
    if channels is not None:
        table.write_text(channels, encoding="utf-8")
    told = run("build", folder / "a.case", posts, "--acts", acts, *(["--channels", table] if channels is not None else []))
    assert told.exit_code == 0, told.output
    return folder / "a.case"


def act_id(case: Path, what: str) -> str:
    """The act of "type TARGET"."""
    return next(key for key, a in Case(case).acts.items() if f"{a.type} {a.by_role(Role.TARGET)[0]}" == what)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return small_case(tmp_path)


def read(folder: Path, content: bytes | str) -> Rows:
    path = folder / "c.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_channels(path)


def row(channel: str, side: str | None = None, country: str | None = None, owner: str | None = None) -> dict[str, str | None]:
    return {"channel": channel, "side": side, "country": country, "owner": owner}


READ: dict[str, tuple[str, Rows]] = {
    "all columns": ("channel,side,country,owner\nporty,Western,GBR,Port Ltd\n", [row("porty", "Western", "GBR", "Port Ltd")]),
    "any order": ("owner,Channel,side\nPort Ltd,@Porty,Western\n", [row("porty", "Western", None, "Port Ltd")]),
    "only channels": ("channel\n@Porty\nСеверный Лог\n", [row("porty"), row("северный лог")]),
    "a byte order mark": ("\ufeffchannel,side\nporty,Western\n", [row("porty", "Western")]),
    "quotes": ('channel,side,owner\n"Порты, суда","pro-""K""","A,\nB"\n', [row("порты, суда", 'pro-"K"', None, "A, B")]),
    "semicolons of a spreadsheet": ("channel;side\r\nporty;Western\r\n;\r\n", [row("porty", "Western")]),
    "a line twice": ("channel,side\nporty,Western\n@PORTY,Western\n", [row("porty", "Western")]),
    "a side that is called unknown": ("channel,side\nporty,Unknown\n", [row("porty")]),
    "escape codes": ("channel,side\n\x1b]0;owned\x07porty,\x1b[31mWest\u202eern\n", [row("]0;ownedporty", "[31mWestern")]),
    "what a spreadsheet takes for a formula": ("channel,owner\nporty,=1+1\n", [row("porty", None, None, "=1+1")]),
}


@pytest.mark.parametrize(("content", "rows"), READ.values(), ids=READ.keys())
def test_a_table_of_channels_is_read(tmp_path: Path, content: str, rows: Rows) -> None:
    assert read(tmp_path, content) == rows


MISTAKES: dict[str, tuple[bytes | str, str]] = {
    "no column channel": ("side\nWestern\n", "c.csv: has no column 'channel' in its first line; columns are channel, side, country, owner"),
    "nothing": ("", "c.csv: has no column 'channel'"),
    "no text": (b"\x00\x01\x02", "c.csv: has no column 'channel'"),
    "no lines": ("channel,side\n", "c.csv: tells of no channel; write a line for each under channel,side,country,owner"),
    "a column twice": ("channel,side,side\nporty,a,b\n", "c.csv:1: has the column 'side' twice"),
    "too many cells": ("channel,side\nporty,Western,GBR\n", "c.csv:2: has 3 cells under 2 columns"),
    "too few cells": ("channel,side\nporty,Western\nsevlog\n", "c.csv:3: has 1 cells under 2 columns; leave a cell empty, but not out"),
    "a quote that is missing": ('channel,side\n"porty,Western\n', "c.csv:2: no CSV"),
    "bytes of no text": (b"channel,side\n" + b"porty,Western\n" * 9000 + b"b,\xff\n", "c.csv:9002: has bytes that are not UTF-8"),
    "no name": ("channel,side\n@ ,Western\n", "c.csv:2: names no channel; give its username or title"),
    "two sides": ("channel,side\nporty,Western\nx,\n@Porty,Ukrainian\n", "c.csv:4: tells of the channel 'porty' otherwise than line 2"),
    "two letters": ("channel,country\nporty,ru\n", "c.csv:2: 'ru' is no country code; give three letters of ISO 3166, such as RUS"),
    "no country": (
        "channel,country\nporty,\x1b[31mXX\n",
        "c.csv:2: '[31mXX' is no country code; give three letters of ISO 3166, such as UKR",
    ),
}


@pytest.mark.parametrize(("content", "message"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_broken_table_is_one_line_with_its_place(tmp_path: Path, content: bytes | str, message: str) -> None:
    with pytest.raises(InputError) as error:
        read(tmp_path, content)
    assert f"{tmp_path}/{message}" in str(error.value)
    assert "\n" not in str(error.value)


def test_a_broken_table_leaves_the_case_as_it_was(case: Path) -> None:
    before = (case / "ledger.jsonl").read_bytes()
    table = case.parent / "broken.csv"
    table.write_text("channel,side\nporty,a\nporty,b\n", encoding="utf-8")
    for words in ([table], ["/nowhere.csv"]):
        told = run("build", case, "--channels", *words)
        assert (told.exit_code, len(told.stderr.splitlines())) == (1, 1)
    assert (case / "ledger.jsonl").read_bytes() == before


def test_build_tells_which_channels_it_found(case: Path) -> None:
    table = case.parent / "more.csv"
    table.write_text("channel,side\nСВОДКА,Western\nnobody,Western\n", encoding="utf-8")
    last = run("build", case, "--channels", table).stdout.splitlines()[-1]
    assert last == f"  channels           1  of {table} are in the case, not nobody"


def test_channels_alone_need_a_case(tmp_path: Path) -> None:
    table = tmp_path / "c.csv"
    table.write_text("channel,side\nporty,a\n", encoding="utf-8")
    told = run("build", tmp_path / "no.case", "--channels", table)
    assert told.stderr == f"Error: {tmp_path}/no.case: no case here; make one with: axisgraph build {tmp_path}/no.case FILES…\n"
    assert not (tmp_path / "no.case").exists()


def test_a_column_that_is_not_used_is_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert read(tmp_path, "channel,sides\nporty,Western\n") == [row("porty")]
    assert caplog.messages == [f"{tmp_path}/c.csv: column 'sides' is not used; used are channel, side, country, owner"]


def test_the_newest_word_on_a_channel_stands_and_the_same_word_again_changes_nothing(case: Path) -> None:
    table = case.parent / "channels.csv"
    assert run("build", case, "--channels", table).exit_code == 0
    assert len(Case(case).ledger.steps("channels")) == 1
    table.write_text("channel,side\nporty,WESTERN\nсводка,Pro-Kremlin\n", encoding="utf-8")
    assert run("build", case, "--channels", table).exit_code == 0
    assert Case(case).channels == {
        "porty": row("porty", "WESTERN"),
        "северный лог": row("северный лог", "pro-Kremlin", "RUS", "Log Media"),
        "сводка": row("сводка", "pro-Kremlin"),
    }


def test_a_username_counts_for_more_than_a_title(tmp_path: Path) -> None:
    case = small_case(tmp_path, "channel,side\nпорты и суда,Western\nporty,Ukrainian\n")
    assert orjson.loads(run("show", case, "porty:1", "--json").output)["side"] == "Ukrainian"


def test_the_page_of_an_act_tells_who_claims_and_who_denies(case: Path) -> None:
    key = act_id(case, "arms_transfer RUS")
    assert run("show", case, key).output.splitlines() == [
        f"{key}  IRN → RUS: arms transfer (drones), 2024-05, done",
        "  3 origins, 3 wordings, 3 posts in 3 channels; first 2024-05-01, last 2024-05-03",
        "  told by 1 pro-Kremlin, 1 Ukrainian, 1 unknown",
        "  claimed by 1 Ukrainian, 1 unknown; denied by 1 pro-Kremlin",
        "  date from text; confidence 1.00",
        "  items: drones",
        "  history: done 2024-05-01 – 2024-05-03 (2 posts); denied 2024-05-02 – 2024-05-02 (1 posts)",
        "  CONTRADICTED:",
        "    denied: «Тегеран отрицает передачу дронов Москве» — Северный лог, 2024-05-02 sevlog:1",
        "  told by:",
        "    done: «Иран передал России сорок дронов» — Порты и суда, 2024-05-01 porty:1",
        "    done: «Дроны из Ирана уже в России» — Сводка, 2024-05-03 svodka:1",
    ]
    facts = orjson.loads(run("show", case, key, "--json").output)
    assert list(facts["sides"].items()) == [("pro-Kremlin", 1), ("Ukrainian", 1), ("unknown", 1)]
    assert (facts["claimed_by"], facts["denied_by"]) == ({"Ukrainian": 1, "unknown": 1}, {"pro-Kremlin": 1})


def test_an_act_that_ended_in_denial_is_claimed_by_those_who_dissent(tmp_path: Path) -> None:
    posts, acts, table = (tmp_path / name for name in ("p.jsonl", "a.jsonl", "c.csv"))
    rows = [
        ("a:1", "2024-05-01", "done"),
        ("b:1", "2024-05-02", "denied"),
        ("c:1", "2024-05-02", "denied"),
        ("b:2", "2024-05-03", "denied"),
    ]
    posts.write_bytes(
        b"\n".join(
            orjson.dumps({"id": k, "channel": k[0], "date": f"{d}T12:00:00Z", "lang": "ru", "text": f"Слова {k}."}) for k, d, _ in rows
        )
    )
    acts.write_bytes(b"\n".join(orjson.dumps({"id": k, "acts": [act("training", "IRN>RUS", s, date="2024-05-01")]}) for k, _, s in rows))
    table.write_text("channel,side\na,Western\nb,Iranian\nc,Iranian\n", encoding="utf-8")
    assert run("build", tmp_path / "a.case", posts, "--acts", acts, "--channels", table).exit_code == 0
    [found] = Case(tmp_path / "a.case").acts
    assert run("show", tmp_path / "a.case", found).output.splitlines()[2:4] == [
        "  told by 2 Iranian, 1 Western",
        "  claimed by 1 Western; denied by 2 Iranian",
    ]


def test_trace_tells_the_sides_of_every_hop(case: Path) -> None:
    first, last = act_id(case, "arms_transfer RUS"), act_id(case, "arms_transfer VEN")
    assert run("trace", case, "--from", "IRN", "--to", "VEN", "--quotes", "1").output.splitlines() == [
        "1. IRN → RUS → VEN   compatible; status done; weakest hop 2 origins",
        "   1) IRN → RUS  arms transfer: drones  2024-05  DONE CONTRADICTED",
        f"      3 origins, 3 wordings, 3 posts in 3 channels · {first}",
        "      told by 1 pro-Kremlin, 1 Ukrainian, 1 unknown",
        "      claimed by 1 Ukrainian, 1 unknown; denied by 1 pro-Kremlin",
        "      «Иран передал России сорок дронов» — Порты и суда, 2024-05-01 porty:1",
        "      against, denied: «Тегеран отрицает передачу дронов Москве» — Северный лог, 2024-05-02 sevlog:1",
        "   2) RUS → VEN  arms transfer: drones  2024-07  DONE [compatible]",
        f"      2 origins, 2 wordings, 2 posts in 2 channels · {last}",
        "      told by 1 pro-Kremlin, 1 Ukrainian",
        "      «Россия отгрузила дроны в Каракас» — Порты и суда, 2024-07-01 porty:2",
        "",
        "What is missing:",
        "  IRN → RUS: every act is contradicted; denied by Северный лог on 2024-05-02",
    ]
    hops = orjson.loads(run("trace", case, "--from", "IRN", "--to", "VEN", "--json").output)["hops"]
    assert [hop["sides"] for hop in hops] == [{"pro-Kremlin": 1, "Ukrainian": 1, "unknown": 1}, {"pro-Kremlin": 1, "Ukrainian": 1}]
    assert [hop.get("denied_by") for hop in hops] == [{"pro-Kremlin": 1}, None]


def test_without_a_known_side_nothing_is_said_of_sides(tmp_path: Path) -> None:
    for number, channels in enumerate((None, "channel,side\nnobody,Western\n")):
        (tmp_path / str(number)).mkdir()
        case = small_case(tmp_path / str(number), channels)
        key = act_id(case, "arms_transfer RUS")
        assert "told by 1" not in run("show", case, key).output + run("trace", case, "--from", "IRN", "--to", "VEN").output
        facts = orjson.loads(run("show", case, key, "--json").output)
        assert (facts["sides"], "claimed_by" in facts) == ({}, False)


def test_the_page_of_a_post_tells_its_channel_s_side_country_and_owner(case: Path) -> None:
    assert run("show", case, "sevlog:2").output.splitlines()[:3] == [
        "sevlog:2  Северный лог, 2024-06-18T12:00:00+03:00, ru",
        "  channel: side pro-Kremlin, country RUS, owner Log Media",
        f"  read from {case.parent}/posts.jsonl:4",
    ]
    facts = orjson.loads(run("show", case, "sevlog:2", "--json").output)
    assert {k: facts[k] for k in ("side", "country", "owner")} == {"side": "pro-Kremlin", "country": "RUS", "owner": "Log Media"}
    facts = orjson.loads(run("show", case, "svodka:2", "--json").output)
    assert {k: facts[k] for k in ("side", "country", "owner")} == {"side": None, "country": None, "owner": None}


def test_hostile_cells_are_shown_cleaned_and_exported_safely(tmp_path: Path) -> None:
    case = small_case(tmp_path, 'channel,side,owner\nporty,"\x1b[31mWest\nern\u202e","=HYPERLINK(""http://evil.example"")"\n')
    page = run("show", case, "porty:2").output.splitlines()[1]
    assert page == '  channel: side [31mWest ern, owner =HYPERLINK("http://evil.example")'
    assert "told by 1 [31mWest ern, 1 unknown" in run("show", case, act_id(case, "arms_transfer VEN")).output
    assert run("export", case, "-f", "csv", "-o", tmp_path / "t").exit_code == 0
    assert '"\'=HYPERLINK(""http://evil.example"")"' in (tmp_path / "t" / "nodes-channel.csv").read_text(encoding="utf-8-sig")


QUERY = "MATCH (c:Channel) WHERE c.side = $side RETURN c.id AS id, c.name AS name, c.country AS country, c.owner AS owner ORDER BY id"


def test_stores_know_sides_and_a_new_table_changes_only_channels_and_their_acts(case: Path, open_store: Callable[[], Store]) -> None:
    store = open_store()
    graph = graph_of(Case(case))
    assert graph.nodes[("Channel",)] == [
        {"id": "porty", "name": PORT, "side": "Ukrainian", "country": "UKR"},
        {"id": "sevlog", "name": LOG, "side": "pro-Kremlin", "country": "RUS", "owner": "Log Media"},
        {"id": "svodka", "name": DIGEST},
    ]
    store.load(graph, Case(case).id)
    assert store.snapshot() == canonical(graph)
    rows = store.query(QUERY, {"side": "pro-Kremlin"})
    assert rows == [{"id": "sevlog", "name": LOG, "country": "RUS", "owner": "Log Media"}]
    table = case.parent / "channels.csv"
    table.write_text("channel,side\nporty,' OR 1=1 //\nсеверный лог,pro-Kremlin\n", encoding="utf-8")
    assert run("build", case, "--channels", table).exit_code == 0
    report = store.load(graph_of(Case(case)), Case(case).id)
    # two channels, and the two acts that the first of them tells
    assert report.summary() == "nodes: 0 created, 4 updated, 0 deleted; relationships: 0 created, 0 updated, 0 deleted"
    assert store.query(QUERY, {"side": "' OR 1=1 //"}) == [{"id": "porty", "name": PORT, "country": None, "owner": None}]


def test_a_question_asked_after_a_new_table_hears_of_it(case: Path) -> None:
    query = case.parent / "own.cypher"
    query.write_text("MATCH (c:Channel) RETURN c.id AS id, c.side AS side ORDER BY id", encoding="utf-8")
    ask = ("ask", case, "--cypher", query, "-f", "csv")
    assert run(*ask).output.split() == ["id,side", "porty,Ukrainian", "sevlog,pro-Kremlin", "svodka,"]
    table = case.parent / "channels.csv"
    table.write_text("channel,side\nsvodka,Western\nporty,\n", encoding="utf-8")
    assert run("build", case, "--channels", table).exit_code == 0
    assert run(*ask).output.split() == ["id,side", "porty,", "sevlog,pro-Kremlin", "svodka,Western"]
