"""Pipeline: the task graph and the notebook runner."""
