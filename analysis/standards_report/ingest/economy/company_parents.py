"""Companies by a normal form of their name, and the uppermost parent of each.

Two names are one company where they have the same letters and digits in the same order, without
accents and case. Nothing is joined by likeness: other spellings stand in a reviewed table.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass


def company_key(name: str) -> str:
    """The letters and digits of a name, folded to ASCII and lower case."""
    folded = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]", "", folded.lower())


@dataclass(frozen=True)
class Company:
    """A row of the export: country as a code or empty, parent as printed or empty."""

    name: str
    country: str
    parent: str
    line: int


Companies = Mapping[str, Company]


def first_rows(companies: Iterable[Company]) -> dict[str, Company]:
    """The first row of each name, by normal form. A parent of itself is none."""
    found: dict[str, Company] = {}
    for company in companies:
        key = company_key(company.name)
        if company_key(company.parent) == key:
            company = Company(company.name, company.country, "", company.line)
        found.setdefault(key, company)
    return found


def chain(key: str, companies: Companies) -> Iterator[Company]:
    """A company, its parent, the parent of that, as far as they have rows.

    Never ends in a cycle of parents, which `cycles` finds.
    """
    while key in companies:
        company = companies[key]
        yield company
        key = company_key(company.parent)


def uppermost(key: str, companies: Companies) -> Company:
    """The uppermost parent that has a row and a country; the company itself without one."""
    own = companies[key]
    return [own, *(company for company in chain(key, companies) if company.country)][-1]


def cycles(companies: Companies) -> Iterator[list[Company]]:
    """Every cycle of parents, once, from its first line."""
    done: set[str] = set()
    for start in companies:
        path: dict[str, None] = {}
        key = start
        while key in companies and key not in path and key not in done:
            path[key] = None
            key = company_key(companies[key].parent)
        if key in path:
            names = list(path)
            found = [companies[name] for name in names[names.index(key) :]]
            turn = min(range(len(found)), key=lambda index: found[index].line)
            yield [*found[turn:], *found[:turn]]
        done.update(path)
