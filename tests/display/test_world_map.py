"""The map of the world: every country that has a number is drawn or named, in the right class."""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Mapping
from html import unescape
from itertools import pairwise
from math import cos, radians
from pathlib import Path

import matplotlib as mpl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from standards_report.display.charts.comparisons.world_map import (
    CLASSES,
    class_names,
    class_of,
    world_map,
)
from standards_report.display.country.all_countries import about_borders, on_map, said_of_world
from standards_report.display.figures.style import cut_texts, to_svg, unlisted_labels
from standards_report.display.figures.world_shapes import SHAPES_FILE, equal_earth, world
from standards_report.errors import RenderError
from standards_report.observations import open_study
from standards_report.pipeline.notebooks.sanitize import active_content
from standards_report.render.content.inline_svg import prepare_svg
from standards_report.render.static import country_shapes as maker

from tests.conftest import ROOT

COUNTS = {
    "DEU": ("Germany", 130),
    "JPN": ("Japan", 49),
    "SGP": ("Singapore", 4),
    "KEN": ("Kenya", 0),
    "MTQ": ("Martinique", 2),
    "PER": ("Peru", None),
}


def _numbers(counts: Mapping[str, tuple[str, int | None]]) -> pd.DataFrame:
    lines = [(code, name, value, ()) for code, (name, value) in counts.items()]
    table = pd.DataFrame(lines, columns=["country", "name", "value", "rows"])
    return table.astype({"value": "Int64"})


def _marks(svg: str) -> dict[str, str]:
    """The style of each mark, by what it says."""
    marks = re.findall(r"<title>([^<]*)</title>.*?style=\"([^\"]*)\"", svg, re.DOTALL)
    return {unescape(said): style for said, style in marks}


