"""Every table. Importing this package makes `Base.metadata` complete."""

from db.models.base import Base
from db.models.communities import Channel, Community, Place
from db.models.delivery import Card, Delivery, DeliveryState, Lane, Receipt
from db.models.feeds import Feed, FeedItem
from db.models.heartbeats import Heartbeat
from db.models.invitations import Invitation
from db.models.notices import Notice
from db.models.opportunities import Opportunity, OpportunityState, Owner, Role, Session
from db.models.organizations import Membership, Organization
from db.models.people import Account, Person
from db.models.questions import Question
from db.models.series import Series
from db.models.signups import Application, Signup, SignupState

__all__ = [
    "Account",
    "Application",
    "Base",
    "Card",
    "Channel",
    "Community",
    "Delivery",
    "DeliveryState",
    "Feed",
    "FeedItem",
    "Heartbeat",
    "Invitation",
    "Lane",
    "Membership",
    "Notice",
    "Opportunity",
    "OpportunityState",
    "Organization",
    "Owner",
    "Person",
    "Place",
    "Question",
    "Receipt",
    "Role",
    "Series",
    "Session",
    "Signup",
    "SignupState",
]
