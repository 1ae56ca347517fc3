"""Converts hub models to CTranslate2."""

import json
import shutil
from pathlib import Path
from typing import Any

from models.errors import EngineFailed, ModelNotInstalled

# What a tokenizer is made of, in any family.
_TOKENIZER = (
    "tokenizer.json",
    "tokenizer_config.json",
    "tokenizer.model",
    "spiece.model",
    "sentencepiece.bpe.model",
    "source.spm",
    "target.spm",
    "vocab.json",
    "target_vocab.json",
    "merges.txt",
    "dict.txt",
    "added_tokens.json",
    "special_tokens_map.json",
    "chat_template.jinja",
    "generation_config.json",
)


def convert_directory(source: Path, target: Path, quantization: str = "int8") -> None:
    """Convert the hub model in `source` to `target`, with its tokenizer.

    `quantization` is one of CTranslate2's (int8, float16, …) or "" to keep the weights' type.
    """
    converter = _converter(source)
    part = target.with_name(f"{target.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    try:
        converter.convert(str(part), quantization=quantization or None, force=True)
    except (RuntimeError, ValueError, AttributeError, KeyError, OSError) as error:
        shutil.rmtree(part, ignore_errors=True)
        raise EngineFailed(f"{source} cannot be converted to CTranslate2: {error}") from error
    for name in _TOKENIZER:
        if (source / name).is_file():
            shutil.copyfile(source / name, part / name)
    about = json.dumps({"window": sliding_window(source)})
    (part / "songngu.json").write_text(about, "utf-8")
    shutil.rmtree(target, ignore_errors=True)
    part.replace(target)


def sliding_window(source: Path) -> int:
    """Return the sliding window of the model in `source`, in tokens; 0 where none slides."""
    config = json.loads((source / "config.json").read_text("utf-8"))
    config = config.get("text_config", config)
    slides = "sliding_attention" in config.get("layer_types", ("sliding_attention",))
    used = slides and config.get("use_sliding_window", True)
    return int(config.get("sliding_window") or 0) if used else 0


def _converter(source: Path) -> Any:
    try:
        import torch  # noqa: F401  # the converter imports both only if they are there
        import transformers  # noqa: F401
        from ctranslate2.converters import TransformersConverter
    except ImportError as error:
        raise ModelNotInstalled(
            "Converting a model needs the extra “hub”: pip install 'songngu[hub]'."
        ) from error

    class Converter(TransformersConverter):  # type: ignore[misc]
        def load_tokenizer(self, tokenizer_class: Any, name: str, **options: Any) -> Any:
            tokenizer = super().load_tokenizer(tokenizer_class, name, **options)
            # M2M100's tokenizer keeps its language codes outside of its vocabulary.
            if codes := getattr(tokenizer, "lang_token_to_id", None):
                vocabulary = tokenizer.get_vocab() | codes
                tokenizer.get_vocab = lambda: vocabulary
            return tokenizer

    return Converter(str(source))
