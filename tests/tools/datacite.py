"""`python -m tests.tools.datacite CRATE`: the DataCite metadata in a crate, by the schema that
DataCite publishes; run by `make validate`, where the package of that name is installed."""

from __future__ import annotations

import json
import sys
import zipfile


def main(crate: str) -> int:
    """Prints every fault of the metadata; returns 1 where there is one."""
    from datacite import schema45

    with zipfile.ZipFile(crate) as archive:
        metadata = json.loads(archive.read("datacite.json"))
    faults = [fault.message for fault in schema45.validator.iter_errors(metadata)]
    print(*faults or [f"{crate}: datacite.json is valid"], sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
