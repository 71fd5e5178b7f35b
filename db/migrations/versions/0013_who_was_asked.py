"""who was asked to join, questions about postings, and who may be asked for help"""

import sqlalchemy as sa
from alembic import op

import db.types

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

OPEN = sa.text("answer IS NULL")
WILLING = sa.text("may_be_asked AND skills <> ''")


def upgrade() -> None:
    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("opportunity_id", sa.Integer(), nullable=False),
        sa.Column("role_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("created_at", db.types.UTCDateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.String(length=255), nullable=True),
        sa.Column("answered_at", db.types.UTCDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_invitation_author_id")),
        sa.ForeignKeyConstraint(["opportunity_id"], ["opportunity.id"], name=op.f("fk_invitation_opportunity_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_invitation_person_id")),
        sa.ForeignKeyConstraint(["role_id"], ["role.id"], name=op.f("fk_invitation_role_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
    )
    op.create_index(
        "uq_invitation_open",
        "invitation",
        ["opportunity_id", "person_id"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    op.create_index("ix_invitation_asked", "invitation", ["opportunity_id", "person_id"])
    op.create_index("ix_invitation_author", "invitation", ["author_id", "created_at"])
    op.create_index(op.f("ix_invitation_role_id"), "invitation", ["role_id"])
    _create_questions()
    op.add_column("person", sa.Column("may_be_asked", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("person", sa.Column("last_asked_at", db.types.UTCDateTime(timezone=True), nullable=True))
    op.create_index("ix_person_willing", "person", ["community_id"], sqlite_where=WILLING, postgresql_where=WILLING)


def _create_questions() -> None:
    op.create_table(
        "question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("opportunity_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("card_id", sa.Integer(), nullable=True),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("created_at", db.types.UTCDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["card_id"], ["card.id"], name=op.f("fk_question_card_id")),
        sa.ForeignKeyConstraint(["opportunity_id"], ["opportunity.id"], name=op.f("fk_question_opportunity_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_question_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
    )
    op.create_index("ix_question_asker", "question", ["person_id", "created_at"])
    op.create_index(op.f("ix_question_opportunity_id"), "question", ["opportunity_id"])


def downgrade() -> None:
    op.drop_index("ix_person_willing", table_name="person")
    for name in ("may_be_asked", "last_asked_at"):
        op.drop_column("person", name)
    op.drop_table("question")
    op.drop_table("invitation")
