"""A studio whose work a server does, for commands that go line by line."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.briefs.values import Summary, Translation
from service.client import Client
from service.reading.document import Document


@dataclass(frozen=True)
class RemoteStudio:
    """What `songngu translate` and `songngu summarise` ask of a studio."""

    client: Client

    def translate(
        self, texts: Sequence[str], translator: str | None = None, glossary: str | None = None
    ) -> list[Translation]:
        """The English of each text."""
        return self.client.translate(texts, translator, glossary)

    def summarise(
        self,
        document: Document,
        words: int | None = None,
        points: int | None = None,
        summariser: str | None = None,
    ) -> Summary:
        """A shorter text of one report."""
        return self.client.summarise([document.text], words, points, summariser)[0]
