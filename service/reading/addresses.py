"""Which network addresses may be fetched from."""

import ipaddress
import socket

from service.errors import FetchFailed

# NAT64 and 6to4 carry an IPv4 address, which may be a private one.
_CARRIERS = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("2002::/16"))


def public_address(host: str, port: int, *, allow_private: bool = False) -> str:
    """Resolve a host and return an address that may be connected to.

    All its addresses must be public, so that none can be chosen by chance. Raises `FetchFailed`.
    """
    addresses = _resolve(host, port)
    for address in addresses:
        if not allow_private and not is_public(address):
            raise FetchFailed(
                f"{host} is at a private address; only public sites can be fetched.",
                reason="private-address",
            )
    return addresses[0]


def is_public(address: str) -> bool:
    """Whether an address is reachable by everybody: not private, local, metadata or multicast."""
    parsed = ipaddress.ip_address(address.split("%")[0])
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is not None:
            parsed = parsed.ipv4_mapped
        elif any(parsed in network for network in _CARRIERS):
            return False
    return parsed.is_global and not parsed.is_multicast


def _resolve(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchFailed(
            f"{host} was not found; check the address.", reason="unknown-host"
        ) from error
    return [str(entry[4][0]) for entry in found]
