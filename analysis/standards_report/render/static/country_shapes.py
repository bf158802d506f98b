"""Makes the shapes of countries that maps draw (`make world`). Needs npm.

The whole package has far more points than a figure can show. What is kept are borders as straight
as a figure of a page may have them, and the middle of each country that is too small to be seen.
"""

from __future__ import annotations

import hashlib
import json
import math
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from standards_report.display.figures.world_shapes import SHAPES_FILE
from standards_report.errors import ReportError
from standards_report.render.static import npm_package

# The package of the npm registry with shapes of Natural Earth, and the files in it.
PACKAGE = "world-atlas@2.0.2"
_SHA256 = "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97"
_SHAPES, _SMALL_TOO = "package/countries-110m.json", "package/countries-50m.json"
_LICENSE = "package/LICENSE"
NOTICE = "world.txt"
_STRAIGHT = 0.25  # degrees by which a border may be drawn beside its course
_DOT = 1.0  # square degrees, of the equator: what is smaller is a dot
_LEAST = 8  # numbers of a ring: a triangle, whose last point is its first
_EDGE = 180.05  # degrees: where the map ends, and what the file rounds
_FAR_WEST = -165  # degrees, between Hawaii and Samoa
_LEFT_OUT = "ATA"  # Antarctica has no country, and would take a fifth of the map

Point = tuple[float, float]
Ring = list[Point]


def fetched(folder: Path) -> Path:
    """Fetches the package into `folder` and returns its archive, or raises RenderError."""
    return npm_package.fetched(PACKAGE, _SHA256, folder)


def write_world(packed: Path, target: Path) -> None:
    """Writes the shapes to `target`, and what they are and their license beside it.

    The bytes are the same every time.
    """
    shapes = _rings(npm_package.member(packed, _SHAPES), _STRAIGHT)
    whole = _rings(npm_package.member(packed, _SMALL_TOO), 0)
    drawn, points = {}, {}
    for name, rings in sorted((whole | shapes).items()):
        if name == _LEFT_OUT:
            continue
        if name in shapes and sum(map(abs, map(_area, rings))) >= _DOT:
            kept = (_in_tenths(ring) for ring in rings)
            drawn[name] = [ring for ring in kept if len(ring) >= _LEAST]
        elif len(name) == 3:
            points[name] = _tenths(_middle(max(whole[name], key=lambda ring: abs(_area(ring)))))
    lines = [
        '{"shapes": {',
        ",\n".join(f"{json.dumps(name)}: {_packed(rings)}" for name, rings in drawn.items()),
        '}, "points": {',
        ",\n".join(f"{json.dumps(name)}: {_packed(point)}" for name, point in points.items()),
        "}}\n",
    ]
    target.write_text("\n".join(lines), encoding="utf-8", newline="\n")
    license_text = npm_package.member(packed, _LICENSE).decode("utf-8").strip()
    notice = _notice(hashlib.sha256(target.read_bytes()).hexdigest(), target.name, license_text)
    (target.parent / NOTICE).write_text(notice, encoding="utf-8", newline="\n")


def _rings(topology: bytes, straight: float) -> dict[str, list[Ring]]:
    """The rings of each country in degrees, by its code of three letters.

    A shape without a code has its name in the package. Borders of two countries are one arc of the
    file, so that both stay the same when it loses points.
    """
    import pycountry

    known = {country.numeric: country.alpha_3 for country in pycountry.countries}
    told: dict[str, Any] = json.loads(topology)
    arcs = [_straightened(arc, straight) for arc in _arcs(told)]
    found: dict[str, list[Ring]] = {}
    for shape in told["objects"]["countries"]["geometries"]:
        name = known[shape["id"]] if "id" in shape else str(shape["properties"]["name"])
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        rings = [_joined(ring, arcs) for polygon in polygons for ring in polygon]
        found.setdefault(name, []).extend(ring for ring in rings if len(ring) > 3)
    return found


def _arcs(told: dict[str, Any]) -> Iterator[Ring]:
    """The arcs in degrees. The file holds whole numbers, each as the step from the one before.

    An arc goes on beyond the 180th meridian, where the file leaps to the other side.
    """
    (wide, high), (left, low) = told["transform"]["scale"], told["transform"]["translate"]
    for steps in told["arcs"]:
        x = y = 0
        arc: Ring = []
        for across, up in steps:
            x, y = x + across, y + up
            point = (x * wide + left, y * high + low)
            arc.append(_beside(arc[-1], point) if arc else point)
        yield arc


