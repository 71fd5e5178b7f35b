"""REACTIONS: what follows from what happened. The bot's table of contents.

A reaction runs in the transaction of the event, writes rows only, and calls no platform.
"""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from bot import asking, events, organizing
from bot.delivery.outbox import Owed, owe_channel, owe_people, owe_redraws, owe_repaints, take_back, take_back_all
from bot.marketplace import answers, files, owners, pace, reminders, signups, who_came
from bot.work import Work
from db.models import Card, Delivery, Feed, Notice, Opportunity, Place, Signup
from db.queries.cards import shown_for
from db.queries.communities import announcing_channels, channels_for
from db.queries.notices import people_of
from db.queries.people import admins_of
from db.queries.sessions import person_on, roles_waited_for, signups_on
from db.queries.signups import current_signups_to

Reaction = Callable[[Work, Any], None]


def repaint(work: Work, event: events.Edited) -> None:
    owe_repaints(work, event.opportunity_id)


def announce(work: Work, event: events.Published) -> None:
    """A card in each channel that was chosen, else in every one that announces this kind."""
    if event.quiet:
        return
    opportunity = work.db.get_one(Opportunity, event.opportunity_id)
    for channel in channels_for(work.db, opportunity):
        card = Card(opportunity_id=opportunity.id, channel_id=channel.id, message=None)
        work.db.add(card)
        work.db.flush()
        owe_channel(
            work,
            channel,
            Owed(f"card:{card.id}:post", "card.post", card.id, work.now, opportunity_id=opportunity.id),
        )


def ask_for_review(work: Work, event: events.Submitted) -> None:
    opportunity = work.db.get_one(Opportunity, event.opportunity_id)
    admins = [admin.id for admin in admins_of(work.db, opportunity.community_id)]
    owe_people(
        work,
        admins,
        lambda admin: Owed(_review(opportunity, admin), "posting.review", opportunity.id, work.now),
    )


def _review(opportunity: Opportunity, admin_id: int) -> str:
    return f"opportunity:{opportunity.id}:review:{admin_id}"


def redraw_reviews(work: Work, event: events.Published | events.Declined | events.Edited | events.Cancelled) -> None:
    """What asked the admins to decide says what was decided, or what it has been edited to."""
    opportunity = work.db.get_one(Opportunity, event.opportunity_id)
    admins = admins_of(work.db, opportunity.community_id)
    owe_redraws(work, "posting.review.redraw", [_review(opportunity, admin.id) for admin in admins])


def tell_author(work: Work, event: events.Published | events.Declined) -> None:
    """Its author and co-owners learn what was decided; who needed nobody's approval has just been told."""
    if isinstance(event, events.Published) and not event.approved:
        return
    opportunity = work.db.get_one(Opportunity, event.opportunity_id)
    key, edited = f"opportunity:{opportunity.id}:decided", isinstance(event, events.Published) and event.edited
    owe_people(
        work,
        owners.organizers(work, opportunity),
        lambda one: Owed(f"{key}:{one}", "posting.decided", opportunity.id, work.now, facts={"edited": edited}),
    )


def tell_everyone_expired(work: Work, event: events.Expired) -> None:
    everyone = current_signups_to(work.db, event.opportunity_id, work.now)
    _tell(work, event.opportunity_id, "signup.expired", everyone, f":{work.now.isoformat()}")


def repaint_all_of(work: Work, event: events.Vetted) -> None:
    for opportunity_id in shown_for(work.db, event.organization_id):
        owe_repaints(work, opportunity_id)


def plan_reminders(work: Work, event: events.SignedUp | events.Promoted | events.Accepted) -> None:
    reminders.plan(work, event.signup_id)


def replan_reminders(work: Work, event: events.Moved) -> None:
    _drop_reminders(work, signups_on(work.db, event.session_ids))
    reminders.plan_sessions(work, event.opportunity_id, event.session_ids)


def drop_reminders(work: Work, event: events.Cancelled | events.Closed) -> None:
    _drop_reminders(work, current_signups_to(work.db, event.opportunity_id, work.now))


def drop_reminders_of_date(work: Work, event: events.DateCancelled) -> None:
    _drop_reminders(work, signups_on(work.db, [event.session_id]))


def _drop_reminders(work: Work, of: Sequence[Signup]) -> None:
    take_back(work, reminders.KINDS, signup_ids=[signup.id for signup in of])


