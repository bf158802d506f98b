"""Patterns of dotted names, in which `*` stands for one part."""

from __future__ import annotations

from dataclasses import dataclass

ANY = "*"


@dataclass(frozen=True)
class ValuePattern:
    """A dotted name with `*` for parts that may be any: `members.*.latest`."""

    text: str

    def match(self, name: str) -> tuple[str, ...] | None:
        """The parts of the name that stand where the pattern has `*`; None where it is another."""
        wanted, given = self.text.split("."), name.split(".")
        if len(wanted) != len(given):
            return None
        pairs = list(zip(wanted, given, strict=True))
        if any(part not in (ANY, found) for part, found in pairs):
            return None
        return tuple(found for part, found in pairs if part == ANY)

    def fill(self, parts: tuple[str, ...]) -> str:
        """The name that the pattern spells with these parts, in their order."""
        given = iter(parts)
        return ".".join(next(given) if part == ANY else part for part in self.text.split("."))

    @property
    def holes(self) -> int:
        """How many parts may be any."""
        return self.text.split(".").count(ANY)
