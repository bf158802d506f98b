"""The MIME type in which emissions travel beside what Jupyter shows."""

MIME = "application/vnd.standards-report.v1+json"
