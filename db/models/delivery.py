"""The inbox, the outbox, and the cards the bot keeps up to date."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, partial, states
from db.types import Instant, Key, Long, Short, Values, references


class DeliveryState(StrEnum):
    READY = "ready"
    SENDING = "sending"
    UNKNOWN = "unknown"
    SENT = "sent"
    PARKED = "parked"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


READY = text("state = 'ready'")
SENDING = text("state = 'sending'")
UNKNOWN = text("state = 'unknown'")
PARKED = text("state = 'parked'")


class Delivery(Base):
    """One thing the bot owes somebody. Its text is rendered when it is sent, from that day's facts."""

    __tablename__ = "delivery"
    __table_args__ = (
        partial("ix_delivery_due", "due_at", "id", where=READY),
        partial("uq_delivery_one_sending", "lane", unique=True, where=SENDING),
        partial("ix_delivery_unknown", "claimed_at", where=UNKNOWN),
        partial("ix_delivery_parked", "place_id", "channel", where=PARKED),
        partial("uq_delivery_one_ready", "coalesce", unique=True, where=READY),
    )

    id: Mapped[Key]
    key: Mapped[Short] = mapped_column(unique=True)
    """What is owed, spelled out: "signup:42:reminder:day:…". A second one of the same key is not owed."""
    kind: Mapped[Short]
    subject_id: Mapped[int]
    """The id of what it is about: a signup, a card, an opportunity, as the kind says."""
    facts: Mapped[Values]
    """Ids and numbers the kind needs besides; never text to send."""
    place_id: Mapped[int] = references("place.id", index=False)
    account_id: Mapped[int | None] = references("account.id", index=False)
    """Who gets it as a direct message; none when it goes to a channel."""
    channel: Mapped[Short | None]
    """The platform's channel id; none for a direct message."""
    lane: Mapped[Short]
    """Deliveries of one lane go out one at a time, in order: the database allows only one that is being sent."""
    coalesce: Mapped[Short | None]
    """At most one ready delivery bears the same name here."""
    signup_id: Mapped[int | None] = references("signup.id")
    opportunity_id: Mapped[int | None] = references("opportunity.id", index=False)
    due_at: Mapped[Instant]
    expires_at: Mapped[datetime | None]
    state: Mapped[DeliveryState] = mapped_column(states(DeliveryState))
    attempts: Mapped[int]
    lease: Mapped[Short | None]
    """The fencing token of the worker that claimed it."""
    claimed_at: Mapped[datetime | None]
    """None, too, for what was parked and was certainly not sent."""
    settled_at: Mapped[datetime | None]
    """When it reached sent, parked, cancelled or expired."""
    message: Mapped[Short | None]
    """The platform's id of the message it became."""
    fault: Mapped[Long | None]
    """The platform's last word against it."""
    created_at: Mapped[Instant]


class Lane(Base):
    """When the next message may go to a channel."""

    __tablename__ = "lane"

    name: Mapped[str] = mapped_column(String(255), primary_key=True)
    free_at: Mapped[Instant]


class Receipt(Base):
    """One request already handled, with the answer that was given."""

    __tablename__ = "receipt"

    key: Mapped[str] = mapped_column(String(255), primary_key=True)
    answer: Mapped[Long]
    created_at: Mapped[Instant] = mapped_column(index=True)


class Card(Base):
    """The message that shows an opportunity in a channel."""

    __tablename__ = "card"
    __table_args__ = (UniqueConstraint("opportunity_id", "channel_id"),)

    id: Mapped[Key]
    opportunity_id: Mapped[int] = references("opportunity.id", index=False)
    channel_id: Mapped[int] = references("channel.id")
    message: Mapped[Short | None]
    """The platform's id of the message, once it was posted."""
