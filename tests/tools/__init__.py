"""Programs beside the suite: benchmarks, mutations, pictures."""
