"""Django's PostgreSQL backend on a server of its own.

    DATABASES["default"] = {
        "ENGINE": "archive.embedded",
        "NAME": "archive",
        "OPTIONS": {"data_dir": BASE_DIR / "var" / "postgres", "pool": True},
    }

`data_dir` is where the server keeps its data; all other options mean what they do in Django.
USER, HOST and PORT are not needed. The first connection joins the server and makes the database
if it is missing. A server that forks (gunicorn) calls `connection.join_server()` before it does.
"""

import contextlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, ClassVar

import psycopg
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import CommandError
from django.db.backends.postgresql import base
from django.db.backends.postgresql.client import DatabaseClient as PostgresqlClient
from django.db.utils import OperationalError
from psycopg import sql
from psycopg.errors import DuplicateDatabase, UniqueViolation

from archive.embedded import cluster, server
from archive.embedded.files import EmbeddedServerError


class DatabaseUnavailableError(OperationalError, CommandError):
    """A database that is away for pages, one line without a traceback for commands."""


def join(settings_dict: dict[str, Any]) -> dict[str, Any]:
    """Where and as whom to connect, once the server runs. Raises DatabaseUnavailableError."""
    data_dir = settings_dict["OPTIONS"].get("data_dir")
    if not data_dir:
        raise ImproperlyConfigured("The embedded database needs OPTIONS['data_dir'].")
    try:
        socket_dir = server.join(Path(data_dir))
    except EmbeddedServerError as error:
        raise DatabaseUnavailableError(str(error)) from None
    return {"host": str(socket_dir), "port": cluster.PORT, "user": cluster.SUPERUSER}


class DatabaseClient(PostgresqlClient):
    """`manage.py dbshell` with the psql of the wheel."""

    @classmethod
    def settings_to_cmd_args_env(
        cls, settings_dict: dict[str, Any], parameters: Iterable[str]
    ) -> tuple[list[str], dict[str, str] | None]:
        place = {key.upper(): value for key, value in join(settings_dict).items()}
        arguments, environment = super().settings_to_cmd_args_env(
            {**settings_dict, **place}, parameters
        )
        return [str(cluster.binary("psql")), *arguments[1:]], environment


class DatabaseWrapper(base.DatabaseWrapper):
    client_class = DatabaseClient
    _found_databases: ClassVar[set[tuple[str, str]]] = set()

    def join_server(self) -> None:
        """Start or join the server without connecting, so that forked children share it."""
        join(self.settings_dict)

    def get_connection_params(self) -> dict[str, Any]:
        parameters = {**super().get_connection_params(), **join(self.settings_dict)}
        parameters.pop("data_dir")
        self._ensure_database(parameters)
        return parameters

    def _ensure_database(self, parameters: dict[str, Any]) -> None:
        """Make the database, once per process: tests may drop theirs and mean it."""
        place = {key: parameters[key] for key in ("host", "port", "user")}
        name = parameters["dbname"]
        if name == "postgres" or (place["host"], name) in self._found_databases:
            return
        with psycopg.connect(**place, dbname="postgres", autocommit=True) as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if not known.fetchone():
                with contextlib.suppress(DuplicateDatabase, UniqueViolation):  # we lost a race
                    connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        self._found_databases.add((place["host"], name))
