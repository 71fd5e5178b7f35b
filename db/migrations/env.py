"""What Alembic runs: migrations over the connection it is handed, or over DATABASE_URL for `alembic revision`."""

import os

from alembic import context
from sqlalchemy import Connection

from db.engine import open_engine
from db.models import Base
from db.models.base import spell_out


def run(connection: Connection) -> None:
    spell_out()
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with open_engine(os.environ.get("DATABASE_URL", "sqlite:///var/elan.db")).connect() as opened:
        run(opened)
