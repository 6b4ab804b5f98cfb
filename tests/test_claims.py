"""Sentences and the claims that the rules read out of them; the sentences are invented."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pytest
from records import post

from extract.pipeline import Stage, claims_of, extract_batch, extract_posts, extractor, make_nlp, read_post
from extract.sentences import sentences
from graph import tables

GOLD = Path(__file__).parent.parent.parent / "shared" / "gold"
TOLD = {
    "Иран передал России партию дронов «Шахед-136».": "arms_transfer done IRN>RUS Shahed-136",
    "Тегеран обещает поставить Каракасу беспилотники.": "arms_transfer proposed IRN>VEN drones",
    "Кремль опроверг поставки дронов Ирану.": "arms_transfer denied RUS>IRN drones",
    "Путин поговорил по телефону с Мадуро.": "call done RUS=VEN -",
    "Лавров прибыл с визитом в Пхеньян.": "visit done RUS>PRK -",
    "Россия и Иран подписали соглашение о сотрудничестве.": "agreement done RUS=IRN cooperation agreement",
    "Росія передає КНДР технології виробництва «Герань-2».": "arms_transfer done RUS>PRK Geran-2",
    "Putin held talks with Lukashenko in Minsk.": "negotiation done RUS=BLR -",
    "Russia plans to sign a memorandum with Iran.": "agreement planned RUS=IRN memorandum",
    "Погода в порту хорошая.": "",
    "Россия нанесла удар по складам Украины.": "",
    "Куба из дерева и кубы льда, чад над кухней.": "",
}


def told(text: str) -> str:
    found, _ = claims_of(post("a:1", text), "rules")
    if not found:
        return ""
    best = max(found, key=lambda c: c.confidence)
    by = {p.role.value: [q.actor for q in best.participants if q.role is p.role] for p in best.participants}
    who = "=".join(by["party"]) if "party" in by else f"{'+'.join(by['source'])}>{'+'.join(by['target'])}"
    assert best.quote in text
    assert text[best.start : best.end] == best.quote
    return f"{best.type} {best.status.value} {who} {best.items[0].name if best.items else '-'}"


@pytest.mark.parametrize(("text", "claim"), TOLD.items())
def test_a_sentence_tells_this(text: str, claim: str) -> None:
    assert told(text) == claim


def test_sentences_end_at_stops_and_lines_and_keep_their_offsets() -> None:
    text = "Паром пришёл. Им. Кирова, 12.5 т\n\n• Второй пункт!  Третий?"
    assert [text[a:b] for a, b in sentences(text)] == ["Паром пришёл.", "Им. Кирова, 12.5 т", "• Второй пункт!", "Третий?"]


def test_the_pipeline_is_spacys_and_marks_mentions_in_the_original_text() -> None:
    doc = read_post(post("a:1", "**Иран** передал Рoссии (о — латинская) дроны"), "rules")
    assert make_nlp("ru", "rules").pipe_names == ["actors", "claims"]
    assert [(m.entity, doc.text[m.start : m.end]) for m in doc._.mentions][:2] == [("IRN", "Иран"), ("RUS", "Рoссии")]
    assert [s.label_ for s in doc.spans["actors"]][:2] == ["country", "country"]


def test_each_post_stops_at_its_stage() -> None:
    texts = ["Погода", "Иран молчит", "Иран и Россия молчат", "Иран и Россия подписали договор"]
    assert [stage for _, _, stage in extract_posts((post(f"a:{n}", t) for n, t in enumerate(texts)), engine="rules")] == list(Stage)


def test_processes_give_what_one_gives_in_its_order() -> None:
    posts = [post(f"a:{n}", text) for n, text in enumerate(list(TOLD) * 20)]
    assert list(extract_posts(posts, 2, "rules")) == list(extract_posts(posts, 1, "rules"))


def test_arrow_batches_go_in_and_out() -> None:
    batch = pa.RecordBatch.from_pylist([tables.post_row(post("a:1", next(iter(TOLD))))], schema=tables.POSTS)
    [row] = extract_batch(batch).to_pylist()
    assert (row["post"], row["stage"], json.loads(row["acts"])[0]["type"]) == ("a:1", "claims", "arms_transfer")


def test_the_extractor_is_named_by_its_code_and_words() -> None:
    assert re.fullmatch("encoder:[0-9a-f]{12}", extractor())
    assert re.fullmatch("rules:[0-9a-f]{12}", extractor("rules"))
    assert extractor().partition(":")[2] != extractor("rules").partition(":")[2]


def test_the_plain_extractor_holds_its_figures_on_annotated_posts(tmp_path: Path) -> None:
    if not (GOLD / "dev.jsonl").is_file():
        pytest.skip("needs the annotated posts, which do not ship")
    call = [
        sys.executable,
        "-c",
        "from graph.commands import main; main()",
        "extract",
        "--extractor",
        "rules",
        str(GOLD / "dev.posts.jsonl"),
    ]
    (tmp_path / "found.jsonl").write_bytes(subprocess.run(call, check=True, capture_output=True).stdout)
    score = [sys.executable, str(GOLD / "score.py"), str(GOLD / "dev.jsonl"), str(tmp_path / "found.jsonl"), "--json"]
    figures = json.loads(subprocess.run(score, check=True, capture_output=True).stdout)
    assert figures["cooperation"]["F1"] >= 0.75
    assert figures["acts strict"]["F1"] >= 0.44
    assert figures["status"]["accuracy"] >= 0.69
