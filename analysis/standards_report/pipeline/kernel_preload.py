"""What the fork server imports before the first kernel, so that no kernel has to."""

from importlib import import_module
from pkgutil import iter_modules

import ipykernel.kernelapp  # noqa: F401
import matplotlib.pyplot  # noqa: F401
import pandas  # noqa: F401
import seaborn  # noqa: F401

import standards_report.display
import standards_report.measures
import standards_report.observations

for room in (standards_report.observations, standards_report.measures, standards_report.display):
    for module in iter_modules(room.__path__, f"{room.__name__}."):
        import_module(module.name)
