"""The index of words: FTS5 on SQLite, a `tsvector` on PostgreSQL, with the same words in both.

The application cuts the words itself and gives each text three times: as written, without
diacritics and, where it is English, as stems. So neither parser nor collation nor extension of
the database decides what is found.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import BigInteger, TextualSelect, bindparam, column, text
from sqlalchemy.orm import Session

from service.archive.search import Term
from service.archive.words import plain, stem, words

TABLE = "brief_words"
CREATE = {
    "sqlite": (
        "CREATE VIRTUAL TABLE brief_words USING fts5("
        "exact, plain, english, tokenize = 'unicode61 remove_diacritics 0')",
    ),
    "postgresql": (
        "CREATE TABLE brief_words (brief_key BIGINT PRIMARY KEY "
        "REFERENCES briefs (key) ON DELETE CASCADE, words TSVECTOR NOT NULL)",
        "CREATE INDEX ix_brief_words ON brief_words USING gin (words)",
    ),
}
_MOST = 60_000  # words of one brief that are indexed: more than the longest report has


@dataclass(frozen=True)
class Words:
    """What one brief is found by."""

    exact: tuple[str, ...]
    plain: tuple[str, ...]
    english: tuple[str, ...]


def words_of(texts: Iterable[str], english: Iterable[str]) -> Words:
    """The words of `texts`; those of `english` among them are found by their stems too."""
    exact = tuple(words("\n".join(texts))[:_MOST])
    stems = tuple(map(stem, words("\n".join(english))))
    return Words(exact, tuple(map(plain, exact)), stems)


class Index(ABC):
    """One database's way to keep and find words; its signs for what a query is made of."""

    both: ClassVar[str]
    either: ClassVar[str]

    @abstractmethod
    def write(self, session: Session, key: int, found: Words) -> None:
        """Keep the words of a brief in place of those it had."""

    @abstractmethod
    def erase(self, session: Session, keys: Sequence[int]) -> None:
        """Forget the words of briefs."""

    @abstractmethod
    def matching(self, expression: str) -> TextualSelect:
        """A query for the keys of briefs that match."""

    @abstractmethod
    def phrase(self, how: str, found: tuple[str, ...], *, begins: bool = False) -> str:
        """The expression for words beside each other; `how` is a field of `Words`."""

    def all_of(self, terms: Sequence[Term]) -> str:
        """The expression for all terms, with or without diacritics or by English stems."""
        return self.both.join(map(self._term, terms))

    def any_of(self, terms: Sequence[Term]) -> str:
        """The expression for any of the terms."""
        return self.either.join(map(self._term, terms))

    def exactly(self, terms: Sequence[Term]) -> str:
        """The expression for all terms as they were typed."""
        return self.both.join(self.phrase("exact", t.words, begins=t.begins) for t in terms)

    def _term(self, term: Term) -> str:
        found = [self.phrase("plain", term.plain, begins=term.begins)]
        if not term.marked and not term.begins:
            found.append(self.phrase("english", tuple(map(stem, term.words))))
        return f"({self.either.join(found)})"


class SqliteIndex(Index):
    """FTS5: one column for each way to write a word."""

    both = " AND "
    either = " OR "

    def write(self, session: Session, key: int, found: Words) -> None:
        self.erase(session, [key])
        session.execute(
            text(
                "INSERT INTO brief_words (rowid, exact, plain, english) "
                "VALUES (:key, :exact, :plain, :english)"
            ),
            {"key": key} | {how: " ".join(written) for how, written in vars(found).items()},
        )

    def erase(self, session: Session, keys: Sequence[int]) -> None:
        session.execute(
            text("DELETE FROM brief_words WHERE rowid = :key"), [{"key": key} for key in keys]
        )

    def matching(self, expression: str) -> TextualSelect:
        query = "SELECT rowid AS brief_key FROM brief_words WHERE brief_words MATCH :sought"
        return _keys(query, expression)

    def phrase(self, how: str, found: tuple[str, ...], *, begins: bool = False) -> str:
        return f'{how} : "{" ".join(found)}"' + (" *" if begins else "")


class PostgresIndex(Index):
    """A `tsvector` whose lexemes say by their first sign how the word is written."""

    both = " & "
    either = " | "
    _SIGNS: ClassVar = {"exact": "=", "plain": "", "english": "~"}

    def write(self, session: Session, key: int, found: Words) -> None:
        session.execute(
            text(
                "INSERT INTO brief_words (brief_key, words) "
                "VALUES (:key, CAST(:words AS tsvector)) "
                "ON CONFLICT (brief_key) DO UPDATE SET words = excluded.words"
            ),
            {"key": key, "words": self._vector(found)},
        )

    def erase(self, session: Session, keys: Sequence[int]) -> None:
        session.execute(
            text("DELETE FROM brief_words WHERE brief_key = :key"), [{"key": key} for key in keys]
        )

    def matching(self, expression: str) -> TextualSelect:
        query = "SELECT brief_key FROM brief_words WHERE words @@ CAST(:sought AS tsquery)"
        return _keys(query, expression)

    def phrase(self, how: str, found: tuple[str, ...], *, begins: bool = False) -> str:
        lexemes = [f"'{self._SIGNS[how]}{word}'" for word in found]
        return f"({' <-> '.join(lexemes)}{':*' if begins else ''})"

    def _vector(self, found: Words) -> str:
        return " ".join(
            f"'{self._SIGNS[how]}{word}':{place}"
            for how, written in vars(found).items()
            for place, word in enumerate(written, 1)
        )


INDEXES: dict[str, Index] = {"sqlite": SqliteIndex(), "postgresql": PostgresIndex()}


def _keys(query: str, expression: str) -> TextualSelect:
    found = text(query).bindparams(bindparam("sought", expression, unique=True))
    return found.columns(column("brief_key", BigInteger))
