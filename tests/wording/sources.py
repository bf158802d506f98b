"""Where the documents that the report is written from can be found, if they are at hand."""

from __future__ import annotations

from tests.conftest import ROOT

# They lie beside a checkout, or beside the folder of its worktrees.
_FOLDERS = [folder / "shared" / "seeds" for folder in ROOT.parents[:2]]
SOURCES = next((folder for folder in _FOLDERS if folder.is_dir()), None)
