"""The shapes of `/v1/batches`."""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from service.api.schemas import Glossaries, Options, WithTerms
from service.jobs.batches import Taken
from service.jobs.progress import Progress
from service.jobs.states import BatchState

TaskName = Literal["brief", "translate", "summarise"]


class BatchOptions(Options, Glossaries):
    """What is to be done with every article, and who is told at the end."""

    task: TaskName = Field("brief", description="What is made of each article.")
    webhook: str = Field(
        "",
        max_length=2048,
        pattern="^(https?://.*)?$",
        description="Public address that is told of the end of this batch.",
    )


class BatchQuery(BatchOptions):
    """Query parameters of a batch whose body has no place for them."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class BatchRequest(BatchOptions, WithTerms):
    """Articles to be worked on later, in their order."""

    articles: list[Any] = Field(
        min_length=1,
        description=(
            "Objects with `text` (text or HTML) and, where known, `id`, `title`, `url` and "
            "`published`. One that is none of this fails alone."
        ),
    )


class ListQuery(BaseModel):
    """Which part of a list, from the newest on."""

    limit: int = Field(20, ge=1, le=100, description="Most rows in the answer.")
    after: str = Field("", max_length=64, description="`next` of the answer before.")


class ResultsQuery(BaseModel):
    """Where to go on."""

    after: int = Field(
        -1, ge=-1, le=2**31 - 1, description="Place of the last result that is known; -1: none."
    )


class Counts(BaseModel):
    """How many articles are in each state."""

    waiting: int
    running: int
    done: int
    failed: int
    cancelled: int


class BatchAnswer(BaseModel):
    """A batch at one moment."""

    id: str
    kind: Literal["batch", "brief"] = Field(description="`brief`: one report of who waits for it.")
    task: TaskName
    state: BatchState
    total: int
    counts: Counts
    rate: float | None = Field(description="Articles per hour of late; null before there is one.")
    left: float | None = Field(description="Seconds that the rest may take; null where unknown.")
    created: datetime
    started: datetime | None
    finished: datetime | None
    results: str = Field(description="Address of the results.")
    events: str = Field(description="Address of the progress as a stream of events.")
    webhook_secret: str | None = Field(
        None, description="What the webhook of this batch is signed with; told to its maker only."
    )


class BatchesAnswer(BaseModel):
    """Batches, the newest first."""

    batches: list[BatchAnswer]
    next: str | None = Field(description="`after` of the next page; null on the last one.")


REQUEST = TypeAdapter(BatchRequest)


def answer_of(progress: Progress) -> BatchAnswer:
    """The answer that tells of a batch."""
    address = f"/v1/batches/{progress.id}"
    told = {name: getattr(progress, name) for name in Progress.__dataclass_fields__}
    return BatchAnswer(**told, results=f"{address}/results", events=f"{address}/events")


def taken_answer(taken: Taken) -> BatchAnswer:
    """The answer to whoever asked for the batch."""
    secret = taken.endpoint.secrets[0] if taken.endpoint else None
    return answer_of(taken.progress).model_copy(update={"webhook_secret": secret})
