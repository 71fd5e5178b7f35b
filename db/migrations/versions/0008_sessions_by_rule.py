"""sessions by rule, and sessions that are called off one by one"""

import sqlalchemy as sa
from alembic import op

from db.types import UTCDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("opportunity_id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("starts", sa.DateTime(), nullable=False),
        sa.Column("ends", sa.DateTime(), nullable=False),
        sa.Column("timezone", sa.String(length=255), nullable=False),
        sa.Column("holidays", sa.String(length=255), nullable=False),
        sa.ForeignKeyConstraint(["opportunity_id"], ["opportunity.id"], name=op.f("fk_series_opportunity_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series")),
        sa.UniqueConstraint("opportunity_id", name=op.f("uq_series_opportunity_id")),
    )
    op.add_column("session", sa.Column("cancelled_at", UTCDateTime(), nullable=True))
    op.add_column("session", sa.Column("reason", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("session", "reason")
    op.drop_column("session", "cancelled_at")
    op.drop_table("series")
