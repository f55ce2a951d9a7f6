"""Work on chunks in several processes at once, with the outcome that one process would have.

A job does a chunk in two steps. It *prepares* it (reads, computes) and says what it claims: keys
that no other chunk may touch at the same time. Then it *finishes* it (writes). Chunks are prepared
in any order; one may finish once every earlier chunk has made its claim and none of these that is
still at work claims a key of it. So of two chunks that meet, the earlier is always the first.
"""

import gc
import itertools
import os
import pickle
from collections.abc import Callable, Generator, Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from traceback import format_exc
from types import TracebackType
from typing import Any, Generic, Protocol, Self, TypeVar

import django
from django.db import connection

from articles.forking import Family, start

FEW = 2  # chunks for which it does not pay to start other processes
MOST_WORKERS = 8
Chunk = TypeVar("Chunk")
Report = TypeVar("Report")
Chunk_contra = TypeVar("Chunk_contra", contravariant=True)
Report_co = TypeVar("Report_co", covariant=True)
Prepared = Any  # whatever a job wants to remember between its two steps


class WorkerDied(Exception):  # noqa: N818 - what happened, as the operator reads it
    """A worker process ended by itself or by the system; what it was writing is undone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a chunk touches, and the names that only the main process may look up or add."""

    keys: frozenset[Hashable] = frozenset()
    names: tuple[str, ...] = ()


class Job(Protocol[Chunk_contra, Report_co]):
    def prepare(self, chunk: Chunk_contra) -> tuple[Claim, Prepared]:
        """Do what needs no other chunk."""

    def finish(self, prepared: Prepared, answer: Any) -> Report_co:
        """Do the rest; ``answer`` is the main process' reply to the claim."""

    # A class may also have a static ``load``, which takes what the class itself takes. It is
    # called once before its processes fork, for what they share and needs no database.


Answer = Callable[[Claim], Any]


