"""What a changing statement did."""

from typing import Any, cast

from sqlalchemy import CursorResult, Executable
from sqlalchemy.orm import Session as DbSession


def rows_changed(db: DbSession, statement: Executable) -> int:
    """Runs an UPDATE or DELETE; how many rows it changed."""
    return cast("CursorResult[Any]", db.execute(statement)).rowcount
