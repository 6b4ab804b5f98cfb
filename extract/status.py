"""Whether a deed is done, planned, proposed, denied or ended, by the cues of its sentence."""

from extract.ontology import Status
from extract.phrases import phrases, small

NEAR = 60
"""Characters around a deed's words in which a cue counts."""


def status_of(sentence: str, start: int, end: int) -> Status:
    """The first status in the order of the table that has a cue near the words at `start` to `end`; done where there is none."""
    around = small(sentence)[max(0, start - NEAR) : end + NEAR]
    for status, cues in phrases("status_cues.csv", "status"):
        if cues.search(around) and not (status == Status.DENIED and is_affirmed(around)):
            return Status(status)
    return Status.DONE


def is_affirmed(words: str) -> bool:
    """Whether a denial is itself denied: who "does not deny" a deed tells that it happened."""
    return any(cues.search(small(words)) for _, cues in phrases("double_negations.csv", "language"))


def is_hostile(sentence: str) -> bool:
    """Whether the sentence tells of blows, threats, sanctions or the like."""
    return any(words.search(small(sentence)) for _, words in phrases("hostile.csv", "words"))