@pytest.fixture(scope="module")
def drawn() -> str:
    figure = world_map(_numbers(COUNTS), label="Secretariats")
    assert cut_texts(figure) == unlisted_labels(figure) == []
    return to_svg(figure)


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ("countries", ["code"]),
        ("member_bodies", ["country"]),
        ("iso_committee_counts", ["country"]),
        ("companies", ["country", "headquarters"]),
    ],
)
def test_every_country_of_the_data_has_a_shape_or_a_dot(table: str, columns: list[str]) -> None:
    with (ROOT / "data" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        codes = {row[column] for row in csv.DictReader(file) for column in columns} - {""}
    assert codes
    assert [code for code in sorted(codes) if not world().has(code)] == []


def test_shapes_lie_where_countries_are() -> None:
    atlas = world()
    left, right, low, high = atlas.edges
    assert right - left < 5.3, "nothing runs across the whole map from edge to edge"
    widths = {
        code: max(max(x for x, _ in ring) - min(x for x, _ in ring) for ring in rings)
        for code, rings in atlas.shapes.items()
    }
    assert max(widths, key=widths.__getitem__) == "RUS"
    assert widths["RUS"] < (right - left) / 2
    assert atlas.points["WSM"][0] > atlas.points["SGP"][0], "Samoa lies with Fiji, at the right"
    for code, (longitude, latitude) in {"SGP": (103.8, 1.4), "MLT": (14.4, 35.9)}.items():
        assert atlas.points[code] == pytest.approx(equal_earth(longitude, latitude), abs=0.01)
    assert all(left <= x <= right and low <= y <= high for x, y in atlas.points.values())
    assert atlas.shapes.keys().isdisjoint(atlas.points)
    assert "Kosovo" in atlas.without_code


@given(st.floats(-180, 180), st.floats(-89, 88))
def test_equal_areas_are_equal_on_the_map(longitude: float, latitude: float) -> None:
    step = 1e-3
    (x0, y0), (x1, _) = equal_earth(longitude, latitude), equal_earth(longitude + step, latitude)
    height = equal_earth(longitude, latitude + step)[1] - y0
    degree = (step * 3.141592653589793 / 180) ** 2
    assert (x1 - x0) * height / degree == pytest.approx(cos(radians(latitude)), abs=2e-3)


@given(st.lists(st.integers(1, 500), min_size=2, max_size=5, unique=True).map(sorted))
def test_classes_follow_each_other_and_every_number_is_in_the_one_that_names_it(
    starts: list[int],
) -> None:
    names = class_names(starts)
    assert len(names) == len(starts) + 1
    for value in {0, *starts, *(start - 1 for start in starts), starts[-1] + 7}:
        rank = class_of(value, starts)
        assert rank is not None
        numbers = [int(number) for number in re.findall(r"\d+", names[rank])]
        last = float("inf") if "more" in names[rank] else numbers[-1]
        assert numbers[0] <= value <= last


def test_classes_are_named_as_readers_know_them() -> None:
    assert class_names() == ["0", "1–4", "5–19", "20–49", "50 and more"]
    assert [class_of(value) for value in (0, 1, 4, 5, 49, 50)] == [0, 1, 1, 2, 3, len(CLASSES)]
    assert class_of(None) is class_of(float("nan")) is None


def test_a_country_with_none_differs_from_one_without_a_number(drawn: str) -> None:
    marks = _marks(drawn)
    none, missing = marks["Kenya: 0"], marks["Peru: not in our sources"]
    assert "url(#" in missing
    assert "url(#" not in none
    assert marks["Greenland: not in our sources"] == missing
    assert marks["Kosovo: not in our sources"] == missing
    assert "Singapore: 4" in marks
    assert not any("Martinique" in said or "Malta" in said for said in marks)


def test_classes_keep_their_order_in_gray() -> None:
    table = {
        code: (code, value) for code, value in zip(world().shapes, (0, 1, 5, 20, 50), strict=False)
    }
    marks = _marks(to_svg(world_map(_numbers(table), label="Secretariats")))
    for page in (1.0, 0.01):  # how light the page is: white, or nearly black
        grays = []
        for code, (_, value) in table.items():
            style = marks[f"{code}: {value}"]
            shade = re.search(r"fill: (#[0-9a-f]{6})", style)
            clear = re.search(r"fill-opacity: ([0-9.]+)", style)
            assert shade
            color = {"#d5dae0": "#3b434b", "#0069a8": "#62b5f0"}[shade[1]] if page < 1 else shade[1]
            red, green, blue = mpl.colors.to_rgb(color)
            gray = 0.299 * red + 0.587 * green + 0.114 * blue
            part = float(clear[1]) if clear else 1.0
            grays.append(part * gray + (1 - part) * page)
        steps = [abs(after - before) for before, after in pairwise(grays)]
        assert grays in (sorted(grays), sorted(grays, reverse=True))
        assert min(steps) > 0.08, grays


def test_the_drawing_is_plain_short_and_follows_the_page(drawn: str) -> None:
    assert list(active_content(drawn, "")) == []
    assert len(drawn) < 130_000
    on_page = prepare_svg(drawn, "fig-countries-map", "Secretariats")
    assert "fill: var(--figure-series-1, #0069a8)" in on_page
    pattern = re.findall(r'<pattern id="([^"]+)"', on_page)
    assert len(pattern) == 1
    assert f"url(#{pattern[0]})" in on_page
    assert drawn == to_svg(world_map(_numbers(COUNTS), label="Secretariats"))


def test_the_note_names_who_could_not_be_drawn() -> None:
    assert "Without a shape or a dot: Martinique." in about_borders(_numbers(COUNTS))
    drawn = {code: told for code, told in COUNTS.items() if code != "MTQ"}
    note = about_borders(_numbers(drawn))
    assert "Without a shape" not in note
    assert "Natural Earth" in note
    assert "nothing is said by them of its status" in note


def test_words_say_who_holds_most() -> None:
    study = open_study("countries", "2026-10-31", ROOT)
    counts = {code: told for code, told in COUNTS.items() if code != "MTQ"}
    said = said_of_world(study, _numbers(counts), "holds", "hold")
    assert said == (
        "Germany holds most, 130, before Japan with 49 and Singapore with 4; "
        "3 countries hold any, and 1 none."
    )
    tied = {"USA": ("United States", 2), "DEU": ("Germany", 2)}
    said = said_of_world(study, _numbers(tied), "holds", "hold")
    assert said == "The United States and Germany hold most, 2; 2 countries hold any, and 0 none."
    assert said_of_world(study, _numbers({"KEN": ("Kenya", 0)}), "holds", "hold") == ""


def test_numbers_of_a_map_are_those_of_its_quantity() -> None:
    study = open_study("countries", "2026-10-31", ROOT)
    standing = pd.DataFrame(
        [("secretariats", "USA", 3.0, ("a",)), ("created", "USA", 9.0, ("b",)),
         ("secretariats", "CHN", 0.0, ("c",))],
        columns=["quantity", "country", "value", "rows"],
    )  # fmt: skip
    lines = on_map(study, standing, "secretariats").to_dict("list")
    assert lines == {
        "country": ["CHN", "USA"],
        "name": ["China", "United States"],
        "value": [0, 3],
        "rows": [("c",), ("a",)],
    }


def test_the_shapes_are_those_whose_hash_stands_beside_them() -> None:
    notice = (SHAPES_FILE.parent / maker.NOTICE).read_text(encoding="utf-8")
    found = hashlib.sha256(SHAPES_FILE.read_bytes()).hexdigest()
    assert f"SHA-256 of world.json: {found}" in notice
    assert "world-atlas 2.0.2 (ISC)" in notice
    assert "Permission to use, copy, modify, and/or distribute this software" in notice
    assert SHAPES_FILE.stat().st_size < 60_000


@pytest.mark.slow
def test_the_command_that_made_the_shapes_makes_them_again(tmp_path: Path) -> None:
    try:
        packed = maker.fetched(tmp_path)
    except RenderError as error:
        pytest.skip(f"the whole shapes cannot be had: {error}")
    target = tmp_path / SHAPES_FILE.name
    maker.write_world(packed, target)
    for name in (SHAPES_FILE.name, maker.NOTICE):
        assert (tmp_path / name).read_bytes() == (SHAPES_FILE.parent / name).read_bytes()
