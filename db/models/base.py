"""The declarative base: constraint names are spelled out so that migrations can find them on both databases."""

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar, cast

from sqlalchemy import Enum, MetaData, Table
from sqlalchemy.orm import DeclarativeBase

from db.types import UTCDateTime

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: UTCDateTime}


def table(model: type[Base]) -> Table:
    """The model's table, for statements on the hot path that need no objects."""
    return cast("Table", model.__table__)


def states(kind: type[StrEnum]) -> Enum:
    """A column of `kind`'s values, kept as text so that adding a state needs no change of type."""
    return Enum(kind, native_enum=False, length=20, values_callable=_values, create_constraint=False)


def _values(kind: Any) -> list[str]:
    return [member.value for member in kind]
