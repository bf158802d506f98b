"""Names of countries in exports, as codes of ISO 3166-1."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from standards_report.errors import Fault, quoted
from standards_report.suggestions import did_you_mean

# Names that the standard does not have in this form, each with what it can only mean.
_ALSO = {"Korea": "KOR", "South Korea": "KOR", "Turkey": "TUR", "Russia": "RUS"}


@cache
def codes_by_name() -> dict[str, str]:
    """Alpha-3 codes by the short, common and official English names of ISO 3166-1."""
    import pycountry

    found = dict(_ALSO)
    for country in pycountry.countries:
        for key in ("name", "common_name", "official_name"):
            if name := getattr(country, key, ""):
                found.setdefault(name, country.alpha_3)
    return found


def spelling_faults(named: Iterable[tuple[int, str]], file: str) -> Iterator[Fault]:
    """A fault for each name that is no country, and for each country spelled in two ways.

    `named` has the line of each name; empty names are passed over.
    """
    codes = codes_by_name()
    first: dict[str, tuple[int, str]] = {}
    for line, name in named:
        if not name:
            continue
        if name not in codes:
            what = f"unknown country {quoted(name)}"
            yield Fault(file, line, what, did_you_mean(name, sorted(codes)))
            continue
        other_line, another = first.setdefault(codes[name], (line, name))
        if another != name:
            what = f"{name} is spelled {another!r} in line {other_line}"
            yield Fault(file, line, what, "write both alike")
