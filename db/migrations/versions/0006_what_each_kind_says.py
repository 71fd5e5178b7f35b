"""what each kind of opportunity says"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TEXTS = ("question", "honorarium", "accessibility", "learning", "team", "links", "joining", "consent")


def upgrade() -> None:
    for name in TEXTS:
        op.add_column("opportunity", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    op.add_column("opportunity", sa.Column("entry", sa.String(length=255), nullable=False, server_default="open"))
    op.add_column("opportunity", sa.Column("questions", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("opportunity", sa.Column("deadline", sa.Date(), nullable=True))
    op.add_column("opportunity", sa.Column("language", sa.String(length=255), nullable=False, server_default="en"))
    op.add_column("opportunity", sa.Column("other", sa.JSON(), nullable=False, server_default="{}"))
    op.execute("UPDATE opportunity SET language = (SELECT language FROM community c WHERE c.id = community_id)")


def downgrade() -> None:
    for name in (*TEXTS, "entry", "questions", "deadline", "language", "other"):
        op.drop_column("opportunity", name)
