"""Batches of articles, and each article of them."""

import sqlalchemy as sa
from alembic import op

revision = "0003_batches"
down_revision = "0002_briefs"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "batches",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("id", sa.String(32), nullable=False, unique=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("task", sa.String(16), nullable=False),
        sa.Column("options", sa.JSON, nullable=False),
        sa.Column("priority", sa.Integer, nullable=False),
        sa.Column("total", sa.Integer, nullable=False),
        sa.Column("state", sa.String(16), nullable=False, index=True),
        sa.Column("key", sa.String(200), unique=True),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("created", _MOMENT, nullable=False),
        sa.Column("started", _MOMENT),
        sa.Column("finished", _MOMENT),
    )
    op.create_table(
        "batch_items",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column(
            "batch",
            sa.Integer,
            sa.ForeignKey("batches.number", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("article", sa.JSON, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("worker", sa.String(64), nullable=False),
        sa.Column("lease", _MOMENT),
        sa.Column("finished", _MOMENT),
        sa.Column("seconds", sa.Double, nullable=False),
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("result", sa.JSON),
    )
    op.create_index("ix_batch_items_place", "batch_items", ["batch", "place"], unique=True)
    op.create_index("ix_batch_items_state", "batch_items", ["batch", "state", "place"])
    op.create_index("ix_batch_items_finished", "batch_items", ["batch", "finished"])
    op.create_index("ix_batch_items_lease", "batch_items", ["state", "lease"])


def downgrade() -> None:
    op.drop_table("batch_items")
    op.drop_table("batches")
