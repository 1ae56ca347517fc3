"""How many characters a key had worked on in a month, counted alike by all processes."""

from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from service.archive.columns import now
from service.archive.database import Database, DatabaseAway
from service.archive.tables.keys import KeyRow, KeyUsageRow
from service.auth.errors import QuotaUsedUp


class Quotas:
    """The counts of a database, by months in UTC."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def used(self, key: int) -> int:
        """The characters of a key in this month so far; `key` is its number."""
        with self._database.session() as session:
            return _used(session, key)

    def charge(self, key: int, characters: int) -> None:
        """Count characters before they are worked on. Raises `QuotaUsedUp`, counting nothing."""
        try:
            self._charge(key, characters)
        except DatabaseAway as error:
            if not isinstance(error.__cause__, IntegrityError):
                raise
            self._charge(key, characters)  # another was first to begin the month

    def _charge(self, key: int, characters: int) -> None:
        with self._database.session() as session:
            quota = session.scalar(select(KeyRow.quota).where(KeyRow.number == key))
            if quota is None:
                return  # the key is gone, and with it who could be told
            if _added(session, key, characters, quota):
                return
            used = _used(session, key)
            if quota and used + characters > quota:
                raise QuotaUsedUp(
                    f"The key may have {quota:,} characters a month worked on; {used:,} are used, "
                    f"and this needs {characters:,}.",
                    limit=quota,
                    retry_after=_seconds_left(),
                )
            session.add(KeyUsageRow(key=key, month=_month(), characters=characters))


def _added(session: Session, key: int, characters: int, quota: int) -> bool:
    """Add in one statement, so that two requests at once cannot both take the last characters."""
    total = KeyUsageRow.characters + characters
    statement = update(KeyUsageRow).where(KeyUsageRow.key == key, KeyUsageRow.month == _month())
    if quota:
        statement = statement.where(total <= quota)
    counted = session.execute(statement.values(characters=total).returning(KeyUsageRow.key))
    return counted.first() is not None


def _used(session: Session, key: int) -> int:
    wanted = select(KeyUsageRow.characters).where(
        KeyUsageRow.key == key, KeyUsageRow.month == _month()
    )
    return session.scalar(wanted) or 0


def _month() -> str:
    return now().strftime("%Y-%m")


def _seconds_left() -> int:
    moment = now()
    following = (moment.replace(day=1) + timedelta(days=32)).replace(day=1)
    return int((following - moment).total_seconds() // 86_400 + 1) * 86_400
