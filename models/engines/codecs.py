"""Text to tokens and back, for engines that take tokens as strings."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from models.catalogue import ModelSpec
from models.engines.framing import framing
from models.errors import DamagedModel, ModelNotInstalled

_SHARED = ("tokenizer.model", "spiece.model", "sentencepiece.bpe.model")
_SIDES = ("source.spm", "target.spm")


class Codec(ABC):
    """The tokenizer of one model."""

    @abstractmethod
    def encode(self, text: str) -> list[str]:
        """Return the tokens the model reads for `text`, language codes and all."""

    @abstractmethod
    def decode(self, tokens: Sequence[str]) -> str:
        """Return the text of output tokens, without control tokens."""


class SentencePieceCodec(Codec):
    """Reads SentencePiece models directly, so that transformers is not imported."""

    def __init__(self, source: Path, target: Path, spec: ModelSpec, bos: str = "") -> None:
        self._source = _processor(source)
        self._target = self._source if source == target else _processor(target)
        self._spec = spec
        self._bos = bos

    def encode(self, text: str) -> list[str]:
        head, body, tail = self._controls(text)
        pieces = [*head, *self._source.encode(body, out_type=str), *tail]
        if self._spec.family == "causal":
            return [self._bos, *pieces] if self._bos else pieces
        return framing(self._spec.family).source(pieces, self._spec.convention)

    def decode(self, tokens: Sequence[str]) -> str:
        target = self._target
        ids = [target.piece_to_id(token) for token in tokens]
        # Bytes (<0xE1>) are joined to characters by SentencePiece itself.
        kept = [i for i in ids if not target.is_control(i) and not target.is_unknown(i)]
        return str(target.decode(kept)).strip()

    def _controls(self, text: str) -> tuple[list[str], str, list[str]]:
        """Take the control tokens of the convention (`<2en> `, ` </s>`) off as tokens."""
        convention = self._spec.convention
        head, tail = convention.prefix.strip(), convention.suffix.strip()
        before = [head] if self._is_token(head) and text.startswith(head) else []
        after = [tail] if self._is_token(tail) and text.endswith(tail) else []
        body = text.removeprefix(head) if before else text
        body = body.removesuffix(tail) if after else body
        return before, body.strip() if before or after else body, after

    def _is_token(self, text: str) -> bool:
        if not (text.startswith("<") and text.endswith(">")):
            return False
        return not self._source.is_unknown(self._source.piece_to_id(text))


class HubCodec(Codec):
    """The tokenizer that a hub model brings; needs the extra `hub`."""

    def __init__(self, folder: Path, spec: ModelSpec) -> None:
        self.tokenizer = hub_tokenizer(folder, spec)
        self._spec = spec

    def encode(self, text: str) -> list[str]:
        ids = encode_ids(self.tokenizer, text, self._spec)
        return list(self.tokenizer.convert_ids_to_tokens(ids))

    def decode(self, tokens: Sequence[str]) -> str:
        ids = self.tokenizer.convert_tokens_to_ids(list(tokens))
        return str(self.tokenizer.decode(ids, skip_special_tokens=True)).strip()


def open_codec(folder: Path, spec: ModelSpec, bos: str = "") -> Codec:
    """Return the codec of a converted model: SentencePiece where its files lie there."""
    if not spec.convention.chat:
        if all((folder / name).is_file() for name in _SIDES):
            source, target = (folder / name for name in _SIDES)
            return SentencePieceCodec(source, target, spec, bos)
        for name in _SHARED:
            if (folder / name).is_file():
                return SentencePieceCodec(folder / name, folder / name, spec, bos)
    return HubCodec(folder, spec)


def hub_tokenizer(folder: Path, spec: ModelSpec) -> Any:
    """Load the tokenizer in `folder`, set to the source language of the convention."""
    try:
        from transformers import AutoTokenizer
    except ImportError as error:
        raise ModelNotInstalled(
            f"{spec.id} needs the extra “hub”: pip install 'songngu[hub]'."
        ) from error
    try:
        tokenizer = AutoTokenizer.from_pretrained(folder, padding_side=_padding(spec))
    except (OSError, ValueError, KeyError) as error:
        raise DamagedModel(f"The tokenizer of {spec.id} in {folder} cannot be read.") from error
    if spec.convention.source_lang:
        tokenizer.src_lang = spec.convention.source_lang
    return tokenizer


def encode_ids(tokenizer: Any, text: str, spec: ModelSpec) -> list[int]:
    """Return the ids of `text` with what the family or the chat template puts around it."""
    if spec.convention.chat:
        turn = [{"role": "user", "content": text}]
        # Reasoning would cost minutes a sentence; templates without the switch ignore it.
        rendered = tokenizer.apply_chat_template(
            turn, add_generation_prompt=True, tokenize=False, enable_thinking=False
        )
        return list(tokenizer(rendered, add_special_tokens=False)["input_ids"])
    ids = list(tokenizer(text)["input_ids"])
    bos = tokenizer.bos_token_id
    if spec.family == "causal" and bos is not None and ids[:1] != [bos]:
        ids.insert(0, bos)
    return ids


def token_id(tokenizer: Any, token: str, spec: ModelSpec) -> int:
    """Return the id of a control token; `DamagedModel` where the vocabulary lacks it."""
    found = tokenizer.convert_tokens_to_ids(token)
    if found is None or found == tokenizer.unk_token_id:
        raise DamagedModel(f"The vocabulary of {spec.id} has no token {token!r}.")
    return int(found)


def _padding(spec: ModelSpec) -> str:
    # A causal model continues what stands last, so padding must stand first.
    return "left" if spec.family == "causal" else "right"


def _processor(path: Path) -> Any:
    import sentencepiece

    load: Callable[[str], Any] = sentencepiece.SentencePieceProcessor
    try:
        return load(str(path))
    except (OSError, RuntimeError) as error:
        raise DamagedModel(f"{path} is no readable SentencePiece model.") from error
