"""Who does what to whom: source, target or party, from the words before the names."""

import re
from collections.abc import Sequence

from extract.model import Mention, Participant
from extract.ontology import ACT_TYPES, Role
from extract.phrases import small

TO = re.compile(
    r"(?<!\w)(?:в|во|на|до|для|к|ко|у|to|into|for|in|toward|towards|against)(?:\s+(?:the|\w*(?:ую|ий|ою|ого|ому|сторону|столицу|порт|адрес)))?\s*[«\"*_]*$"
)
FROM = re.compile(r"(?<!\w)(?:из|из-за|от|ото|с|со|від|з|із|зі|from|by)(?:\s+the)?\s*[«\"*_]*$")
ADJECTIVE = re.compile(
    r"\w+(?:ск|цк|ськ|цьк)(?:ий|ая|ое|ие|ого|ой|ому|им|ом|ую|их|ими|а|е|і|ої|ій|ою|у)$"
    r"|(?:iranian|russian|chinese|north korean|american|turkish|belarusian|venezuelan|cuban)$"
)
GIVES = re.compile(
    r"(?<!\w)(?:поставил\w*|поставля\w*|переда\w*|отправ\w*|продал\w*|прода[её]т\w*|предостав\w*|подарил\w*|выдел\w*|обуча\w*|обучил\w*|помога\w*|помог\w*|поблагодар\w*|поздрав\w*|поддержа\w*|снабж\w*|постача\w*|надал\w*|надає|допомага\w*|допом\w*|вітал\w*|подякува\w*|suppl\w+|gave|gives?|sent|sends?|sold|sells?|train\w*|help\w*|provid\w+|arm(?:s|ed)|thank\w*|congratulat\w+)\s+(?:\w+\s+){0,2}[«\"*_]*$"
)
RECEIVES = re.compile(
    r"(?<!\w)(?:получи\w*|получа\w*|закуп\w*|купи\w*|импорт\w*|принял\w*|отрима\w*|імпорт\w*|received|receive|bought|buys|purchas\w*|import\w*)(?!\w)"
)


def participants(kind: str, sentence: str, named: Sequence[tuple[str, Mention]], offset: int, at: int) -> tuple[Participant, ...]:
    """Roles of the actors of one deed, in the order of the sentence; `named` are actor and mention, `offset` is where the sentence begins,
    `at` where in it the deed's word stands: of several mentions of an actor the nearest that leans to a role counts."""
    actors = list(dict.fromkeys(actor for actor, _ in named))
    if ACT_TYPES[kind].mutual:
        return tuple(Participant(a, Role.PARTY) for a in actors)
    text = small(sentence)
    lean: dict[str, Role | None] = dict.fromkeys(actors)
    for actor, m in sorted(named, key=lambda n: abs(n[1].start - offset - at)):
        lean[actor] = lean[actor] or _leaning(text, m.start - offset, m.end - offset)
    targets = [a for a in actors if lean[a] is Role.TARGET]
    if not targets or len(targets) == len(actors):
        open_ = [a for a in actors if lean[a] is not Role.SOURCE] or actors
        targets = [open_[0] if RECEIVES.search(text) else open_[-1]]
    return tuple(Participant(a, Role.TARGET if a in targets else Role.SOURCE) for a in actors)


def _leaning(text: str, at: int, end: int) -> Role | None:
    """What the words before a name, and its own ending, say of its role."""
    before = text[max(0, at - 40) : at]
    if TO.search(before):
        return Role.TARGET
    if FROM.search(before) or ADJECTIVE.fullmatch(text[at:end]):
        return Role.SOURCE
    return Role.TARGET if GIVES.search(before) else None
