"""`editions.js`, which lies beside the editions and tells every page which others there are.

Archives hold pages that read it as it was when they were released, so its form never changes: a key
may be added, none may go or mean something else. A test holds an example fixed.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TypedDict

from standards_report.render.site.listed import Listed

SCRIPT = "editions.js"

# Beside older versions, in `<edition>/v/`: pages of versions before 2022.2 and 2025.2 know nothing
# of that folder and ask there for the list. It hands them to the switcher of the site, which does.
OLDER_SCRIPT = """\
(function () {
  "use strict";
  var script = document.createElement("script");
  script.src = new URL("../../assets/switcher.js", document.currentScript.src).href;
  document.head.append(script);
})();
"""


class ScriptVersion(TypedDict):
    """A version of an edition: `folder` is its place below the site, without a slash at its end;
    `released` is the day (YYYY-MM-DD), empty for a draft."""

    version: str
    released: str
    folder: str


class ScriptEdition(TypedDict):
    """An edition: `pages` are the addresses of its newest version's pages below the folder `id`,
    notebooks left out; `versions` are all that the site holds, the newest first."""

    id: str
    pages: list[str]
    version: str
    released: str
    versions: list[ScriptVersion]


def editions_script(editions: Sequence[ScriptEdition]) -> str:
    """The script: it sets `window.editions` to all editions, the newest first."""
    return f"window.editions = {json.dumps(editions, ensure_ascii=False)};\n"


def script_edition(
    newest: Listed, versions: Sequence[Listed], pages: Sequence[str]
) -> ScriptEdition:
    """An edition as the script names it."""
    own = [entry for entry in versions if entry.id == newest.id]
    return {
        "id": newest.id,
        "pages": list(pages),
        "version": newest.version,
        "released": newest.released_on,
        "versions": [
            {"version": entry.version, "released": entry.released_on, "folder": entry.folder}
            for entry in own
        ],
    }
