"""Statements that every request runs: compiled once, then only given their values."""

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from typing import Any, NamedTuple

from sqlalchemy import Connection, CursorResult, Delete, Dialect, Insert, Select, Update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

Statement = Select[Any] | Insert | Update | Delete
Values = Mapping[str, Any]
Process = Callable[[Any], Any]


class Upserts(dict[str, Statement]):
    """The statement for each database by its name, built when it is first asked for: ON CONFLICT is no part of SQL that
    they share, and what SQLAlchemy knows of a database is imported only where it is used."""

    def __init__(self, build: Callable[[Any], Statement]) -> None:
        super().__init__()
        self._build = build

    def __missing__(self, name: str) -> Statement:
        statement = self._build(import_module(f"sqlalchemy.dialects.{name}").insert)
        return self.setdefault(name, statement)


class Prepared:
    """A statement with its values left open.

    On SQLite it runs on the driver's own cursor: there SQLAlchemy's part of a run costs several times SQLite's
    (docs/performance.md). What SQLAlchemy says of types and of errors still holds. On PostgreSQL, whose answers
    travel, it runs as any other.
    """

    def __init__(self, statement: Statement | Mapping[str, Statement], columns: Sequence[str] = ()) -> None:
        """`statement`, or one for each database by name; `columns` are those an INSERT of values fills."""
        self._statement = statement
        self._columns = list(columns) or None
        self._compiled: _Compiled | None = None

    def rows(self, sql: Connection, values: Values) -> Sequence[Sequence[Any]]:
        """Everything it finds or returns."""
        if sql.dialect.name == "sqlite":
            return self._on_sqlite(sql).rows(sql, values)
        return sql.execute(self._for(sql.dialect), dict(values)).all()

    def change(self, sql: Connection, values: Values) -> int:
        """How many rows it changed."""
        if sql.dialect.name == "sqlite":
            return self._on_sqlite(sql).run(sql, values).rowcount
        done: CursorResult[Any] = sql.execute(self._for(sql.dialect), dict(values))
        return done.rowcount

    def many(self, sql: Connection, every: Iterable[Values]) -> None:
        """Runs it with each of these."""
        if sql.dialect.name == "sqlite":
            self._on_sqlite(sql).many(sql, every)
        else:
            sql.execute(self._for(sql.dialect), [dict(values) for values in every])

    def _for(self, dialect: Dialect) -> Statement:
        return self._statement[dialect.name] if isinstance(self._statement, Mapping) else self._statement

    def _on_sqlite(self, sql: Connection) -> "_Compiled":
        if self._compiled is None:
            self._compiled = _Compiled(self._for(sql.dialect), sql.dialect, self._columns)
        return self._compiled


class _Bind(NamedTuple):
    """One question mark: filled with what `name` stands for, or with what never changes."""

    name: str | None
    fixed: Any
    process: Process | None


class _Compiled:
    """The statement as SQLite's driver takes it."""

    def __init__(self, statement: Statement, dialect: Dialect, columns: list[str] | None) -> None:
        compiled = statement.compile(dialect=dialect, column_keys=columns)
        self._text = str(compiled)
        self._binds = _binds(compiled, dialect)
        found = enumerate(statement.exported_columns)
        read = [(place, _type(column.type, dialect).result_processor(dialect, None)) for place, column in found]
        self._read = [(place, process) for place, process in read if process]

    def run(self, sql: Connection, values: Values) -> sqlite3.Cursor:
        return self._driven(sql, sqlite3.Connection.execute, self._filled(values))

    def many(self, sql: Connection, every: Iterable[Values]) -> None:
        self._driven(sql, sqlite3.Connection.executemany, [self._filled(values) for values in every])

    def rows(self, sql: Connection, values: Values) -> list[list[Any]]:
        found = [list(row) for row in self.run(sql, values)]
        for row in found:
            for place, process in self._read:
                row[place] = process(row[place])
        return found

    def _filled(self, values: Values) -> list[Any]:
        return [
            fixed if name is None else process(values[name]) if process else values[name]
            for name, fixed, process in self._binds
        ]

    def _driven(self, sql: Connection, execute: Callable[..., sqlite3.Cursor], values: list[Any]) -> sqlite3.Cursor:
        """Runs it as SQLAlchemy would: in a transaction, and with its errors, which keep no values."""
        if not sql.in_transaction():
            sql.begin()
        try:
            return execute(sql.connection.dbapi_connection, self._text, values)
        except sqlite3.Error as error:
            hidden: dict[str, Any] = {"hide_parameters": True, "dialect": sql.dialect}
            raise DBAPIError.instance(self._text, None, error, sqlite3.Error, **hidden) from error


def _binds(compiled: SQLCompiler, dialect: Dialect) -> list[_Bind]:
    binds = []
    for name in compiled.positiontup or ():
        bind = compiled.binds[name]
        process = _type(bind.type, dialect).bind_processor(dialect)
        if bind.required:
            binds.append(_Bind(bind.key, None, process))
        else:
            fixed = bind.effective_value
            binds.append(_Bind(None, process(fixed) if process else fixed, None))
    return binds


def _type(kind: TypeEngine[Any], dialect: Dialect) -> TypeEngine[Any]:
    return kind.dialect_impl(dialect)
