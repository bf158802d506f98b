"""An edition as one RO-Crate: report, data, notebooks, environment and how they came about.

The crate follows the Workflow Run profile (https://w3id.org/ro/wfrun/workflow/0.5): the
build is an action whose instrument is the workflow, whose objects are the inputs of the
manifest, and whose results are the pages.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from standards_report.errors import Fault, UsageError
from standards_report.evidence.release import history
from standards_report.evidence.release.archive import packed
from standards_report.evidence.release.column_words import FILE as COLUMN_FILE
from standards_report.evidence.release.datacite import Described, datacite_text
from standards_report.evidence.release.manifest import NAME, TOOLS, Manifest, parse_manifest
from standards_report.files import write_whole
from standards_report.media_types import PLAIN, media_type
from standards_report.observations.domain.editions import Edition
from standards_report.observations.tables.schema import load_schema
from standards_report.project import Project
from standards_report.source_files import is_source, source_files

_WORKFLOW = "Makefile"
_PROFILES = (
    "https://w3id.org/ro/wfrun/process/0.5",
    "https://w3id.org/ro/wfrun/workflow/0.5",
    "https://w3id.org/workflowhub/workflow-ro-crate/1.0",
)
_TOP_LEVEL = (
    "CHANGELOG.md",
    "CITATION.cff",
    "CONTRIBUTING.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "_quarto.yml",
    "index.qmd",
    "pyproject.toml",
    "references.bib",
    "requirements.lock",
    "requirements-test.lock",
)
_FOLDERS = ("_extensions", "analysis", "chapters", "data", "editions", "tests")
_RELEASES = "editions/releases/"
_PROFILE = re.compile(r"_quarto-[^/]+\.yml")
_LICENCES = {
    "https://creativecommons.org/licenses/by/4.0/": "Creative Commons Attribution 4.0",
    "https://opensource.org/license/mit": "MIT License",
}
_PROSE, _CODE = _LICENCES
_UNSAFE = re.compile(r'[\x00-\x1f\x7f\\:*?"<>|]')


def crate_files(
    edition: Described, author: str, report: Mapping[str, bytes], sources: Mapping[str, bytes]
) -> dict[str, bytes]:
    """Every file of the crate but its metadata: name to content.

    `report` is the published edition, which stands in `report/`. `sources` are what computes it,
    as in the repository; `make report` works in the unpacked crate. Raises UsageError for names
    that another system would unpack somewhere else.
    """
    manifest = parse_manifest(report[NAME], NAME)
    # Of earlier releases, only the one that the edition is compared with is an input.
    before = {name.rpartition(".")[0] for name in manifest.inputs if name.startswith(_RELEASES)}
    files = {f"report/{name}": content for name, content in report.items()}
    files |= {
        name: content
        for name, content in sources.items()
        if is_packed(name) and (not name.startswith(_RELEASES) or name.rpartition(".")[0] in before)
    }
    files["datacite.json"] = datacite_text(edition, author, manifest.outputs).encode()
    _require_plain_names(files)
    return dict(sorted(files.items()))


def published_report(project: Project, edition: Edition) -> dict[str, bytes]:
    """The published files of an edition: those that its manifest names, and the manifest."""
    site = project.site / edition.id
    manifest = Manifest.model_validate_json((site / NAME).read_bytes())
    return {name: (site / name).read_bytes() for name in [*manifest.outputs, NAME]}


def write_crate(edition: Described, author: str, files: dict[str, bytes], target: Path) -> int:
    """Writes the crate as a ZIP file. Returns how many files it holds."""
    manifest = Manifest.model_validate_json(files[f"report/{NAME}"])
    metadata = metadata_text(edition, author, files, manifest).encode()
    packed_files = {**files, "ro-crate-metadata.json": metadata}
    write_whole(target, packed(packed_files))
    return len(packed_files)


def metadata_text(
    edition: Described, author: str, files: Mapping[str, bytes], manifest: Manifest
) -> str:
    """The crate's metadata for files of those names, as the profile wants it."""
    from rocrate.rocrate import ROCrate

    crate = ROCrate(version="1.1")
    entities = {
        name: crate.add_file(dest_path=name, properties=_file(name, content))
        for name, content in files.items()
        if name != _WORKFLOW
    }
    entities[_WORKFLOW] = _add_workflow(crate, edition)
    _describe(crate, edition, author)
    inputs = [entities[name] for name in manifest.inputs if name in entities]
    results = [entity for name, entity in entities.items() if name.startswith("report/")]
    _add_run(crate, edition, manifest, inputs, results)
    text: str = json.dumps(crate.metadata.generate(), ensure_ascii=False, indent=1)
    return text + "\n"


