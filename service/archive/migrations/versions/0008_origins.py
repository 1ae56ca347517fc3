"""Of which request a batch is, for the lines of the log and for traces."""

import sqlalchemy as sa
from alembic import op

revision = "0008_origins"
down_revision = "0007_watching"
branch_labels = None
depends_on = None

_TABLES = ("batches", "webhook_deliveries")


def upgrade() -> None:
    for table in _TABLES:
        op.add_column(table, sa.Column("origin", sa.JSON(), nullable=False, server_default="{}"))


def downgrade() -> None:
    for table in _TABLES:
        with op.batch_alter_table(table) as altered:
            altered.drop_column("origin")
