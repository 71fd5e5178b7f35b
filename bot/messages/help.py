"""What each command can do, in the reader's language and with the names they would type."""

from bot.messages.message import Code, Message, Note, Paragraph, Strong, Text, joined, lines
from bot.messages.voice import N_, Voice

HELP = {
    "volunteer": (
        (N_("/volunteer"), N_("what is open, page by page")),
        (N_("/volunteer browse words"), N_("what is open and mentions these words")),
        (N_("/volunteer show 12"), N_("everything about #12")),
        (N_("/volunteer signup 12 role"), N_("sign up; name the role if there are several")),
        (N_("/volunteer waitlist 12 role"), N_("join the waiting list of a full role")),
        (N_("/volunteer apply 12 role"), N_("apply, where the organizers choose")),
        (N_("/volunteer leave 12"), N_("leave, and free your seat for the next person")),
        (N_("/volunteer dates 12"), N_("the dates of #12, each with its seats")),
        (N_("/volunteer mine"), N_("what you are in, wait for or applied to")),
        (N_("/volunteer profile"), N_("your skills, hours and languages")),
        (N_("/volunteer language fr"), N_("the language I speak with you (en or fr)")),
        (N_("/volunteer reminders off"), N_("reminders by direct message (on or off)")),
    ),
    "organize": (
        (N_("/organize post"), N_("post an opportunity")),
        (N_("/organize mine"), N_("what you organize, and its state")),
        (N_("/organize edit 12"), N_("change #12")),
        (N_("/organize publish 12"), N_("publish the draft #12")),
        (N_("/organize duplicate 12"), N_("post another one like #12")),
        (N_("/organize template 12"), N_("keep #12 as a template; without a number, your templates")),
        (N_("/organize owners 12"), N_("who runs #12 with you; hand it over")),
        (N_("/organize roster 12"), N_("who is in and who is waiting")),
        (N_("/organize add 12 @ana role"), N_("ask somebody to join; they decide")),
        (N_("/organize message 12"), N_("write to everyone signed up or waiting")),
        (N_("/organize attendance 12"), N_("note who came")),
        (N_("/organize applicants 12"), N_("who applied; accept or decline")),
        (N_("/organize export 12"), N_("the roster and the applicants as files, to you alone")),
        (N_("/organize pause 12"), N_("take no sign-ups for now")),
        (N_("/organize filled 12"), N_("the people are found; take no more sign-ups")),
        (N_("/organize start 12"), N_("the work has begun")),
        (N_("/organize reopen 12"), N_("take sign-ups again")),
        (N_("/organize close 12 text"), N_("it is done: end it, and tell everyone")),
        (N_("/organize dates 12"), N_("the dates of #12: see who is in, edit or cancel one")),
        (N_("/organize add-dates 12"), N_("more dates, with seats of their own")),
        (N_("/organize repeat 12"), N_("change how its dates repeat, from one of them on")),
        (N_("/organize cancel-date 12 2026-12-15"), N_("cancel one date, and tell the people signed up")),
        (N_("/organize cancel 12 reason"), N_("cancel, and tell everyone why")),
    ),
    "volunteer-admin": (
        (N_("/volunteer-admin review"), N_("postings waiting for approval")),
        (N_("/volunteer-admin approve 12"), N_("approve #12")),
        (N_("/volunteer-admin decline 12 reason"), N_("decline #12, with a text for its author")),
        (N_("/volunteer-admin vet organization"), N_("say that an organization is vetted")),
        (N_("/volunteer-admin unvet organization"), N_("say that it is no longer vetted")),
        (N_("/volunteer-admin channels"), N_("which channel announces what")),
        (N_("/volunteer-admin channels #general off"), N_("announce nothing new there")),
        (N_("/volunteer-admin digest"), N_("the digest, now")),
        (N_("/volunteer-admin settings"), N_("review, language, time zone, digest")),
    ),
}
HELPS = {
    "volunteer": N_("/volunteer help"),
    "organize": N_("/organize help"),
    "volunteer-admin": N_("/volunteer-admin help"),
}
TITLES = {
    "volunteer": N_("Find something to do"),
    "organize": N_("Post and run opportunities"),
    "volunteer-admin": N_("Run the marketplace"),
}


def help_for(voice: Voice, command: str) -> Message:
    rows = [
        voice.say("{label}: {value}", label=Code(voice.word(usage)), value=voice.word(does))
        for usage, does in HELP[command]
    ]
    return Message(
        (
            Paragraph((Strong(voice.word(TITLES[command])),)),
            Paragraph(lines(*rows)),
            Note(voice.say("Help for each command: {commands}", commands=_commands(voice))),
        )
    )


def _commands(voice: Voice) -> Text:
    volunteer, organize, admin = (Code(voice.word(command)) for command in HELPS.values())
    return joined(volunteer, ", ", organize, ", ", admin)
