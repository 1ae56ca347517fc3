"""The ledger of batches on the command line, and the sentences that they have translated."""

import sqlalchemy as sa
from alembic import op

revision = "0005_ledger"
down_revision = "0004_webhooks"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "ledgers",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("settings", sa.String(32), nullable=False),
        sa.Column("visit", sa.Integer, nullable=False),
        sa.Column("created", _MOMENT, nullable=False),
    )
    op.create_index("ix_ledgers_name", "ledgers", ["name", "settings"], unique=True)
    op.create_table(
        "ledger_entries",
        sa.Column("number", _NUMBER, primary_key=True, autoincrement=True),
        sa.Column(
            "ledger",
            sa.Integer,
            sa.ForeignKey("ledgers.number", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("key", sa.String(32), nullable=False),
        sa.Column("content", sa.String(64), nullable=False),
        sa.Column("visit", sa.Integer, nullable=False),
        sa.Column("place", sa.BigInteger, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("error", sa.Text, nullable=False),
        sa.Column("seconds", sa.Double, nullable=False),
        sa.Column("sentences", sa.Integer, nullable=False),
        sa.Column("reused", sa.Integer, nullable=False),
        sa.Column("updated", _MOMENT, nullable=False),
        sa.Column("body", sa.LargeBinary),
    )
    op.create_index("ix_ledger_entries_key", "ledger_entries", ["ledger", "key"], unique=True)
    op.create_index("ix_ledger_entries_place", "ledger_entries", ["ledger", "visit", "place"])
    op.create_index("ix_ledger_entries_state", "ledger_entries", ["ledger", "visit", "state"])
    op.create_table(
        "ledger_sentences",
        sa.Column("key", sa.String(32), primary_key=True),
        sa.Column("body", sa.Text, nullable=False),
    )


def downgrade() -> None:
    for table in ("ledger_sentences", "ledger_entries", "ledgers"):
        op.drop_table(table)
