"""What may be asked of a chat: the shape of the request, and what is refused by name."""

from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    TypeAdapter,
    WithJsonSchema,
)

from service.api.bodies import json_body
from service.api.openai.errors import UnsupportedParameter

Role = Literal["system", "developer", "user", "assistant"]

# Asked for by clients that take any model for a general one; refused rather than left out.
UNSUPPORTED = (
    "audio", "function_call", "functions", "logit_bias", "logprobs", "modalities",
    "parallel_tool_calls", "prediction", "reasoning_effort", "tool_choice", "tools",
    "top_logprobs", "verbosity", "web_search_options",
)  # fmt: skip
# What says in its own words that the thing is not wanted.
_UNWANTED: tuple[object, ...] = (None, False, [], {}, "none", ["text"])


def _off(value: bool) -> bool:
    if value:
        raise ValueError("nothing is stored here; leave it out")
    return value


# Not Literal[False], which takes 0 for the same.
Off = Annotated[bool, AfterValidator(_off), WithJsonSchema({"const": False})]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class TextPart(_Shape):
    """A part of a message; other parts than text are not read."""

    type: Literal["text"]
    text: str


def _content_named(value: Any) -> str:
    return "<parts>" if isinstance(value, list) else "<text>"


Content = Annotated[
    Annotated[str, Tag("<text>")] | Annotated[list[TextPart], Tag("<parts>")],
    Discriminator(_content_named),
]


class Message(_Shape):
    """One turn of a conversation."""

    role: Role
    content: Content
    name: str | None = None

    @property
    def text(self) -> str:
        """The content as one text."""
        parts = [self.content] if isinstance(self.content, str) else [p.text for p in self.content]
        return "\n".join(parts)


class ResponseFormat(_Shape):
    """`json_object` asks for `{"suggestions": […]}`, or of `songngu-brief` for the brief."""

    type: Literal["text", "json_object"]


class StreamOptions(_Shape):
    """What a stream holds beyond the text."""

    include_usage: bool | None = None


class ChatRequest(_Shape):
    """A chat, of which the last message of the user is the text to work on."""

    model: str = Field(max_length=200, description="One of `/v1/models`: songngu-translate, …")
    messages: list[Message] = Field(min_length=1, max_length=200)
    response_format: ResponseFormat | None = None
    stream: bool | None = None
    stream_options: StreamOptions | None = None
    max_tokens: int | None = Field(None, ge=1, description="Most tokens: syllables and signs.")
    max_completion_tokens: int | None = Field(None, ge=1, description="The same, newer.")
    stop: str | list[str] | None = Field(None, description="Where the answer ends, if it is there.")
    n: int | None = Field(None, ge=1, le=1, description="There is one answer, the same every time.")
    temperature: float | None = Field(None, ge=0, le=2, description="Nothing is left to chance.")
    top_p: float | None = Field(None, ge=0, le=1, description="Nothing is left to chance.")
    seed: int | None = Field(None, description="The answer is the same with any.")
    presence_penalty: float | None = Field(None, ge=0, le=0)
    frequency_penalty: float | None = Field(None, ge=0, le=0)
    user: str | None = None
    safety_identifier: str | None = None
    prompt_cache_key: str | None = None
    metadata: dict[str, str] | None = None
    store: Off | None = None
    service_tier: Literal["auto", "default"] | None = None

    @property
    def json_wanted(self) -> bool:
        """Whether the answer is to be JSON."""
        return self.response_format is not None and self.response_format.type == "json_object"

    @property
    def most(self) -> int | None:
        """The most tokens of the answer; None where there is no limit."""
        limits = [n for n in (self.max_tokens, self.max_completion_tokens) if n is not None]
        return min(limits, default=None)

    @property
    def stops(self) -> list[str]:
        """What ends the answer."""
        given = [self.stop] if isinstance(self.stop, str) else self.stop or []
        return [one for one in given if one]


REQUEST: TypeAdapter[ChatRequest] = TypeAdapter(ChatRequest)


def received() -> ChatRequest:
    """The request at hand. Raises `UnsupportedParameter`, `InvalidRequest` and those of a body."""
    return json_body(REQUEST, _supported)


def _supported(given: Any) -> Any:
    """The request without what it says it does not want; what is not supported is told by name."""
    if not isinstance(given, dict):
        return given
    for name in UNSUPPORTED:
        if given.get(name) not in _UNWANTED:
            raise UnsupportedParameter(f"“{name}” is not supported here. Leave it out.", param=name)
    _refuse(given)
    return {name: value for name, value in given.items() if name not in UNSUPPORTED}


def _refuse(given: dict[str, Any]) -> None:
    """Say in words what the schema would call a wrong value."""
    if given.get("n") not in (None, 1):
        raise UnsupportedParameter("There is one answer, so “n” must be 1.", param="n")
    wanted = given.get("response_format")
    if isinstance(wanted, dict) and wanted.get("type") == "json_schema":
        raise UnsupportedParameter(
            "“json_schema” is not supported here. Ask for “json_object”, which answers "
            '{"suggestions": [...]}, or of songngu-brief for the brief.',
            param="response_format",
        )
    messages = given.get("messages")
    for place, message in enumerate(messages if isinstance(messages, list) else ()):
        _refuse_parts(place, message)


def _refuse_parts(place: int, message: Any) -> None:
    content = message.get("content") if isinstance(message, dict) else None
    for part in content if isinstance(content, list) else ():
        kind = part.get("type", "text") if isinstance(part, dict) else "text"
        if kind != "text":
            raise UnsupportedParameter(
                f"Only text is read here, no {kind!r}. Send the text of it.",
                param=f"messages[{place}].content",
            )
