"""What people filled in before they left is forgotten; and when who came was asked about a session is kept."""

import sqlalchemy as sa
from alembic import op

import db.types

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adding a column copies nothing on either database."""
    op.add_column("session", sa.Column("came_asked_at", db.types.UTCDateTime(timezone=True), nullable=True))
    application = sa.table(
        "application", sa.column("signup_id", sa.Integer), sa.column("note", sa.Text),
        sa.column("answers", sa.JSON), sa.column("needs", sa.Text),
    )  # fmt: skip
    signup = sa.table("signup", sa.column("id", sa.Integer), sa.column("state", sa.String))
    left = sa.select(signup.c.id).where(signup.c.state == "left")
    op.execute(application.update().where(application.c.signup_id.in_(left)).values(note="", answers=[], needs=""))


def downgrade() -> None:
    """What was forgotten stays forgotten."""
    op.drop_column("session", "came_asked_at")
