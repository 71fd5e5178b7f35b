"""The statements of a sign-up, written by hand and run by SQLite's own driver: what the data layer is held against."""

import sqlite3
from datetime import datetime, timedelta

from db.engine import BUSY_TIMEOUT_MS

PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={BUSY_TIMEOUT_MS}")
ASKER = """
    SELECT p.id, p.community_id, p.chosen_language, p.locale, p.timezone, p.reminders, p.admin, a.checked_at, r.answer
    FROM person p JOIN account a ON a.person_id = p.id JOIN place l ON l.id = a.place_id
    LEFT JOIN receipt r ON r.key = ?
    WHERE l.platform = 'slack' AND l.platform_id = ? AND a.platform_id = ?
"""
ROLES = """
    SELECT o.id, o.community_id, o.number, o.state, o.title, o.language, o.other, r.id, r.name, r.folded,
        r.capacity, r.taken, s.id, s.starts_at, s.ends_at, u.id, u.state
    FROM role r JOIN opportunity o ON o.id = r.opportunity_id LEFT JOIN session s ON s.id = r.session_id
    LEFT JOIN signup u ON u.role_id = r.id AND u.person_id = ? AND u.state IN ('in', 'waiting')
    WHERE o.community_id = ? AND o.number = ? AND (s.id IS NULL OR s.shown) ORDER BY r.position
"""
TAKE = "UPDATE role SET taken = taken + 1 WHERE id = ? AND (capacity IS NULL OR taken < capacity)"
SIGN_UP = """
    INSERT INTO signup (role_id, person_id, state, position, signed_up_at)
    VALUES (?, ?, 'in', 0, ?) RETURNING id
"""
RECEIPT = "INSERT INTO receipt (key, answer, created_at) VALUES (?, ?, ?)"
REPAINT = """
    INSERT INTO delivery (key, kind, subject_id, facts, place_id, channel, lane, coalesce, opportunity_id, due_at,
        state, attempts, created_at)
    SELECT 'card:' || c.id || ':repaint:' || ?1, 'card.repaint', c.id, '{}', h.place_id, h.platform_id,
        h.place_id || ':' || h.platform_id, 'card:' || c.id || ':repaint', c.opportunity_id, ?2, 'ready', 0, ?2
    FROM card c JOIN channel h ON h.id = c.channel_id WHERE c.opportunity_id = ?3
    ON CONFLICT (coalesce) WHERE state = 'ready' DO UPDATE SET attempts = delivery.attempts
"""
ATTENDANCE = """
    SELECT u.id, u.person_id, s.id, s.starts_at, a.id, a.place_id, a.platform_id
    FROM signup u JOIN role r ON r.id = u.role_id JOIN session s ON s.id = r.session_id
    JOIN account a ON a.person_id = u.person_id
    WHERE u.state = 'in' AND u.id = ? ORDER BY u.id, a.id
"""
OWE = """
    INSERT INTO delivery (key, kind, subject_id, facts, place_id, account_id, lane, signup_id, due_at, expires_at,
        state, attempts, created_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'ready', 0, ?)
    ON CONFLICT (key) DO UPDATE SET state = excluded.state, due_at = excluded.due_at, expires_at = excluded.expires_at,
        facts = excluded.facts, created_at = excluded.created_at, subject_id = excluded.subject_id,
        signup_id = excluded.signup_id, settled_at = NULL
    WHERE delivery.state = 'cancelled'
"""


class ByHand:
    def __init__(self, database: str, now: datetime) -> None:
        self._sql = sqlite3.connect(database, isolation_level=None)
        for pragma in PRAGMAS:
            self._sql.execute(f"PRAGMA {pragma}")
        self._now = _written(now)

    def close(self) -> None:
        self._sql.close()

    def sign_up(self, number: int) -> None:
        """Signs up the person of that number, as `data.sign_up` does."""
        run, now, key = self._sql.execute, self._now, f"sign-up:{number}"
        run("BEGIN IMMEDIATE")
        person, community, *_about = run(ASKER, (key, "T1", f"U{number}")).fetchall()[0]
        seat = run(ROLES, (person, community, 1)).fetchall()[0]
        opportunity, role = seat[0], seat[7]
        if run(TAKE, (role,)).rowcount != 1:
            raise RuntimeError("the role is full")
        ((signup,),) = run(SIGN_UP, (role, person, now)).fetchall()
        run(REPAINT, (key, now, opportunity))
        self._owe_reminders(signup)
        run(RECEIPT, (key, "{}", now))
        run("COMMIT")

    def _owe_reminders(self, signup: int) -> None:
        for _signup, person, session, starts_at, account, place, user in self._sql.execute(
            ATTENDANCE, (signup,)
        ).fetchall():
            starts = datetime.fromisoformat(starts_at)
            rows = [
                (
                    *(f"{kind}:{session}:{person}", kind, signup, f'{{"hours": {hours}}}', place, account),
                    *(f"{place}:@{user}", signup, _written(starts - timedelta(hours=hours)), starts_at, self._now),
                )
                for kind, hours in (("reminder.day", 24), ("reminder.hour", 1))
            ]
            self._sql.executemany(OWE, rows)


def _written(instant: datetime) -> str:
    return instant.strftime("%Y-%m-%d %H:%M:%S.%f")
