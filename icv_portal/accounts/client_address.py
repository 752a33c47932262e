"""Where a request comes from: what limits on attempts count by, so nothing the sender wrote may decide it."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

OWN_BITS_OF_IPV6 = 64
"""One customer of a provider has all addresses behind these bits, and may change them at will."""


def client_address(request: HttpRequest) -> str:
    """An IPv4 address, or the network of an IPv6 one.

    Each of the TRUSTED_PROXIES servers before the portal adds whom it was asked by at the end of X-Forwarded-For; what
    stands before those entries was sent along by the client. Without such servers the header says nothing.
    """
    address = _forwarded_for(request) or request.META.get("REMOTE_ADDR", "")
    try:
        found = ip_address(address.strip())
    except ValueError:
        return "0.0.0.0"  # a socket without an address: all such clients are one
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ip_network((int(found), OWN_BITS_OF_IPV6), strict=False).network_address)


def _forwarded_for(request: HttpRequest) -> str:
    """Empty when the request did not come by way of all those servers."""
    count = settings.TRUSTED_PROXIES
    entries = request.headers.get("X-Forwarded-For", "").split(",")
    return entries[-count] if 0 < count <= len(entries) else ""
