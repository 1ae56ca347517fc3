"""Every target by name."""

from fuzzing import apis, files, readers, texts
from fuzzing.target import Target


def targets() -> dict[str, Target]:
    """All targets, made anew."""
    made = (*readers.targets(), *files.targets(), *texts.targets(), *apis.targets())
    return {one.name: one for one in made}
