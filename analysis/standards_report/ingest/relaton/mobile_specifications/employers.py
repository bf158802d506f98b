"""Finds the company that an employer's name stands for, in two reviewed tables.

A name is found where its letters and digits are those of a row, and never by likeness. What is not
found is counted without its name, since such a field could hold the name of a person.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from standards_report.ingest.economy.company_parents import company_key

if TYPE_CHECKING:
    import pandas as pd

# Words that only the name of an organization has, in the languages that the records show.
_ORGANIZATION = re.compile(
    r"\b(?:a/?s|ab|ag|asa|b\.?v|bureau|center|centre|co|communications?|company|corp(?:oration)?"
    r"|department|electronics?|gmbh|group|inc(?:orporated)?|institut[eo]?|international|k\.?k|kg"
    r"|labs?|laborator(?:y|ies)|limited|ll[cp]|ltd|ministr?y?e?|mobile|networks?|n\.?v|office|oyj?"
    r"|plc|police|pty|research|s\.?a\.?s?u?|s\.?e|solutions|s\.?p\.?a|s\.?r\.?l|systems?"
    r"|technolog(?:y|ies)|telecom(?:s|munications?)?|university|wireless)\b",
    re.IGNORECASE,
)


def is_organization(name: str) -> bool:
    """Whether a name shows that it is no person's: by its legal form or trade, or as one word."""
    return " " not in name or bool(_ORGANIZATION.search(name))


@dataclass(frozen=True)
class Employer:
    """What is printed of an employer: reviewed name, group, countries, how it was found."""

    company: str
    parent: str
    seat: str
    headquarters: str
    match: str


_NONE = Employer("", "", "", "", "no employer")
_UNMATCHED = Employer("", "", "", "", "unmatched")


@dataclass(frozen=True)
class Employers:
    """The rows of companies and of company_aliases."""

    companies: pd.DataFrame
    aliases: pd.DataFrame

    def find(self, name: str) -> Employer:
        """The employer of that name; an empty one where no row has it."""
        key = company_key(name)
        if not key:
            return _NONE
        row, alias = self._companies.get(key), self._aliases.get(key)
        if alias is not None and alias["kind"] == "no employer":
            return _NONE
        # A company that has a row without a country is found by an alias alone.
        if row is not None and row["country"]:
            upper = self._aliases.get(company_key(row["uppermost"]))
            parent = upper["group"] if upper is not None else row["uppermost"]
            return Employer(row["name"], parent, row["country"], row["headquarters"], "name")
        if alias is not None:
            seats = alias["country"], alias["headquarters"]
            return Employer(alias["name"], alias["group"] or alias["name"], *seats, "alias")
        return _UNMATCHED

    @cached_property
    def _companies(self) -> dict[str, Any]:
        return {company_key(row["name"]): row for row in self.companies.to_dict("records")}

    @cached_property
    def _aliases(self) -> dict[str, Any]:
        return {company_key(row["name"]): row for row in self.aliases.to_dict("records")}
