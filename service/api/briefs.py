"""`/v1/briefs`: a report in, a brief out."""

import json
from collections.abc import Iterator
from functools import partial

from flask import Blueprint, Response, stream_with_context

from service.api import examples, later, problems
from service.api.batch_schemas import BatchAnswer
from service.api.bodies import JSON, json_body, query
from service.api.context import Context, context
from service.api.contract import Body, Operation, operation
from service.api.events import HEARTBEAT, Failed, Finished, Progress, Reported, Signal, event, watch
from service.api.keeping import kept
from service.api.negotiation import EVENTS, negotiate
from service.api.quotas import Charge, charger
from service.api.resources import PROBLEMS as OF_RESOURCES
from service.api.resources import resources_of
from service.api.schemas import (
    BRIEF,
    BRIEF_REQUEST,
    BRIEF_UPLOAD,
    BriefQuery,
    FormatQuery,
    Particulars,
)
from service.api.submissions import (
    FILES,
    FORM,
    HTML,
    MULTIPART,
    TEXT,
    Submission,
    load,
    receive,
)
from service.api.written import WRITTEN, form_wanted, written
from service.briefs.brief import Brief
from service.briefs.pipeline import BriefOptions
from service.errors import (
    EmptyText,
    FetchFailed,
    NotVietnamese,
    SeveralArticles,
    TooLarge,
    UnreadableInput,
)
from service.formats import MEDIA_TYPES, write
from service.glossary.resources import Resources
from service.jobs.batches import KeyReused

blueprint = Blueprint("briefs", __name__)

_STRING = {"type": "string"}
_FILE = Body({"type": "string", "format": "binary"})
_BARE = Body(_STRING, examples.REPORT)


@blueprint.post("/v1/briefs")
@operation(
    Operation(
        summary="Make a brief of a report",
        tag="Briefs",
        description=(
            "Reads one Vietnamese report, as text or as a file, and answers with a bilingual "
            "brief of it, every point traced to its sentences and checked. `Accept` or `format` "
            "chooses a form for people, for newsrooms or for translators.\n\n"
            "With `Accept: text/event-stream` the answer is a stream of server-sent events: "
            "`progress` events, whose data is `{stage, fraction}` with a fraction from 0 to 1, "
            "and at the end one `brief` event, whose data is the brief in JSON, or one `problem` "
            "event, whose data is a problem document. Lines that begin with a colon keep the "
            "connection alive.\n\n"
            "The brief is kept at `Content-Location`. Where it cannot be kept, it is answered "
            "with a header `Warning`, and in a stream after an event `warning`.\n\n"
            "With `Prefer: respond-async` the answer is 202 and a batch of one, which goes before "
            "all other batches and whose result is the brief."
        ),
        query=BriefQuery,
        bodies={
            JSON: Body(BRIEF_REQUEST, {"text": examples.REPORT, "points": 2}),
            FORM: Body(BRIEF_UPLOAD, {"text": examples.REPORT, "points": 2}),
            MULTIPART: Body(BRIEF_UPLOAD, {"text": examples.REPORT, "points": 2}),
            TEXT: _BARE,
            HTML: _BARE,
            **dict.fromkeys((kind for kind in FILES if kind not in (TEXT, HTML)), _FILE),
        },
        answers={**WRITTEN, EVENTS: _STRING},
        later={JSON: BatchAnswer},
        headers=later.HEADERS,
        problems=(
            *problems.OF_BODIES,
            *problems.OF_MODELS,
            TooLarge,
            EmptyText,
            NotVietnamese,
            SeveralArticles,
            UnreadableInput,
            FetchFailed,
            KeyReused,
            *OF_RESOURCES,
        ),
    )
)
def create() -> Response:
    """Make a brief."""
    wanted = query(FormatQuery)
    form = negotiate({**MEDIA_TYPES, "events": EVENTS}, wanted.format)
    submission = receive()
    if later.wanted():
        return later.answer(submission)
    if form == "events":
        return _streamed(submission)
    brief = _brief(context(), submission, charger(), _silent)
    response = written(brief, form, wanted.language)
    response.headers.update(kept(context(), brief).headers())
    return response


@blueprint.post("/v1/briefs/render")
@operation(
    Operation(
        summary="Write a brief in another form",
        tag="Briefs",
        description=(
            "Takes a brief as `/v1/briefs` answered it, or as an editor mended it, and writes it "
            "in the form that `Accept` or `format` asks for. No model runs."
        ),
        query=FormatQuery,
        bodies={JSON: Body(BRIEF)},
        answers=WRITTEN,
        problems=problems.OF_BODIES,
    )
)
def render() -> Response:
    """Write a brief that is already made."""
    wanted = query(FormatQuery)
    form = form_wanted(wanted)
    return written(json_body(BRIEF), form, wanted.language)


def _brief(scope: Context, submission: Submission, charge: Charge, progress: Progress) -> Brief:
    progress("Reading the report", 0.0)
    document = load(submission, scope.settings)
    charge(len(document.text))
    options = _options(submission.particulars, resources_of(scope, submission.particulars))
    return scope.studio.brief(document, options, progress=progress)


def _options(asked: Particulars, resources: Resources) -> BriefOptions:
    return BriefOptions(
        points=asked.points,
        words=asked.words,
        summariser=asked.summariser,
        translator=asked.translator,
        diacritics=asked.diacritics,
        resources=resources,
    )


def _silent(stage: str, fraction: float) -> None:
    """Progress that nobody watches."""


def _streamed(submission: Submission) -> Response:
    work = partial(_brief, context(), submission, charger())
    response = Response(stream_with_context(_events(watch(work))), content_type=EVENTS)
    response.vary.add("Accept")
    response.headers["X-Accel-Buffering"] = "no"  # nginx would hold the events back
    return response


def _events(signals: Iterator[Signal | None]) -> Iterator[str]:
    for signal in signals:
        match signal:
            case None:
                yield HEARTBEAT
            case Reported(stage, fraction):
                yield event("progress", {"stage": stage, "fraction": round(fraction, 4)})
            case Finished(Brief() as brief):
                if problem := kept(context(), brief).problem:
                    yield event("warning", {"detail": f"{problem}."})
                yield event("brief", json.loads(write(brief, "json")))
            case Failed(error):
                yield event("problem", problems.document(problems.of_exception(error)))
