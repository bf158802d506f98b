"""Runs steps on the workers of a Dask cluster. A build without a cluster never imports this."""
