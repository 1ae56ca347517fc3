"""Briefs with their sources, names, corrections and words."""

import sqlalchemy as sa
from alembic import op

from service.archive import fulltext

revision = "0002_briefs"
down_revision = "0001_glossaries"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "sources",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("text", sa.Text(), nullable=False),
    )
    op.create_table(
        "briefs",
        sa.Column("key", _KEY, primary_key=True),
        sa.Column("id", sa.String(64), nullable=False, unique=True),
        sa.Column("source_digest", sa.String(64), sa.ForeignKey("sources.digest"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kept", _MOMENT, nullable=False),
        sa.Column("status", sa.String(8), nullable=False),
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("headline_vi", "headline_en", "title", "url", "agency", "place")
        ),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("original", sa.Text(), nullable=True),
    )
    op.create_index("ix_briefs_source_digest", "briefs", ["source_digest"])
    op.create_index("ix_briefs_kept", "briefs", ["kept"])
    op.create_index("ix_briefs_day", "briefs", ["day", "key"])
    op.create_index("ix_briefs_status_day", "briefs", ["status", "day", "key"])
    op.create_table(
        "brief_names",
        sa.Column("kind", sa.String(8), primary_key=True),
        sa.Column("folded", sa.String(400), primary_key=True),
        _brief_key(primary_key=True),
        sa.Column("name", sa.Text(), nullable=False),
    )
    op.create_index("ix_brief_names_brief_key", "brief_names", ["brief_key"])
    op.create_table(
        "corrections",
        sa.Column("key", _KEY, primary_key=True),
        _brief_key(primary_key=False),
        sa.Column("place", sa.String(64), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("before", "after", "author")),
        sa.Column("made", _MOMENT, nullable=False),
    )
    op.create_index("ix_corrections_brief_key", "corrections", ["brief_key"])
    for statement in fulltext.CREATE[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    op.drop_table(fulltext.TABLE)
    for table in ("corrections", "brief_names", "briefs", "sources"):
        op.drop_table(table)


def _brief_key(*, primary_key: bool) -> sa.Column[int]:
    target = sa.ForeignKey("briefs.key", ondelete="CASCADE")
    return sa.Column("brief_key", _KEY, target, primary_key=primary_key, nullable=False)
