"""The ledger: one JSON line for every step done, each on disk before the next begins; a line torn by a kill is cut off."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import orjson

from extract.errors import CaseError
from extract.model import Json


class Ledger:
    """Append-only. What it does not name has not happened."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.entries: list[Json] = list(self._read())

    def _read(self) -> Iterator[Json]:
        if not self.path.exists():
            return
        for number, line in enumerate(self.path.read_bytes().splitlines(keepends=True), 1):
            if not line.endswith(b"\n"):
                return
            try:
                yield orjson.loads(line)
            except orjson.JSONDecodeError as error:
                raise CaseError(f"{self.path}:{number}: not a line of a ledger ({error}); restore it or build the case anew") from error

    def mend(self) -> None:
        """Cut a torn last line off; only the holder of the case's lock may."""
        if self.path.exists():
            whole = self.path.read_bytes()
            end = whole.rfind(b"\n") + 1
            if end < len(whole):
                os.truncate(self.path, end)

    def append(self, step: str, **facts: object) -> None:
        entry: Json = {"step": step, "at": datetime.now(UTC).isoformat(timespec="seconds"), **facts}
        with self.path.open("ab") as handle:
            handle.write(orjson.dumps(entry) + b"\n")
            handle.flush()
            os.fsync(handle.fileno())
        self.entries.append(entry)

    def steps(self, step: str) -> list[Json]:
        return [e for e in self.entries if e["step"] == step]

    def last(self, step: str) -> Json | None:
        return next((e for e in reversed(self.entries) if e["step"] == step), None)
