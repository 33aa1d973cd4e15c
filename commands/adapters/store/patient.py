"""A PostgreSQL connection on which nothing is waited for beyond the thread's deadline."""

from collections.abc import Generator
from typing import Any, TypeVar

import psycopg

from commands.adapters.store.patience import left

Done = TypeVar("Done")


class NoAnswer(psycopg.OperationalError):
    """The database took a request and did not answer in time."""


class Patient(psycopg.Connection[Any]):
    """Given up where it takes too long: it may still be answered, and nobody would know to what.

    psycopg waits by running a generator that says what it waits for, and is told several times a second when nothing
    has come; we look at the clock in between.
    """

    @classmethod
    def _connect_gen(cls, *args: Any, **kwargs: Any) -> Any:
        return _bounded(super()._connect_gen(*args, **kwargs))

    def wait(self, gen: Any, *args: Any, **kwargs: Any) -> Any:
        """As psycopg does it. Raises NoAnswer."""
        try:
            return super().wait(_bounded(gen), *args, **kwargs)
        except NoAnswer:
            self.close()
            raise


def _bounded(waiting: Generator[Any, Any, Done]) -> Generator[Any, Any, Done]:
    try:
        wanted = next(waiting)
        while True:
            ready = yield wanted
            if not ready and not left():
                raise NoAnswer("the database did not answer in time")
            wanted = waiting.send(ready)
    except StopIteration as end:
        done: Done = end.value
        return done


def connect(_dialect: Any, _record: Any, arguments: Any, parameters: Any) -> Patient:
    """SQLAlchemy's hook by which a connection is opened."""
    return Patient.connect(*arguments, **parameters)
