"""Statements that differ in one list of values only: Django writes each of them once.

For the few rows of a page, writing a statement takes several times as long as running it.
"""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import BooleanField, F, Func, QuerySet, Value

_VALUES = object()
GIVEN = Value(_VALUES)  # stands for the list in a statement


def is_given(column: str) -> Func:
    """Keep the rows in which this column has one of the values."""
    return Func(
        F(column),
        GIVEN,
        template="%(expressions)s)",
        arg_joiner=" = ANY(",
        output_field=BooleanField(),
    )


class Prepared:
    """A statement of which the list of values is still to be ``GIVEN``; decorates its builder."""

    def __init__(self, build: Callable[[], QuerySet[Any, Any]]) -> None:
        """``build`` is called when the statement is first needed, and its query kept."""
        self._build = build

    @cached_property
    def _written(self) -> tuple[type[Any], str, Sequence[Any]]:
        queryset = self._build()
        return queryset.model, *queryset.query.sql_with_params()

    def rows(self, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        """Give the rows as PostgreSQL has them: JSON is text."""
        _, sql, params = self._written
        with connection.cursor() as cursor:
            cursor.execute(sql, _filled(params, values))
            return list(cursor.fetchall())

    def objects(self, values: Sequence[Any]) -> list[Any]:
        """Give the rows as models; what else the statement names is an attribute of them."""
        model, sql, params = self._written
        return list(model._default_manager.raw(sql, _filled(params, values)))  # noqa: SLF001


def _filled(params: Sequence[Any], values: Sequence[Any]) -> list[Any]:
    return [values if param is _VALUES else param for param in params]
