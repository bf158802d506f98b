"""The MIME type that carries emissions beside what Jupyter shows."""

MIME = "application/vnd.standards-report.v1+json"
