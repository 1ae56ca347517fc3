"""What a model expects around the text of a user, and what must come off its answer."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from models.errors import ModelNotInstalled

# Markup that models read as control tokens. In a user's text it is only text.
_CONTROL = re.compile(
    r"<(?=[|｜][^|｜<>]{1,40}[|｜]>"
    r"|/?(?:s|pad|unk|bos|eos|mask|extra_id_\d+)>"
    r"|/?(?:start|end)_of_[a-z]{2,12}>"
    r"|/?(?:think|tool_call|tool_response)>"
    r"|</?SYS>>"
    r"|2[A-Za-z_]{2,12}>)"
    r"|\[(?=/?(?:INST|SYSTEM_PROMPT|TOOL_CALLS|AVAILABLE_TOOLS|TOOL_RESULTS)\])"
)
_THOUGHTS = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)
_TONES = "\u0300\u0301\u0309\u0303\u0323"  # grave, acute, hook, tilde, dot below


@dataclass(frozen=True)
class Convention:
    """How one model is spoken to. The default is a model that takes plain text."""

    prefix: str = ""  # put before the text
    suffix: str = ""  # put after the text
    source_lang: str = ""  # the model's own code of Vietnamese
    target_lang: str = ""  # the model's own code of English
    strip: str = ""  # what every output starts with and the user must not see
    prompt: str = ""  # variant of the templates in prompts/, e.g. "fewshot": translate.fewshot
    chat: bool = False  # the prompt is one user turn of a chat template
    stop: tuple[str, ...] = ()  # the output ends before the first of these
    tone_marks: bool = False  # the model reads hoà, not hòa
    segmented: bool = False  # the model reads words joined by underscores
    inline: bool = False  # terms of a glossary stand in the text, as `models.annotation` has it
    shorter: str = ""  # put before a text to be shortened, by a model that can do that too
    headline: str = ""  # put before a text to be given a headline

    def apply(self, text: str) -> str:
        """Return what the engine is to read for `text`."""
        text = neutralise(unicodedata.normalize("NFC", text)).strip()
        if self.tone_marks:
            text = move_tone_marks(text)
        if self.segmented:
            text = segment_words(text)
        return f"{self.prefix}{text}{self.suffix}"

    def clean(self, output: str) -> str:
        """Return what the user is to read of `output`."""
        text = _THOUGHTS.sub("", output).strip()
        text = text.removeprefix(self.strip).removeprefix(self.strip.strip())
        for stop in self.stop:
            text = text.partition(stop)[0]
        if self.segmented:
            text = text.replace("_", " ")
        return unicodedata.normalize("NFC", text).strip()


def neutralise(text: str) -> str:
    """Break up markup in `text` that a tokenizer would read as a control token."""
    return _CONTROL.sub(lambda found: f"{found[0]} ", text)


def move_tone_marks(text: str) -> str:
    """Write the tone mark of oa, oe and uy on the second vowel: hòa becomes hoà.

    VinAI trained BARTpho on text written this way, so it must be given such text.
    """
    return _OLD_STYLE.sub(lambda match: _NEW_STYLE[match[0]], text)


def _tone_table() -> dict[str, str]:
    table = {}
    for first, second in ("oa", "oe", "uy", "Oa", "Oe", "Uy", "OA", "OE", "UY"):
        for tone in _TONES:
            old = unicodedata.normalize("NFC", first + tone) + second
            table[old] = first + unicodedata.normalize("NFC", second + tone)
    return table


_NEW_STYLE = _tone_table()
_OLD_STYLE = re.compile("|".join(_NEW_STYLE))


def segment_words(text: str) -> str:
    """Join the syllables of each Vietnamese word with underscores, as bartpho-word reads it."""
    return _segmenter()(text, format="text")


def _segmenter() -> Callable[..., str]:
    try:
        return import_module("underthesea").word_tokenize  # type: ignore[no-any-return]
    except ImportError as error:
        raise ModelNotInstalled(
            "This model reads word-segmented text: pip install underthesea, or choose "
            "vinai/bartpho-syllable."
        ) from error
