"""How many characters were translated this month."""

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from service.archive.columns import now
from service.archive.database import Database, DatabaseAway
from service.archive.tables.translated_files import UsageRow


class Usage:
    """The count of one database, kept by months in UTC."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def characters(self) -> int:
        """Those of this month so far."""
        with self._database.session() as session:
            wanted = select(UsageRow.characters).where(UsageRow.month == _month())
            return session.scalar(wanted) or 0

    def add(self, characters: int) -> None:
        """Count some more."""
        try:
            self._add(characters)
        except DatabaseAway as error:
            if not isinstance(error.__cause__, IntegrityError):
                raise
            self._add(characters)  # another was first to begin the month

    def _add(self, characters: int) -> None:
        with self._database.session() as session:
            counted = session.execute(
                update(UsageRow)
                .where(UsageRow.month == _month())
                .values(characters=UsageRow.characters + characters)
                .returning(UsageRow.month)
            )
            if counted.first() is None:
                session.add(UsageRow(month=_month(), characters=characters))


def _month() -> str:
    return now().strftime("%Y-%m")
