"""Charts as SVG made on the server: no script, printable, readable without colour. A table stands behind each."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import template
from django.template.defaultfilters import floatformat
from django.utils.translation import gettext as _

register = template.Library()

WIDTH, HEIGHT = 640, 240
LEFT, RIGHT, TOP, BOTTOM = 40, 12, 12, 30
# Labels below the chart that fit beside each other.
MOST_LABELS = 8
# The corners of each mark but the circle, around its point.
CORNERS: dict[str, list[tuple[float, float]]] = {
    "square": [(-1, -1), (1, -1), (1, 1), (-1, 1)],
    "diamond": [(0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)],
    "triangle": [(0, -1.2), (1.2, 1), (-1.2, 1)],
    "cross": [
        *[(-1, -0.4), (-0.4, -0.4), (-0.4, -1), (0.4, -1), (0.4, -0.4), (1, -0.4)],
        *[(1, 0.4), (0.4, 0.4), (0.4, 1), (-0.4, 1), (-0.4, 0.4), (-1, 0.4)],
    ],
}
MARKS = ("circle", "square", "diamond", "triangle", "cross")


@dataclass(frozen=True)
class Line:
    """One series: its name, the class of its look, pieces of line, and points with their value in words."""

    name: str
    place: int
    mark: str
    pieces: list[str]
    points: list[tuple[float, float, str, str]]

    @property
    def key_x(self) -> float:
        """Where its entry in the key of a file stands, three to a row."""
        return LEFT + 8 + self.place % 3 * 195

    @property
    def key_y(self) -> float:
        """The height of that entry."""
        return HEIGHT + 8 + self.place // 3 * 18

    @property
    def key_shape(self) -> str:
        """The outline of its mark, around the origin."""
        return _shape(self.mark, 0, 0)


@register.inclusion_tag("claims/_line_chart.html")
def line_chart(
    title: str, labels: Sequence[str], series: Sequence[tuple[str, Sequence[float | None]]]
) -> dict[str, Any]:
    """Lines over `labels`, from 0 (or the lowest value below it) to 1; a value of None leaves a hole."""
    values = [value for _, line in series for value in line if value is not None]
    floor = math.floor(min([0.0, *values]) * 4) / 4
    every = max(1, -(-len(labels) // MOST_LABELS))
    ticks = [floor + step * 0.25 for step in range(int((1 - floor) / 0.25) + 1)]
    return {
        **_frame(title),
        "ticks": [(round(_y(tick, floor), 1), floatformat(tick, 2)) for tick in ticks],
        "labels": [(_x(place, len(labels)), label) for place, label in enumerate(labels) if place % every == 0],
        "lines": [_line(name, place, line, labels, floor) for place, (name, line) in enumerate(series)],
    }


def _frame(title: str) -> dict[str, Any]:
    """What every chart says of itself: its title, and the edges of its drawing in user units."""
    return {
        "title": title,
        "width": WIDTH,
        "height": HEIGHT,
        "left": LEFT,
        "right": WIDTH - RIGHT,
        "base": HEIGHT - 8,
    }


def _line(name: str, place: int, values: Sequence[float | None], labels: Sequence[str], floor: float) -> Line:
    pieces: list[list[str]] = [[]]
    points = []
    mark = MARKS[place % len(MARKS)]
    for index, value in enumerate(values):
        if value is None:
            pieces.append([])
            continue
        x, y = _x(index, len(labels)), round(_y(value, floor), 1)
        pieces[-1].append(f"{x},{y}")
        points.append(
            (
                x,
                y,
                _("%(name)s, %(label)s: %(value)s")
                % {"name": name, "label": labels[index], "value": floatformat(value, 3)},
                _shape(mark, x, y),
            )
        )
    return Line(name, place, mark, [" ".join(piece) for piece in pieces if len(piece) > 1], points)


def _x(place: int, number: int) -> float:
    inner = WIDTH - LEFT - RIGHT - 24
    return round(LEFT + 12 + (inner * place / (number - 1) if number > 1 else inner / 2), 1)


def _y(value: float, floor: float) -> float:
    return TOP + (HEIGHT - TOP - BOTTOM) * (1 - value) / (1 - floor)


def _shape(mark: str, x: float, y: float) -> str:
    """The outline of a point, so that series can be told apart without colour."""
    size = 4.5
    return " ".join(f"{x + a * size:.1f},{y + b * size:.1f}" for a, b in CORNERS.get(mark, []))


@dataclass(frozen=True)
class Bar:
    """One piece of a bar: where it stands, the class of its look, and its value in words."""

    x: float
    y: float
    width: float
    height: float
    place: int
    words: str


@register.inclusion_tag("claims/_bar_chart.html")
def bar_chart(title: str, labels: Sequence[Any], series: Sequence[tuple[str, Sequence[float]]]) -> dict[str, Any]:
    """Bars over `labels`, the series stacked upon each other. Each series differs by pattern as well as by colour."""
    sums = [sum(values[place] for _, values in series) for place in range(len(labels))]
    top = _round_up(max([1.0, *sums]))
    every = max(1, -(-len(labels) // MOST_LABELS))
    slot = (WIDTH - LEFT - RIGHT) / max(1, len(labels))
    return {
        **_frame(title),
        "ticks": [(round(_bar_y(top * step / 4, top), 1), f"{top * step / 4:g}") for step in range(5)],
        "labels": [
            (round(LEFT + slot * (place + 0.5), 1), label) for place, label in enumerate(labels) if place % every == 0
        ],
        "bars": [bar for place in range(len(labels)) for bar in _stack(place, slot, labels, series, top)],
        "names": [(place, name) for place, (name, _) in enumerate(series)],
    }


def _stack(
    place: int, slot: float, labels: Sequence[Any], series: Sequence[tuple[str, Sequence[float]]], top: float
) -> list[Bar]:
    bars, below = [], 0.0
    for number, (name, values) in enumerate(series):
        value = max(0.0, values[place])
        if value:
            y = _bar_y(below + value, top)
            height = round(_bar_y(below, top) - y, 1)
            words = _("%(name)s, %(label)s: %(value)s") % {"name": name, "label": labels[place], "value": f"{value:g}"}
            bars.append(
                Bar(round(LEFT + slot * (place + 0.15), 1), round(y, 1), round(slot * 0.7, 1), height, number, words)
            )
        below += value
    return bars


def _bar_y(value: float, top: float) -> float:
    return TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / top)


def _round_up(value: float) -> float:
    """The next number of the form 1, 2, 4 or 8 times a power of ten, so that a quarter of it is a round number too."""
    power = 10 ** math.floor(math.log10(value))
    return next(float(step * power) for step in (1, 2, 4, 8, 10, 20) if step * power >= value and step * power >= 4)
