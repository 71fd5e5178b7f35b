"""REACTIONS: what follows from what happened. The bot's table of contents.

A reaction runs in the transaction of the event, writes rows only, and calls no platform.
"""

from collections.abc import Callable
from typing import Any

from bot import events
from bot.marketplace import answers, files, pace, who_came
from bot.reactions import asking, community, notices, organizing, postings, reminders, signups
from bot.work import Work

Reaction = Callable[[Work, Any], None]

REACTIONS: dict[type[events.Event], tuple[Reaction, ...]] = {
    events.Submitted: (postings.ask_for_review,),
    events.Published: (postings.announce, postings.tell_author, postings.redraw_reviews),
    events.FellDue: (organizing.tell_fell_due,),
    events.Declined: (postings.tell_author, postings.redraw_reviews),
    events.Edited: (postings.repaint, postings.redraw_reviews, organizing.redraw_still_open),
    events.Moved: (
        reminders.replan,
        notices.tell_moved,
        signups.promote_where_seats_are_free,
        asking.redraw_help,
    ),
    events.Changed: (postings.repaint, answers.end, organizing.redraw_still_open),
    events.DatesCancelled: (postings.repaint, reminders.drop_of_dates, notices.tell_of_dates, answers.end_of_dates),
    events.Cancelled: (
        postings.repaint,
        reminders.drop,
        answers.end,
        notices.tell_cancelled,
        postings.redraw_reviews,
        organizing.redraw_still_open,
    ),
    events.Closed: (
        postings.repaint,
        reminders.drop,
        answers.end,
        notices.tell_closed,
        organizing.redraw_still_open,
        who_came.ask_at_the_end,
    ),
    events.SignedUp: (postings.repaint, reminders.plan, asking.agree),
    events.JoinedWaitingList: (postings.repaint, asking.agree),
    events.Invited: (asking.tell_invitee,),
    events.InvitationDeclined: (asking.tell_inviter,),
    events.QuestionAsked: (asking.post_question, asking.tell_of_question),
    events.Left: (
        signups.forget_filled,
        signups.tidy_after_leaving,
        signups.promote_next,
        postings.repaint,
        organizing.tell_left,
    ),
    events.Applied: (answers.count, asking.agree),
    events.Withdrawn: (signups.forget_filled, answers.count),
    events.Accepted: (answers.tell_accepted, reminders.plan, postings.repaint, answers.count, pace.learn),
    events.Refused: (answers.tell_refused, answers.count, pace.learn),
    events.DeadlineReached: (postings.repaint, answers.tell_deadline),
    events.AnswersLate: (postings.repaint, answers.remind_organizers, answers.tell_waiting),
    events.SeatsAdded: (signups.promote_next,),
    events.Promoted: (signups.tell_promoted, reminders.plan, postings.repaint),
    events.NoticeWritten: (notices.send,),
    events.MissedIt: (who_came.tell_who_missed_it,),
    events.Contested: (who_came.tell_contested,),
    events.Imported: (community.announce_import,),
    events.Undeliverable: (community.report_undeliverable,),
    events.AskedStillOpen: (organizing.ask_still_open,),
    events.SaidOpen: (organizing.redraw_still_open,),
    events.Expired: (
        postings.repaint,
        answers.end,
        notices.tell_expired,
        organizing.redraw_still_open,
        organizing.tell_expired,
    ),
    events.FellShort: (organizing.warn_organizers,),
    events.HelpWanted: (asking.ask_for_help, asking.redraw_warnings),
    events.EditTold: (notices.tell_edited,),
    events.Unseated: (signups.tidy_after_leaving, signups.tell_unseated),
    events.Vetted: (postings.repaint_all_of,),
    events.OwnerAdded: (organizing.tell_owner,),
    events.AuthorReplaced: (organizing.tell_former_author,),
    events.PassedOn: (organizing.tell_heirs,),
    events.FeedFailed: (community.report_feed,),
    events.CameAsked: (who_came.ask,),
    events.CameNoted: (who_came.redraw,),
    events.HoursNoted: (who_came.tell_hours,),
    events.FileAsked: (files.send,),
    events.FileInDoubt: (files.tell_in_doubt,),
}
