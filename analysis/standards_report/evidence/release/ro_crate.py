"""An edition as one RO-Crate: report, data, notebooks, environment and how they came about.

The crate follows the Workflow Run profile (https://w3id.org/ro/wfrun/workflow/0.5): the
build is an action whose instrument is the workflow, whose objects are the inputs of the
manifest, and whose results are the pages.
"""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from standards_report.errors import Fault, UsageError
from standards_report.evidence.release.datacite import datacite_text
from standards_report.evidence.release.manifest import NAME, TOOLS, Manifest
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
_PROFILE = re.compile(r"_quarto-[^/]+\.yml")
_LICENCES = {
    "https://creativecommons.org/licenses/by/4.0/": "Creative Commons Attribution 4.0",
    "https://opensource.org/license/mit": "MIT License",
}
_PROSE, _CODE = _LICENCES
_UNSAFE = re.compile(r'[\x00-\x1f\x7f\\:*?"<>|]')
# ZIP knows no earlier day. The crate has none of its own: the same inputs give the same bytes.
_DAY = (1980, 1, 1, 0, 0, 0)


def crate_files(project: Project, edition: Edition, author: str) -> dict[str, bytes]:
    """Every file of the crate but its metadata: name to content.

    The published edition stands in `report/`. What computes it stands as in the repository, and
    `make report` works in the unpacked crate.
    """
    site = project.site / edition.id
    project.require_own_files()
    manifest = Manifest.model_validate_json((site / NAME).read_bytes())
    files = {f"report/{name}": (site / name).read_bytes() for name in [*manifest.outputs, NAME]}
    for path in _sources(project, manifest):
        files[path.relative_to(project.root).as_posix()] = path.read_bytes()
    files["datacite.json"] = datacite_text(edition, author, manifest.outputs).encode()
    _require_plain_names(files)
    return dict(sorted(files.items()))


def write_crate(project: Project, edition: Edition, author: str, target: Path) -> int:
    """Writes the crate of a published edition as a ZIP file. Returns how many files it holds."""
    files = crate_files(project, edition, author)
    manifest = Manifest.model_validate_json(files[f"report/{NAME}"])
    files["ro-crate-metadata.json"] = metadata_text(edition, author, files, manifest).encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, _DAY)
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    write_whole(target, buffer.getvalue())
    return len(files)


def metadata_text(
    edition: Edition, author: str, files: Mapping[str, bytes], manifest: Manifest
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


def _sources(project: Project, manifest: Manifest) -> Iterable[Path]:
    """What computes the report: files that Git tracks, or, where it tracks none, those that the
    manifest names with what describes them. Tables of records are not published."""
    schema = load_schema(project.data)
    left_out = {project.data / table.file for table in schema.tables.values() if table.optional}
    tracked = _tracked(project)
    files = [path for path in tracked if _is_packed(project, path)] if tracked else []
    if not tracked:
        files = [project.root / name for name in [*_TOP_LEVEL, *manifest.inputs]]
        files += [project.data / table.file for table in schema.tables.values()]
        files += [project.data / name for name in ("datapackage.yaml", "records.yaml", "README.md")]
        files += [
            *source_files(project.editions, "*.yml"),
            *source_files(project.root, "_quarto-*.yml"),
        ]
        files += [project.root / "analysis" / name for name in manifest.code]
    return sorted(path for path in {*files} - left_out if path.is_file())


def _tracked(project: Project) -> list[Path]:
    """The files of the project that Git tracks. There are none where it is no work tree of Git."""
    command = ["git", "-C", str(project.root), "ls-files", "-z"]
    try:
        listed = subprocess.run(command, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return []
    return [project.root / os.fsdecode(name) for name in listed.split(b"\0") if name]


def _is_packed(project: Project, path: Path) -> bool:
    """Whether a file is one that the report is made with: in one of its folders or on top."""
    parts = path.relative_to(project.root).parts
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


def _describe(crate: Any, edition: Edition, author: str) -> None:
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
    root["datePublished"] = edition.date.isoformat()
    root["license"] = {"@id": _PROSE}
    root["author"] = {"@id": "#author"}
    root["publisher"] = {"@id": "#author"}
    root["conformsTo"] = [{"@id": address} for address in _PROFILES]


def _add_workflow(crate: Any, edition: Edition) -> Any:
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
    crate: Any, edition: Edition, manifest: Manifest, inputs: list[Any], results: list[Any]
) -> None:
    from rocrate.model.contextentity import ContextEntity

    tools = ", ".join(f"{name} {manifest.tools.get(name, '')}" for name in sorted(TOOLS))
    run = {
        "@type": "CreateAction",
        "name": f"Build of edition {edition.id}, version {edition.version}",
        "description": f"Rendered with {manifest.engine}. {tools}.",
        "endTime": edition.date.isoformat(),
        "actionStatus": "http://schema.org/CompletedActionStatus",
    }
    action = crate.add(ContextEntity(crate, f"#build-{edition.id}", properties=run))
    action["agent"] = {"@id": "#author"}
    action["instrument"] = crate.mainEntity
    action["object"] = inputs
    action["result"] = results
    crate.root_dataset["mentions"] = action
