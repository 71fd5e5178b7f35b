"""feeds of opportunities from outside"""

import sqlalchemy as sa
from alembic import op

import db.types

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "feed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("url", sa.String(length=255), nullable=False),
        sa.Column("title", sa.String(length=255), nullable=False),
        sa.Column("publishes", sa.Boolean(), nullable=False),
        sa.Column("etag", sa.String(length=255), nullable=True),
        sa.Column("modified", sa.String(length=255), nullable=True),
        sa.Column("checked_at", db.types.UTCDateTime(timezone=True), nullable=True),
        sa.Column("next_at", db.types.UTCDateTime(timezone=True), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("fault", sa.Text(), nullable=True),
        sa.Column("created_at", db.types.UTCDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_feed_community_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feed")),
        sa.UniqueConstraint("community_id", "url", name=op.f("uq_feed_community_id_url")),
    )
    op.create_index("ix_feed_next_at", "feed", ["next_at"], unique=False)
    op.create_table(
        "feed_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("feed_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("digest", sa.String(length=255), nullable=False),
        sa.Column("opportunity_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.String(length=255), nullable=False),
        sa.Column("gone_at", db.types.UTCDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["feed_id"], ["feed.id"], name=op.f("fk_feed_item_feed_id")),
        sa.ForeignKeyConstraint(["opportunity_id"], ["opportunity.id"], name=op.f("fk_feed_item_opportunity_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feed_item")),
        sa.UniqueConstraint("feed_id", "key", name=op.f("uq_feed_item_feed_id_key")),
    )
    op.create_index(op.f("ix_feed_item_opportunity_id"), "feed_item", ["opportunity_id"], unique=False)


def downgrade() -> None:
    op.drop_table("feed_item")
    op.drop_table("feed")
