"""What each family of seq2seq models puts around the pieces of a text.

`{source}` and `{target}` stand for the language codes of the convention; a token whose code
is empty is left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from models.convention import Convention
from models.errors import EngineFailed


@dataclass(frozen=True)
class Framing:
    """The tokens of one family around a source text, and those its output starts with."""

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ("</s>",)
    target: tuple[str, ...] = ()
    # The argument of transformers' `generate` that takes the first token of the output.
    target_argument: str = ""

    @property
    def returned(self) -> int:
        """How many tokens of the prefix an output holds: a decoder's start is not part of it."""
        return len(self.target) if self.target_argument == "forced_bos_token_id" else 0

    def source(self, pieces: Sequence[str], convention: Convention) -> list[str]:
        """Return the tokens an encoder reads."""
        return [*_fill(self.before, convention), *pieces, *_fill(self.after, convention)]

    def prefix(self, convention: Convention) -> list[str]:
        """Return the tokens every output starts with, after the decoder's own start."""
        return _fill(self.target, convention)


def _fill(tokens: Sequence[str], convention: Convention) -> list[str]:
    codes = {"source": convention.source_lang, "target": convention.target_lang}
    filled = []
    for token in tokens:
        named = [name for name in codes if f"{{{name}}}" in token]
        if all(codes[name] for name in named):
            filled.append(token.format(**codes) if named else token)
    return filled


FRAMINGS = {
    "t5": Framing(),
    "marian": Framing(),
    # The decoder itself starts with the language code, not with </s>.
    "mbart": Framing(
        after=("</s>", "{source}"), target=("{target}",), target_argument="decoder_start_token_id"
    ),
    "bartpho": Framing(before=("<s>",)),
    "m2m100": Framing(
        before=("__{source}__",), target=("__{target}__",), target_argument="forced_bos_token_id"
    ),
    "nllb": Framing(
        before=("{source}",), target=("{target}",), target_argument="forced_bos_token_id"
    ),
}


def framing(family: str) -> Framing:
    """Return the framing of a seq2seq family."""
    try:
        return FRAMINGS[family]
    except KeyError:
        known = ", ".join(FRAMINGS)
        raise EngineFailed(
            f"{family!r} is no seq2seq family this engine knows ({known})."
        ) from None
