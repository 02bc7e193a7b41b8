"""PDF from templates: accessible (PDF/UA-1), with nothing fetched from anywhere but our own static files."""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.loader import render_to_string
from django.utils import timezone, translation

if TYPE_CHECKING:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

VARIANT = "pdf/ua-1"


def official_name(government: str) -> str:
    """A government as its own papers name it: "Kota Medan" → "Pemerintah Kota Medan", in every language."""
    return government if government.lower().startswith("pemerintah ") else f"Pemerintah {government}"


def signing_place(government: str) -> str:
    """Where a government signs: its name without what kind of government it is."""
    for prefix in ("Pemerintah ", "Kota ", "Kabupaten "):
        government = government.removeprefix(prefix)
    return government


@dataclass(frozen=True)
class Letterhead:
    """The head of an official page, for the government in whose name it is written; the stylesheet sets capitals.

    `crest` is a path under static/ ("img/crest.svg"); empty lines are left out.
    """

    government: str
    unit: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    crest: str = "img/crest.svg"

    def __post_init__(self) -> None:
        object.__setattr__(self, "government", official_name(self.government))

    @property
    def place(self) -> str:
        """Where it is signed; "" where the name of the government does not tell."""
        name = self.government.removeprefix("Pemerintah ")
        place = signing_place(name)
        return "" if place == name else place

    @property
    def contact(self) -> str:
        """Phone, e-mail and address on the web in one line."""
        return " · ".join(part for part in (self.phone, self.email, self.website) if part)


def render_pdf(
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    language: str | None = None,
    created: datetime | None = None,
) -> bytes:
    """Render `template` (it extends pdf/base.html) in `language` and return the file.

    The same context, language and `created` give the same bytes; so a stored report names its own date. `created`
    defaults to now, and stands in the context as `created`.
    """
    moment = created or timezone.now()
    with translation.override(language or translation.get_language()):
        html = render_to_string(template, {"created": moment, **(context or {})})
    return html_to_pdf(html, created=moment)


def html_to_pdf(html: str, *, created: datetime) -> bytes:
    # Imported here: it costs a web worker 40 MB that most never need.
    from weasyprint import HTML

    options: dict[str, Any] = {
        "pdf_variant": VARIANT,
        "pdf_identifier": hashlib.sha256(html.encode()).hexdigest()[:32].encode(),
        "optimize_images": True,
        "dpi": 200,
    }
    document = HTML(string=html, base_url=f"{settings.SITE_URL}/", url_fetcher=_static_files_only()).render(**options)
    stamp = created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    document.metadata.created = document.metadata.modified = stamp
    document.metadata.generator = "ASN Portal"
    # Templates break the title over lines.
    document.metadata.title = " ".join((document.metadata.title or "").split())
    content: bytes = document.write_pdf(**options)
    return content


@cache
def _static_files_only() -> URLFetcher:
    """Answers WeasyPrint's requests for stylesheets and pictures: our static files and data: addresses.

    Texts come from people; without this an `<img>` in one of them could make the server read its own files or call
    others.
    """
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class StaticFilesOnly(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            prefix = f"{settings.SITE_URL}{settings.STATIC_URL}"
            address = url.split("#")[0].split("?")[0]
            if not address.startswith(prefix):
                raise ValueError(f"A PDF may only use the portal's own static files, not {url!r}.")
            name = unquote(address.removeprefix(prefix))
            content = _static_content(name)
            if content is None:
                # Ours to mend, and a page without its stylesheet would be worse than none.
                raise FatalURLFetchingError(f"The static file {name!r} does not exist.")
            mime = mimetypes.guess_type(urlsplit(address).path)[0] or "application/octet-stream"
            return URLFetcherResponse(url, content, headers={"Content-Type": mime})

    return StaticFilesOnly(allowed_protocols=["data"], allow_redirects=False)


def _static_content(name: str) -> bytes | None:
    """A file of static/ by its plain name, or by the hashed name that production puts into addresses."""
    if Path(name).is_absolute() or ".." in Path(name).parts:
        return None
    found = finders.find(name)
    if found:
        return Path(str(found)).read_bytes()
    if staticfiles_storage.exists(name):
        with staticfiles_storage.open(name) as file:
            return bytes(file.read())
    return None
