"""Steps, memory, notebooks, kernels, workers."""
