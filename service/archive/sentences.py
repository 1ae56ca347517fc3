"""Sentences translated before, kept in the database so that an archive translates each once."""

import dataclasses
import json
from collections.abc import Mapping, Sequence

from pydantic import TypeAdapter
from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from models.once import once
from service.archive.database import Base, Database
from service.archive.tables.ledger import SentenceRow
from service.briefs.known import Forgetful, Known
from service.briefs.values import Translation

_MOST_KEYS = 500  # in one query: databases allow only so many


class SentenceCache:
    """Translations by key in a database that many processes may share."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, keys: Sequence[str]) -> dict[str, Translation]:
        """Those of the keys that are known."""
        different = list(dict.fromkeys(keys))
        found: dict[str, Translation] = {}
        for start in range(0, len(different), _MOST_KEYS):
            some = different[start : start + _MOST_KEYS]
            query = select(SentenceRow.key, SentenceRow.body).where(SentenceRow.key.in_(some))
            with self._database.session() as session:
                rows = session.execute(query).all()
            found |= {key: _adapter().validate_json(body) for key, body in rows}
        return found

    def keep(self, made: Mapping[str, Translation]) -> None:
        """Remember what was made; what another process kept a moment ago stays."""
        if not made:
            return
        rows = [
            {"key": key, "body": json.dumps(dataclasses.asdict(one), ensure_ascii=False)}
            for key, one in made.items()
        ]
        with self._database.session() as session:
            session.execute(insert(self._database, SentenceRow).on_conflict_do_nothing(), rows)


class Tally:
    """Sentences for one article, counted: how many it asked for and how many were known."""

    def __init__(self, known: Known | None = None) -> None:
        self._known = known or Forgetful()
        self.asked = 0
        self.found = 0

    def find(self, keys: Sequence[str]) -> Mapping[str, Translation]:
        found = self._known.find(keys)
        seen = set(found)
        for key in keys:
            # A sentence that stands twice in one article is translated once, too.
            self.found += key in seen
            seen.add(key)
        self.asked += len(keys)
        return found

    def keep(self, made: Mapping[str, Translation]) -> None:
        self._known.keep(made)


def insert(database: Database, row: type[Base]) -> sqlite.Insert | postgresql.Insert:
    """The INSERT of this kind of database that may say what to do on a conflict."""
    if database.engine.dialect.name == "postgresql":
        return postgresql.insert(row)
    return sqlite.insert(row)


@once
def _adapter() -> TypeAdapter[Translation]:
    return TypeAdapter(Translation)