def tell_everyone_moved(work: Work, event: events.Moved) -> None:
    """Who is in what moved; everyone when it is elsewhere. The latest of these messages says what is so now."""
    everyone = current_signups_to(work.db, event.opportunity_id, work.now)
    moved = everyone if event.everyone else signups_on(work.db, event.session_ids)
    _tell(work, event.opportunity_id, "signup.moved", moved, f":{work.now.isoformat()}")


def tell_everyone_edited(work: Work, event: events.EditTold) -> None:
    everyone = current_signups_to(work.db, event.opportunity_id, work.now)
    _tell(work, event.opportunity_id, "signup.edited", everyone, f":{work.now.isoformat()}")


def tell_everyone_cancelled(work: Work, event: events.Cancelled) -> None:
    _tell(work, event.opportunity_id, "signup.cancelled", current_signups_to(work.db, event.opportunity_id, work.now))


def tell_everyone_of_date(work: Work, event: events.DateCancelled) -> None:
    people = sorted({signup.person_id for signup in signups_on(work.db, [event.session_id])})
    key = f"session:{event.session_id}:cancelled"
    owe_people(work, people, lambda one: Owed(f"{key}:{one}", "session.cancelled", event.session_id, work.now))


def tell_everyone_closed(work: Work, event: events.Closed) -> None:
    _tell(work, event.opportunity_id, "signup.closed", current_signups_to(work.db, event.opportunity_id, work.now))


def _tell(work: Work, opportunity_id: int, kind: str, of: Sequence[Signup], turn: str = "") -> None:
    """One message a person, whichever and however many of the roles they are in; the latest of its kind only."""
    people = sorted({signup.person_id for signup in of})
    take_back_all(work, kind, opportunity_id, people)
    owe_people(
        work,
        people,
        lambda one: Owed(
            f"opportunity:{opportunity_id}:{kind}:{one}{turn}",
            kind,
            opportunity_id,
            work.now,
            opportunity_id=opportunity_id,
        ),
    )


def tell_unseated(work: Work, event: events.Unseated) -> None:
    person_id = work.db.get_one(Signup, event.signup_id).person_id
    key = f"signup:{event.signup_id}:unseated:{work.now.isoformat()}"
    owe_people(
        work,
        [person_id],
        lambda _one: Owed(key, "signup.unseated", event.signup_id, work.now, signup_id=event.signup_id),
    )


def tidy_after_leaving(work: Work, event: events.Left | events.Unseated) -> None:
    """What was owed for this seat is taken back; another role of the same person still gets its reminders."""
    take_back(work, (*reminders.KINDS, "signup.promoted"), signup_ids=[event.signup_id])
    person_id, session_id = work.db.get_one(Signup, event.signup_id).person_id, event.session_id
    for signup in person_on(work.db, session_id, person_id) if session_id else ():
        reminders.plan(work, signup.id)


def promote_next(work: Work, event: events.Left | events.SeatsAdded) -> None:
    signups.promote(work, event.role_id)


def promote_where_seats_are_free(work: Work, event: events.Moved) -> None:
    """Once it had started nobody was moved up; put off, its free seats go to who waits for them."""
    for role_id in roles_waited_for(work.db, event.session_ids):
        signups.promote(work, role_id)


def tell_promoted(work: Work, event: events.Promoted) -> None:
    signup = work.db.get_one(Signup, event.signup_id)
    key = f"signup:{signup.id}:promoted:{signup.promoted_at}"  # who was unseated may be promoted again
    owe_people(
        work,
        [signup.person_id],
        lambda _one: Owed(key, "signup.promoted", event.signup_id, work.now, signup_id=event.signup_id),
    )


def send_notice(work: Work, event: events.NoticeWritten) -> None:
    """To each of those who are there as it is written; who comes later is told other things."""
    notice = work.db.get_one(Notice, event.notice_id)
    people = [one.id for one in people_of(work.db, notice.opportunity_id, notice.role_id, work.now)]
    owe_people(work, people, lambda one: Owed(f"notice:{notice.id}:{one}", "notice", notice.id, work.now))


def announce_import(work: Work, event: events.Imported) -> None:
    """One message a channel for the whole batch."""
    for channel in announcing_channels(work.db, event.community_id):
        key = f"import:{event.batch}:{channel.id}"
        facts = {"count": event.count}
        owe_channel(work, channel, Owed(key, "import.summary", event.community_id, work.now, facts=facts))


