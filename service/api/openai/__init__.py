"""The API of OpenAI, for clients that speak it: `/v1/chat/completions` and `/v1/models/{id}`."""

from service.api.openai.views import blueprint

__all__ = ["blueprint"]
