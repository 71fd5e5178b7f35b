"""The roles of an opportunity: written once, rewritten without ever unseating anybody."""

from collections.abc import Sequence

from bot import events
from bot.errors import Fault, Faults
from bot.marketplace import promotion
from bot.marketplace.naming import folded
from bot.marketplace.role_lines import RoleDraft
from bot.work import Work
from db.models import Opportunity, Role, Session
from db.queries.invitations import forget_role
from db.queries.sessions import roles_at
from db.queries.signups import anyone_ever_in, anyone_in
from db.queries.unseating import last_in

NAMED = 5
"""People named in one sentence."""


def write(work: Work, opportunity: Opportunity, session: Session | None, drafts: Sequence[RoleDraft]) -> None:
    work.db.add_all(_role(opportunity, session, position, draft) for position, draft in enumerate(drafts))
    work.db.flush()


def rewrite(
    work: Work, opportunity: Opportunity, session: Session | None, drafts: Sequence[RoleDraft], *, unseat: bool = False
) -> None:
    """Makes the roles of that session, or of what has no date, as drafted. They are known by their names; the one new
    name where one old name stood is that role's own, with those who are in it.

    Raises Faults where somebody would lose a seat, unless they may be moved to the waiting list.
    """
    known = {role.folded: role for role in roles_at(work.db, opportunity.id, session.id if session else None)}
    _rename(known, drafts)
    for position, draft in enumerate(drafts):
        role = known.pop(folded(draft.name), None)
        if role is None:
            work.db.add(_role(opportunity, session, position, draft))
        else:
            role.position, role.name = position, draft.name
            _ask(role, draft)
            _resize(work, role, draft.capacity, unseat=unseat)
    for role in known.values():
        _remove(work, role)
    work.db.flush()


def _rename(known: dict[str, Role], drafts: Sequence[RoleDraft]) -> None:
    """Knows a role again whose name was corrected: the only one that vanished, where the only new one is."""
    names = [folded(draft.name) for draft in drafts]
    vanished = [(place, name) for place, name in enumerate(known) if name not in names]
    new = [(place, name) for place, name in enumerate(names) if name not in known]
    if len(vanished) == len(new) == 1 and vanished[0][0] == new[0][0]:
        role = known[new[0][1]] = known.pop(vanished[0][1])
        role.folded = new[0][1]


def _ask(role: Role, draft: RoleDraft) -> None:
    """Writes down what the role asks for."""
    role.level = draft.needs.level
    role.required, role.preferred = list(draft.needs.required), list(draft.needs.preferred)


def _role(opportunity: Opportunity, session: Session | None, position: int, draft: RoleDraft) -> Role:
    role = Role(
        opportunity_id=opportunity.id,
        session_id=session.id if session else None,
        position=position,
        name=draft.name,
        folded=folded(draft.name),
        capacity=draft.capacity,
        taken=0,
        next_position=1,
    )
    _ask(role, draft)
    return role


def _resize(work: Work, role: Role, capacity: int | None, *, unseat: bool) -> None:
    if capacity == role.capacity:
        return
    if capacity is not None and capacity < role.taken:
        if not unseat:
            raise Faults({"roles": _below_taken(work, role, capacity)})
        promotion.unseat(work, role, role.taken - capacity)
    role.capacity = capacity
    work.happened(events.SeatsAdded(role.id, role.opportunity_id))


def _below_taken(work: Work, role: Role, capacity: int) -> Fault:
    """Says who would be affected: the last ones in, as many as are named in a sentence."""
    last = [name for _signup, name in last_in(work.db, role.id, role.taken - capacity)]
    names = ", ".join(last[:NAMED]) + ("…" if len(last) > NAMED else "")
    return Fault("seats_below_taken", {"role": role.name, "taken": role.taken, "seats": capacity, "names": names})


def _remove(work: Work, role: Role) -> None:
    """Takes it out of the posting. It stays for those who had been in it, under a name that nobody can type, so that
    another one may have its name."""
    if anyone_in(work.db, role.id):
        raise Faults({"roles": Fault("role_in_use", {"role": role.name})})
    if not anyone_ever_in(work.db, role.id):
        work.db.delete(role)
        return
    role.removed_at, role.folded, role.capacity = work.now, f"\n{role.id}", None
    forget_role(work.db, role.id)
