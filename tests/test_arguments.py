"""The second reading: which dates and persons of a window belong to which of its deeds."""

from datetime import date
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
import training_data
from click.testing import CliRunner
from records import post

from extract.automaton import find_mentions
from extract.dates import Deed, date_of
from extract.encoder.arguments import FIELDS, Arguments, marks
from extract.encoder.network import shipped_network
from extract.encoder.reading import Readers, claims_in, shipped_readers
from extract.encoder.told import told_in
from extract.model import Participant
from extract.ontology import Role, Status
from extract.training.arguments import main


def persons(text: str, readers: Readers) -> dict[str, list[str]]:
    found = claims_in(post("a:1", text, "2024-09-10T12:00:00+03:00"), find_mentions(text), "test", readers)
    return {c.type: [p.name for p in c.persons] for c in found}


@pytest.mark.parametrize(
    ("text", "kind", "first", "both"),
    [
        (
            "The two heads of state signed a declaration on the strategic partnership of Russia and Azerbaijan. Vladimir Putin received "
            "Ilham Aliyev in the Kremlin.",
            "agreement",
            [],
            ["Vladimir Putin", "Ilham Aliyev"],
        ),
        (
            "Токаев прилетел в Москву утром. Россия и Казахстан подписали соглашение о газе. Подписи поставили Владимир Путин и гость.",
            "agreement",
            ["Vladimir Putin"],
            ["Vladimir Putin", "Kassym-Jomart Tokayev"],
        ),
    ],
)
def test_persons_whom_other_sentences_name_for_a_deed_are_found_by_the_second_reading(
    text: str, kind: str, first: list[str], both: list[str]
) -> None:
    shipped = shipped_readers()
    assert persons(text, Readers(shipped.first))[kind] == first
    assert persons(text, shipped)[kind] == both


def test_each_of_two_deeds_has_its_own_date() -> None:
    text = "Россия и Иран подписали договор 17 января 2023 года. В марте прошлого года Лавров приехал в Каракас."
    found = claims_in(post("a:1", text, "2024-09-10T12:00:00+03:00"), find_mentions(text), "test")
    assert [(c.type, c.date) for c in found] == [("agreement", "2023-01-17"), ("visit", "2023-03")]


def test_a_date_that_the_reading_takes_for_another_deed_s_is_not_told() -> None:
    text = "Токаев прилетел в Москву утром 3 мая. Россия и Казахстан подписали соглашение о газе."
    deed = Deed((38, 83), (38, 84), Status.DONE, date(2024, 9, 10))
    assert [date_of(text, deed, lambda *_, odds=odds: odds) for odds in (-5.0, None, 5.0)] == [None, "2024-05-03", "2024-05-03"]


def test_log_odds_of_words_are_the_mean_of_their_tokens() -> None:
    numbers = np.array([[9, 9], [1, -1], [3, -3], [5, -5]], np.float32)
    found = Arguments([(-1, -1), (0, 4), (5, 7), (7, 9)], numbers)
    assert (found.of("date", 0, 4), found.of("date", 5, 9), found.of("person", 0, 9)) == (1.0, 4.0, -3.0)
    assert found.of("date", 9, 20) is None
    assert FIELDS == ("date", "person")


def test_the_deed_is_marked_by_its_evidence_and_its_sides() -> None:
    text = "Иран передал России дроны."
    [act] = told_in(p := post("a:1", text), find_mentions(text), shipped_network())
    marked = marks(act.window, act.evidence, [Participant("IRN", Role.SOURCE), Participant("RUS", Role.TARGET)])
    words = {text[a:b] for i, (a, b) in enumerate(act.window.offsets) if a >= 0 and marked[i, 1]}, p.text
    assert words[0] == {"Иран"}
    assert marked[:, 2].sum() >= 1
    assert marked[:, 3].sum() == 0
    assert marked[0].sum() == marked[-1].sum() == 0


@pytest.mark.skipif(find_spec("torch") is None, reason="needs torch (pip install -e '.[training]'), which is not here")
def test_it_is_trained_from_the_reader_s_last_layers_and_reads_alike_from_its_file(tmp_path: Path) -> None:
    gold, _ = training_data.write(tmp_path)
    result = CliRunner().invoke(main, [str(gold), str(tmp_path / "arguments.onnx"), "--passes", "1"])
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("date: P ")
    assert (tmp_path / "arguments.onnx").stat().st_size > 10_000_000
    assert not (tmp_path / "arguments.part").exists()


@pytest.mark.skipif(find_spec("torch") is not None, reason="torch is here")
def test_without_torch_its_training_tells_the_way_out(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, [str(tmp_path), str(tmp_path / "arguments.onnx")])
    assert (result.exit_code, result.stderr) == (1, "Error: training needs torch, which is not installed; pip install -e '.[training]'\n")
