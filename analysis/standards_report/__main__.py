"""The program: what a waiting process can do is handed over before the commands are loaded.

To load them, and to read their arguments, takes longer than to ask that process.
"""

from __future__ import annotations

import sys

from standards_report.errors import ReportError
from standards_report.project import find_project


def main() -> None:
    """Runs a command, here or in the project's waiting process."""
    try:
        code = _handed_over(sys.argv[1:])
    except ReportError as error:
        for fault in error.faults:
            print(fault, file=sys.stderr)
        code = error.exit_code
    except KeyboardInterrupt:
        code = 130
    if code is not None:
        sys.exit(code)
    from standards_report.cli import main as run

    run()


def _handed_over(arguments: list[str]) -> int | None:
    """The exit code of a build that was handed over; None for all else."""
    if arguments[:1] != ["build"]:
        return None
    try:
        project = find_project()
    except ReportError:  # the command says so
        return None
    from standards_report.render.local_socket import may_answer

    if not may_answer(project, "standby"):
        return None
    from standards_report.render.standby import hand_over

    return hand_over(project, arguments)


if __name__ == "__main__":
    main()
