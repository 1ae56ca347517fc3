"""What a key looks like, and the digest that is kept in its place."""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass

PREFIX = "sng_"
_ID_BYTES = 6
_SECRET_BYTES = 32
_IN_TEXT = re.compile(
    rf"({PREFIX}[0-9a-f]{{12}}_)[0-9a-f]{{8,}}"
    r"|((?:api_key|auth_key)(?:=|\"?: ?\"?|%3D))[^&\s\"',}]+"
    r"|((?:Bearer|DeepL-Auth-Key|Basic) )(?!realm)[\w.~+/=-]{8,}",
    re.IGNORECASE,
)
_TOKEN = re.compile(rf"{PREFIX}(?P<id>[0-9a-f]{{12}})_(?P<secret>[0-9a-f]{{64}})", re.ASCII)


@dataclass(frozen=True)
class Token:
    """A whole key, `sng_ID_SECRET`: the id finds its row, the secret proves it."""

    id: str
    secret: str

    def __str__(self) -> str:
        return f"{PREFIX}{self.id}_{self.secret}"

    def __repr__(self) -> str:
        return f"Token({self.id})"  # a secret must not end up in a traceback

    @property
    def digest(self) -> str:
        """SHA-256 of the secret, in hexadecimal.

        One round is right here: the secret is 32 random bytes, which nobody guesses whatever a
        guess costs. Slow hashes are for what people think up.
        """
        return hashlib.sha256(self.secret.encode("ascii")).hexdigest()

    def is_of(self, digest: str) -> bool:
        """Whether a digest is that of the secret; compared in the same time whatever it is."""
        return hmac.compare_digest(self.digest, digest)


def new_token(id: str = "") -> Token:
    """A key that nobody knows yet: a new one, or a new secret for the key `id`."""
    return Token(id or secrets.token_hex(_ID_BYTES), secrets.token_hex(_SECRET_BYTES))


def parse(text: str) -> Token | None:
    """The key that a text is; None for one that is not of our form."""
    found = _TOKEN.fullmatch(text)
    return Token(found["id"], found["secret"]) if found else None


def is_ours(text: str) -> bool:
    """Whether a text means to be one of our keys."""
    return text.startswith(PREFIX)


def masked(text: str) -> str:
    """A text without the secrets of the keys in it, for logs; the ids of keys stay."""
    return _IN_TEXT.sub(lambda found: f"{found[1] or found[2] or found[3]}…", text)
