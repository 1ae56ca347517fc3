"""Which hosts, ports and network addresses may be fetched from."""

import ipaddress
import re
import socket
from collections.abc import Callable
from dataclasses import dataclass

from service.errors import FetchFailed

# What Python takes for public and is not: addresses that carry an IPv4 address, which may be a
# private one (NAT64, 6to4, Teredo, the IPv4-compatible and site-local ones of old), those of
# protocols and documents, and the metadata server of Azure.
_REFUSED = tuple(
    map(
        ipaddress.ip_network,
        ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96", "fec0::/10",
         "3fff::/20", "192.0.0.0/24", "168.63.129.16/32"),
    )
)  # fmt: skip
_PORTS = frozenset({80, 443, 8080, 8443})
_LOCAL_NAMES = ("localhost", "local", "internal", "intranet", "lan", "home", "corp", "localdomain",
                "home.arpa")  # fmt: skip
# 2130706433, 0x7f.1 and 0177.0.0.1 are all 127.0.0.1 to a resolver.
_NUMERIC = re.compile(r"(?:0x[0-9a-f]*|\d+)(?:\.(?:0x[0-9a-f]*|\d+))*\.?", re.I)

Resolve = Callable[[str, int], list[str]]


def is_public(address: str) -> bool:
    """Whether an address is reachable by everybody: not private, local, metadata or multicast."""
    parsed = ipaddress.ip_address(address.split("%")[0])
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped is not None:
        return is_public(str(parsed.ipv4_mapped))
    refused = any(parsed in network for network in _REFUSED)
    return parsed.is_global and not parsed.is_multicast and not refused


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host, in the order to try them. Raises `FetchFailed`."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchFailed(
            f"{host} was not found; check the address.", reason="unknown-host"
        ) from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(frozen=True)
class Gate:
    """What may be connected to. Tests put a resolver and rules of their own in."""

    resolve: Resolve = resolve
    permits: Callable[[str], bool] = is_public
    ports: frozenset[int] | None = _PORTS  # None: all

    def addresses(self, host: str, port: int) -> list[str]:
        """Resolve a host once, for connecting to what was checked and nothing else.

        All its addresses must be permitted, so that none can be chosen by chance. Raises
        `FetchFailed`.
        """
        self._check_form(host, port)
        found = self.resolve(host, port)
        if not found or not all(map(self.permits, found)):
            raise _private(host)
        return found

    def check_name(self, host: str, port: int) -> None:
        """Check a host that a proxy will resolve: by its name, and by its addresses if known.

        Where this machine cannot resolve names of the web, as is usual behind a proxy, the name
        alone is checked; what it leads to is then the proxy's to refuse. Raises `FetchFailed`.
        """
        self._check_form(host, port)
        name = host.rstrip(".").lower()
        if _literal(name) is None:
            local = "." not in name or name.endswith(tuple(f".{end}" for end in _LOCAL_NAMES))
            if local or name in _LOCAL_NAMES:
                raise _private(host)
        try:
            found = self.resolve(host, port)
        except FetchFailed:
            return
        if not all(map(self.permits, found)):
            raise _private(host)

    def _check_form(self, host: str, port: int) -> None:
        if self.ports is not None and port not in self.ports:
            raise FetchFailed(
                f"Port {port} is not one of the web; only {_listed(self.ports)} are fetched from.",
                reason="port",
            )
        literal = _literal(host.strip("[]"))
        if literal is None and _NUMERIC.fullmatch(host):
            raise FetchFailed(
                f"{host} is a number, not a web address; write the name of the site.",
                reason="bad-url",
            )
        if literal is not None and not self.permits(literal):
            raise _private(host)


def _literal(host: str) -> str | None:
    """The host where it is itself an address in its usual form."""
    try:
        return str(ipaddress.ip_address(host.split("%")[0]))
    except ValueError:
        return None


def _listed(ports: frozenset[int]) -> str:
    return ", ".join(map(str, sorted(ports)))


def _private(host: str) -> FetchFailed:
    return FetchFailed(
        f"{host} is at a private address; only public sites can be fetched.",
        reason="private-address",
    )
