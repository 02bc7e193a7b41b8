"""QR codes for posters, certificates and reports."""

from __future__ import annotations

import io

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_svg(data: str, *, label: str = "", error: str = "m") -> SafeString:
    """Inline SVG without size of its own (the page's CSS gives it); black on white in both themes: cameras need it.

    `label` is what a screen reader says; without one the code is decoration beside the address in words.
    """
    stream = io.BytesIO()
    segno.make(data, error=error, micro=False).save(
        stream,
        kind="svg",
        xmldecl=False,
        svgclass="qr",
        lineclass=None,
        omitsize=True,
        dark="#000",
        light="#fff",
        border=4,
        title=label or None,
    )
    role = 'role="img"' if label else 'aria-hidden="true"'
    # segno escapes the title; everything else is made of numbers.
    return mark_safe(stream.getvalue().decode().replace("<svg ", f"<svg {role} ", 1))  # noqa: S308


def qr_data_uri(data: str, *, error: str = "m") -> str:
    """The same code as a data: URI, for `<img src>` (allowed by the content security policy's img-src)."""
    uri: str = segno.make(data, error=error, micro=False).svg_data_uri(
        dark="#000", light="#fff", border=4, omitsize=True
    )
    return uri
