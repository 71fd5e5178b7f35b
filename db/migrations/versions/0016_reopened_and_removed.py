"""when a posting was last reopened, and when a role was removed"""

import sqlalchemy as sa
from alembic import op

import db.types

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adding a column copies nothing on either database."""
    op.add_column("opportunity", sa.Column("reopened_at", db.types.UTCDateTime(timezone=True), nullable=True))
    op.add_column("role", sa.Column("removed_at", db.types.UTCDateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Roles that were removed have names nobody typed, and no seats to count."""
    op.drop_column("role", "removed_at")
    op.drop_column("opportunity", "reopened_at")
