"""Derives the data dictionary, `data/README.md`, from the schemas."""

from __future__ import annotations

from standards_report.observations.tables.schema import Field, Schema, Table

_HEAD = """\
# Data dictionary

Derived from `datapackage.yaml` by `standards-report build`; change that file instead. The folder
is a [Frictionless data package](https://datapackage.org), so other tools read it as well.

One row is what one source says about one thing at one time. Ids are unique over all tables.
Empty cells mean that the source says nothing. The licences of the sources are in `sources.csv`.
"""


_RECORDS = """\
# Records

`standards-report ingest` reads exports of ITU in the forms below, checks them, and writes the
tables of records that follow the forms. Derived from `records.yaml`. The records are the author's:
they are neither committed nor published, and where they are absent, the tables have no rows. A
cell that may hold several values has the separator that its rules name between them.

An export may be CSV, a workbook or a saved web page, and may have the headings and ways of writing
of ITU's own pages: CONTRIBUTING.md says which, and by which rules they are read. The summary of an
ingest names format and encoding of each file, and every rule that changed a cell.
"""


def data_dictionary(schema: Schema) -> str:
    """The dictionary as Markdown: each table with its columns, their meaning and their rules."""
    tables = schema.tables.values()
    parts = [_HEAD, *(_table(table) for table in tables if not table.optional)]
    if schema.forms:
        parts += [_RECORDS, *(_table(form) for form in schema.forms.values())]
        parts += [_table(table) for table in tables if table.optional]
    return "\n".join(parts)


def _table(table: Table) -> str:
    lines = [f"## `{table.file}`: {table.title}", ""]
    if table.description:
        lines += [table.description.strip(), ""]
    if table.fact and table.fact != ("id",):
        named = ", ".join(f"`{name}`" for name in table.fact)
        lines += [f"Rows that are alike in {named} speak of one fact.", ""]
    for column, words in table.ahead:
        lines += [
            f"A date may lie ahead of its source where `{column}` is {' or '.join(words)}.",
            "",
        ]
    lines += ["| column | type | meaning | rules |", "| --- | --- | --- | --- |"]
    targets = {key.field: f"`{key.table or table.name}.{key.column}`" for key in table.foreign_keys}
    for field in table.fields:
        rules = ", ".join(_rules(field, targets.get(field.name)))
        lines.append(f"| `{field.name}` | {field.type} | {_cell(field.description)} | {rules} |")
    return "\n".join([*lines, ""])


def _rules(field: Field, target: str | None) -> list[str]:
    rules = []
    if field.required:
        rules.append("required")
    if field.unique:
        rules.append("unique")
    if field.pattern:
        rules.append(f"in the form of `{field.example}`")
    if target:
        rules.append(f"stands in {target}")
    if field.enum:
        rules.append("one of: " + "; ".join(field.enum))
    if field.may_be_absent:
        rules.append("a file may leave the column out")
    if field.separator:
        rules.append(f"several values with `{field.separator}` between them")
    if field.headings:
        rules.append("also under " + " or ".join(f"“{name}”" for name in field.headings))
    if field.minimum is not None:
        rules.append(f"at least {field.minimum:g}")
    return rules


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
