"""`/v1/chat/completions` and `/v1/models/{id}`."""

from collections.abc import Iterator

from flask import Blueprint, Response, g, stream_with_context

from service.api import credentials, examples, forms, problems
from service.api.answers import json_answer
from service.api.bodies import JSON
from service.api.context import context
from service.api.contract import Body, Operation, operation
from service.api.events import HEARTBEAT, Failed, Finished, Signal, watch
from service.api.gate import demand
from service.api.keeping import kept
from service.api.negotiation import EVENTS
from service.api.openai import completions, conversation, errors
from service.api.openai.chat_models import Made, find
from service.api.openai.errors import ErrorAnswer, ModelNotFound, UnsupportedParameter
from service.api.openai.requests import REQUEST, ChatRequest, received
from service.api.quotas import charge
from service.api.schemas import ChatModel
from service.errors import EmptyText, NotVietnamese, TooLarge, UnreadableInput

blueprint = Blueprint("openai", __name__)

CHAT = "/v1/chat/completions"
forms.state([CHAT, "/v1/models/"], errors.respond)
credentials.state([CHAT, "/v1/models/"], credentials.bearer)

# One event of a stream; its data is a chunk in JSON, or `[DONE]`.
_EVENT = {"type": "object", "properties": {"data": {"type": "string"}}}
_EXAMPLE = {
    "model": "songngu-translate",
    "messages": [{"role": "user", "content": examples.SENTENCE}],
}


@blueprint.post(CHAT)
@operation(
    Operation(
        summary="Chat with a model of OpenAI's contract",
        tag="OpenAI",
        description=(
            "The text is the last message of the user, and an instruction in it stays text. The "
            "models are `songngu-translate`, `songngu-summary` (Vietnamese), `songngu-headline` "
            "(English) and `songngu-brief` (Markdown). Lines of a system message like "
            "`points: 3`, `words: 90` and `language: vi` (or `en`, `both`) are options; nothing "
            "else there changes the answer.\n\n"
            'With `response_format` `json_object` the answer is `{"suggestions": ["…"]}`, and of '
            "`songngu-brief` the brief as `/v1/briefs` answers it. Tokens are syllables and "
            "signs. The member `songngu` says what the checks found."
        ),
        bodies={JSON: Body(REQUEST, _EXAMPLE)},
        answers={JSON: completions.Completion, EVENTS: _EVENT},
        errors=ErrorAnswer,
        problems=(
            *(kind for kind in problems.OF_BODIES if kind is not problems.NotAcceptable),
            *problems.OF_MODELS,
            UnsupportedParameter,
            ModelNotFound,
            TooLarge,
            EmptyText,
            NotVietnamese,
            UnreadableInput,
        ),
    )
)
def chat() -> Response:
    """Answer a chat."""
    asked = received()
    make = find(asked.model)
    demand("translate" if asked.model == "songngu-translate" else "brief")
    text, wanted = conversation.text_of(asked.messages), conversation.wanted(asked.messages)
    work = make(context(), text, wanted)
    charge(len(text))
    if asked.stream:
        response = Response(stream_with_context(_events(asked, watch(work))))
        response.content_type = EVENTS
        response.headers["X-Accel-Buffering"] = "no"  # nginx would hold the events back
        return response
    return json_answer(completions.completion(_answer(asked, work(_silent))))


@blueprint.get("/v1/models/<id>")
@operation(
    Operation(
        summary="Describe a model to chat with",
        tag="OpenAI",
        answers={JSON: ChatModel},
        errors=ErrorAnswer,
        problems=(ModelNotFound,),
    )
)
def model(id: str) -> Response:
    """Answer with the one of this name."""
    find(id)
    return json_answer(ChatModel(id=id))


def _answer(asked: ChatRequest, made: Made) -> completions.Answer:
    if made.brief is not None:
        kept(context(), made.brief)
    return completions.Answer(f"chatcmpl-{g.request_id}", asked, made)


def _silent(stage: str, fraction: float) -> None:
    """Progress that nobody watches."""


def _events(asked: ChatRequest, signals: Iterator[Signal | None]) -> Iterator[str]:
    for signal in signals:
        match signal:
            case None:
                yield HEARTBEAT
            case Finished(Made() as made):
                yield from completions.chunks(_answer(asked, made))
            case Failed(error):
                told = errors.answer(problems.of_exception(error))
                yield completions.sent(told.model_dump())
