"""Column types shared by every model."""

from datetime import UTC, datetime
from typing import Annotated, Any

from sqlalchemy import JSON, DateTime, Dialect, ForeignKey, String, Text, TypeDecorator
from sqlalchemy.orm import mapped_column


class UTCDateTime(TypeDecorator[datetime]):
    """An instant: aware in, aware UTC out. SQLite keeps it as naive UTC text, PostgreSQL as timestamptz."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be kept as an instant")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Key = Annotated[int, mapped_column(primary_key=True)]
Instant = Annotated[datetime, mapped_column(UTCDateTime)]
WallTime = Annotated[datetime, mapped_column(DateTime(timezone=False))]
"""A local date and time as people said it; the IANA zone stands beside it."""
Short = Annotated[str, mapped_column(String(255))]
Long = Annotated[str, mapped_column(Text)]
Names = Annotated[list[str], mapped_column(JSON)]
Values = Annotated[dict[str, Any], mapped_column(JSON)]


def references(target: str, *, index: bool = True, **options: Any) -> Any:
    """A foreign key column to `target` ("table.column"), indexed unless told otherwise."""
    return mapped_column(ForeignKey(target), index=index, **options)
