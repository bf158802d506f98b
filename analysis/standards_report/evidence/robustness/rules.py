"""Claims under other rules: the same expression over other values.

A rule puts values in the place of others, as counts by headquarters in the place of counts by
seat. The table `counting_rules` has the rules, `uncertain_values` the values that chance could
have made otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from standards_report.evidence.claims.claim import Claim, judge
from standards_report.evidence.claims.evaluation import Environment
from standards_report.evidence.claims.expressions import ExpressionError
from standards_report.evidence.claims.units import Quantity
from standards_report.evidence.robustness.chance import UncertainValue, under_chance
from standards_report.evidence.robustness.value_patterns import ValuePattern
from standards_report.evidence.robustness.variant import Family, Variant
from standards_report.observations.tables.table import Loaded, Tables

NO_COUNTERPART = "no number under this rule is at hand"


@dataclass(frozen=True)
class CountingRule:
    """A rule in words, and the values that it puts in the place of others.

    A value with an empty counterpart has none: what reads it cannot be computed under the rule.
    """

    words: str
    family: Family
    replacements: tuple[tuple[ValuePattern, ValuePattern], ...]

    def replaced(self, names: Iterable[str]) -> dict[str, str]:
        """Name to the name that takes its place, empty for none, of those that the rule changes."""
        found = {}
        for name in names:
            for reads, instead in self.replacements:
                parts = reads.match(name)
                if parts is not None:
                    found[name] = instead.fill(parts) if instead.text else ""
                    break
        return found

    def is_subject_of(self, names: Iterable[str]) -> bool:
        """Whether one of the names is of values that the rule puts in the place of others."""
        forms = [instead for _, instead in self.replacements if instead.text]
        return any(form.match(name) is not None for name in names for form in forms)


@dataclass(frozen=True)
class Rules:
    """The rules of a project: each by its words, in the order of their table."""

    counting: tuple[CountingRule, ...] = ()
    uncertain: tuple[UncertainValue, ...] = ()


def read_rules(tables: Tables) -> Rules:
    """The rules in the two tables; a project without them has none."""
    grouped: dict[str, list[Mapping[str, Any]]] = {}
    for row in _records(tables.get("counting_rules")):
        grouped.setdefault(row["rule"], []).append(row)
    counting = tuple(
        CountingRule(
            words,
            rows[0]["family"],
            tuple((ValuePattern(row["reads"]), ValuePattern(row["instead"])) for row in rows),
        )
        for words, rows in grouped.items()
    )
    uncertain = tuple(
        UncertainValue(
            ValuePattern(row["reads"]), ValuePattern(row["low"]), ValuePattern(row["high"])
        )
        for row in _records(tables.get("uncertain_values"))
    )
    return Rules(counting, uncertain)


def variants(claim: Claim, environment: Environment, rules: Rules) -> tuple[Variant, ...]:
    """The claim under every rule that changes a value it reads, then beside chance."""
    found = [_under(claim, environment, rule) for rule in rules.counting]
    found.append(under_chance(claim.expression, environment, rules.uncertain))
    return tuple(variant for variant in found if variant)


def _under(claim: Claim, environment: Environment, rule: CountingRule) -> Variant | None:
    """None where the rule puts nothing in the place of a value of the claim, or where the claim
    reads what it would put there: such a claim is about the rule."""
    names = claim.expression.names
    replaced = rule.replaced(names)
    if not any(replaced.values()) or rule.is_subject_of(names):
        return None
    values: dict[str, Quantity | None] = {
        name: environment.values.get(instead) for name, instead in replaced.items()
    }
    if None in values.values():
        return _open(rule, NO_COUNTERPART)
    changed = replace(environment, values={**environment.values, **values})
    try:
        verdict = judge(claim, changed)
    except ExpressionError as error:  # units that no longer fit
        return _open(rule, str(error))
    return Variant(
        rule=rule.words,
        family=rule.family,
        outcome=verdict.outcome,
        finding=verdict.finding,
        reason=verdict.reason,
    )


def _open(rule: CountingRule, reason: str) -> Variant:
    return Variant(
        rule=rule.words, family=rule.family, outcome="not computable", finding="", reason=reason
    )


def _records(loaded: Loaded | None) -> list[dict[str, Any]]:
    return loaded.records if loaded else []
