"""Runs steps on the workers of a Dask cluster instead of threads of this process.

The workers share the project's folder (on a network file system, for example) and have the same
code and packages. Every worker is asked for both before anything runs and again with each step, as
workers come and go. A step gives the same bytes wherever it runs.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Mapping
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import Any, TypeVar

from standards_report.errors import Fault, RenderError, UsageError
from standards_report.pipeline.graph.memory import Memory
from standards_report.pipeline.workers import worker
from standards_report.pipeline.workers.compatibility import (
    Difference,
    cannot_run,
    code_or_packages,
    difference,
    named,
)
from standards_report.project import Project

_CONNECTED_WITHIN = 5  # seconds, as all of these
_ANSWERED_WITHIN = 8
_LOOKED_WITHIN = 20
_LEFT_WITHIN = 5
_HURRIED = 0.4  # where a user waits for the end
_ASKED_EVERY = 2
_ALONE_FOR = 12  # Dask's nanny restarts a worker that was killed
_TALKERS = ("asyncio", "distributed", "distributed.client", "tornado", "tornado.application")
_Result = TypeVar("_Result")


class Workers:
    """The workers of one scheduler, after their code and packages have been checked."""

    def __init__(self, client: Any, address: str, loop: asyncio.AbstractEventLoop) -> None:
        self.threads = 0
        self._client, self._address, self._loop = client, address, loop
        self._wanted = worker.kit()
        self._lost: asyncio.Future[Difference] = loop.create_future()
        self._watch = loop.create_task(self._ask_now_and_then())

    def run(
        self, make: Callable[[Path], Mapping[str, str] | None], folder: Path
    ) -> Mapping[str, str] | None:
        """Runs a step on one of the workers, in a folder that all of them share.

        Raises what the step raises. Raises RenderError where the workers or the scheduler are lost,
        or where a worker that came later has other code or packages.
        """
        import cloudpickle

        told = self._attempt(cloudpickle.dumps(make), folder)
        what, value = asyncio.run_coroutine_threadsafe(told, self._loop).result()
        if what == worker.FAILED:
            raise cloudpickle.loads(value)
        if what == worker.UNFIT:
            raise self._error(*code_or_packages(value, self._wanted))
        own, found = value
        # The worker has made the result in another folder; this one is empty.
        folder.rmdir()
        Path(own).rename(folder)
        result: Mapping[str, str] | None = found
        return result

    async def check(self, project: Project) -> None:
        """Asks every worker for its view of the folder, its code and its packages.

        Raises UsageError where workers are missing, do not answer, or differ from this process.
        """
        memory = Memory(project)
        memory.clear_room()
        token = memory.room("cluster") / "token"
        token.write_text(self._client.id, encoding="utf-8")
        wanted = {"folder": self._client.id, **self._wanted}
        try:
            self.threads = await self._threads()
            asked = self._client.run(_call("look"), str(token), on_error="return")
            answers = await _within(_LOOKED_WITHIN, asked)
        except (TimeoutError, OSError):
            raise UsageError(
                f"the Dask scheduler at {self._address} or one of its workers does not answer: "
                "restart it"
            ) from None
        finally:
            memory.clear_room()
        if not answers:
            raise UsageError(
                f"the Dask scheduler at {self._address} has no workers: start them with "
                f"`dask worker {self._address}`"
            )
        faults: dict[Difference, list[str]] = {}
        for name, answer in answers.items():
            if answer != wanted:
                told = difference(answer, wanted, project.root)
                faults.setdefault(told, []).append(name)
        if faults:
            raise UsageError(Fault(named(names), 0, *told) for told, names in faults.items())

    async def leave(self, seconds: float) -> None:
        """Gives up what still runs, and ends the kernels that workers started for it."""
        self._watch.cancel()
        if not self._lost.done() and self._client.status == "running":
            with suppress(TimeoutError, OSError):
                told = self._client.run(_call("leave"), self._client.id, on_error="ignore")
                await _within(seconds, told)
        await _close(self._client)

    async def _attempt(self, pickled: bytes, folder: Path) -> tuple[str, Any]:
        ended = asyncio.ensure_future(self._outcome(pickled, folder))
        await asyncio.wait({ended, self._lost}, return_when=asyncio.FIRST_COMPLETED)
        if self._lost.done():
            ended.cancel()
            raise self._error(*self._lost.result())
        return ended.result()

    async def _outcome(self, pickled: bytes, folder: Path) -> tuple[str, Any]:
        """What a worker returned. Errors here come from the cluster, not from the step."""
        from distributed import KilledWorker

        told = worker.kit_hash(self._wanted), pickled, str(folder), self._client.id
        try:
            # `pure=False`: Dask must not take two steps for the same call.
            outcome: tuple[str, Any] = await self._client.submit(
                _call("attempt"), *told, pure=False
            )
        except KilledWorker:
            remedy = "see what the workers printed, give them more memory, and build again"
            raise self._error("a step ended every worker that it ran on", remedy) from None
        except Exception as error:
            if isinstance(error, CancelledError) or self._client.status != "running":
                self._lose(_SCHEDULER_LOST)
            raise self._error(*cannot_run(error)) from None
        return outcome

    async def _ask_now_and_then(self) -> None:
        """Notices that the scheduler or all workers are lost, since futures then never end."""
        seen = self._loop.time()
        while self._loop.time() - seen < _ALONE_FOR:
            await asyncio.sleep(_ASKED_EVERY)
            try:
                threads = await self._threads()
            except Exception:  # a client that has given up raises many kinds of errors
                self._lose(_SCHEDULER_LOST)
                return
            if threads:
                seen = self._loop.time()
        self._lose(("lost all of its workers", "see what they printed, and build again"))

    async def _threads(self) -> int:
        found: dict[str, int] = await _within(_ANSWERED_WITHIN, self._client.nthreads())
        return sum(found.values())

    def _lose(self, told: Difference) -> None:
        if not self._lost.done():
            self._lost.set_result(told)

    def _error(self, what: str, remedy: str) -> RenderError:
        return RenderError(Fault(f"Dask cluster at {self._address}", 0, what, remedy))


_SCHEDULER_LOST = "lost its scheduler", "see what it printed, start it, and build again"


@contextmanager
def dask_workers(address: str, project: Project) -> Iterator[Workers]:
    """The workers of the scheduler at `address`. The caller holds the lock of the project.

    Raises UsageError where Dask is not installed, where no scheduler answers or it has no workers,
    and where a worker cannot use the project's folder or has other code or packages.
    """
    try:
        import distributed  # noqa: F401
    except ImportError:
        raise UsageError(
            "--backend dask needs Dask: install the report with its extra, pip install -e '.[dask]'"
        ) from None
    # Our own messages report lost connections.
    for name in _TALKERS:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    with _loop() as loop:
        workers = _wait_for(_connect(address, loop), loop)
        try:
            _wait_for(workers.check(project), loop)
            yield workers
        except BaseException:
            _wait_for(workers.leave(_HURRIED), loop)
            raise
        _wait_for(workers.leave(_LEFT_WITHIN), loop)


async def _connect(address: str, loop: asyncio.AbstractEventLoop) -> Workers:
    from distributed import Client

    client: Any = None
    try:
        client = Client(  # type: ignore[no-untyped-call]
            address, asynchronous=True, timeout=_CONNECTED_WITHIN, set_as_default=False
        )
        await _within(_CONNECTED_WITHIN + 1, client)
    except (OSError, TimeoutError, ValueError):
        if client:
            await _close(client)
        raise UsageError(
            f"no Dask scheduler answers at {address}: start one with `dask scheduler`, "
            "correct --scheduler, or leave out --backend"
        ) from None
    return Workers(client, address, loop)


async def _close(client: Any) -> None:
    with suppress(TimeoutError, OSError, CancelledError):
        await _within(_HURRIED, client.close())


@contextmanager
def _loop() -> Iterator[asyncio.AbstractEventLoop]:
    """An event loop in its own thread. At the end, it cancels everything that waits in it."""
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever, name="cluster", daemon=True)
    thread.start()
    try:
        yield loop
    finally:
        _wait_for(_cancel_all(), loop)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(_HURRIED)


def _wait_for(what: Coroutine[Any, Any, _Result], loop: asyncio.AbstractEventLoop) -> _Result:
    return asyncio.run_coroutine_threadsafe(what, loop).result()


async def _within(seconds: float, what: Awaitable[_Result]) -> _Result:
    """The result, or TimeoutError after `seconds`, even where it cannot be cancelled."""
    task = asyncio.ensure_future(what)
    await asyncio.wait({task}, timeout=seconds)
    if task.done():
        return task.result()
    task.cancel()
    raise TimeoutError


def _call(name: str) -> Callable[..., Any]:
    """A call of a function of `worker` that any worker can unpickle, whatever it has installed.

    A nested function is sent with its code, and not by its name.
    """

    def call(*arguments: object) -> object:
        from importlib import import_module

        return getattr(import_module("standards_report.pipeline.workers.worker"), name)(*arguments)

    return call


async def _cancel_all() -> None:
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    if tasks:
        await asyncio.wait(tasks, timeout=_HURRIED)
