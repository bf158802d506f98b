"""Ingest: one adapter a module; a raw export in, tidy rows out."""
