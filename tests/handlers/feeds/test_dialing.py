"""Which addresses are dialled: public ones, however others are written."""

import time

import httpcore
import pytest

from handlers.feeds.dialing import Dialer, Refused, is_public, resolved

PRIVATE = (
    "127.0.0.1", "127.8.9.1", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
    "169.254.0.1", "100.64.0.1", "100.127.255.255", "100.100.100.200", "192.0.0.192", "192.0.2.1", "198.18.0.1",
    "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "168.63.129.16",
    "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1", "2001:db8::1", "::ffff:127.0.0.1",
    "::ffff:169.254.169.254", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::a00:1",
    "2002:7f00:1::", "2002:a00:1::1", "2001:0:7f00:1::1", "2001:0:4136:e378:8000:63bf:80ff:fffe", "fec0::1",
    "3fff::1", "5f00::1", "100::1", "192.88.99.1", "localhost", "",
)  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_no_private_address_is_public_however_it_is_written(address: str) -> None:
    assert not is_public(address)


PUBLIC = (
    "93.184.216.34", "8.8.8.8", "2606:4700::1111", "2620:fe::fe", "100.63.255.255", "64:ff9b::8.8.8.8",
    "::ffff:8.8.8.8",
)  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are(address: str) -> None:
    assert is_public(address)


def dialer(*found: str, allowed: tuple[tuple[str, int], ...] = ()) -> Dialer:
    return Dialer(allowed, lambda _host, _port: list(found), time.monotonic() + 5)


def test_a_name_with_private_addresses_only_is_refused() -> None:
    with pytest.raises(Refused):
        dialer("10.0.0.1", "::1").connect_tcp("feeds.example.org", 80)
    with pytest.raises(Refused):
        dialer().connect_tcp("feeds.example.org", 80)
    with pytest.raises(Refused):
        dialer("127.0.0.1", allowed=(("127.0.0.1", 81),)).connect_tcp("feeds.example.org", 80)


@pytest.mark.parametrize("host", ["0x7f.1", "2130706433", "127.1", "017700000001"])
def test_strange_spellings_of_an_address_are_looked_at_as_what_they_are(host: str) -> None:
    with pytest.raises((Refused, httpcore.ConnectError)):
        Dialer((), resolved, time.monotonic() + 5).connect_tcp(host, 80)


def test_a_file_is_no_road() -> None:
    with pytest.raises(Refused):
        dialer("8.8.8.8").connect_unix_socket("/run/docker.sock")
