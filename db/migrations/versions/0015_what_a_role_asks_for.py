"""what a role asks for"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("role", sa.Column("level", sa.String(length=255), nullable=False, server_default="any"))
    for name in ("required", "preferred"):
        op.add_column("role", sa.Column(name, sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    for name in ("level", "required", "preferred"):
        op.drop_column("role", name)
