"""A case: the folder that holds one investigation. Tables that the ledger names, and an embedded graph that can be rebuilt from them."""

import fcntl
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from extract.agreements import Agreement, agreements
from extract.errors import CaseError
from extract.model import Act, Claim, Json, Post, digest
from graph import tables
from graph.judgements import Judgement, judgements, obeyed, standing
from graph.ledger import Ledger
from graph.mends import Mark
from graph.overrule import Overruled, overrule
from graph.posts import Posts

FORMAT = 1
"""Of the folder; a case of another format is refused."""


class Case:
    """An existing case, read. Writing is `graph.build`'s work, under `locked`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        if not (folder / "ledger.jsonl").is_file():
            raise CaseError(f"{folder}: no case here; make one with: axisgraph build {folder} FILES…")
        self.ledger = Ledger(folder / "ledger.jsonl")
        first = self.ledger.entries[0] if self.ledger.entries else {}
        if first.get("step") != "case" or first.get("format") != FORMAT:
            raise CaseError(f"{folder}: not a case of this version of axisgraph (format {FORMAT}); build it anew in another folder")
        self.id: str = first["id"]

    @classmethod
    def create(cls, folder: Path) -> "Case":
        """The case in `folder`, made if it is not there; a folder with other things in it is refused."""
        ledger = folder / "ledger.jsonl"
        if not ledger.is_file() or b"\n" not in ledger.read_bytes():
            strange = [p.name for p in folder.iterdir() if p.name not in ("ledger.jsonl", ".lock")] if folder.is_dir() else []
            if strange:
                raise CaseError(f"{folder}: holds other things ({strange[0]}); give a folder that is empty or does not exist")
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise CaseError(f"{folder}: cannot be made a case: {error.strerror}") from error
            fresh = Ledger(ledger)
            fresh.mend()
            fresh.append("case", format=FORMAT, id=secrets.token_hex(8))
        return cls(folder)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """One writer at a time; what a killed writer left half done is swept away."""
        with (self.folder / ".lock").open("w") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise CaseError(f"{self.folder}: another build is at work on this case; wait for it to end") from error
            self.ledger.mend()
            ledger = Ledger(self.ledger.path)
            if len(ledger.entries) != len(self.ledger.entries):  # someone wrote between our reading and the lock
                self.ledger = ledger
                self.forget()
            self._sweep()
            yield

    def forget(self) -> None:
        """Read tables anew when they are asked for next."""
        for name in [n for n in self.__dict__ if isinstance(getattr(type(self), n, None), cached_property)]:
            del self.__dict__[name]

    def _sweep(self) -> None:
        """Remove part files that the ledger does not name, and rejects of files that were not read to the end."""
        named = {e["part"] for e in self.ledger.entries if "part" in e} | {e["claims"] for e in self.claim_parts.values()}
        for folder in ("posts", "claims"):
            (self.folder / folder).mkdir(exist_ok=True)
            for path in (self.folder / folder).iterdir():
                if f"{folder}/{path.name}" not in named:
                    path.unlink()
        for scratch in self.folder.glob("*.tmp"):
            scratch.unlink()
        rejects = self.folder / "rejects.jsonl"
        last = [e["rejects_end"] for e in self.ledger.entries if "rejects_end" in e]
        if rejects.exists() and rejects.stat().st_size > (size := last[-1] if last else 0):
            with rejects.open("r+b") as handle:
                handle.truncate(size)

    @property
    def post_parts(self) -> list[str]:
        return [e["part"] for e in self.ledger.steps("posts")]

    @property
    def claim_parts(self) -> dict[str, Json]:
        """Posts part → the ledger's newest word on its claims."""
        return {e["posts"]: e for e in self.ledger.steps("claims")}

    @property
    def parts(self) -> str:
        """A digest of the posts and of what was extracted from them."""
        return digest(*self.post_parts, *(e["claims"] for e in self.claim_parts.values()))

    @property
    def judgements(self) -> list[Judgement]:
        """All that people judged, by number, also what was taken back."""
        return judgements(self.ledger.entries)

    @property
    def inputs(self) -> str:
        """A digest of all that acts are made from."""
        made = [f"judgement {j.number}" for j in standing(self.ledger.entries) if j.acts_anew]
        return digest(self.parts, *made) if made else self.parts

    @cached_property
    def channels(self) -> dict[str, Json]:
        """Side, country and owner of channels by name (see `graph.channels`); the newest word on each stands."""
        return {row["channel"]: row for e in self.ledger.steps("channels") for row in e["rows"]}

    def post_keys(self) -> Iterator[tuple[str, str]]:
        """Id and hash of every revision of every post."""
        for part in self.post_parts:
            for row in tables.read(self.folder / part, ["id", "hash"]):
                yield row["id"], row["hash"]

    def posts_in(self, part: str) -> Iterator[Post]:
        return map(tables.post_of, tables.read(self.folder / part))

    @cached_property
    def posts(self) -> Mapping[str, Post]:
        """The newest revision of every post, by id; those that tell nothing are read when asked for."""
        return self._posts

    @cached_property
    def _posts(self) -> Posts:
        return Posts(*self._files)

    @property
    def _files(self) -> tuple[list[Path], list[Path]]:
        return [self.folder / p for p in self.post_parts], [self.folder / e["claims"] for e in self.claim_parts.values()]

    @property
    def claims(self) -> Mapping[str, Claim]:
        """The claims that tell the acts, by id: those of the newest revisions of posts, as people judged them."""
        return self.overruled.claims

    @cached_property
    def overruled(self) -> Overruled:
        """What the judgements that the acts obey make of the claims; one made since the last grouping waits for the next."""
        return overrule(obeyed(self.ledger), self.extracted, self.posts)

    @cached_property
    def confirmed(self) -> set[str]:
        """The acts of which a person has confirmed or mended a claim."""
        seen = {claim for claim, (mark, _) in self.overruled.marks.items() if mark is not Mark.REJECTED}
        return {act.id for act in self.acts.values() if not seen.isdisjoint(act.claims)} if seen else set()

    @cached_property
    def extracted(self) -> dict[str, Claim]:
        """The claims of the newest revisions as the extractor told them, by id."""
        hashes = {p.id: p.hash for p in self._posts.telling.values()}
        rows = (row for e in self.claim_parts.values() for row in tables.read(self.folder / e["claims"]))
        return {row["id"]: tables.claim_of(row) for row in rows if hashes.get(row["post"]) == row["post_hash"]}

    @cached_property
    def acts(self) -> dict[str, Act]:
        if not (self.folder / "acts.parquet").is_file():
            raise CaseError(f"{self.folder}: the last build did not end; run: axisgraph build {self.folder}")
        return {row["id"]: tables.act_of(row) for row in tables.read(self.folder / "acts.parquet")}

    @cached_property
    def agreements(self) -> dict[str, Agreement]:
        """What was signed, ratified, ended … with its stages, by id: a function of the acts, made when asked for."""
        return {a.id: a for a in agreements(self.acts.values(), self.claims, self.posts)}
