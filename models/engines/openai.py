"""Asks an OpenAI-compatible server: vLLM, Ollama, llama.cpp or a hosted one."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from models.catalogue import ModelSpec
from models.engines.base import Decoding, Engine, Hypothesis
from models.errors import EngineFailed, InputTooLong, ModelNotInstalled

RETRIED = frozenset({408, 409, 425, 429, 500, 502, 503, 504})
RETRIES = 4
BACKOFF = 0.5  # seconds before the first retry, then doubled
LONGEST_WAIT = 20.0  # seconds
PARALLEL = 8  # requests at a time: such servers batch what arrives together


class OpenAIEngine(Engine):
    """One model of one server, by its chat completions."""

    def __init__(
        self,
        spec: ModelSpec,
        url: str,
        model: str = "",
        key: str = "",
        timeout: float = 120.0,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Connect to the server at `url` (with its /v1).

        `model` empty takes the first the server lists. `timeout` is in seconds, for one answer.
        Raises `ModelNotInstalled` when no server is named, `EngineFailed` when it lists none.
        """
        import httpx

        if not url:
            raise ModelNotInstalled(
                "Model “openai” needs a server: set SONGNGU_OPENAI_URL, "
                "e.g. http://localhost:11434/v1."
            )
        self.spec = spec
        self._sleep = sleep
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        try:
            self._client = httpx.Client(
                base_url=url.rstrip("/") + "/", headers=headers, timeout=timeout
            )
        except (httpx.InvalidURL, ValueError) as error:
            raise EngineFailed(f"SONGNGU_OPENAI_URL is no URL: {url!r}.") from error
        self.model = model or self._first_model()

    def generate(self, texts: Sequence[str], decoding: Decoding) -> list[list[Hypothesis]]:
        """Return the server's answers for each text, asked in parallel."""
        if not texts:
            return []
        with ThreadPoolExecutor(min(PARALLEL, len(texts))) as pool:
            return list(pool.map(lambda text: self._ask(text, decoding), texts))

    def _ask(self, text: str, decoding: Decoding) -> list[Hypothesis]:
        body: dict[str, Any] = {
            "model": self.model,
            "messages": [{"role": "user", "content": text}],
            "temperature": decoding.temperature,
            "max_tokens": min(decoding.max_tokens, self.spec.limits.output),
            "seed": decoding.seed,
        }
        if decoding.hypotheses > 1 and decoding.temperature > 0:
            body["n"] = decoding.hypotheses
        answer = self._request("POST", "chat/completions", body)
        try:
            choices = sorted(answer["choices"], key=lambda choice: choice.get("index", 0))
            if not choices:
                raise ValueError("no choices")
            used = int((answer.get("usage") or {}).get("completion_tokens", 0))
            return [_hypothesis(choice, used // len(choices)) for choice in choices]
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise EngineFailed("The model server's answer is no chat completion.") from error

    def _first_model(self) -> str:
        listing = self._request("GET", "models", None)
        try:
            return str(listing["data"][0]["id"])
        except (KeyError, TypeError, IndexError) as error:
            raise EngineFailed(
                "The model server lists no model: set SONGNGU_OPENAI_MODEL."
            ) from error

    def _request(self, method: str, path: str, body: dict[str, Any] | None) -> Any:
        import httpx

        for attempt in range(RETRIES + 1):
            last = attempt == RETRIES
            try:
                response = self._client.request(method, path, json=body)
            except httpx.TimeoutException as error:
                raise EngineFailed("The model server did not answer in time.") from error
            except httpx.HTTPError as error:
                if last:
                    raise EngineFailed(f"The model server cannot be reached: {error}") from error
                self._sleep(BACKOFF * 2**attempt)
                continue
            if response.status_code not in RETRIED or last:
                return _content(response)
            self._sleep(_wait(response.headers.get("Retry-After", ""), attempt))
        raise AssertionError("the last attempt returns or raises")


def _content(response: Any) -> Any:
    status = response.status_code
    if status in (401, 403):
        raise EngineFailed(f"The model server refused the key ({status}): set SONGNGU_OPENAI_KEY.")
    if status == 404:
        raise EngineFailed(
            "The model server knows no such path or model (404): check SONGNGU_OPENAI_URL, which "
            "usually ends in /v1, and SONGNGU_OPENAI_MODEL."
        )
    if status == 400 and "context" in response.text.lower():
        raise InputTooLong("The text is longer than the model of the server can read.")
    if status >= 400:
        raise EngineFailed(f"The model server answered {status}: {response.text[:200]}")
    try:
        return response.json()
    except ValueError as error:
        raise EngineFailed("The model server's answer is not JSON.") from error


def _hypothesis(choice: dict[str, Any], tokens: int) -> Hypothesis:
    content = choice["message"]["content"]
    if not isinstance(content, str):
        raise EngineFailed("The model server's answer holds no text.")
    return Hypothesis(content, tokens)


def _wait(header: str, attempt: int) -> float:
    """Return the seconds to wait: what the server asks for, within reason, or doubling."""
    try:
        return min(max(float(header), 0.0), LONGEST_WAIT)
    except ValueError:
        return min(BACKOFF * 2.0**attempt, LONGEST_WAIT)
