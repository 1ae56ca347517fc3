"""Where events are sent, and each event on its way."""

import sqlalchemy as sa
from alembic import op

revision = "0004_webhooks"
down_revision = "0003_batches"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "webhook_endpoints",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("id", sa.String(32), nullable=False, unique=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("events", sa.JSON, nullable=False),
        sa.Column("review", sa.Boolean, nullable=False),
        sa.Column("description", sa.Text, nullable=False),
        sa.Column("enabled", sa.Boolean, nullable=False),
        sa.Column("secrets", sa.JSON, nullable=False),
        sa.Column("batch", sa.String(32), nullable=False, index=True),
        sa.Column("created", _MOMENT, nullable=False),
    )
    op.create_table(
        "webhook_deliveries",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("id", sa.String(40), nullable=False, unique=True),
        sa.Column(
            "endpoint",
            sa.Integer,
            sa.ForeignKey("webhook_endpoints.number", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("event", sa.String(32), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("due", _MOMENT, nullable=False),
        sa.Column("lease", _MOMENT),
        sa.Column("status", sa.Integer),
        sa.Column("problem", sa.Text, nullable=False),
        sa.Column("created", _MOMENT, nullable=False),
        sa.Column("delivered", _MOMENT),
    )
    op.create_index("ix_webhook_deliveries_due", "webhook_deliveries", ["state", "due"])
    op.create_index("ix_webhook_deliveries_endpoint", "webhook_deliveries", ["endpoint"])


def downgrade() -> None:
    op.drop_table("webhook_deliveries")
    op.drop_table("webhook_endpoints")
