"""What Alembic runs: the migrations, on the connection that it was given."""

from alembic import context

from service.archive import tables  # noqa: F401 - every table, for `alembic check`
from service.archive.database import Base

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
