"""The points of dates: `python -m extract.training.points GOLD` fits `lexicons/date_points.csv` to annotated posts and prints it."""

import csv
import math
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from extract.automaton import find_mentions
from extract.dates import Deed, Signs, candidates
from extract.encoder.network import shipped_network
from extract.encoder.reading import claim_of, deed_of
from extract.encoder.told import told_in
from extract.errors import AxisgraphError
from extract.model import Claim, Post
from extract.phrases import without_links
from extract.score import matched
from extract.training.__main__ import EXTRA
from extract.training.posts import Annotated, Posts

SETS = ("train", "made")
ODDS = 0.22
"""A date is told if it is the deed's in more than this share of cases: annotators often leave out a date that the text gives."""
STRENGTH = 0.5
"""Inverse strength of the penalty on squared points."""
Case = tuple[Signs, bool]


def cases(posts: Annotated) -> Iterator[Case]:
    """The signs of every date beside a told act that an annotated one matches, and whether it is the act's; with what the network makes
    of it and without, for the rules read without a network."""
    for post, gold in posts:
        told = list(_told(post))
        for annotated, claim in matched(gold, [claim for claim, _ in told]):
            deed = next(deed for other, deed in told if other is claim)
            for dated, signs in candidates(without_links(post.text), deed):
                yield signs, dated.value == annotated.date
                yield {s: v for s, v in signs.items() if not s.startswith("network")}, dated.value == annotated.date


def _told(post: Post) -> Iterator[tuple[Claim, Deed]]:
    mentions = find_mentions(post.text)
    for told in told_in(post, mentions, shipped_network()):
        yield claim_of(post, told, mentions, "training"), deed_of(post, told)


def fitted(found: Sequence[Case]) -> dict[str, float]:
    """Points by sign: the weights of a logistic regression, with those of "any" raised by the odds at which a date is told."""
    from sklearn.feature_extraction import DictVectorizer  # noqa: PLC0415 - an extra
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    signs = [{name: much for name, much in case.items() if name != "any"} for case, _ in found]
    names = DictVectorizer()
    model = LogisticRegression(C=STRENGTH, max_iter=5000).fit(names.fit_transform(signs), [right for _, right in found])
    points = dict(zip(names.get_feature_names_out(), model.coef_[0], strict=True))
    return {"any": model.intercept_[0] - math.log(ODDS / (1 - ODDS))} | points


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("gold", type=click.Path(exists=True, file_okay=False, path_type=Path))
def main(gold: Path) -> None:
    """Fit the points of dates to the annotated posts of GOLD and print them as CSV.

    \b
    Example:
      python -m extract.training.points ../shared/gold > extract/lexicons/date_points.csv
    """
    try:
        points = fitted(list(cases(Posts(gold, gold).annotated(SETS))))
    except AxisgraphError as error:
        raise click.ClickException(str(error)) from error
    except ModuleNotFoundError as error:
        raise click.ClickException(f"fitting needs {error.name}, which is not installed; {EXTRA}") from error
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(("sign", "points"))
    for sign, value in points.items():
        out.writerow((sign, f"{value:.2f}"))


if __name__ == "__main__":
    main(prog_name="python -m extract.training.points")
