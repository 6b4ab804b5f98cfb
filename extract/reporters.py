"""The claimant whom a sentence names: media, intelligence, ministries of others, leaked papers."""

from extract.phrases import phrases, small


def reporter_in(sentence: str) -> str | None:
    """The first claimant of the table whom a sentence names."""
    text = small(sentence)
    return next((name for name, words in phrases("reporters.csv", "name") if words.search(text)), None)
