"""Grades of a hop against the hop before it, and the ranks by which chains are ordered."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Protocol

from extract.ontology import Status


class Grade(StrEnum):
    """What ties a hop to the one before, strongest first."""

    DOCUMENTED = "documented"
    COMPATIBLE = "compatible"
    CO_OCCURRING = "co-occurring"


GRADES = tuple(Grade)
GRADE_RANK = {grade: rank for rank, grade in enumerate(GRADES)}
STATUS_ORDER = (Status.DONE, Status.ENDED, Status.PLANNED, Status.PROPOSED, Status.DENIED)
STATUS_RANK = {status.value: rank for rank, status in enumerate(STATUS_ORDER)}


class Carrying(Protocol):
    """Whatever names items: by `SAME_AS` representative, by family, by kind."""

    @property
    def same_ids(self) -> tuple[str, ...]: ...
    @property
    def families(self) -> tuple[str, ...]: ...
    @property
    def kinds(self) -> tuple[str, ...]: ...


def grade(before: Carrying, after: Carrying) -> Grade:
    """Documented: the same item, also under another name; compatible: the same family or kind; else co-occurring."""
    if _share(before.same_ids, after.same_ids):
        return Grade.DOCUMENTED
    if _share(before.families, after.families) or _share(before.kinds, after.kinds):
        return Grade.COMPATIBLE
    return Grade.CO_OCCURRING


def _share(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return not set(one).isdisjoint(other)


def weakest(grades: Iterable[Grade]) -> Grade | None:
    """The grade of a chain; None for a single hop, which has nothing before it."""
    return max(grades, key=GRADE_RANK.__getitem__, default=None)


def first_not_done(statuses: Iterable[str]) -> str:
    """The status of a chain: that of its first hop that isn't done, else done."""
    return next((s for s in statuses if s != Status.DONE), Status.DONE.value)
