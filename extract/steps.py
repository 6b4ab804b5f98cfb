"""The stages of agreements that an act tells, with who brought them about, and when."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Day

from extract.alike import bounds
from extract.fields import most
from extract.model import Act, Claim, Post
from extract.ontology import Status
from extract.papers import Paper, papers
from extract.stages import LATER, Stage, stage_of


@dataclass(frozen=True, slots=True)
class Step:
    """An act, or the claims of it that tell another stage, as a stage of an agreement; `by` is the party that did it alone, `dated` whether
    a text gives the date; `aside` a step beside the act's own stage and status, such as its plan."""

    act: str
    claims: tuple[Claim, ...]
    papers: tuple[Paper, ...]
    parties: frozenset[str]
    stage: Stage
    status: Status
    date: str
    dated: bool
    by: str | None
    aside: bool = False

    @property
    def span(self) -> tuple[Day, Day]:
        return bounds(self.date)

    @property
    def n_posts(self) -> int:
        return len({c.post for c in self.claims})

    @property
    def is_done(self) -> bool:
        return self.status is Status.DONE

    @property
    def signs(self) -> bool:
        """Whether the paper was made on this day: signed, or told with the day and no stage, as statements always are."""
        told = self.stage is Stage.AGREED and (self.dated or any(p.form == "statement" for p in self.papers))
        return self.is_done and (self.stage is Stage.SIGNED or told)

    @property
    def opens(self) -> bool:
        """Whether it comes before or with the signing."""
        return self.signs or (self.stage not in LATER and self.status in (Status.PLANNED, Status.PROPOSED, Status.DENIED))


Steps = Sequence[Step]


def steps_of(act: Act, claims: Sequence[Claim], posts: Mapping[str, Post]) -> Iterator[Steps]:
    """For each agreement that the act names its stages, that of the act first; other names of a single one are its aliases."""
    units: list[tuple[list[Paper], list[Claim]]] = []
    for those, claim in sorted(((papers(c), c) for c in claims), key=lambda t: (-len(t[0]), all(p.bare for p in t[0]), t[1].id)):
        for paper in those:
            unit = next((u for u in units if any(paper.is_alike(p) for p in u[0])), None)
            if unit is None and len(units) == 1 == len(those) and (paper.bare or any(_is_alias(paper, p) for p in units[0][0])):
                unit = units[0]
            if unit:
                unit[0].append(paper)
                unit[1].append(claim)
            elif not (units and paper.bare):
                units.append(([paper], [claim]))
    if len(units) == 1:  # who names no paper and tells the same speaks of the only one
        units[0][1].extend(c for c in claims if c.status is act.status and not papers(c))
    for names, telling in units:
        yield _stages(act, tuple(dict.fromkeys(names)), list(dict.fromkeys(telling)), posts)


def _is_alias(one: Paper, other: Paper) -> bool:
    """Whether two namings of one act are of one form, more or less, and one of them says little: "defence treaty", "partnership treaty"."""
    kin = one.form == other.form or {one.form, other.form} == {"treaty", "agreement"}
    return kin and bool(one.form) and not (one.many or other.many or (one.strong and other.strong))


def _stages(act: Act, names: tuple[Paper, ...], claims: Sequence[Claim], posts: Mapping[str, Post]) -> Steps:
    """The stage that most claims of the act's status tell, with those that tell none; then, aside, other stages and other statuses."""
    told = {c: stage_of(c, posts[c.post].text) for c in claims}
    counts = Counter(told[c][0] for c in claims if c.status is act.status) or Counter(s for s, _ in told.values())
    main = min(counts, key=lambda s: (s is Stage.AGREED, -counts[s], list(Stage).index(s)))
    plain = {c.status: stage for c, (stage, _) in sorted(told.items(), key=lambda t: t[0].id) if stage is not Stage.AGREED} | {
        act.status: main
    }
    groups: dict[tuple[Stage, Status], list[Claim]] = {(main, act.status): []}
    for claim in claims:
        stage = told[claim][0]
        groups.setdefault((plain.get(claim.status, stage) if stage is Stage.AGREED else stage, claim.status), []).append(claim)
    if not groups[main, act.status]:  # nobody tells the act's own status of this paper
        del groups[main, act.status]
    parties, several = frozenset(p.actor for p in act.participants), len({stage for stage, _ in groups} - {Stage.AGREED}) > 1
    steps: list[Step] = []
    for (stage, status), those in groups.items():
        day, dated = _date(those, posts) if several or steps else (act.date, act.date_source == "text")
        by = {who for c in those if (who := told[c][1])}
        only = by.pop() if len(by) == 1 else None
        steps.append(Step(act.id, tuple(those), names, parties, stage, status, day, dated, only, aside=bool(steps)))
    return steps


def _date(claims: Sequence[Claim], posts: Mapping[str, Post]) -> tuple[str, bool]:
    """The date that most of these claims give, else that of the first post, as of what is only planned; and whether it was given."""
    given = [c.date for c in claims if c.date and c.status in (Status.DONE, Status.ENDED)]
    return (most(given, weight=len), True) if given else (min(posts[c.post].date for c in claims).date().isoformat(), False)
