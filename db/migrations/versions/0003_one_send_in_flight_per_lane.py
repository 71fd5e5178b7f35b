"""one send in flight per lane"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # whatever was being sent when this began is looked for by the reconciler, and no lane has two
    op.execute("UPDATE delivery SET state = 'unknown' WHERE state = 'sending'")
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.drop_index(
            batch_op.f("ix_delivery_unsettled"), sqlite_where=sa.text("state IN ('sending', 'unknown')")
        )
        batch_op.create_index(
            "ix_delivery_unknown",
            ["claimed_at"],
            unique=False,
            sqlite_where=sa.text("state = 'unknown'"),
            postgresql_where=sa.text("state = 'unknown'"),
        )
        batch_op.create_index(
            "uq_delivery_one_sending",
            ["lane"],
            unique=True,
            sqlite_where=sa.text("state = 'sending'"),
            postgresql_where=sa.text("state = 'sending'"),
        )


def downgrade() -> None:
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_delivery_one_sending",
            sqlite_where=sa.text("state = 'sending'"),
            postgresql_where=sa.text("state = 'sending'"),
        )
        batch_op.drop_index(
            "ix_delivery_unknown",
            sqlite_where=sa.text("state = 'unknown'"),
            postgresql_where=sa.text("state = 'unknown'"),
        )
        batch_op.create_index(
            batch_op.f("ix_delivery_unsettled"),
            ["lane"],
            unique=False,
            sqlite_where=sa.text("state IN ('sending', 'unknown')"),
            postgresql_where=sa.text("state IN ('sending', 'unknown')"),
        )
