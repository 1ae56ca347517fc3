"""Targets: files of glossaries and memories, documents to translate, settings, prompts, models."""

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

from real_files import FILES, FIRST, SECOND, page
from tiny_gguf import write_tiny

from fuzzing.edits import (
    LONGEST,
    NASTY,
    edit_bytes,
    edit_json_bytes,
    edit_text,
    edit_zip,
)
from fuzzing.sources import Edited
from fuzzing.target import Target
from prompts import BadPrompt
from service.settings import BadSetting

_MARKUP = {
    "html": [page().decode(), "<p>Một <b>hai <i>ba</i></b> &amp; 4 < 5<br>sáu</p>"],
    "xml": [f"<a x='1'><b>{FIRST}</b><c/>{SECOND}<![CDATA[d]]></a>"],
    "markdown": [f"# Một *hai*\n\n- {SECOND}\n\n| a | b |\n|-|-|\n| `c` | [d](e) |\n"],
}


def targets() -> Iterator[Target]:
    """One target a parser."""
    yield from _glossaries()
    yield Target("memory: tmx", _tmx, Edited([_tmx_file()], edit_bytes), 3000)
    for kind, texts in _MARKUP.items():
        source = Edited([(text, "") for text in texts], _with_tags)
        yield Target(f"markup: {kind}", _markup(kind), source, 3000)
    yield Target("document: docx", _document, Edited([FILES["tin.docx"]], edit_zip), 700, short=6)
    yield Target("settings", _settings, Edited(["1"], edit_text), 6000, refusals=(BadSetting,))
    prompts = [_prompt("translate.en"), _prompt("summarise.vi")]
    yield Target("prompts", _parse_prompt, Edited(prompts, edit_text), 3000, refusals=(BadPrompt,))
    yield from _models()


def _glossaries() -> Iterator[Target]:
    from service.glossary.files import FORMS, read_glossary, write_glossary
    from service.glossary.terms import shipped_terms

    some = shipped_terms()[:12]
    for name in FORMS:
        edit = edit_json_bytes if name == "json" else edit_bytes
        seeds = [write_glossary(some, name, "x"), write_glossary(some[:1], name)]

        def run(data: bytes, name: str = name) -> None:
            terms = read_glossary(data, name)
            write_glossary(terms, name, "x")

        yield Target(f"glossary: {name}", run, Edited(seeds, edit), 2500)


def _tmx(data: bytes) -> None:
    from service.glossary.tmx import read

    read(data)


def _tmx_file() -> bytes:
    unit = "<tu changeid='a'><prop type='x-origin'>b</prop><tuv xml:lang='vi'><seg>Một <bpt i='1'/>"
    unit += "hai</seg></tuv><tuv xml:lang='en-GB'><seg>One <ph>x</ph>two</seg></tuv></tu>"
    return (
        f"<?xml version='1.0'?><tmx version='1.4'><header/><body>{unit * 3}</body></tmx>".encode()
    )


def _answers(texts: Sequence[str]) -> list[Any]:
    """A model that answers anything: tags, signs, nothing."""
    from service.briefs.values import Translation

    choices = ("", "[0]", "<b>", "x [1] y [0]", *texts)
    return [Translation(choices[len(text) % len(choices)]) for text in texts]


def _with_tags(random: Random, case: Any, seeds: Any) -> tuple[str, str]:
    text = edit_text(random, case[0], [seed[0] for seed in seeds])
    return text, random.choice(("", "b", "p", *NASTY))


def _markup(kind: str) -> Callable[[tuple[str, str]], None]:
    def run(case: tuple[str, str]) -> None:
        from service.markup import MarkupOptions, translate_markup

        text, tag = case
        options = MarkupOptions(ignore=frozenset({tag}) if tag else frozenset())
        translate_markup([text], kind, _answers, options)  # type: ignore[arg-type]

    return run


def _document(data: bytes) -> None:
    from service.documents.kinds import kind_of

    kind_of("a.docx").size(data)
    kind_of("a.docx").translate(data, _answers)


def _settings(text: str) -> None:
    from service.settings import SETTINGS, load_settings, variable

    for row in SETTINGS.values():
        try:
            load_settings({variable(row): text})
        except BadSetting:
            continue


def _prompt(name: str) -> str:
    from importlib.resources import files

    import prompts

    found = {one.removesuffix(".md"): one for one in os.listdir(str(files(prompts)))}
    text: str = (files(prompts) / found.get(name, f"{prompts.names()[0]}.md")).read_text("utf-8")
    return text


def _parse_prompt(text: str) -> None:
    from prompts import parse

    prompt = parse(text)
    prompt.render(**dict.fromkeys(prompt.variables, text))


def _models() -> Iterator[Target]:
    """What lies on the disk may be damaged too."""
    from models.errors import DamagedModel

    folder = Path(tempfile.mkdtemp(prefix="songngu-fuzz-"))
    data = write_tiny(folder / "tiny.gguf").read_bytes()
    head = Edited([data[: LONGEST - 1000]], edit_bytes)
    yield Target("model: gguf", _gguf(folder / "a.gguf"), head, 600, 4, refusals=(DamagedModel,))
    listing = b'{"revision": "1", "files": {"tiny.gguf": {"size": 1, "sha256": "00"}}}'
    run = _manifest(folder)
    source = Edited([listing], edit_json_bytes)
    yield Target("model: manifest", run, source, 3000, refusals=(DamagedModel,))


def _gguf(path: Path) -> Callable[[bytes], None]:
    def run(data: bytes) -> None:
        from models.gguf.reader import GemmaFile

        path.write_bytes(data)
        file = GemmaFile(path)
        assert file.shape
        list(file.pieces())

    return run


def _manifest(folder: Path) -> Callable[[bytes], None]:
    def run(data: bytes) -> None:
        from models import manifest

        (folder / manifest.NAME).write_bytes(data)
        manifest.check(folder, full=True)
        manifest.digest(folder)

    return run
