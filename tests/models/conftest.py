"""Tiny models of every family, with the family's own tokenizer, made once a session."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from tiny_gguf import gguf_path

__all__ = ["gguf_path"]

VIETNAMESE = (Path(__file__).parents[1] / "data" / "quan-khu-1-2025-01-08.txt").read_text("utf-8")
ENGLISH = """\
Military Region 1 held a conference to review local military and defence work in 2024.
The Senior Lieutenant General chaired the conference and praised the results of the year.
Bac Kan province fulfilled 100% of its recruitment target and asked for further support.
Agencies and localities should continue to implement the documents of the Party and the State.
"""


@dataclass(frozen=True)
class Tiny:
    """A model directory as the hub has it, and the same model converted."""

    hub: Path
    converted: Path


@pytest.fixture(scope="session")
def sentencepiece_model(tmp_path_factory):
    """Return a function that trains SentencePiece with the given special ids."""
    folder = tmp_path_factory.mktemp("spm")
    corpus = folder / "corpus.txt"
    corpus.write_text(VIETNAMESE.replace(". ", ".\n") + "\n" + ENGLISH, "utf-8")

    def train(name: str, **options) -> Path:
        import sentencepiece

        sentencepiece.SentencePieceTrainer.train(
            input=str(corpus),
            model_prefix=str(folder / name),
            minloglevel=2,
            **{"vocab_size": 420, "character_coverage": 1.0, "hard_vocab_limit": False} | options,
        )
        return folder / f"{name}.model"

    return train


def _seq2seq_sizes() -> dict:
    return {
        "d_model": 32,
        "encoder_layers": 2,
        "decoder_layers": 1,
        "encoder_attention_heads": 4,
        "decoder_attention_heads": 4,
        "encoder_ffn_dim": 64,
        "decoder_ffn_dim": 64,
        "max_position_embeddings": 512,
        "init_std": 0.1,
    }


def _finish(model, tokenizer, folder: Path) -> Tiny:
    from models.conversion import convert_directory

    hub, converted = folder / "hub", folder / "converted"
    model.eval().save_pretrained(hub)
    tokenizer.save_pretrained(hub)
    for name in ("spiece.model", "sentencepiece.bpe.model", "source.spm", "target.spm"):
        if (folder / name).exists():
            (hub / name).write_bytes((folder / name).read_bytes())
    convert_directory(hub, converted, "")
    return Tiny(hub, converted)


@pytest.fixture(scope="session")
def tiny(sentencepiece_model, tmp_path_factory):
    """Return a function from a family to its tiny model, built on first use."""
    built: dict[str, Tiny] = {}

    def build(family: str) -> Tiny:
        if family not in built:
            folder = tmp_path_factory.mktemp(family)
            built[family] = BUILDERS[family](folder, sentencepiece_model)
        return built[family]

    return build


def _t5(folder: Path, train) -> Tiny:
    from transformers import T5Config, T5ForConditionalGeneration, T5Tokenizer

    spm = train(
        "t5",
        pad_id=0,
        eos_id=1,
        unk_id=2,
        bos_id=-1,
        user_defined_symbols=["<2en>"],
        vocab_size=421,
    )
    (folder / "spiece.model").write_bytes(spm.read_bytes())
    tokenizer = T5Tokenizer.from_pretrained(folder, extra_ids=10)
    _seed()
    config = T5Config(
        vocab_size=len(tokenizer) + 5,
        d_model=32,
        d_kv=8,
        d_ff=64,
        num_layers=2,
        num_decoder_layers=1,
        num_heads=4,
        feed_forward_proj="gated-gelu",
        decoder_start_token_id=0,
        initializer_factor=3.0,
    )
    return _finish(T5ForConditionalGeneration(config), tokenizer, folder)


def _marian(folder: Path, train) -> Tiny:
    import sentencepiece
    from transformers import MarianConfig, MarianMTModel, MarianTokenizer

    spm = train("marian", eos_id=0, unk_id=1, bos_id=-1, pad_id=-1, byte_fallback=True)
    for side in ("source.spm", "target.spm"):
        (folder / side).write_bytes(spm.read_bytes())
    processor = sentencepiece.SentencePieceProcessor(str(spm))
    pieces = [processor.id_to_piece(i) for i in range(len(processor))]
    # Marian's <pad> is the last id, and its embedding is zero.
    vocabulary = {piece: i for i, piece in enumerate([*pieces, "<pad>"])}
    (folder / "vocab.json").write_text(json.dumps(vocabulary), "utf-8")
    tokenizer = MarianTokenizer(
        source_spm=str(folder / "source.spm"),
        target_spm=str(folder / "target.spm"),
        vocab=str(folder / "vocab.json"),
    )
    _seed()
    pad = len(pieces)
    special = {"pad_token_id": pad, "eos_token_id": 0, "decoder_start_token_id": pad}
    config = MarianConfig(
        vocab_size=pad + 1, forced_eos_token_id=None, **special, **_seq2seq_sizes()
    )
    model = MarianMTModel(config)
    model.get_input_embeddings().weight.data[pad] = 0
    return _finish(model, tokenizer, folder)


def _mbart(folder: Path, train) -> Tiny:
    from transformers import MBartConfig, MBartForConditionalGeneration, MBartTokenizer

    spm = train("mbart", unk_id=0, bos_id=1, eos_id=2)
    (folder / "sentencepiece.bpe.model").write_bytes(spm.read_bytes())
    tokenizer = MBartTokenizer.from_pretrained(folder, src_lang="vi_VN")
    _seed()
    config = MBartConfig(
        vocab_size=len(tokenizer),
        forced_eos_token_id=None,
        tokenizer_class="MBartTokenizer",
        normalize_before=True,  # as the configurations of the hub say; the converter asks
        **_seq2seq_sizes(),
    )
    return _finish(MBartForConditionalGeneration(config), tokenizer, folder)


def _bartpho(folder: Path, train) -> Tiny:
    import sentencepiece
    from transformers import BartphoTokenizer, MBartConfig, MBartForConditionalGeneration

    spm = train("bartpho", unk_id=0, bos_id=1, eos_id=2)
    (folder / "sentencepiece.bpe.model").write_bytes(spm.read_bytes())
    processor = sentencepiece.SentencePieceProcessor(str(spm))
    kept = [processor.id_to_piece(i) for i in range(3, len(processor) - 20)]
    (folder / "dict.txt").write_text("".join(f"{piece} 1\n" for piece in kept), "utf-8")
    tokenizer = BartphoTokenizer.from_pretrained(folder)
    _seed()
    config = MBartConfig(
        vocab_size=len(tokenizer),
        forced_eos_token_id=None,
        decoder_start_token_id=2,
        tokenizer_class="BartphoTokenizer",
        normalize_before=True,
        **_seq2seq_sizes(),
    )
    return _finish(MBartForConditionalGeneration(config), tokenizer, folder)


def _m2m100(folder: Path, train) -> Tiny:
    import sentencepiece
    from transformers import M2M100Tokenizer

    spm = train("m2m100", unk_id=0, bos_id=1, eos_id=2)
    (folder / "sentencepiece.bpe.model").write_bytes(spm.read_bytes())
    processor = sentencepiece.SentencePieceProcessor(str(spm))
    pieces = [processor.id_to_piece(i) for i in range(3, len(processor))]
    vocabulary = {p: i for i, p in enumerate(["<s>", "<pad>", "</s>", "<unk>", *pieces])}
    (folder / "vocab.json").write_text(json.dumps(vocabulary), "utf-8")
    tokenizer = M2M100Tokenizer(
        vocab_file=str(folder / "vocab.json"), spm_file=str(folder / "sentencepiece.bpe.model")
    )
    return _finish(
        _m2m100_model(len(vocabulary) + len(tokenizer.lang_code_to_id) + 8), tokenizer, folder
    )


def _nllb(folder: Path, train) -> Tiny:
    from transformers import NllbTokenizer

    spm = train("nllb", unk_id=0, bos_id=1, eos_id=2, model_type="bpe")
    (folder / "sentencepiece.bpe.model").write_bytes(spm.read_bytes())
    codes = ["eng_Latn", "vie_Latn"]
    tokenizer = NllbTokenizer.from_pretrained(folder, extra_special_tokens=codes)
    return _finish(_m2m100_model(len(tokenizer)), tokenizer, folder)


def _m2m100_model(vocabulary: int):
    from transformers import M2M100Config, M2M100ForConditionalGeneration

    _seed()
    config = M2M100Config(
        vocab_size=vocabulary, forced_eos_token_id=None, decoder_start_token_id=2,
        encoder_layerdrop=0.0, decoder_layerdrop=0.0, **_seq2seq_sizes(),
    )  # fmt: skip
    return M2M100ForConditionalGeneration(config)


def _gemma(folder: Path, train) -> Tiny:
    from transformers import Gemma3ForCausalLM, Gemma3TextConfig, GemmaTokenizer

    spm = train(
        "gemma", model_type="bpe", byte_fallback=True, vocab_size=700, pad_id=0, eos_id=1,
        bos_id=2, unk_id=3, pad_piece="<pad>",
        eos_piece="<eos>", bos_piece="<bos>", user_defined_symbols=["\n", "\n\n"],
        add_dummy_prefix=False,
        remove_extra_whitespaces=False, normalization_rule_name="identity",
    )  # fmt: skip
    (folder / "tokenizer.model").write_bytes(spm.read_bytes())
    tokenizer = GemmaTokenizer.from_pretrained(folder)
    _seed()
    config = Gemma3TextConfig(
        vocab_size=len(tokenizer),
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=1,
        head_dim=16,
        query_pre_attn_scalar=16,
        layer_types=["sliding_attention", "full_attention"],
        sliding_window=64,
        max_position_embeddings=512,
        initializer_range=0.05,
        pad_token_id=0,
        eos_token_id=1,
        bos_token_id=2,
    )
    model = Gemma3ForCausalLM(config)
    # Lone bytes are no text, and every library writes them its own way.
    lone = [i for piece, i in tokenizer.get_vocab().items() if piece.startswith("<0x")]
    model.get_input_embeddings().weight.data[lone] = 0
    made = _finish(model, tokenizer, folder)
    (made.converted / "tokenizer.model").write_bytes(spm.read_bytes())
    about = {"family": "causal", "bos": "<bos>", "eos": ["<eos>", "\n", "\n\n"], "revision": "t1"}
    about["window"] = config.sliding_window
    (made.converted / "songngu.json").write_text(json.dumps(about), "utf-8")
    return made


CHAT_TEMPLATE = (
    "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n"
    "{% if enable_thinking is false %}<think>\n\n</think>\n\n{% endif %}{% endif %}"
)


def _qwen(folder: Path, train) -> Tiny:
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import Qwen2Tokenizer, Qwen3Config, Qwen3ForCausalLM

    trained = Tokenizer(models.BPE())
    trained.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    trained.decoder = decoders.ByteLevel()
    special = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(
        vocab_size=700, special_tokens=special, initial_alphabet=alphabet, show_progress=False
    )
    trained.train_from_iterator([VIETNAMESE, ENGLISH], trainer)
    state = json.loads(trained.to_str())["model"]
    tokenizer = Qwen2Tokenizer(
        vocab=state["vocab"],
        merges=[tuple(pair) for pair in state["merges"]],
        eos_token="<|im_end|>",
        extra_special_tokens=["<|im_start|>"],
    )
    tokenizer.chat_template = CHAT_TEMPLATE
    _seed()
    config = Qwen3Config(
        vocab_size=len(tokenizer),
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        head_dim=8,
        max_position_embeddings=1024,
        initializer_range=0.05,
        tie_word_embeddings=False,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
        bos_token_id=None,
    )
    return _finish(Qwen3ForCausalLM(config), tokenizer, folder)


def _seed() -> None:
    import torch

    torch.manual_seed(11)


BUILDERS = {
    "t5": _t5,
    "marian": _marian,
    "mbart": _mbart,
    "bartpho": _bartpho,
    "m2m100": _m2m100,
    "nllb": _nllb,
    "causal": _gemma,
    "chat": _qwen,
}