def default_workers() -> int:
    """Give as many as there are cores that this process may use, at most ``MOST_WORKERS``."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return min(cores or 1, MOST_WORKERS)


class Chunks(Generic[Chunk]):
    """Chunks until ``should_stop`` says so; then ``stopped`` tells that some are left."""

    def __init__(
        self, chunks: Iterable[Chunk], should_stop: Callable[[], bool] = lambda: False
    ) -> None:
        self._chunks = iter(chunks)
        self._should_stop = should_stop
        self.stopped = False

    def are_more_than(self, number: int) -> bool:
        """Look so far ahead."""
        ahead = list(itertools.islice(self._chunks, number + 1))
        self._chunks = itertools.chain(ahead, self._chunks)
        return len(ahead) > number

    def __iter__(self) -> Iterator[Chunk]:
        for chunk in self._chunks:
            if self._should_stop():
                self.stopped = True
                return
            yield chunk


def work_through(
    chunks: Chunks[Chunk],
    make_job: Callable[[], Job[Chunk, Report]],
    *,
    answer: Answer = lambda _claim: None,
    workers: int = 1,
) -> Generator[Report, None, None]:
    """Do the job on every chunk and yield what each came to, in the order of the chunks.

    Few chunks are done here, more of them by ``workers`` processes when that is more than one;
    ``make_job`` and all that passes between must pickle. ``answer`` is asked here, chunk after
    chunk. Raises ``WorkerDied``, and whatever a job raises.
    """
    if workers > 1 and chunks.are_more_than(FEW):
        with Crew(make_job, workers) as crew:
            yield from crew.work_through(iter(chunks), answer)
        return
    job = make_job()
    for chunk in chunks:
        claim, prepared = job.prepare(chunk)
        yield job.finish(prepared, answer(claim))


@dataclass(slots=True)
class _Task(Generic[Report]):
    """A chunk in hand."""

    pipe: Connection
    claim: Claim | None = None
    answer: Any = None
    is_answered: bool = False
    is_let_go: bool = False
    report: Report | None = None


@dataclass(frozen=True, slots=True)
class _Failure:
    error: Exception
    cause: BaseException | None  # which pickling leaves behind; it says what the database minds


class Crew:
    """Processes that each do one chunk at a time; none of them outlives this one."""

    def __init__(self, make_job: Callable[[], Job[Any, Any]], number: int) -> None:
        self._make_job = make_job
        self._number = number
        self._workers: dict[Connection, tuple[Family, int]] = {}

    def __enter__(self) -> Self:
        pipes = [Pipe() for _ in range(self._number)]
        serve = partial(_serve, connection.settings_dict["NAME"])
        load = partial(_load, pickle.dumps(self._make_job))
        workers = start(load, serve, [theirs for _, theirs in pipes])
        for ours, theirs in pipes:
            self._workers[ours] = workers[theirs]
            theirs.close()  # else we would never see its end
        for pipe in self._workers:
            self._send(pipe, self._make_job)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        for pipe in self._workers:
            pipe.close()
        for family in {family for family, _ in self._workers.values()}:
            if kind:
                family.kill()
            family.join()

    def work_through(self, chunks: Iterator[Any], answer: Answer) -> Iterator[Any]:
        """Hand out chunks, one of them read ahead; yield their reports in order."""
        idle = list(self._workers)
        in_hand: list[_Task[Any]] = []  # in the order of the chunks
        chunk = next(chunks, None)
        while chunk is not None or in_hand:
            if chunk is not None and idle:
                in_hand.append(_Task(idle.pop()))
                self._send(in_hand[-1].pipe, chunk)
                chunk = next(chunks, None)
                continue
            at_work = {task.pipe: task for task in in_hand if task.report is None}
            for pipe in wait(list(at_work)):
                self._hear(at_work[pipe])  # type: ignore[index]
                if at_work[pipe].report is not None:  # type: ignore[index]
                    idle.append(pipe)  # type: ignore[arg-type]
            self._let_go(in_hand, answer)
            while in_hand and in_hand[0].report is not None:
                yield in_hand.pop(0).report

    def _send(self, pipe: Connection, message: object) -> None:
        try:
            pipe.send(message)
        except OSError:
            raise self._death(pipe) from None

    def _hear(self, task: _Task[Any]) -> None:
        try:
            message = task.pipe.recv()
        except (EOFError, OSError):
            raise self._death(task.pipe) from None
        if isinstance(message, _Failure):
            raise message.error from message.cause
        if task.claim is None:
            task.claim = message
        else:
            task.report = message

    def _let_go(self, in_hand: list[_Task[Any]], answer: Answer) -> None:
        held: set[Hashable] = set()
        for task in in_hand:
            if task.claim is None:
                return
            if task.report is not None:
                continue
            if not task.is_answered:
                task.is_answered, task.answer = True, answer(task.claim)
            if not task.is_let_go and held.isdisjoint(task.claim.keys):
                task.is_let_go = True
                self._send(task.pipe, task.answer)
            held |= task.claim.keys

    def _death(self, pipe: Connection) -> WorkerDied:
        family, number = self._workers[pipe]
        code = family.exit_code(number)
        cause = f"signaal {-code}" if code < 0 else f"status {code}"
        return WorkerDied(
            f"Een deelproces is onverwacht geëindigd ({cause}); was er te weinig geheugen? "
            "Met --workers 1 gaat het zonder deelprocessen."
        )


def _load(pickled: bytes) -> None:
    """Load what all processes of a job share: see ``Job``."""
    django.setup()  # or there are no models yet that the job may speak of
    make_job = pickle.loads(pickled)  # noqa: S301 - our own
    maker = make_job if isinstance(make_job, partial) else partial(make_job)
    getattr(maker.func, "load", _nothing)(*maker.args, **maker.keywords)


def _nothing(*_arguments: object, **_named: object) -> None:
    pass


def _serve(database: str, pipe: Connection) -> None:
    """Do chunks until the main process closes the pipe or is gone."""
    connection.settings_dict["NAME"] = database  # that of a test, for instance
    try:
        job = pipe.recv()()
        gc.freeze()  # what the job knows stays; looking through it again and again costs 5 %
        while True:
            claim, prepared = job.prepare(pipe.recv())
            pipe.send(claim)
            pipe.send(job.finish(prepared, pipe.recv()))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        pass
    except Exception as error:  # noqa: BLE001 - the main process raises it
        error.add_note(format_exc())
        pipe.send(_Failure(error, error.__cause__))
    finally:
        connection.close()
