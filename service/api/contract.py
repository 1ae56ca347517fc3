"""What an operation says of itself; `openapi` makes the specification of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter

from service.errors import SongnguError

View = TypeVar("View", bound=Callable[..., Any])

# A JSON shape, or the JSON Schema of what is no JSON.
Shape = TypeAdapter[Any] | type[BaseModel] | Mapping[str, object]


@dataclass(frozen=True)
class Body:
    """One media type of a request, its shape and an example of it."""

    shape: Shape
    example: object = None


@dataclass(frozen=True)
class Operation:
    """The contract of one view."""

    summary: str
    tag: str
    answers: Mapping[str, Shape]  # media type → shape, where it worked; none for an empty answer
    description: str = ""
    query: type[BaseModel] | None = None
    bodies: Mapping[str, Body] = field(default_factory=dict)
    problems: tuple[type[SongnguError], ...] = ()
    errors: Shape | None = None  # how every error looks, where it is no problem document
    status: int = 200  # where it worked
    also: tuple[int, ...] = ()  # other statuses, of answers without a body
    later: Mapping[str, Shape] | None = None  # of the 202, where work may be put off
    headers: Mapping[str, str] = field(default_factory=dict)  # request header → what it does


# View function → its contract.
OPERATIONS: dict[Callable[..., Any], Operation] = {}


def operation(contract: Operation) -> Callable[[View], View]:
    """State the contract of a view."""

    def state(view: View) -> View:
        OPERATIONS[view] = contract
        return view

    return state
