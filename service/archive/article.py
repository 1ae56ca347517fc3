"""An article as an archive holds it, before it is read."""

import hashlib
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Article:
    """One article, as text or as the bytes of its file, and what its archive says of it."""

    id: str  # the source's own, or else its name
    content: str | bytes
    name: str = ""  # the file and the place in it: "2016.jsonl.xz:17", "reports.zip/a.html"
    title: str = ""
    url: str = ""
    published: date | None = None
    content_type: str = ""
    problem: str = ""  # a sentence on why it cannot be read; its content is then empty

    @property
    def digest(self) -> str:
        """SHA-256 of the content alone, in hexadecimal."""
        return hashlib.sha256(_bytes(self.content)).hexdigest()

    @property
    def key(self) -> str:
        """The same for the same article with the same particulars, wherever it stands."""
        id = "" if self.id == self.name else self.id
        parts = (id, self.title, self.url, str(self.published or ""), self.problem, self.digest)
        return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _bytes(content: str | bytes) -> bytes:
    # A broken text still has a digest: what is wrong with it is told when it is read.
    return content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
