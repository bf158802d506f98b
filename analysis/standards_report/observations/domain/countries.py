"""Countries by their ISO 3166-1 codes."""

from __future__ import annotations


def is_iso_code(code: str) -> bool:
    """Whether that is an alpha-3 code of ISO 3166-1."""
    import pycountry

    return pycountry.countries.get(alpha_3=code) is not None


def iso_name(code: str) -> str:
    """The short name that ISO 3166-1 gives the country; the code itself for an unknown one.

    A common name is preferred where there is one, and `Iran, Islamic Republic of` is turned
    into the order of running text.
    """
    import pycountry

    country = pycountry.countries.get(alpha_3=code)
    if country is None:
        return code
    name, _, before = str(getattr(country, "common_name", country.name)).partition(", ")
    return f"{before} {name}".strip()
