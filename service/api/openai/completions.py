"""Completions as OpenAI answers them, whole or in chunks."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import BaseModel, Field

from service.api.openai import tokens
from service.api.openai.chat_models import Made
from service.api.openai.requests import ChatRequest
from service.briefs.brief import Status


class Usage(BaseModel):
    """Tokens, which are syllables and signs."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class AnswerMessage(BaseModel):
    """The answer itself."""

    role: Literal["assistant"] = "assistant"
    content: str
    refusal: None = None


class Choice(BaseModel):
    """The one answer; `length` says that it was cut at the most tokens."""

    index: int = 0
    message: AnswerMessage
    logprobs: None = None
    finish_reason: Literal["stop", "length"]


class Findings(BaseModel):
    """What is ours: a machine wrote the answer, and what its checks found."""

    status: Status = Field(description="`review`: an editor must look before it is used.")
    flags: list[str]
    machine_generated: Literal[True] = True


class Completion(BaseModel):
    """An answer of a chat model."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int = Field(description="Seconds since 1970.")
    model: str
    choices: list[Choice]
    usage: Usage
    songngu: Findings


@dataclass(frozen=True)
class Answer:
    """A completion on its way: the text is cut to what was asked for."""

    id: str
    asked: ChatRequest
    made: Made
    created: int = field(default_factory=lambda: int(time.time()))

    @property
    def _whole(self) -> str:
        text = self.made.json if self.asked.json_wanted else self.made.text
        ends = [at for stop in self.asked.stops if (at := text.find(stop)) >= 0]
        return text[: min(ends, default=len(text))]

    @property
    def content(self) -> str:
        """The text of the answer."""
        return tokens.first(self._whole, self.asked.most)

    @property
    def finish_reason(self) -> Literal["stop", "length"]:
        """Why it ends where it ends."""
        return "stop" if self.content == self._whole else "length"

    @property
    def usage(self) -> Usage:
        """What was read and written."""
        read = sum(tokens.count(message.text) for message in self.asked.messages)
        written = tokens.count(self.content)
        return Usage(prompt_tokens=read, completion_tokens=written, total_tokens=read + written)

    @property
    def findings(self) -> Findings:
        """What the checks found."""
        return Findings(status=self.made.status, flags=list(self.made.flags))


def completion(answer: Answer) -> Completion:
    """The answer in one piece."""
    message = AnswerMessage(content=answer.content)
    return Completion(
        id=answer.id,
        created=answer.created,
        model=answer.asked.model,
        choices=[Choice(message=message, finish_reason=answer.finish_reason)],
        usage=answer.usage,
        songngu=answer.findings,
    )


def chunks(answer: Answer) -> Iterator[str]:
    """The answer as server-sent events: the role, pieces of text, why it ends, `[DONE]`."""
    counted = bool(answer.asked.stream_options and answer.asked.stream_options.include_usage)
    yield _chunk(answer, {"role": "assistant", "content": ""}, None, counted)
    for piece in tokens.pieces(answer.content):
        yield _chunk(answer, {"content": piece}, None, counted)
    yield _chunk(answer, {}, answer.finish_reason, counted)
    if counted:
        yield sent({**_head(answer), "choices": [], "usage": answer.usage.model_dump()})
    yield "data: [DONE]\n\n"


def sent(data: object) -> str:
    """One event without a name."""
    return f"data: {json.dumps(data, ensure_ascii=False)}\n\n"


def _chunk(answer: Answer, delta: dict[str, str], reason: str | None, counted: bool) -> str:
    choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": reason}
    chunk = {**_head(answer), "choices": [choice], **({"usage": None} if counted else {})}
    if reason:
        chunk["songngu"] = answer.findings.model_dump()
    return sent(chunk)


def _head(answer: Answer) -> dict[str, Any]:
    return {
        "id": answer.id,
        "object": "chat.completion.chunk",
        "created": answer.created,
        "model": answer.asked.model,
    }
