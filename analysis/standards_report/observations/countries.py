"""Countries by their ISO 3166-1 codes."""

from __future__ import annotations


def is_iso_code(code: str) -> bool:
    """Whether that is an alpha-3 code of ISO 3166-1."""
    import pycountry

    return pycountry.countries.get(alpha_3=code) is not None


def iso_name(code: str) -> str:
    """The short name that ISO 3166-1 gives the country; the code itself for an unknown one."""
    import pycountry

    country = pycountry.countries.get(alpha_3=code)
    return str(country.name) if country else code
