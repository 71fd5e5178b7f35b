"""Every table. Importing this package makes `Base.metadata` complete."""

from db.models.base import Base
from db.models.communities import Channel, Community, Place
from db.models.delivery import Card, Delivery, DeliveryState, Lane, Receipt
from db.models.heartbeats import Heartbeat
from db.models.opportunities import Opportunity, OpportunityState, Role, Session
from db.models.organizations import Membership, Organization
from db.models.people import Account, Person
from db.models.series import Series
from db.models.signups import Signup, SignupState

__all__ = [
    "Account",
    "Base",
    "Card",
    "Channel",
    "Community",
    "Delivery",
    "DeliveryState",
    "Heartbeat",
    "Lane",
    "Membership",
    "Opportunity",
    "OpportunityState",
    "Organization",
    "Person",
    "Place",
    "Receipt",
    "Role",
    "Series",
    "Session",
    "Signup",
    "SignupState",
]
