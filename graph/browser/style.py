"""The style of Neo4j Browser: what colour, size and caption every label and relationship type has, as its `.grass` file."""

import colorsys
import csv
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Look(NamedTuple):
    """`colour` is #rrggbb, `size` a diameter or a width in pixels; `{date}` in a caption stands for the property."""

    tag: str
    name: str
    colour: str
    size: int
    caption: str


@cache
def looks() -> tuple[Look, ...]:
    """The rows of style.csv. A later rule wins, so the labels that own ids come before the narrower ones."""
    rows = csv.DictReader((files("graph.browser") / "style.csv").read_text(encoding="utf-8").splitlines())
    return tuple(Look(r["tag"], r["name"], r["colour"], int(r["size"]), r["caption"]) for r in rows)


def grass() -> str:
    """The file. Browser's reader knows no escapes: a caption is without quotes, colons and semicolons."""
    return "\n".join(_rule(look) for look in looks())


def _rule(look: Look) -> str:
    lines = "".join(f"  {key}: {value};\n" for key, value in _declarations(look))
    return f"{look.tag}.{look.name} {{\n{lines}}}\n"


def _declarations(look: Look) -> Iterator[tuple[str, str]]:
    yield "color", look.colour
    if look.tag == "node":
        yield "border-color", shade(look.colour)
        yield "border-width", "2px"
        yield "text-color-internal", ink(look.colour)
        yield "diameter", f"{look.size}px"
        yield "font-size", "10px"
    else:
        yield "shaft-width", f"{look.size}px"
        yield "font-size", "8px"
        yield "padding", "3px"
        yield "text-color-external", "#1d2733"
        yield "text-color-internal", "#ffffff"
    yield "caption", f"'{look.caption}'"


def _channels(colour: str) -> tuple[float, float, float]:
    """Red, green and blue, 0 to 1."""
    red, green, blue = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    return red, green, blue


def shade(colour: str) -> str:
    """The same colour, a quarter darker."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(colour))
    return "#" + "".join(f"{round(c * 255):02x}" for c in colorsys.hls_to_rgb(hue, lightness * 0.75, saturation))


def ink(colour: str) -> str:
    """Black or white, whichever has more contrast on the colour (WCAG 2.2, relative luminance)."""
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(colour))
    return "#1d2733" if 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.19 else "#ffffff"
