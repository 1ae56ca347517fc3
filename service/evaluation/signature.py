"""What a figure was measured with, so that it can be measured again."""

import hashlib
import json
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from typing import Any


def digest_rows(rows: Iterable[Any]) -> str:
    """Return the SHA-256 of the rows that were evaluated, in order."""
    digest = hashlib.sha256()
    for row in rows:
        digest.update(json.dumps(row, ensure_ascii=False, sort_keys=True).encode() + b"\n")
    return digest.hexdigest()


def versions(*packages: str) -> dict[str, str]:
    """Return the installed version of each package, "" where it has none."""
    return {package: _version(package) for package in packages}


def signature(rows: list[Any], model: str, packages: Iterable[str], **more: Any) -> dict[str, Any]:
    """Return the digest of the data, the model with its revision and the versions in use."""
    return {
        "data_sha256": digest_rows(rows),
        "rows": len(rows),
        "model": model,
        "versions": versions("songngu", *packages),
        **more,
    }


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
