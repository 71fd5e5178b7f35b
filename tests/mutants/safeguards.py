"""The safeguards, each with the change that takes it out and the few tests that must then fail."""

from tests.mutants.mutation import Mutation
from tests.mutants.telling import TELLING

DELIVERY, SLACK, FAULTS = "tests/bot/delivery", "tests/handlers/slack", "tests/faults"
SENDING, OUTBOX = "bot/delivery/sending.py", "db/queries/delivery.py"

MUTATIONS = (
    # sending
    Mutation(
        "unknown deliveries rest in quarantine",
        SENDING,
        "queries.attempts_in(work.db, S.UNKNOWN), QUARANTINE)",
        "queries.attempts_in(work.db, S.UNKNOWN), -QUARANTINE)",
        (f"{DELIVERY}/test_reconciling.py",),
    ),
    Mutation(
        "a quarantine is told by a clock that nobody sets",
        "bot/delivery/doubt.py",
        "now = self._desk.seconds()",
        "now = self._desk.now().timestamp()",
        (f"{FAULTS}/test_clock.py",),
    ),
    Mutation(
        "who slept past a lease by the wall clock says nothing",
        SENDING,
        "slept or self._desk.seconds() >= errand.until",
        "self._desk.seconds() >= errand.until",
        (f"{FAULTS}/test_clock.py::test_who_slept_past_a_lease_by_either_clock_says_nothing",),
    ),
    Mutation(
        "who slept past a lease by the monotonic clock says nothing",
        SENDING,
        "slept or self._desk.seconds() >= errand.until",
        "slept",
        (f"{FAULTS}/test_clock.py::test_who_slept_past_a_lease_by_either_clock_says_nothing",),
    ),
    Mutation(
        "a message of another database is not taken for ours",
        "handlers/slack/messenger.py",
        "kind == EVENT_TYPE and borne == asdict(stamp)",
        'kind == EVENT_TYPE and borne["delivery"] == stamp.delivery',
        (f"{DELIVERY}/test_reconciling.py::test_a_message_of_another_elan_with_the_same_number_is_not_taken_for_ours",),
    ),
    Mutation(
        "while one channel is opened the others claim what needs no opening",
        "bot/delivery/opening.py",
        "if self._desk.seconds() < self._turn:",
        "if self._desk.seconds() < 0:",
        (f"{DELIVERY}/test_opening.py",),
    ),
    Mutation(
        "a file in doubt is never sent again",
        SENDING,
        "if delivery.kind.startswith(FILES):",
        "if not FILES:",
        (f"{DELIVERY}/test_files.py::test_a_worker_that_died_half_way_sends_no_file_twice",),
    ),
    Mutation(
        "who organizes it no longer gets no file of it",
        "bot/delivery/wording/files.py",
        "if not organizes(work, reader(work, delivery), opportunity):",
        "if not organizes:",
        ("tests/stories/test_files.py::test_who_runs_it_no_longer_when_it_is_sent_gets_nothing",),
    ),
    Mutation(
        "each attempt in doubt rests for itself",
        OUTBOX,
        "sorted((one.id, one.attempts) for one",
        "sorted((one.id, 1) for one",
        (f"{FAULTS}/test_clock.py::test_a_second_attempt_in_doubt_rests_anew",),
    ),
    Mutation(
        "an attempt is taken over only while it is the last",
        OUTBOX,
        "DELIVERY.c.attempts == which, ",
        "",
        (f"{FAULTS}/test_clock.py::test_who_looks_for_an_attempt_leaves_the_next_one_to_its_own_quarantine",),
    ),
    Mutation(
        "only what was watched for a lease is given up",
        OUTBOX,
        "DELIVERY.c.state == S.SENDING, DELIVERY.c.id.in_([delivery_id for delivery_id, _which in attempts])",
        "DELIVERY.c.state == S.SENDING",
        (f"{FAULTS}/test_clock.py::test_only_what_was_on_its_way_for_a_whole_lease_is_given_up",),
    ),
    Mutation(
        "a platform that is ill is not asked for a repaint every second",
        "bot/delivery/following.py",
        "if another_in(work.db, DeliveryState.UNKNOWN, delivery):",
        "if delivery.coalesce is None:",
        (f"{DELIVERY}/test_repainting.py::test_a_slack_that_knows_no_end_of_any_repaint_is_not_asked_every_second",),
    ),
    Mutation(
        "one channel that does not open ends no round",
        SENDING,
        "except (Ambiguous, Unopened):",
        "except Ambiguous:",
        (f"{DELIVERY}/test_reconciling.py::test_one_whose_channel_does_not_open_keeps_nobody_else_in_doubt",),
    ),
    Mutation(
        "who has lost the lease settles nothing",
        OUTBOX,
        "mine = (DELIVERY.c.id == delivery_id, DELIVERY.c.lease == lease, DELIVERY.c.state.in_(UNSETTLED))",
        "mine = (DELIVERY.c.id == delivery_id, DELIVERY.c.state.in_(UNSETTLED))",
        (f"{DELIVERY}/test_repainting.py",),
    ),
    Mutation(
        "a lane has one send in flight",
        "db/migrations/versions/0003_one_send_in_flight_per_lane.py",
        '"uq_delivery_one_sending",\n            ["lane"],\n            unique=True,',
        '"uq_delivery_one_sending",\n            ["lane"],\n            unique=False,',
        (f"{DELIVERY}/test_claiming.py::test_a_lane_has_one_on_its_way_however_many_claim_at_once",),
    ),
    Mutation(
        "Slack's client tries nothing again by itself",
        "handlers/slack/connection.py",
        "timeout=patience, retry_handlers=[])",
        "timeout=patience)",
        (f"{SLACK}/test_messenger.py",),
    ),
    Mutation(
        "what is too late is not sent",
        OUTBOX,
        'or_(DELIVERY.c.expires_at.is_(None), DELIVERY.c.expires_at > bindparam("now")),\n',
        "",
        (f"{DELIVERY}/test_sending.py", f"{DELIVERY}/test_reconciling.py"),
    ),
    Mutation(
        "what is too late is given up",
        OUTBOX,
        "values(state=S.EXPIRED, settled_at=now)",
        "values(settled_at=now)",
        (f"{DELIVERY}/test_sending.py::test_what_is_too_old_expires_and_is_not_sent",),
    ),
    Mutation(
        "a card is owed one repaint at most",
        OUTBOX,
        '"coalesce": name,',
        '"coalesce": name.concat(bindparam("token", type_=String)),',
        (f"{DELIVERY}/test_outbox.py",),
    ),
    # repeats
    Mutation(
        "a receipt is looked up",
        "handlers/slack/serve.py",
        "            if found.answer is not None:",
        "            if found.answer == 0:",
        (f"{SLACK}/test_serve_receipts.py",),
    ),
    Mutation(
        "a receipt is written",
        "handlers/slack/serve.py",
        "add_receipt(work.sql, request.key, outcome.receipt(), work.now)",
        "pass",
        (f"{SLACK}/test_serve_receipts.py",),
    ),
    Mutation(
        "a refusal looks again for a receipt",
        "handlers/slack/serve.py",
        "found = None if route.reads else asker(",
        "found = None if request else asker(",
        (f"{FAULTS}/test_repeats.py::test_two_people_and_one_seat_each_asking_four_times_at_once",),
    ),
    # deciding
    Mutation(
        "a seat is taken only while one is free",
        "db/queries/seats.py",
        '.where(ROLE.c.id == bindparam("role"), or_(ROLE.c.capacity.is_(None), ROLE.c.taken < ROLE.c.capacity))',
        '.where(ROLE.c.id == bindparam("role"), or_(ROLE.c.capacity.is_(None), True))',
        ("tests/bot/marketplace/test_signups.py",),
    ),
    Mutation(
        "a writer on SQLite takes the lock at the begin",
        "db/engine.py",
        'cursor.execute("BEGIN IMMEDIATE")',
        'cursor.execute("BEGIN")',
        ("tests/db/test_engine.py::test_a_writer_waits_at_the_start_and_never_fails_half_way",),
    ),
    Mutation(
        "a writer on PostgreSQL takes the lock at the begin",
        "db/engine.py",
        "if purpose.alone:",
        "if connection is None:",
        ("tests/db/test_engine.py::test_a_writer_waits_at_the_start_and_never_fails_half_way",),
    ),
    # who may
    Mutation(
        "only organizers change a posting",
        "bot/marketplace/permissions.py",
        "if not may_organize(work, found):",
        "if not found:",
        ("tests/bot/marketplace/test_permissions.py",),
    ),
    Mutation(
        "only admins do what is the admins'",
        "bot/marketplace/permissions.py",
        "if not asker(work).admin:",
        "if not asker(work):",
        ("tests/bot/marketplace/test_permissions.py",),
    ),
    Mutation(
        "what was never open is hidden",
        "bot/marketplace/permissions.py",
        "return opportunity.published_at is not None or may_organize(work, opportunity)",
        "return True",
        (f"{FAULTS}/test_access.py",),
    ),
    Mutation(
        "a number means a posting of one's own community",
        "db/queries/opportunities.py",
        "select(Opportunity).where(Opportunity.community_id == community_id, Opportunity.number == number)",
        "select(Opportunity).where(Opportunity.number == number)",
        (f"{FAULTS}/test_access.py::test_who_is_of_another_community_reaches_and_learns_nothing",),
    ),
    Mutation(
        "a role means one of one's own community",
        "db/queries/seats.py",
        '.where(OPPORTUNITY.c.community_id == bindparam("community"))',
        '.where(OPPORTUNITY.c.community_id > bindparam("community") - 100)',
        (f"{FAULTS}/test_access.py::test_who_is_of_another_community_reaches_and_learns_nothing",),
    ),
    Mutation(
        "a closed account is answered nothing",
        "handlers/slack/serve.py",
        "return profile is None or profile.active",
        "return True",
        (f"{FAULTS}/test_access.py::test_a_closed_account_is_answered_nothing_and_changes_nothing",),
    ),
    Mutation(
        "what a stale button stands for is no bug",
        "bot/marketplace/given.py",
        "if WHOLE.fullmatch(given) is None:",
        "if not WHOLE:",
        (f"{FAULTS}/test_access_garbage.py::test_strange_words_and_values_change_nothing",),
    ),
    # words
    Mutation(
        "what people wrote is escaped",
        "handlers/slack/text.py",
        'return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")',
        "return words",
        (f"{SLACK}/test_render.py",),
    ),
    *TELLING,
)
"""A change to one of these lines needs its mutation changed with it; `tests/test_mutants.py` says so."""
