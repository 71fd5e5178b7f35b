"""applications, and how long an answer usually takes"""

import sqlalchemy as sa
from alembic import op

import db.types

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

BEFORE = sa.text("state IN ('in', 'waiting')")
CURRENT = sa.text("state IN ('in', 'waiting', 'applied', 'shortlisted')")


def upgrade() -> None:
    op.create_table(
        "application",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("signup_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("consent", sa.Text(), nullable=False),
        sa.Column("consented_at", db.types.UTCDateTime(timezone=True), nullable=True),
        sa.Column("needs", sa.Text(), nullable=False),
        sa.Column("decided_at", db.types.UTCDateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", db.types.UTCDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_application_decided_by")),
        sa.ForeignKeyConstraint(["signup_id"], ["signup.id"], name=op.f("fk_application_signup_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application")),
        sa.UniqueConstraint("signup_id", name=op.f("uq_application_signup_id")),
    )
    op.add_column("opportunity", sa.Column("most_waiting", sa.Integer(), nullable=True))
    op.add_column("opportunity", sa.Column("nudged_at", db.types.UTCDateTime(timezone=True), nullable=True))
    op.add_column("organization", sa.Column("answers_in", sa.Integer(), nullable=True))
    _index_again(CURRENT)


def downgrade() -> None:
    """Who waits for an answer is not known before: their sign-ups are over."""
    op.execute("UPDATE signup SET state = 'left' WHERE state IN ('applied', 'shortlisted', 'refused')")
    _index_again(BEFORE)
    op.drop_column("organization", "answers_in")
    op.drop_column("opportunity", "nudged_at")
    op.drop_column("opportunity", "most_waiting")
    op.drop_table("application")


def _index_again(current: sa.TextClause) -> None:
    op.drop_index("uq_signup_current", "signup")
    op.create_index(
        "uq_signup_current",
        "signup",
        ["role_id", "person_id"],
        unique=True,
        sqlite_where=current,
        postgresql_where=current,
    )