def _joined(numbers: Sequence[int], arcs: Sequence[Ring]) -> Ring:
    """A ring of arcs; a number below zero is that of an arc from its end (`~number`)."""
    ring: Ring = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        moved = _beside(ring[-1], arc[0])[0] - arc[0][0] if ring else 0
        ring += [(x + moved, y) for x, y in (arc[1:] if ring else arc)]
    # What lies on both sides of the 180th meridian is drawn in one piece, at the right edge.
    turned = 360 if min(x for x, _ in ring) < -_EDGE else 0
    return [(x + turned, y) for x, y in ring]


def _beside(before: Point, point: Point) -> Point:
    """The point, with the longitude that is nearest to that of the point before it."""
    return point[0] - 360 * round((point[0] - before[0]) / 360), point[1]


def _straightened(arc: Ring, straight: float) -> Ring:
    """The arc without points that lie nearer than `straight` to the line between their neighbors
    (Douglas and Peucker). One that closes on itself is cut at its farthest point first."""
    if straight == 0 or len(arc) < 3:
        return arc
    first, last = arc[0], arc[-1]
    away = [_distance(point, first, last) for point in arc]
    place = max(range(len(arc)), key=away.__getitem__)
    if away[place] <= straight and first != last:
        return [first, last]
    return _straightened(arc[: place + 1], straight)[:-1] + _straightened(arc[place:], straight)


def _distance(point: Point, first: Point, last: Point) -> float:
    length = math.dist(first, last)
    if length == 0:
        return math.dist(point, first)
    (x, y), (x1, y1), (x2, y2) = point, first, last
    along = ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length**2
    along = min(1.0, max(0.0, along))
    return math.dist(point, (x1 + along * (x2 - x1), y1 + along * (y2 - y1)))


def _area(ring: Ring) -> float:
    """The area of a ring, as many square degrees at the equator; its sign is its direction."""
    middle = math.radians(sum(y for _, y in ring) / len(ring))
    return _moments(ring)[0] * math.cos(middle)


def _middle(ring: Ring) -> Point:
    """The centroid of a ring. One in the far west lies with its neighbors at the right edge."""
    area, across, up = _moments(ring)
    return across / area + (360 if across / area < _FAR_WEST else 0), up / area


def _moments(ring: Ring) -> tuple[float, float, float]:
    """The area of a ring, and the area times its centroid on either axis (the shoelace formula)."""
    area = across = up = 0.0
    # Sums around one corner lose no digits where a ring is small and far from the origin.
    (left, low) = ring[0]
    for (x1, y1), (x2, y2) in pairwise(ring):
        x1, y1, x2, y2 = x1 - left, y1 - low, x2 - left, y2 - low
        cross = x1 * y2 - x2 * y1
        area += cross / 2
        across += (x1 + x2) * cross / 6
        up += (y1 + y2) * cross / 6
    return area, across + left * area, up + low * area


def _in_tenths(ring: Ring) -> list[int]:
    """Longitude and latitude of each point in turn, in tenths of a degree."""
    kept: list[int] = []
    for point in ring:
        rounded = _tenths(point)
        if kept[-2:] != rounded:
            kept += rounded
    return kept


def _tenths(point: Point) -> list[int]:
    return [math.floor(part * 10 + 0.5) for part in point]


def _packed(told: object) -> str:
    return json.dumps(told, separators=(",", ":"))


def _notice(sha256: str, name: str, license_text: str) -> str:
    package, _, version = PACKAGE.rpartition("@")
    return (
        f"{name} holds shapes of countries, made of {package} {version} (ISC) by make world.\n"
        f"SHA-256 of {name}: {sha256}\n\n"
        "`shapes` has the rings of each shape by its code of ISO 3166-1, or by its name where it\n"
        "has none: longitude and latitude of each point in turn, in tenths of a degree. `points`\n"
        "has the middle of each country that is too small for a shape.\n\n"
        "Natural Earth (https://www.naturalearthdata.com) made the shapes and borders, and has\n"
        "put them into the public domain. The license of the package:\n\n"
        f"{'-' * 80}\n{license_text}\n"
    )


def main() -> int:
    """Writes the shapes and the notice. Returns the exit code."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            write_world(fetched(Path(folder)), SHAPES_FILE)
    except ReportError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
