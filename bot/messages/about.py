"""What a message to somebody who is signed up is about."""

from dataclasses import dataclass

from db.models import Opportunity, Role, Session, SignupState


@dataclass(frozen=True, slots=True)
class About:
    """A sign-up's surroundings. `contact` is whom to reach, empty when nobody is known; `again` the place in line of
    who had a seat and waits since there are fewer, 0 for everyone else."""

    opportunity: Opportunity
    role: Role
    session: Session | None
    contact: str
    state: SignupState
    again: int = 0
