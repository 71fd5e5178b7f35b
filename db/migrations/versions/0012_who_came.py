"""who came"""

import sqlalchemy as sa
from alembic import op

import db.types

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("signup", sa.Column("attendance", sa.String(length=255), nullable=True))
    op.add_column("signup", sa.Column("hours", sa.Integer(), nullable=True))
    op.add_column("signup", sa.Column("contested_at", db.types.UTCDateTime(timezone=True), nullable=True))


def downgrade() -> None:
    for name in ("attendance", "hours", "contested_at"):
        op.drop_column("signup", name)
