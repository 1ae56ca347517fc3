"""The names that the service answers to where it asks for no key.

A page of any site can have its own name point to 127.0.0.1 and then read what this machine
answers (DNS rebinding). What it cannot do is ask for an address, or for a name without a dot.
"""

import ipaddress

from flask import request

from service.api.context import context
from service.auth.errors import UnknownHost


def check() -> None:
    """Raise `UnknownHost` for a name that is neither local nor in the settings."""
    host = name_of(request.host)
    if not (_is_address(host) or "." not in host or host.endswith(".localhost")):
        if host in named():
            return
        raise UnknownHost(
            f"Without keys, this service does not answer to the name {host[:100]}. Ask by its "
            f"address, or name it: SONGNGU_HOSTS={host[:100]}."
        )


def named() -> set[str]:
    """The names in the settings."""
    return {one.strip().lower() for one in context().settings.str("hosts").split(",")} - {""}


def name_of(host: str) -> str:
    """The name in `name:port` or `[address]:port`."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.rpartition(":")[0].lower() if ":" in host else host.lower()


def _is_address(host: str) -> bool:
    try:
        return bool(ipaddress.ip_address(host))
    except ValueError:
        return False
