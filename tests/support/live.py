"""A service on a real port of this machine, and what its tests cannot do without."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from werkzeug.serving import make_server


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """The address of a running application."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()


def require(found: bool, missing: str) -> None:
    """Skip without what a test needs, but fail where everything must be there."""
    if found:
        return
    if os.environ.get("CI") == "true" or os.environ.get("SONGNGU_REQUIRE_SERVICES") == "1":
        pytest.fail(f"{missing}, and the environment says that nothing may be skipped")
    pytest.skip(missing)
