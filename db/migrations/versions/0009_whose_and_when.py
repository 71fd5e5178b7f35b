"""whose a posting is, when it is published, and whether it is still open"""

import sqlalchemy as sa
from alembic import op

from db.types import UTCDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

INSTANTS = ("publish_at", "confirmed_at", "asked_at")
RECRUITING = sa.text("state IN ('open', 'paused')")
INDEXES = ("ix_opportunity_publish_at", "ix_opportunity_confirmed", "ix_opportunity_asked")


def upgrade() -> None:
    op.add_column("community", sa.Column("trust_vetted", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("opportunity", sa.Column("template", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("opportunity", sa.Column("channels", sa.JSON(), nullable=False, server_default="[]"))
    for name in INSTANTS:
        op.add_column("opportunity", sa.Column(name, UTCDateTime(timezone=True), nullable=True))
    for name in ("warned_at", "helped_at"):
        op.add_column("session", sa.Column(name, UTCDateTime(timezone=True), nullable=True))
    op.add_column("signup", sa.Column("coming_at", UTCDateTime(timezone=True), nullable=True))
    op.execute("UPDATE opportunity SET confirmed_at = published_at")
    op.create_index("ix_opportunity_publish_at", "opportunity", ["publish_at"])
    for name, column in (("ix_opportunity_confirmed", "confirmed_at"), ("ix_opportunity_asked", "asked_at")):
        op.create_index(name, "opportunity", [column], sqlite_where=RECRUITING, postgresql_where=RECRUITING)
    _owners()


def _owners() -> None:
    op.create_table(
        "owner",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("opportunity_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("since", UTCDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["opportunity_id"], ["opportunity.id"], name="fk_owner_opportunity_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_owner_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_owner"),
        sa.UniqueConstraint("opportunity_id", "person_id", name="uq_owner_opportunity_id_person_id"),
    )
    op.create_index("ix_owner_person_id", "owner", ["person_id"])


def downgrade() -> None:
    op.drop_table("owner")
    for name in INDEXES:
        op.drop_index(name, "opportunity")
    op.drop_column("signup", "coming_at")
    for name in ("warned_at", "helped_at"):
        op.drop_column("session", name)
    for name in (*INSTANTS, "template", "channels"):
        op.drop_column("opportunity", name)
    op.drop_column("community", "trust_vetted")
