"""What people gave is kept in minutes: an evening of two and a half hours is not two."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

SIGNUP = sa.table("signup", sa.column("hours", sa.Integer), sa.column("minutes", sa.Integer))


def upgrade() -> None:
    op.add_column("signup", sa.Column("minutes", sa.Integer(), nullable=True))
    op.execute(SIGNUP.update().where(SIGNUP.c.hours.is_not(None)).values(minutes=SIGNUP.c.hours * 60))
    op.drop_column("signup", "hours")


def downgrade() -> None:
    """Back to whole hours, one at least."""
    op.add_column("signup", sa.Column("hours", sa.Integer(), nullable=True))
    whole = sa.case((SIGNUP.c.minutes < 60, 1), else_=SIGNUP.c.minutes // 60)
    op.execute(SIGNUP.update().where(SIGNUP.c.minutes.is_not(None)).values(hours=whole))
    op.drop_column("signup", "minutes")
