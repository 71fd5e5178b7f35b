"""sessions have roles of their own, and what was closed to sign-ups is paused"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

UNDATED, DATED, SHOWN = sa.text("session_id IS NULL"), sa.text("session_id IS NOT NULL"), sa.text("shown")
CURRENT = sa.text("state IN ('in', 'waiting')")


def role() -> sa.Table:
    """The table as it is before: SQLite writes it anew, and must give out none of its ids twice."""
    return sa.Table(
        "role",
        sa.MetaData(),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("opportunity_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("folded", sa.String(length=255), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("next_position", sa.Integer(), nullable=False),
        sa.CheckConstraint("capacity IS NULL OR capacity > 0", name="ck_role_capacity"),
        sa.CheckConstraint("taken >= 0 AND (capacity IS NULL OR taken <= capacity)", name="ck_role_seats"),
        sa.ForeignKeyConstraint(["opportunity_id"], ["opportunity.id"], name="fk_role_opportunity_id"),
        sa.PrimaryKeyConstraint("id", name="pk_role"),
        sa.UniqueConstraint("opportunity_id", "folded", name="uq_role_opportunity_id_folded"),
    )


def upgrade() -> None:
    op.execute("UPDATE opportunity SET state = 'paused' WHERE state = 'closed'")
    _sessions()
    sqlite = op.get_bind().dialect.name == "sqlite"
    last = _last_role() if sqlite else None
    with op.batch_alter_table("role", copy_from=role(), table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("session_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(op.f("fk_role_session_id"), "session", ["session_id"], ["id"])
        batch_op.drop_constraint("uq_role_opportunity_id_folded", type_="unique")
    if last is not None:
        op.execute(sa.text("UPDATE sqlite_sequence SET seq = :last WHERE name = 'role'").bindparams(last=last))
    op.execute("UPDATE role SET session_id = (SELECT id FROM session s WHERE s.opportunity_id = role.opportunity_id)")
    op.create_index(op.f("ix_role_opportunity_id"), "role", ["opportunity_id"])
    op.create_index(
        "uq_role_undated",
        "role",
        ["opportunity_id", "folded"],
        unique=True,
        sqlite_where=UNDATED,
        postgresql_where=UNDATED,
    )
    op.create_index(
        "uq_role_dated", "role", ["session_id", "folded"], unique=True, sqlite_where=DATED, postgresql_where=DATED
    )
    _signups()


def _sessions() -> None:
    """Each opportunity had one at most, and that is the one that is shown."""
    op.add_column("session", sa.Column("shown", sa.Boolean(), nullable=False, server_default=sa.true()))
    with op.batch_alter_table("session") as batch_op:
        batch_op.alter_column("shown", server_default=None)
        batch_op.drop_column("revision")
    op.create_index(
        "uq_session_shown", "session", ["opportunity_id"], unique=True, sqlite_where=SHOWN, postgresql_where=SHOWN
    )


def _last_role() -> int | None:
    return op.get_bind().execute(sa.text("SELECT seq FROM sqlite_sequence WHERE name = 'role'")).scalar()


def _signups() -> None:
    """A sign-up's session is its role's."""
    with op.batch_alter_table("signup") as batch_op:
        batch_op.drop_index("ix_signup_session_id")
        batch_op.drop_constraint("fk_signup_session_id", type_="foreignkey")
        batch_op.drop_column("session_id")


def downgrade() -> None:
    op.execute("UPDATE opportunity SET state = 'closed' WHERE state IN ('paused', 'filled', 'in_progress')")
    with op.batch_alter_table("signup") as batch_op:
        batch_op.add_column(sa.Column("session_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key("fk_signup_session_id", "session", ["session_id"], ["id"])
        batch_op.create_index("ix_signup_session_id", ["session_id"])
    op.execute("UPDATE signup SET session_id = (SELECT session_id FROM role WHERE role.id = signup.role_id)")
    for index in ("uq_role_dated", "uq_role_undated", "ix_role_opportunity_id"):
        op.drop_index(index, "role")
    before, last = role(), _last_role() if op.get_bind().dialect.name == "sqlite" else None
    before.append_column(sa.Column("session_id", sa.Integer(), nullable=True))
    before.append_constraint(sa.ForeignKeyConstraint(["session_id"], ["session.id"], name="fk_role_session_id"))
    before.constraints -= {one for one in before.constraints if one.name == "uq_role_opportunity_id_folded"}
    with op.batch_alter_table("role", copy_from=before, table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.drop_constraint("fk_role_session_id", type_="foreignkey")
        batch_op.drop_column("session_id")
        batch_op.create_unique_constraint("uq_role_opportunity_id_folded", ["opportunity_id", "folded"])
    if last is not None:
        op.execute(sa.text("UPDATE sqlite_sequence SET seq = :last WHERE name = 'role'").bindparams(last=last))
    op.drop_index("uq_session_shown", "session")
    op.add_column("session", sa.Column("revision", sa.Integer(), nullable=False, server_default="1"))
    with op.batch_alter_table("session") as batch_op:
        batch_op.alter_column("revision", server_default=None)
        batch_op.drop_column("shown")
