"""Keys of the API with their use by months, and sessions of the page."""

import sqlalchemy as sa
from alembic import op

revision = "0009_keys"
down_revision = "0008_origins"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "api_keys",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("id", sa.String(16), nullable=False, unique=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("scopes", sa.JSON, nullable=False),
        sa.Column("rate", sa.Integer, nullable=False),
        sa.Column("quota", sa.BigInteger, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("old_digest", sa.String(64), nullable=False),
        sa.Column("old_until", _MOMENT),
        sa.Column("expires", _MOMENT),
        sa.Column("created", _MOMENT, nullable=False),
        sa.Column("used", _MOMENT),
        sa.Column("revoked", _MOMENT),
    )
    op.create_table(
        "api_key_usage",
        sa.Column(
            "key",
            sa.Integer,
            sa.ForeignKey("api_keys.number", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("month", sa.String(7), primary_key=True),
        sa.Column("characters", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "api_sessions",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("key", sa.String(16), nullable=False),
        sa.Column("proof", sa.String(64), nullable=False),
        sa.Column("expires", _MOMENT, nullable=False, index=True),
    )


def downgrade() -> None:
    op.drop_table("api_sessions")
    op.drop_table("api_key_usage")
    op.drop_table("api_keys")
