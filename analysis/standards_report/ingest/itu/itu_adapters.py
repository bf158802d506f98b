"""The adapters for exports of ITU: members, Contributions, Work Items.

Each writes one table of records, and another one for each kind of value of which a record may have
several. Countries are not set here: the edition chooses the rule by which an entity counts for a
country, and measures apply it.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pandas as pd

from standards_report.errors import DataError, Fault
from standards_report.ingest.adapter import Adapter, IngestResult, Request, Section
from standards_report.ingest.forms.record_forms import (
    Place,
    RawExport,
    alike,
    by_pattern,
    later_than,
    matching,
    read_form,
    repeated,
    resolved,
    values,
    without_duplicates,
)
from standards_report.ingest.itu.itu_cells import (
    contribution_rules,
    member_rules,
    without_persons,
    work_item_rules,
)
from standards_report.ingest.naming.entity_names import KnownNames, mark, slug
from standards_report.ingest.naming.names_to_fill import UnknownNamesError, gathered
from standards_report.observations.domain.countries import is_iso_code
from standards_report.observations.tables.cell_checks import each_named

_KEPT = "Records are written to data/records/, which is neither committed nor published"
_TOP = 10
_REFERENCE = (
    "@misc{itu-exports, author = {{International Telecommunication Union}}, "
    "title = {{Lists of members, Contributions and Work Items of ITU-T}}, "
    "note = {Exports of lists on its website; their days are stated where they are used}}"
)
_QUESTION = r"Q[0-9]+/[0-9]+"


def read_members(request: Request) -> IngestResult:
    """Writes rows of member_records. Raises DataError with every fault of the files."""
    export, faults = read_form(request, "itu-members", member_rules(request.first))
    again = list(repeated(export, ["member", "country", "category"]))
    told = {(fault.where, fault.line) for fault in again}
    others = [fault for fault in alike(export, "member") if (fault.where, fault.line) not in told]
    faults += [*again, *others]
    named = each_named(code for code in export.rows["country"] if not is_iso_code(code))
    for row in export.rows[export.rows["country"].isin(named)].to_dict("records"):
        what = f"country {named[row['country']]} is not a country of ISO 3166-1"
        remedy = "write its code or its name there, such as CHN or China"
        faults.append(Fault(row["locator"], row["line"], what, remedy))
    _raise_any(faults)
    records = _records(request, "itu-members", export, "member")
    return _result(
        request,
        "itu-members",
        "Members of ITU-T",
        {"member_records": records},
        [
            *export.sections,
            _counts("Members by country", records["country"]),
            _counts("By category", records["category"]),
        ],
    )


def read_contributions(request: Request) -> IngestResult:
    """Writes rows of contribution_records, contribution_questions and contribution_sources.

    Raises DataError with every fault of the files, unknown entities among them.
    """
    rules = contribution_rules(request.first)
    export, faults = read_form(request, "itu-contributions", rules)
    faults += repeated(export, ["contribution"])
    faults += later_than(export, "date", request.date)
    export = _with_ids(export, request, "itu-contributions", ["contribution"])
    known = KnownNames(request.rows("entities"))
    questions, more = values(export, "questions", "record", by_pattern(_QUESTION))
    faults += [*more, *matching(questions, "questions", _QUESTION, "Q11/15")]
    sources, more = values(export, "sources", "record", known.split)
    sources, unknown = resolved(sources, "sources", known)
    _raise_any([*faults, *more], unknown, known)
    key = _key(request, "itu-contributions")
    records = export.rows.rename(columns={"study_group": "body", "date": "submitted"})
    tables = {
        "contribution_records": _stamped(records, request, key),
        "contribution_questions": questions.rename(columns={"questions": "question"}),
        "contribution_sources": without_duplicates(sources, ["record", "entity"]),
    }
    tables = {name: table.assign(source=key) for name, table in tables.items()}
    several = tables["contribution_sources"]["record"].value_counts()
    sections = [
        *export.sections,
        _counts("Contributions by study group", records["body"]),
        _counts("Entities that submitted most", tables["contribution_sources"]["entity"]),
        Section("Of several entities", ("Contributions",), [(str(int((several > 1).sum())),)]),
    ]
    return _result(request, "itu-contributions", "Contributions to ITU-T", tables, sections)


def read_work_items(request: Request) -> IngestResult:
    """Writes rows of work_item_records and work_item_parties.

    Raises DataError with every fault of the files, unknown entities among them.
    """
    rules = work_item_rules(request.first)
    export, faults = read_form(request, "itu-work-items", rules)
    faults += repeated(export, ["item", "question"])
    faults += later_than(export, "first_registration", request.date)
    export = _with_ids(export, request, "itu-work-items", ["question", "item"])
    export, persons = without_persons(export, "editors")
    faults += persons
    known = KnownNames(request.rows("entities"))
    parties, unknown = [], []
    for column, role in {"editors": "Editor", "supporting_members": "Supporting Member"}.items():
        named, more = values(export, column, "record", known.split)
        named, places = resolved(named, column, known)
        parties.append(named[["record", "entity"]].assign(role=role))
        unknown += places
        faults += more
    _raise_any(faults, unknown, known)
    key = _key(request, "itu-work-items")
    body = "SG" + export.rows["question"].str.rpartition("/")[2]
    tables = {
        "work_item_records": _stamped(export.rows.assign(body=body), request, key),
        "work_item_parties": without_duplicates(pd.concat(parties), ["record", "role", "entity"]),
    }
    tables = {name: table.assign(source=key) for name, table in tables.items()}
    supported = tables["work_item_parties"]
    supported = supported[supported["role"] == "Supporting Member"]
    sections = [
        *export.sections,
        _counts("Work Items by study group", body),
        _counts("By status", export.rows["status"]),
        _counts("Supporting Members of most Work Items", supported["entity"]),
    ]
    return _result(request, "itu-work-items", "Work programme of ITU-T", tables, sections)


def _raise_any(
    faults: list[Fault], unknown: list[Place] | None = None, known: KnownNames | None = None
) -> None:
    if unknown and known:
        raise UnknownNamesError(gathered(unknown, known), faults)
    if faults:
        raise DataError(faults)


def _key(request: Request, adapter: str) -> str:
    return f"{adapter}-{request.date}"


def _with_ids(export: RawExport, request: Request, adapter: str, keys: list[str]) -> RawExport:
    return replace(
        export, rows=export.rows.assign(record=_ids(export.rows, request, adapter, keys))
    )


def _ids(rows: pd.DataFrame, request: Request, adapter: str, keys: list[str]) -> pd.Series:
    """Ids from the names of records, so that they do not depend on the order of the records.

    Names that differ only in signs get a mark each.
    """
    stem = f"{adapter}.{request.date}."
    # Many rows have the same question or category.
    parts = [rows[key].map({cell: slug(cell) for cell in rows[key].unique()}) for key in keys]
    first, *others = (part.astype("str") for part in parts)
    ids = stem + first
    for part in others:
        ids = ids + "." + part
    alike = ids.duplicated(keep=False)
    if alike.any():
        whole = ["\0".join(cells) for cells in rows.loc[alike, keys].itertuples(index=False)]
        ids = ids.where(~alike, ids + "." + pd.Series(map(mark, whole), ids.index[alike]))
    return ids


def _records(request: Request, adapter: str, export: RawExport, name: str) -> pd.DataFrame:
    key = _key(request, adapter)
    rows = export.rows
    rows = rows.assign(record=_ids(rows, request, adapter, [name, "country", "category"]))
    return _stamped(rows, request, key).assign(source=key)


def _stamped(rows: pd.DataFrame, request: Request, key: str) -> pd.DataFrame:
    return rows.rename(columns={"record": "id"}).assign(date=request.date, source=key)


def _counts(title: str, column: pd.Series) -> Section:
    counts = column.value_counts()
    rows = [(str(name) or "not stated", str(count)) for name, count in counts.head(_TOP).items()]
    if len(counts) > _TOP:
        rows.append((f"and {len(counts) - _TOP} more", str(counts.iloc[_TOP:].sum())))
    return Section(f"{title}: {len(column)}", ("name", "number"), rows)


def _result(
    request: Request,
    adapter: str,
    title: str,
    tables: dict[str, pd.DataFrame],
    sections: list[Section],
) -> IngestResult:
    hashes = hashlib.sha256()
    for path in request.files:
        hashes.update(path.read_bytes())
    source = {
        "key": _key(request, adapter),
        "title": f"{title}, export of {request.date}",
        "short": f"ITU ({request.date})",
        "producer": "International Telecommunication Union (ITU)",
        "date": "",
        "known_from": request.date,
        "kind": "evidence",
        "licence": "Not stated; the records are not published, only counts of them",
        "obtain": "Exports of ITU, for those who have access to them",
        "sha256": hashes.hexdigest(),
        "bibkey": "itu-exports",
        "note": "",
    }
    return IngestResult(tables, source, sections, [_KEPT])


def _from_itu(what: str, form: str) -> str:
    return (
        f"The {what} on the website of ITU, as a workbook, CSV or saved page with the columns of "
        f"{form} in data/README.md"
    )


ADAPTERS = (
    Adapter(
        "itu-members",
        "Members of ITU-T (workbook, CSV or saved page)",
        ("sources",),
        read_members,
        _from_itu("list of the members of ITU-T", "itu-members"),
        reference=_REFERENCE,
    ),
    Adapter(
        "itu-contributions",
        "Contributions to ITU-T (workbook, CSV or saved page)",
        ("sources", "entities"),
        read_contributions,
        _from_itu("lists of Contributions by study group", "itu-contributions"),
        reference=_REFERENCE,
    ),
    Adapter(
        "itu-work-items",
        "Work Items of ITU-T (workbook, CSV or saved page)",
        ("sources", "entities"),
        read_work_items,
        _from_itu("work programme of ITU-T", "itu-work-items"),
        reference=_REFERENCE,
    ),
)
