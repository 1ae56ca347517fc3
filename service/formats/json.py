"""JSON: the fields of the Brief by their names, in their order."""

import dataclasses
import json

from service.briefs.brief import Brief


def write(brief: Brief, language: str = "both") -> str:
    """Write every field; `language` changes nothing, so that no reader meets two shapes."""
    return json.dumps(dataclasses.asdict(brief), ensure_ascii=False, indent=2) + "\n"
