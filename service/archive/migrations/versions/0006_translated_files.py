"""Files that are translated in the background, and the characters of each month."""

import sqlalchemy as sa
from alembic import op

revision = "0006_translated_files"
down_revision = "0005_ledger"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "translated_files",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("glossaries", sa.JSON, nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("lease", _MOMENT),
        sa.Column("worker", sa.String(32), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("characters", sa.Integer, nullable=False),
        sa.Column("error", sa.Text, nullable=False),
        sa.Column("data", sa.LargeBinary),
        sa.Column("created", _MOMENT, nullable=False),
    )
    op.create_table(
        "usage_months",
        sa.Column("month", sa.String(7), primary_key=True),
        sa.Column("characters", sa.BigInteger, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("usage_months")
    op.drop_table("translated_files")
