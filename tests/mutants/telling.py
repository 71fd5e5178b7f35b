"""That people are told at all: each wording of what must reach them, made to say nothing.

What stays unsaid is settled like what was taken back, so that the outbox alone does not show it.
"""

from tests.mutants.mutation import Mutation

SEATS = "tests/faults/test_seats.py"
WORDING = "bot/delivery/wording/signups.py"

TELLING = (
    Mutation(
        "who moved up is told",
        WORDING,
        "return Said(news.promoted(reader_voice(work, delivery), about(work, signup), work.now))",
        "return NOTHING",
        (SEATS,),
    ),
    Mutation(
        "who is in what moved is told",
        WORDING,
        "return Said(news.moved(reader_voice(work, delivery), told, work.now, _what_moved(delivery, told)))",
        "return NOTHING",
        (SEATS,),
    ),
    Mutation(
        "who is in what is cancelled is told",
        WORDING,
        "return Said(news.cancelled(reader_voice(work, delivery), about(work, signup)))",
        "return NOTHING",
        (SEATS,),
    ),
    Mutation(
        "who has a seat is reminded",
        WORDING,
        "return Said(reminders.reminder(reader_voice(work, delivery), about(work, seats[0]), work.now))",
        "return NOTHING",
        (SEATS,),
    ),
    Mutation(
        "what is announced has a card",
        "bot/delivery/wording/cards.py",
        "if facts.opportunity.state not in LIVE and card.message is None:",
        "if card.message is None:",
        (SEATS,),
    ),
    Mutation(
        "who leaves one of two roles is still reminded",
        "bot/reactions/signups.py",
        "if not any(one.state is SignupState.IN for one in signups):",
        "if signups:",
        ("tests/faults/test_two_roles.py",),
    ),
)
