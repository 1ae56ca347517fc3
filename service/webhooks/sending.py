"""One POST to somebody else's server, at an address that was checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.errors import FetchFailed
from service.reading.addresses import public_address

if TYPE_CHECKING:
    import httpx


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

    The name is resolved once and connected to at the address that was checked.
    """
    import httpx

    try:
        with httpx.Client(trust_env=False, follow_redirects=False, timeout=timeout) as client:
            request = _request(client, url, body, headers, private)
            response = client.send(request, stream=True)
            response.close()
    except FetchFailed as error:
        return Answer(0, error.message)
    except httpx.TimeoutException:
        return Answer(0, f"The receiver did not answer within {timeout:g} seconds.")
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
        return Answer(0, f"The receiver could not be reached: {error}.")
    if 200 <= response.status_code < 300:
        return Answer(response.status_code)
    told = f"The receiver answered {response.status_code} {response.reason_phrase}".strip() + "."
    return Answer(response.status_code, told, _seconds(response.headers.get("retry-after", "")))


def _request(
    client: "httpx.Client", url: str, body: bytes, headers: Mapping[str, str], private: bool
) -> "httpx.Request":
    import httpx

    parsed = httpx.URL(url)
    port = parsed.port or (443 if parsed.scheme == "https" else 80)
    address = public_address(parsed.host, port, allow_private=private)
    own = {"Content-Type": "application/json", "User-Agent": "songngu-webhooks"}
    return client.build_request(
        "POST",
        parsed.copy_with(host=address, username=None, password=None),
        headers={**own, **headers, "Host": parsed.netloc.decode("ascii")},
        extensions={"sni_hostname": parsed.host},
        content=body,
    )


def _seconds(text: str) -> float:
    """The seconds of a Retry-After; dates are rare there and not read."""
    return float(text) if text.isascii() and text.isdigit() else 0.0
