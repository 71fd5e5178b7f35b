"""What a changing statement did."""

from typing import Any, cast

from sqlalchemy import Connection, CursorResult, Executable
from sqlalchemy.orm import Session as DbSession


def rows_changed(db: Connection | DbSession, statement: Executable, values: dict[str, Any] | None = None) -> int:
    """Runs an UPDATE or DELETE; how many rows it changed."""
    return cast("CursorResult[Any]", db.execute(statement, values)).rowcount


def key_of_new(db: Connection | DbSession, statement: Executable, values: dict[str, Any] | None = None) -> int:
    """Runs an INSERT of one row; its id."""
    key = cast("CursorResult[Any]", db.execute(statement, values)).inserted_primary_key
    if key is None:
        raise LookupError("the insert made no row")
    return int(key[0])
