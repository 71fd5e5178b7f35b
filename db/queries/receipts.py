"""The inbox: what was answered to whom, so that a request that comes again changes nothing."""

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.orm import Session as DbSession

from db.models import Receipt
from db.models.base import table
from db.prepared import Prepared
from db.queries.changing import rows_changed

RECEIPT = table(Receipt)

_ADD_RECEIPT = Prepared(insert(RECEIPT), ("key", "answer", "created_at"))


def add_receipt(sql: Connection, key: str, answer: str, now: datetime) -> None:
    _ADD_RECEIPT.change(sql, {"key": key, "answer": answer, "created_at": now})


def forget_receipts(db: DbSession, before: datetime) -> int:
    return rows_changed(db, delete(RECEIPT).where(RECEIPT.c.created_at < before))


def answer_kept(db: DbSession, key: str) -> str | None:
    """What was answered to that request, if it came before."""
    return db.scalar(select(RECEIPT.c.answer).where(RECEIPT.c.key == key))
