"""A small model in the place of the embedded translator: it answers nothing, but at once."""

import json
from pathlib import Path

from models import manifest
from models.gguf import prepare
from models.gguf.convert import convert
from models.gguf.reader import GemmaFile


def install(gguf: Path, cache: Path) -> Path:
    """Put the model of `gguf` where the embedded one would lie in `cache`; return its folder."""
    target, file = prepare.directory(cache), GemmaFile(gguf)
    names = [name for name, _, _ in file.pieces()]
    ids = list(range(len(names)))
    convert(file, ids, {}, target)
    (target / "tokenizer.model").write_bytes(prepare.tokenizer(file, ids))
    # Whatever it says first ends its answer.
    about = prepare.description() | {"eos": names}
    (target / "songngu.json").write_text(json.dumps(about))
    manifest.write(target, prepare.revision())
    return target
