"""Only addresses that everybody can reach are public."""

import socket

import pytest

from service.errors import FetchFailed
from service.reading.addresses import Gate, is_public


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700:4700::1111"])
def test_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.1", "172.16.5.4", "192.168.1.1", "169.254.169.254", "0.0.0.0",
        "100.64.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::",
        "64:ff9b:1::7f00:1", "::7f00:1", "fec0::1", "2001:0:7f00:1::", "fd00:ec2::254",
        "168.63.129.16", "100.100.100.200", "192.0.0.192", "::ffff:169.254.169.254", "ff02::1",
    ],
)  # fmt: skip
def test_private(address: str) -> None:
    assert not is_public(address)


def test_one_private_address_among_several_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in ("8.8.8.8", "10.0.0.1")
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    with pytest.raises(FetchFailed, match="private"):
        Gate().addresses("example.vn", 80)
    assert Gate(permits=lambda address: True).addresses("example.vn", 80)[0] == "8.8.8.8"


def test_unknown_host() -> None:
    with pytest.raises(FetchFailed) as caught:
        Gate().addresses("host.invalid", 80)
    assert caught.value.extra["reason"] == "unknown-host"
