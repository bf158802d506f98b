"""Names and codes of countries from ISO 3166-1."""

from __future__ import annotations


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