def _require_plain_names(names: Iterable[str]) -> None:
    """Raises UsageError for names that another system would unpack somewhere else."""
    faults = [
        Fault(name, 0, "cannot be packed under this name", "use letters, digits, _, - and dots")
        for name in names
        if _UNSAFE.search(name) or {"", ".", ".."} & set(name.split("/"))
    ]
    if faults:
        raise UsageError(faults)


def project_sources(project: Project, manifest: Manifest) -> dict[str, bytes]:
    """What computes the report: files that Git tracks, or, where it tracks none, those that the
    manifest names with what describes them. Tables of records are not published."""
    project.require_own_files()
    schema = load_schema(project.data)
    left_out = {project.data / table.file for table in schema.tables.values() if table.optional}
    files = history.tracked(project.root)
    if not files:
        files = [project.root / name for name in [*_TOP_LEVEL, *manifest.inputs]]
        files += [project.data / table.file for table in schema.tables.values()]
        described = ("datapackage.yaml", "records.yaml", COLUMN_FILE, "README.md")
        files += [project.data / name for name in described]
        files += [
            *source_files(project.editions, "*.yml"),
            *source_files(project.root, "_quarto-*.yml"),
        ]
        files += [project.root / "analysis" / name for name in manifest.code]
    files += source_files(project.releases, "*")
    return {
        path.relative_to(project.root).as_posix(): path.read_bytes()
        for path in sorted({*files} - left_out)
        if path.is_file() and is_packed(path.relative_to(project.root).as_posix())
    }


def is_packed(name: str) -> bool:
    """Whether a file is one that the report is made with: in one of its folders or on top."""
    parts = name.split("/")
    if not all(map(is_source, parts)):
        return False
    known = len(parts) == 1 and (parts[0] in _TOP_LEVEL or _PROFILE.fullmatch(parts[0]))
    return bool(known) or (len(parts) > 1 and parts[0] in _FOLDERS)


def _file(name: str, content: bytes) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": name.rpartition("/")[2],
        "contentSize": str(len(content)),
        "encodingFormat": media_type(name, PLAIN),
    }
    if name.endswith((".py", ".pyi")):
        described["license"] = {"@id": _CODE}
    return described


def _describe(crate: Any, edition: Described, author: str) -> None:
    from rocrate.model.contextentity import ContextEntity

    properties = {"@type": "Organization", "name": author}
    crate.add(ContextEntity(crate, "#author", properties=properties))
    for address, name in _LICENCES.items():
        described = {"@type": "CreativeWork", "name": name, "description": name, "url": address}
        crate.add(ContextEntity(crate, address, properties=described))
    for address in _PROFILES:
        profile = {"@type": "CreativeWork", "name": address.rsplit("/", 2)[1], "version": "0.5"}
        if "workflowhub" in address:
            profile |= {"name": "Workflow RO-Crate", "version": "1.0"}
        crate.add(ContextEntity(crate, address, properties=profile))
    root = crate.root_dataset
    root["name"] = f"{edition.title}, edition {edition.id}"
    root["description"] = f"{edition.subtitle}. Report, data, notebooks and code."
    root["version"] = edition.version
    root["datePublished"] = edition.released_on
    root["license"] = {"@id": _PROSE}
    root["author"] = {"@id": "#author"}
    root["publisher"] = {"@id": "#author"}
    root["conformsTo"] = [{"@id": address} for address in _PROFILES]


def _add_workflow(crate: Any, edition: Described) -> Any:
    from rocrate.model.contextentity import ContextEntity

    language = {
        "@type": "ComputerLanguage",
        "name": "GNU Make",
        "identifier": {"@id": "https://www.gnu.org/software/make/"},
        "url": {"@id": "https://www.gnu.org/software/make/"},
    }
    crate.add(ContextEntity(crate, "#make", properties=language))
    workflow = crate.add_workflow(
        None, _WORKFLOW, main=True, lang="galaxy", properties={"name": "make report"}
    )
    workflow["programmingLanguage"] = {"@id": "#make"}
    workflow["version"] = edition.version
    workflow["license"] = {"@id": _CODE}
    workflow["description"] = "Installs the locked environment, runs all notebooks and renders."
    return workflow


def _add_run(
    crate: Any, edition: Described, manifest: Manifest, inputs: list[Any], results: list[Any]
) -> None:
    from rocrate.model.contextentity import ContextEntity

    tools = ", ".join(f"{name} {manifest.tools.get(name, '')}" for name in sorted(TOOLS))
    run = {
        "@type": "CreateAction",
        "name": f"Build of edition {edition.id}, version {edition.version}",
        "description": f"Rendered with {manifest.engine}. {tools}.",
        "endTime": edition.released_on,
        "actionStatus": "http://schema.org/CompletedActionStatus",
    }
    action = crate.add(ContextEntity(crate, f"#build-{edition.id}", properties=run))
    action["agent"] = {"@id": "#author"}
    action["instrument"] = crate.mainEntity
    action["object"] = inputs
    action["result"] = results
    crate.root_dataset["mentions"] = action
