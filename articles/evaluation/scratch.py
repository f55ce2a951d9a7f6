"""An archive to try things in: a database of its own on the archive's server, gone afterwards.

Another process waits for this one to finish or to die, however it dies, and then drops the
database. Should both be killed, the next run drops it.
"""

import os
import re
import secrets
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg
from django.core.management import call_command
from django.db import DatabaseError, ProgrammingError, connection
from psycopg import sql

from articles.reference import load_reference

MARK = "archive_evaluation_"
IS_OURS = re.compile(rf"{MARK}\d+_[0-9a-f]{{8}}")
NOT_ALLOWED = "42501"  # SQLSTATE


class ScratchError(Exception):
    """No database can be made; the message says, in Dutch, what to do."""


@contextmanager
def scratch_archive(fixtures: Path) -> Iterator[None]:
    """Let the default connection work in a new archive that knows the ``fixtures`` only.

    Raises ``ScratchError`` where the role may not make a database.
    """
    own = connection.settings_dict["NAME"]
    name = f"{MARK}{os.getpid()}_{secrets.token_hex(4)}"
    _drop_abandoned()
    place = {**connection.get_connection_params(), "autocommit": True}
    with _dropped_afterwards(name, place):
        _create(name)
        connection.close()
        connection.settings_dict["NAME"] = name
        try:
            call_command("migrate", verbosity=0, interactive=False)
            load_reference(fixtures)
            yield
        finally:
            connection.close()
            connection.settings_dict["NAME"] = own


def _create(name: str) -> None:
    """Make the database, with the archive's own sorting and encoding."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_encoding_to_char(encoding), datcollate, datctype FROM pg_database"
                " WHERE datname = current_database()"
            )
            encoding, collation, ctype = map(sql.Literal, cursor.fetchone())
            cursor.execute(
                sql.SQL(
                    "CREATE DATABASE {} TEMPLATE template0 ENCODING {} LC_COLLATE {} LC_CTYPE {}"
                ).format(sql.Identifier(name), encoding, collation, ctype)
            )
    except ProgrammingError as error:
        if getattr(error.__cause__, "sqlstate", "") != NOT_ALLOWED:
            raise
        raise ScratchError(
            "Er wordt gemeten in een eigen databank die daarna verdwijnt, maar de gebruiker van "
            "DATABASE_URL mag er geen maken. Geef dat recht (ALTER ROLE … CREATEDB), of laat "
            "DATABASE_URL weg: dan dient de ingebouwde server."
        ) from error


@contextmanager
def _dropped_afterwards(name: str, place: dict[str, Any]) -> Iterator[None]:
    """Drop the database when the block ends, or this process does: then its pipe closes."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _wait_and_drop(reading, writing, name, place)
    os.close(reading)
    try:
        yield
    finally:
        os.close(writing)
        os.waitpid(child, 0)


def _wait_and_drop(reading: int, writing: int, name: str, place: dict[str, Any]) -> None:
    """Live on until the parent is through; never returns.

    As a fork it shares in what keeps an embedded server running.
    """
    try:
        os.setsid()  # Ctrl-C in the terminal, or a kill of the group, is the parent's
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        os.close(writing)
        os.read(reading, 1)
        with psycopg.connect(**place) as server:
            server.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )
    finally:
        os._exit(0)


def _drop_abandoned() -> None:
    """Drop what is left of runs of which nobody survived; one that is in use stays."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT datname FROM pg_database WHERE datname LIKE %s"
            " EXCEPT SELECT datname FROM pg_stat_activity",
            [f"{MARK}%"],
        )
        for (name,) in cursor.fetchall():
            if IS_OURS.fullmatch(name):
                with suppress(DatabaseError):  # somebody else's, or taken into use by now
                    cursor.execute(
                        sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name))
                    )
