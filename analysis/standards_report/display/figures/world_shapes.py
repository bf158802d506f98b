"""The countries of the world as shapes and dots, on a map on which equal areas are equal.

The file is made by `make world`; `world.txt` beside it says of what.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

Point = tuple[float, float]
Ring = tuple[Point, ...]

SHAPES_FILE = Path(__file__).parents[1] / "world" / "world.json"
_CODE = 3  # letters; what has more is the name of a shape without a code


@dataclass(frozen=True)
class World:
    """Places on the map, from left to right and from below, in units of the radius of the earth.

    `shapes` has the rings of each country by its code in ISO 3166-1, `points` the middle of each
    that is too small for a shape; `without_code` has the rings of shapes that have no such code, by
    their names in the source.
    """

    shapes: Mapping[str, tuple[Ring, ...]]
    points: Mapping[str, Point]
    without_code: Mapping[str, tuple[Ring, ...]]

    @property
    def edges(self) -> tuple[float, float, float, float]:
        """Left, right, lower and upper edge of all that can be drawn."""
        every = [*self.shapes.values(), *self.without_code.values()]
        places = [*self.points.values(), *(p for rings in every for ring in rings for p in ring)]
        across, up = [x for x, _ in places], [y for _, y in places]
        return min(across), max(across), min(up), max(up)

    def has(self, code: str) -> bool:
        """Whether the country can be drawn."""
        return code in self.shapes or code in self.points


@cache
def world() -> World:
    """The world as the file has it."""
    told = json.loads(SHAPES_FILE.read_text(encoding="utf-8"))
    shapes = {
        name: tuple(_on_map(ring) for ring in rings) for name, rings in told["shapes"].items()
    }
    return World(
        {name: rings for name, rings in shapes.items() if len(name) == _CODE},
        {code: _on_map(point)[0] for code, point in told["points"].items()},
        {name: rings for name, rings in shapes.items() if len(name) != _CODE},
    )


def _on_map(tenths: list[int]) -> Ring:
    """Places on the map of points whose longitude and latitude stand in turn."""
    pairs = zip(tenths[::2], tenths[1::2], strict=True)
    return tuple(equal_earth(across / 10, up / 10) for across, up in pairs)


def equal_earth(longitude: float, latitude: float) -> Point:
    """The place of a point, in degrees, on the map “Equal Earth” (Šavrič, Patterson and Jenny,
    2018), on which areas keep their proportion and continents look as they do on a globe."""
    slope = math.sqrt(3) / 2
    angle = math.asin(slope * math.sin(math.radians(latitude)))
    square = angle * angle
    power = square**3
    stretch = 1.340264 - 0.081106 * 3 * square + power * (0.000893 * 7 + 0.003796 * 9 * square)
    across = math.radians(longitude) * math.cos(angle) / (slope * stretch)
    up = angle * (1.340264 - 0.081106 * square + power * (0.000893 + 0.003796 * square))
    return across, up
