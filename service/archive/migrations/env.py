"""What Alembic runs: the migrations, on the connection that it was given."""

from alembic import context

from service.archive import tables  # noqa: F401 - every table, for `alembic check`
from service.archive.database import Base
from service.archive.fulltext import TABLE


def _is_ours(name: str | None, kind: str, _: object) -> bool:
    """Whether Alembic compares it: FTS5 makes tables of its own beside the index of words."""
    return not (kind == "table" and name is not None and name.startswith(TABLE))


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=True,
    include_name=_is_ours,
)
with context.begin_transaction():
    context.run_migrations()
