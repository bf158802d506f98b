"""What became of the statements of the edition before, in words and with both numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from standards_report.display.text.markdown import escape, pipe_table
from standards_report.display.text.numbers import in_print, sentence
from standards_report.evidence.results.turned import (
    ClaimThenAndNow,
    Said,
    StatementThenAndNow,
)
from standards_report.render.content.evidence.finding_words import in_words_of

_NOTHING = "Neither edition has findings or recommendations.\n"
_GROUPS = {"finding": "Findings", "recommendation": "Recommendations"}


def statements_markdown(
    statements: Sequence[StatementThenAndNow],
    then: str = "The edition before",
    now: str = "This edition",
) -> str:
    """How many statements were turned, held, are new and gone, and each that is not as it was.

    `then` and `now` head the columns of what the data of both editions say.
    """
    if not statements:
        return _NOTHING
    held = [statement for statement in statements if statement.state == "held"]
    moved = [said for said in held if any(claim.is_moved for claim in said.claims)]
    lost = [said for said in statements if said.state not in ("new", "gone") and said.lost]
    parts = [
        _counts(statements),
        _turned(_of(statements, "turned"), then, now),
        _part("Taken out", _of(statements, "gone"), _gone),
        _part("Disputed or not tested as before", _of(statements, "unsettled"), _unsettled),
        _moved(moved, then, now),
        _part("Rest on fewer claims than before", lost, _lost),
        _part("New", _of(statements, "new"), _new),
    ]
    return "\n".join(filter(None, parts))


def claims_markdown(claims: Iterable[ClaimThenAndNow]) -> str:
    """Claims whose verdict turned, with what the data said then and say now, and those that only
    one edition has."""
    items = []
    for claim in claims:
        said = sentence(claim.statement)
        if claim.then and claim.now:
            if claim.then.outcome != claim.now.outcome:
                verdicts = f"{claim.then.outcome}, now {claim.now.outcome}"
                turned = sentence(verdicts).removesuffix(".")
                items.append(f"Changed: {said} {turned}: {_numbers(claim)}")
        elif claim.now:
            items.append(f"New: {said} {_verdict(claim.now)}")
        elif claim.then:
            items.append(f"Dropped: {said} It was: {_verdict(claim.then)}")
    return "\n".join(f"- {escape(item)}" for item in items) + "\n" if items else "None.\n"


def _verdict(said: Said) -> str:
    if said.outcome == "not computable":
        return sentence(said.data)
    return sentence(f"{said.outcome} (the data say {in_words_of(said.data)})")


def _of(statements: Sequence[StatementThenAndNow], state: str) -> list[StatementThenAndNow]:
    return [statement for statement in statements if statement.state == state]


def _counts(statements: Sequence[StatementThenAndNow]) -> str:
    turned, held, unsettled, gone, new = (
        in_print(len(_of(statements, state)))
        for state in ("turned", "held", "unsettled", "gone", "new")
    )
    return (
        "Findings and recommendations of the edition before that the new data have turned: "
        f"{turned}; that held: {held}; that stay disputed or not tested: {unsettled}; taken out: "
        f"{gone}. New in this edition: {new}.\n"
    )


def _part(
    heading: str,
    statements: Sequence[StatementThenAndNow],
    item: Callable[[StatementThenAndNow], str],
) -> str:
    if not statements:
        return ""
    return f"**{heading}**\n\n" + "\n".join(f"- {item(said)}" for said in statements) + "\n"


def _turned(statements: Sequence[StatementThenAndNow], then: str, now: str) -> str:
    """What each said, a table of both numbers, and what this edition makes of it."""
    if not statements:
        return ""
    parts = ["**Turned by the new data**\n"]
    for statement in statements:
        parts += [f"{escape(sentence(statement.then))}\n", _table(statement.turned, then, now)]
        said = []
        if statement.now != statement.then:
            said.append(f"It now reads: {sentence(statement.now)}")
        if statement.standing:
            said.append(f"It stays as {statement.standing}: {sentence(statement.why)}")
        parts += [f"{escape(' '.join(said))}\n"] if said else []
    return "\n".join(parts)


def _unsettled(statement: StatementThenAndNow) -> str:
    stays = f"It stays as {statement.standing}: {sentence(statement.why)}"
    return escape(f"{sentence(statement.now)} {stays}")


def _gone(statement: StatementThenAndNow) -> str:
    turned = statement.turned
    tested = turned or [claim for claim in statement.claims if claim.then]
    lead = "The data have turned it." if turned else ""
    return escape(" ".join([sentence(statement.then), lead, *map(_both, tested)]))


def _moved(statements: Sequence[StatementThenAndNow], then: str, now: str) -> str:
    """Statements that held, by kind, each over a table of what its claims said then and say now."""
    if not statements:
        return ""
    parts = ["**Held, with other numbers**\n"]
    for kind, heading in _GROUPS.items():
        of_kind = [statement for statement in statements if statement.kind == kind]
        parts += [f"*{heading}*\n"] if of_kind else []
        for statement in of_kind:
            claims = [claim for claim in statement.claims if claim.is_moved]
            parts += [f"{escape(sentence(statement.now))}\n", _table(claims, then, now)]
    return "\n".join(parts)


def _table(claims: Sequence[ClaimThenAndNow], then: str, now: str) -> str:
    """Claims beside what the data of both editions say to them, in words."""
    header = ["What is tested", then, now]
    return pipe_table(header, [_row(claim) for claim in claims], [False, False, False])


def _row(claim: ClaimThenAndNow) -> list[str]:
    """A claim beside what of its numbers is not as it was."""
    then, now = (said.data if said else "" for said in (claim.then, claim.now))
    pairs = list(zip(then.split("; "), now.split("; "), strict=False))
    apart = [(before, after) for before, after in pairs if before != after]
    if apart and then.count("; ") == now.count("; "):
        then, now = ("; ".join(parts) for parts in zip(*apart, strict=True))
    return [claim.statement.rstrip("."), in_words_of(then), in_words_of(now)]


def _lost(statement: StatementThenAndNow) -> str:
    return escape(" ".join([sentence(statement.now), *map(_both, statement.lost)]))


def _new(statement: StatementThenAndNow) -> str:
    return escape(sentence(statement.now))


def _both(claim: ClaimThenAndNow) -> str:
    """A claim with what the data said then and say now."""
    return f"Claim “{claim.statement.rstrip('.')}”: {_numbers(claim)}"


def _numbers(claim: ClaimThenAndNow) -> str:
    then = in_words_of(claim.then.data) if claim.then else "not in that edition"
    now = in_words_of(claim.now.data) if claim.now else "not in this edition"
    if then == now:
        return f"then and now {_closed(then)}"
    return f"then {then}; now {_closed(now)}"


def _closed(text: str) -> str:
    return f"{text.rstrip('.')}."
