"""The sources that are watched, and the articles seen there."""

import sqlalchemy as sa
from alembic import op

revision = "0007_watching"
down_revision = "0006_translated_files"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "watched_sources",
        sa.Column("key", sa.String(32), primary_key=True),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("name", "etag", "modified")),
        sa.Column("looked", _MOMENT, nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
    )
    op.create_table(
        "watched_articles",
        sa.Column("key", sa.String(32), primary_key=True),
        sa.Column("source", sa.String(32), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("text_digest", sa.String(64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due", _MOMENT, nullable=False),
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("brief_id", sa.String(64), nullable=False),
        sa.Column("updated", _MOMENT, nullable=False),
        sa.Column("article", sa.Text(), nullable=True),
        sa.Column("brief", sa.Text(), nullable=True),
    )
    op.create_index("ix_watched_articles_digest", "watched_articles", ["digest"])
    op.create_index("ix_watched_articles_text", "watched_articles", ["text_digest"])
    op.create_index("ix_watched_articles_due", "watched_articles", ["source", "state", "due"])


def downgrade() -> None:
    op.drop_table("watched_articles")
    op.drop_table("watched_sources")
