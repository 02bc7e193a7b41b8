"""Sending a page as a browser does: with the stamp of what it showed (asn_portal.shown)."""

import re


def stamp_on(client, address):
    """The stamp that the page carries now; "" where it has none."""
    found = re.search(r'name="shown" value="(\w+)"', client.get(address).content.decode())
    return found[1] if found else ""


def post_shown(client, address, data=None, **options):
    """Open the page, then send it."""
    return client.post(address, {**(data or {}), "shown": stamp_on(client, address)}, **options)
