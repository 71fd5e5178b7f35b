"""The declarative base: constraint names are spelled out so that migrations can find them on both databases."""

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar, cast

from sqlalchemy import Enum, Index, MetaData, Table, TextClause
from sqlalchemy.orm import DeclarativeBase

from db.types import UTCDateTime

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


WHERE = "where"


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: UTCDateTime}


def table(model: type[Base]) -> Table:
    """The model's table, for statements on the hot path that need no objects."""
    return cast("Table", model.__table__)


def partial(name: str, *columns: str, where: TextClause, unique: bool = False) -> Index:
    """An index of the rows that meet `where` only.

    SQLAlchemy takes the condition under each database's own name, and imports all it knows of a database to look at the
    name: for PostgreSQL that is 2.3 MB, which a bot on SQLite does without. `spell_out` says it where it is needed.
    """
    return Index(name, *columns, unique=unique, sqlite_where=where, info={WHERE: where})


def spell_out() -> None:
    """Says the conditions of partial indexes for PostgreSQL, too, before tables are made or compared there."""
    for index in (one for tables in Base.metadata.sorted_tables for one in tables.indexes if WHERE in one.info):
        index.dialect_kwargs["postgresql_where"] = index.info[WHERE]


def states(kind: type[StrEnum]) -> Enum:
    """A column of `kind`'s values, kept as text so that adding a state needs no change of type."""
    return Enum(kind, native_enum=False, length=20, values_callable=_values, create_constraint=False)


def _values(kind: Any) -> list[str]:
    return [member.value for member in kind]
