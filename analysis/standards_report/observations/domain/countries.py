"""Names and codes of countries from ISO 3166-1."""

from __future__ import annotations

import re
from functools import cache

# Every column of a table that holds the code of a country.
CODE_COLUMNS = (
    "country",
    "seat",
    "headquarters",
    "seat_country",
    "hq_country",
    "before_country",
    "after_country",
)
_SHORT = {
    "rep": "republic",
    "dem": "democratic",
    "peoples": "people",
    "fed": "federated",
    "st": "saint",
    "is": "islands",
    "isl": "islamic",
}
_FORMER = {"RUS": {"Russia"}, "TUR": {"Turkey"}, "MKD": {"Macedonia"}}  # as sites still have them
_LITTLE = {"of", "the", "and", "s"}
_WORD = re.compile(r"[^\W\d_]+")


def is_iso_code(code: str) -> bool:
    """Whether `code` is an alpha-3 code of ISO 3166-1."""
    import pycountry

    country = pycountry.countries.get(alpha_3=code)
    return country is not None and country.alpha_3 == code  # it also finds `chn`


def iso_name(code: str) -> str:
    """The common or short name of a country in ISO 3166-1; the code itself for an unknown one.

    `Iran, Islamic Republic of` is returned in the order of running text.
    """
    import pycountry

    country = pycountry.countries.get(alpha_3=code)
    if country is None:
        return code
    name, _, before = str(getattr(country, "common_name", country.name)).partition(", ")
    return f"{before} {name}".strip()


def name_in_iso(code: str) -> str:
    """The name of a country as ISO 3166-1 writes it; the code itself for an unknown one."""
    import pycountry

    country = pycountry.countries.get(alpha_3=code)
    return str(country.name) if country else code


def country_code(name: str) -> str:
    """The alpha-3 code of a country by its name or code in ISO 3166-1; empty for no such name.

    Names are alike where they have the same words in any order, as `Korea (Rep. of)`,
    `Republic of Korea` and `Korea, Republic of`. Two countries are never alike in that.
    """
    import pycountry

    if name.isupper() and len(name) in (2, 3):
        countries = pycountry.countries
        country = countries.get(alpha_2=name) or countries.get(alpha_3=name)
        return country.alpha_3 if country else ""
    return _codes().get(_words(name), "")


@cache
def _codes() -> dict[frozenset[str], str]:
    import pycountry

    found: dict[frozenset[str], str] = {}
    for country in pycountry.countries:
        kinds = ("name", "official_name", "common_name")
        names = {getattr(country, kind, "") for kind in kinds} - {""}
        names |= _FORMER.get(country.alpha_3, set())
        for words in {_words(name) for name in names}:
            found[words] = "" if words in found else country.alpha_3
    return found


def _words(name: str) -> frozenset[str]:
    import unicodedata

    letters = unicodedata.normalize("NFKD", name.replace("\u2019", "'")).casefold()
    letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return frozenset(_SHORT.get(word, word) for word in _WORD.findall(letters)) - _LITTLE
