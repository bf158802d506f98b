"""The lists of audits that do not agree, and the list of what the copy of a source lost."""

from __future__ import annotations

from standards_report.evidence.claims.judged import JudgedAudit
from standards_report.evidence.results.index_rows import Source
from standards_report.render.content.evidence.ledger import ledger_passages

from tests.support.results import index_of, made


def audit(name: str, number: str, **given: str) -> JudgedAudit:
    usual = {"kind": "count", "source": "register", "section": "Members", "locator": "Page 3"}
    return made(JudgedAudit, id=name, number=number, statement=name, **{**usual, **given})


AUDITS = {
    "one": audit("one", "A1", outcome="disagrees", explanation="They differ", finding="1 ≠ 2"),
    "two": audit("two", "A2", outcome="ambiguous", explanation="Or not", finding="1 = 1"),
    "three": audit(
        "three",
        "A3",
        kind="lost in the copy",
        outcome="not computable",
        not_computable_because="The plain text has no notes",
        other_locator="Page 4",
    ),
}
SOURCES = {"register": made(Source, key="register", short="Register")}
PASSAGES = ledger_passages(index_of(audits=AUDITS, sources=SOURCES))


def test_what_the_copy_lost_stands_in_a_list_of_its_own() -> None:
    lost = PASSAGES["audits-lost"]
    assert "[A3](#audit-three)" in lost
    assert "Not tested: Three." in lost
    assert "**The plain text has no notes.** Places: Page 3; Page 4." in lost
    assert "A1" not in lost
    assert "A2" not in lost
    for label in ("audits-disagreements", "audits-ambiguous"):
        assert "A3" not in PASSAGES[label]


def test_a_loss_accuses_nobody_whatever_its_rule_comes_to() -> None:
    found = {"three": AUDITS["three"].model_copy(update={"outcome": "disagrees"})}
    passages = ledger_passages(index_of(audits=found, sources=SOURCES))
    assert passages["audits-disagreements"] == "None.\n"
    assert "A3" in passages["audits-lost"]


def test_a_list_without_entries_says_so() -> None:
    assert ledger_passages(index_of())["audits-lost"] == "None.\n"