def report_undeliverable(work: Work, event: events.Undeliverable) -> None:
    """The admins are told, once a day, that the bot cannot write to a channel or to a person."""
    lost = work.db.get_one(Delivery, event.delivery_id)
    if lost.kind == "undeliverable":
        return  # saying that nothing can be said helps nobody
    day = work.now.date().isoformat()
    community_id = work.db.get_one(Place, lost.place_id).community_id
    admins = [admin.id for admin in admins_of(work.db, community_id)]
    owe_people(
        work,
        admins,
        lambda admin: Owed(f"undeliverable:{lost.lane}:{day}:{admin}", "undeliverable", lost.id, work.now),
    )


def report_feed(work: Work, event: events.FeedFailed) -> None:
    """The admins are told, once a day at most, that a feed cannot be read."""
    feed = work.db.get_one(Feed, event.feed_id)
    day = work.now.date().isoformat()
    admins = [admin.id for admin in admins_of(work.db, feed.community_id)]
    owe_people(
        work,
        admins,
        lambda admin: Owed(
            f"feed:{feed.id}:failed:{day}:{admin}", "feed.failed", feed.id, work.now, work.now + timedelta(days=1)
        ),
    )


REACTIONS: dict[type[events.Event], tuple[Reaction, ...]] = {
    events.Submitted: (ask_for_review,),
    events.Published: (announce, tell_author, redraw_reviews),
    events.FellDue: (organizing.tell_fell_due,),
    events.Declined: (tell_author, redraw_reviews),
    events.Edited: (repaint, redraw_reviews, organizing.redraw_still_open),
    events.Moved: (replan_reminders, tell_everyone_moved, promote_where_seats_are_free),
    events.Changed: (repaint, answers.end, organizing.redraw_still_open),
    events.DateCancelled: (repaint, drop_reminders_of_date, tell_everyone_of_date),
    events.Cancelled: (
        repaint,
        drop_reminders,
        answers.end,
        tell_everyone_cancelled,
        redraw_reviews,
        organizing.redraw_still_open,
    ),
    events.Closed: (
        repaint,
        drop_reminders,
        answers.end,
        tell_everyone_closed,
        organizing.redraw_still_open,
        who_came.ask_at_the_end,
    ),
    events.SignedUp: (repaint, plan_reminders, asking.agree),
    events.JoinedWaitingList: (repaint, asking.agree),
    events.Invited: (asking.tell_invitee,),
    events.InvitationDeclined: (asking.tell_inviter,),
    events.QuestionAsked: (asking.post_question, asking.tell_of_question),
    events.Left: (organizing.forget_filled, tidy_after_leaving, promote_next, repaint),
    events.Applied: (answers.count, asking.agree),
    events.Withdrawn: (organizing.forget_filled, answers.count),
    events.Accepted: (answers.tell_accepted, plan_reminders, repaint, answers.count, pace.learn),
    events.Refused: (answers.tell_refused, answers.count, pace.learn),
    events.DeadlineReached: (repaint, answers.tell_deadline),
    events.AnswersLate: (repaint, answers.remind_organizers, answers.tell_waiting),
    events.SeatsAdded: (promote_next,),
    events.Promoted: (tell_promoted, plan_reminders, repaint),
    events.NoticeWritten: (send_notice,),
    events.MissedIt: (who_came.tell_who_missed_it,),
    events.Contested: (who_came.tell_contested,),
    events.Imported: (announce_import,),
    events.Undeliverable: (report_undeliverable,),
    events.AskedStillOpen: (organizing.ask_still_open,),
    events.SaidOpen: (organizing.redraw_still_open,),
    events.Expired: (repaint, answers.end, tell_everyone_expired, organizing.redraw_still_open),
    events.FellShort: (organizing.warn_organizers,),
    events.HelpWanted: (asking.ask_for_help,),
    events.EditTold: (tell_everyone_edited,),
    events.Unseated: (tidy_after_leaving, tell_unseated),
    events.Vetted: (repaint_all_of,),
    events.OwnerAdded: (organizing.tell_owner,),
    events.PassedOn: (organizing.tell_heirs,),
    events.FeedFailed: (report_feed,),
    events.CameAsked: (who_came.ask,),
    events.CameNoted: (who_came.redraw,),
    events.HoursNoted: (who_came.tell_hours,),
    events.FileAsked: (files.send,),
    events.FileInDoubt: (files.tell_in_doubt,),
}
