"""A Marian model of random weights: as large as a real one, and the same for whoever serves it."""

import json
from pathlib import Path

SEED = 2025
LAYERS, WIDTH, INNER, HEADS = 3, 256, 1024, 4


def write(folder: Path, pieces: Path) -> None:
    """Write a hub model whose subwords are those of the SentencePiece model `pieces`."""
    import sentencepiece
    import torch
    from transformers import MarianConfig, MarianMTModel

    folder.mkdir(parents=True, exist_ok=True)
    processor = sentencepiece.SentencePieceProcessor(str(pieces))
    size = len(processor)
    # Marian's <pad> is the last id, so that another of this name must have another.
    names = [processor.id_to_piece(number).replace("<pad>", "<none>") for number in range(size)]
    for side in ("source.spm", "target.spm"):
        (folder / side).write_bytes(pieces.read_bytes())
    vocabulary = {piece: number for number, piece in enumerate([*names, "<pad>"])}
    (folder / "vocab.json").write_text(json.dumps(vocabulary), "utf-8")
    end = processor.eos_id()
    torch.manual_seed(SEED)
    config = MarianConfig(
        vocab_size=size + 1,
        pad_token_id=size,
        eos_token_id=end,
        decoder_start_token_id=size,
        forced_eos_token_id=None,
        d_model=WIDTH,
        encoder_layers=LAYERS,
        decoder_layers=LAYERS,
        encoder_ffn_dim=INNER,
        decoder_ffn_dim=INNER,
        encoder_attention_heads=HEADS,
        decoder_attention_heads=HEADS,
    )
    model = MarianMTModel(config)
    # It never ends by itself: both servers write as many tokens for every sentence.
    model.final_logits_bias[0, [end, size]] = -1e4
    model.save_pretrained(folder)
    _tokenizer(folder)


def _tokenizer(folder: Path) -> None:
    from transformers import MarianTokenizer

    MarianTokenizer(
        source_spm=str(folder / "source.spm"),
        target_spm=str(folder / "target.spm"),
        vocab=str(folder / "vocab.json"),
    ).save_pretrained(folder)
