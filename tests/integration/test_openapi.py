"""Schemathesis asks the service whatever its own specification allows, and what it forbids."""

from collections.abc import Iterator

import pytest
import schemathesis
from fake_studio import FakeStudio
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import positive_data_acceptance

from service.api.submissions import FILES
from service.app import create_app
from service.errors import FetchFailed
from service.settings import load_settings

pytestmark = pytest.mark.integration

# A request may be well formed and its text still be none that can be briefed, which is what 413
# and 422 say, or ask for a form that is not written, which is what 406 says, or for an id that
# nothing has, which is what 404 says.
CONFIG = """
[checks.positive_data_acceptance]
expected-statuses = ["2xx", "404", "406", "413", "422"]
"""


# In a chain nothing knows which requests carry a file, nor what earlier ones left behind.
CHAINED = CONFIG.replace('"406"', '"406", "409", "415"')

SETTINGS = {"SONGNGU_MAX_CHARS": "20000", "SONGNGU_REQUIRE_KEYS": "no"}

app = create_app(load_settings(SETTINGS), FakeStudio())
api = schemathesis.openapi.from_wsgi(
    "/openapi.json", app, config=SchemathesisConfig.from_str(CONFIG)
)


@pytest.fixture(scope="module", autouse=True)
def _offline() -> Iterator[None]:
    """Nothing is fetched."""

    def refuse(url: str, *, timeout: float, limit: int) -> tuple[bytes, str, str]:
        raise FetchFailed("Nothing is fetched in this test.")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("service.api.submissions.fetch_url", refuse)
        yield


@api.parametrize()
@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
def test_the_service_keeps_its_specification(case: schemathesis.Case) -> None:
    response = case.call()
    # A file is told by its content, which no specification can describe: of all requests that are
    # well formed, only an upload or a bare file may be refused for what it holds.
    told = response.status_code == 415
    refused = told and case.media_type in ("multipart/form-data", *FILES)
    case.validate_response(
        response, excluded_checks=[positive_data_acceptance] if refused else None
    )


def test_requests_that_follow_from_answers() -> None:
    """What is made is asked for, changed and deleted, in orders that nobody thought of."""
    chained = schemathesis.openapi.from_wsgi(
        "/openapi.json", app, config=SchemathesisConfig.from_str(CHAINED)
    )
    machine = chained.as_state_machine()
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=6,
            stateful_step_count=8,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
