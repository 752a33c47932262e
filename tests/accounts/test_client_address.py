"""Where a request comes from: nobody talks themselves out of a limit by a header of their own."""

import pytest
from django.test import RequestFactory

from icv_portal.accounts.client_address import client_address

SERVER, CLIENT, PRETENDED = "10.0.0.1", "198.51.100.7", "203.0.113.9"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, None, SERVER),
        (0, PRETENDED, SERVER),
        (0, f"{PRETENDED}, {CLIENT}", SERVER),
        (1, CLIENT, CLIENT),
        (1, f"{PRETENDED}, {CLIENT}", CLIENT),
        (1, f"{PRETENDED},{PRETENDED},{CLIENT}", CLIENT),
        (2, f"{PRETENDED}, {CLIENT}, 10.0.0.2", CLIENT),
        (2, CLIENT, SERVER),
        (1, None, SERVER),
        (1, "", SERVER),
        (1, "nonsense", "0.0.0.0"),
    ],
)
def test_only_what_the_portals_own_servers_wrote_counts(
    rf: RequestFactory, settings, proxies: int, forwarded: str | None, expected: str
):
    settings.TRUSTED_PROXIES = proxies
    headers = {} if forwarded is None else {"x-forwarded-for": forwarded}
    assert client_address(rf.get("/", headers=headers, REMOTE_ADDR=SERVER)) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::"),
        ("::ffff:198.51.100.7", CLIENT),
        ("", "0.0.0.0"),
    ],
)
def test_the_addresses_of_one_customer_are_one(rf: RequestFactory, address: str, expected: str):
    assert client_address(rf.get("/", REMOTE_ADDR=address)) == expected
