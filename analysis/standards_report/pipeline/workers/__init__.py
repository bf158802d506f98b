"""Steps sent to the workers of a Dask cluster. A build without a cluster imports nothing of it."""
