"""What a migration makes of the rows that are there already; on both databases."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, MetaData, insert, select

from db.schema import KeysBroken, migrate
from tests.db.test_migrating import bring_to, empty, engine

__all__ = ["empty", "engine"]

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
EVENING = NOON.replace(hour=18)


def fill(engine: Engine, rows: dict[str, list[dict[str, Any]]]) -> None:
    """Writes rows into tables as they are at that revision; what is not named and may not be empty is made up."""
    tables = MetaData()
    tables.reflect(engine)
    with engine.begin() as connection:
        for name, every in rows.items():
            for row in every:
                connection.execute(insert(tables.tables[name]), {**_made_up(tables.tables[name], row), **row})


def _made_up(table: Any, row: dict[str, Any]) -> dict[str, Any]:
    return {one.name: _something(one.type) for one in table.columns if one.name not in row and not one.nullable}


def _something(kind: Any) -> Any:
    return {"DATETIME": NOON, "TIMESTAMP": NOON, "INTEGER": 1, "BOOLEAN": False, "JSON": []}.get(
        str(kind).partition("(")[0], "x"
    )


def rows(engine: Engine, table: str, *columns: str) -> list[tuple[Any, ...]]:
    tables = MetaData()
    tables.reflect(engine)
    wanted = [tables.tables[table].c[name] for name in columns]
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(select(*wanted).order_by(wanted[0]))]


@pytest.fixture
def of_before(engine: Engine) -> Engine:
    """A dated posting with two roles, one of them taken and one waited for, and an undated one; as revision 0004."""
    bring_to(engine, "0004")
    when = {"starts_at": NOON, "ends_at": EVENING}
    taken = {"state": "in", "position": 0, "session_id": 7}
    fill(
        engine,
        {
            "community": [{"id": 1, "digest_weekday": 0}],
            "person": [{"id": 1, "community_id": 1}],
            "organization": [{"id": 1, "community_id": 1}],
            "opportunity": [
                {"id": 1, "number": 1, "state": "open", "organization_id": 1, "community_id": 1},
                {"id": 2, "number": 2, "state": "closed", "organization_id": 1, "community_id": 1},
            ],
            "session": [{"id": 7, "opportunity_id": 1, **when}],
            "role": [
                {"id": 3, "opportunity_id": 1, "folded": "designer", "capacity": 2, "taken": 1},
                {"id": 4, "opportunity_id": 1, "folded": "developer"},
                {"id": 5, "opportunity_id": 2, "folded": "designer"},
                {"id": 9, "opportunity_id": 2, "folded": "gone"},
            ],
            "signup": [{"id": 1, "role_id": 3, "person_id": 1, **taken}],
        },
    )
    with engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM role WHERE id = 9")
    return engine


def test_roles_become_those_of_the_session_there_was_and_closed_is_paused(of_before: Engine) -> None:
    migrate(of_before)
    assert rows(of_before, "role", "id", "session_id", "capacity") == [(3, 7, 2), (4, 7, None), (5, None, None)]
    assert rows(of_before, "opportunity", "id", "state") == [(1, "open"), (2, "paused")]
    assert rows(of_before, "session", "id", "shown") == [(7, True)]
    assert rows(of_before, "signup", "id", "role_id", "state") == [(1, 3, "in")]


def test_ids_that_were_given_out_are_not_given_out_again(of_before: Engine) -> None:
    """An old message may still have a button for the role that is gone."""
    migrate(of_before)
    with of_before.begin() as connection:
        if of_before.dialect.name == "postgresql":  # where ids that were given were not taken from the sequence
            connection.exec_driver_sql("SELECT setval(pg_get_serial_sequence('role', 'id'), 9)")
        connection.exec_driver_sql(
            "INSERT INTO role (opportunity_id, position, name, folded, taken, next_position) "
            "VALUES (2, 1, 'New', 'new', 0, 1)"
        )
    assert rows(of_before, "role", "id", "folded")[-1] == (10, "new")


@pytest.mark.parametrize("empty", ["sqlite"], indirect=True)
def test_rows_that_would_refer_to_nothing_stop_a_migration(of_before: Engine) -> None:
    """Where tables are written anew the keys are looked at afterwards; PostgreSQL looks at them all the time."""
    with of_before.connect() as connection:
        driver: Any = connection.connection.driver_connection
        driver.execute("PRAGMA foreign_keys=OFF")
        driver.execute("DELETE FROM person")
        driver.execute("PRAGMA foreign_keys=ON")
    with pytest.raises(KeysBroken):
        migrate(of_before)
    assert rows(of_before, "alembic_version", "version_num") == [("0004",)]


def test_what_was_filled_in_by_who_has_left_is_forgotten(engine: Engine) -> None:
    bring_to(engine, "0012")
    fill(
        engine,
        {
            "community": [{"id": 1, "digest_weekday": 0}],
            "person": [{"id": 1, "community_id": 1}],
            "organization": [{"id": 1, "community_id": 1}],
            "opportunity": [{"id": 1, "number": 1, "state": "open", "organization_id": 1, "community_id": 1}],
            "role": [{"id": 3, "opportunity_id": 1, "taken": 0}],
            "signup": [
                {"id": n, "role_id": 3, "person_id": 1, "state": state, "position": 0}
                for n, state in ((1, "left"), (2, "in"))
            ],
            "application": [{"id": n, "signup_id": n, "answers": [["q", "a"]]} for n in (1, 2)],
        },
    )
    migrate(engine)
    assert rows(engine, "application", "id", "note", "answers", "needs", "consent") == [
        (1, "", [], "", "x"),
        (2, "x", [["q", "a"]], "x", "x"),
    ]


def test_hours_that_were_noted_are_minutes(engine: Engine) -> None:
    bring_to(engine, "0015")
    fill(
        engine,
        {
            "community": [{"id": 1, "digest_weekday": 0}],
            "person": [{"id": 1, "community_id": 1}],
            "organization": [{"id": 1, "community_id": 1}],
            "opportunity": [{"id": 1, "number": 1, "state": "open", "organization_id": 1, "community_id": 1}],
            "role": [{"id": 3, "opportunity_id": 1, "taken": 0}],
            "signup": [
                {"id": n, "role_id": 3, "person_id": 1, "state": "left", "position": 0, "hours": hours}
                for n, hours in ((1, 3), (2, None))
            ],
        },
    )
    migrate(engine)
    assert rows(engine, "signup", "id", "minutes") == [(1, 180), (2, None)]
