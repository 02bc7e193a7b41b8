"""The WSGI application that gunicorn serves."""

import os
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import reverse
from django.utils import translation

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "asn_portal.settings")

_portal = get_wsgi_application()


def application(environ: dict[str, Any], start_response: Any) -> Any:
    return _portal(environ, start_response)


# CPython keeps the frames of a thread in chunks of 16 KB and gives a chunk back as soon as its first frame returned.
# A loop that calls across the end of a chunk then maps and unmaps memory with each call: 215 times for one page of the
# staff list. This frame says that it needs more than it does, so that its chunk has room for all above it.
FRAME_WORDS = 40_000
application.__code__ = application.__code__.replace(co_stacksize=FRAME_WORDS)

# Every page's code is loaded here, once, before the workers are forked. Django would do it in the first request of each
# of them: seconds for whoever comes first, and for a whole sitting of an exam after the server was restarted in it.
for language, _name in settings.LANGUAGES:
    with translation.override(language):
        reverse("account_login")
