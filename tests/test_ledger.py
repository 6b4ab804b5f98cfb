"""The ledger loses nothing that was committed and forgets what was torn."""

from pathlib import Path

import pytest

from extract.errors import CaseError
from graph.ledger import Ledger


def test_entries_come_back_in_order(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger.jsonl")
    ledger.append("read", file="a")
    ledger.append("group", acts=3)
    again = Ledger(tmp_path / "ledger.jsonl")
    assert [(e["step"], e.get("file"), e.get("acts")) for e in again.entries] == [("read", "a", None), ("group", None, 3)]
    assert again.last("group") == ledger.entries[1]
    assert again.last("load") is None


@pytest.mark.parametrize("torn", [b'{"step": "gr', b"{", b"\xff\xfe"])
def test_a_line_torn_by_a_kill_is_not_read_and_cut_off_by_the_next_writer(tmp_path: Path, torn: bytes) -> None:
    path = tmp_path / "ledger.jsonl"
    Ledger(path).append("read", file="a")
    whole = path.read_bytes()
    path.write_bytes(whole + torn)
    ledger = Ledger(path)
    assert [e["step"] for e in ledger.entries] == ["read"]
    ledger.mend()
    assert path.read_bytes() == whole


def test_a_broken_line_in_the_middle_is_told_with_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    path.write_bytes(b'{"step":"case"}\nnonsense\n{"step":"group"}\n')
    with pytest.raises(CaseError, match=r"ledger\.jsonl:2: not a line of a ledger"):
        Ledger(path)
