"""One POST to somebody else's server, at an address that was checked."""

import time
from collections.abc import Mapping
from dataclasses import dataclass

from service.errors import FetchFailed
from service.reading.addresses import Gate

PUBLIC = Gate(ports=None)  # receivers listen where they like
ANYWHERE = Gate(permits=lambda address: True, ports=None)


@dataclass(frozen=True)
class Answer:
    """What a receiver said; status 0 where it could not be reached."""

    status: int
    problem: str = ""  # a sentence, empty where the receiver took it
    wait: float = 0.0  # seconds it asks to be left alone for

    @property
    def taken(self) -> bool:
        """Whether the receiver has it."""
        return not self.problem


def post(
    url: str, body: bytes, headers: Mapping[str, str], *, timeout: float, private: bool
) -> Answer:
    """Send `body`; redirects are not followed and the answer is not read. Never raises.

    The name is resolved once and connected to at the address that was checked; `timeout` is in
    seconds for everything together.
    """
    import httpcore
    import httpx

    from service.reading.transport import CheckedTransport

    own = {"Content-Type": "application/json", "User-Agent": "songngu-webhooks"}
    transport = CheckedTransport(ANYWHERE if private else PUBLIC, time.monotonic() + timeout)
    try:
        with httpx.Client(transport=transport, trust_env=False, follow_redirects=False) as client:
            request = client.build_request("POST", url, content=body, headers={**own, **headers})
            response = client.send(request, stream=True)
            response.close()
    except FetchFailed as error:
        return Answer(0, error.message)
    except (httpx.TimeoutException, httpcore.TimeoutException):
        return Answer(0, f"The receiver did not answer within {timeout:g} seconds.")
    except (httpx.HTTPError, httpx.InvalidURL, httpcore.NetworkError, httpcore.ProtocolError,
            httpcore.ProxyError, OSError, ValueError) as error:  # fmt: skip
        return Answer(0, f"The receiver could not be reached: {error}.")
    if 200 <= response.status_code < 300:
        return Answer(response.status_code)
    told = f"The receiver answered {response.status_code} {response.reason_phrase}".strip() + "."
    return Answer(response.status_code, told, _seconds(response.headers.get("retry-after", "")))


def _seconds(text: str) -> float:
    """The seconds of a Retry-After; dates are rare there and not read."""
    return float(text) if text.isascii() and text.isdigit() else 0.0
