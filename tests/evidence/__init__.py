"""Claims, findings, ledgers."""
