"""Run by each kernel under `make coverage`: a kernel is killed when its notebook is done, so what
its cells covered is kept after each of them."""

import coverage
from IPython import get_ipython

measured = coverage.Coverage.current()
shell = get_ipython()
if measured is not None and shell is not None:
    shell.events.register("post_run_cell", lambda *_: measured.save())
